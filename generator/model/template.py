"""A message agreed beforehand, with fields that are filled on the day."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from generator.errors import Location
from generator.model.incident import IncidentClass, IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.update import Impact


class TemplateKind(StrEnum):
    """What a template is for."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"

    @property
    def statuses(self) -> type[IncidentStatus] | type[MaintenanceStatus]:
        return IncidentStatus if self is TemplateKind.INCIDENT else MaintenanceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    #: the file's stem: what `--template` takes
    name: str
    kind: TemplateKind
    #: None for `update`, which leaves the status as it is
    status: IncidentStatus | MaintenanceStatus | None
    #: Markdown with `[fields]`
    text: str
    #: a role, not a name
    approved_by: str
    approved_on: date
    #: only where the template begins an incident
    impact: Impact | None = None
    #: of an incident that it begins
    incident_class: IncidentClass | None = None
    #: for whom it is meant, in words
    audience: str = ""
    location: Location = field(default=Location(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateField:
    """One of the words that may stand in `[brackets]`."""

    name: str
    #: what somebody is asked who must fill it
    question: str
    #: a whole sentence, which ends with a full stop
    is_sentence: bool = False
    #: without it the paragraph that it stands in is left out
    is_optional: bool = False
    #: known from the event or site.yml; asked for only where it is not
    is_known: bool = False


def _known(name: str, question: str, *, is_optional: bool = False) -> TemplateField:
    return TemplateField(name=name, question=question, is_optional=is_optional, is_known=True)


def _words(name: str, question: str) -> TemplateField:
    return TemplateField(name=name, question=question)


def _sentence(name: str, question: str, *, is_optional: bool = False) -> TemplateField:
    return TemplateField(name=name, question=question, is_sentence=True, is_optional=is_optional)


_DATA = "Such as: No data is lost. Or: We do not know yet"
#: all that there are, as docs/templates.md lists them
TEMPLATE_FIELDS = (
    _known("component", "What is it about, by the name that customers know?"),
    _known("title", "What is it called?"),
    _known("start", "When does it begin, or did it? Such as: 20 Nov 2026, 12:15 UTC"),
    _known("end", "When does it end, or did it? Such as: 20 Nov 2026, 13:40 UTC"),
    _known("new_end", "Until when will it take? Such as: 20 Nov 2026, 15:30 UTC"),
    _known("duration", "How long did it last? Such as: 1 h 25 min"),
    _known("noticed", "When did you notice? Such as: 20 Nov 2026, 12:05 UTC"),
    _known("told", "When did you tell customers first? Such as: 20 Nov 2026, 12:15 UTC"),
    _known("next_update", "When comes the next word? Such as: 20 Nov 2026, 12:45 UTC"),
    _known("contact", "Where do customers reach you?", is_optional=True),
    _known("eta", "When may it be over? An estimate, with its zone", is_optional=True),
    _known("workaround", "What can customers do meanwhile?", is_optional=True),
    _sentence("symptom", "What fails, in customers' words? Such as: You get an error when you pay"),
    _words("who", "Who is affected? Such as: all customers"),
    _sentence("data", f"Is data of customers lost, or seen by others? {_DATA}"),
    _sentence("working", "What still works? Such as: You can still read it", is_optional=True),
    _sentence("action", "What do you do about it? Such as: We are undoing a change"),
    _sentence("cause", "What went wrong, without names? Such as: A disk was full"),
    _sentence("works_again", "What works again, and for whom? Such as: You can pay again"),
    _sentence("what_to_do", "What must customers do? Such as: You need to do nothing"),
    _sentence("found", "What did you find, and when? Such as: On 3 May somebody read two lists"),
    _sentence("lost", "Which data is missing, and from when to when?"),
    _sentence("safe", "Which data is safe?"),
    _sentence("work", "What will you do, in plain words? Such as: We move to larger machines"),
    _sentence("effect", "What do customers notice of it? Such as: You cannot sign in"),
    _sentence("reason", "Why, in plain words? Such as: Copying the data takes longer"),
    _sentence("new_date", "When is it instead? Such as: We will say so a week ahead"),
    _sentence("wrong", "What did you say that was wrong?"),
    _sentence("right", "What is right?"),
    _sentence("change", "What will you do differently? Such as: We now check this each minute"),
    _sentence(
        "summary", "What happened, in one or two sentences? Such as: On 3 May nobody could pay"
    ),
    _sentence(
        "detection",
        "How did you notice, and how long did that take? Such as: Our own checks saw it at once",
    ),
    _sentence("fix", "How did you mend it? Such as: We put the old settings back"),
    _words("step", "What is the first thing that you change? Such as: try settings on a copy"),
    _words("owner", "Which team or role does that?"),
    _words("due", "By which day? Such as: 2026-12-15"),
)
#: the same by their names
FIELDS_BY_NAME = {each.name: each for each in TEMPLATE_FIELDS}
