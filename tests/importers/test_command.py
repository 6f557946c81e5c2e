"""`fogbell import`: what it prints, where to, and its exit codes."""

from pathlib import Path

import pytest

from generator.cli import main
from generator.commands import COMMANDS
from tests.importers.samples import API, component, incident, put, summary, update

pytestmark = pytest.mark.skipif(
    "import" not in {command.name for command in COMMANDS}, reason="the command is not listed yet"
)

CODE = "code00000001"


def run(project: Path, *words: str) -> int:
    project.mkdir(exist_ok=True)
    return main(["import", *words, "--project", str(project)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    event = incident(
        CODE,
        "API down",
        [update("resolved", "2026-03-09T10:00:00Z", "Done.")],
        shortlink="https://stspg.io/x",
    )
    return put(
        tmp_path / "src",
        s_json=summary([event], components=[component(API, "API")]),
        README_md="hello",
    )


def test_it_says_what_was_lost_and_what_was_written(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "site", "statuspage", str(source)) == 0
    printed = capsys.readouterr()
    assert (
        f"changed: short links (stspg.io) are not carried over: {CODE}: API down\n" in printed.out
    )
    assert "skipped: neither JSON nor XML: README.md\n" in printed.out
    assert "incidents: 1 in the source: 1 written, 0 updated, 0 unchanged\n" in printed.out
    assert "updates: 1 in the source: 1 written, 0 updated, 0 unchanged\n" in printed.out
    assert "components: 1 in the source: 1 written, 0 updated, 0 unchanged\n" in printed.out
    assert printed.out.endswith("3 files written.\nnext: fogbell build\n")
    assert printed.err == ""


def test_a_second_time_it_says_that_nothing_was_written(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path / "site", "statuspage", str(source))
    capsys.readouterr()
    assert run(tmp_path / "site", "statuspage", str(source)) == 0
    assert capsys.readouterr().out.endswith("Nothing was written: content/ is up to date.\n")


def test_quiet_prints_problems_only(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "site", "statuspage", str(source), "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    (source / "b.json").write_text("{")
    assert run(tmp_path / "site", "statuspage", str(source), "--quiet") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("failed: could not be read: not JSON")
    assert "b.json" in printed.err


def test_many_names_are_counted_after_the_first(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(30):
        (source / f"note{number:02}.txt").write_text("x")
    run(tmp_path / "site", "statuspage", str(source))
    assert "note18.txt and 11 more\n" in capsys.readouterr().out


def test_names_from_elsewhere_do_nothing_to_the_terminal(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "\x1b[31mred.txt").write_text("x")
    run(tmp_path / "site", "statuspage", str(source))
    printed = capsys.readouterr().out
    assert "[31mred.txt" in printed
    assert "\x1b" not in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["statuspag", "x"], "did you mean 'statuspage'?"),
        (["zzz", "x"], "there are: statuspage"),
        (["statuspage", "nowhere"], "there is no file or folder 'nowhere'"),
        (["statuspage", "ftp://a.example"], "is not an address like https://"),
    ],
)
def test_a_wrong_call_is_a_usage_error(
    tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "site", *words) == 2
    assert said in capsys.readouterr().err


def test_nothing_to_import_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "site", "statuspage", str(put(tmp_path / "src", a_txt="x"))) == 1
    assert "failed: nothing of a Statuspage was found" in capsys.readouterr().err
