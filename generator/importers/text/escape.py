"""Plain text becomes Markdown that shows the same text.

Escaped is only what would act: an underscore inside a word, a lone star and `<1min` stay as they
are. `<` and `&` become entities, because a backslash before `<!--` would still hide what follows.
"""

import re
import unicodedata
from collections.abc import Iterator

#: `code` between equal runs of backticks, and addresses: what acts in them does so on purpose
_VERBATIM = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|https?://[^\s<>`]+")
_ADDRESS = re.compile(r"(?P<ticks>(?!))?https?://[^\s<>`]+")
_TRAILING = re.compile(r"[.,;:!?'\")\]}*_~|]+\Z")
#: what a bare address may not hold, or not be followed by, without pointed brackets around it
_ODD_ADDRESS = re.compile(r"[*\\\[\]()~|]|(?<![^\W_])_|_(?![^\W_])|&#?\w{1,32};")
_CALM_END = re.compile(r"[.,;:!?'\")]*(\s|\Z)")

#: all that may act; behind a bracket `(` and `:` make a link or define one, and a host links
#: `www.` with whatever follows it
_ACTIVE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|`|<(?=[A-Za-z/!?]|\Z)|&(?=#?\w{1,32};)|(?<=\])[(:]|\*+|_+|~+"
    r"|(?<=www)\.",
    re.IGNORECASE,
)
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"))
_HOST = re.compile(r"(?<=www)\.(?=(\S*))", re.IGNORECASE)
_ODD_HOST = re.compile(r"[^\w./-]|_(?![^\W_])|(?<![^\W_])_")
_ANY = re.compile(r"[\\`*_~\[\]<&]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_RUN = re.compile(r"\*+|_+|~+")

#: what opens a block where a line begins with it: a heading, quote, item, fence, rule or underline
_BLOCK = re.compile(
    r"#{1,6}(?=[ \t]|\Z)|>|[-+*](?=[ \t]|\Z)|~{3}|\|{7}(?=[ \t]|\Z)"
    r"|([-_*=])[ \t]*(?:\1[ \t]*)*\Z"
)
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:[ \t]|\Z))")
_TASK = re.compile(r"\[[ xX]\](?: |\Z)")
#: what git leaves where two people changed a line; no content file may hold it
_CONFLICT = re.compile(r"<{7}(?: |\Z)")


def escape(line: str, *, alone: bool = True) -> str:
    """A line of text as inline Markdown; not `alone`, it is a part of a line with marks of ours."""
    spans = list(_verbatim(line, alone))
    is_simple = alone and not any(verbatim.startswith("<") for _, _, verbatim in spans)
    acting = _acting(line, spans, is_simple)
    parts: list[str] = []
    place = 0
    for start, end, verbatim in spans:
        parts += [_escape_part(line, place, start, acting), verbatim]
        place = end
    return "".join([*parts, _escape_part(line, place, len(line), acting)])


def guard(line: str) -> str:
    """A line of Markdown that opens no list, heading, quote, rule or fence by its beginning."""
    if _CONFLICT.match(line):
        return f"&lt;{line[1:]}"
    if _BLOCK.match(line) or _TASK.match(line):
        return f"\\{line}"
    number = _NUMBER.match(line)
    return f"{number[0]}\\{line[number.end() :]}" if number else line


def _verbatim(line: str, alone: bool) -> Iterator[tuple[int, int, str]]:
    """Where code and addresses stand, and how they are written."""
    for found in (_VERBATIM if alone else _ADDRESS).finditer(line):
        if found["ticks"]:
            yield *found.span(), found[0]
            continue
        address = _TRAILING.sub("", found[0])
        end = found.start() + len(address)
        calm = _CALM_END.match(line, end)
        is_bare = calm and (alone or calm[1]) and not _ODD_ADDRESS.search(address)
        yield found.start(), end, address if is_bare else f"<{address}>"


def _escape_part(line: str, start: int, end: int, acting: frozenset[int]) -> str:
    """The text between two verbatim parts."""
    parts: list[str] = []
    place = start
    for found in _ACTIVE.finditer(line, start, end):
        parts += [line[place : found.start()], _escaped(found[0], found.start() in acting)]
        place = found.end()
    return "".join([*parts, line[place:end]])


def _escaped(active: str, is_acting: bool) -> str:
    if active in "&<":
        return dict(_ENTITIES)[active]
    if active[0] in "*_~." and not is_acting:
        return active
    return "".join(f"\\{character}" for character in active)


def _acting(line: str, spans: list[tuple[int, int, str]], alone: bool) -> frozenset[int]:
    """Where the runs of `*`, `_` and `~` begin that CommonMark could pair with another.

    And the first dot of a host that would be linked with more than belongs to it.
    """
    opens: dict[str, list[int]] = {}
    closes: dict[str, list[int]] = {}
    for found in _RUN.finditer(line):
        if any(start <= found.start() < end for start, end, _ in spans):
            continue
        can_open, can_close = _flanks(line, *found.span()) if alone else (True, True)
        opens.setdefault(found[0][0], []).extend([found.start()] * can_open)
        closes.setdefault(found[0][0], []).extend([found.start()] * can_close)
    acting: set[int] = set()
    for mark, starts in opens.items():
        ends = closes[mark]
        if not alone or (starts and ends and starts[0] < ends[-1]):
            acting.update(starts, ends)
    hosts = _HOST.finditer(line)
    acting.update(host.start() for host in hosts if not alone or _ODD_HOST.search(host[1]))
    return frozenset(acting)


def escape_all(words: str) -> str:
    """The words of a link, or other text in which nothing at all may act."""
    return _ANY.sub(lambda found: dict(_ENTITIES).get(found[0], f"\\{found[0]}"), words)


def _flanks(line: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run can open, and whether it can close (CommonMark 0.31, 6.2)."""
    before, after = class_of(line[start - 1 : start]), class_of(line[end : end + 1])
    left = after != " " and (after == "a" or before != "a")
    right = before != " " and (before == "a" or after != "a")
    if line[start] == "_":
        return left and (not right or before == "."), right and (not left or after == ".")
    return left, right


def class_of(character: str) -> str:
    """` ` for white space and the ends of a line, `.` for punctuation, `a` for everything else."""
    if not character or character.isspace():
        return " "
    return "." if unicodedata.category(character)[0] in "PS" else "a"
