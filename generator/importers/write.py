"""Files are written whole or not at all, and only where their bytes change."""

import os
import tempfile
from pathlib import Path


def write_file(project: Path, file: str, data: bytes) -> bool:
    """Write `data` to a file of the project; False where it holds just that already."""
    path = project / file
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _mode(path: Path) -> int:
    """The mode of the file that is replaced; that of a new one as git would make it."""
    return path.stat().st_mode & 0o777 if path.exists() else 0o644
