"""What the manual shows as bad trips its rule, and what it shows as good trips none of these."""

import pytest

from generator.manual.leaks import LEAKS
from tests.policy.cases import codes


@pytest.mark.parametrize("code", LEAKS)
def test_an_example_is_one(code: str) -> None:
    assert code in codes(LEAKS[code].bad)
    assert not set(LEAKS) & set(codes(LEAKS[code].good))
