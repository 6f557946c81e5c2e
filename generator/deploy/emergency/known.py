"""What an origin tells of its site: its name, its feeds' identity, what is open there."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from generator.content.times import parse_time
from generator.model.component import Component
from generator.model.incident import Incident, IncidentStatus
from generator.model.site import Settings
from generator.model.update import Impact, Update
from generator.outputs.api.ids import short_id
from generator.outputs.api.status import PATH as STATUS
from generator.outputs.feeds.addresses import HISTORY, UPDATES, Form, feed_path
from generator.state.records import Indicator

COMPONENTS = "api/v2/components.json"
TITLE = "Status"
#: makes ids that last for no longer than the emergency
NO_IDENTITY = "status.invalid,2000"
#: the id of a whole feed; entries have another one
_FEED_ID = re.compile(rb"<id>tag:([^<>]{1,300}):/(?:updates|history)</id>")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    settings: Settings
    #: whether the identity is the site's own: else no id that is made of it would last
    has_identity: bool
    #: what is open there, in short
    others: tuple[Incident, ...] = ()
    indicator: Indicator = Indicator.NONE
    #: as status.json has it
    planned: tuple[Json, ...] = ()
    planned_count: int = 0


def known(
    there: Mapping[str, bytes], settings: Settings | None, public: str, incident: Incident
) -> Known:
    """What can be told; `settings` of site.yml have the first word, where there are any."""
    told = json_of(there.get(STATUS)) or {}
    page = next(_rows({"pages": [told.get("page")]}, "pages"), {})
    identity = _identity(there)
    if settings is None:
        settings = Settings(
            title=_text(page, "name") or TITLE,
            url=(_text(page, "url") or public).rstrip("/"),
            identity=identity or NO_IDENTITY,
        )
        named = _components(there, settings.identity, incident)
        settings = replace(settings, layout=tuple(named))
    return Known(
        settings=settings,
        has_identity=settings.identity != NO_IDENTITY,
        others=tuple(_others(told, incident.id)),
        indicator=_indicator(told),
        planned=tuple(_rows(told, "planned")),
        planned_count=_count(told),
    )


def json_of(data: bytes | None) -> Json | None:
    """The object in a document; None where there is none."""
    try:
        told = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _identity(there: Mapping[str, bytes]) -> str:
    for name in (UPDATES, HISTORY):
        found = _FEED_ID.search(there.get(feed_path(name, Form.ATOM), b""))
        if found:
            return found[1].decode("utf-8", "replace")
    return ""


def _components(
    there: Mapping[str, bytes], identity: str, incident: Incident
) -> Iterator[Component]:
    """Those that the incident names, by the names that they have there."""
    rows = _rows(json_of(there.get(COMPONENTS)) or {}, "components")
    names = {_text(row, "id"): _text(row, "name") for row in rows}
    changes = (incident.components, *(update.components for update in incident.updates))
    for each in dict.fromkeys(name for name, _ in chain.from_iterable(changes)):
        yield Component(id=each, name=names.get(short_id(identity, f"component:{each}")) or each)


def _others(told: Json, own: str) -> Iterator[Incident]:
    for row in _rows(told, "open"):
        try:
            incident = _in_short(row)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        if incident.id and incident.id != own:
            yield incident


def _in_short(row: Json) -> Incident:
    """An open incident of which only the facts are known. Raises what a strange row brings."""
    began, said = parse_time(row["started_at"]), parse_time(row["updated_at"])
    due: datetime | None = parse_time(row["next_update"]) if row.get("next_update") else None
    status = IncidentStatus(row["status"])
    first = Update(at=min(began, said), status=status)
    last = Update(at=said, status=status, next_update=due)
    return Incident(
        id=_text(row, "id"),
        title=_text(row, "title"),
        impact=Impact(row["impact"]),
        updates=(last,) if began >= said else (first, last),
    )


def _indicator(told: Json) -> Indicator:
    try:
        return Indicator(told.get("indicator", ""))
    except ValueError:
        return Indicator.NONE


def _count(told: Json) -> int:
    count = told.get("planned_count")
    return count if isinstance(count, int) else 0


def _rows(told: Json, key: str) -> Iterator[Json]:
    rows = told.get(key)
    yield from (row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict))


def _text(row: Json, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
