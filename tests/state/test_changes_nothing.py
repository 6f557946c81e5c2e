"""What must change nothing of the truth: an idle update, another order, and time in between."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.cache import key_of
from generator.content.edit import print_incident
from generator.content.incidents import parse_incident
from generator.content.source import parse_source
from generator.model.incident import End, Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.model.update import StatusT, Update
from generator.outputs import all_artifacts
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from generator.state import derive
from generator.state.records import State
from tests.state.sites import in_order, incidents, nows, sites

AHEAD = timedelta(minutes=5)
THEME = open_theme("default", (Path(__file__).parents[2] / "themes",), FILTERS)


def truth(state: State) -> tuple[Any, ...]:
    """Statuses and figures."""
    return state.indicator, state.groups, state.ledger, state.uptime, state.figures_until


@given(sites(), nows(), st.randoms(use_true_random=False))
def test_an_update_without_changes(site: Site, now: datetime, random: Random) -> None:
    split = replace(
        site,
        incidents=tuple(
            replace(each, updates=_with_idle(each.updates, random)) for each in site.incidents
        ),
        maintenances=tuple(
            replace(each, updates=_with_idle(each.updates, random)) for each in site.maintenances
        ),
    )
    assert truth(derive(split, now)) == truth(derive(site, now))


def _with_idle(updates: tuple[Update[StatusT], ...], random: Random) -> tuple[Update[StatusT], ...]:
    """The updates and an `Update` more that says nothing, anywhere after the first."""
    later = updates[0].at + timedelta(seconds=random.randrange(1, 500_000))
    idle: Update[StatusT] = Update(at=later, status=None)
    free = all(update.at != later for update in updates)
    return tuple(sorted((*updates, idle), key=lambda each: each.at)) if free else updates


@given(sites(), nows(), st.randoms(use_true_random=False))
def test_the_order_of_events(site: Site, now: datetime, random: Random) -> None:
    mixed = replace(
        site,
        incidents=tuple(random.sample(site.incidents, len(site.incidents))),
        maintenances=tuple(random.sample(site.maintenances, len(site.maintenances))),
    )
    assert truth(derive(mixed, now)) == truth(derive(site, now))


@given(incidents("a"), st.randoms(use_true_random=False))
def test_the_order_of_updates_in_a_file(incident: Incident, random: Random) -> None:
    front, *sections = print_incident(incident, "a").split("\n## ")
    mixed = "\n## ".join([front, *random.sample(sections, len(sections))])
    source, _ = parse_source(mixed.encode(), "content/incidents/a.md")
    assert source
    assert parse_incident(source)[0] == incident


@given(sites(), nows(), st.floats(0, 1, exclude_max=True))
def test_time_that_passes_before_the_next_change(site: Site, now: datetime, part: float) -> None:
    """Nothing moves but `now` itself, and the end of what goes on.

    What was said with a time a little ahead of the clock counts from now, so until then the
    stretches that it begins or ends move with the clock, and what shows them does.
    """
    first = derive(site, now)
    left = int((first.next_change - first.now).total_seconds())
    assert left > 0
    later = derive(site, first.now + timedelta(seconds=int(left * part)))
    assert later.next_change == first.next_change
    assert _standing(later) == _standing(first)
    ahead = any(now < update.at <= now + AHEAD for e in _events(site) for update in e.updates)
    ahead |= any(each.ended is not None and each.ended > now for each in first.incidents)
    if not ahead:
        assert _history(later) == _history(first)
        assert _pages(later) == _pages(first)


def _standing(state: State) -> tuple[Any, ...]:
    return state.indicator, state.groups, state.incidents, state.maintenances, state.figures_until


def _history(state: State) -> tuple[Any, ...]:
    stretches = [(i.component, i.status, i.weight, i.events, i.ongoing) for i in state.ledger]
    return state.uptime, stretches


def _pages(state: State) -> dict[str, str]:
    """The keys of the pages that do not say when they were made."""
    dated = {"index.html", "status.json", "embed.html"}
    dated |= {f"incidents/{each.incident.id}.html" for each in state.open_incidents}
    dated |= {
        f"maintenance/{each.maintenance.id}.html"
        for each in state.maintenances
        if not each.status.is_over
    }
    made = all_artifacts(state, THEME)
    return {each.path: key_of(each.view) for each in made if each.path not in dated}


@given(sites(since=False), nows(), st.integers(-400, 400))
def test_days_that_pass_for_everything(site: Site, now: datetime, days: int) -> None:
    """Without a day in the settings, a site is the same on any day; only months are unequal."""
    far = timedelta(days=days)
    first, later = derive(site, now), derive(_shifted(site, far), now + far)
    assert later.indicator == first.indicator
    assert later.groups == first.groups
    assert later.next_change == first.next_change + far
    moved = [replace(each, start=each.start + far, end=each.end + far) for each in first.ledger]
    assert list(later.ledger) == moved
    for old, new in zip(first.uptime, later.uptime, strict=True):
        assert new.recent == old.recent
        assert new.since == old.since + far
        assert list(new.days) == [replace(day, date=day.date + far) for day in old.days]


def _shifted(site: Site, far: timedelta) -> Site:
    return in_order(
        replace(
            site,
            incidents=tuple(
                replace(
                    each,
                    updates=_moved(each.updates, far),
                    started=each.started + far if each.started else None,
                    ended=each.ended
                    if each.ended is None or isinstance(each.ended, End)
                    else each.ended + far,
                )
                for each in site.incidents
            ),
            maintenances=tuple(
                replace(
                    each,
                    updates=_moved(each.updates, far),
                    start=each.start + far,
                    end=each.end + far,
                )
                for each in site.maintenances
            ),
        )
    )


def _moved(updates: tuple[Update[StatusT], ...], far: timedelta) -> tuple[Update[StatusT], ...]:
    return tuple(
        replace(
            update,
            at=update.at + far,
            next_update=update.next_update + far if update.next_update else None,
        )
        for update in updates
    )


@given(sites(), nows(), st.integers(-3_000_000, 3_000_000), st.data())
def test_nonsense_is_no_reason_to_fail(
    site: Site, now: datetime, seconds: int, data: st.DataObject
) -> None:
    """Times in any order (the checks refuse them): `derive` still gives a State."""
    assume(site.incidents)
    odd = now + timedelta(seconds=seconds)
    strange = replace(
        data.draw(st.sampled_from(site.incidents)),
        id="strange",
        started=data.draw(st.sampled_from([None, odd])),
        ended=data.draw(st.sampled_from([None, odd, End.UNKNOWN])),
    )
    found = derive(replace(site, incidents=(strange, *site.incidents)), now)
    assert found.next_change > found.now
    assert [each.component for each in found.uptime] == [c.id for c in site.settings.components]


def _events(site: Site) -> list[Incident | Maintenance]:
    return [*site.incidents, *site.maintenances]
