"""Builds of whole sites: incremental equals full, and nothing half-done is ever left."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.build import CACHE_FILE, Options, build
from generator.errors import UserError
from tests.golden import CASES, SITES, tree
from tests.state.making import at

NOW = CASES["bad-day"]


def project_of(name: str, folder: Path) -> Path:
    """A copy of a case to work on."""
    project = folder / name
    shutil.copytree(SITES / name / "content", project / "content")
    return project


def run(project: Path, now: datetime, output: Path | None = None, **more: Any) -> Path:
    """Build `project`, by default into its own output/; gives that folder."""
    where = output or project / "output"
    report = build(Options(project=project, output=where, now=now, **more))
    assert report.written, report.problems
    return where


def append(project: Path, file: str, text: str) -> None:
    """Add lines to a file of content/."""
    with (project / "content" / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def edit(project: Path, file: str, old: str, new: str) -> None:
    """Replace words in a file of content/."""
    path = project / "content" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def nothing(project: Path) -> None:
    """Only time passes."""


def resolve(project: Path) -> None:
    """An open incident is resolved."""
    append(
        project,
        "incidents/2026-11-20-uploads.md",
        "\n## Resolved — 2026-11-20 12:49 UTC\n\nUploads work again.\n",
    )


def forget(project: Path) -> None:
    """An incident is deleted."""
    (project / "content/incidents/2026-11-19-api-errors.md").unlink()


def rename(project: Path) -> None:
    """An incident gets another name, so another page."""
    folder = project / "content" / "incidents"
    (folder / "2026-11-20-slow-console.md").rename(folder / "2026-11-20-slow.md")
    edit(project, "incidents/2026-11-20-uploads.md", "slow-console.md", "slow.md")


def retitle(project: Path) -> None:
    """Another title is in every page."""
    edit(project, "site.yml", "title: Acme Status", "title: Acme's Status")


def extend(project: Path) -> None:
    """One component more, another name, another price."""
    append(project, "site.yml", "  - id: mail\n    name: API\nweights: {partial_outage: 0.5}\n")


def picture(project: Path) -> None:
    """A picture comes, and a link to another incident."""
    shutil.copytree(SITES / "postmortem" / "content" / "media", project / "content" / "media")
    append(
        project,
        "incidents/2026-11-20-uploads.md",
        "\n![A curve](../media/curve.png), as in [this](2026-11-20-slow-console.md).\n",
    )


def other_picture(project: Path) -> None:
    """The same name, other bytes."""
    logo = SITES / "every-field" / "content" / "media" / "logo.png"
    shutil.copy(logo, project / "content" / "media" / "curve.png")


def restyle(project: Path) -> None:
    """The project puts a part of the theme in another place."""
    folder = project / "themes" / "mine"
    (folder / "slots").mkdir(parents=True)
    (folder / "theme.toml").write_text('name = "mine"\nextends = "default"\n', "utf-8")
    (folder / "slots" / "footer.html").write_text("<p>Ours.</p>\n", "utf-8")
    append(project, "site.yml", "theme: mine\n")


def restyle_again(project: Path) -> None:
    """Only a file of the theme changes."""
    (project / "themes" / "mine" / "slots" / "footer.html").write_text("<p>Yours.</p>\n", "utf-8")


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STORY: list[tuple[Callable[[Path], None], timedelta]] = [
    (nothing, timedelta()),
    (nothing, timedelta(minutes=1)),
    (nothing, HOUR),
    (resolve, HOUR),
    (retitle, HOUR),
    (extend, HOUR),
    (forget, HOUR),
    (picture, HOUR),
    (other_picture, HOUR),
    (rename, DAY),
    (restyle, DAY),
    (restyle_again, DAY),
    (nothing, 40 * DAY),
]


def test_incremental_equals_full_all_along_a_story(tmp_path: Path) -> None:
    """After each edit, with the cache of all builds before: the same bytes and files."""
    project = project_of("bad-day", tmp_path)
    run(project, NOW)
    for number, (change, later) in enumerate(STORY):
        change(project)
        output = run(project, NOW + later)
        full = run(project, NOW + later, tmp_path / f"full{number}", use_cache=False)
        assert tree(output) == tree(full), change.__doc__


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_second_build_changes_nothing(case: str, tmp_path: Path) -> None:
    project = project_of(case, tmp_path)
    output = run(project, CASES[case])
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    for uses_cache in (True, False):
        report = build(
            Options(project=project, output=output, now=CASES[case], use_cache=uses_cache)
        )
        assert report.written
        assert (report.written.changed, report.written.pruned) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_an_hour_later_only_what_moved_is_written(tmp_path: Path) -> None:
    """The home page says when it was made; figures are counted anew where there was downtime."""
    project = project_of("calm", tmp_path)
    output = run(project, CASES["calm"])
    report = build(Options(project=project, output=output, now=CASES["calm"] + HOUR))
    assert report.written
    assert set(report.written.changed) <= {"embed.html", "index.html", "status.json"}
    project = project_of("bad-day", tmp_path)
    output = run(project, NOW)
    report = build(Options(project=project, output=output, now=NOW + HOUR))
    assert report.written
    assert {"components/uploads.html", "uptime.html"} <= set(report.written.changed)
    assert {"incidents/2026-11-19-api-errors.html", "history.html"} <= set(report.written.unchanged)


@pytest.mark.parametrize("data", [None, b"", b"{}", b"\0\xff garbage", b'{"mark": 1, "files": 2}'])
def test_without_a_good_cache_the_site_is_the_same(data: bytes | None, tmp_path: Path) -> None:
    project = project_of("bad-day", tmp_path)
    before = tree(run(project, NOW))
    (project / CACHE_FILE).unlink()
    if data is not None:
        (project / CACHE_FILE).write_bytes(data)
    assert tree(run(project, NOW)) == before


def test_what_somebody_changed_in_output_is_restored(tmp_path: Path) -> None:
    project = project_of("bad-day", tmp_path)
    output = run(project, NOW)
    before = tree(output)
    (output / "index.html").write_text("<p>All is well</p>", "utf-8")
    (output / "uptime.html").unlink()
    shutil.rmtree(output / "incidents")
    assert tree(run(project, NOW)) == before


def test_a_copied_output_folder_is_brought_up_to_date(tmp_path: Path) -> None:
    """Another --output than the cache knows of."""
    project = project_of("bad-day", tmp_path)
    run(project, NOW)
    shutil.copytree(project / "output", tmp_path / "copy")
    resolve(project)
    full = run(project, NOW, tmp_path / "full", use_cache=False)
    assert tree(run(project, NOW, tmp_path / "copy")) == tree(full)


def test_with_an_error_nothing_is_written(tmp_path: Path) -> None:
    project = project_of("bad-day", tmp_path)
    before = tree(run(project, NOW))
    retitle(project)
    append(project, "incidents/2026-11-20-uploads.md", "\n## Resolved\n\nIt works.\n")
    report = build(Options(project=project, output=project / "output", now=NOW))
    assert (report.written, report.state) == (None, None)
    assert tree(project / "output") == before


def test_a_theme_that_fails_leaves_output_as_it_was(tmp_path: Path) -> None:
    project = project_of("bad-day", tmp_path)
    before = tree(run(project, NOW))
    restyle(project)
    footer = project / "themes" / "mine" / "slots" / "footer.html"
    for wrong in ("{{ view.nonsense }}", "{% if %}"):
        footer.write_text(wrong, "utf-8")
        with pytest.raises(UserError):
            run(project, NOW)
        assert tree(project / "output") == before
        assert sorted(path.name for path in (project / "output").glob(".*")) == [".fogbell-files"]


@pytest.mark.parametrize("output", [".", "content", "content/pages", "themes", ".git", "..", "/"])
def test_pages_never_land_among_the_sources(output: str, tmp_path: Path) -> None:
    project = project_of("calm", tmp_path)
    before = tree(project)
    with pytest.raises(UserError, match="among the sources"):
        run(project, CASES["calm"], project / output)
    assert tree(project) == before


def test_exercises_are_only_in_a_drill(tmp_path: Path) -> None:
    project = project_of("every-field", tmp_path)
    page = "incidents/2026-11-17-drill.html"
    assert page not in tree(run(project, CASES["every-field"]))
    found = tree(run(project, CASES["every-field"], drill=True))
    assert b"This is an exercise. Nothing of it is real." in found[page]
    assert page not in tree(run(project, CASES["every-field"]))


def test_the_report_says_when_the_next_change_comes(tmp_path: Path) -> None:
    report = build(
        Options(project=project_of("bad-day", tmp_path), output=tmp_path / "o", now=at("12:41"))
    )
    assert report.state
    assert report.state.next_change == at("12:45")  # the promise of 12:40 becomes late
