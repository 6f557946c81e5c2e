"""A content file is split into its front matter and its body."""

from dataclasses import dataclass

from generator.content.source import Source
from generator.content.yamlio import Mapping, parse_yaml
from generator.errors import Problem, error


@dataclass(frozen=True, slots=True)
class Document:
    source: Source
    fields: Mapping
    #: the first line (from 1) after the front matter
    body: int


def parse_document(source: Source) -> tuple[Document | None, list[Problem]]:
    """The fields between the two lines `---`, and where the body begins."""
    fences = [n for n, line in enumerate(source.lines, 1) if line.rstrip() == "---"]
    if not fences or fences[0] != 1:
        message = "must begin with a line `---`, then fields such as `title:`, then `---` again"
        return None, [error("FILE-09", source.whole(1), message)]
    if len(fences) == 1:
        message = "the front matter is never closed"
        return None, [
            error(
                "FILE-09", source.at(1, width=3), message, "add a line `---` after its last field"
            )
        ]
    node, problems = parse_yaml(source, 2, fences[1] - 1)
    if problems:
        return None, problems
    if not isinstance(node, Mapping):
        message = "the front matter holds no lines of `key: value`"
        return None, [error("FILE-09", source.at(1, width=3), message)]
    return Document(source, node, fences[1] + 1), []
