"""How a team wants to speak: what the communication policy measures against."""

from dataclasses import dataclass
from datetime import timedelta

from generator.model.update import Impact

_HOUR = timedelta(hours=1)


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A length of time for each impact; what is harmless has as long as what is minor."""

    minor: timedelta
    major: timedelta
    critical: timedelta

    def of(self, impact: Impact) -> timedelta:
        """The limit for an incident of this impact."""
        limits = {Impact.MAJOR: self.major, Impact.CRITICAL: self.critical}
        return limits.get(impact, self.minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """site.yml `policy:`."""

    #: from the beginning to the first word
    first: Limits = Limits(minor=_minutes(30), major=_minutes(15), critical=_minutes(10))
    #: the longest silence while it is not over
    gap: Limits = Limits(minor=_HOUR, major=_HOUR, critical=_HOUR)
    #: how far ahead the next word may be promised
    ahead: timedelta = _HOUR
    #: also the rules of style that many good texts break
    strict: bool = False
    #: names of hosts that are only known inside, with all below them: `corp.acme.example`
    internal_hosts: tuple[str, ...] = ()
    #: what looks internal and is meant for customers, word for word
    public: tuple[str, ...] = ()
    #: short words that customers of this product know, such as SSO
    glossary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """site.yml `roles:`: who speaks, by role and not by name; empty where nobody is named."""

    communications: str = ""
    deputy: str = ""


DEFAULT_POLICY = Policy()
NO_ROLES = Roles()
