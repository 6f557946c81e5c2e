"""Values become the text of a JSON file: strict and compact, in UTF-8, with a final line feed."""

import json
from collections.abc import Mapping

from generator.outputs.artifact import Artifact

#: an object of JSON, its keys in the order in which they are printed
Json = dict[str, object]


def as_json(value: Mapping[str, object], *, indent: int | None = None) -> str:
    """Strict JSON: no NaN. On one line, which is quick to write and small, unless indented."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=separators, indent=indent
    )
    return f"{text}\n"


def text_file(path: str, text: str) -> Artifact:
    """A file whose view is its very text: it is cheaper to make than to compare in parts."""
    return Artifact(path, text, text.encode)
