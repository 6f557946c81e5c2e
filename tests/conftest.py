"""What all tests share: the golden-file option and calm settings for Hypothesis."""

import os

import pytest
from hypothesis import settings

# No deadline: a busy machine is no bug. Failing examples print the line that repeats them.
# CI tries the same examples every time, so that what it says is about the change it looks at;
# new ones are tried wherever people run the tests.
settings.register_profile("fogbell", deadline=None, print_blob=True)
settings.register_profile("fogbell-ci", settings.get_profile("fogbell"), derandomize=True)
settings.load_profile("fogbell-ci" if os.environ.get("CI") else "fogbell")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the code makes now as the expected files, instead of comparing",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether to write the expected files anew instead of comparing with them."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def without_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` says nothing of how things are worded: that is for tests/policy."""
    monkeypatch.setattr("generator.commands.check.judge", lambda _site, _now: ())
