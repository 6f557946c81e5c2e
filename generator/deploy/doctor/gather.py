"""What the doctor looks at is read from a project: its workflows, its remotes, what was built."""

from pathlib import Path

from generator.deploy.doctor.records import Built, Workflow
from generator.gate.house import House
from generator.git import ask_git

FOLDER = Path(".github", "workflows")
OTHERS = (".gitlab-ci.yml", ".woodpecker.yml", ".forgejo/workflows/publish.yml")
_MOST_BYTES = 1_000_000


def built_in(folder: Path, house: House) -> Built | None:
    """The site in `folder`; None where there is none."""
    if not (folder / "index.html").is_file():
        return None
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    paths = tuple(sorted(path for path in files if not path.startswith(".fogbell")))
    return Built(folder=folder, paths=paths, house=house)


def workflows_of(project: Path) -> tuple[Workflow, ...]:
    """Every workflow of the repository that the project is in; one that is no text is left out."""
    asked = ask_git(project, "rev-parse", "--show-toplevel")
    top = Path(asked.decode("utf-8", "replace").strip()) if asked else project
    paths = [*sorted((top / FOLDER).glob("*.y*ml")), *(top / name for name in OTHERS)]
    found = []
    for path in paths:
        try:
            with path.open("rb") as stream:
                text = stream.read(_MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            continue
        found.append(Workflow(path.relative_to(top).as_posix(), text))
    return tuple(found)


def remotes_of(project: Path) -> tuple[str, ...] | None:
    """Where git pushes to; None where git knows nothing of the folder."""
    said = ask_git(project, "remote", "-v")
    if said is None:
        return None
    lines = said.decode("utf-8", "replace").splitlines()
    return tuple(line.split()[1] for line in lines if line.endswith("(push)"))
