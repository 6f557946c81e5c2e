"""The check-list of a postmortem: what we change, who does it, by when, and whether it is done.

Read under the heading "What we change": `- [ ] text (owner, 2026-12-15)`, done as `- [x]`. Owner,
date or both may be missing. Any level of heading, any list mark, an item on several lines.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from generator.content.fences import Fences
from generator.content.times import parse_date
from generator.model.incident import IncidentStatus, IncidentUpdate

#: the heading, however it is typed
HEADING = "what we change"

_TITLE = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<words>.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?P<rest>.*)")
_BOX = re.compile(r"\[(?P<mark>[ xX])\](?:[ \t]+(?P<text>.*))?$")
_TAIL = re.compile(r"\((?P<inside>[^()]*)\)[ \t]*[.;]?$")
_DAY = re.compile(r"(?:\b(?:by|due|until)\b:?[ \t]*)?(?<![0-9])([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    text: str
    #: a team or a role; empty where nobody is named
    owner: str
    #: the last day, in UTC, on which it is in time; None where none is named
    due: date | None
    is_done: bool

    def is_late(self, now: datetime) -> bool:
        """Whether its day has passed, and it is not done."""
        return bool(self.due and not self.is_done and now.astimezone(UTC).date() > self.due)


def actions_of(updates: Iterable[IncidentUpdate]) -> tuple[Action, ...]:
    """What an incident's postmortem promises; the last one with a check-list counts."""
    written = [u.text for u in updates if u.status is IncidentStatus.POSTMORTEM]
    lists = (actions_in(text) for text in reversed(written))
    return next((actions for actions in lists if actions), ())


def actions_in(text: str) -> tuple[Action, ...]:
    """The actions in the text of a postmortem, in its order; whatever else it says is passed by."""
    return tuple(_action(mark, " ".join(words.split())) for mark, words in _items(text))


def _items(text: str) -> Iterator[tuple[str, str]]:
    """The mark and the words of each box; an item goes on until a blank line or the next one."""
    mark, said = "", list[str]()
    for line in _lines_below_heading(text):
        item = _ITEM.match(line)
        if said and (item or not line.strip()):
            yield mark, "\n".join(said)
            said = []
        box = _BOX.match(item["rest"]) if item else None
        if box:
            mark, said = box["mark"], [box["text"] or ""]
        elif said:
            said.append(line)
    if said:
        yield mark, "\n".join(said)


def _lines_below_heading(text: str) -> Iterator[str]:
    """The lines under each such heading, up to the next of its level; a code block is blank."""
    fences, level = Fences(), 0
    for number, line in enumerate(text.split("\n"), 1):
        is_code = fences.takes(number, line)
        title = None if is_code else _TITLE.match(line)
        if title and (not level or len(title["level"]) <= level):
            level = len(title["level"]) if _is_ours(title["words"]) else 0
        if level:
            yield "" if is_code or title else line


def _is_ours(words: str) -> bool:
    return " ".join(words.split()).strip("*_.:").casefold() == HEADING


def _action(mark: str, words: str) -> Action:
    tail = _TAIL.search(words)
    owner, due = _owner_and_day(tail["inside"]) if tail else ("", None)
    text = words[: tail.start()].rstrip() if tail and (owner or due) else words
    return Action(text=text, owner=owner, due=due, is_done=mark != " ")


def _owner_and_day(inside: str) -> tuple[str, date | None]:
    found = _DAY.search(inside)
    due = _day(found[1]) if found else None
    owner = _DAY.sub("", inside) if due else inside
    return ", ".join(filter(None, (part.strip() for part in owner.split(",")))), due


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
