"""What an independent reader found on texts that nobody had seen: false alarms, and misses.

Each is one update, made up, with the status of its heading.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.policy.cases import SITE, codes, judged
from tests.policy.conduct import bare, said

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
START = said("Investigating", "12:00", "Uploads fail for some customers.", next_update="30m")
FIRST, D, M = "Investigating", "Identified", "Monitoring"
R, P = "Resolved", "Postmortem"


def told(status: str, text: str, *, title: str = "Uploads fail", impact: str = "major") -> str:
    """A file whose last update this is."""
    more = {} if status in (R, P) else {"next_update": "30m"}
    end = said("Resolved", "13:00", "Uploads work again.") if status == P else ""
    update = said(status, "13:30" if status == P else "12:40", text, **more)
    updates = [each for each in ("" if status == FIRST else START, end, update) if each]
    front = f"title: {title}\nimpact: {impact}\ncomponents: {{api: partial_outage}}"
    return bare(*updates, front=front)


def severities(code: str, text: str) -> list[str]:
    return [each.severity.value for each in judged(text, now=NOW) if each.code == code]


QUIET = [
    ("COM-61", M, "A repair is in place. We are validating the issue is fully resolved."),
    ("COM-61", M, "We are checking that all works and the issue is resolved."),
    ("COM-61", D, "Our bank says: the incident is closed. We see errors."),
    ("COM-46", D, "We will restore files deleted before Monday, and then all others."),
    ("COM-46", D, "We will resolve all tickets opened before Friday."),
    ("COM-46", D, "Once you have paid, your shop will be online within 5 minutes."),
    ("COM-46", D, "Orders that you place now will be fine by tomorrow morning."),
    ("COM-46", D, "We will guarantee your refund for orders of today."),
    ("COM-46", R, "Uploads work again. We worked to restore them as quickly as possible."),
    ("COM-46", R, "Uploads work again. This was done asap."),
    ("COM-46", D, "If your event starts soon, please send the files by mail."),
    ("COM-47", P, "We made a minor problem far worse. We are sorry."),
    ("COM-47", R, "We expected only a few minutes of downtime; it became five hours."),
    (
        "COM-30",
        R,
        "Uploads work. We are sorry for this outage and any inconvenience it has caused.",
    ),
    ("COM-20", FIRST, "The totals in the report are not accurate. We are looking into it."),
    ("COM-20", FIRST, "Some could see invoices of other customers. We have closed the page."),
    ("COM-20", FIRST, "Phones are unregistering. We are looking into it."),
    ("COM-20", FIRST, "Calls do not connect. We are looking into it."),
    ("COM-28", FIRST, "At 19:00 in Lisbon uploads began to fail. We are looking into it."),
    (
        "COM-24",
        D,
        "Some invoices are wrong. Please avoid paying them until we have written to you.",
    ),
    ("COM-24", D, "The usage shown is wrong. The wrong amounts will not be charged."),
    ("COM-24", D, "Payments come twice. Please hold off; do not retry."),
    ("COM-62", R, "After the change the error pages stopped at 12:35 UTC."),
    ("COM-62", R, "With more capacity delivery has improved, and we expect no further delays."),
    ("COM-74", P, "At 09:05 UTC our on-call team was notified."),
    ("COM-74", P, "At 09:05 UTC we received angry messages from customers."),
    ("COM-77", P, "A script of our vendor failed. We are putting better checks in place."),
]


@pytest.mark.parametrize(("code", "status", "text"), QUIET)
def test_it_no_longer_fires(code: str, status: str, text: str) -> None:
    title = "Reports" if code == "COM-20" else "Uploads fail"
    assert severities(code, told(status, text, title=title)) == []


UNSURE = [
    ("COM-61", D, "In Asia the problem is resolved. In Europe uploads fail."),
    ("COM-61", D, "The problem is resolved, but uploads still fail in Europe."),
    ("COM-61", M, "The issue has been resolved, and we are filling in the missing receipts."),
    ("COM-61", R, "Uploads work again since 12:35 UTC. We are working on a fix for old receipts."),
    ("COM-61", R, "Uploads work. If yours fail, restart the app: it should now be resolved."),
    ("COM-41", FIRST, "Uploads fail if your router has the address 192.168.1.1."),
    ("COM-41", FIRST, "Our app writes to /var/log/acme/up.log on your computer; please send it."),
    ("COM-42", FIRST, "If you see `java.lang.NullPointerException` in your app, update it."),
]


@pytest.mark.parametrize(("code", "status", "text"), UNSURE)
def test_what_was_an_error_is_a_warning(code: str, status: str, text: str) -> None:
    assert severities(code, told(status, text)) == ["warning"]


STILL = [
    ("COM-61", D, "We tested the repair. The issue is now resolved."),
    ("COM-61", M, "Uploads work. We are declaring this incident closed."),
    ("COM-61", R, "Some uploads work. We are working on a fix for the rest."),
    ("COM-46", D, "After the restart all will be back to normal by 16:00 UTC."),
    ("COM-41", FIRST, "Your uploads fail because 192.168.7.31 does not answer."),
    ("COM-41", FIRST, "Your apps cannot reach us at 10.20.3.4."),
    ("COM-42", FIRST, "java.lang.NullPointerException: file is null"),
    (
        "COM-42",
        FIRST,
        "```\njava.lang.NullPointerException\n    at com.acme.Up.put(Up.java:42)\n```",
    ),
    ("COM-42", FIRST, "`a.b.CError` says\n  at com.acme.Up.put(Up.java:42)"),
]


@pytest.mark.parametrize(("code", "status", "text"), STILL)
def test_what_is_an_error_stays_one(code: str, status: str, text: str) -> None:
    assert "error" in severities(code, told(status, text))


CAUGHT = [
    ("COM-45", D, "This is entirely down to Fizzpay, who changed it without telling anybody."),
    ("COM-45", D, "Our hands are tied until they are done."),
    ("COM-45", D, "This only happens because some of you are hammering the button."),
    ("COM-45", D, "It was caused by flooding from one customer account."),
    ("COM-45", R, "Uploads work. One of our engineers released a version without a test."),
    ("COM-45", R, "Uploads work. The certificate authority should have called us."),
    ("COM-45", D, "Somebody from Fizzpay messed up."),
    ("COM-49", FIRST, "Uploads fail. Probably a DNS thing. We are looking into it."),
    ("COM-49", FIRST, "Uploads fail. Maybe it is the new release."),
    ("COM-49", FIRST, "Uploads fail. The server appears to have suffered a power loss."),
    ("COM-61", R, "The fix is being rolled out and will take some hours."),
    ("COM-61", R, "Uploads work for now. A better fix is still in progress."),
    ("COM-61", R, "Usage data is currently incomplete."),
    ("COM-61", R, "Uploads work again for most customers. The rest of you can send mail."),
    ("COM-61", R, "If uploads stay so we will mark this incident resolved."),
    ("COM-61", R, "Uploads work again. We will continue observing the situation."),
    ("COM-46", D, "You will not lose any data."),
    ("COM-46", R, "Uploads work. We add capacity so that this wont repeat."),
    ("COM-46", D, "The restart of our servers begins soon."),
    ("COM-46", D, "Uploads were slow and we will mend them as quickly as possible."),
    ("COM-28", D, "We hope that uploads work in the next 2-3 hours."),
    ("COM-28", D, "We will start the servers over the next two hours."),
    ("COM-28", D, "The rebuild will be finished in the morning."),
    ("COM-28", FIRST, "Uploads have failed since 4:06 pm (local time)."),
    ("COM-47", D, "The impact is minimal."),
    ("COM-47", FIRST, "Uploads fail at times. So far the impact remains low."),
    ("COM-20", FIRST, "There is something else that we haven't yet identified."),
    ("COM-20", FIRST, "We do not yet know the cause."),
    ("COM-51", FIRST, "UPLOADS IN EUROPE ARE FAILING. DO NOT RETRY."),
    ("COM-27", "Update", "We are continuing to investigate this issue."),
    ("COM-27", "Update", "Our engineers are still working on a fix for the problem."),
    ("COM-26", R, "Uploads work. We restored the database from last night's backup."),
    ("COM-26", FIRST, "About 200 files were lost."),
    ("COM-26", FIRST, "A 40 Gbps UDP flood from a botnet hits us, and our WAF rule does not hold."),
    ("COM-43", FIRST, "Uploads fail. Call Kim at +49 170 555 0142."),
    ("COM-48", FIRST, "Uploads fail since we changed a helm chart."),
    ("COM-48", FIRST, "Uploads fail. This is a SEV1 for us."),
    ("COM-48", FIRST, "Uploads fail as our staging cluster took the files."),
    ("COM-62", R, "All clear!"),
]


@pytest.mark.parametrize(("code", "status", "text"), CAUGHT)
def test_what_was_missed_is_said(code: str, status: str, text: str) -> None:
    title = "API" if code == "COM-20" else "Uploads fail"
    assert "warning" in severities(code, told(status, text, title=title))


FINE = [
    ("COM-27", FIRST, "We are continuing to investigate this issue."),
    ("COM-27", "Update", "We are continuing to investigate why files from phones fail."),
    ("COM-26", FIRST, "No files were lost. Nothing was restored from a backup."),
    ("COM-43", FIRST, "Uploads fail with the time +01:00, and for +10 % of requests."),
    ("COM-45", R, "Uploads work. We messed up. One of our engineers deployed a fix."),
    ("COM-48", FIRST, "Files that you upload from a staging area of yours fail."),
    ("COM-49", FIRST, "Uploads fail. Perhaps last few files of a folder are missing? No: all are."),
    ("COM-51", FIRST, "Uploads of PDF, PNG, JPG files fail. The API and SSO work."),
    ("COM-47", FIRST, "The impact is low: 0.2 % of uploads fail."),
]


@pytest.mark.parametrize(("code", "status", "text"), FINE)
def test_what_is_well_said_stays_so(code: str, status: str, text: str) -> None:
    assert code not in codes(told(status, text), now=NOW)


def test_nobody_can_and_no_impact() -> None:
    text = "Nobody can upload files. We are looking into it."
    assert "COM-65" in codes(told(FIRST, text, impact="none"), now=NOW)
    assert "COM-65" not in codes(told(FIRST, text), now=NOW)
    few = "Some files carry a wrong date. We are looking into it."
    assert "COM-65" not in codes(told(FIRST, few, impact="none"), now=NOW)


def test_a_class_that_is_set_is_not_asked_for() -> None:
    text = told(FIRST, "About 200 files were lost.").replace("impact:", "class: data\nimpact:")
    assert "COM-26" not in codes(text, now=NOW)


def test_a_swear_word_is_no_joke() -> None:
    found = {each.code: each for each in judged("The damn uploads fail. We are on it.")}
    assert found["COM-51"].message == "'damn' is a swear word"


def test_a_site_may_be_called_sorry() -> None:
    site = replace(SITE, settings=replace(SITE.settings, title="Sorry Status"))
    text = "Uploads fail. The Sorry team is on it. We apologise that they fail."
    assert "COM-30" in codes(text)
    assert "COM-30" not in codes(text, site=site)


def test_the_number_of_the_site_is_no_secret() -> None:
    text = "Uploads fail. Call us: +49 30 555 0142."
    contact = replace(SITE, settings=replace(SITE.settings, contact="tel:+49 30 555 0142"))
    assert "COM-43" in codes(text)
    assert "COM-43" not in codes(text, site=contact)


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("Uploads work. We are happy to report that no file was lost.", False),
        ("Uploads work. A wrong setting was the root cause.", False),
        ("Uploads work. An RFO will be sent.", True),
        ("Uploads work. We will publish a detailed post mortem.", True),
        ("Uploads work. The incident report is to follow.", True),
    ],
)
def test_an_account_is_promised_or_not(text: str, *, promised: bool) -> None:
    (found,) = [each for each in judged(told(R, text), now=NOW) if each.code == "COM-70"]
    assert ("no day" in found.message) == promised


def test_the_parts_of_a_postmortem_in_other_words() -> None:
    text = (
        "Between 09:05 and 09:25 UTC attempts to save failed. There was a bug in our firewall. "
        "We corrected the setting and rebooted it. New rules for such changes are set up. Sorry."
    )
    assert "COM-72" not in codes(told(P, text), now=NOW)


def test_of_what_was_small_little_need_be_said() -> None:
    assert "COM-75" not in codes(told(P, "A disk was full.", impact="minor"), now=NOW)
    assert "COM-75" in codes(told(P, "A disk was full."), now=NOW)
    assert "COM-75" in codes(told(P, "word " * 1501, impact="minor"), now=NOW)


def test_a_title_of_calls() -> None:
    text = "Calls do not connect. We are looking into it."
    assert "COM-29" not in codes(told(FIRST, text, title="Inbound call disruption"), now=NOW)
