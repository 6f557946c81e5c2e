"""What is deliberately bad is caught, by the rule that is meant to."""

import pytest

from tests.policy.bad_updates import BAD_FILES, BAD_UPDATES
from tests.policy.cases import codes

ALL = {**BAD_UPDATES, **BAD_FILES}


@pytest.mark.parametrize("what", sorted(ALL))
def test_it_is_caught(what: str) -> None:
    code, text = ALL[what]
    assert code in codes(text)
