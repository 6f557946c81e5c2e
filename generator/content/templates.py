"""The files of content/templates/ become Templates."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.content.fields import (
    Problems,
    as_date,
    as_line,
    as_words,
    one_of,
    optional,
    refuse_unknown,
    required,
)
from generator.content.frontmatter import parse_document
from generator.content.load import is_ignored
from generator.content.source import Source, load_source
from generator.content.template_text import text_of_template
from generator.content.tree import Folder, folders_below
from generator.content.words import find_word, suggest
from generator.content.yamlio import Mapping
from generator.errors import Location, Problem, error, has_errors, the_first, visible, warning
from generator.model.incident import IncidentClass, IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.template import Template, TemplateKind
from generator.model.update import Impact

TEMPLATES_FOLDER = "content/templates"
KEYS = ("for", "status", "impact", "class", "audience", "approved_by", "approved_on")
#: keys of what a template becomes
HINTS = {
    "title": "the name of the file is what --template takes; a title is given on the day",
    "name": "the name of the file is what --template takes",
    "components": "components are given on the day",
    "next update": "it is given on the day, with --next",
    "class": "say it in the incident",
    "kind": "write: for: incident, or: for: maintenance",
    "type": "write: for: incident, or: for: maintenance",
    "approved": "write: approved_by: <a role>, and below it approved_on: <a day>",
    "text": "the text stands below the second line `---`",
}
#: the word for "as it was"
UPDATE = "update"
_Status = IncidentStatus | MaintenanceStatus | None


def load_templates(project: Path) -> tuple[tuple[Template, ...], tuple[Problem, ...]]:
    """The templates that can be used, by name, and every problem of those files."""
    templates: list[Template] = []
    problems: Problems = []
    for folder in folders_below(project, TEMPLATES_FOLDER):
        problems.extend(_folder_problems(folder))
        for file in folder.files:
            name = file.rpartition("/")[2]
            if is_ignored(name):
                continue
            if stray := _stray(file, folder.path):
                problems.append(stray)
                continue
            template, found = _load_template(project, file)
            templates += [template] if template else []
            problems.extend(the_first(found))
    return tuple(sorted(templates, key=lambda each: each.name)), tuple(problems)


def parse_template(source: Source) -> tuple[Template | None, Problems]:
    """The template in `source`; None where it has an error."""
    document, problems = parse_document(source)
    if document is None:
        return None, problems
    fields = document.fields
    refuse_unknown(fields, KEYS, "a template", problems, HINTS)
    kind = required(fields, "for", one_of(TemplateKind), problems, "write: for: incident")
    status = _status(fields, kind, problems)
    impact = optional(fields, "impact", one_of(Impact), problems)
    incident_class = optional(fields, "class", one_of(IncidentClass), problems)
    _refuse_of_incidents(fields, kind, problems)
    audience = optional(fields, "audience", as_line, problems) or ""
    hint = "name the role that agreed to the words, such as `approved_by: communications lead`"
    approved_by = required(fields, "approved_by", as_line, problems, hint)
    hint = "add the day on which that was, such as `approved_on: 2026-11-20`"
    approved_on = required(fields, "approved_on", as_date, problems, hint)
    text = text_of_template(source, document.body, problems)
    if has_errors(problems) or kind is None or approved_by is None or approved_on is None:
        return None, problems
    return (
        Template(
            name=PurePosixPath(source.file).stem,
            kind=kind,
            status=status,
            text=text,
            approved_by=approved_by,
            approved_on=approved_on,
            impact=impact,
            incident_class=incident_class,
            audience=audience,
            location=Location(source.file),
        ),
        problems,
    )


def _status(fields: Mapping, kind: TemplateKind | None, problems: Problems) -> _Status:
    """The status of the kind's words; None for `update`, and where it is wrong."""
    hint = "add the status that the update will have, such as `status: investigating`"
    text = required(fields, "status", as_words, problems, hint)
    node = fields.get("status")
    if text is None or node is None or kind is None or text.casefold() == UPDATE:
        return None
    status: _Status = find_word(text, kind.statuses)
    if status is None:
        message = f"'{text}' is not one of: {', '.join([*kind.statuses, UPDATE])}"
        other = next((each for each in TemplateKind if find_word(text, each.statuses)), None)
        hint = f"that is one of the other kind: write above it: for: {other}" if other else ""
        hint = hint or suggest(text, kind.statuses)
        problems.append(error("KEY-04", node.location, message, hint))
    return status


def _refuse_of_incidents(fields: Mapping, kind: TemplateKind | None, problems: Problems) -> None:
    for key in ("impact", "class"):
        node = fields.get(key)
        if node is not None and kind is TemplateKind.MAINTENANCE:
            message = f"planned work has no {key}"
            problems.append(error("KEY-01", node.location, message, "delete this line"))


def _load_template(project: Path, file: str) -> tuple[Template | None, Problems]:
    source, problems = load_source(project / file, file)
    if source is None:
        return None, problems
    template, found = parse_template(source)
    return template, [*problems, *found]


def _stray(file: str, folder: str) -> Problem | None:
    """What keeps a file there from being a template."""
    if not file.isprintable():
        message = "the name of this file, or of its folder, holds what is no text"
        return error("FILE-08", Location(visible(file)), message, "rename it")
    if not file.endswith(".md"):
        return _not_read(file, "its name must end in .md")
    if folder != TEMPLATES_FOLDER:
        return _not_read(file, f"templates lie in {TEMPLATES_FOLDER}/ itself: move it there")
    return None


def _folder_problems(folder: Folder) -> Iterator[Problem]:
    for link in folder.links:
        message = "is a link to a folder, and links are not followed"
        yield error("FILE-01", Location(visible(link)), message, "put the folder itself here")
    if folder.fault:
        yield error("FILE-01", Location(visible(folder.path)), folder.fault)


def _not_read(file: str, hint: str) -> Problem:
    return warning("FILE-07", Location(visible(file)), "is not read", hint)
