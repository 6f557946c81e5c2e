"""What a template leaves open reaches no customer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.checks.left_open import left_open_field
from generator.content.load import load
from generator.errors import Problem

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
SITE = "title: T\nurl: https://status.acme.example\ncomponents: [{id: api, name: A}]\n"
INCIDENT = """\
---
title: "{title}"
impact: major
---

## Investigating — 2026-11-20 12:15 UTC
workaround: {workaround}

{text}
"""


def found(project: Path, **words: str) -> list[Problem]:
    given = {"title": "Paying fails", "workaround": "none", "text": "You get an error.", **words}
    (project / "content" / "incidents").mkdir(parents=True)
    (project / "content" / "site.yml").write_text(SITE, "utf-8")
    file = project / "content" / "incidents" / "a.md"
    file.write_text(INCIDENT.format(**given), "utf-8")
    loaded = load(project)
    assert loaded.site
    assert not [problem for problem in loaded.problems if problem.severity == "error"]
    return list(left_open_field(loaded.site, NOW))


@pytest.mark.parametrize(
    ("part", "words", "line", "column"),
    [
        ("title", "[title]", 2, 9),
        ("workaround", "[workaround]", 7, 13),
        ("text", "It fails.\n\nThere is a problem. [symptom]", 11, 21),
        ("text", "- [who] is affected", 9, 3),
    ],
)
def test_a_field_left_open_is_an_error(
    tmp_path: Path, part: str, words: str, line: int, column: int
) -> None:
    (problem,) = found(tmp_path, **{part: words})
    assert (problem.code, problem.severity) == ("TPL-03", "error")
    assert (problem.location.line, problem.location.column) == (line, column)


def test_it_says_what_belongs_there(tmp_path: Path) -> None:
    first, second = found(tmp_path, text="[symptom] [working]")
    assert first.message == "'[symptom]' is a template's, and customers would read it as it stands"
    assert "What fails, in customers' words?" in first.hint
    assert "paragraph" not in first.hint
    assert "or take the whole paragraph out" in second.hint


@pytest.mark.parametrize(
    "text",
    [
        "Choose `[title]` there.",
        "```\n[title]\n```",
        "Read [title](https://acme.example/).",
        r"The key \[title] is missing.",
        "Done: [x], see [1] and [our page].",
    ],
)
def test_other_brackets_are_text(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text=text) == []
