"""What is said of a problem: one line a fact, a caret under what is meant, nothing to obey."""

from hypothesis import given
from hypothesis import strategies as st

from generator.errors import (
    MOST_OF_A_FILE,
    Location,
    Problem,
    did_you_mean,
    error,
    format_problem,
    in_order,
    the_first,
    warning,
)


def test_only_the_cause_is_told_not_its_echo() -> None:
    cause = error("YAML-01", Location("content/incidents/b.md", 2), "x")
    link = Location("content/incidents/a.md", 9)
    echo = Problem(
        "CON-12", cause.severity, "leads nowhere", link, because="content/incidents/b.md"
    )
    assert in_order([echo, cause]) == (cause,)
    assert in_order([echo]) == (echo,)


def test_a_sentence_is_on_one_line_and_obeyed_by_no_terminal() -> None:
    place = Location("a\nb\x1b[31m.md", 1, 3, 2, "a\x1b[2Jb\u202ec\td")
    said = format_problem(error("X-01", place, "m\r\nn\x07", "one\ntwo\x9b"))
    assert said.splitlines() == [
        "a\u240ab\u241b[31m.md:1:3: error X-01 m\u240d\u240an\u2407",
        "    1 | a\u241b[2Jb\ufffdc d",
        "      |   ^^",
        "    = one",
        "    = two\ufffd",
    ]


def test_the_caret_is_under_what_is_meant() -> None:
    wide = Location("x", 7, 4, 2, "日本語abc")
    assert format_problem(error("X", wide, "m")).splitlines()[-1] == "      |       ^^"
    marks = Location("x", 7, 5, 1, "e\u0301a\u200bb")
    assert format_problem(error("X", marks, "m")).splitlines()[-1] == "      |   ^"
    long = Location("x", 7, 5_001, 3, "a" * 5_000 + "bbb" + "c" * 5_000)
    _, line, caret = format_problem(error("X", long, "m")).splitlines()
    assert line[caret.index("^") : caret.rindex("^") + 1] == "bbb"
    beyond = Location("x", 7, 99, 1, "abc")
    assert format_problem(error("X", beyond, "m")).splitlines()[-1] == "      |    ^"


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=5))
def test_a_suggestion_is_one_of_the_options(word: str, options: list[str]) -> None:
    hint = did_you_mean(word, options)
    assert hint == "" or hint[len("did you mean '") : -len("'?")] in options


def test_errors_are_told_before_warnings() -> None:
    warnings = [warning("UPD-11", Location("x", n), "w") for n in range(1, 200)]
    problem = error("UPD-02", Location("x", 500), "e")
    assert problem in the_first([*warnings, problem])
    assert the_first(warnings[:MOST_OF_A_FILE]) == warnings[:MOST_OF_A_FILE]
