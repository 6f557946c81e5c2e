"""The examples of the manual: what is bad trips its rule, what is good does not."""

from dataclasses import replace

import pytest

from generator.manual.wording import WORDING
from generator.model.policy import DEFAULT_POLICY
from tests.policy.cases import HEAD, codes, site_with

EXAMPLES = sorted(code for code, rule in WORDING.items() if rule.bad)
STRICT = site_with(replace(DEFAULT_POLICY, strict=True))


def around(code: str, words: str) -> str:
    """The file in which an example stands, where words alone do not show it."""
    if code == "COM-29":
        return HEAD.replace("Uploads fail", f'"{words}"') + "We are looking into it."
    head = HEAD.replace("Uploads fail", "API") if code == "COM-20" else HEAD
    if code in ("COM-26", "COM-50"):
        head = head.replace("impact: major", "impact: major\nclass: security")
    again = head.replace("12:10", "12:05") + f"{words}\n\n" + head[head.index("## ") :]
    return (again if code == "COM-27" else head) + words


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_bad_one_trips_its_rule(code: str) -> None:
    assert code in codes(around(code, WORDING[code].bad), site=STRICT)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_good_one_does_not(code: str) -> None:
    assert code not in codes(around(code, WORDING[code].good), site=STRICT)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_good_one_trips_no_other_rule_of_wording(code: str) -> None:
    found = set(codes(around(code, WORDING[code].good))) & set(WORDING)
    assert found <= {"COM-23", "COM-26", "COM-27"}, "no sentence says everything"
