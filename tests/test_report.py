"""`report`: figures worked out by hand, sums that add up, and what the command says."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.load import load
from generator.content.times import parse_time
from generator.model.incident import Incident, IncidentStatus, IncidentUpdate
from generator.model.site import Settings, Site
from generator.model.update import Impact, Update
from generator.report import report
from generator.report.records import Measured, Report, Row, Written, median
from generator.state.timeline import said_by
from tests.desk import SITE, Fogbell, new_project, write

NOW = "2026-11-25 12:00 UTC"
HEAD = "---\ntitle: T\nimpact: {impact}\n{more}---\n"
#: first word after 8 min; silent for 12, 30 and 21 min; one promise kept, one missed by 10 min
TOLD = """
## Investigating — 2026-11-20 12:08 UTC
next update: 15m

It fails.

## Identified — 2026-11-20 12:20 UTC
next update: 20m
workaround: Try again.

We know why.

## Monitoring — 2026-11-20 12:50 UTC
workaround: none

It works.

## Resolved — 2026-11-20 13:11 UTC

It is over.
"""
STARTED = "started: 2026-11-20 12:00 UTC\n"


def incident(updates: str = TOLD, more: str = STARTED, impact: str = "major") -> str:
    return HEAD.format(impact=impact, more=more) + updates


def minutes(*numbers: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=number) for number in numbers)


def figures(folder: Path, *texts: str, now: str = NOW, since: date = date(2026, 1, 1)) -> Report:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content" / "site.yml").write_text(SITE, "utf-8")
    for number, text in enumerate(texts):
        write(folder, f"{number}", text)
    loaded = load(folder, drill=True)
    assert loaded.site
    assert not loaded.problems, loaded.problems
    return report(loaded.site, since, parse_time(now))


def one(folder: Path, text: str, now: str = NOW) -> Measured:
    (measured,) = figures(folder, text, now=now).incidents
    return measured


# --- one incident -------------------------------------------------------------------------------


def test_an_incident_by_hand(tmp_path: Path) -> None:
    each = one(tmp_path, incident())
    assert (each.first_word, each.longest_gap) == minutes(8, 30)
    assert (each.given, each.kept, each.pending) == (2, 1, 0)
    (missed,) = each.missed
    assert missed.due == parse_time("2026-11-20 12:40 UTC")
    assert missed.came == parse_time("2026-11-20 12:50 UTC")
    assert missed.late == timedelta(minutes=10)
    assert each.has_workaround is True
    assert (each.month, each.is_judged) == ("2026-11", True)


@pytest.mark.parametrize(("came", "kept"), [("12:35", 1), ("12:35:01", 0), ("12:10", 1)])
def test_a_promise_is_kept_within_five_minutes(came: str, kept: int, tmp_path: Path) -> None:
    told = "\n## Investigating — 2026-11-20 12:00 UTC\nnext update: 30m\n\nIt fails.\n"
    each = one(tmp_path, incident(told + f"\n## Resolved — 2026-11-20 {came} UTC\n\nOver.\n"))
    assert (each.kept, len(each.missed)) == (kept, 1 - kept)


@pytest.mark.parametrize(
    ("now", "pending", "late", "gap"),
    [("12:34:59", 1, None, 34), ("12:35", 0, 5, 35), ("14:00", 0, 90, 120)],
)
def test_while_it_is_open(
    now: str, pending: int, late: int | None, gap: int, tmp_path: Path
) -> None:
    told = "\n## Investigating — 2026-11-20 12:00 UTC\nnext update: 30m\n\nIt fails.\n"
    each = one(tmp_path, incident(told), now=f"2026-11-20 {now} UTC")
    assert each.pending == pending
    assert [missed.late for missed in each.missed] == [*minutes(*[late] if late else [])]
    assert each.longest_gap
    assert each.longest_gap // timedelta(minutes=1) == gap


def test_silence_while_it_was_resolved_does_not_count(tmp_path: Path) -> None:
    again = (
        "\n## Investigating — 2026-11-22 13:00 UTC\nreopened: yes\n\nAgain.\n"
        "\n## Resolved — 2026-11-22 13:40 UTC\nnext update: 24h\n\nOver.\n"
    )
    each = one(tmp_path, incident(TOLD + again))
    assert each.longest_gap == timedelta(minutes=40)
    assert each.given == 2
    assert each.postmortem.state is Written.LATE


def test_without_started_nobody_knows_the_first_word(tmp_path: Path) -> None:
    assert one(tmp_path, incident(more="")).first_word is None


@pytest.mark.parametrize(
    "more",
    [
        "backfilled: yes\n",
        "internal:\n  source: statuspage status.acme.example/abc\n",
        "internal:\n  source: cstate content/issues/a.md\n",
    ],
)
def test_what_cannot_be_judged_has_no_figures(more: str, tmp_path: Path) -> None:
    found = figures(tmp_path, incident(more=STARTED + more), incident())
    assert (found.total.incidents, found.total.not_judged) == (2, 1)
    assert found.total.first_words == minutes(8)
    assert (found.total.given, found.total.workarounds_asked) == (2, 1)


def test_a_source_of_our_own_is_no_import(tmp_path: Path) -> None:
    assert one(tmp_path, incident(more="internal:\n  source: our own monitoring\n")).is_judged


@pytest.mark.parametrize(("impact", "asked"), [("none", 0), ("minor", 0), ("critical", 1)])
def test_only_what_is_major_needs_a_workaround(impact: str, asked: int, tmp_path: Path) -> None:
    told = TOLD.replace("workaround: Try again.\n", "")
    found = figures(tmp_path, incident(told, impact=impact))
    assert (found.total.workarounds, found.total.workarounds_asked) == (0, asked)


POSTMORTEM = """
## Postmortem — 2026-11-24 09:00 UTC

### What we change
- [x] One (ops, 2026-11-23)
- [ ] Two (ops, 2026-11-24)
- [ ] Three (ops, 2026-11-25)
- [ ] Four
"""


@pytest.mark.parametrize(
    ("updates", "due", "state", "was_late"),
    [
        (TOLD, "", Written.NONE, False),
        (TOLD, "2026-11-24", Written.LATE, False),
        (TOLD, "2026-11-25", Written.DUE, False),
        (TOLD + POSTMORTEM, "", Written.PUBLISHED, False),
        (TOLD + POSTMORTEM, "2026-11-24", Written.PUBLISHED, False),
        (TOLD + POSTMORTEM, "2026-11-23", Written.PUBLISHED, True),
    ],
)
def test_postmortems(
    updates: str, due: str, state: Written, was_late: bool, tmp_path: Path
) -> None:
    more = f"postmortem_due: {due}\n" if due else ""
    found = one(tmp_path, incident(updates, more)).postmortem
    assert (found.state, found.was_late) == (state, was_late)


def test_actions_are_open_until_done_and_late_from_the_day_after(tmp_path: Path) -> None:
    total = figures(tmp_path, incident(TOLD + POSTMORTEM)).total
    assert (total.published, total.actions, total.late_actions) == (1, 3, 1)


# --- many ---------------------------------------------------------------------------------------


def test_months_and_impacts(tmp_path: Path) -> None:
    october = incident(TOLD.replace("2026-11-20", "2026-10-02"), "", "critical")
    found = figures(tmp_path, incident(), october, incident(impact="minor"))
    assert [(row.name, row.incidents) for row in found.months] == [("2026-11", 2), ("2026-10", 1)]
    names = [(row.name, row.incidents) for row in found.impacts]
    assert names == [("critical", 1), ("major", 1), ("minor", 1)]
    assert found.months[1].first_words == ()
    assert found.total.gaps == minutes(30, 30, 30)


def test_since_is_the_first_day_that_counts(tmp_path: Path) -> None:
    assert figures(tmp_path, incident(), since=date(2026, 11, 20)).total.incidents == 1
    assert figures(tmp_path, since=date(2026, 11, 21)).total.incidents == 0
    midnight = incident(more="started: 2026-11-20 00:00 UTC\n")
    assert figures(tmp_path, midnight, since=date(2026, 11, 20)).total.incidents == 1


@pytest.mark.parametrize(
    ("numbers", "middle"), [((), None), ((3,), 3), ((3, 4), 3.5), ((1, 2, 90), 2)]
)
def test_the_median(numbers: tuple[int, ...], middle: float | None) -> None:
    assert median(minutes(*numbers)) == (minutes(middle)[0] if middle else None)


@pytest.mark.parametrize(
    ("now", "is_due"), [("2027-05-22 12:00 UTC", False), ("2027-05-22 12:01 UTC", True)]
)
def test_exercises_count_as_nothing_else(now: str, is_due: bool, tmp_path: Path) -> None:
    found = figures(tmp_path, incident(more=STARTED + "drill: yes\n"), now=now)
    assert (found.total.incidents, found.drills.count, found.drills.last) == (0, 1, "0")
    assert found.drills.is_due is is_due


def test_no_exercise_at_all_is_due(tmp_path: Path) -> None:
    assert figures(tmp_path, incident()).drills.is_due


def test_rules_set_aside(tmp_path: Path) -> None:
    found = figures(tmp_path, incident(more="override: {com-03: a call instead}\n"))
    assert [(o.event, o.code, o.reason) for o in found.overrides] == [
        ("0", "COM-03", "a call instead")
    ]


BASE = datetime(2026, 1, 30, tzinfo=UTC)
STEPS = st.tuples(
    st.sampled_from([*IncidentStatus, None]),
    st.integers(1, 20_000),
    st.one_of(st.none(), st.integers(1, 300)),
)


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    at = BASE + timedelta(minutes=draw(st.integers(0, 100_000)))
    updates: list[IncidentUpdate] = []
    steps = draw(st.lists(STEPS, min_size=1, max_size=6))
    for status, later, promised in [(IncidentStatus.INVESTIGATING, 1, 20), *steps]:
        at += timedelta(minutes=later)
        due = at + timedelta(minutes=promised) if promised else None
        updates.append(Update(at=at, status=status, next_update=due))
    return Incident(
        id=draw(st.uuids()).hex,
        title="T",
        impact=draw(st.sampled_from(Impact)),
        updates=tuple(updates),
        started=draw(st.sampled_from([None, BASE])),
        backfilled=draw(st.booleans()),
    )


@given(st.lists(incidents(), max_size=5), st.integers(0, 200_000))
def test_sums_equal_their_parts(some: list[Incident], later: int) -> None:
    settings = Settings(title="T", url="", identity="")
    now = BASE + timedelta(minutes=later)
    found = report(Site(settings=settings, incidents=tuple(some)), BASE.date(), now)
    for rows in (found.months, found.impacts):
        assert _parts(rows) == _parts([found.total] if found.incidents else [])
    for each in found.incidents:
        said = said_by(_of(some, each.id).updates, now)
        promised = [update for update in said if update.next_update]
        assert each.kept + len(each.missed) == each.given <= len(promised)
        assert all(missed.late >= timedelta(minutes=5) for missed in each.missed)
        assert each.is_judged or (each.given, each.longest_gap) == (0, None)
    assert found.total.given == sum(each.given for each in found.incidents)


def _of(some: list[Incident], wanted: str) -> Incident:
    return next(each for each in some if each.id == wanted)


def _parts(rows: list[Row] | tuple[Row, ...]) -> tuple[object, ...]:
    numbers = ("incidents", "not_judged", "kept", "missed", "pending", "workarounds", "published")
    sums = [sum(getattr(row, name) for row in rows) for name in numbers]
    return (*sums, sorted(gap for row in rows for gap in row.gaps))


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def fogbell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    project = new_project(tmp_path.resolve())
    write(project, "told", incident(TOLD + POSTMORTEM, STARTED + "override: {COM-03: calls}\n"))
    return Fogbell(project, capsys)


def test_sentences_then_tables(fogbell: Fogbell) -> None:
    assert fogbell("report", "--since", "2026-11-19", now=NOW) == 0
    words = " ".join(fogbell.out.split("\n\n")[0].split())
    assert words == (
        "In 2 incidents since 19 November 2026, customers waited 8 min (median) for the first "
        "word; 1 of them say when it `started`. The longest silence lasted 2 days 12 h (median; "
        "5 days at worst). Kept: 1 of 3 promises of a next update. A workaround was given in 1 of "
        "2 major or critical ones. Postmortems: 1 published, 0 due, 0 late. Of what they said we "
        "change, 3 not done, 1 late. There was no exercise yet (`drill: yes`): hold one, twice a "
        "year."
    )
    row = ["2026-11", "2", "8m", "8m", "2d12h", "5d", "1/3", "1/2"]
    assert row in [line.split() for line in fogbell.out.splitlines()]
    assert "  4d23h late  2026-11-20-uploads (due 20 Nov 2026, 12:30 UTC, and has not come" in (
        fogbell.out
    )
    assert "  LATE, by 2026-11-24, ops: Two (told)\n" in fogbell.out
    assert "  COM-03  told: calls\n" in fogbell.out
    assert max(map(len, fogbell.out.splitlines())) <= 80


def test_the_same_as_json(fogbell: Fogbell) -> None:
    assert fogbell("report", "--since", "2026-11-19", "--format", "json", now=NOW) == 0
    told = json.loads(fogbell.out)
    assert told["total"]["promises"] == {"given": 3, "kept": 1, "missed": 2, "pending": 0}
    assert told["total"]["longest_gap"]["worst_minutes"] == 7200
    each = next(each for each in told["incidents"] if each["id"] == "told")
    assert (each["first_word_minutes"], each["longest_gap_minutes"]) == (8, 30)
    late = [{**_row, "text": ""} for _row in each["postmortem"]["actions"] if _row["is_late"]]
    assert late == [
        {"text": "", "owner": "ops", "due": "2026-11-24", "is_done": False, "is_late": True}
    ]


def test_a_year_is_the_default(fogbell: Fogbell) -> None:
    assert fogbell("report", "--format", "json", now=NOW) == 0
    assert json.loads(fogbell.out)["since"] == "2025-12-01"
    assert fogbell("report", "--format", "json", now="2026-12-31 12:00 UTC") == 0
    assert json.loads(fogbell.out)["since"] == "2026-01-01"


def test_nothing_to_tell(fogbell: Fogbell) -> None:
    assert fogbell("report", "--since", "2026-11-24", now=NOW) == 0
    assert fogbell.out.startswith("There was no incident since 24 November 2026. There was no")


def test_nothing_that_can_be_judged(fogbell: Fogbell) -> None:
    for file in (fogbell.project / "content" / "incidents").glob("*.md"):
        file.unlink()
    write(fogbell.project, "old", incident(more="backfilled: yes\n"))
    assert fogbell("report", now=NOW) == 0
    assert fogbell.out.startswith("None of 1 incident since 1 December 2025 can be judged")
    assert "By month" not in fogbell.out


@pytest.mark.parametrize(
    ("since", "said"),
    [("yesterday", "'yesterday' is not a day"), ("2026-13-01", "there is no such day"),
     ("2027-01-01", "this day is still to come")],
)  # fmt: skip
def test_a_day_that_is_none(fogbell: Fogbell, since: str, said: str) -> None:
    assert fogbell("report", "--since", since, now=NOW) == 2
    assert said in fogbell.err


def test_a_file_that_cannot_be_read_is_said(fogbell: Fogbell) -> None:
    write(fogbell.project, "broken", "no front matter")
    assert fogbell("report", now=NOW) == 0
    said = "1 file in content/ cannot be read (content/incidents/broken.md): see `fogbell check`"
    assert said in fogbell.err
    assert "incidents since" in fogbell.out
