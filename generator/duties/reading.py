"""What a built folder says of its own age, read from its status.json."""

import json
from datetime import datetime
from pathlib import Path

from generator.content.times import parse_time
from generator.duties.records import Built

#: it has 2 kB; whatever is much larger is something else
MOST_BYTES = 1_000_000


def read_built(path: Path, name: str, now: datetime) -> Built:
    """A built folder, or a status.json by itself, called `name` when we speak of it.

    What cannot be read counts as out of date, from `now` on.
    """
    file = path / "status.json" if path.is_dir() else path
    try:
        with file.open("rb") as stream:
            told = json.loads(stream.read(MOST_BYTES))
        generated, until = (parse_time(told[key]) for key in ("generated_at", "valid_until"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Built(name, None, now)
    return Built(name, generated, until)
