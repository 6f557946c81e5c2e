"""The grammar of Markdown's addresses, lines and rows: pure functions over text."""

import html
import re
from html.entities import html5
from types import MappingProxyType

# Nothing that XML forbids, no half of a pair, no non-character, and no control that reorders what
# follows it: an author could hide one behind `&#x202e;`, where no check of the source sees it.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_ENTITY = r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
ENTITY = re.compile(_ENTITY)
_ESCAPED = re.compile(rf"\\({_PUNCTUATION})|{_ENTITY}")

_SPACE = re.compile(r"[ \t\n]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.)*)\]", re.DOTALL)
_POINTED = re.compile(r"<((?:[^\\<>\n]|\\.)*)>")
_IN_ADDRESS = re.compile(rf"\\{_PUNCTUATION}|[()\x00-\x20\x7f]")
_TITLE = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|\((?:[^()\\]|\\.)*\)', re.DOTALL)
_MAX_PARENTHESES = 32
_MAX_LABEL = 999

_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)([^\W_][\w.-]*)[^\s<>\"]*", re.IGNORECASE)
_ENTITY_AT_END = re.compile(r"&[A-Za-z]+;\Z")

_PREFIX = re.compile(r"[ \t>*+\-0-9.)]*")
_INDENT = re.compile(r" *")
_CELL = re.compile(r"((?:\\.|[^\\|])*\\?)(?:\||\Z)")
_ALIGNMENT = re.compile(r"(:?)-+(:?)")
_ALIGNMENTS = MappingProxyType({(":", ""): "left", (":", ":"): "center", ("", ":"): "right"})


def legal(text: str) -> str:
    """The text with each character that must not reach a page or a feed replaced by U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def legal_line(text: str) -> str:
    """The same, in one line."""
    return " ".join(legal(text).split())


def character(entity: str) -> str:
    """What an entity such as `&amp;` stands for; a name that HTML does not know stays as it is."""
    if entity[1] == "#":
        return legal(html.unescape(entity))
    return html5.get(entity[1:], entity)


def unescaped(typed: str) -> str:
    """The text behind backslash escapes and entities."""
    if "\\" not in typed and "&" not in typed:
        return typed
    return _ESCAPED.sub(lambda found: found[1] or character(found[0]), typed)


def without_entities(typed: str) -> str:
    """The text behind entities alone: in `<https://…>` a backslash is itself."""
    return ENTITY.sub(lambda found: character(found[0]), typed)


def label_key(label: str) -> str:
    """What two labels of the same reference have in common; empty if it cannot be a label."""
    return " ".join(label.split()).casefold() if len(label) <= _MAX_LABEL else ""


def label_at(text: str, start: int) -> tuple[str, int] | None:
    """The `[label]` that begins at `start`, and where it ends."""
    found = _LABEL.match(text, start)
    return (found[1], found.end()) if found else None


def target_at(text: str, start: int) -> tuple[str, int] | None:
    """The address in `(address "title")`, as typed, and where the parenthesis ends.

    `start` is right behind the opening parenthesis. The title is read over: a tooltip reaches
    neither a keyboard nor a phone.
    """
    found = _address_at(text, _behind_space(text, start))
    if found is None:
        return None
    address, end = found
    behind = _behind_space(text, end)
    title = _TITLE.match(text, behind) if behind > end else None
    if title:
        behind = _behind_space(text, title.end())
    return (address, behind + 1) if text.startswith(")", behind) else None


def definitions(text: str) -> tuple[dict[str, str], str]:
    """The definitions that a paragraph begins with, by label key, and the text behind them."""
    found: dict[str, str] = {}
    position = 0
    while text.startswith("[", position):
        definition = _definition_at(text, position)
        if definition is None:
            break
        label, address, position = definition
        found.setdefault(label, address)
    return found, text[position:]


def bare_address_end(text: str, start: int) -> int:
    """Where the address that `http://`, `https://` or `www.` begins among words ends.

    Punctuation behind it belongs to the words, and so does a parenthesis without a partner in it.
    It ends where it begins if it is none.
    """
    before = text[start - 1 : start]
    found = _BARE_ADDRESS.match(text, start)
    is_bare = before in "*_~( \t\n" if text[start] in "wW" else not before.isalnum()
    if found is None or not is_bare or "_" in "".join(found[1].split(".")[-2:]):
        return start
    surplus = found[0].count(")") - found[0].count("(")
    end = found.end()
    while end > start:
        last = text[end - 1]
        entity = _ENTITY_AT_END.search(text, max(start, end - 34), end) if last == ";" else None
        if entity:
            end = entity.start()
        elif last in "?!.,:*_~'\";" or (last == ")" and surplus > 0):
            surplus -= last == ")"
            end -= 1
        else:
            break
    return end


def _definition_at(text: str, start: int) -> tuple[str, str, int] | None:
    """The `[label]: address "title"` at `start`: key of the label, address, where it ends."""
    found = label_at(text, start)
    # `[^1]:` is a footnote for the host; it stays text rather than vanish as a definition.
    if found is None or not text.startswith(":", found[1]) or found[0].startswith("^"):
        return None
    key = label_key(found[0])
    begin = _behind_space(text, found[1] + 1)
    target = _address_at(text, begin)
    if target is None or target[1] == begin or not key:
        return None
    address, end = target
    gap = _behind_space(text, end)
    title = _TITLE.match(text, gap) if gap > end else None
    # A title that is not the last of its line is none, and then the address must be the last.
    line = (title and _REST_OF_LINE.match(text, title.end())) or _REST_OF_LINE.match(text, end)
    return (key, address, line.end()) if line else None


def _behind_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _address_at(text: str, start: int) -> tuple[str, int] | None:
    """The address at `start`, in pointed brackets or with its parentheses in pairs."""
    if text.startswith("<", start):
        pointed = _POINTED.match(text, start)
        return (pointed[1], pointed.end()) if pointed else None
    end, depth = len(text), 0
    for found in _IN_ADDRESS.finditer(text, start):
        mark = found[0]
        if mark == "(":
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
        elif len(mark) == 1:
            end = found.start()
            break
        if depth > _MAX_PARENTHESES:
            break
    return None if depth else (text[start:end], end)


def expanded(line: str) -> str:
    """The line with the tabs among its leading marks widened to columns of four."""
    if "\t" not in line:
        return line
    prefix = _PREFIX.match(line)
    end = prefix.end() if prefix else 0
    return line[:end].expandtabs(4) + line[end:]


def from_column(typed: str, line: str, column: int) -> str:
    """What a line holds from a column on, its tabs as typed; a tab cut in two becomes spaces.

    `line` is the expanded one.
    """
    if "\t" not in typed:
        return line[column:]
    reached = 0
    for index, char in enumerate(typed):
        if reached >= column:
            return " " * (reached - column) + typed[index:]
        reached += 4 - reached % 4 if char == "\t" else 1
    return ""


def first_word(line: str, start: int) -> int:
    """Where the spaces from `start` on end."""
    indent = _INDENT.match(line, start)
    return indent.end() if indent else start


def heading_words(typed: str) -> str:
    """The words of a heading, without the hashes that may close it too, behind a space."""
    words = typed.strip(" \t")
    bare = words.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else words


def is_rule(line: str) -> bool:
    """Whether a line is three or more of one mark, and nothing else."""
    marks = line.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and not marks.strip(marks[0])


def cells(row: str) -> list[str]:
    r"""The cells of a table's row, each as typed but for `\|`."""
    row = row.strip(" \t")
    found = _CELL.findall(row, 1 if row.startswith("|") else 0)
    # At the end of the row the pattern matches once more, with nothing.
    return [cell.strip(" \t").replace("\\|", "|") for cell in found[:-1]]


def alignments(row: str) -> list[str]:
    """How a delimiter row aligns its columns: a class or "" for each; [] if it is none."""
    if row.strip("|-: \t"):
        return []
    found = [_ALIGNMENT.fullmatch(cell) for cell in cells(row)]
    return [_ALIGNMENTS.get((one[1], one[2]), "") for one in found if one] if all(found) else []
