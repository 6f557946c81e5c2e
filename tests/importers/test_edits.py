"""What somebody changed in an imported file stays, with the importer's memory and without it."""

import shutil
from pathlib import Path

import pytest

from generator.importers.report import Weight
from generator.importers.statuspage.ledger import LEDGER_FILE
from generator.model.incident import End
from generator.model.update import Impact
from tests.importers.growing import FIRST, SECOND, THIRD, capture, first_import, next_import
from tests.importers.samples import (
    CODE,
    bring,
    file_of,
    only_incident,
    put,
    sentences,
    snapshot,
    statuses,
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "src"


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def test_what_the_importer_does_not_know_stays(source: Path, project: Path) -> None:
    path = first_import(source, project)
    edit(
        path,
        (
            "title: API down\n",
            "title: API down   # our own words\nreference: INC-7\n# a comment\n",
        ),
        (
            "internal:\n",
            'errors:\n  - "HTTP 500"\noverride:\n  COM-03: called\ninternal:\n  ticket: OPS-1\n',
        ),
        ("10:00:10 UTC\n", "10:00:10 UTC\nworkaround: Wait.\nnext update: 30m\n"),
    )
    path.write_text(
        path.read_text("utf-8") + "\n## Update — 2026-03-09 10:20 UTC\n\nOur own words.\n", "utf-8"
    )
    typed = path.read_text("utf-8")
    assert next_import(source, project, SECOND, FIRST) == ""
    found = only_incident(project)
    assert (found.reference, found.errors) == ("INC-7", ("HTTP 500",))
    assert dict(found.overrides) == {"COM-03": "called"}
    assert dict(found.internal)["ticket"] == "OPS-1"
    assert (found.updates[0].workaround, found.updates[1].text) == ("Wait.", "Our own words.")
    assert [each.text for each in found.updates] == ["Looking.", "Our own words.", "Found it."]
    assert path.read_text("utf-8").startswith(typed), "what is there is not typed anew"


def test_a_front_matter_changed_by_hand_stays(source: Path, project: Path) -> None:
    path = first_import(source, project)
    edit(path, ("title: API down", "title: Calls fail"), ("impact: minor", "impact: critical"))
    assert next_import(source, project, SECOND, FIRST) == ""
    found = only_incident(project)
    assert (found.title, found.impact) == ("Calls fail", Impact.CRITICAL)
    said = next_import(
        source, project, SECOND, FIRST, title="API is down", made="2026-03-09T13:00:00Z"
    )
    assert "`title` was changed in the file and at the source: the file's stays" in said
    assert only_incident(project).title == "Calls fail"


def test_a_text_changed_by_hand_and_at_the_source_stays_and_is_said(
    source: Path, project: Path
) -> None:
    path = first_import(source, project)
    edit(path, ("Looking.", "We are on it."))
    said = next_import(source, project, {**FIRST, "body": "Looking into it."})
    assert "`text` was changed in the file and at the source: the file's stays" in said
    assert "10:00:10 UTC" in said
    assert only_incident(project).updates[0].text == "We are on it."


def test_a_text_changed_by_hand_alone_stays_silently(source: Path, project: Path) -> None:
    path = first_import(source, project)
    edit(path, ("Looking.", "We are on it."))
    assert next_import(source, project, SECOND, FIRST) == ""
    assert only_incident(project).updates[0].text == "We are on it."


def test_a_changed_front_matter_keeps_its_comments(source: Path, project: Path) -> None:
    path = first_import(source, project)
    edit(path, ("impact: minor\n", "impact: minor\n# ask Mo about this\n"))
    next_import(source, project, FIRST, impact="major")
    assert "\n# ask Mo about this\n" in path.read_text("utf-8")
    assert only_incident(project).impact is Impact.MAJOR


def test_an_update_deleted_by_hand_stays_deleted(source: Path, project: Path) -> None:
    first_import(source, project)
    next_import(source, project, SECOND, FIRST)
    path = file_of(project, CODE)
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("\n## Identified")], "utf-8")
    next_import(source, project, THIRD, SECOND, FIRST, made="2026-03-09T13:00:00Z")
    assert statuses(only_incident(project)) == ["investigating", "resolved"]


def test_a_renamed_file_keeps_its_name_and_its_id(source: Path, project: Path) -> None:
    path = first_import(source, project)
    moved = path.with_name("2026-03-09-our-name.md")
    text = path.read_text("utf-8").replace("title:", f"id: {path.stem}\ntitle:", 1)
    path.unlink()
    moved.write_text(text, "utf-8")
    next_import(source, project, SECOND, FIRST)
    assert [each.name for each in (project / "content" / "incidents").iterdir()] == [moved.name]
    assert only_incident(project).id == path.stem
    assert len(only_incident(project).updates) == 2


def test_windows_line_ends_stay(source: Path, project: Path) -> None:
    path = first_import(source, project)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    next_import(source, project, SECOND, FIRST)
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"Found it." in data


def test_newest_first_stays_newest_first(source: Path, project: Path) -> None:
    first_import(source, project)
    next_import(source, project, SECOND, FIRST)
    path = file_of(project, CODE)
    head, first, second = path.read_text("utf-8").split("\n## ")
    path.write_text(f"{head}\n## {second}\n## {first}", "utf-8")
    next_import(source, project, THIRD, SECOND, FIRST, made="2026-03-09T13:00:00Z")
    headings = [each for each in path.read_text("utf-8").splitlines() if each.startswith("## ")]
    assert [each.split()[1] for each in headings] == ["Resolved", "Identified", "Investigating"]


def test_a_broken_file_is_said_and_left_alone(source: Path, project: Path) -> None:
    path = first_import(source, project)
    edit(path, ("impact: minor", "impact: terrible"))
    before = path.read_bytes()
    shutil.rmtree(source)
    from generator.importers.statuspage.recipe import import_statuspage

    report = import_statuspage(str(put(source, b_json=capture(SECOND, FIRST))), project)
    assert "a file is broken and left alone" in sentences(report, Weight.PROBLEM)
    assert path.name in sentences(report, Weight.PROBLEM)
    assert path.read_bytes() == before
    assert not report.failed


def test_a_file_of_that_name_from_somewhere_else_is_left_alone(source: Path, project: Path) -> None:
    path = first_import(source, project)
    edit(path, ("internal:\n  source: statuspage acmepage0001/code00000001\n", ""))
    before = path.read_bytes()
    said = next_import(source, project, SECOND, FIRST)
    assert "does not say that it is from the source: left alone" in said
    assert path.read_bytes() == before


class TestWithoutMemory:
    """content/.imported/ is gone: the next import is careful, and loses nothing either."""

    def forget(self, project: Path) -> None:
        shutil.rmtree((project / LEDGER_FILE).parent)

    def test_nothing_new_writes_only_the_memory(self, source: Path, project: Path) -> None:
        put(source, a_json=capture(THIRD, SECOND, FIRST))
        bring(source, project)
        before = snapshot(project)
        self.forget(project)
        assert bring(source, project).files == (LEDGER_FILE,)
        assert snapshot(project) == before

    def test_new_updates_come_and_texts_stay(self, source: Path, project: Path) -> None:
        path = first_import(source, project)
        edit(path, ("Looking.", "We are on it."), ("impact: minor", "impact: critical"))
        self.forget(project)
        said = next_import(source, project, SECOND, FIRST)
        assert "an update has other words in the file than at the source: the file's stay" in said
        found = only_incident(project)
        assert [each.text for each in found.updates] == ["We are on it.", "Found it."]
        assert found.impact is Impact.CRITICAL

    def test_an_unknown_end_goes_when_the_end_is_known(self, source: Path, project: Path) -> None:
        bring(put(source, a_json=capture(FIRST, made="2026-05-01T00:00:00Z")), project)
        assert only_incident(project).ended is End.UNKNOWN
        self.forget(project)
        next_import(source, project, THIRD, SECOND, FIRST, made="2026-05-02T00:00:00Z")
        assert only_incident(project).ended is None
        assert statuses(only_incident(project))[-1] == "resolved"

    @pytest.mark.parametrize(
        "damage",
        [
            "",
            "{}",
            '{"format": "other"}\n',
            "\x00",
            '{"format": "fogbell statuspage ledger 1"}\n{"event": {"code": 1}}\n',
            "[" * 100_000,
        ],
    )
    def test_a_damaged_memory_is_said_and_made_anew(
        self, source: Path, project: Path, damage: str
    ) -> None:
        put(source, a_json=capture(THIRD, SECOND, FIRST))
        bring(source, project)
        before = snapshot(project)
        (project / LEDGER_FILE).write_text(damage, "utf-8")
        report = bring(source, project)
        assert "the importer's memory cannot be used" in sentences(report, Weight.PROBLEM)
        assert snapshot(project) == before
