"""maintenance/<id>.html: one planned window."""

from collections.abc import Iterator

from generator.outputs.addresses import maintenance_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.answers import maintenance_answers
from generator.outputs.pages.event import (
    ROOT,
    Beside,
    EventView,
    Fact,
    description,
    neighbours,
    notices,
    updates_view,
    window,
)
from generator.outputs.pages.frame import Badge, Desk, desk
from generator.render.theme import Theme
from generator.render.words import duration
from generator.state.records import MaintenanceState, State


def maintenance_pages(state: State, theme: Theme) -> Iterator[Artifact]:
    """A page for each maintenance."""
    shared = desk(state)
    for number, each in enumerate(state.maintenances):
        path = maintenance_path(each.maintenance.id)
        beside = neighbours(state.maintenances, number)
        view = _view(shared, each, path, beside)
        yield page(path, "maintenance.html", view, theme)


def _view(shared: Desk, each: MaintenanceState, path: str, beside: Beside) -> EventView:
    maintenance = each.maintenance
    latest = maintenance.updates[len(each.changes) - 1].text
    is_open = not each.status.is_over
    return EventView(
        frame=shared.frame(
            path, maintenance.title, description(each.status, latest), is_current=is_open
        ),
        title=maintenance.title,
        kind="Maintenance",
        status=Badge(each.status.label, "maintenance" if is_open else each.status.value),
        window=window(shared, each),
        answers=maintenance_answers(shared, each, ROOT),
        facts=tuple(_facts(each)),
        notices=tuple(notices(maintenance)),
        postmortem=None,
        updates=updates_view(shared, maintenance, maintenance.updates, each.changes, ROOT),
        older=beside.older,
        newer=beside.newer,
    )


def _facts(each: MaintenanceState) -> Iterator[Fact]:
    maintenance = each.maintenance
    yield Fact("Planned for", duration(maintenance.end - maintenance.start))
    if maintenance.emergency:
        yield Fact("At short notice", maintenance.emergency)
    if each.overdue:
        yield Fact("State", "Later than planned: its end has passed, and it is not over yet")
