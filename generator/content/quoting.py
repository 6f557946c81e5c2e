"""Text in those quotes that YAML needs, and out of those that it does not know."""

import re

#: curly quotes, the opening ones with what closes them
PAIRS = {"“": "”", "„": "“", "‘": "’", "«": "»", "‹": "›"}  # noqa: RUF001 - the point


def curly_mended(text: str) -> str | None:
    """The text inside curly quotes that stand around the whole of it."""
    if len(text) > 1 and PAIRS.get(text[0]) == text[-1]:
        return text[1:-1]
    return None


def quote(text: str) -> str:
    """`text` as a double-quoted YAML scalar on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def neatly_quoted(text: str) -> str:
    """`text` in those quotes that need no backslashes, where there are such."""
    return f"'{text}'" if "'" not in text and re.search(r'["\\]', text) else quote(text)
