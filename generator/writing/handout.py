"""The page that an engineer without a computer writes from, as Markdown for the repository."""

import re
from collections.abc import Iterator, Sequence

from generator.writing.forms import TIME, Form, Occasion
from generator.writing.host import Repository

TITLE = "Telling customers, from a phone"
MADE_BY = "Made by `fogbell links`: make it anew when templates or components change."
_NAME = (
    "Tap the message that fits. Where the host asks for a name, write the day and a few words, "
    "such as `2026-11-20-uploads-fail.md`."
)
_WORDS = (
    "Put your own words in the place of all that stands in `[brackets]` or in CAPITALS. What you "
    "leave is refused, with a word on what belongs there."
)
_OPEN = "Open the list, tap the file (names begin with the day), then the pencil."
_PASTE = "Paste the message at the end of the file, below an empty line."
_MERGE = "Commit to a new branch and open the pull request. When its check is green, merge it."
FIRST = (_NAME, _WORDS, _MERGE)
LATER = (_OPEN, _PASTE, _WORDS, _MERGE)
_CLOCK = (
    f"`{TIME}` stands for now, in UTC. A world clock set to UTC shows it; so does a search for "
    "`utc time`."
)


def as_markdown(repository: Repository, forms: Sequence[Form]) -> str:
    """The page with a link or a text to copy for each form."""
    blocks = [f"# {TITLE}", MADE_BY, _CLOCK]
    for occasion in Occasion:
        chosen = [form for form in forms if form.occasion is occasion]
        if chosen:
            blocks.extend(_part(repository, occasion, chosen))
    return "\n\n".join(blocks) + "\n"


def _part(repository: Repository, occasion: Occasion, forms: Sequence[Form]) -> Iterator[str]:
    yield f"## {occasion}"
    steps = FIRST if occasion.makes_a_file else LATER
    yield "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    if not occasion.makes_a_file:
        yield f"[The files in {occasion.folder}]({repository.folder(occasion.folder)})"
    for form in forms:
        named = _link(repository, form) if occasion.makes_a_file else f"**{form.name}**"
        yield f"{named}{_audience(form)}"
        if must_be_pasted(repository, form):
            yield _fenced(form.text)


def must_be_pasted(repository: Repository, form: Form) -> bool:
    """Whether no link can bring the text along."""
    return not (form.occasion.makes_a_file and repository.takes(form.text))


def _link(repository: Repository, form: Form) -> str:
    return f"[{form.name}]({repository.new_file(form.occasion.folder, form.text)})"


def _audience(form: Form) -> str:
    return f": for {form.audience}" if form.audience else ""


def _fenced(text: str) -> str:
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}text\n{text}{fence}"
