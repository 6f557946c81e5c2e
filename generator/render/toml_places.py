"""Where a key stands in a TOML file: the standard library reads values without their places."""

import re

_HEADER = re.compile(r"\s*\[\[?([^\]]*)\]")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+(?:\s*\.\s*[\w-]+)*)\s*=""")


def key_place(text: str, table: str, key: str) -> tuple[int, int, int]:
    """Line and column (from 1) and width of `key` in `table` (of the top level: ``).

    A key that opens a table of its own stands at its header. Where it cannot be found, as in a
    table on one line, it is the table's place, and the first line at last.
    """
    wanted, current = f"{table}.{key}" if table else key, ""
    of_table = (1, 1, 1)
    for number, line in enumerate(text.splitlines(), 1):
        found = _HEADER.match(line) or _KEY.match(line)
        if found is None:
            continue
        name = re.sub(r"\s*\.\s*", ".", re.sub("[\"']", "", found[1]).strip())
        is_header = found.re is _HEADER
        whole = name if is_header or not current else f"{current}.{name}"
        if is_header:
            current = name
        place = (number, found.start(1) + 1, len(found[1]))
        if whole == wanted or whole.startswith(f"{wanted}."):
            return place
        if whole == table:
            of_table = place
    return of_table
