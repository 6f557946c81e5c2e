"""An event becomes the text of a file that is read back as the same event."""

from pathlib import PurePosixPath

from generator.content.edit import print_incident, print_maintenance
from generator.content.source import MAX_BYTES, parse_source
from generator.importers.shelf import parse_event
from generator.model.event import Event
from generator.model.incident import Incident


class NotPrintable(ValueError):
    """The text says why an event cannot be written as a file that is read back the same."""


def new_text(event: Event, file: str, ids: frozenset[str]) -> str:
    """The text of a new file; `ids` are those of the components. Raises NotPrintable."""
    return checked(printed(event, file), event, file, ids)


def printed(event: Event, file: str) -> str:
    """The text of `file`, not checked yet."""
    stem = PurePosixPath(file).stem
    if isinstance(event, Incident):
        return print_incident(event, stem)
    return print_maintenance(event, stem)


def checked(text: str, event: Event, file: str, ids: frozenset[str]) -> str:
    """`text`, which is read back as `event`. Raises NotPrintable where it is not."""
    data = text.encode()
    if len(data) > MAX_BYTES:
        raise NotPrintable(
            f"its file would have {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        )
    source, problems = parse_source(data, file)
    found, problems_too = parse_event(source, ids) if source else (None, [])
    if found != event:
        reason = next((each.message for each in [*problems, *problems_too]), "it would change")
        raise NotPrintable(f"its file would not be read back as it is: {reason}")
    return text
