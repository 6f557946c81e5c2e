"""Words of a template that nobody put their own in place of, as happens on a phone."""

from collections.abc import Iterator
from datetime import datetime

from generator.content.codespans import without_code_spans
from generator.content.plain import Part, Passage, heading_passages, update_passages
from generator.content.template_text import FIELD
from generator.errors import Problem, error
from generator.model.event import Event
from generator.model.site import Site
from generator.model.template import FIELDS_BY_NAME


def left_open_field(site: Site, now: datetime) -> Iterator[Problem]:
    """TPL-03: customers would read `[symptom]`."""
    for event in site.events:
        for passage in _passages(event):
            for found in FIELD.finditer(without_code_spans(passage.text)):
                field = FIELDS_BY_NAME.get(found[1])
                if field is None or passage.part is Part.CODE:
                    continue
                place = passage.at(found.start(), found.end())
                message = f"'{found[0]}' is a template's, and customers would read it as it stands"
                hint = f"put your words in its place: {field.question}"
                if field.is_optional:
                    hint += "\nor take the whole paragraph out"
                yield error("TPL-03", place, message, hint)


def _passages(event: Event) -> Iterator[Passage]:
    """Those that may hold one; most sites are long histories without any."""
    if any(map(_may_hold, (event.title, *getattr(event, "errors", ())))):
        yield from heading_passages(event)
    for update in event.updates:
        if _may_hold(update.text) or _may_hold(str(update.workaround)):
            yield from update_passages(event, update)


def _may_hold(text: str) -> bool:
    """A quick look, to which code is text."""
    return "[" in text and any(found[1] in FIELDS_BY_NAME for found in FIELD.finditer(text))
