"""The check-list of a postmortem, as people type it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.actions import Action, actions_in

DAY = date(2026, 12, 15)


def one(line: str) -> Action:
    (action,) = actions_in(f"### What we change\n{line}")
    return action


@pytest.mark.parametrize(
    ("line", "text", "owner", "due"),
    [
        ("- [ ] Try it first (platform team, 2026-12-15)", "Try it first", "platform team", DAY),
        ("- [ ] Try it first (2026-12-15)", "Try it first", "", DAY),
        ("- [ ] Try it first (platform team)", "Try it first", "platform team", None),
        ("- [ ] Try it first", "Try it first", "", None),
        ("* [ ] Try it (by 2026-12-15, platform team).", "Try it", "platform team", DAY),
        ("1. [ ] Try it (platform, network, due 2026-12-15)", "Try it", "platform, network", DAY),
        ("- [ ] Try it\n  on a canary\n  (platform, 2026-12-15)", "Try it on a canary",
         "platform", DAY),
        ("- [ ] Try (all of) it (platform, 2026-12-15)", "Try (all of) it", "platform", DAY),
        ("- [ ] Try it (platform, 2026-02-31)", "Try it", "platform, 2026-02-31", None),
        ("- [ ] Try it ()", "Try it ()", "", None),
        ("- [ ]", "", "", None),
    ],
)  # fmt: skip
def test_text_owner_and_day(line: str, text: str, owner: str, due: date | None) -> None:
    assert one(line) == Action(text=text, owner=owner, due=due, is_done=False)


@pytest.mark.parametrize("mark", ["x", "X"])
def test_what_is_done(mark: str) -> None:
    assert one(f"- [{mark}] Try it (platform, 2026-12-15)").is_done


@pytest.mark.parametrize(
    "heading", ["### What we change", "#### WHAT  we change:", "###  **What we change** ###"]
)
def test_the_heading_however_it_is_typed(heading: str) -> None:
    assert len(actions_in(f"{heading}\n\n- [ ] a\n- [ ] b\n")) == 2


def test_only_what_stands_under_the_heading() -> None:
    text = (
        "- [ ] before\n### What we change\n- not a box\n- [ ] one\n#### Later\n- [x] two\n"
        "```\n- [ ] in code\n```\n### Our apology\n- [ ] after\n"
    )
    assert [action.text for action in actions_in(text)] == ["one", "two"]


def test_words_below_a_blank_line_belong_to_no_item() -> None:
    (action,) = actions_in("### What we change\n- [ ] one (ops)\n\nThat is all (2026-12-15)\n")
    assert (action.text, action.owner, action.due) == ("one", "ops", None)


@given(st.text(alphabet="#-*[] xX()\n\t`,.:1209 WhatWechn-"))
def test_any_text_can_be_read(text: str) -> None:
    for action in actions_in(f"### What we change\n{text}"):
        assert "\n" not in action.text
