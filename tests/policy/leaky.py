"""Made-up leaks, put together here so that nobody who searches this repository takes them for real.

Nothing in them is anybody's: letters and digits are counted up.
"""

from itertools import cycle, islice

from generator.checks.leaks import leaks_in

_MIXED = "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0z"
_SMALL = "a1b2c3d4e5f60718293a4b5c6d7e8f90"


def mixed(length: int) -> str:
    """Capitals, small letters and digits."""
    return "".join(islice(cycle(_MIXED), length))


def small(length: int) -> str:
    """Hexadecimal digits."""
    return "".join(islice(cycle(_SMALL), length))


def found(text: str) -> set[str]:
    """The codes of what is certain in a text."""
    return {leak.code for leak in leaks_in(text) if leak.is_certain}


def suspected(text: str) -> set[str]:
    """The codes of all that is found in a text."""
    return {leak.code for leak in leaks_in(text)}


#: each a key as its provider makes them
TOKENS = {
    "aws": "AKIA" + mixed(16).upper(),
    "aws-temporary": "ASIA" + mixed(16).upper(),
    "github": "ghp_" + mixed(36),
    "github-app": "ghs_" + mixed(36),
    "github-fine": "github_pat_" + mixed(22) + "_" + mixed(59),
    "gitlab": "glpat-" + mixed(20),
    "slack": "xoxb-" + "123456789012-" * 2 + mixed(24),
    "slack-app": "xapp-1-A0123456789-" + "1234567890123-" + small(64),
    "stripe": "sk_live_" + mixed(24),
    "stripe-restricted": "rk_test_" + mixed(24),
    "google": "AIza" + mixed(35),
    "google-oauth": "GOCSPX-" + mixed(28),
    "npm": "npm_" + mixed(36),
    "pypi": "pypi-AgEIcHlwaS5vcmc" + mixed(60),
    "jwt": "eyJhbGciOiJIUzI1NiJ9.eyJ" + mixed(40) + "." + mixed(43),
    "sendgrid": "SG." + mixed(22) + "." + mixed(43),
    "twilio": "SK" + small(32),
    "mailgun": "key-" + small(32),
    "mailchimp": small(32) + "-us12",
    "digitalocean": "dop_v1_" + small(64),
    "hugging-face": "hf_" + mixed(34),
    "anthropic": "sk-ant-api03-" + mixed(80),
    "openai": "sk-proj-" + mixed(48),
    "shopify": "shpat_" + small(32),
    "telegram": "123456789:AA" + mixed(33),
    "vault": "hvs." + mixed(24),
    "databricks": "dapi" + small(32),
    "docker": "dckr_pat_" + mixed(27),
    "linear": "lin_api_" + mixed(40),
    "pulumi": "pul-" + small(40),
    "slack-webhook": "https://hooks.slack.com/services/T0123ABCD/B0123ABCD/" + mixed(24),
    "discord-webhook": "https://discord.com/api/webhooks/123456789012345678/" + mixed(68),
    "private-key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "private-key-plain": "-----BEGIN " + "PRIVATE KEY-----",
    "private-key-ssh": "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
}
#: values that only their neighbours give away
PASSWORDS = {
    "password": "password=hunter2tree",
    "in-json": '"api_key": "' + mixed(24) + '"',
    "in-a-variable": "DB_PASSWORD='Tr0ub4dor'",
    "in-an-option": "--token=" + mixed(12),
    "after-an-option": "--password Tr0ub4dor",
    "in-yaml": "client_secret: " + mixed(16),
    "in-a-sentence": "the password is Hunter2tree",
    "changed": "password was reset to Hunter2tree",
    "in-a-query": "https://api.acme.example/v1/jobs?access_token=" + mixed(20),
    "without-a-colon": "the API key " + small(32),
    "of-all-kinds": "the password Hunter2Tree",
    "in-a-command": "mysql -u root -pTr0ub4dor",
    "of-curl": "curl -u admin:hunter2 x",
    "key-base": "secret_key_base: " + small(32),
    "login": "https://deploy:hunter2@git.acme.example/web",
    "database": "postgres://app:s3cret@db.acme.example:5432/main",
    "bearer": "Authorization: Bearer " + mixed(32),
    "basic": "Authorization: Basic " + mixed(24) + "==",
    "cookie": "Cookie: session=" + mixed(32),
    "signed": "https://files.acme.example/a.csv?X-Amz-Signature=" + small(64),
    "shared-access": "https://acme.blob.example/a?sv=2022&sig=" + mixed(40) + "%3D",
    "account-key": "AccountKey=" + mixed(60) + "==",
    "aws-secret": "wJalr" + mixed(16) + "/K7" + mixed(16),
}
SECRETS = {**TOKENS, **PASSWORDS}
