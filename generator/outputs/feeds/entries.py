"""Entries of events and of updates: ids, titles, moments and what was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from generator.content.links import may_be_local
from generator.model.event import AnyUpdate
from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import Maintenance
from generator.outputs.feeds.legal import clean_line
from generator.outputs.feeds.records import Entry, Said
from generator.outputs.feeds.select import moved_at
from generator.outputs.pages.event import anchor, notices
from generator.outputs.pages.frame import Desk, event_href
from generator.outputs.pages.incident import incident_badge
from generator.render.body import Body
from generator.render.words import When, iso, listed, span
from generator.state.records import Cause, Change, EventState, IncidentState


@dataclass(frozen=True, slots=True)
class EntryMaker:
    """Makes entries; every link in them is absolute, below `site`."""

    shared: Desk
    #: the site's address in ASCII, without a final slash
    site: str

    def of_event(self, each: EventState) -> Entry:
        """The one entry of an event, with all that was said, newest first."""
        event, last = each.event, len(each.changes) - 1
        said = [
            self._said(each, number, has_promise=number == last and _is_awaited(each))
            for number in range(last + 1)
        ]
        return Entry(
            id=self.tag(event.id),
            title=clean_line(f"[{_state(each)}] {event.title}"),
            url=self._url(each),
            published=event.updates[0].at,
            updated=moved_at(each),
            tags=self._names(component for component, _ in each.components),
            lead=tuple(self._lead(each)),
            window=self._window(event),
            said=tuple(reversed(said)),
        )

    def of_update(self, each: EventState, number: int) -> Entry:
        """The entry of one update. Later updates must not change it."""
        event = each.event
        update = event.updates[number]
        so_far = [
            *event.components,
            *(c for u in event.updates[: number + 1] for c in u.components),
        ]
        return Entry(
            id=self.tag(f"{event.id}/{iso(update.at)}"),
            title=clean_line(f"[{_label(_standing(event, number))}] {event.title}"),
            url=f"{self._url(each)}#{anchor(update.at)}",
            published=update.at,
            updated=max(update.at, update.edited or update.at),
            tags=self._names(component for component, _ in so_far),
            lead=(),
            window=self._window(event),
            said=(self._said(each, number, has_promise=True),),
        )

    def tag(self, specific: str) -> str:
        """An id that never changes: it knows the site's identity, and not its address."""
        identity = self.shared.state.site.settings.identity
        return f"tag:{identity}:{quote(specific, safe='/:')}"

    def _said(self, each: EventState, number: int, *, has_promise: bool) -> Said:
        event = each.event
        update = event.updates[number]
        workaround = update.workaround
        promise = self._promise(update, _standing(event, number)) if has_promise else ()
        return Said(
            status=_label(update.status) if update.status else "Update",
            at=self.shared.moment(update.at),
            body=self._body(event, update.text),
            workaround=self._body(event, workaround) if isinstance(workaround, str) else None,
            facts=(*self._changes(each.changes[number]), *promise, *self._correction(update)),
        )

    def _body(self, event: Incident | Maintenance, text: str) -> Body:
        """Most texts have no link of ours, and a quick look tells."""
        return self.shared.body(event, text, f"{self.site}/") if may_be_local(text) else Body(text)

    def _changes(self, changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
        for change in changes:
            name = self.shared.names.get(change.component, change.component)
            yield f"{name}:", change.new.label

    def _promise(self, update: AnyUpdate, status: StrEnum) -> Iterator[tuple[str, When]]:
        """When the next word comes, and when it may be over."""
        if update.next_update:
            is_open = status not in (IncidentStatus.RESOLVED, IncidentStatus.POSTMORTEM)
            words = "Next update by" if is_open else "We explain what happened by"
            yield words, self.shared.moment(update.next_update)
        if isinstance(update.eta, datetime):
            yield "Estimated end:", self.shared.moment(update.eta)

    def _correction(self, update: AnyUpdate) -> Iterator[tuple[str, When]]:
        if update.edited:
            yield "Corrected on", self.shared.moment(update.edited)

    def _lead(self, each: EventState) -> Iterator[str]:
        names = self._names(component for component, _ in each.components)
        if names:
            yield f"Components: {listed(names)}."
        yield from notices(each.event)

    def _window(self, event: Incident | Maintenance) -> tuple[When, When] | None:
        if isinstance(event, Incident):
            return None
        return span(event.start, event.end, self.shared.state.site.settings.timezone)

    def _names(self, components: Iterator[str]) -> tuple[str, ...]:
        known = dict.fromkeys(each for each in components if each in self.shared.names)
        return tuple(clean_line(self.shared.names[each]) for each in known)

    def _url(self, each: EventState) -> str:
        cause = Cause.INCIDENT if isinstance(each, IncidentState) else Cause.MAINTENANCE
        return event_href(f"{self.site}/", cause, each.event.id)


def _state(each: EventState) -> str:
    """Where an event stands, in the word that its page shows."""
    return incident_badge(each).text if isinstance(each, IncidentState) else each.status.label


def _is_awaited(each: EventState) -> bool:
    """Whether the next word is still to come: of what goes on, or of a postmortem."""
    is_over = not each.is_open if isinstance(each, IncidentState) else each.status.is_over
    return not is_over or each.promise is not None


def _standing(event: Incident | Maintenance, number: int) -> StrEnum:
    """The status from an update on; an `Update` leaves the one before as it is."""
    said: list[StrEnum] = [u.status for u in event.updates[: number + 1] if u.status is not None]
    return said[-1] if said else IncidentStatus.INVESTIGATING


def _label(status: StrEnum) -> str:
    return status.value.replace("_", " ").capitalize()
