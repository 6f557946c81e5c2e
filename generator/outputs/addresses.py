"""Where the pages and files of an event or a component are, from the top."""

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
