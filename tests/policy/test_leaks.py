"""What leaks look like, and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.leaks import SECRETS as SECRET_PATTERNS
from generator.checks.leaks import leaks_in, named_in
from tests.policy.leaky import SECRETS, found, mixed, small, suspected

LEAKS = {
    "COM-41": (
        "The database at 10.20.3.4 is down.",
        "We moved from 172.20.1.7 to 192.168.4.9:8080.",
        "100.64.3.2 does not answer",
        "`curl http://169.254.169.254/latest`",
        "fd12:3456:789a::1 is unreachable",
        "ping fe80::1ff:fe23:4567:890a",
        "The host db-1.eu.internal is back.",
        "See https://grafana.corp/d/abc",
        "printer.local and nas.lan",
        "redis.cache.svc.cluster.local timed out",
        "billing.payments.svc answers again",
        "jobs.internal.acme.example is slow",
        "A supplier's fault on db-3.internal.acme.",
        "git.corp.acme.example is slow",
        "main.c9akciq32.eu-west-1.rds.amazonaws.com failed over",
        "ip-10-0-3-17 was replaced",
        "The pod api-7d9f8b6c5d-x2k4q restarted.",
        "/var/lib/postgresql/data is full.",
        "We deleted files in /opt/acme/releases/42.",
        "Logs are in /home/deploy/logs.",
        r"D:\Services\Billing\app.config is missing",
        r"\\fileserver01\share is gone",
        "arn:aws:lambda:eu-west-1:998877665544:function:resize",
        "arn:aws:s3:::acme-prod-backups/2026",
        "account 998877665544 is over its limit",
        "/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/x",
        "i-0a1b2c3d4e5f60718 was stopped",
        "Disk /dev/sda1 is full",
    ),
    "COM-42": (
        "Traceback (most recent call last):",
        '  File "/app/jobs.py", line 12, in run',
        "    at com.acme.Store.save(Store.java:42)",
        'Exception in thread "main" oh',
        "java.lang.NullPointerException: no user",
        "    at save (/app/dist/store.js:10:5)",
        "at async handler (file:///srv/web/index.mjs:3:1)",
        "goroutine 17 [running]:",
        "panic: assignment to entry in nil map",
        "main.go:42 +0x1d",
        "app/models/user.rb:12:in `save'",
        "#0 /app/src/Store.php(12): save()",
        "PHP Fatal error: out of memory",
        r"   at Acme.Store.Save(User u) in D:\a\Store.cs:line 12",
        "   at System.Data.SqlClient.SqlConnection.Open()",
        "thread 'main' panicked at src/main.rs:3:5",
        "2026-11-20T12:03:07Z ERROR pool exhausted",
        "2026-11-20 12:03:07,123 - WARN - slow",
        "[2026-11-20 12:03:07] [error] no",
        "[ERROR] 2026-11-20 12:03:07 no",
        'level=error msg="no"',
        '{"level":"error","msg":"no"}',
        "E1120 12:03:07.123456       1 store.go:12] no",
        "Nov 20 12:03:07 web sshd[812]: no",
        '203.0.113.9 - - [20/Nov/2026:12:03:07 +0000] "GET / HTTP/1.1" 500',
        "SELECT id FROM users WHERE id = 1",
        "We ran UPDATE users SET plan = 1",
        "DELETE FROM sessions",
        "ALTER TABLE users ADD plan int",
        "select * from users",
        "psycopg2.OperationalError: no",
        "System.NullReferenceException: no",
        "[2026-11-20 12:03:07,123: ERROR/Main] no",
        "Nov 20 12:03:07 web01 nginx: no",
        "refused (111: Connection refused) while reading",
        "SQLSTATE[HY000] [2002] refused",
        "ORA-00942 at the start",
        "-rw-r--r-- 1 root root  4200 May 29 22:37 a.log",
    ),
    "COM-43": (
        "Write to jane.doe@acme-cloud.com.",
        "Ask <mailto:jdoe42@acme-cloud.com>",
        "owner (bob@acme.io)",
    ),
    "COM-44": (
        "https://acme.atlassian.net/browse/OPS-12",
        "[ticket](https://jira.acme.example/browse/OPS-12)",
        "https://acme.slack.com/archives/C012/p17",
        "https://linear.app/acme/issue/OPS-12/fix",
        "https://www.notion.so/acme/Notes-0123",
        "https://docs.google.com/document/d/1aBcD/edit",
        "https://acme.pagerduty.com/incidents/Q1",
        "https://acme.sharepoint.com/sites/ops",
        "https://acme.zoom.us/j/123456789",
        "https://app.datadoghq.eu/dashboard/abc",
        "https://acme.sentry.io/issues/123",
        "https://grafana.acme.example/d/abc/api",
    ),
}
MAYBE = {
    "COM-40": (mixed(40), f"The key {mixed(31)} is in use."),
    "COM-41": (
        "We restarted db-01 and web-prod-12.",
        "We copy s3://acme-exports/2026.",
        "Bucket acme-prod-uploads is full",
    ),
    "COM-42": ("TypeError: Cannot read properties of undefined", "FATAL: no such role"),
    "COM-43": ("Thanks to @jane_doe", "Ask @kim."),
    "COM-44": ("We track this as OPS-123.", "See INC-4711 and PLAT-9."),
}
CLEAN = (
    "Request ids look like 7f3a9c1e-42bd-4c1f-9a52-0d6b7f1e2c34: quote yours.",
    f"Fixed in commit {small(40)}.",
    f"The digest is sha256:{small(64)}.",
    "Your password is safe: passwords are hashed, and no token was read.",
    "Password: reset it on the sign-in page. Token: expired.",
    "Set `password=<your password>` or `token=$TOKEN`, never `api_key=...`.",
    "Use https://user:password@proxy.example only on a test machine.",
    "ssh://git@github.com/acme/web and git@github.com:acme/web.git work.",
    "The password is SHA256-hashed. The token is 12 characters.",
    "Allow 203.0.113.0/24, 198.51.100.7 and 2001:db8::1 in your firewall.",
    "Allow 52.94.76.10 and 2600:1f18:22ba::7 in your firewall.",
    "Networks such as 10.0.0.0/8 and 192.168.0.0/16 are not reachable.",
    "Version 10.2.0.1 and driver 10.0.19041.1 work; 127.0.0.1 and localhost too.",
    "host.docker.internal resolves again. com.acme.internal.Store is a class.",
    "us-east-1, eu-west-2, ubuntu-24.04, macos-14-arm64, gpt-5-mini, covid-19, api-v2, web3",
    "Add a line to /etc/hosts, or open C:\\Windows\\System32\\drivers. See /settings/emails.",
    "GET /v1/users/42 fails; https://acme.example/var/log/x is a page.",
    "arn:aws:iam::aws:policy/ReadOnlyAccess, and account plans do not change.",
    "At 12:03:07 UTC on 2026-11-20 errors began. At 3:37:17 PM they ended.",
    "2026-11-20 12:03 UTC: errors have stopped. INFO desks are open.",
    "Select an account from the list, and update your settings. Delete from the menu.",
    "An exception was made. The error rate is high. Panic is not needed.",
    "Write to support@acme-cloud.com, status@acme.io, eu-support@acme.io or jane@example.com.",
    "Lambda@Edge, actions/checkout@v4, `@acme/sdk`@1.2.3, @latest and @here are no people.",
    "COVID-19, UTF-8, SHA-256, CVE-2024-1234, HTTP-500, ISO-8601, RFC-9116, GPT-4, US-EAST-1",
    "A public issue: https://github.com/acme/web/issues/12 and https://issues.acme.example/12",
    "https://docs.google.com/forms/d/e/abc/viewform and https://acme.notion.site/Help-0123",
    "[OPS-12](https://github.com/acme/web/issues/12) is public.",
    "https://acme.example/a?next_page=abc&sort=key:name and key: value pairs",
    "Key results and a token economy; the key performance-indicator-2026 is up.",
    "docker run -u 1000:1000 works. Errors such as 503 Service Unavailable have stopped.",
    "Nov 20 12:03:07 UTC update: all is well. Select all from the menu where possible.",
    "我们正在调查该问题。 ご不便をおかけします。 Сервис работает.",
)


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize(
    "text",
    ["{}", "We use {} now.", "We use `{}`.", "({})", "{}, then", "x:\t{}", "**{}**", "KEY={}"],
)
def test_a_secret_is_found_wherever_it_stands(name: str, text: str) -> None:
    assert "COM-40" in found(text.format(SECRETS[name]))


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_marked_where_it_stands(name: str) -> None:
    secret = SECRETS[name]
    text = f"We use {secret} now."
    leak = next(leak for leak in leaks_in(text) if leak.code == "COM-40")
    assert text[leak.start : leak.end] in secret


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in LEAKS.items() for text in texts]
)
def test_a_leak_is_found(code: str, text: str) -> None:
    assert code in found(text)
    assert code in found(f"Until then: {text.strip()}, they say.")


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in MAYBE.items() for text in texts]
)
def test_what_looks_like_a_leak_is_no_error(code: str, text: str) -> None:
    assert code in suspected(text)
    assert not found(text)


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert [text[leak.start : leak.end] for leak in leaks_in(text)] == []


def test_a_host_of_ours_is_found_with_all_below_it() -> None:
    hosts = ("acme-infra.net",)
    assert list(named_in("web.eu.acme-infra.net is down", hosts))
    assert list(named_in("See https://ACME-infra.net/x", hosts))
    for text in ("acme-infra.net.example", "notacme-infra.net", "acme-infra.network"):
        assert not list(named_in(text, hosts))


WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäéŠж"), min_size=1, max_size=12)


@given(st.lists(WORDS, max_size=30), st.sampled_from([" ", ", ", ". ", " – ", "\n"]))
def test_plain_words_hold_no_leak(words: list[str], gap: str) -> None:
    assert list(leaks_in(gap.join(words))) == []


@given(
    st.lists(WORDS, max_size=8),
    st.lists(WORDS, max_size=8),
    st.sampled_from(sorted(SECRETS)),
    st.sampled_from(["", "(", "`", "„", "“", "> ", "- ", "\n", ": ", "«"]),
    st.sampled_from(["", ".", ",", ")", "`", "”", "\n", "!", "»", "…", "?"]),
)
def test_a_secret_among_words_is_found(
    before: list[str], after: list[str], name: str, opening: str, closing: str
) -> None:
    text = f"{' '.join(before)} {opening}{SECRETS[name]}{closing} {' '.join(after)}"
    assert any(leak.code == "COM-40" for leak in leaks_in(text, SECRET_PATTERNS))
