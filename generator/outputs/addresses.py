"""Where the pages and files of an event or a component are, from the top."""

from generator.state.records import EventState, IncidentState, State

#: all planned work, and the state of the whole page
CALENDAR, BADGE = "maintenance.ics", "badge.svg"


def incident_path(event_id: str) -> str:
    """An incident's page."""
    return f"incidents/{event_id}.html"


def maintenance_path(event_id: str) -> str:
    """A maintenance's page."""
    return f"maintenance/{event_id}.html"


def component_path(component_id: str) -> str:
    """A component's page."""
    return f"components/{component_id}.html"


def calendar_path(component_id: str) -> str:
    """A component's calendar."""
    return f"components/{component_id}.ics"


def badge_path(component_id: str) -> str:
    """A component's badge."""
    return f"components/{component_id}.svg"


def event_path(each: EventState) -> str:
    """The page of an event of either kind."""
    if isinstance(each, IncidentState):
        return incident_path(each.incident.id)
    return maintenance_path(each.maintenance.id)


def published_files(state: State) -> dict[str, str]:
    """Where each file of content/ that an author may link to is published."""
    published = {media.file: media.published for media in state.site.media}
    published |= {each.incident.location.file: event_path(each) for each in state.incidents}
    return published | {
        each.maintenance.location.file: event_path(each) for each in state.maintenances
    }
