"""COM-40: keys and tokens that name their provider by how they begin."""

from collections.abc import Iterator

from generator.checks.leaks.pattern import Found, Pattern

#: what stands before and after a token is no part of one
_BEFORE = r"(?<![A-Za-z0-9_])"
_AFTER = r"(?![A-Za-z0-9_])"


def _is_mixed(found: Found) -> bool:
    """Words joined by hyphens have no capitals, or no digits."""
    letters = found[0].removeprefix("sk-")
    return any(map(str.isupper, letters)) and any(map(str.isdigit, letters))


#: whose it is, what it always holds, and its form
_PROVIDERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("an AWS access key", ("AKIA", "ASIA", "ABIA", "ACCA"), r"A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}"),
    ("a GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"gh[pousr]_[A-Za-z0-9]{20,255}"),
    ("a GitHub token", ("github_pat_",), r"github_pat_[A-Za-z0-9_]{20,255}"),
    (
        "a GitLab token",
        ("glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glsoat-"),
        r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|soat)-[\w-]{18,255}",
    ),
    ("a Slack token", ("xox",), r"xox[abceoprs]-(?=[A-Za-z-]{0,9}\d)[A-Za-z0-9-]{10,255}"),
    ("a Slack token", ("xapp-",), r"xapp-\d-[A-Za-z0-9-]{10,255}"),
    (
        "a Stripe key",
        ("sk_live_", "rk_live_", "sk_test_", "rk_test_"),
        r"[sr]k_(?:live|test)_[A-Za-z0-9]{10,255}",
    ),
    ("a webhook's secret", ("whsec_",), r"whsec_[A-Za-z0-9+/=]{20,255}"),
    ("a Google API key", ("AIza",), r"AIza[\w-]{30,40}"),
    ("a Google OAuth secret", ("GOCSPX-",), r"GOCSPX-[\w-]{20,60}"),
    ("a Google OAuth token", ("ya29.",), r"ya29\.[\w-]{20,2000}"),
    ("an npm token", ("npm_",), r"npm_[A-Za-z0-9]{30,60}"),
    ("a PyPI token", ("pypi-Ag",), r"pypi-Ag[\w-]{20,2000}"),
    ("a RubyGems key", ("rubygems_",), r"rubygems_[0-9a-f]{40,60}"),
    ("a Docker Hub token", ("dckr_",), r"dckr_(?:pat|oat)_[\w-]{20,60}"),
    ("a SendGrid key", ("SG.",), r"SG\.[\w-]{16,40}\.[\w-]{16,80}"),
    ("a Twilio key", ("SK",), r"SK[0-9a-f]{32}"),
    ("a Mailgun key", ("key-",), r"key-[0-9a-f]{32}"),
    ("a Mailchimp key", ("-us",), r"[0-9a-f]{32}-us[0-9]{1,2}"),
    ("a DigitalOcean token", ("dop_v1_", "doo_v1_", "dor_v1_"), r"do[opr]_v1_[0-9a-f]{40,80}"),
    ("a Hugging Face token", ("hf_",), r"hf_[A-Za-z0-9]{30,60}"),
    ("an Anthropic key", ("sk-ant-",), r"sk-ant-[\w-]{20,255}"),
    (
        "a Shopify token",
        ("shpat_", "shpca_", "shppa_", "shpss_"),
        r"shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}",
    ),
    ("a Telegram bot's token", (":AA",), r"[0-9]{8,10}:AA[\w-]{33}"),
    ("a Vault token", ("hvs.", "hvb."), r"hv[sb]\.[\w-]{20,255}"),
    ("a Terraform token", (".atlasv1.",), r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,80}"),
    ("a Databricks token", ("dapi",), r"dapi[0-9a-f]{32}"),
    ("a New Relic key", ("NRAK-",), r"NRAK-[A-Z0-9]{27}"),
    ("a Sentry token", ("sntry",), r"sntry[su]_[\w+/=-]{30,255}"),
    ("a Linear key", ("lin_api_",), r"lin_api_[A-Za-z0-9]{30,60}"),
    ("a Grafana token", ("glsa_", "glc_"), r"gl(?:sa|c)_[A-Za-z0-9+/=_]{30,255}"),
    ("a Notion token", ("ntn_",), r"ntn_[A-Za-z0-9]{40,60}"),
    ("a PostHog key", ("phx_",), r"phx_[A-Za-z0-9]{30,60}"),
    ("a Pulumi token", ("pul-",), r"pul-[0-9a-f]{40}"),
    ("an Atlassian token", ("ATATT3x",), r"ATATT3x[\w=-]{30,500}"),
    ("a Heroku key", ("HRKU-",), r"HRKU-[\w-]{30,80}"),
    ("an age key", ("AGE-SECRET-KEY-",), r"AGE-SECRET-KEY-1[A-Z0-9]{40,80}"),
    (
        "a JSON web token",
        ("eyJ",),
        r"eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}(?:\.[\w-]{0,2000})?",
    ),
)
#: with no boundary before them, or with more than letters in them
_OTHERS = (
    ("a private key", ("PRIVATE KEY",), r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY"),
    ("a private key", ("PuTTY-User-Key-File",), r"PuTTY-User-Key-File-\d"),
    (
        "a Slack webhook",
        ("hooks.slack.com/",),
        r"hooks\.slack\.com/(?:services|workflows|triggers)/[\w/-]{12,200}",
    ),
    (
        "a Discord webhook",
        ("/api/webhooks/",),
        r"discord(?:app)?\.com/api/webhooks/\d{5,25}/[\w-]{20,100}",
    ),
    (
        "a Teams webhook",
        ("webhook.office.com/",),
        r"webhook\.office\.com/webhookb2/[\w@-]{20,200}[\w/-]{0,200}",
    ),
)


def _provider_patterns() -> Iterator[Pattern]:
    for what, hints, form in _PROVIDERS:
        whole = f"{_BEFORE}{form}{_AFTER}"
        yield Pattern(code="COM-40", what=what, hints=hints, is_exact=True, form=whole)
    for what, hints, form in _OTHERS:
        spaced = " " in form
        yield Pattern(
            code="COM-40", what=what, hints=hints, is_exact=True, form=form, is_spaced=spaced
        )
    yield Pattern(
        code="COM-40",
        what="an OpenAI key",
        hints=("sk-",),
        is_exact=True,
        form=rf"{_BEFORE}sk-[\w-]{{20,255}}{_AFTER}",
        accept=_is_mixed,
    )


#: nothing else looks like these: the gate trusts them too
TOKENS: tuple[Pattern, ...] = tuple(_provider_patterns())
