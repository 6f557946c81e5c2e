"""maintenance.ics and components/<id>.ics: planned work for people's own calendars."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from generator.model.maintenance import MaintenanceStatus, MaintenanceUpdate
from generator.outputs.addresses import CALENDAR, calendar_path, component_path, maintenance_path
from generator.outputs.artifact import Artifact
from generator.outputs.calendar.view import CalendarView, Window
from generator.outputs.pages.frame import Desk, desk
from generator.render.theme import Theme
from generator.render.words import when
from generator.state.records import MaintenanceState, State

#: the windows that one calendar holds: all to come, then the newest that are over
MOST_WINDOWS = 100


def calendars(state: State, _theme: Theme) -> Iterator[Artifact]:
    """The calendar of all planned work, and one for each component, empty or not."""
    shared = desk(state)
    title = state.site.settings.title
    yield _calendar(shared, CALENDAR, "", f"{title}: planned maintenance", state.maintenances)
    by_component: dict[str, list[MaintenanceState]] = defaultdict(list)
    for each in state.maintenances:
        for component, _ in each.components:
            by_component[component].append(each)
    for component, name in shared.names.items():
        path, page = calendar_path(component), component_path(component)
        called = f"{title}: {name}, planned maintenance"
        yield _calendar(shared, path, page, called, by_component[component])


def _calendar(
    shared: Desk, path: str, page: str, name: str, found: Iterable[MaintenanceState]
) -> Artifact:
    url = shared.state.site.settings.url
    view = CalendarView(
        name=name,
        address=f"{url}/{path}",
        page=f"{url}/{page}",
        windows=tuple(_window(shared, each) for each in _chosen(found)),
    )

    def render() -> bytes:
        from generator.outputs.calendar.ical import to_ical

        return to_ical(view)

    return Artifact(path, view, render)


def _chosen(found: Iterable[MaintenanceState]) -> list[MaintenanceState]:
    """What goes into a calendar, in order of time; by number and not by age.

    So time alone takes nothing out of a file. Subscribers are told neither of exercises nor of
    what was written after the fact.
    """
    public = [e for e in found if not (e.maintenance.drill or e.maintenance.backfilled)]
    over = sorted((e for e in public if e.status.is_over), key=_beginning_and_id, reverse=True)
    coming = sorted((e for e in public if not e.status.is_over), key=_beginning_and_id)
    return sorted([*coming, *over][:MOST_WINDOWS], key=_beginning_and_id)


def _beginning_and_id(each: MaintenanceState) -> tuple[datetime, str]:
    return each.maintenance.start, each.maintenance.id


def _window(shared: Desk, each: MaintenanceState) -> Window:
    planned, settings = each.maintenance, shared.state.site.settings
    said = planned.updates[: len(each.changes)]
    corrections = [update.edited for update in said if update.edited]
    touched = [component for component, _ in each.components]
    return Window(
        uid=str(uuid5(NAMESPACE_URL, f"tag:{settings.identity}:{planned.id}")),
        title=planned.title,
        page=f"{settings.url}/{quote(maintenance_path(planned.id))}",
        start=planned.start,
        end=planned.end,
        announced=said[0].at,
        revised=max([*(update.at for update in said), *corrections]),
        sequence=len(said) - 1 + len(corrections),
        is_cancelled=each.status is MaintenanceStatus.CANCELLED,
        is_ahead=each.status is MaintenanceStatus.SCHEDULED,
        latest=_latest(said[-1], settings.timezone),
        text=said[-1].text,
        components=tuple(shared.names[name] for name in touched if name in shared.names),
    )


def _latest(update: MaintenanceUpdate, zone_name: str) -> str:
    label = update.status.label if update.status else "Update"
    return f"{label}, {when(update.at, zone_name).text}"
