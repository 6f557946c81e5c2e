"""Made-up sites for properties: a few events, near each other in time, so that much overlaps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from generator.model.component import Component, ComponentStatus, Group
from generator.model.incident import End, Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.site import DEFAULT_WEIGHTS, Settings, Site
from generator.model.update import ComponentChange, Impact, StatusT, Update

#: 30 December, so that days, a month and a year end among the events
FIRST = datetime(2026, 12, 30, tzinfo=UTC)
SPAN = timedelta(days=4)
NAMES = ("api", "web", "db")

_T = TypeVar("_T")


def moments(last: timedelta = SPAN) -> st.SearchStrategy[datetime]:
    """Mostly whole minutes, as people write them; now and then one with seconds."""
    minutes = st.integers(0, int(last.total_seconds()) // 60).map(lambda n: timedelta(minutes=n))
    seconds = st.sampled_from([0, 0, 0, 1, 59]).map(lambda n: timedelta(seconds=n))
    return st.builds(lambda far, near: FIRST + far + near, minutes, seconds)


def changes() -> st.SearchStrategy[tuple[ComponentChange, ...]]:
    """Up to two components with a status each."""
    named = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ComponentStatus), max_size=2)
    return named.map(lambda found: tuple(found.items()))


def updates(
    statuses: st.SearchStrategy[list[StatusT | None]],
) -> st.SearchStrategy[tuple[Update[StatusT], ...]]:
    """As many updates as `statuses` has, in order of time."""

    @st.composite
    def made(draw: st.DrawFn) -> tuple[Update[StatusT], ...]:
        said = draw(statuses)
        times = draw(st.lists(moments(), min_size=len(said), max_size=len(said), unique=True))
        return tuple(
            Update(
                at=at,
                status=status,
                components=draw(changes()),
                next_update=at + timedelta(minutes=draw(st.integers(1, 600)))
                if draw(st.booleans())
                else None,
                impact=draw(st.none() | st.sampled_from(Impact)),
            )
            for at, status in zip(sorted(times), said, strict=True)
        )

    return made()


@st.composite
def incidents(draw: st.DrawFn, name: str) -> Incident:
    """An incident in any order of states, with or without a beginning and an end of its own."""
    first = st.sampled_from(IncidentStatus)
    more = st.lists(st.none() | st.sampled_from(IncidentStatus), max_size=5)
    told = draw(updates(st.builds(lambda one, rest: [one, *rest], first, more)))
    early = draw(st.none() | st.integers(0, 600).map(lambda n: timedelta(minutes=n)))
    started = None if early is None else told[0].at - early
    long = draw(st.none() | st.just(End.UNKNOWN) | st.integers(1, 2000))
    began = started or told[0].at
    return Incident(
        id=name,
        title=f"Incident {name}",
        impact=draw(st.sampled_from(Impact)),
        updates=told,
        components=draw(changes()),
        started=started,
        ended=began + timedelta(minutes=long) if isinstance(long, int) else long,
    )


@st.composite
def maintenances(draw: st.DrawFn, name: str) -> Maintenance:
    """A maintenance in an order of states that is legal."""
    between = st.none() | st.sampled_from(
        [MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING]
    )
    over = st.sampled_from([None, MaintenanceStatus.COMPLETED, MaintenanceStatus.CANCELLED])
    order = st.builds(
        lambda middle, last: [MaintenanceStatus.SCHEDULED, *middle, last],
        st.lists(between, max_size=3),
        over,
    )
    start = draw(moments())
    return Maintenance(
        id=name,
        title=f"Maintenance {name}",
        start=start,
        end=start + timedelta(minutes=draw(st.integers(1, 2000))),
        updates=draw(updates(order)),
        components=draw(changes()),
        auto_complete=draw(st.booleans()),
    )


@st.composite
def sites(draw: st.DrawFn, *, since: bool = True) -> Site:
    """A site; without `since` no day is written in its settings."""
    days = st.none() | st.sampled_from([FIRST.date(), FIRST.date() + timedelta(days=1)])
    first = draw(days) if since else None
    retired = draw(days) if since else None
    api, web = Component(id="api", name="API", since=first, sla=Decimal("99.9")), _plain("web")
    layout = (
        Group(id="core", name="Core", components=(api, replace(web, retired=retired))),
        _plain("db"),
    )
    prices = st.sampled_from([Decimal(0), Decimal("0.3"), Decimal("0.5"), Decimal(1)])
    changed = draw(st.none() | st.fixed_dictionaries({s: prices for s, _ in DEFAULT_WEIGHTS}))
    told = [draw(incidents(f"i{n}")) for n in range(draw(st.integers(0, 3)))]
    planned = [draw(maintenances(f"m{n}")) for n in range(draw(st.integers(0, 2)))]
    settings = Settings(
        title="Acme",
        url="https://status.acme.example",
        identity="status.acme.example,2026",
        layout=layout,
        weights=tuple((changed or dict(DEFAULT_WEIGHTS)).items()),
    )
    return in_order(Site(settings=settings, incidents=tuple(told), maintenances=tuple(planned)))


def in_order(site: Site) -> Site:
    """The site as loading it would order it: newest first."""
    return replace(
        site,
        incidents=tuple(sorted(site.incidents, key=lambda i: (i.began, i.id), reverse=True)),
        maintenances=tuple(sorted(site.maintenances, key=lambda m: (m.start, m.id), reverse=True)),
    )


def nows() -> st.SearchStrategy[datetime]:
    """A moment among the events, or a little after all of them."""
    return moments(SPAN + timedelta(days=1))


def _plain(name: str) -> Component:
    return Component(id=name, name=name.upper())
