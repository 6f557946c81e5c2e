"""A body of cState, Hugo's Markdown with shortcodes and HTML, becomes Markdown of ours."""

import itertools
import re
from collections.abc import Iterator
from urllib.parse import quote

from generator.content.codespans import without_code_spans
from generator.content.fences import Fences
from generator.content.headings import looks_like_update
from generator.content.links import targets_in
from generator.content.times import format_time
from generator.importers.cstate.issue import Say
from generator.importers.cstate.times import read_time
from generator.importers.text.html_to_markdown import to_markdown, to_plain_markdown
from generator.importers.text.keep_markdown import keep_markdown
from generator.importers.text.safety import is_safe

_SHORTCODE = re.compile(r"\{\{(?:<|%)\s*/?\s*(?P<name>[\w/.-]*)(?P<rest>[^{}]{0,1000}?)(?:>|%)\}\}")
_QUOTED = re.compile(r"\s*[\"'`]?(?P<text>[^\"'`]*)[\"'`]?\s*/?\s*")
#: tags of which an HTML block is made: Markdown inside means nothing up to the next empty line
_HTML = re.compile(
    r" {0,3}</?(?:p|div|ul|ol|li|pre|blockquote|hr|h[1-6])(?:[\s/>]|\Z)", re.IGNORECASE
)
_HARD_BREAK = re.compile(r"(?! {0,3}[#|>]).*\S {2,}\Z")
_GOES_ON = re.compile(r"\s*(?![-+*]\s|\d+[.)]\s|[#>|<]|```|~~~|(?:=+|-+|\*{3,}|_{3,})\s*\Z)\S")
_HEADING = re.compile(r" {0,3}(#{1,2})(?=\s|\Z)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_ROOT_LINK = re.compile(r"(?<=\]\()/(?!/)")


def visible_text(body: str, first: int, say: Say) -> str:
    """The body with times and addresses instead of their shortcodes, and without comments.

    `first` is the line of the file on which it begins.
    """
    lines = _shortcodes(body, first, say).split("\n")
    return "\n".join(_without_comments(lines, first, say)).strip("\n")


def our_markdown(text: str, base_url: str = "") -> str:
    """What `visible_text` gave as our Markdown; links from `/` go to `base_url`."""
    lines = list(_settled(text, base_url))
    pairs = itertools.pairwise([(False, ""), *lines])
    levels = (_level(line, over) for (_, over), (is_html, line) in pairs if not is_html)
    shift = 3 - min(levels, default=3)
    markdown = "\n\n".join(filter(None, _parts(lines, shift)))
    markdown = "\n".join(map(_no_update, markdown.split("\n"))).strip("\n")
    return markdown if is_safe(markdown) else to_plain_markdown(text)


def shown_lost(text: str) -> bool:
    """Whether a text shows pictures, or links to files beside it, which are not carried over."""
    return any(target.image or target.is_relative for target in targets_in(text))


def _shortcodes(body: str, first: int, say: Say) -> str:
    def words(found: re.Match[str]) -> str:
        told = _QUOTED.fullmatch(found["rest"])
        text = told["text"] if told else ""
        if read := read_time(text):  # `track`, and what sites have made like it
            return format_time(read.at)
        if found["name"] in ("ref", "relref") and text:
            return _address(text)
        is_track = found["name"] == "track"
        what = "`track` whose time cannot be read" if is_track else "shortcode that is not known"
        say(first + body.count("\n", 0, found.start()), f"a {what} stays as text")
        return found[0]

    return _SHORTCODE.sub(words, body)


def _address(reference: str) -> str:
    """Where a reference to another page leads: cState's address of it, from `/`."""
    page, mark, anchor = reference.strip().partition("#")
    path = page.strip("/").removesuffix(".md")
    folder = "" if "/" in path or not path else "issues/"
    return f"/{folder}{quote(path)}/{mark}{anchor}" if path else f"{mark}{anchor}"


def _without_comments(lines: list[str], first: int, say: Say) -> Iterator[str]:
    """The lines that Hugo shows: what stands in a comment, outside code, is left out."""
    fences = Fences()
    last_end = max((n for n, line in enumerate(lines) if "-->" in line), default=-1)
    is_comment = False
    for number, line in enumerate(lines):
        kept, was_comment = line, is_comment
        if is_comment:
            is_comment = "-->" not in line
            kept = "" if is_comment else line.partition("-->")[2]
        elif fences.takes(number, line):
            yield line
            continue
        while (start := without_code_spans(kept).find("<!--")) >= 0:
            end = kept.find("-->", start + 2)
            if end < 0 and last_end <= number:
                break
            say(first + number, "a comment, which cState does not show, is left out")
            is_comment = end < 0
            kept = kept[:start] + (kept[end + 3 :] if end >= 0 else "")
        if kept.strip() or not (was_comment or kept != line):
            yield kept


def _settled(text: str, base_url: str) -> Iterator[tuple[bool, str]]:
    """Each line, and whether it is a part of an HTML block; breaks that show stay visible."""
    fences, is_html, was_empty = Fences(), False, True
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not is_html and fences.takes(number, line):
            was_empty = False
            yield False, line
            continue
        is_html = bool(line.strip()) and (is_html or (was_empty and bool(_HTML.match(line))))
        was_empty = not line.strip()
        after = lines[number + 1] if number + 1 < len(lines) else ""
        is_break = not is_html and _HARD_BREAK.match(line) and _GOES_ON.match(after)
        shown = f"{line.rstrip()}\\" if is_break else line
        yield is_html, _ROOT_LINK.sub(f"{base_url}/", shown) if base_url else shown


def _level(line: str, above: str) -> int:
    """The level of the heading that a line is, or makes of the one above; 3 for any other line."""
    if found := _HEADING.match(line):
        return len(found[1])
    if _UNDERLINE.match(line) and above.strip():
        return 1 if "=" in line else 2
    return 3


def _parts(lines: list[tuple[bool, str]], shift: int) -> Iterator[str]:
    """Runs of HTML and runs of Markdown, each turned into ours."""
    for is_html, run in itertools.groupby(lines, key=lambda each: each[0]):
        text = "\n".join(line for _, line in run)
        if is_html:
            yield to_markdown(text, newline_breaks=False).markdown
        else:
            yield keep_markdown(text, newline_breaks=True, shift=shift).markdown


def _no_update(line: str) -> str:
    """A heading that our reader would take for an update's becomes a bold line."""
    if line.lstrip().startswith("#") and looks_like_update(line):
        return f"**{line.strip().strip('#').strip()}**"
    return line
