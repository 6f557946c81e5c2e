"""Every way to be wrong: a folder of tests/wrong/ each, with what `fogbell check` says of it.

A new folder needs no registration: `<case>/content/…`, and `<case>/expected.txt`, which
`pytest --update-golden` writes. A case without a content/site.yml gets tests/wrong/site.yml.
Codes that no folder can show have a test each at the end.
"""

import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator import writer
from generator.build import Options, read
from generator.cli import main
from generator.content.incidents import parse_incident
from generator.content.source import Source
from generator.errors import Problem, Severity, UserError, format_problem
from generator.manual.problems import PROBLEMS
from generator.outputs.artifact import Artifact

WRONG = Path(__file__).parent / "wrong"
CASES = sorted(folder.name for folder in WRONG.iterdir() if folder.is_dir())
pytestmark = pytest.mark.usefixtures("without_policy")

NOW = "2026-11-20 12:00 UTC"
MOMENT = datetime(2026, 11, 20, 12, tzinfo=UTC)

#: codes that no folder can show, and the test here that does
ELSEWHERE = {
    "FILE-01": "test_no_link_is_followed",
    "FILE-02": "test_a_file_that_is_too_large_is_not_read",
    "UPD-14": "test_an_update_that_is_too_long_is_refused",
    "THM-01": "test_a_mistake_in_a_theme_is_told",
    "THM-02": "test_a_mistake_in_a_theme_is_told",
    "BLD-02": "test_a_fault_of_ours_in_one_file_is_told_and_hides_no_other",
}
#: what only `watch` tells, in tests/test_watch.py
OF_THE_CLOCK = {"BLD-03"}

GOOD = """\
---
title: Uploads fail
impact: major
---

## Investigating — 2026-11-20 10:15 UTC

Uploads may fail.
"""


def place(case: str, project: Path) -> Path:
    """Copy a case to `project`, with the common site.yml where it has none of its own."""
    shutil.copytree(WRONG / case / "content", project / "content", dirs_exist_ok=True)
    if not (project / "content" / "site.yml").exists():
        shutil.copy(WRONG / "site.yml", project / "content")
    return project


def site(project: Path, **files: str) -> Path:
    """The common site.yml, and incidents by their ids."""
    (project / "content" / "incidents").mkdir(parents=True)
    shutil.copy(WRONG / "site.yml", project / "content")
    for name, text in files.items():
        (project / "content" / "incidents" / f"{name}.md").write_text(text, "utf-8")
    return project


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """The exit code and all that was printed: standard error first."""
    code = main([*map(str, words), "--now", NOW])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.err + captured.out


def problems_of(project: Path) -> Sequence[Problem]:
    return read(Options(project=project, output=project / "output", now=MOMENT))[1]


@pytest.mark.parametrize("case", CASES)
def test_it_is_told_as_expected(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, update_golden: bool
) -> None:
    code, text = run(capsys, "check", "--project", place(case, tmp_path))
    golden = WRONG / case / "expected.txt"
    if update_golden:
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")
    assert "no problems" not in text
    assert code == (1 if re.search(r"(?m)^content/.*: error ", text) else 0)


#: `write: title: "API: errors fail"`, or the same with words on its indentation
MENDED = re.compile(
    r"write(?:| it (?:with (\d+) spaces? before it|at the beginning of the line)): (.*)"
)
#: where a hint `write:` gives the whole line that its place is in
WHOLE_LINES = (
    "YAML-",
    "FILE-09",
    "KEY-03",
    "KEY-04",
    "KEY-05",
    "KEY-06",
    "KEY-07",
    "KEY-08",
    "UPD-",
)


@pytest.mark.parametrize("case", CASES)
def test_a_mended_line_mends(case: str, tmp_path: Path) -> None:
    project = place(case, tmp_path)
    for problem in problems_of(project):
        found = MENDED.match(problem.hint)
        if not found or not problem.code.startswith(WHOLE_LINES) or "<" in found[2]:
            continue
        file, where = project / problem.location.file, problem.location
        text = file.read_bytes().decode()
        lines = text.split("\n")
        line = lines[where.line - 1]
        if problem.code == "KEY-03" and found[2].startswith("- {"):
            continue  # one item of a list on one line
        indent = line[: len(line) - len(line.lstrip())] if problem.hint.startswith("write:") else ""
        if found[2].startswith(("## ", "---")) or "right under the heading" in problem.hint:
            indent = ""
        lines[where.line - 1] = (indent or " " * int(found[1] or 0)) + found[2]
        file.write_text("\n".join(lines), "utf-8")
        same = [
            format_problem(each)
            for each in problems_of(project)
            if (each.code, each.location.file, each.location.line)
            == (problem.code, where.file, where.line)
        ]
        assert not same, f"{lines[where.line - 1]!r}\n" + "\n".join(same)
        file.write_text(text, "utf-8")


def shown_codes() -> set[str]:
    texts = [(WRONG / case / "expected.txt").read_text("utf-8") for case in CASES]
    return {code for text in texts for code in re.findall(r"(?:error|warning) ([A-Z]+-\d+) ", text)}


@pytest.mark.parametrize("code", sorted({*PROBLEMS} - OF_THE_CLOCK))
def test_every_code_is_shown_somewhere(code: str) -> None:
    assert code in shown_codes() or ELSEWHERE.get(code, "") in globals()


def test_every_code_that_is_shown_is_explained() -> None:
    assert shown_codes() <= set(PROBLEMS)


SOME = ("yaml-colon-in-title", "file-not-utf8", "heading-no-time", "site-empty", "several-problems")


@pytest.mark.parametrize("case", SOME)
def test_a_build_with_errors_writes_nothing(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = site(tmp_path, good=GOOD)
    assert run(capsys, "build", "--project", project)[0] == 0
    before = snapshot(project / "output")
    cache = snapshot(project / ".cache")
    code, text = run(capsys, "build", "--project", place_over(case, project))
    assert code == 1
    assert "Nothing was written" in text
    assert snapshot(project / "output") == before
    assert snapshot(project / ".cache") == cache


def place_over(case: str, project: Path) -> Path:
    (project / "content" / "site.yml").unlink()
    return place(case, project)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, byte for byte and with its time."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


LEGAL = {
    "no-components": GOOD,
    "five-minutes-ahead": GOOD.replace("10:15", "12:05"),
    "states-skipped": GOOD + "\n## Resolved — 2026-11-20 10:20 UTC\n\nDone.\n",
    "out-of-order": "---\ntitle: Uploads fail\nimpact: none\n---\n"
    "## Resolved — 2026-11-20 11:00 UTC\n## Investigating — 2026-11-20 10:00 UTC\n",
    "reopened": GOOD + "\n## Resolved — 2026-11-20 10:20 UTC\n\nDone.\n"
    "\n## Monitoring — 2026-11-20 10:30 UTC\nreopened: yes\n\nAgain.\n",
    "separators": "---\ntitle: Uploads fail\nimpact: minor\n---\n"
    "## INVESTIGATING – 2026-11-20T10:00Z\n## Identified - 2026-11-20 11:01:30 +01:00\n"
    "## monitoring | 2026-11-20 10:02Z\n## Update · 2026-11-20 10:03 UTC\n"
    "  ##   Resolved   --   2026-11-20 10:04 UTC   ##  \n",
    "comments-in-yaml": "---\n# a comment\ntitle: Uploads fail # so it is\nimpact: minor\n---\n"
    "## Investigating — 2026-11-20 10:00 UTC\n",
    "fence": GOOD + "\n```\n## Resolved — 2026-11-20 11:00 UTC\n```\n\n> ## Quoted\n",
    "postmortem-timeline": GOOD + "\n## Resolved — 2026-11-20 11:00 UTC\n"
    "\n## Postmortem — 2026-11-20 11:30 UTC\n\n### Identified — 2026-11-20 10:30 UTC\n\nWhat.\n",
}


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_legal_is_not_complained_of(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = site(tmp_path, **{name: LEGAL[name]})
    assert run(capsys, "check", "--project", project) == (0, f"no problems in {project}/content\n")


def test_cancelling_work_that_has_begun_is_legal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = site(tmp_path)
    (project / "content" / "maintenance").mkdir()
    (project / "content" / "maintenance" / "db.md").write_text(
        "---\ntitle: Database\nscheduled: 2026-11-20 10:00 UTC to 2026-11-20 14:00 UTC\n---\n"
        "## Scheduled — 2026-11-19 10:00 UTC\n## In progress — 2026-11-20 09:58 UTC\n"
        "## Cancelled — 2026-11-20 10:10 UTC\n",
        "utf-8",
    )
    assert run(capsys, "check", "--project", project)[0] == 0


def test_a_site_without_events_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    shutil.copy(WRONG / "site.yml", tmp_path / "content")
    assert run(capsys, "check", "--project", tmp_path)[0] == 0
    assert run(capsys, "build", "--project", tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("make", "hint"),
    [
        (lambda project: None, "--project"),
        (lambda project: (project / "content").mkdir(), "--project"),
        (lambda project: (project / "content").write_text("x"), "--project"),
        (
            lambda project: (
                (project / "content").mkdir() or (project / "content" / "site.yaml").write_text("x")
            ),
            "rename site.yaml to site.yml",
        ),
    ],
    ids=["nothing", "empty", "a file", "site.yaml"],
)
def test_without_settings_there_is_one_sentence(
    make: "object", hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(make)
    make(tmp_path)
    code, text = run(capsys, "check", "--project", tmp_path)
    assert code == 1
    assert text.startswith("content/site.yml:1:1: error FILE-01 is not there\n")
    assert hint in text
    assert text.endswith("\n1 error\n")


def test_no_link_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "secret.md").write_text(GOOD)
    project = site(tmp_path / "project", good=GOOD)
    incidents = project / "content" / "incidents"
    (incidents / "file.md").symlink_to(secret / "secret.md")
    (incidents / "gone.md").symlink_to("nowhere")
    (incidents / "loop.md").symlink_to("loop.md")
    (incidents / "folder").symlink_to(secret)
    (project / "content" / "maintenance").symlink_to(secret)
    code, text = run(capsys, "check", "--project", project)
    assert code == 1
    told = [line.split(" ")[0] for line in text.splitlines() if "error FILE-01" in line]
    assert told == [
        "content/incidents/file.md:1:1:",
        "content/incidents/folder:1:1:",
        "content/incidents/gone.md:1:1:",
        "content/incidents/loop.md:1:1:",
        "content/maintenance:1:1:",
    ]


def test_content_itself_is_no_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site(tmp_path / "real", good=GOOD)
    project = tmp_path / "project"
    project.mkdir()
    (project / "content").symlink_to(tmp_path / "real" / "content")
    code, text = run(capsys, "check", "--project", project)
    assert (code, text.count("error FILE-01")) == (1, 1)


def test_a_picture_behind_a_link_is_not_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    (private / "x.png").write_bytes(b"png")
    project = site(tmp_path / "project", good=GOOD + "\n![x](../media/x.png)\n")
    (project / "content" / "media").symlink_to(private)
    code, text = run(capsys, "build", "--project", project)
    assert code == 1
    assert "content/media:1:1: error FILE-01" in text
    assert not (project / "output").exists()


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = site(tmp_path, large=GOOD + "x" * 256 * 1024, limit=GOOD)
    with (project / "content" / "incidents" / "sparse.md").open("wb") as stream:
        stream.truncate(1 << 30)
    code, text = run(capsys, "check", "--project", project)
    assert code == 1
    assert (
        "large.md:1:1: error FILE-02 is too large: 262,248 bytes, and at most 262,144 are" in text
    )
    assert "sparse.md:1:1: error FILE-02 is too large: 1,073,741,824 bytes" in text


def test_too_many_values_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = "".join(f"k{n}: v\n" for n in range(1000))
    project = site(tmp_path, many=GOOD.replace("impact", f"internal:\n{keys}impact"))
    code, text = run(capsys, "check", "--project", project)
    assert (code, text.count("error YAML-04 more values than fit here")) == (1, 1)


def test_an_update_that_is_too_long_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = site(tmp_path, long=GOOD + "word " * 20_000)
    code, text = run(capsys, "check", "--project", project)
    assert code == 1
    assert "long.md:6:1: error UPD-14 100,018 characters are too many for one update" in text


def test_two_outputs_for_one_path_are_refused(tmp_path: Path) -> None:
    one, two = (Artifact(path, view=path, render=bytes) for path in ("a/x.html", "A/X.html"))
    with pytest.raises(UserError, match=r"two outputs want the same file: a/x.html and A/X.html"):
        writer.write_site([one, two], tmp_path / "output", {})
    assert list((tmp_path / "output").iterdir()) == []


def test_a_fault_of_ours_in_one_file_is_told_and_hides_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = site(tmp_path, bad=GOOD, good=GOOD)

    def fail_on_bad(source: Source, ids: frozenset[str] | None = None) -> object:
        if "bad" in source.file:
            raise KeyError("oops")
        return parse_incident(source, ids)

    monkeypatch.setattr("generator.content.load.parse_incident", fail_on_bad)
    code, text = run(capsys, "check", "--project", project)
    assert code == 1
    assert "bad.md:1:1: error BLD-02 Fogbell failed on this file (test_wrong.py:" in text
    assert "KeyError" in text
    code, text = run(capsys, "build", "--keep-going", "--project", project)
    assert code == 1
    assert (project / "output" / "incidents" / "good.html").exists()


def test_every_problem_has_a_place_in_the_project(tmp_path: Path) -> None:
    for case in CASES:
        project = place(case, tmp_path / case)
        for problem in problems_of(project):
            assert (project / problem.location.file).exists(), case
            assert problem.severity in Severity
            assert problem.code in PROBLEMS


def test_a_mistake_in_a_theme_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """More of them are in test_theme_mistakes.py."""
    project = site(tmp_path, good=GOOD)
    theme = project / "themes" / "mine"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text("[options]\nnew = true\n", "utf-8")
    (theme / "404.html").write_text("{{ gone }}", "utf-8")
    with (project / "content" / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write("theme: mine\n")
    code, text = run(capsys, "check", "--project", project)
    assert code == 1
    assert "themes/mine/404.html:1:1: error THM-01 'gone' is undefined" in text
    warned = "themes/mine/theme.toml:2:1: warning THM-02 nothing uses the option 'new'"
    assert warned in text
    (theme / "404.html").unlink()
    code, text = run(capsys, "build", "--project", project)
    assert code == 0
    assert warned in text
