"""No text keeps a rule busy: each looks at every character a bounded number of times."""

import time

import pytest

from generator.checks.leaks import PATTERNS, named_in
from generator.checks.policy import judge_event
from tests.policy.cases import case_of

SIZE = 32 * 1024
PIECES = (
    "a", "-", " ", "1", ".", "/", ":", "@", "=", "_", "A", "\\", "(", "[", '"', "`", "é", "eyJ",
    "1.", "a.", "a-", "a/", "a@", "@a", "A-1", "A-", "10.", "f:", "fd:", "fd00:", "a:a@",
    "http://", "http://http://", "https://a:", "://a:b", "token", "token:", "password ",
    "password is ", "key-", "sk-", "xoxb-", "eyJa.", "at ", "at a", "SELECT ", "SELECT a FROM ",
    "2026-11-20T12:03:07Z", "2026-11-20 ", "goroutine ", ".internal", "a.internal.", "a.svc",
    "aa-00aa00aa00-", "/var/", "C:\\", "arn:aws:", "account ", "docs.google.com/document/d/",
    "a.slack.com/", "ERROR ", "level=", "UPDATE a ", "#1 a", "a.java:", "-rw-r--r-- 1 a a ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_no_pattern_is_kept_busy(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    folded = text.lower()
    for pattern in PATTERNS:
        began = time.perf_counter()
        list(pattern.leaks_in(text, folded))
        assert time.perf_counter() - began < 1, pattern.form
    began = time.perf_counter()
    list(named_in(text, ("a.internal", "acme.example")))
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("piece", ["a", "- ", "a ", "1.", "http://http://", "a. ", "A-1 ", "@a "])
def test_no_rule_is_kept_busy(piece: str) -> None:
    case = case_of(f"x {piece * (SIZE // len(piece))}")
    began = time.perf_counter()
    list(judge_event(case))
    assert time.perf_counter() - began < 5
