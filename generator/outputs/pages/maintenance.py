"""maintenance/<id>.html: one planned window."""

from collections.abc import Iterator

from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.event import (
    ROOT,
    EventView,
    Fact,
    components,
    description,
    neighbour,
    neighbours,
    notices,
    promise_view,
    updates_view,
)
from generator.outputs.pages.frame import Badge, Desk, desk, maintenance_path
from generator.render.theme import Theme
from generator.render.words import duration
from generator.state.records import Cause, MaintenanceState, State


def maintenance_pages(state: State, theme: Theme) -> Iterator[Artifact]:
    """A page for each maintenance."""
    shared = desk(state)
    for number, each in enumerate(state.maintenances):
        path = maintenance_path(each.maintenance.id)
        older, newer = neighbours(state.maintenances, number)
        view = _view(shared, each, path, older, newer)
        yield page(path, "maintenance.html", view, theme)


def _view(shared: Desk, each: MaintenanceState, path: str, older: str, newer: str) -> EventView:
    maintenance = each.maintenance
    latest = maintenance.updates[len(each.changes) - 1].text
    is_open = not each.status.is_over
    return EventView(
        frame=shared.frame(
            path, maintenance.title, description(each.status, latest), generated=is_open
        ),
        title=maintenance.title,
        kind="Maintenance",
        status=Badge(each.status.label, each.status.value),
        is_open=is_open,
        facts=tuple(_facts(shared, each)),
        components_title="Components" if each.is_active or not is_open else "What to expect",
        components=components(shared, each.components),
        promise=promise_view(shared, each.promise),
        postmortem_promise=None,
        workaround=shared.body(maintenance, each.workaround, ROOT) if each.workaround else None,
        eta=None,
        errors=(),
        notices=tuple(notices(maintenance)),
        updates=updates_view(shared, maintenance, maintenance.updates, each.changes, ROOT),
        older=neighbour("Older", Cause.MAINTENANCE, older),
        newer=neighbour("Newer", Cause.MAINTENANCE, newer),
    )


def _facts(shared: Desk, each: MaintenanceState) -> Iterator[Fact]:
    maintenance = each.maintenance
    yield Fact("From", shared.moment(maintenance.start))
    yield Fact("Until", shared.moment(maintenance.end))
    yield Fact("Planned for", duration(maintenance.end - maintenance.start))
    if maintenance.emergency:
        yield Fact("At short notice", maintenance.emergency)
    if maintenance.reference:
        yield Fact("Reference", maintenance.reference)
    if each.overdue:
        yield Fact("State", "Later than planned: its end has passed, and it is not over yet")
