"""What an incident owes when it is over: the promise of a postmortem, and what is in one."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from generator.checks.policy.case import Case
from generator.checks.policy.prose import phrases, words_in
from generator.checks.policy.story import english, fresh, impact_at, is_history, words
from generator.checks.policy.symptoms import SYMPTOM
from generator.content.actions import actions_in
from generator.errors import Location, Problem, warning
from generator.model.incident import Incident, IncidentStatus, IncidentUpdate
from generator.model.update import Impact
from generator.state.timeline import resolution

#: working days from the end to the postmortem
DAYS = {Impact.MAJOR: 10, Impact.CRITICAL: 5}
FEWEST, MOST = 300, 1_500
#: so many places of a text are enough
MOST_LOOKED_AT = 50

_SAW, _WHY, _MENDED = "what customers saw", "why it happened", "how it was mended"
_CHANGE, _SORRY = "what you change", "that you are sorry"
_PARTS = {
    _SAW: phrases(
        r"customers?|users?|you|visitors?|people|organi[sz]ations?|requests?|impact\w*|affected"
    ),
    _WHY: phrases(
        r"becaus\w*|caus\w*|due to|result\w*|led to|leads? to|trigger\w*|reason|why|meant that",
        r"bugs?|mistakes?|faults?|faulty|misconfig\w*",
    ),
    _MENDED: phrases(
        r"fix\w*|mitigat\w*|restor\w*|resol\w*|roll\w* back|rollback|revert\w*|recover\w*",
        r"repair\w*|mend\w*|replac\w*|restart\w*|disabl\w*|remediat\w*",
        r"scal\w+ up|back to normal|took (?:\w+ )?back|work(?:s|ed)? again|undid|undone",
        r"correct(?:ed|ion)|reboot\w*|roll-?backs?|patch\w*|updat(?:ed|ing)",
    ),
    _CHANGE: phrases(
        r"action items?|what we (?:change|will change|are changing)|remediation|lessons",
        r"(?:next|remediation|follow-up) steps|follow-?ups?|prevent\w*|improv\w*",
        r"going forward|in the future|next time|set up|new (?:rules?|polic(?:y|ies)|checks?)",
        r"put(?:ting)? (?:\w+ ){1,4}in place",
        r"we(?:'ll| will| are going to|'re going to| now|'ve| have)(?: also)?"
        r" (?:add|chang|check|test|introduc|ensur|review|alert|monitor|limit|remov|build|use)\w*",
    ),
    _SORRY: phrases(r"sorry|apolog\w*|regret\w*"),
}
_HEADINGS = {
    _SAW: "### What you saw",
    _WHY: "### Why it happened",
    _MENDED: "### How we fixed it",
    _CHANGE: "### What we change",
    _SORRY: '"We are sorry that your uploads failed."',
}
_FOUND = phrases(
    r"alert\w*|alarms?|monitor\w*|notic\w*|detect\w*|discover\w*|report(?:s|ed)|paged|observed",
    r"found out|(?:were|was|became) (?:made )?aware|told us|flagged|spotted|support tickets?",
    r"notif\w+|received (?:\w+ )?(?:messages|calls|mails|e-?mails)",
)
_OTHERS = phrases(
    r"third[- ]part(?:y|ies)",
    r"(?:upstream|cloud|hosting|network|infrastructure) (?:provider|vendor)s?",
    r"(?:our|a|the) (?:provider|vendor|supplier)s?",
)
_CLOCK = phrases(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]m")
_AFTERWARDS = phrases(
    r"root cause analysis|rca|post[- ]?mortem|rfo|reason for (?:the )?outage|incident report",
    r"(?:full|detailed|further|more) (?:\w+ )?(?:summary|report|analysis|account)",
)
_TO_FOLLOW = phrases("will|to follow|going to|follows", r"\w+'ll")


def not_promised(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-70: what was bad is promised a postmortem, with a day, when it is over."""
    at = resolution(incident.updates)
    days = DAYS.get(impact_at(incident, case.now))
    if at is None or days is None or is_history(incident):
        return
    end, closing = incident.updates[at], incident.updates[at:]
    if not case.is_fresh(end) or any(u.status is IncidentStatus.POSTMORTEM for u in closing):
        return
    last = _working_days_after(end.at.date(), days)
    promised = [update.next_update.date() for update in closing if update.next_update]
    due = promised[-1] if promised else incident.postmortem_due
    if due is None:
        message = "it was serious, and no postmortem is promised"
        if _is_announced(case, end):
            message = "an account of it is promised, but no day"
        hint = f"write into the front matter: postmortem_due: {last}"
        yield warning("COM-70", end.location, message, hint)
    elif due > last:
        message = f"the postmortem is promised for {due}; {days} working days end on {last}"
        place = case.field_place(end, "next update") if promised else case.place("postmortem_due")
        yield warning("COM-70", place, message, "people still care in a week: promise it for then")


def _is_announced(case: Case, end: IncidentUpdate) -> bool:
    """Whether a sentence says that an account will follow."""
    return any(
        _TO_FOLLOW.search(told.sentence(found))
        for told in case.texts_of(end)
        for found in islice(_AFTERWARDS.finditer(told.text), MOST_LOOKED_AT)
    )


def missing_parts(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-72: a postmortem says what was seen, why, how it was mended, what changes, and sorry."""
    for update, text, place in _postmortems(case, incident):
        others = _OTHERS.search(text)
        missing = [name for name, pattern in _PARTS.items() if not pattern.search(text)]
        if SYMPTOM.search(text):
            missing = [name for name in missing if name != _SAW]
        if actions_in(update.text) or others:  # with others to blame, COM-77 asks for what changes
            missing = [name for name in missing if name != "what you change"]
        if missing:
            message = f"the postmortem does not say: {', '.join(missing)}"
            hint = (
                "add a paragraph on each: ### What you saw, ### Why it happened, ### How we fixed "
            )
            yield warning("COM-72", place, message, f"{hint}it, ### What we change")


def no_timeline(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-73: a postmortem tells what happened when."""
    for _, text, place in _postmortems(case, incident):
        if len(set(_CLOCK.findall(text))) < 3:
            message = "the postmortem has no timeline"
            hint = (
                "add one, in UTC: when it began, when we noticed, told you, mended it, and the end"
            )
            yield warning("COM-73", place, message, hint)


def not_found_out(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-74: a postmortem says how we noticed."""
    for _, text, place in _postmortems(case, incident):
        if not _FOUND.search(text):
            message = "the postmortem does not say how you noticed, and how long that took"
            hint = '"An alert told us after four minutes; we told you six minutes later."'
            yield warning("COM-74", place, message, hint)


def odd_length(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-75: a postmortem is long enough to explain, and short enough to be read."""
    for _, text, place in _postmortems(case, incident):
        count = len(words_in(text))
        if count < FEWEST and impact_at(incident, case.now) not in DAYS:
            continue  # of what was small, little need be said
        if not FEWEST <= count <= MOST:
            message = (
                f"the postmortem has {count:,} words; {FEWEST} to {MOST:,} are read and enough"
            )
            hint = (
                "say more of why, and of what changes" if count < FEWEST else "cut, or link to it"
            )
            yield warning("COM-75", place, message, hint)


def others_change(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-77: where others failed, a postmortem says what we change."""
    for update, text, place in _postmortems(case, incident):
        others = _OTHERS.search(text)
        ours = actions_in(update.text) or _PARTS[_CHANGE].search(text)
        if others and not ours:
            message = f'it speaks of "{" ".join(others[0].split())}", and not of what you change'
            hint = 'our part is ours: "We will cache the last good answer, so that …"'
            yield warning("COM-77", place, message, hint)


def _postmortems(case: Case, incident: Incident) -> Iterator[tuple[IncidentUpdate, str, Location]]:
    """Those that are being written, in English; where they begin."""
    for update in fresh(case, incident, IncidentStatus.POSTMORTEM):
        if any(english(case, update)):
            yield update, words(case, update), update.location


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
