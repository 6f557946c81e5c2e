"""Files and folders: known by their shape; what is not ours, and what is hostile, is named."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UserError
from generator.importers.report import Weight
from generator.importers.statuspage import gather
from generator.importers.statuspage.recipe import import_statuspage
from tests.importers.samples import (
    CODE,
    bring,
    incident,
    line,
    put,
    sentences,
    site,
    summary,
    update,
)

RESOLVED = incident(CODE, "API down", [update("resolved", "2026-03-09T10:00:00Z", "Done.")])


def test_a_path_that_is_not_there_is_refused_with_a_hint(project: Path) -> None:
    with pytest.raises(UserError, match=r"for a live page write https://status\.acme\.example"):
        import_statuspage("status.acme.example", project)


def test_one_file_is_enough_whatever_its_name(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_text(json.dumps(summary([RESOLVED])))
    bring(path, project)
    assert len(site(project).incidents) == 1


def test_what_is_none_of_ours_is_named_and_no_failure(project: Path, tmp_path: Path) -> None:
    source = put(
        tmp_path / "src",
        s_json=summary([RESOLVED]),
        README_md="# hello",
        LICENSE="MIT",
        other_json={"a": 1},
        list_json="[1]",
        page_html="<!DOCTYPE html><html></html>",
        empty_json="",
    )
    (source / "sub").mkdir()
    (source / "sub" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    (source / ".git").mkdir()
    (source / ".git" / "config.json").write_text("{")
    os.mkfifo(source / "pipe")
    report = bring(source, project)
    said = sentences(report, Weight.SKIPPED)
    assert not report.failed
    for name in (
        "README.md",
        "LICENSE",
        "other.json",
        "list.json",
        "page.html",
        "empty.json",
        "sub/picture.png",
        "pipe",
    ):
        assert name in said
    assert ".git" not in said


HOSTILE = [
    ("deep.json", "[" * 200_000, "nested too deep"),
    ("nan.json", '{"page": NaN}', "NaN is no number"),
    ("half.json", '{"page": {', "not JSON"),
    ("latin.json", b'{"page": "\xe9"}', "not UTF-8"),
    ("bomb.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
    ("half.atom", "<feed", "not XML"),
    (
        "late.json",
        json.dumps({"page": {"id": "x"}, "incidents": []}),
        "says nowhere when it was made",
    ),
    (
        "whose.json",
        json.dumps({"page": {"updated_at": "2026-01-01T00:00:00Z"}, "incidents": []}),
        "neither page.id nor page.url",
    ),
    (
        "number.json",
        json.dumps(
            {"page": {"id": 1, "url": 2, "updated_at": 3}, "incidents": 4, "components": [None, 5]}
        ),
        "says nowhere when",
    ),
]


@pytest.mark.parametrize(("name", "content", "reason"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_what_cannot_be_read_is_named_with_the_reason(
    project: Path, tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    source = put(tmp_path / "src", s_json=summary([RESOLVED]))
    (source / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    report = bring(source, project)
    assert report.failed
    assert reason in sentences(report, Weight.FAILED)
    assert name in sentences(report, Weight.FAILED)
    assert len(site(project).incidents) == 1, "the others are read all the same"


def test_a_file_of_200_mb_is_not_read(project: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "src", s_json=summary([RESOLVED]))
    with (source / "big.json").open("wb") as stream:
        stream.truncate(200_000_000)
    report = bring(source, project)
    assert "big.json: 200,000,000 bytes" in sentences(report, Weight.FAILED)


def test_a_large_number_of_bytes_is_a_constant_and_not_an_accident() -> None:
    assert gather.MAX_FILE_BYTES < 200_000_000


def test_lines_that_are_broken_are_named_and_the_others_read(project: Path, tmp_path: Path) -> None:
    good = line(CODE, "x", [("2026-03-09T10:00:00Z", "Resolved", "a")])
    odd = line(CODE, "x", [("never", "Resolved", "a")], updated_at="2026-01-01T00:00:00Z")
    elsewhere = good.replace("https://status.acme.example/incidents/", "nowhere/")
    source = put(tmp_path / "src", h_jsonl=f"{{broken\n{good}\n[]\n{odd}\n{elsewhere}\n")
    said = sentences(bring(source, project), Weight.PROBLEM)
    assert sorted(re.findall(r"h\.jsonl:(\d)", said)) == ["1", "3", "4", "5"]
    assert len(site(project).incidents) == 1


@pytest.mark.parametrize(
    "code", ["../../etc/passwd", "a/b", "", ".hidden", "a b", "x" * 65, None, 7, "é"]
)
def test_an_id_that_could_be_a_path_is_left_out_and_named(
    project: Path, tmp_path: Path, code: Any
) -> None:
    bad = {**RESOLVED, "id": code}
    report = bring(put(tmp_path / "src", s_json=summary([bad, RESOLVED])), project)
    assert "an incident without a usable id is left out" in sentences(report, Weight.PROBLEM)
    assert [path.name for path in (project / "content" / "incidents").iterdir()] == [
        f"2026-03-09-api-down-{CODE}.md"
    ]


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1999-12-31T23:00:00-08:00",
        "2026-13-01T00:00:00Z",
        "yesterday",
        5,
        None,
    ],
)
def test_a_time_that_no_file_may_name_is_left_out_and_named(
    project: Path, tmp_path: Path, at: Any
) -> None:
    bad = {
        **update("investigating", "2026-03-09T09:00:00Z", "When?"),
        "display_at": at,
        "created_at": at,
        "updated_at": at,
    }
    event = incident(CODE, "x", [update("resolved", "2026-03-09T10:00:00Z", "Done."), bad])
    report = bring(put(tmp_path / "src", s_json=summary([event])), project)
    assert "an update without a usable time is left out" in sentences(report, Weight.PROBLEM)
    assert len(site(project).incidents[0].updates) == 1


def test_nothing_is_written_through_a_link(project: Path, tmp_path: Path) -> None:
    (project / "content").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (project / "content" / "incidents").symlink_to(tmp_path / "elsewhere")
    report = import_statuspage(str(put(tmp_path / "src", s_json=summary([RESOLVED]))), project)
    assert report.failed
    assert list((tmp_path / "elsewhere").iterdir()) == []
