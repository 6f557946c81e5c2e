"""`build --keep-going`: an outage is never unpublished because some file has a mistake."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build import Options, read
from generator.cli import main
from generator.model.site import Site

NOW = "2026-11-20 12:00 UTC"
MOMENT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = """\
title: Acme Status
url: https://status.acme.example
components:
  - id: api
    name: API
"""
AS_IT_WAS = "This is what stood before."
COUNTED = "1 report could not be published"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


def incident(title: str, *, is_open: bool = True, at: str = "10:15", more: str = "") -> str:
    resolved = "" if is_open else "\n## Resolved — 2026-11-20 11:45 UTC\n\nDone.\n"
    return (
        f"---\ntitle: {title}\nimpact: major\n---\n\n"
        f"## Investigating — 2026-11-20 {at} UTC\n\nIt fails. {more}\n{resolved}"
    )


class Project:
    """A git repository with content/, and one commit after another."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        self.write("site.yml", SITE)

    def write(self, file: str, text: str) -> None:
        path = self.folder / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def incident(self, name: str, text: str) -> None:
        self.write(f"incidents/{name}.md", text)

    def git(self, *words: str) -> None:
        calm = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        command = ["git", *who, *words]
        subprocess.run(
            command, cwd=self.root, check=True, capture_output=True, env={**os.environ, **calm}
        )

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", "--allow-empty")

    def mended(self, *, drill: bool = False) -> Site:
        """The site that `--keep-going` publishes."""
        options = Options(
            project=self.folder,
            output=self.folder / "output",
            now=MOMENT,
            keep_going=True,
            drill=drill,
        )
        site, problems = read(options)
        assert problems
        assert site is not None
        return site

    def told(self) -> dict[str, tuple[str, bool]]:
        """Of each incident that is published: its title, and whether it is an older version."""
        return {each.id: (each.title, each.outdated) for each in self.mended().incidents}

    def build(self) -> int:
        return main(["build", "--keep-going", "--project", str(self.folder), "--now", NOW])

    def page(self, path: str) -> str:
        return (self.folder / "output" / path).read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path, tmp_path)
    made.git("init", "-q")
    return made


def broken(text: str) -> str:
    return text.replace("title: ", "title: API: ")


def test_a_broken_file_that_was_open_is_shown_as_it_was(project: Project) -> None:
    project.incident("a", incident("Uploads fail"))
    project.commit()
    project.incident("a", broken(incident("Uploads fail badly")))
    assert project.build() == 1
    assert project.told() == {"a": ("Uploads fail", True)}
    assert AS_IT_WAS in project.page("incidents/a.html")
    assert "Uploads fail" in project.page("index.html")
    assert "could not be published" not in project.page("index.html")


def test_a_broken_file_that_was_closed_is_left_out(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.incident("a", incident("Uploads fail", is_open=False))
    project.incident("b", incident("Downloads fail"))
    project.commit()
    project.incident("a", broken(incident("Uploads fail", is_open=False)))
    assert project.build() == 1
    captured = capsys.readouterr()
    assert "a.md:2:8: error YAML-01" in captured.err
    assert "Published without the files that have errors" in captured.out
    assert project.told() == {"b": ("Downloads fail", False)}
    assert not (project.folder / "output" / "incidents" / "a.html").exists()
    assert "could not be published" not in project.page("index.html")


def test_a_file_that_never_was_good_is_counted(project: Project) -> None:
    project.commit()
    project.incident("a", broken(incident("Uploads fail")))
    assert project.build() == 1
    assert COUNTED in project.page("index.html")


def test_the_newest_good_version_counts(project: Project) -> None:
    for title in ("One", "Two", "Three: no", "Four: no"):
        project.incident("a", incident(title))
        project.commit()
    project.incident("a", incident("Five: no"))
    assert project.told() == {"a": ("Two", True)}


def test_what_is_staged_or_lies_about_is_no_version(project: Project) -> None:
    project.incident("a", incident("Committed"))
    project.commit()
    project.incident("a", incident("Staged"))
    project.git("add", "-A")
    project.incident("a", broken(incident("Dirty")))
    assert project.told() == {"a": ("Committed", True)}


def test_a_broken_site_yml_is_replaced_by_the_last_good_one(project: Project) -> None:
    project.incident("a", incident("Uploads fail"))
    project.commit()
    project.write("site.yml", SITE.replace("title: Acme", "title: New: Acme"))
    assert project.build() == 1
    assert "Acme Status" in project.page("index.html")
    assert project.told() == {"a": ("Uploads fail", False)}


def test_without_any_good_site_yml_nothing_is_written(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("site.yml", "title: Acme: Status\n")
    project.commit()
    assert project.build() == 1
    assert "Nothing was written" in capsys.readouterr().out
    assert not (project.folder / "output").exists()


def test_without_git_the_rest_is_published_and_the_outage_counted(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path)
    project.incident("a", broken(incident("Uploads fail")))
    project.incident("b", incident("Downloads fail"))
    assert project.build() == 1
    assert project.told() == {"b": ("Downloads fail", False)}
    assert COUNTED in project.page("index.html")


def test_where_git_is_not_installed_the_same_happens(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.incident("a", incident("Uploads fail"))
    project.commit()
    project.incident("a", broken(incident("Uploads fail")))
    monkeypatch.setenv("PATH", str(project.folder))
    assert project.build() == 1
    assert COUNTED in project.page("index.html")


def test_a_repository_without_a_commit_is_no_reason_to_fail(project: Project) -> None:
    project.incident("a", broken(incident("Uploads fail")))
    assert project.build() == 1
    assert COUNTED in project.page("index.html")


def test_the_project_may_lie_deep_in_its_repository(tmp_path: Path) -> None:
    project = Project(tmp_path / "sites" / "acme", tmp_path)
    project.git("init", "-q")
    project.incident("a", incident("Uploads fail"))
    project.commit()
    project.incident("a", broken(incident("Uploads fail")))
    assert project.told() == {"a": ("Uploads fail", True)}


def test_a_shallow_and_detached_clone_degrades(project: Project, tmp_path: Path) -> None:
    project.incident("a", incident("Uploads fail"))
    project.commit()
    project.incident("a", broken(incident("Uploads fail")))
    project.incident("b", incident("Downloads fail"))
    project.commit()
    clone = tmp_path / "clone"
    source = f"file://{project.root}"
    project.git("clone", "-q", "--depth", "1", source, str(clone))
    shallow = Project.__new__(Project)
    shallow.folder = shallow.root = clone
    shallow.git("checkout", "-q", "--detach")
    assert shallow.told() == {"b": ("Downloads fail", False)}
    assert shallow.mended().left_out == 1


def test_an_exercise_stays_one(project: Project) -> None:
    drill = incident("Exercise").replace("impact:", "drill: yes\nimpact:")
    project.incident("a", drill)
    project.commit()
    project.incident("a", broken(drill))
    assert project.mended().incidents == ()
    assert [each.title for each in project.mended(drill=True).incidents] == ["Exercise"]


def test_a_dead_link_unpublishes_nothing(project: Project) -> None:
    project.incident("old", incident("Old", is_open=False))
    project.incident("new", incident("New", more="See [the old one](old.md), ![](x.png)."))
    project.commit()
    project.incident("old", broken(incident("Old", is_open=False)))
    assert project.build() == 1
    assert project.told() == {"new": ("New", False)}
    assert "the old one" in project.page("incidents/new.html")
    assert "old.md" not in project.page("incidents/new.html")


def test_a_missing_logo_is_not_counted_as_a_report(project: Project) -> None:
    project.write("site.yml", SITE + "brand: {logo: media/logo.png}\n")
    project.incident("a", incident("Uploads fail"))
    assert project.build() == 1
    assert project.told() == {"a": ("Uploads fail", False)}
    assert "could not be published" not in project.page("index.html")


def test_of_two_files_with_one_id_the_open_one_is_shown(project: Project) -> None:
    project.incident("2025-old", incident("Old", is_open=False).replace("impact", "id: X\nimpact"))
    project.incident("x", incident("New"))
    project.commit()
    assert project.told() == {"x": ("New", False)}
    assert project.mended().left_out == 0


def test_of_two_open_ones_with_one_id_the_other_is_counted(project: Project) -> None:
    project.incident("a", incident("One", at="10:15").replace("impact", "id: x\nimpact"))
    project.incident("b", incident("Two", at="10:30").replace("impact", "id: X\nimpact"))
    project.commit()
    assert project.told() == {"X": ("Two", False)}
    assert project.mended().left_out == 1


def test_a_clash_of_ids_hides_no_other_repair(project: Project) -> None:
    project.incident("a", incident("One").replace("impact", "id: x\nimpact"))
    project.incident("b", incident("Two").replace("impact", "id: x\nimpact"))
    project.incident("c", incident("Uploads fail"))
    project.commit()
    project.incident("c", broken(incident("Uploads fail")))
    assert project.told()["c"] == ("Uploads fail", True)


def test_a_version_that_cannot_be_true_is_no_good_one(project: Project) -> None:
    project.incident("a", incident("Good"))
    project.commit()
    unknown = incident("Unknown").replace("impact:", "components: {web: major_outage}\nimpact:")
    project.incident("a", unknown)
    project.commit()
    project.incident("a", broken(incident("Broken")))
    assert project.told() == {"a": ("Good", True)}


def test_an_update_from_the_future_does_not_hide_the_outage(project: Project) -> None:
    project.incident("a", incident("Uploads fail"))
    project.commit()
    ahead = incident("Uploads fail") + "\n## Resolved — 2026-11-20 13:00 UTC\n\nDone.\n"
    project.incident("a", ahead)
    assert project.told() == {"a": ("Uploads fail", True)}


def test_planned_work_is_mended_too(project: Project) -> None:
    text = (
        "---\ntitle: Database\nscheduled: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC\n---\n\n"
        "## Scheduled — 2026-11-19 10:00 UTC\n\nIt may be slow.\n"
    )
    project.write("maintenance/db.md", text)
    project.commit()
    project.write("maintenance/db.md", broken(text))
    (planned,) = project.mended().maintenances
    assert (planned.title, planned.outdated) == ("Database", True)


def test_a_name_with_wildcards_means_itself(project: Project) -> None:
    project.incident("ab", incident("Another"))
    project.commit()
    project.incident("a[b]", incident("Wild").replace("impact:", "id: wild\nimpact:"))
    project.commit()
    project.incident("a[b]", broken(incident("Wild")))
    assert project.told() == {"ab": ("Another", False), "wild": ("Wild", True)}


def test_a_version_that_is_too_large_is_not_read(project: Project) -> None:
    project.incident("a", incident("Good"))
    project.commit()
    project.incident("a", incident("Large", more="x " * 200_000))
    project.commit()
    assert project.told() == {"a": ("Good", True)}


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: b"\xff" + data], ids=["empty", "no UTF-8"]
)
def test_a_file_that_is_no_text_any_more_is_mended(
    spoil: Callable[[bytes], bytes], project: Project
) -> None:
    project.incident("a", incident("Uploads fail"))
    project.commit()
    file = project.folder / "content" / "incidents" / "a.md"
    file.write_bytes(spoil(file.read_bytes()))
    assert project.told() == {"a": ("Uploads fail", True)}


def test_a_link_in_place_of_a_file_is_mended_and_not_followed(project: Project) -> None:
    project.incident("a", incident("Uploads fail"))
    project.commit()
    file = project.folder / "content" / "incidents" / "a.md"
    file.rename(project.folder / "elsewhere.md")
    file.symlink_to(project.folder / "elsewhere.md")
    assert project.told() == {"a": ("Uploads fail", True)}


def test_without_mistakes_it_is_a_build_like_any_other(project: Project) -> None:
    project.incident("a", incident("Uploads fail"))
    assert project.build() == 0
