"""`fogbell doctor` as people and programs call it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.commands.doctor_lines import doctor_lines
from generator.deploy.doctor import CHECKS, examine
from generator.deploy.doctor.reasons import WHY
from generator.deploy.doctor.records import Kind, Result, Row, untold
from tests.deploy.patients import HEAD, URL, Server, results, serving, subject
from tests.golden import SITES, tree

ROOT = Path(__file__).parent.parent.parent
NOW = "2026-11-20 12:50 UTC"
ONE = "deploy:\n- {name: one, url: 's3://one/'}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of a site, not yet built."""
    folder = tmp_path / "project"
    shutil.copytree(SITES / "bad-day" / "content", folder / "content")
    return folder


def run(project: Path, *words: str) -> int:
    return main(["doctor", *words, "--project", str(project), "--now", NOW])


def settings(project: Path, more: str) -> None:
    with (project / "content" / "site.yml").open("a", encoding="utf-8") as file:
        file.write(more)


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_new_site_has_no_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--project", str(project), "--now", NOW]) == 0
    assert run(project) == 0
    out = capsys.readouterr().out
    assert "not declared  IND-08  site.yml, deploy: there is no origin yet" in out
    assert "4 checks of the published pages were left out: --live makes them." in out


def test_an_error_gives_1(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(project, ONE)
    assert run(project) == 1
    assert capsys.readouterr().out.startswith("error         IND-08  ")


def test_without_a_build_it_says_so_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project) == 0
    out = capsys.readouterr().out
    assert out.count("nothing is built yet") == 1
    assert "IND-01, IND-02, IND-03" in out


def test_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(project, ONE)
    assert run(project, "--format", "json") == 1
    value = told(capsys)
    assert set(value) == {"now", "live", "counts", "rows"}
    assert value["now"] == "2026-11-20T12:50:00Z"
    assert value["live"] is False
    assert sum(value["counts"].values()) == len(value["rows"])
    first = value["rows"][0]
    assert (first["id"], first["kind"], first["result"]) == ("IND-08", "settings", "error")
    assert {row["id"] for row in value["rows"]} == {
        check.id for check in CHECKS if check.kind is not Kind.LIVE
    }


def test_visits_never_fail_it_unless_asked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--project", str(project), "--now", NOW]) == 0
    capsys.readouterr()
    files = tree(project / "output")
    with serving(Server(files, headers={"Set-Cookie": "a=1"})) as server:
        file = project / "content" / "site.yml"
        file.write_text(file.read_text("utf-8").replace(URL, server.address), "utf-8")
        assert run(project, "--live", "--format", "json") == 0
        errors = [row["id"] for row in told(capsys)["rows"] if row["result"] == "error"]
        assert errors == ["IND-05"]
        assert run(project, "--strict-live", "--quiet") == 1


def test_broken_settings_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content" / "site.yml").write_text("title: [\n", "utf-8")
    assert run(project) == 1
    assert "see `fogbell check`" in capsys.readouterr().err


def test_remotes_and_workflows_are_read_from_the_top(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    top = project.parent
    for words in (
        ["init", "-q"],
        ["remote", "add", "origin", "git@github.com:acme/status.git"],
        ["remote", "add", "other", "https://codeberg.org/acme/status"],
    ):
        subprocess.run(["git", "-C", str(top), *words], check=True)
    folder = top / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "publish.yml").write_text("steps:\n - run: fogbell publish\n - run: curl x\n")
    run(project, "--all")
    out = capsys.readouterr().out
    assert "git pushes to codeberg.org and github.com" in out
    assert ".github/workflows/publish.yml:3: `curl` fetches" in out


def test_quiet_says_only_what_is_wrong(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second = "- {name: two, url: 'file:///srv/x'}\n"
    declared = "independence: {second_remote: there, drill: 2026-11-01}\n"
    site = (project / "content" / "site.yml").read_text("utf-8")
    for deploy, code in ((ONE, 1), (ONE + second, 0)):
        (project / "content" / "site.yml").write_text(site + deploy + declared, "utf-8")
        assert run(project, "--quiet") == code
        out = capsys.readouterr().out
        assert out.startswith("error         IND-08  ") if code else out == ""


# The table


def lines(rows: tuple[Row, ...], *, shows_all: bool = False) -> list[str]:
    return [*doctor_lines(rows, shows_all, is_live=True)]


def test_the_table_has_80_columns() -> None:
    long = "deploy:\n- {name: " + "n" * 40 + ", url: 's3://one/'}\n"
    rows = examine(subject(long + f"contact: {'c' * 90}@acme.example\n"))
    assert all(len(line) <= 80 for line in lines(rows, shows_all=True))


def test_the_worst_stands_first_and_what_is_fine_is_counted() -> None:
    rows = examine(subject(ONE + "contact: a@b.example\nindependence: {alerts: by phone}\n"))
    ranks = [tuple(Result).index(row.finding.result) for row in rows]
    assert ranks == sorted(ranks)
    assert not any(line.startswith("ok") for line in lines(rows))
    assert any(line.startswith("ok") for line in lines(rows, shows_all=True))
    assert lines(rows)[-1].endswith("1 fine (--all shows them).")


def test_what_a_server_says_obeys_no_terminal() -> None:
    row = Row("IND-28", Kind.LIVE, untold("https://a.example", "said \x1b[2J\r\nthis"), "why")
    assert not any("\x1b" in line or "\r" in line for line in lines((row,)))


# Documents


def test_every_check_has_its_reason_and_its_paragraph() -> None:
    page = (ROOT / "docs" / "independence.md").read_text("utf-8")
    flat = " ".join(page.split())
    ids = {check.id for check in CHECKS}
    assert set(WHY) == ids
    for check in ids:
        assert f"\n### {check}: " in page, check
        assert f" Why: {WHY[check]} " in flat, check


def test_what_is_left_out_is_named() -> None:
    page = (ROOT / "docs" / "independence.md").read_text("utf-8")
    everything = {f"IND-{number:02}" for number in range(1, 30)}
    for missing in everything - {check.id for check in CHECKS}:
        assert f"| {missing} |" in page, missing


def test_the_settings_in_the_document_are_declared_whole() -> None:
    page = (ROOT / "docs" / "independence.md").read_text("utf-8")
    yaml = page.split("```yaml\n")[1].split("```")[0]
    assert HEAD not in yaml
    looked = subject(yaml, remotes=None)
    for check in ("IND-08", "IND-09", "IND-19", "IND-20", "IND-23", "IND-25", "IND-26", "IND-29"):
        assert {result for result, _ in results(looked, check)} == {Result.OK}, check
