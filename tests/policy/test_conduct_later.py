"""Rules of postmortems and of planned work."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.checks.policy import judge_event
from generator.errors import Severity
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from tests.policy.cases import case_of, codes, event_of, judged
from tests.policy.conduct import incident, planned, said

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
START = said("Investigating", "12:00", "Uploads fail for everyone.", next_update="30m")
END = said("Resolved", "13:00", "Uploads have worked since 12:40 UTC.")
GOOD = """\
We are sorry that your uploads failed.

At 12:02 UTC customers began to see errors when they uploaded a file. At 12:08 UTC an alert told us,
at 12:15 UTC we told you, and at 12:40 UTC uploads worked again. The cause was a setting that we
had changed everywhere at once. We took it back. We will change settings in one region first.

- [ ] Change settings in one region first (platform team, 2026-12-15)
"""


def found(text: str, *, base: str = "", now: datetime = NOW) -> list[str]:
    return codes(text, now=now, base=base)


def severities(text: str, code: str, *, base: str = "", now: datetime = NOW) -> list[Severity]:
    return [each.severity for each in judged(text, now=now, base=base) if each.code == code]


# COM-70


@pytest.mark.parametrize(
    ("impact", "front"),
    [
        ("major", ""),
        ("critical", ""),
        ("critical", "postmortem_due: 2026-11-28"),
        ("major", "postmortem_due: 2026-12-05"),
    ],
)
def test_no_postmortem_or_a_late_one(impact: str, front: str) -> None:
    assert "COM-70" in found(incident(START, END, impact=impact, front=front))


@pytest.mark.parametrize(
    ("impact", "front"),
    [
        ("minor", ""),
        ("critical", "postmortem_due: 2026-11-27"),
        ("major", "postmortem_due: 2026-12-04"),
    ],
)
def test_a_postmortem_in_time(impact: str, front: str) -> None:
    assert "COM-70" not in found(incident(START, END, impact=impact, front=front))


def test_resolved_may_promise_it_in_a_field() -> None:
    end = said("Resolved", "13:00", "Uploads work.", next_update="2026-11-26 12:00 UTC")
    assert "COM-70" not in found(incident(START, end))


def test_words_without_a_day_are_no_promise() -> None:
    end = said("Resolved", "13:00", "Uploads work. A root cause analysis will follow.")
    (problem,) = [each for each in judged(incident(START, end), now=NOW) if each.code == "COM-70"]
    assert "no day" in problem.message
    assert "postmortem_due: 2026-12-04" in problem.hint


def test_an_impact_raised_later_counts() -> None:
    worse = said("Identified", "12:10", "A disk is full.", next_update="30m", impact="critical")
    assert "COM-70" in found(incident(START, worse, END, impact="minor"))


# COM-72 to COM-77


def after(text: str) -> list[str]:
    update = said("Postmortem", "2026-11-24 09:00", text)
    return found(incident(START, END, update), now=datetime(2026, 11, 24, 10, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("COM-72", "We are sorry that your uploads failed."),
        ("COM-72", "The cause was a setting that we\nhad changed everywhere at once. "),
        ("COM-74", "an alert told us"),
    ],
)
def test_a_postmortem_lacks_a_part(code: str, words: str) -> None:
    assert words in GOOD
    assert code in after(GOOD.replace(words, ""))
    assert code not in after(GOOD)


@pytest.mark.parametrize(("times", "lacks"), [(0, True), (2, True), (3, False)])
def test_a_timeline_has_three_times(times: int, *, lacks: bool) -> None:
    text = " ".join(f"At 12:0{number} UTC we looked at uploads." for number in range(times))
    assert ("COM-73" in after(f"We are sorry. {text}")) is lacks


def test_several_parts_are_told_at_once() -> None:
    update = said("Postmortem", "2026-11-24 09:00", "Customers saw errors.")
    told = judged(incident(START, END, update), now=datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
    (problem,) = [each for each in told if each.code == "COM-72"]
    assert (
        "why it happened, how it was mended, what you change, that you are sorry" in problem.message
    )
    assert "### What we change" in problem.hint


@pytest.mark.parametrize(("count", "odd"), [(100, True), (2000, True), (600, False)])
def test_the_length_of_a_postmortem(count: int, *, odd: bool) -> None:
    text = GOOD + "\n" + "We did more. " * ((count - 80) // 3)
    assert ("COM-75" in after(text)) is odd


def test_where_others_failed_we_change_something() -> None:
    theirs = "Our network provider had a fault. Customers saw errors. The provider has fixed it."
    assert "COM-77" in after(theirs)
    assert "COM-77" not in after(f"{theirs} We will use a second provider.")


def test_a_postmortem_in_another_language_is_left_alone() -> None:
    text = "Wir bedauern den Ausfall. Die Ursache war eine Einstellung, die wir geändert haben."
    assert not {"COM-72", "COM-73", "COM-74", "COM-75"} & set(after(text))


# COM-80

TELLS = "You can read, but not save, from 02:00 to 04:00 UTC on 1 December."


def announced(when: str, **more: str) -> str:
    return planned(said("Scheduled", when, TELLS), **more)


@pytest.mark.parametrize(
    ("when", "severity"),
    [
        ("2026-12-01 01:00", Severity.ERROR),
        ("2026-11-30 02:01", Severity.ERROR),
        ("2026-11-29 02:00", Severity.WARNING),
        ("2026-11-28 02:01", Severity.WARNING),
    ],
)
def test_announced_at_short_notice(when: str, severity: Severity) -> None:
    now = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
    assert severities(announced(when), "COM-80", now=now) == [severity]


def test_announced_well_ahead() -> None:
    assert severities(announced("2026-11-28 02:00"), "COM-80") == []
    assert severities(announced("2026-11-20 02:00"), "COM-80") == []


def test_a_long_outage_is_announced_a_week_ahead() -> None:
    text = announced("2026-11-26 02:00").replace("degraded_performance", "major_outage")
    assert severities(text, "COM-80") == [Severity.WARNING]
    assert severities(text.replace("11-26 02:00", "11-24 02:00"), "COM-80") == []


def test_an_emergency_says_why() -> None:
    text = announced("2026-12-01 01:00", front='emergency: "a disk is failing"')
    assert severities(text, "COM-80") == []


def test_what_has_begun_is_only_warned() -> None:
    later = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
    assert severities(announced("2026-12-01 01:00"), "COM-80", now=later) == [Severity.WARNING]


def test_a_window_moved_nearer_is_announced_anew() -> None:
    now, base = datetime(2026, 11, 21, 9, 0, tzinfo=UTC), announced("2026-11-20 02:00")
    tonight = "2026-11-21 20:00 UTC to 2026-11-21 22:00 UTC"
    update = said("Update", "2026-11-21 09:00", "The work will take place tonight.")
    moved = announced("2026-11-20 02:00", scheduled=tonight) + update
    assert severities(moved, "COM-80", base=base, now=now) == [Severity.ERROR]
    assert severities(base.replace("Database", "Data"), "COM-80", base=base, now=now) == []


# COM-81


@pytest.mark.parametrize(
    "text", ["We will upgrade our database.", "We move to new machines.", "This is planned work."]
)
def test_an_announcement_that_does_not_say_what_is_noticed(text: str) -> None:
    assert "COM-81" in found(planned(said("Scheduled", "2026-11-20 02:00", text)))


@pytest.mark.parametrize("text", [TELLS, "Uploads will be slow.", "The API does not answer."])
def test_an_announcement_that_says_what_is_noticed(text: str) -> None:
    assert "COM-81" not in found(planned(said("Scheduled", "2026-11-20 02:00", text)))


def test_an_announcement_without_words_components_or_end() -> None:
    mute = planned(said("Scheduled", "2026-11-20 02:00"))
    assert severities(mute, "COM-81") == [Severity.ERROR]
    nothing = announced("2026-11-20 02:00").replace("components: {api: degraded_performance}\n", "")
    assert severities(nothing, "COM-81") == [Severity.WARNING]
    days = announced("2026-11-20 02:00", scheduled="2026-12-01 02:00 UTC to 2026-12-01 16:00 UTC")
    assert severities(days, "COM-81") == [Severity.WARNING]


# COM-84

BASE = announced("2026-11-20 02:00")


def cancelled(text: str) -> str:
    return BASE + said("Cancelled", "2026-11-25 10:00", text)


def test_cancelled_without_a_word() -> None:
    assert severities(cancelled(""), "COM-84", base=BASE) == [Severity.ERROR]


@pytest.mark.parametrize("text", ["Nothing to see here.", "Thank you.", "We changed our plan."])
def test_cancelled_and_it_does_not_say_so(text: str) -> None:
    assert severities(cancelled(text), "COM-84", base=BASE) == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "The work will not take place. We will announce a new date.",
        "The work is cancelled, for we no longer need it.",
        "The upgrade is postponed to January.",
    ],
)
def test_cancelled_and_it_says_so(text: str) -> None:
    assert severities(cancelled(text), "COM-84", base=BASE) == []


def test_moved_in_silence() -> None:
    later = "2026-12-08 02:00 UTC to 2026-12-08 04:00 UTC"
    moved = announced("2026-11-20 02:00", scheduled=later)
    assert severities(moved, "COM-84", base=BASE) == [Severity.ERROR]
    update = said("Update", "2026-11-25 10:00", "The work will take place on 8 December.")
    assert severities(moved + update, "COM-84", base=BASE) == []
    assert severities(moved, "COM-84") == []


def test_running_longer_in_silence() -> None:
    longer = BASE.replace("2026-12-01 04:00", "2026-12-01 06:00")
    assert severities(longer, "COM-84", base=BASE) == [Severity.ERROR]


# COM-85


def among(text: str, *others: Incident | Maintenance) -> list[str]:
    case = case_of(text, now=NOW)
    incidents = tuple(each for each in others if isinstance(each, Incident))
    works = tuple(each for each in others if isinstance(each, Maintenance))
    site = replace(case.site, incidents=incidents, maintenances=(*case.site.maintenances, *works))
    return [each.code for each in judge_event(replace(case, site=site))]


def another(text: str) -> Incident | Maintenance:
    return replace(event_of(text), id="another")


def test_two_works_at_once_on_one_component() -> None:
    half = "2026-12-01 03:00 UTC to 2026-12-01 05:00 UTC"
    assert "COM-85" in among(BASE, another(announced("2026-11-20 02:00", scheduled=half)))


def test_works_that_do_not_meet() -> None:
    off = BASE + said("Cancelled", "10:00", "The work will not take place.")
    after = "2026-12-01 04:00 UTC to 2026-12-01 05:00 UTC"
    assert "COM-85" not in among(BASE, another(announced("2026-11-20 02:00", scheduled=after)))
    assert "COM-85" not in among(BASE, another(BASE.replace("api:", "console:")))
    assert "COM-85" not in among(BASE, another(off))


def test_work_in_an_open_incident() -> None:
    tonight = announced(
        "2026-11-20 02:00", scheduled="2026-11-21 02:00 UTC to 2026-11-21 04:00 UTC"
    )
    assert "COM-85" in among(tonight, another(incident(START)))
    assert "COM-85" not in among(tonight, another(incident(START, END)))
    assert "COM-85" not in among(BASE, another(incident(START)))
