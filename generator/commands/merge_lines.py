"""What merging a change would do, in lines for a terminal or as Markdown for a pull request."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from generator.errors import visible
from generator.merge.effects import Effects, Kind, Shown
from generator.model.site import Settings
from generator.writing.plain import promise_words, update_lines

_WORDS = {Kind.NEW: "new", Kind.CHANGED: "changed", Kind.GONE: "taken away"}
#: a pull request that imports a history names some of it
_MOST_NAMED = 5
_MOST_TEXTS = 50
#: git hosts refuse a summary of more than a MiB, all of it
_MOST_CHARACTERS = 100_000
PUBLISHES_NOTHING = "Nothing would be published: mend the errors first."
NOTHING = "No reader will see a difference."


def effect_lines(effects: Effects) -> Iterator[str]:
    """What changes, without the texts."""
    if effects.is_nothing:
        yield NOTHING
        return
    yield f"Page: {_arrow(*effects.page)}"
    if effects.headline[0] != effects.headline[1]:
        yield f"Headline: {_arrow(*effects.headline)}"
    yield from (f"{visible(name)}: {_arrow(*states)}" for name, *states in effects.components)
    for kind in Kind:
        yield from _feed_line(kind, [title for each, title in effects.feeds if each is kind])
    yield from (f"Taken away: {visible(t)}" for kind, t in effects.events if kind is Kind.GONE)


def _feed_line(kind: Kind, titles: Sequence[str]) -> Iterator[str]:
    if titles:
        entries = "1 entry" if len(titles) == 1 else f"{len(titles)} entries"
        named = "; ".join(visible(title) for title in titles[:_MOST_NAMED])
        more = "; …" if len(titles) > _MOST_NAMED else ""
        yield f"Feeds, {entries} {_WORDS[kind]}: {named}{more}"


def text_lines(effects: Effects, settings: Settings, now: datetime) -> Iterator[str]:
    """Every update that is not as it was, as customers will read it."""
    for shown in effects.updates[:_MOST_TEXTS]:
        yield ""
        yield f"{visible(shown.event.event.title)} [{_WORDS[shown.kind]}]"
        lines = update_lines(shown.event, shown.number, settings)
        # of what nobody will read any more, its heading says enough
        yield from islice(lines, 1) if shown.kind is Kind.GONE else lines
        if _is_last(shown) and (promised := promise_words(shown.event, settings, now)):
            yield promised
    if len(effects.updates) > _MOST_TEXTS:
        yield ""
        yield f"… and {len(effects.updates) - _MOST_TEXTS:,} more updates"


def as_markdown(
    effects: Effects | None, settings: Settings | None, now: datetime, problems: str
) -> str:
    """All of it for a pull request; whatever an author wrote stands in fences, as plain text.

    `effects` is None where the site cannot be built; `problems` is what `check` printed.
    """
    parts = ["## What merging this would do"]
    if effects is None or settings is None:
        parts.append(PUBLISHES_NOTHING)
    else:
        parts.append(_fenced(effect_lines(effects)))
        if effects.updates:
            parts += ["### What customers will read", _fenced(text_lines(effects, settings, now))]
    parts += ["### Problems", _fenced(problems.splitlines()) if problems else "None."]
    return "\n\n".join(parts) + "\n"


def _arrow(old: str, new: str) -> str:
    return visible(old) if old == new else f"{visible(old)} → {visible(new)}"


def _is_last(shown: Shown) -> bool:
    return shown.kind is not Kind.GONE and shown.number == len(shown.event.changes) - 1


def _fenced(lines: Iterable[str]) -> str:
    """A fence that no line within can close."""
    text = "\n".join(lines).strip("\n")
    if len(text) > _MOST_CHARACTERS:
        left = len(text) - _MOST_CHARACTERS
        text = f"{text[:_MOST_CHARACTERS]}\n… and {left:,} more characters"
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
