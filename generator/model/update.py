"""One thing we told customers: a status, a time, words, and facts as fields."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Generic, TypeVar

from generator.errors import Location
from generator.model.component import ComponentStatus

#: which component, and the status it has from then on
ComponentChange = tuple[str, ComponentStatus]


class Impact(StrEnum):
    """How bad it is for customers, mildest first."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return tuple(Impact).index(self)


class Nothing(Enum):
    """What `workaround: none` and `eta: none` say: there is none (any more)."""

    NONE = "none"


StatusT = TypeVar("StatusT", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Generic[StatusT]):
    """All times are aware and in UTC."""

    at: datetime
    #: None for an `Update`, which leaves the status as it is
    status: StatusT | None
    #: Markdown, without the heading and the fields
    text: str = ""
    #: when the next word was promised for
    next_update: datetime | None = None
    #: inline Markdown; None: not mentioned, so the earlier one stands
    workaround: str | Nothing | None = None
    #: an estimate, never a promise; None: not mentioned, so the earlier one stands
    eta: datetime | Nothing | None = None
    impact: Impact | None = None
    components: tuple[ComponentChange, ...] = ()
    #: False: appears everywhere, but no message is sent
    notify: bool = True
    #: when this published text was corrected
    edited: datetime | None = None
    reopened: bool = False
    location: Location = field(default=Location(""), compare=False, repr=False)
    #: for each line of `text`, its line in the file
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)

    @property
    def changed(self) -> datetime:
        """When its words last changed."""
        return max(self.at, self.edited or self.at)
