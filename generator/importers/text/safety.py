"""The last look at a text before it goes into a file: it must be read back as one whole text."""

from generator.content.links import targets_in
from generator.content.sections import split_sections
from generator.content.source import parse_source
from generator.importers.text.html_to_markdown import Body, to_markdown, to_plain_markdown
from generator.importers.text.keep_markdown import keep_markdown


def body_of(raw: str, *, newline_breaks: bool, is_postmortem: bool = False) -> Body:
    """The words of an update as Markdown that no reader of ours takes for anything else."""
    convert = keep_markdown if is_postmortem else to_markdown
    body = convert(raw, newline_breaks=newline_breaks)
    if is_safe(body.markdown):
        return body
    return Body(to_plain_markdown(body.words), body.words)


def is_safe(markdown: str) -> bool:
    """Whether a text opens no update, fence or comment, and needs no file beside its own."""
    source, problems = parse_source(f"## Update\n\n{markdown}\n".encode(), "x.md")
    if source is None or problems:
        return False
    sections, found = split_sections(source, 1)
    needs_files = any(target.image or target.is_relative for target in targets_in(markdown))
    return len(sections) == 1 and not found and not needs_files
