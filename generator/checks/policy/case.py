"""What is judged: one event as it is being written, with what it was before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from generator.checks.policy.prose import Told, is_english, joined, texts_in
from generator.content.plain import Part, Passage, heading_passages, update_passages
from generator.errors import Location
from generator.model.event import AnyUpdate, Event
from generator.model.policy import Policy
from generator.model.site import Site


@dataclass(frozen=True, kw_only=True)
class Case:
    """All times are aware and in UTC."""

    site: Site
    now: datetime
    event: Event
    #: the event before the change that is judged; None where there was none, or nobody asked
    base: Event | None = None

    @property
    def policy(self) -> Policy:
        return self.site.settings.policy

    def is_fresh(self, update: AnyUpdate) -> bool:
        """Whether an update is being written: `base`, which is published, has it not."""
        return self.base is None or update not in self.base.updates

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The words that are being written, line by line: of the heading, then of each update."""
        fresh = (update for update in self.event.updates if self.is_fresh(update))
        return (*self._heading(), *(each for update in fresh for each in self.words_of(update)))

    def words_of(self, update: AnyUpdate) -> tuple[Passage, ...]:
        """The words of one update, line by line."""
        return tuple(update_passages(self.event, update))

    def place(self, key: str, otherwise: Location | None = None) -> Location:
        """Where a key of the front matter stands (`title`, `components.api`), or the file.

        A field of an update is `<line of its heading>.<field>`.
        """
        return dict(self.event.places).get(key) or otherwise or self.event.location

    def field_place(self, update: AnyUpdate, field: str) -> Location:
        """Where a field of an update stands, or its heading."""
        return self.place(f"{update.location.line}.{field}", update.location)

    def _heading(self) -> Iterator[Passage]:
        published = set(heading_passages(self.base)) if self.base else set()
        told = {(each.part, each.text) for each in published}
        for passage in heading_passages(self.event):
            if (passage.part, passage.text) not in told:
                yield passage

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """What is being written and is English: the title, then each update."""
        titles = tuple(each for each in self.passages if each.part is Part.TITLE)
        found = [each for update in self.event.updates for each in self._fresh_texts(update)]
        if titles and is_english(" ".join(each.text for each in self.passages)[:2000]):
            found.insert(0, joined(None, titles))
        return tuple(found)

    def texts_of(self, update: AnyUpdate) -> tuple[Told, ...]:
        """The workaround and the text of one update, in whatever language."""
        return self._texts[update.at]

    def said_until(self, update: AnyUpdate) -> str:
        """All that readers were told up to an update, with it: title, errors, every text."""
        parts = [self.event.title, *getattr(self.event, "errors", ())]
        for each in self.event.updates:
            if each.at <= update.at:
                parts += [text.typed for text in self.texts_of(each)]
        return "\n".join(parts)

    @cached_property
    def _texts(self) -> dict[datetime, tuple[Told, ...]]:
        return {each.at: texts_in(each, self.words_of(each)) for each in self.event.updates}

    def _fresh_texts(self, update: AnyUpdate) -> Iterator[Told]:
        if self.is_fresh(update):
            yield from (each for each in self.texts_of(update) if is_english(each.text))
