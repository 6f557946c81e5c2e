"""Artifacts become files in output/: only what changed, all or nothing, and only what is ours goes.

Everything is rendered into a staging folder first; only when all of it is there do the files move
to their places (each move is atomic, the index comes last). A build that fails leaves output/ as
it was.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.cache import Cache, Entry, key_of
from generator.errors import Unfit, UserError
from generator.gate import Gate, summary
from generator.outputs.artifact import Artifact

#: in output/: which files are ours, so that only they are ever removed
MANIFEST = ".fogbell-files"
STAGING = ".fogbell-staging-"
ADVICE = (
    "With a theme of your own, look there first; else this is a fault of ours: please report it. "
    "`fogbell build --no-gate` publishes all the same."
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to output/, in paths relative to it."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    pruned: tuple[str, ...]
    #: what the next build may know
    entries: Cache


@dataclass(slots=True)
class _Plan:
    """What is being brought about: every path, and of those the ones that were rendered."""

    entries: dict[str, Entry] = field(default_factory=dict)
    rendered: list[str] = field(default_factory=list)
    folded: dict[str, str] = field(default_factory=dict)


def write_site(
    artifacts: Iterable[Artifact], output: Path, cache: Cache, gate: Gate | None = None
) -> Written:
    """Bring `output` up to date with `artifacts`; what `cache` knows to be right is not rendered.

    Raises UserError where two artifacts want one path, where something of somebody else's is in
    the way, or where the gate finds a fault.
    """
    _make_output(output)
    with _locked(output), _staging(output) as staging:
        plan = _Plan()
        for artifact in artifacts:
            data = _prepare(plan, artifact, output, staging, cache)
            if gate and data is not None:
                gate.read(artifact.path, data)
        if gate:
            gate.close(plan.entries)
            _refuse_faults(gate)
        _refuse_obstacles(plan, output)
        # first what was ours and what will be: a build that is killed half-way leaves no orphans
        _write_manifest(output, staging, {*_read_manifest(output), *plan.entries})
        changed = [path for path in plan.rendered if _move(path, plan, staging, output)]
        pruned = _prune(output, plan)
        _write_manifest(output, staging, plan.entries)
        entries = {path: _as_it_is(_at(output, path), e) for path, e in plan.entries.items()}
    moved = set(changed)
    untouched = tuple(path for path in plan.entries if path not in moved)
    return Written(tuple(changed), untouched, tuple(pruned), entries)


def _prepare(
    plan: _Plan, artifact: Artifact, output: Path, staging: Path, cache: Cache
) -> bytes | None:
    """Render an artifact into the staging folder; None where its file is known to be right."""
    path = artifact.path
    if path.startswith("/") or ".." in path.split("/") or "\\" in path:
        raise UserError(f"an output wants to be written outside of the site: {path}")
    other = plan.folded.setdefault(path.casefold(), path)
    if path in plan.entries or other != path:
        raise UserError(f"two outputs want the same file: {other} and {path}")
    key, known = key_of(artifact.view), cache.get(path)
    if known and known.key == key and _is_as_written(_at(output, path), known):
        plan.entries[path] = known
        return None
    data = artifact.render()
    staged = _at(staging, path)
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.write_bytes(data)
    staged.chmod(0o644)  # whatever the umask: a web server reads it
    plan.entries[path] = Entry(key, hashlib.sha256(data).hexdigest(), len(data), 0)
    plan.rendered.append(path)
    return data


def _refuse_faults(gate: Gate) -> None:
    if gate.faults:
        named = "\n".join(f"  {line}" for line in summary(gate.faults))
        raise Unfit(
            f"nothing was written: what was made is not fit to be published\n{named}\n{ADVICE}"
        )


def _at(folder: Path, path: str) -> Path:
    """Where a file of the site is: its name in UTF-8, whatever the locale."""
    return folder / os.fsdecode(path.encode())


def _make_output(output: Path) -> None:
    if not output.is_dir():
        output.mkdir(parents=True, exist_ok=True)
        output.chmod(0o755)  # whatever the umask: a web server reads it


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """One build at a time; the lock is on the folder itself, and goes with the process."""
    descriptor = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _staging(output: Path) -> Iterator[Path]:
    """A folder beside the pages (a move must stay on one disk); it goes in any case."""
    for left_behind in output.glob(f"{STAGING}*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=output))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse_obstacles(plan: _Plan, output: Path) -> None:
    """Nothing is moved unless everything can be."""
    targets = [_at(output, path) for path in plan.rendered]
    folders = {parent for target in targets for parent in target.parents}
    for folder in sorted(folder for folder in folders if output in folder.parents):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            what = "a link" if folder.is_symlink() else "a file"
            message = f"{folder} is {what}, and a folder of pages must go there; move it away"
            raise UserError(message)
    for target in targets:
        if target.is_dir() and not target.is_symlink():
            raise UserError(f"{target} is a folder, and a page must go there; move it away")
    manifest = output / MANIFEST
    if manifest.is_symlink() or manifest.is_dir():
        message = f"{manifest} is a link or a folder, and our list of files must go there"
        raise UserError(f"{message}; move it away")


def _move(path: str, plan: _Plan, staging: Path, output: Path) -> bool:
    """Move a rendered file to its place; False where the same bytes are there already."""
    target = _at(output, path)
    if _digest(target) == plan.entries[path].digest:
        return False
    _make_folder(target.parent, output)
    _at(staging, path).replace(target)
    return True


def _make_folder(folder: Path, output: Path) -> None:
    if folder != output and not folder.is_dir():
        _make_folder(folder.parent, output)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def _digest(path: Path) -> str:
    """The digest of a regular file; empty where there is none."""
    if path.is_symlink() or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_as_written(path: Path, entry: Entry) -> bool:
    """Whether a file still is what the cache remembers: by size and time, else by content."""
    if path.is_symlink() or not path.is_file():
        return False
    status = path.stat()
    if status.st_size != entry.size:
        return False
    return status.st_mtime_ns == entry.mtime or _digest(path) == entry.digest


def _as_it_is(path: Path, entry: Entry) -> Entry:
    status = path.stat()
    return replace(entry, size=status.st_size, mtime=status.st_mtime_ns)


def _prune(output: Path, plan: _Plan) -> list[str]:
    """Remove what an earlier build wrote and this one does not, and nothing else."""
    pruned = []
    for path in _read_manifest(output):
        target = _at(output, path)
        if path in plan.entries or not _is_there(target, output):
            continue
        target.unlink()
        pruned.append(path)
        for parent in target.parents:
            if parent == output or any(parent.iterdir()):
                break
            parent.rmdir()
    return pruned


def _is_there(target: Path, output: Path) -> bool:
    """Whether `target` is a file that no link leads to: what a link leads to is not ours."""
    folders = (folder for folder in target.parents if output in folder.parents)
    try:
        return target.is_file() and not any(path.is_symlink() for path in (target, *folders))
    except OSError:  # a damaged list may hold anything
        return False


def _read_manifest(output: Path) -> list[str]:
    try:
        lines = (output / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line for line in lines if line and line[0] != "/" and ".." not in line.split("/")]


def _write_manifest(output: Path, staging: Path, paths: Iterable[str]) -> None:
    text = "".join(f"{path}\n" for path in sorted(paths))
    path, staged = output / MANIFEST, staging / MANIFEST
    if not path.is_file() or path.read_text("utf-8", errors="replace") != text:
        staged.write_text(text, "utf-8")
        staged.chmod(0o644)
        staged.replace(path)
