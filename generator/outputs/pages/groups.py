"""The components that pages show, in their groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.model.component import ComponentStatus
from generator.state.records import ComponentState, State


@dataclass(frozen=True, slots=True)
class ShownGroup:
    #: empty for components that stand alone
    name: str
    #: what lists call it: those that stand alone must not seem to belong to the group above
    heading: str
    #: of a group with a name, as bad as its worst component
    status: ComponentStatus
    components: tuple[ComponentState, ...]


def shown_groups(state: State) -> Iterator[ShownGroup]:
    """The groups with what is not retired; neighbours that stand alone are together in one."""
    is_first = True
    for name, groups in groupby(state.groups, key=lambda group: group.name):
        together = list(groups)
        shown = tuple(
            each for group in together for each in group.components if not each.is_retired
        )
        if shown:
            heading = name or ("" if is_first else "Others")
            yield ShownGroup(name, heading, together[0].status, shown)
            is_first = False
