"""Rules of timing: the first word, silence, promises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator.model.policy import Policy
from tests.policy.cases import SITE, codes, judged, site_with
from tests.policy.conduct import incident, said

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
TEXT = "Uploads fail for everyone. We are looking into it."


def found(text: str, *, base: str = "") -> list[str]:
    return codes(text, now=NOW, base=base)


# COM-01


def first(when: str, text: str = TEXT, *, started: str = "12:00", **more: str) -> str:
    front = f"started: 2026-11-20 {started} UTC\n{more.pop('front', '')}"
    return incident(said("Investigating", when, text, next_update="30m"), front=front, **more)


@pytest.mark.parametrize(
    ("impact", "when"), [("minor", "12:31"), ("major", "12:16"), ("critical", "12:11")]
)
def test_a_first_word_that_comes_late(impact: str, when: str) -> None:
    assert "COM-01" in found(first(when, impact=impact))


@pytest.mark.parametrize(
    ("impact", "when"), [("minor", "12:30"), ("major", "12:15"), ("critical", "12:10")]
)
def test_a_first_word_in_time(impact: str, when: str) -> None:
    assert "COM-01" not in found(first(when, impact=impact))


@pytest.mark.parametrize(
    "text",
    [
        "Uploads fail since 12:00 UTC. We should have told you sooner, and we are sorry.",
        "Uploads fail. We are late in telling you.",
        "Uploads failed from 12:00 UTC on; we should have posted this then.",
    ],
)
def test_a_late_first_word_that_owns_up(text: str) -> None:
    assert "COM-01" not in found(first("13:10", text))


def test_nobody_waited_for_what_is_told_after_the_fact() -> None:
    assert "COM-01" not in found(first("13:10", front="backfilled: yes"))


def test_the_first_word_is_judged_once() -> None:
    text = first("13:10")
    more = text + said("Identified", "13:20", TEXT, next_update="30m")
    assert "COM-01" not in found(more, base=text)


def test_a_team_may_take_longer_for_its_first_word() -> None:
    policy = Policy()
    slow = site_with(replace(policy, first=replace(policy.first, major=timedelta(hours=2))))
    assert "COM-01" not in codes(first("13:10"), now=NOW, site=slow)


# COM-02


def gap(second: str, text: str = TEXT, *, promise: str = "", **more: str) -> str:
    before = {"next_update": promise} if promise else {}
    return incident(
        said("Investigating", "12:00", TEXT, **before),
        said("Identified", second, text, next_update="30m"),
        **more,
    )


@pytest.mark.parametrize("when", ["13:06", "14:10", "17:00"])
def test_a_long_silence(when: str) -> None:
    assert "COM-02" in found(gap(when))


@pytest.mark.parametrize("when", ["12:30", "13:00", "13:05"])
def test_no_long_silence(when: str) -> None:
    assert "COM-02" not in found(gap(when))


def test_a_word_on_the_silence_is_enough() -> None:
    sorry = "You have not heard from us since 12:00 UTC; we are sorry. Uploads fail."
    assert "COM-02" not in found(gap("14:10", sorry))


def test_what_lasts_long_may_speak_less_often() -> None:
    long = "started: 2026-11-20 09:00 UTC"
    assert "COM-02" not in found(gap("15:30", front=long))
    assert "COM-02" in found(gap("16:30", front=long))


def test_of_a_broken_promise_only_one_rule_speaks() -> None:
    told = found(gap("14:10", promise="30m"))
    assert ("COM-02" in told, "COM-05" in told) == (False, True)


def test_after_resolved_nobody_waits() -> None:
    text = incident(
        said("Investigating", "12:00", TEXT, next_update="30m"),
        said("Resolved", "12:30", "Uploads work again."),
        said("Update", "16:30", "Uploads have worked all day."),
    )
    assert "COM-02" not in found(text)


# COM-03


@pytest.mark.parametrize("status", ["Investigating", "Identified", "Monitoring"])
def test_an_open_update_without_a_promise(status: str) -> None:
    assert "COM-03" in found(incident(said(status, "12:00", TEXT)))


@pytest.mark.parametrize("status", ["Investigating", "Identified", "Monitoring"])
def test_an_open_update_with_a_promise(status: str) -> None:
    assert "COM-03" not in found(incident(said(status, "12:00", TEXT, next_update="30m")))


def test_only_the_latest_update_owes_a_promise() -> None:
    assert "COM-03" not in found(gap("12:20"))


def test_what_is_over_owes_no_promise() -> None:
    end = said("Resolved", "12:30", "Uploads work.")
    assert "COM-03" not in found(incident(said("Investigating", "12:00", TEXT), end))


def test_a_published_update_is_not_asked_for_a_promise_again() -> None:
    text = incident(said("Investigating", "12:00", TEXT))
    assert "COM-03" not in found(text.replace("Uploads fail\n", "Files fail\n"), base=text)


@pytest.mark.parametrize(
    "words",
    [
        "Next update by 12:30 UTC.",
        "We will post an update in 30 minutes.",
        "We will update again in one hour.",
        "Next update to follow in an hour.",
        "**Next update by:** November 20, 12:30 UTC",
    ],
)
def test_a_promise_in_words_alone_is_warned_of(words: str) -> None:
    text = incident(said("Investigating", "12:00", f"{TEXT} {words}"))
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-03"]
    assert (problem.severity, problem.location.line) == ("warning", 7)
    assert "only the words" in problem.message


@pytest.mark.parametrize(
    "words", ["More information soon.", "We will keep you updated.", "It began at 11:40 UTC."]
)
def test_vague_words_are_no_promise(words: str) -> None:
    text = incident(said("Investigating", "12:00", f"{TEXT} {words}"))
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-03"]
    assert problem.severity == "error"


def test_nobody_waits_for_what_harms_nobody() -> None:
    assert "COM-03" not in found(incident(said("Investigating", "12:00", TEXT), impact="none"))


# COM-04


@pytest.mark.parametrize("promise", ["6h", "61m", "2026-11-21 12:00 UTC"])
def test_a_promise_that_is_far_ahead(promise: str) -> None:
    text = incident(said("Investigating", "12:00", TEXT, next_update=promise))
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-04"]
    assert problem.location.text == f"next update: {promise}"


@pytest.mark.parametrize("promise", ["15m", "60m", "12:45 UTC"])
def test_a_promise_for_soon(promise: str) -> None:
    text = incident(said("Investigating", "12:00", TEXT, next_update=promise))
    assert "COM-04" not in found(text)


def test_after_two_hours_a_promise_may_be_four_hours_ahead() -> None:
    started = "started: 2026-11-20 10:00 UTC"
    near = incident(said("Investigating", "12:00", TEXT, next_update="4h"), front=started)
    far = incident(said("Investigating", "12:00", TEXT, next_update="5h"), front=started)
    assert "COM-04" not in found(near)
    assert "COM-04" in found(far)


def test_a_team_may_promise_further_ahead() -> None:
    text = incident(said("Investigating", "12:00", TEXT, next_update="2h"))
    patient = site_with(replace(SITE.settings.policy, ahead=timedelta(hours=3)))
    assert "COM-04" not in codes(text, now=NOW, site=patient)


# COM-05


@pytest.mark.parametrize("when", ["12:36", "12:50", "15:00"])
def test_a_promise_that_was_broken(when: str) -> None:
    assert "COM-05" in found(gap(when, promise="30m"))


@pytest.mark.parametrize("when", ["12:20", "12:30", "12:34"])
def test_a_promise_that_was_kept(when: str) -> None:
    assert "COM-05" not in found(gap(when, promise="30m"))


@pytest.mark.parametrize(
    "text",
    [
        "We promised this update for 12:30 UTC, and we are late. Uploads fail.",
        "Sorry that this comes late. Uploads fail.",
        "This update is overdue: we said 12:30 UTC. Uploads fail.",
    ],
)
def test_a_late_update_that_owns_up(text: str) -> None:
    assert "COM-05" not in found(gap("12:50", text, promise="30m"))


def test_only_what_is_being_written_is_late() -> None:
    text = gap("12:50", promise="30m")
    more = text + said("Monitoring", "13:10", "Uploads work for most.", next_update="30m")
    assert "COM-05" not in found(more, base=text)
