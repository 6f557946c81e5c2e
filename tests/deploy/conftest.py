"""How many random schedules are tried: `pytest tests/deploy --schedules 20000` for many more."""

import pytest

MODEST = 2_000


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--schedules`; only there where this folder is named on the command line."""
    parser.addoption("--schedules", type=int, default=MODEST, help="random schedules to try")


@pytest.fixture
def schedules(request: pytest.FixtureRequest) -> int:
    """The number of random schedules."""
    number: int = request.config.getoption("--schedules", default=MODEST)
    return number
