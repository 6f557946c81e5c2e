"""From output/ and git to a release: what goes out, and what must not."""

from pathlib import Path

import pytest

from generator.deploy.gather import gather
from generator.deploy.release import Release
from generator.errors import UserError
from tests.deploy.project import RESOLVED, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "site")
    made.incident("2026-11-20-uploads")
    return made


def gathered(project: Project) -> Release:
    return gather(project.folder, project.folder / "output")


def refused(project: Project) -> str:
    with pytest.raises(UserError) as caught:
        gathered(project)
    return str(caught.value)


def test_a_release_is_what_was_built_of_what_was_committed(project: Project) -> None:
    first = project.commit()
    project.write("content/README.md", "words")
    second = project.commit()
    project.build()
    found = gathered(project)
    assert (found.commit, found.ancestors) == (second, (first,))
    assert found.built_at.isoformat() == "2026-11-20T12:20:00+00:00"
    assert found.open_incidents == ("2026-11-20-uploads",)
    paths = {each.path: each for each in found.files}
    assert {"index.html", "_headers", "incidents/2026-11-20-uploads.html"} <= set(paths)
    assert ".fogbell-files" not in paths
    assert dict(paths["feed.json"].headers)["Content-Type"] == "application/feed+json"
    assert "stale-if-error" in dict(paths["index.html"].headers)["Cache-Control"]


def test_pages_of_now_say_of_which_commit_they_are(project: Project) -> None:
    commit = project.commit()
    project.build()
    output = project.folder / "output"
    mark = f'content="{commit} 2026-11-20T12:20:00Z"'
    assert mark in (output / "index.html").read_text("utf-8")
    assert mark not in (output / "history.html").read_text("utf-8")
    assert f'"commit":"{commit}"' in (output / "status.json").read_text("utf-8")


def test_a_resolved_incident_is_not_open(project: Project) -> None:
    file = project.folder / "content/incidents/2026-11-20-uploads.md"
    file.write_text(file.read_text("utf-8") + RESOLVED, "utf-8")
    project.commit()
    project.build("2026-11-20 14:00 UTC")
    assert gathered(project).open_incidents == ()


def test_without_git(project: Project) -> None:
    project.build()
    assert "has no commit that git can tell" in refused(project)
    assert "git init, git add ., git commit" in refused(project)


@pytest.mark.parametrize("name", ["content/notes.md", "content/site.yml", "themes/x.css"])
def test_what_is_not_committed_does_not_go_out(project: Project, name: str) -> None:
    project.commit()
    project.build()
    (project.folder / "themes").mkdir(exist_ok=True)
    file = project.folder / name
    file.write_text(f"{file.read_text('utf-8') if file.exists() else ''}\n# x\n", "utf-8")
    said = refused(project)
    assert said.startswith(f"not committed: {name}; commit it (git add, git commit) or put it")


def test_what_lies_beside_the_sources_does_not_matter(project: Project) -> None:
    project.commit()
    project.build()
    project.write("notes.txt", "x")
    assert gathered(project).files


def test_an_output_of_another_commit(project: Project) -> None:
    first = project.commit()
    project.build()
    project.incident("2026-11-20-another")
    second = project.commit()
    assert refused(project) == (
        f"{project.folder / 'output'} was built of commit {first[:12]}, and commit {second[:12]} "
        "is checked out: build again, then deploy"
    )


def test_an_output_of_what_was_committed_only_later(project: Project) -> None:
    project.commit()
    project.incident("2026-11-20-another")
    project.build()
    project.commit()
    assert "was built of files that were not committed then" in refused(project)


def test_a_rehearsal_does_not_go_out(project: Project) -> None:
    project.commit()
    assert project.run("build", "--drill", "--quiet") == 0
    assert "or with --drill" in refused(project)


def test_no_output(project: Project) -> None:
    project.commit()
    assert "status.json is not there: build it first (`fogbell build`)" in refused(project)


def test_a_file_that_vanished_from_output(project: Project) -> None:
    project.commit()
    project.build()
    (project.folder / "output/history.html").unlink()
    assert "history.html: No such file or directory: build again" in refused(project)


def test_a_shallow_clone_knows_what_is_there(project: Project, tmp_path: Path) -> None:
    for number in range(3):
        project.write("content/README.md", f"{number}")
        project.commit()
    project.write("content/README.md", "the last")
    last = project.commit()
    source = f"file://{project.folder}"
    project.git("clone", "-q", "--depth", "2", source, str(tmp_path / "clone"))
    shallow = Project.__new__(Project)
    shallow.folder = tmp_path / "clone"
    shallow.build()
    found = gathered(shallow)
    assert (found.commit, len(found.ancestors)) == (last, 1)
