"""Where things are in a checkout of a cState site; what is none of an importer's is named."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content.events import MAX_ID, MAX_ID_BYTES, id_fault
from generator.content.load import is_ignored
from generator.content.source import MAX_BYTES, read_bytes
from generator.content.tree import Folder, folders_below
from generator.errors import Problem, UserError, visible
from generator.importers.cstate.data import NoData
from generator.importers.cstate.front_matter import read_document
from generator.importers.cstate.issue import Issue, stem_of
from generator.importers.report import Notes, changed, failed, skipped

ISSUES = "issues"
_LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2}(?:-[a-z]{2})?)\.\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Checkout:
    #: the folder with the configuration
    root: Path
    content: Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file of an issue."""

    #: below content/
    file: str
    data: bytes


def find_checkout(source: str) -> Checkout | None:
    """The site in the folder SRC; None where it holds none. Raises UserError for no folder."""
    if "://" in source or re.match(r"[\w.-]+@[\w.-]+:", source):
        raise UserError(
            f"cState is read from a checkout: `git clone {visible(source)}`, and give its folder"
        )
    path = Path(source).expanduser()
    if not path.is_dir():
        raise UserError(f"there is no folder '{source}'; give a checkout of the cState site")
    content = path if (path / ISSUES).is_dir() else path / "content"
    if not (content / ISSUES).is_dir():
        return None
    return Checkout(content.resolve().parent if content == path else path, content)


def read_files(checkout: Checkout, languages: Sequence[str], notes: Notes) -> Iterator[Found]:
    """Each file of an issue, those of content/issues first; all others are named."""
    for folder in _folders(checkout.content):
        if folder.fault:
            notes.append(failed(f"could not be read: {folder.fault}", visible(folder.path)))
        notes.extend(skipped("links are not followed", visible(link)) for link in folder.links)
        for file in folder.files:
            is_inside = _is_inside(file)
            why = _why_skipped(file, folder.files, languages)
            data = b"" if why else read_bytes(checkout.content / file, file, MAX_BYTES)
            if not is_inside and (isinstance(data, Problem) or not _is_listed(data)):
                why = "pages that are no issues are not carried over"
            if why:
                notes.append(skipped(why, visible(file)))
            elif isinstance(data, Problem):
                notes.append(failed(f"could not be read: {data.message}", file))
            else:
                if not is_inside:
                    notes.append(changed("an issue outside content/issues comes along", file))
                yield Found(file, data)


def event_ids(issues: Sequence[Issue]) -> dict[str, str]:
    """For each issue an id of ours: the end of its address, so that old links can be mapped."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for issue in issues:
        path = PurePosixPath(issue.file)
        folders = path.parts[1 if _is_inside(issue.file) else 0 : -1]
        wanted = [issue.slug or stem_of(issue.file), "-".join([*folders, issue.slug or path.stem])]
        usable = [_usable(each) for each in wanted]
        numbered = (f"{usable[-1][: MAX_ID - 8]}-{number}" for number in range(2, len(issues) + 3))
        found = next(each for each in [*usable, *numbered] if each.casefold() not in taken)
        taken.add(found.casefold())
        ids[issue.file] = found
    return ids


def _folders(content: Path) -> Iterator[Folder]:
    """content/issues and all in it, then what else is in content/."""
    yield from folders_below(content, ISSUES)
    others = sorted(path.name for path in content.iterdir() if path.name[0] != ".")
    yield Folder("", tuple(name for name in others if not (content / name).is_dir()))
    for name in others:
        if name != ISSUES and (content / name).is_dir():
            yield from folders_below(content, name)


def _is_inside(file: str) -> bool:
    return file.startswith(f"{ISSUES}/")


def _is_listed(data: bytes) -> bool:
    """Whether cState takes a page for an issue: it looks at `section`, wherever the page lies."""
    try:
        return read_document(data.decode("utf-8")).front.text("section") == "issue"
    except (NoData, UnicodeDecodeError):
        return False


def _why_skipped(file: str, others: Sequence[str], languages: Sequence[str]) -> str:
    """Why a file is no issue; empty where it is one."""
    name = PurePosixPath(file).name
    if name.startswith("_index."):
        return "the page of a section is not carried over"
    if not file.isprintable():
        return "a file whose name is no text"
    if not name.casefold().endswith((".md", ".markdown")):
        return "not Markdown"
    found = _LANGUAGE.fullmatch(file)
    if found and (f"{found['stem']}.md" in others or found["language"].casefold() in languages):
        return "an issue in another language"
    return ""


def _usable(text: str) -> str:
    """`text` as an id, changed as little as can be."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(each if _in_id(each) else "-" for each in composed)
    cut = re.sub("-+", "-", kept) if kept != composed else kept
    cut = cut[: MAX_ID - 10].encode()[: MAX_ID_BYTES - 10].decode(errors="ignore").strip(".-_")
    if not cut or id_fault(cut) or is_ignored(f"{cut}.md"):
        return f"issue-{cut}".rstrip("-")
    return cut


def _in_id(character: str) -> bool:
    is_letter = character.isalnum() or unicodedata.category(character)[0] == "M"
    return is_letter or character in ".-_"
