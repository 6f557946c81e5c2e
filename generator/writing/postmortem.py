"""The headings of a postmortem, with what the incident's file knows already, for you to fill."""

from collections.abc import Iterator
from datetime import datetime

from generator.content.times import format_time
from generator.model.incident import Incident, IncidentStatus
from generator.state.timeline import incident_end

#: what is asked for: each line in brackets is there to be replaced
_PARTS = (
    ("", "[What failed for whom, and that we are sorry, in a sentence or two.]"),
    ("What you saw", "[Who noticed what, in numbers: how many, how often, from when to when.]"),
    ("What went wrong", "[What failed and why, in plain words. No names of people, no blame.]"),
    ("How we fixed it", "[What we did, and what brought it back.]"),
    ("When it happened", "[How we noticed, and why you heard of it when you did.]"),
    ("What we change", "- [ ] [What we do about it (role of its owner, YYYY-MM-DD)]"),
    ("Our apology", "[That we are sorry, and whom to ask.]"),
)
_PROMPTS = frozenset(prompt for _, prompt in _PARTS)
_TIMELINE = "When it happened"


def skeleton(incident: Incident, now: datetime) -> str:
    """What a postmortem tells, as headings, with the moments that are known; ends with a line end.

    The rules COM-72 to COM-77 look for these parts.
    """
    parts: list[str] = []
    for heading, prompt in _PARTS:
        parts += [f"### {heading}"] if heading else []
        parts += ["\n".join(_moments(incident, now))] if heading == _TIMELINE else []
        parts += [prompt]
    return "\n\n".join(parts) + "\n"


def left_over(text: str) -> tuple[str, ...]:
    """The lines of the skeleton that nobody has replaced."""
    return tuple(line for line in map(str.strip, text.split("\n")) if line in _PROMPTS)


def _moments(incident: Incident, now: datetime) -> Iterator[str]:
    """From the first sign to the end, in order of time (UTC)."""
    said = [u.at for u in incident.updates if u.status is IncidentStatus.MONITORING]
    moments = [
        (incident.began, "it began"),
        (incident.detected, "we noticed it"),
        (incident.updates[0].at, "we told you first"),
        (said[0] if said else None, "a fix was in place"),
        (incident_end(incident, now), "it was over"),
    ]
    known = [(at, what) for at, what in moments if at is not None]
    yield from (f"- {format_time(at)}: {what}" for at, what in sorted(known, key=lambda m: m[0]))
