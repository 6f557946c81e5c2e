"""Links say where they lead."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import prose, without_code
from generator.errors import Problem, error

_NO_WORDS = re.compile(
    r"(?<!!)\[[ *_'\"(]{0,4}(?P<words>(?:please )?(?:click |see |look |go |read )?(?:right )?here"
    r"|(?:this |the )?link|this|this page|click|(?:read |learn |find out )?more)[ *_'\")!.:]{0,4}"
    r"\]\((?P<address>[^()\s]{1,500})",
    re.IGNORECASE,
)


def links_say_where_they_lead(case: Case) -> Iterator[Problem]:
    """COM-95: the words of a link make sense on their own."""
    for passage in prose(case.passages):
        for found in _NO_WORDS.finditer(without_code(passage.text)):
            yield error(
                "COM-95",
                passage.at(found.start("words"), found.end("words")),
                f"the link '{found['words']}' does not say where it leads",
                f"write what is there: [our guide to retries]({found['address']})",
            )
