"""What the importer remembers between two runs: a line for each file it wrote.

From it the next run knows which files somebody has changed since, or deleted.
"""

import hashlib
import json
import posixpath
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER
from generator.content.times import parse_time
from generator.importers.report import Notes, problem

LEDGER_FOLDER = "content/.imported"
LEDGER_FILE = f"{LEDGER_FOLDER}/cstate.jsonl"
_HEAD = {"format": "fogbell cstate ledger 1"}
_UNUSABLE = "the importer's memory cannot be used: files that are there stay as they are"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    #: the issue's file below content/, and the digest of what it said
    source: str
    said: str
    #: our file, and the digest of what was written into it
    file: str
    wrote: str
    #: when a maintenance was taken over, which is when it is told as announced
    announced: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    #: by `source`
    entries: dict[str, Entry] = field(default_factory=dict)
    #: the id that each of cState's names got
    components: dict[str, str] = field(default_factory=dict)


def digest(data: bytes) -> str:
    """What tells two contents apart, whatever their line ends."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def load_ledger(project: Path, notes: Notes) -> Ledger:
    """What earlier runs wrote; nothing, with a note, where it cannot be read."""
    try:
        head, *lines = (project / LEDGER_FILE).read_text("utf-8").splitlines() or [""]
        if json.loads(head) != _HEAD:
            raise ValueError("it is of another version")
        return _ledger([json.loads(line) for line in lines])
    except FileNotFoundError:
        return Ledger()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as wrong:
        notes.append(problem(_UNUSABLE, f"{LEDGER_FILE}: {wrong}"))
        return Ledger()


def print_ledger(entries: Mapping[str, Entry], components: Mapping[str, str]) -> str:
    """The ledger's lines, in an order that no run changes."""
    lines: list[dict[str, str]] = [_HEAD]
    lines += [{"component": name, "id": components[name]} for name in sorted(components)]
    lines += [
        {key: value for key, value in asdict(entries[source]).items() if value}
        for source in sorted(entries)
    ]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _ledger(found: list[object]) -> Ledger:
    lines = [_texts(line) for line in found]
    for line in lines:
        folders = (INCIDENTS_FOLDER, MAINTENANCE_FOLDER)
        if "file" in line and posixpath.dirname(posixpath.normpath(line["file"])) not in folders:
            raise ValueError("a line names a file that is none of an event")
        if line.get("file", "").startswith(MAINTENANCE_FOLDER):
            parse_time(line["announced"])
    components = {line["component"]: line["id"] for line in lines if "component" in line}
    entries = [Entry(**line) for line in lines if "component" not in line]
    return Ledger({entry.source: entry for entry in entries}, components)


def _texts(line: object) -> dict[str, str]:
    if isinstance(line, dict) and all(isinstance(each, str) for each in line.values()):
        return line
    raise ValueError("a line holds no text")
