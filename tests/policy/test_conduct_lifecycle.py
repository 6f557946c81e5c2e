"""Rules of the way from Investigating to Resolved, of who is touched, of what a team sets up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.checks.policy import house
from generator.errors import Severity
from generator.model.policy import Policy, Roles
from tests.policy.cases import SITE, codes, judged, site_with
from tests.policy.conduct import bare, incident, said

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
TEXT = "Uploads fail for everyone. We are looking into it."
WORKS = "Uploads have worked again since 12:40 UTC, and there is nothing you need to do."
START = said("Investigating", "12:00", TEXT, next_update="30m")


def found(text: str, *, base: str = "") -> list[str]:
    return codes(text, now=NOW, base=base)


def severities(text: str, code: str) -> list[Severity]:
    return [each.severity for each in judged(text, now=NOW) if each.code == code]


def ended(text: str = WORKS, when: str = "13:00", *, before: str = START, **more: str) -> str:
    return incident(before, said("Resolved", when, text), **more)


# COM-21


@pytest.mark.parametrize(
    "text",
    [
        "Uploads fail. We are looking into it.",
        "There are errors in our systems, and we are looking into them.",
        "The upload page shows an error. We are looking into it.",
    ],
)
def test_nobody_can_tell_whether_it_touches_them(text: str) -> None:
    update = said("Investigating", "12:00", text, next_update="30m")
    assert "COM-21" in found(bare(update, front="title: Uploads fail\nimpact: major"))


@pytest.mark.parametrize(
    "text",
    [
        "Uploads fail for some customers in Europe.",
        "You may get an error when you upload a file.",
        "Everyone who uploads a file gets an error.",
    ],
)
def test_the_words_say_who_is_touched(text: str) -> None:
    update = said("Investigating", "12:00", text, next_update="30m")
    assert "COM-21" not in found(bare(update, front="title: Uploads fail\nimpact: major"))


def test_a_component_that_is_only_spoken_of() -> None:
    update = said("Investigating", "12:00", "The Web console fails.", next_update="30m")
    text = bare(update, front="title: The Web console fails\nimpact: major")
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-21"]
    assert "console: partial_outage" in problem.hint


def test_a_component_says_who_is_touched() -> None:
    mute = "Uploads fail. We are looking into it."
    assert "COM-21" not in found(incident(said("Investigating", "12:00", mute, next_update="30m")))
    later = said("Investigating", "12:00", mute, next_update="30m", api="major_outage")
    assert "COM-21" not in found(bare(later, front="title: Uploads fail\nimpact: major"))


def test_what_harms_nobody_touches_nobody() -> None:
    update = said("Investigating", "12:00", "Uploads fail.", next_update="30m")
    assert "COM-21" not in found(bare(update, front="title: Uploads fail\nimpact: none"))


# COM-24


@pytest.mark.parametrize(
    "text",
    [
        "We have found a faulty setting and are replacing it.",
        "Uploads fail because a disk is full. We are making room.",
        "The cause is known, and the repair is being tested.",
    ],
)
def test_the_cause_is_known_and_nothing_is_offered(text: str) -> None:
    assert "COM-24" in found(incident(START, said("Identified", "12:20", text, next_update="30m")))


@pytest.mark.parametrize(
    "text",
    [
        "We have found a faulty setting. Until then, upload files one at a time.",
        "A disk is full. There is no workaround yet.",
        "A disk is full. You can send files by mail instead.",
    ],
)
def test_the_words_say_what_to_do_meanwhile(text: str) -> None:
    update = said("Identified", "12:20", text, next_update="30m")
    told = [each.message for each in judged(incident(START, update), now=NOW)]
    assert "it does not say what readers can do meanwhile" not in told


@pytest.mark.parametrize("workaround", ["Upload one file at a time.", "none"])
def test_the_field_says_what_to_do_meanwhile(workaround: str) -> None:
    text = "We have found a faulty setting."
    update = said("Identified", "12:20", text, next_update="30m", workaround=workaround)
    assert "COM-24" not in found(incident(START, update))
    later = said("Update", "12:40", "The repair is being tested.", next_update="30m")
    assert "COM-24" not in found(incident(START, update, later))


def test_before_the_cause_is_known_nothing_is_asked() -> None:
    assert "COM-24" not in found(incident(START))


# COM-60


def test_back_without_a_word() -> None:
    watched = said("Monitoring", "12:30", "A fix is in place.", next_update="30m")
    back = said("Investigating", "12:50", "", next_update="30m")
    assert "COM-60" in found(incident(START, watched, back))
    known = said("Identified", "12:30", "A disk is full.", next_update="30m")
    assert "COM-60" in found(incident(START, known, back))
    assert "COM-60" in found(incident(watched, said("Identified", "12:50", "", next_update="1h")))


def test_back_with_a_sentence() -> None:
    watched = said("Monitoring", "12:30", "A fix is in place.", next_update="30m")
    back = said("Investigating", "12:50", "The fix did not hold: uploads fail.", next_update="30m")
    assert "COM-60" not in found(incident(START, watched, back))


@pytest.mark.parametrize("status", ["Investigating", "Identified", "Monitoring"])
def test_open_again_by_accident(status: str) -> None:
    again = said(status, "14:00", "We are looking at a late report.", next_update="30m")
    assert "COM-60" in found(ended() + again)


@pytest.mark.parametrize("status", ["Investigating", "Identified", "Monitoring"])
def test_open_again_on_purpose(status: str) -> None:
    again = said(status, "14:00", "Uploads fail again.", next_update="30m", reopened="yes")
    more = said("Identified", "14:20", "The same disk is full.", next_update="30m")
    assert "COM-60" not in found(ended() + again)
    assert "COM-60" not in found(ended() + again + "\n" + more.replace("Identified", status))


def test_a_way_that_leaves_statuses_out_is_allowed() -> None:
    assert "COM-60" not in found(ended())
    assert "COM-60" not in found(incident(said("Resolved", "13:00", WORKS)))


# COM-61


@pytest.mark.parametrize(
    "text",
    [
        "We have rolled back and are monitoring the recovery.",
        "Uploads work for most of you. We continue to work towards full recovery.",
        "We are still investigating increased errors in uploads.",
        "The upload service was restarted, so the issue should be resolved.",
        "We believe that this is now fixed.",
        "Some uploads work. We are working on a fix for the rest.",
    ],
)
def test_resolved_that_says_it_is_not(text: str) -> None:
    assert severities(ended(text), "COM-61") == [Severity.ERROR]


@pytest.mark.parametrize(
    "text", ["Uploads work again. We will continue to monitor.", "Uploads work. We are monitoring."]
)
def test_resolved_that_sounds_unsure(text: str) -> None:
    assert severities(ended(text), "COM-61") == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        WORKS,
        "Uploads work again. We monitored them for half an hour before we wrote this.",
        "Uploads work. We are improving our monitoring, so that we hear of it sooner.",
        "Uploads work. We are investigating how to prevent this, and will tell you by Friday.",
        "We were working on a fix until 12:40 UTC; since then uploads have worked.",
    ],
)
def test_resolved_that_says_so(text: str) -> None:
    assert severities(ended(text), "COM-61") == []


@pytest.mark.parametrize("status", ["Investigating", "Identified", "Monitoring"])
@pytest.mark.parametrize(
    "text",
    [
        "This incident has been resolved.",
        "Uploads work. The issue is now fixed.",
        "Uploads work, and we consider this incident closed.",
    ],
)
def test_open_that_says_it_is_over(status: str, text: str) -> None:
    update = said(status, "12:40", text, next_update="30m")
    assert severities(incident(START, update), "COM-61") == [Severity.ERROR]


@pytest.mark.parametrize(
    "text",
    [
        "A fix is in place. We are watching until we are sure that the issue is resolved.",
        "We will write again when the incident is resolved.",
        "The issue has been fixed for customers in Europe; the others follow.",
        "We reported that the issue was over, and that was wrong.",
    ],
)
def test_open_that_speaks_of_the_end(text: str) -> None:
    update = said("Monitoring", "12:40", text, next_update="30m")
    assert severities(incident(START, update), "COM-61") == []


def test_the_place_is_that_of_the_words() -> None:
    text = ended("Uploads work.\nWe are monitoring the recovery.")
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-61"]
    assert (problem.location.line, problem.location.column) == (15, 1)
    assert problem.location.width == len("We are monitoring the recovery")


# COM-62


def test_resolved_without_a_word() -> None:
    assert severities(ended(""), "COM-62") == [Severity.ERROR]


@pytest.mark.parametrize(
    "text",
    ["This incident has been resolved.", "Resolved.", "Uploads failed from 12:00 to 12:40 UTC."],
)
def test_resolved_that_does_not_say_what_works(text: str) -> None:
    assert severities(ended(text), "COM-62") == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        WORKS,
        "You can upload files as usual again.",
        "Uploads are back to normal. We are sorry that yours failed.",
        "Les envois fonctionnent de nouveau pour tous les clients.",
    ],
)
def test_resolved_that_says_what_works(text: str) -> None:
    assert severities(ended(text), "COM-62") == []


# COM-63


def test_a_site_without_contact_must_name_one_in_the_end() -> None:
    mute = replace(SITE, settings=replace(SITE.settings, contact=""))
    assert "COM-63" in codes(ended(), now=NOW, site=mute)
    told = ended(f"{WORKS} If yours still fail, write to help@acme.example.")
    assert "COM-63" not in codes(told, now=NOW, site=mute)
    assert "COM-63" not in codes(incident(START), now=NOW, site=mute)
    assert "COM-63" not in found(ended())


# COM-64


@pytest.mark.parametrize("kind", ["data", "security"])
def test_the_end_of_what_touched_data_speaks_of_it(kind: str) -> None:
    assert "COM-64" in found(ended(front=f"class: {kind}"))
    assert "COM-64" not in found(ended(f"{WORKS} No data was lost.", front=f"class: {kind}"))


def test_other_incidents_need_not_speak_of_data() -> None:
    assert "COM-64" not in found(ended())


# COM-65


@pytest.mark.parametrize("status", ["Investigating", "Identified", "Update"])
def test_open_and_everything_green(status: str) -> None:
    green = said(status, "12:20", TEXT, next_update="30m", api="operational")
    assert "COM-65" in found(incident(START, green))


@pytest.mark.parametrize("status", ["Investigating", "Identified"])
def test_open_and_something_in_trouble(status: str) -> None:
    update = said(status, "12:20", TEXT, next_update="30m", api="degraded_performance")
    assert "COM-65" not in found(incident(START, update))


def test_while_a_repair_is_watched_all_may_be_green() -> None:
    green = said("Monitoring", "12:20", "Uploads work.", next_update="30m", api="operational")
    assert "COM-65" not in found(incident(START, green))


# COM-66


def test_resolved_in_a_hurry() -> None:
    assert "COM-66" in found(ended("All good.", "12:04"))
    assert "COM-66" in found(ended("Everything is as it was.", "13:00"))
    short = said("Monitoring", "12:58", "A fix is in place.", next_update="30m")
    assert "COM-66" in found(incident(START, short, said("Resolved", "13:00", "All good.")))


@pytest.mark.parametrize(
    "text",
    [
        "Uploads have worked since 12:40 UTC.",
        "Uploads work. We tested them in every region.",
        "Uploads work. They were switched off by mistake, and that was reverted at once.",
    ],
)
def test_resolved_with_a_reason(text: str) -> None:
    assert "COM-66" not in found(ended(text))


def test_resolved_after_ten_minutes_of_monitoring() -> None:
    watched = said("Monitoring", "12:50", "It looks well.", next_update="30m")
    assert "COM-66" not in found(incident(START, watched, said("Resolved", "13:00", "All good.")))


# COM-11


@pytest.mark.parametrize("code", ["COM-3", "com99", "CON-09", "next update"])
def test_a_rule_that_does_not_exist_cannot_be_set_aside(code: str) -> None:
    assert "COM-11" in found(incident(START, front=f"override: {{{code}: a good reason}}"))


@pytest.mark.parametrize("code", ["COM-40", "COM-44", "com-41"])
def test_a_leak_cannot_be_set_aside(code: str) -> None:
    text = incident(START, front=f"override: {{{code}: a good reason}}")
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-11"]
    assert "never be public" in problem.message


@pytest.mark.parametrize("code", ["COM-03", "com-04", "COM-67"])
def test_other_rules_can_be_set_aside(code: str) -> None:
    assert "COM-11" not in found(incident(START, front=f"override: {{{code}: a good reason}}"))


def test_a_slip_of_the_pen_is_told() -> None:
    text = incident(START, front="override: {COM-3: a good reason}")
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-11"]
    assert "COM-03" in problem.hint


def test_a_code_that_is_none_of_the_policy() -> None:
    text = incident(START, front="override: {CON-09: a good reason}")
    (problem,) = [each for each in judged(text, now=NOW) if each.code == "COM-11"]
    assert "only rules of the policy" in problem.hint


def test_what_is_set_aside_is_not_said() -> None:
    text = incident(said("Investigating", "12:00", TEXT), front="override: {com-03: a short call}")
    assert "COM-03" not in found(text)


# COM-103


def test_a_strict_team_names_its_roles() -> None:
    strict = site_with(Policy(strict=True))
    named = Roles(communications="on-call lead", deputy="support lead")
    half = replace(strict, settings=replace(strict.settings, roles=replace(named, deputy="")))
    whole = replace(strict, settings=replace(strict.settings, roles=named))
    told = [[each.code for each in house.no_roles(site)] for site in (strict, half, whole, SITE)]
    assert told == [["COM-103"], ["COM-103"], [], []]
