"""What an event is about, in words for a hint."""

from generator.checks.policy.case import Case


def touched(case: Case) -> tuple[str, ...]:
    """The names of the components that an event touches, in the order of the page."""
    changes = [*case.event.components, *(c for u in case.event.updates for c in u.components)]
    ids = {key for key, _ in changes}
    return tuple(each.name for each in case.site.settings.components if each.id in ids)


def subject(case: Case) -> str:
    """They in a few words: `API and Web console`."""
    names = touched(case)
    if not names:
        return "this service"
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and others"
