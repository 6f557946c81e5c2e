"""`--template` and `--set`: what the commands that write take from content/templates/."""

import argparse
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from generator.content.templates import TEMPLATES_FOLDER, load_templates
from generator.errors import Unfit, UserError, did_you_mean, format_problem, has_errors
from generator.model.incident import IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.site import Settings
from generator.model.template import Template, TemplateField, TemplateKind
from generator.writing import words
from generator.writing.ask import ask, choose, tell
from generator.writing.hush import without_secrets_in
from generator.writing.templates import (
    Facts,
    fields_of,
    fill,
    in_order_of_need,
    known_values,
    missing,
    preview,
    questions,
)

OWN_WORDS = "my own words"
#: how `approved_by` begins in the words that come with a new site
_NOBODY = "nobody"
#: what a field is given with where no `--set` is needed
_FLAGS = {"component": "--component", "title": "TITLE", "next_update": "--next", "new_end": "--to"}


def add_template_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that take the place of TEXT."""
    say_template = f"words agreed beforehand: the name of a file in {TEMPLATES_FOLDER}/"
    parser.add_argument("--template", metavar="NAME", help=say_template)
    say_set = "a field of the template, such as symptom='You cannot pay'; may be repeated"
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=WORDS", help=say_set)


def given_template(
    args: argparse.Namespace, fits: Callable[[Template], bool], why: str
) -> Template | None:
    """The template of `--template`; None where there is no such option.

    Raises UserError where it does not fit (the message says `why`), or stands beside TEXT.
    """
    name: str | None = args.template
    if name is None:
        if args.set:
            raise UserError("--set fills the fields of a template: name it with --template")
        return None
    if args.text is not None:
        raise UserError("--template brings the words: leave TEXT away, or --template")
    template = _find(args.project, name)
    if not fits(template):
        raise UserError(f"--template {template.name} {why}")
    _set_values(args.set, template)
    tell_of(template)
    return template


def offered_template(project: Path, fits: Callable[[Template], bool]) -> Template | None:
    """Ask which template to begin with, where any fits; None for one's own words."""
    templates, _ = load_templates(project)
    fitting = in_order_of_need(template for template in templates if fits(template))
    if not fitting:
        return None
    number = choose("Which words", [OWN_WORDS, *(each.name for each in fitting)], "1")
    if not number:
        return None
    tell_of(fitting[number - 1])
    return fitting[number - 1]


def tell_of(template: Template) -> None:
    """Who agreed to the words, and whom they are for."""
    audience = f"; for {template.audience}" if template.audience else ""
    agreed = f"agreed to by {template.approved_by} on {template.approved_on}"
    if template.approved_by.casefold().startswith(_NOBODY):
        agreed = f"{_NOBODY} has agreed to it yet"
    tell(f"Template {template.name}: {agreed}{audience}.")


def begins_incident(template: Template) -> bool:
    """Whether `new` may be given it by name."""
    is_status = template.status not in (None, IncidentStatus.POSTMORTEM)
    return template.kind is TemplateKind.INCIDENT and is_status


def announces(template: Template) -> bool:
    """Whether it is for planned work that is only announced: for `schedule`."""
    return template.status is MaintenanceStatus.SCHEDULED


def is_for_beginning(template: Template) -> bool:
    """Whether `new` offers it: it says how bad it is."""
    return begins_incident(template) and template.impact is not None


def names_missing(
    args: argparse.Namespace, template: Template | None, facts: Facts, settings: Settings
) -> list[str]:
    """The flags that a template still needs, for an error where nobody can be asked."""
    if template is None:
        return []
    values = known_values(facts, settings) | _set_values(args.set, template)
    return [_flag(field) for field in missing(template, values)]


def words_of_template(
    args: argparse.Namespace, template: Template, facts: Facts, settings: Settings
) -> Callable[[Facts], str]:
    """What makes the text, once all facts are known: what is missing is asked for now.

    Nobody is asked where nothing is missing (`names_missing`). Raises UserError.
    """
    given = _set_values(args.set, template)
    known = known_values(facts, settings)
    answers = _ask_for(template, known, given) if missing(template, known | given) else given

    def text(latest: Facts) -> str:
        return words.required_text(fill(template, known_values(latest, settings) | answers))

    return text


def _ask_for(
    template: Template, known: Mapping[str, str], given: Mapping[str, str]
) -> dict[str, str]:
    """Each question below the paragraph that its answer will stand in."""
    answers, shown = dict(given), ""
    try:
        while left := questions(template, {**known, **answers}):
            name = left[0].name
            shown, before = preview(template, name, {**known, **answers}), shown
            if shown != before:
                tell("\n".join(["", *(f"  | {line}" for line in shown.split("\n"))]))
            answers[name] = _answer(left[0])
    except UserError:
        _keep(answers)
        raise
    return answers


def _keep(answers: Mapping[str, str]) -> None:
    """Show what was answered until somebody stopped, to be used again."""
    if answers:
        told = (without_secrets_in(f"{name}={value}") for name, value in answers.items())
        said = map(shlex.quote, told)
        tell("\n\nYour answers were:\n\n" + "\n".join(f"    --set {each}" for each in said) + "\n")


def _answer(field: TemplateField) -> str:
    if not field.is_optional:
        return ask(field.question, lambda answer: words.line_of(answer, "the answer"))

    def read(answer: str) -> str:
        return words.line_of(answer, "the answer") if answer else ""

    return ask(f"{field.question} (Enter: leave it out)", read)


def _flag(field: TemplateField) -> str:
    flag = _FLAGS.get(field.name)
    given = f"--set {field.name}=…"
    return f"{flag} (or {given})" if flag else given


def _set_values(given: Iterable[str], template: Template) -> dict[str, str]:
    values: dict[str, str] = {}
    known = fields_of(template)
    for each in given:
        name, equals, value = (part.strip() for part in each.partition("="))
        name = name.strip("[]").casefold().replace("-", "_").replace(" ", "_")
        if not equals:
            raise UserError(f"--set {each}: write --set {name or 'FIELD'}=WORDS")
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            raise UserError(f"--set {each}: {template.name} has no field '{name}'; {hint}")
        if name in values:
            raise UserError(f"--set {each}: '{name}' is here twice")
        values[name] = words.line_of(value, f"--set {name}") if value else ""
    return values


def _find(project: Path, name: str) -> Template:
    templates, problems = load_templates(project)
    word = PurePath(name).stem if name.endswith(".md") else name
    found = [each for each in templates if each.name.casefold() == word.casefold()]
    if found:
        return found[0]
    wrong = [
        problem
        for problem in problems
        if PurePath(problem.location.file).stem.casefold() == word.casefold()
        and has_errors([problem])
    ]
    if wrong:
        told = "\n".join(map(format_problem, wrong))
        raise Unfit(f"--template {name}: mend this first\n{told}")
    raise UserError(_no_such(word, [each.name for each in templates]))


def _no_such(name: str, names: Sequence[str]) -> str:
    if not names:
        return f"--template {name}: there is no template in {TEMPLATES_FOLDER}/"
    hint = did_you_mean(name, names)
    there = f"there are: {', '.join(names)}"
    return f"--template {name}: no template has that name; " + (f"{hint}\n" if hint else "") + there
