"""What runs out by itself, and must be renewed by a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.errors import Problem, warning
from generator.model.site import Site

#: so long before security.txt runs out it is time to renew it
NOTICE = timedelta(days=60)


def security_runs_out(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-21: security.txt has run out, or soon will."""
    security = site.settings.security
    if security is None or security.expires > (now + NOTICE).date():
        return
    has_run_out = security.expires < now.date()
    said = "has run out: nobody may rely on it" if has_run_out else "soon runs out"
    hint = "see whether the contact is still right, and write a day within a year from now"
    message = f"security.txt {said} ({security.expires})"
    yield warning("CON-21", security.place, message, hint)
