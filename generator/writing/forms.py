"""What is written on a phone: each agreed message as a file, or as an update to paste into one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER
from generator.model.component import ComponentStatus
from generator.model.incident import IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.site import Settings
from generator.model.template import Template, TemplateKind
from generator.model.update import Impact
from generator.writing.templates import as_plain, in_order_of_need
from generator.writing.words import NEXT

#: where the time of now belongs; `check` refuses it with an example, until it is a time
TIME = "YYYY-MM-DD HH:MM UTC"
_DAY = TIME.partition(" ")[0]
#: a list of more components than this is no help
_MOST_NAMED = 300
_CLAIMS = {
    Impact.MINOR: ComponentStatus.DEGRADED_PERFORMANCE,
    Impact.MAJOR: ComponentStatus.PARTIAL_OUTAGE,
    Impact.CRITICAL: ComponentStatus.MAJOR_OUTAGE,
}
_LAST = (IncidentStatus.RESOLVED, IncidentStatus.POSTMORTEM)


class Occasion(StrEnum):
    """When a message is needed; in the order in which it is."""

    BEGINS = "Something is wrong"
    GOES_ON = "There is more to say, or it is over"
    PLANNED = "Planned work"
    UNDER_WAY = "Planned work begins, changes or ends"

    @property
    def makes_a_file(self) -> bool:
        return self in (Occasion.BEGINS, Occasion.PLANNED)

    @property
    def folder(self) -> str:
        of_incidents = self in (Occasion.BEGINS, Occasion.GOES_ON)
        return INCIDENTS_FOLDER if of_incidents else MAINTENANCE_FOLDER


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    audience: str
    occasion: Occasion
    text: str

    @property
    def file(self) -> str:
        """What the file could be called, once the day is in its place."""
        return f"{_DAY}-{self.name}.md"


def forms_of(templates: Iterable[Template], settings: Settings) -> tuple[Form, ...]:
    """A form for each template, in the order of need."""
    forms = (_form(template, settings) for template in in_order_of_need(templates))
    order = list(Occasion)
    return tuple(sorted(forms, key=lambda form: order.index(form.occasion)))


def _form(template: Template, settings: Settings) -> Form:
    occasion = _occasion(template)
    parts = [_top(template, settings)] if occasion.makes_a_file else []
    text = "\n".join([*parts, *_update(template, settings)])
    return Form(template.name, template.audience, occasion, f"{text}\n")


def _occasion(template: Template) -> Occasion:
    if template.kind is TemplateKind.MAINTENANCE:
        is_first = template.status is MaintenanceStatus.SCHEDULED
        return Occasion.PLANNED if is_first else Occasion.UNDER_WAY
    return Occasion.BEGINS if template.impact else Occasion.GOES_ON


def _top(template: Template, settings: Settings) -> str:
    """The front matter; what must be put in its place is refused as it stands."""
    lines = ["---", 'title: "[title]"']
    claim = ComponentStatus.UNDER_MAINTENANCE
    if template.kind is TemplateKind.MAINTENANCE:
        lines.append("scheduled: START to END")
    elif template.impact:
        lines.append(f"impact: {template.impact}")
        claim = _CLAIMS.get(template.impact, ComponentStatus.OPERATIONAL)
    ids = ", ".join(component.id for component in settings.components)
    known = [f"  # COMPONENT is one of: {ids}"] if len(ids) <= _MOST_NAMED else []
    return "\n".join([*lines, "components:", *known, f"  COMPONENT: {claim}", "---", ""])


def _update(template: Template, settings: Settings) -> Iterator[str]:
    yield f"## {template.status.label if template.status else 'Update'} — {TIME}"
    if template.kind is TemplateKind.INCIDENT and template.status not in _LAST:
        yield f"next update: {NEXT}"
    yield ""
    contact = as_plain(settings.contact) if settings.contact else "[contact]"
    yield template.text.replace("[contact]", contact)
