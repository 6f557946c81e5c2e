"""Code inside Markdown text, blanked: what stands in it means nothing."""

import re
from bisect import bisect_right
from collections import defaultdict

_TICKS = re.compile(r"(?P<escapes>\\*)(?P<ticks>`+)")
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")


def without_code_spans(text: str) -> str:
    """`text` with each inline code span as so many spaces, paragraph by paragraph.

    A span ends at the next run of as many backticks; a run without such an end is text. All runs
    are found first, so that a ladder of ever longer ones takes no longer than other text.
    """
    if "`" not in text:
        return text
    return "".join(_blanked(part) for part in _PARAGRAPHS.split(text))


def _blanked(text: str) -> str:
    runs = [
        (run.start("ticks"), run.end(), len(run["escapes"]) % 2) for run in _TICKS.finditer(text)
    ]
    starts: dict[int, list[int]] = defaultdict(list)
    for start, end, _ in runs:
        starts[end - start].append(start)
    parts, done = [], 0
    for start, end, escaped in runs:
        opener = start + escaped
        if start < done or opener == end:
            continue
        closers = starts[end - opener]
        at = bisect_right(closers, start)
        if at < len(closers):
            parts += [text[done:opener], " " * (closers[at] + end - opener - opener)]
            done = closers[at] + end - opener
    return "".join([*parts, text[done:]])
