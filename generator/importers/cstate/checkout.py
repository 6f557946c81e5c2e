"""Where things are in a checkout of a cState site; what is none of an importer's is named."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content.events import MAX_ID, MAX_ID_BYTES, id_fault
from generator.content.load import is_ignored
from generator.content.source import MAX_BYTES, read_bytes
from generator.content.tree import folders_below
from generator.errors import Problem, UserError, visible
from generator.importers.cstate.issue import stem_of
from generator.importers.report import Notes, failed, skipped

ISSUES = "issues"
_LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2}(?:-[a-z]{2})?)\.\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Checkout:
    #: the folder with the configuration
    root: Path
    content: Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file of content/issues."""

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
    """Each file of an issue, in the order of their names; all others are named."""
    _name_others(checkout, notes)
    for folder in folders_below(checkout.content, ISSUES):
        if folder.fault:
            notes.append(failed(f"could not be read: {folder.fault}", visible(folder.path)))
        notes.extend(skipped("links are not followed", visible(link)) for link in folder.links)
        for file in folder.files:
            if why := _why_skipped(file, folder.files, languages):
                notes.append(skipped(why, visible(file)))
                continue
            data = read_bytes(checkout.content / file, file, MAX_BYTES)
            if isinstance(data, Problem):
                notes.append(failed(f"could not be read: {data.message}", file))
            else:
                yield Found(file, data)


def event_ids(files: Sequence[str]) -> dict[str, str]:
    """For each issue an id of ours: the end of its address, so that old links can be mapped."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for file in files:
        folders = PurePosixPath(file).parts[1:-1]
        wanted = [stem_of(file), "-".join([*folders, PurePosixPath(file).stem])]
        usable = [_usable(each) for each in wanted]
        numbered = (f"{usable[-1][: MAX_ID - 8]}-{number}" for number in range(2, len(files) + 3))
        found = next(each for each in [*usable, *numbered] if each.casefold() not in taken)
        taken.add(found.casefold())
        ids[file] = found
    return ids


def _name_others(checkout: Checkout, notes: Notes) -> None:
    """The sections of the site that hold no issues."""
    for path in sorted(checkout.content.iterdir()):
        if path.name == ISSUES or path.name.startswith("."):
            continue
        section = [path.name] if path.is_file() else []
        for folder in folders_below(checkout.content, path.name) if path.is_dir() else ():
            section += folder.files
        words = "pages that are no issues are not carried over"
        notes.extend(skipped(words, visible(file)) for file in section)


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
