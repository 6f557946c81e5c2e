"""How a team sets the policy up: who speaks, and which rules an event sets aside."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.errors import Problem, did_you_mean, error, warning
from generator.manual import POLICY
from generator.model.site import Site

#: no reason is good enough to publish what these find
NEVER_SET_ASIDE = ("COM-40", "COM-41", "COM-42", "COM-43", "COM-44")
#: `CON-09` is no slip of the pen for a rule of the policy
_OTHERS = re.compile(r"(?!COM)[A-Z]{3}-")


def set_aside_wrongly(case: Case) -> Iterator[Problem]:
    """COM-11: `override:` names a rule that is there, and that may be set aside."""
    known = tuple(POLICY)
    for code, _ in case.event.overrides:
        place = case.place("override")
        if code.upper() in NEVER_SET_ASIDE:
            message = f"{code.upper()} cannot be set aside: what it finds must never be public"
            hint = "take it out of the text; if it is meant for customers, see `policy: public:`"
            yield error("COM-11", place, message, hint)
        elif code.upper() not in known:
            message = f"there is no rule '{code}'"
            near = did_you_mean(_spelt(code), known) if not _OTHERS.match(code.upper()) else ""
            hint = near or "only rules of the policy can be set aside: `override: {COM-03: reason}`"
            yield error("COM-11", place, message, hint)


def no_roles(site: Site) -> Iterator[Problem]:
    """COM-103: somebody speaks for the team, and somebody stands in; only where it is `strict`."""
    roles = site.settings.roles
    missing = [key for key in ("communications", "deputy") if not getattr(roles, key)]
    if site.settings.policy.strict and missing:
        message = f"nobody is named to tell customers: `roles:` lacks {' and '.join(missing)}"
        hint = 'roles, not names: roles: {communications: "on-call lead", deputy: "support lead"}'
        yield warning("COM-103", site.settings.location, message, hint)


def _spelt(code: str) -> str:
    """`com3`, `COM_03` and `3` as COM-03."""
    number = re.search(r"\d{1,3}", code)
    return f"COM-{int(number[0]):02}" if number else code.upper()
