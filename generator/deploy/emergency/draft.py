"""The words of an emergency become an incident, and the file that is committed afterwards."""

from dataclasses import replace
from datetime import datetime

from generator.checks.leaks_in_events import leaks_in_events
from generator.content.edit import EditError, append_update, print_incident
from generator.content.incidents import parse_incident
from generator.content.load import INCIDENTS_FOLDER
from generator.content.source import parse_source
from generator.errors import UserError, format_problem, has_errors, in_order
from generator.model.incident import Incident, IncidentStatus
from generator.model.site import Settings, Site
from generator.model.update import ComponentChange, Impact, Update

#: a title made of the text is not longer, in characters
LONGEST_TITLE = 80
#: where the text has no short first sentence
TITLE = "Something is wrong"


def draft(
    *,
    title: str,
    text: str,
    components: tuple[ComponentChange, ...],
    impact: Impact,
    at: datetime,
    promised: datetime,
) -> Incident:
    """The incident that begins at `at` (UTC). Its id is that minute."""
    update = Update(at=at, status=IncidentStatus.INVESTIGATING, text=text, next_update=promised)
    return Incident(
        id=f"{at:%Y-%m-%d}-emergency-{at:%H%M}",
        title=title or title_of(text),
        impact=impact,
        components=components,
        updates=(update,),
    )


def title_of(text: str) -> str:
    """The first sentence of a text, if it is short and plain."""
    first = " ".join(text.partition("\n\n")[0].split())
    sentence = first.partition(". ")[0].rstrip(".")
    is_plain = not any(mark in sentence for mark in "*_`[]<>#|\\")
    return sentence if sentence and is_plain and len(sentence) <= LONGEST_TITLE else TITLE


def continued(before: bytes, more: Incident) -> tuple[Incident, bytes]:
    """The incident of a file and the file, with the words of `more` as one update more.

    Raises ValueError where the file cannot be read.
    """
    path, known = path_of(more), _read(before, path_of(more))
    update = replace(more.updates[0], status=None, components=more.components)
    if any(each.at == update.at for each in known.updates):
        return known, before  # it is there since an earlier try
    try:
        after = append_update(before, path, update)
    except EditError as wrong:
        raise ValueError(str(wrong)) from None
    return _read(after, path), after


def _read(data: bytes, path: str) -> Incident:
    source, _ = parse_source(data, path)
    incident = parse_incident(source)[0] if source else None
    if incident is None:
        raise ValueError(f"{path} cannot be read")
    return incident


def path_of(incident: Incident) -> str:
    """Where its file belongs in a project."""
    return f"{INCIDENTS_FOLDER}/{incident.id}.md"


def file_of(incident: Incident, settings: Settings, now: datetime) -> str:
    """The file to commit, which gives the very same incident.

    Raises UserError where it would not, or where the words must not be public (COM-40 to COM-42).
    """
    path, printed = path_of(incident), print_incident(incident, incident.id)
    source, problems = parse_source(printed.encode(), path)
    read = None
    if source is not None:
        read, found = parse_incident(source)
        problems = [*problems, *found]
    if read is None or has_errors(problems):
        told = "\n".join(format_problem(each) for each in in_order(problems))
        raise UserError(f"nothing was sent, for the words cannot be read back\n{told}")
    if read != incident:
        raise UserError(
            "nothing was sent: the words would not be read back as they were typed; put them in "
            "simpler ones"
        )
    leaks = in_order(leaks_in_events(Site(settings=settings, incidents=(read,)), now))
    if leaks:
        told = "\n".join(map(format_problem, leaks))
        raise UserError(f"nothing was sent, for this must not be public: take it out\n{told}")
    return printed
