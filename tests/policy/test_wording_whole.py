"""Rules of wording that look at more than one text: what users see, repeats, data, the title."""

from dataclasses import replace

import pytest

from generator.model.policy import DEFAULT_POLICY
from tests.policy.cases import SITE, codes, judged, site_with

INCIDENT = """\
---
title: {title}
impact: {impact}
components: {{api: {status}}}
{more}---

## {state} — 2026-11-20 12:10 UTC
next update: 30m

{text}
"""
RESOLVED = """
## Resolved — 2026-11-20 12:14 UTC

{}
"""
UPDATE = """
## Update — 2026-11-20 12:{:02} UTC
next update: 30m

{}
"""


def incident(
    text: str = "Uploads fail. We are looking into it.",
    *,
    title: str = "Uploads fail",
    impact: str = "major",
    status: str = "partial_outage",
    state: str = "Investigating",
    more: str = "",
) -> str:
    return INCIDENT.format(
        title=title, impact=impact, status=status, state=state, more=more, text=text
    )


@pytest.mark.parametrize(
    "text",
    [
        "We are investigating an issue with uploads.",
        "We are working on it.",
        "A database switch is in progress.",
    ],
)
def test_nobody_has_said_what_users_see(text: str) -> None:
    found = [each for each in judged(incident(text, title="API")) if each.code == "COM-20"]
    assert [each.location.line for each in found] == [7]
    assert "when you use API" in found[0].hint


@pytest.mark.parametrize(
    ("title", "text", "more"),
    [
        ("API", "You may get an error. We are on it.", ""),
        ("Uploads fail", "We are working on it.", ""),
        ("API", "We are working on it.", 'errors: ["HTTP 500: upload failed"]\n'),
        ("API", "We are looking into why uploads do not start.", ""),
        ("API", "Wir suchen nach der Ursache und melden uns.", ""),
        ("API upgrade", "We are working on it.", ""),
    ],
)
def test_somebody_has_said_what_users_see(title: str, text: str, more: str) -> None:
    assert "COM-20" not in codes(incident(text, title=title, more=more))


def test_what_users_see_is_said_once_for_all() -> None:
    base = incident("You may get an error. We are on it.", title="API")
    assert "COM-20" not in codes(base + UPDATE.format(14, "We are testing a fix."), base=base)


@pytest.mark.parametrize("state", ["Investigating", "Identified"])
@pytest.mark.parametrize("text", ["Uploads fail.", "You get an error.", "Pages are slow."])
def test_nothing_is_said_of_what_we_do(state: str, text: str) -> None:
    assert "COM-23" in codes(incident(text, state=state))


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("Investigating", "Uploads fail. We are looking for the cause."),
        ("Identified", "Uploads fail. A fix is being tested."),
        ("Monitoring", "Uploads take a second."),
        ("Investigating", "Uploads are back to normal."),
    ],
)
def test_what_we_do_is_said(state: str, text: str) -> None:
    assert "COM-23" not in codes(incident(text, state=state))


SAID = "We are still looking for the cause of the failing uploads in Europe."


@pytest.mark.parametrize("text", [SAID, SAID.upper(), f"**{SAID}**"])
def test_an_update_repeats_the_one_before(text: str) -> None:
    assert codes(incident(SAID) + UPDATE.format(14, text)).count("COM-27") == 1


@pytest.mark.parametrize(
    "text",
    [
        "We have nothing new. " + SAID,
        SAID + " It now also hits customers in Asia, where uploads take minutes.",
        SAID.replace("Europe", "Europe: 20 %"),
        "Uploads of small files work again.",
    ],
)
def test_an_update_says_something_new(text: str) -> None:
    assert "COM-27" not in codes(incident(SAID) + UPDATE.format(14, text))


@pytest.mark.parametrize("kind", ["security", "data"])
def test_nothing_is_said_of_data(kind: str) -> None:
    text = "We have closed a weakness in how files are shared."
    assert "COM-26" in codes(incident(text, more=f"class: {kind}\n"))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("We do not yet know whether your data was read.", "class: security\n"),
        ("No files were lost.", "class: data\n"),
        ("Please change your password. We have closed a weakness.", "class: security\n"),
        ("We have closed a weakness in how files are shared.", ""),
    ],
)
def test_something_is_said_of_data(text: str, more: str) -> None:
    assert "COM-26" not in codes(incident(text, more=more))


@pytest.mark.parametrize(
    "title",
    [
        "Incident with API",
        "API issues",
        "Investigating an issue with Web console",
        "[EU] Service disruption",
        "SEV1 - uploads fail",
        "UPLOADS FAIL IN EUROPE",
        "Uploads fail for customers in Europe, Asia and South America who use the older console",
    ],
)
def test_a_title_says_too_little_or_too_loudly(title: str) -> None:
    assert "COM-29" in codes(incident(title=f'"{title}"'))


@pytest.mark.parametrize(
    "title",
    [
        "File uploads fail in Europe",
        "API requests time out",
        "Problems signing in",
        "API is slow",
        "issues.acme.example cannot be reached",
        "Störung der API und der Konsole",
        "SMS and PDF invoices arrive late",
    ],
)
def test_a_title_says_what_fails(title: str) -> None:
    assert "COM-29" not in codes(incident(title=f'"{title}"'))


def test_a_title_that_is_published_is_left_alone() -> None:
    base = incident(title="API issues")
    assert "COM-29" not in codes(base + UPDATE.format(14, "We are testing a fix."), base=base)


def test_nobody_is_sorry_in_the_end() -> None:
    over = incident() + RESOLVED.format("Uploads work again.")
    (found,) = [each for each in judged(over) if each.code == "COM-30"]
    assert "We are sorry that you could not use API" in found.hint


@pytest.mark.parametrize(
    ("impact", "text"),
    [
        ("major", "Uploads work again. We are sorry that they failed."),
        ("minor", "Uploads work again."),
        ("major", "This was a false alarm. Uploads worked all the time."),
    ],
)
def test_somebody_is_sorry_or_need_not_be(impact: str, text: str) -> None:
    assert "COM-30" not in codes(incident(impact=impact) + RESOLVED.format(text))


@pytest.mark.parametrize(
    ("status", "text", "told"),
    [
        ("major_outage", "Some users may get an error. We are on it.", True),
        ("major_outage", "A small number of uploads fail. We are on it.", True),
        ("major_outage", "A few customers cannot sign in. We are on it.", True),
        ("major_outage", "Nobody can upload files. We are on it.", False),
        ("major_outage", "A small number of uploads still fail.", False),
        ("partial_outage", "Some users may get an error. We are on it.", False),
    ],
)
def test_words_match_a_major_outage(status: str, text: str, told: bool) -> None:
    assert ("COM-47" in codes(incident(text, status=status))) == told


@pytest.mark.parametrize(
    "text",
    [
        "The weakness is used by sending a crafted header.",
        "An SQL injection lets others read files.",
        "Requests to /api/v2/files were not checked.",
        "Older versions are not yet patched.",
    ],
)
def test_words_tell_how_to_attack(text: str) -> None:
    found = {each.code: each for each in judged(incident(text, more="class: security\n"))}
    assert found["COM-50"].severity == "error"


@pytest.mark.parametrize(
    ("text", "more", "state"),
    [
        ("We found a weakness in how files are shared, and closed it.", "class: security\n", ""),
        ("Requests to /api/v2/files fail.", "", ""),
        ("CVE-2026-12345, an SQL injection, is closed on all servers.", "class: security\n", ""),
        ("Please sign in again under Settings/Security.", "class: security\n", ""),
    ],
)
def test_words_do_not_help_to_attack(text: str, more: str, state: str) -> None:
    assert "COM-50" not in codes(incident(text, more=more, state=state or "Investigating"))


def test_how_it_was_done_may_be_told_when_it_is_over() -> None:
    text = incident(more="class: security\n") + RESOLVED.format("It was an SQL injection.")
    assert "COM-50" not in codes(text)


LONG = "We " + "still " * 29 + "test."
STYLE = {
    "COM-90": (LONG, "We test a fix. Uploads work."),
    "COM-91": (
        "Infrastructure remediation necessitates comprehensive reconfiguration of "
        "authentication intermediaries. " * 5,
        "We put the old version back. Files load. " * 6,
    ),
    "COM-92": ("We test it.", "We test a fix now, and you will hear from us by 12:40 UTC at last."),
    "COM-93": ("A wrong setting was deployed.", "We put a wrong setting in place."),
    "COM-94": ("Logins by SAML fail.", "Single sign-on (SAML) fails, and so does the API."),
}


@pytest.mark.parametrize("code", sorted(STYLE))
def test_style_is_told_to_who_asks(code: str) -> None:
    strict = site_with(replace(DEFAULT_POLICY, strict=True))
    bad, good = STYLE[code]
    assert code in codes(bad, site=strict)
    assert code not in codes(good, site=strict)
    assert code not in codes(bad)


def test_words_of_the_product_are_no_jargon() -> None:
    text = "A failover of Acme Shards is slow. We are on it."
    assert "COM-48" in codes(text)
    glossary = site_with(replace(DEFAULT_POLICY, glossary=("failover", "shards")), SITE)
    assert "COM-48" not in codes(text, site=glossary)


@pytest.mark.parametrize(
    "text",
    [
        "Wir entschuldigen uns für die Unannehmlichkeiten und melden uns ASAP.",
        "Nous sommes désolés pour la panne et les erreurs, ASAP!",
        "障害の原因を調査しています。ASAP!",
    ],
)
def test_other_languages_are_left_alone(text: str) -> None:
    assert not {"COM-46", "COM-51", "COM-30"} & set(codes(text))
