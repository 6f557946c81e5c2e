"""What counts as a link or a picture in an author's Markdown, and what a relative one means."""

import pytest

from generator.content.links import resolve, targets_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b.md)", [("b.md", False)]),
        ("![a](../media/b.png)", [("../media/b.png", True)]),
        (r"\[a](b.md) and [c](d.md)", [("d.md", False)]),
        (r"\![a](b.md)", [("b.md", False)]),
        (r"[a](snake\_case.md)", [(r"snake\_case.md", False)]),
        ("[a](<with space.md>)", [("with space.md", False)]),
        ('[a](b.md "title")', [("b.md", False)]),
        ("`[a](b.md)` and\n```\n[c](d.md)\n```\n", []),
        ("[![a](b.png)](c.md)", [("c.md", False), ("b.png", True)]),
        ("see [a]\n\n[a]: b.md", [("b.md", False)]),
        ("no link (at all) [here]", []),
    ],
)
def test_addresses(text: str, found: list[tuple[str, bool]]) -> None:
    assert [(target.address, target.image) for target in targets_in(text)] == found


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("b.md", "content/incidents/b.md"),
        ("../media/x.png", "content/media/x.png"),
        ("2026/b.md#u1?x", "content/incidents/2026/b.md"),
        ("%C3%A4.md", "content/incidents/ä.md"),
        ("../../../etc/passwd", ""),
    ],
)
def test_relative_addresses(address: str, file: str) -> None:
    assert resolve(address, "content/incidents/a.md") == file
