"""What a duty is, and what is needed to see which there are."""

import shlex
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from generator.model.update import Impact
from generator.state.records import State

#: what the site that a project builds by itself is called
USUAL_OUTPUT = "output/"


class Urgency(StrEnum):
    """Who waits, the worst first."""

    #: customers, at this moment
    NOW = "now"
    #: somebody, but nothing is broken
    LATER = "later"
    #: nobody: worth a look, and never late
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something we owe. All times are aware and in UTC."""

    #: of the rule of communication that asks for it, or of the check
    code: str
    urgency: Urgency
    #: the id of its incident or planned work; empty where it belongs to none
    event: str
    title: str
    #: what is owed, as a noun: `the next update`
    what: str
    #: when it should be there
    due: datetime
    #: from this moment on it is late
    late_from: datetime
    #: what mends it: a command, or what to write where
    command: str
    #: of the incident; what belongs to none is ranked by who suffers
    impact: Impact = Impact.MINOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is too long, where neither a promise nor site.yml `policy:` says so."""

    #: an incident in Monitoring
    monitoring: timedelta = timedelta(hours=24)
    #: an incident that has been open for so long …
    long: timedelta = timedelta(hours=24)
    #: … and silent for so long
    silence: timedelta = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Built:
    """A built site, as its status.json tells."""

    #: as it was named to us
    name: str
    #: None: nothing there can be read
    generated_at: datetime | None
    #: after this it should have been built anew; where nothing can be read, now
    valid_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """All that the facts are drawn from."""

    state: State
    builds: tuple[Built, ...] = ()
    patience: Patience = Patience()

    @property
    def now(self) -> datetime:
        return self.state.now


def update_command(event: str, flags: str = "--next 30m") -> str:
    """The command that tells customers more; on a terminal it asks for the words."""
    return f"fogbell update {shlex.quote(event)} {flags}"
