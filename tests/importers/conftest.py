"""What the importers' tests share: an empty project."""

from pathlib import Path

import pytest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that becomes a site; what is imported lies beside it."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder
