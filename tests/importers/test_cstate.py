"""A whole cState site, invented, becomes ours; and what happens when it is imported again."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import UserError
from generator.importers.cstate.ledger import LEDGER_FILE
from generator.importers.cstate.recipe import import_cstate
from generator.importers.report import Tally, Weight
from generator.model.component import ComponentStatus
from generator.model.incident import End
from generator.model.update import Impact
from generator.scaffold import new_site
from tests.importers.cstate_samples import (
    NOW,
    bring,
    cstate,
    issue,
    only,
    only_plan,
    problems,
    told,
)
from tests.importers.samples import sentences, site, snapshot, statuses

SITE = Path(__file__).parent / "cstate-site"
EXPECTED = Path(__file__).parent / "cstate-expected"
TRACK = '{{{{< track "2026-03-09 {}" >}}}}'


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-09 {clock}").replace(tzinfo=UTC)


class TestWholeSite:
    def test_every_file_is_as_expected(self, project: Path) -> None:
        bring(SITE, project)
        assert snapshot(project) == snapshot(EXPECTED)

    def test_the_report_counts_and_names(self, project: Path) -> None:
        report = bring(SITE, project)
        assert report.incidents == Tally(found=6, written=6)
        assert report.maintenances == Tally(found=1, written=1)
        assert report.components == Tally(found=5, written=5)
        assert not report.failed
        assert problems(report) == "left out: a draft (1): issues/2026-03-01-draft.md:4"
        assert sentences(report, Weight.SKIPPED).split("\n") == [
            "the page of a section is not carried over (1): issues/_index.md",
            (
                "pages that are no issues are not carried over (2): "
                "affected/api/_index.md | pages/about.md"
            ),
        ]
        assert "(1): config.yml" in sentences(report, Weight.CHANGED)

    @pytest.mark.parametrize("source", [SITE, SITE / "content"])
    def test_the_content_folder_is_enough(self, source: Path, project: Path) -> None:
        bring(source, project)
        assert len(site(project).settings.components) == 5

    def test_the_command_says_it_all(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        now = ["--now", "2026-11-20 12:00 UTC", "--project", str(project)]
        assert main(["import", "cstate", str(SITE), *now]) == 0
        printed = capsys.readouterr()
        assert "problem: left out: a draft: issues/2026-03-01-draft.md:4\n" in printed.err
        assert "incidents: 6 in the source: 6 written, 0 updated, 0 unchanged\n" in printed.out
        assert main(["import", "cstate", str(SITE), *now]) == 0
        assert capsys.readouterr().out.endswith("content/ is up to date.\n")

    def test_settings_that_init_made_are_replaced_and_others_kept(self, project: Path) -> None:
        new_site(project, NOW, demo=False)
        assert "replaced" in sentences(bring(SITE, project))
        assert site(project).settings.title == "Acme Status"
        path = project / "content" / "site.yml"
        path.write_text(path.read_text().replace("title: Acme Status", "title: Ours"))
        assert "replaced" not in sentences(bring(SITE, project))
        assert site(project).settings.title == "Ours"


class TestAgain:
    """The next run."""

    @pytest.fixture
    def source(self, project: Path) -> Path:
        return cstate(project.parent / "src", {"a.md": issue(), "b.md": issue(title="Other")})

    def test_twice_is_once_whatever_the_day(self, project: Path) -> None:
        bring(SITE, project)
        before = snapshot(project)
        report = bring(SITE, project, NOW + timedelta(days=40))
        assert report.files == ()
        assert report.incidents == Tally(found=6, unchanged=6)
        assert snapshot(project) == before

    def test_a_source_that_changed_changes_our_file(self, source: Path, project: Path) -> None:
        bring(source, project)
        cstate(source, {"a.md": issue("Other words.")})
        report = bring(source, project)
        assert report.files == ("content/incidents/a.md", LEDGER_FILE)
        assert report.incidents == Tally(found=2, updated=1, unchanged=1)
        assert "Other words." in (project / "content/incidents/a.md").read_text()

    def test_a_file_that_somebody_edited_stays_and_is_named(
        self, source: Path, project: Path
    ) -> None:
        bring(source, project)
        path = project / "content/incidents/a.md"
        path.write_text(path.read_text().replace("Words.", "Mine."))
        assert problems(bring(source, project)) == ""
        cstate(source, {"a.md": issue("Other words.")})
        for _ in range(2):
            assert problems(bring(source, project)) == (
                "changed at the source, and in the file as well: the file stays (1): "
                "content/incidents/a.md"
            )
            assert "Mine." in path.read_text()

    def test_line_ends_of_windows_are_no_edit(self, source: Path, project: Path) -> None:
        bring(source, project)
        path = project / "content/incidents/a.md"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        cstate(source, {"a.md": issue("Other words.")})
        assert bring(source, project).incidents.updated == 1

    def test_a_file_that_was_deleted_or_renamed_is_not_made_again(
        self, source: Path, project: Path
    ) -> None:
        bring(source, project)
        (project / "content/incidents/a.md").rename(project / "content/incidents/c.md")
        report = bring(source, project)
        assert "is not written again (1): content/incidents/a.md" in sentences(report)
        assert report.files == ()

    def test_a_file_of_somebody_else_is_left_alone(self, source: Path, project: Path) -> None:
        path = project / "content/incidents/own.md"
        path.parent.mkdir(parents=True)
        path.write_text(
            "---\ntitle: Mine\nid: A\nimpact: none\n---\n\n## Resolved — 2026-01-01 00:00 UTC\n"
        )
        assert problems(bring(source, project)) == (
            "a file with this id is there, and is not of this importer: left alone (1): "
            "content/incidents/a.md"
        )
        assert not (project / "content/incidents/a.md").exists()

    def test_without_the_memory_equal_files_are_known_and_others_left(
        self, source: Path, project: Path
    ) -> None:
        bring(source, project)
        before = snapshot(project)
        (project / LEDGER_FILE).unlink()
        assert bring(source, project).files == (LEDGER_FILE,)
        assert snapshot(project) == before

    @pytest.mark.parametrize(
        "memory",
        [
            "",
            "x",
            "[]",
            '{"format": "fogbell cstate ledger 1"}\n{"a": 1}',
            '{"format": "fogbell cstate ledger 1"}\n[]',
            (
                '{"format": "fogbell cstate ledger 1"}\n'
                '{"source": "issues/a.md", "said": "", "file": "../../x", "wrote": ""}'
            ),
        ],
    )
    def test_a_broken_memory_is_named_and_harmless(
        self, memory: str, source: Path, project: Path
    ) -> None:
        path = project / LEDGER_FILE
        path.parent.mkdir(parents=True)
        path.write_text(memory)
        assert "memory cannot be used" in problems(bring(source, project))
        assert len(site(project).incidents) == 2

    def test_a_renamed_component_keeps_its_id(self, source: Path, project: Path) -> None:
        bring(source, project)
        path = project / "content/site.yml"
        path.write_text(path.read_text().replace("name: Public API", "name: Interface"))
        cstate(source, {"c.md": issue()})
        bring(source, project)
        assert [each.name for each in site(project).settings.components] == ["Interface", "Console"]
        assert "  api: major_outage" in (project / "content/incidents/c.md").read_text()

    def test_a_component_that_was_removed_stays_removed(self, source: Path, project: Path) -> None:
        bring(source, project)
        path = project / "content/site.yml"
        path.write_text(path.read_text().replace("  - id: console\n    name: Console\n", ""))
        report = bring(source, project)
        assert "removed from site.yml stays removed (1): Console" in sentences(report)
        assert len(site(project).settings.components) == 1


class TestMeaning:
    """What an issue says, and what ours says."""

    @pytest.mark.parametrize(
        ("severity", "impact", "status"),
        [
            ("down", Impact.MAJOR, ComponentStatus.MAJOR_OUTAGE),
            ("disrupted", Impact.MINOR, ComponentStatus.PARTIAL_OUTAGE),
            ("notice", Impact.NONE, ComponentStatus.OPERATIONAL),
        ],
    )
    def test_severities(
        self, project: Path, severity: str, impact: Impact, status: ComponentStatus
    ) -> None:
        told(project, issue(severity=severity))
        assert only(project).impact is impact
        assert only(project).components == (("api", status),)

    @pytest.mark.parametrize("name", ["API", "api", "public  API", "Public API"])
    def test_components_are_known_whatever_their_case_and_by_what_is_shown(
        self, project: Path, name: str
    ) -> None:
        told(project, issue(affected=f"[{name}]"))
        assert [component for component, _ in only(project).components] == ["api"]

    def test_one_name_in_two_categories_is_two_components(self, project: Path) -> None:
        systems = "[{name: DB, category: East}, {name: DB, category: West}, {name: db}]"
        groups = "[{name: East}, {name: West}]"
        config = f"title: T\nparams: {{categories: {groups}, systems: {systems}}}\n"
        source = cstate(project.parent / "src", {"a.md": issue(affected="[DB]")}, config)
        bring(source, project)
        names = [each.name for each in site(project).settings.components]
        assert names == ["DB", "DB", "db"]
        assert [each for each, _ in only(project).components] == ["db", "db-2", "db-3"]
        assert bring(source, project).files == ()

    @pytest.mark.parametrize(
        ("typed", "moment"),
        [
            ("2026-03-09 09:00:00", at("09:00")),
            ("2026-03-09T09:00:00-05:00", at("14:00")),
            ("2026-03-09T09:00:00.250Z", at("09:00")),
            ("2026-03-09 09:00 +0000 UTC", at("09:00")),
            ("2026-03-09 10:00:30 +01", at("09:00:30")),
        ],
    )
    def test_times_are_utc_or_say_their_zone(
        self, project: Path, typed: str, moment: datetime
    ) -> None:
        said = told(project, issue(date=typed, resolvedWhen="2026-03-10 00:00:00"))
        assert only(project).updates[0].at == moment
        assert "`date`" not in said

    def test_an_end_at_the_beginning_is_a_second_later(self, project: Path) -> None:
        told(project, issue(resolvedWhen="2026-03-09 09:00:00"))
        assert [update.at for update in only(project).updates] == [at("09:00"), at("09:00:01")]

    def test_a_resolved_without_words_gets_a_plain_sentence(self, project: Path) -> None:
        told(project, issue())
        assert statuses(only(project)) == ["investigating", "resolved"]
        assert only(project).updates[1].text == "This incident is resolved."

    def test_resolved_without_an_end(self, project: Path) -> None:
        told(project, issue(resolvedWhen=None))
        assert only(project).ended is End.UNKNOWN
        assert statuses(only(project)) == ["investigating"]

    @pytest.mark.parametrize("end", [None, "2026-03-09 10:00:00", "2026-11-21 10:00:00"])
    def test_what_is_not_said_to_be_open_is_over(self, project: Path, end: str | None) -> None:
        told(project, issue(resolved=None, resolvedWhen=end))
        is_past = end == "2026-03-09 10:00:00"
        assert only(project).ended is (None if is_past else End.UNKNOWN)
        assert statuses(only(project)) == ["investigating", *(["resolved"] if is_past else [])]

    def test_what_is_open_stays_open_and_is_named_once_it_is_old(self, project: Path) -> None:
        text = issue(resolved="false", resolvedWhen=None, date="2026-11-19 00:00")
        assert "still open" not in told(project, text)
        text = issue(resolved="false", resolvedWhen=None)
        said = told(project, text, "old.md")
        assert (
            "still open at the source after 14 days: end it if it is over (1): issues/old" in said
        )
        assert all(each.ended is None for each in site(project).incidents)

    def test_a_post_without_a_status_is_over_when_it_is_told(self, project: Path) -> None:
        told(project, issue(informational="true", severity=None, resolved=None, resolvedWhen=None))
        assert statuses(only(project)) == ["resolved"]
        assert only(project).impact is Impact.NONE

    def test_an_address_of_cstate_leads_to_an_id(self, project: Path) -> None:
        files = {
            "2020/x.md": issue(),
            "2021/x.md": issue(),
            "Über uns.md": issue(),
            "bundle/index.md": issue(),
            "index.md": issue(),
            "CON.x.md": issue(),
        }
        bring(cstate(project.parent / "src", dict(files)), project)
        ids = sorted(incident.id for incident in site(project).incidents)
        assert ids == ["2021-x", "CON.x", "bundle", "issues", "x", "Über-uns"]

    def test_a_slug_is_what_the_address_ends_in(self, project: Path) -> None:
        files = {"a.md": issue(slug="id7"), "b.md": issue(slug="id7"), "x/c.md": issue(slug="ID7")}
        bring(cstate(project.parent / "src", dict(files)), project)
        assert sorted(each.id for each in site(project).incidents) == ["id7", "id7-2", "x-ID7"]

    def test_the_section_makes_an_issue_wherever_it_lies(self, project: Path) -> None:
        source = cstate(project.parent / "src", {"a.md": issue()})
        (source / "content" / "news").mkdir()
        outside = {
            "a.md": issue("Words."),
            "news/b.md": issue(),
            "news/c.md": issue(section="news"),
        }
        for name, text in outside.items():
            (source / "content" / name).write_text(text)
        (source / "content" / "latin.md").write_bytes(b"---\nsection: issue\n---\n\xe9")
        (source / "content" / "link.md").symlink_to(source / "content" / "a.md")
        report = bring(source, project)
        assert not report.failed
        assert sorted(each.id for each in site(project).incidents) == ["a", "a-2", "b"]
        said = sentences(report)
        assert "an issue outside content/issues comes along (2): a.md | news/b.md" in said
        assert "no issues are not carried over (3): latin.md | link.md | news/c.md" in said

    def test_other_languages_are_named(self, project: Path) -> None:
        files = {"a.md": issue(), "a.fr.md": issue(), "b.de.md": issue(), "c.io.md": issue()}
        config = "title: T\nbaseURL: https://a.example\nlanguages: {en: {}, de: {}}\n"
        report = bring(cstate(project.parent / "src", dict(files), config), project)
        assert sentences(report, Weight.SKIPPED) == (
            "an issue in another language (2): issues/a.fr.md | issues/b.de.md"
        )
        assert sorted(each.id for each in site(project).incidents) == ["a", "c.io"]


class TestPlanned:
    """What is still to come."""

    TEXT = issue(date="2026-12-01 02:00:00", resolvedWhen="2026-12-01 04:00:00", resolved="false")

    def test_it_becomes_a_maintenance(self, project: Path) -> None:
        assert "still to come becomes a maintenance (1): issues/a.md" in told(project, self.TEXT)
        plan = only_plan(project)
        assert (plan.start, plan.end) == (
            datetime(2026, 12, 1, 2, tzinfo=UTC),
            datetime(2026, 12, 1, 4, tzinfo=UTC),
        )
        assert plan.components == (("api", ComponentStatus.UNDER_MAINTENANCE),)
        assert (plan.updates[0].at, plan.auto_complete) == (NOW, False)

    def test_resolved_beforehand_it_ends_by_itself(self, project: Path) -> None:
        told(project, self.TEXT.replace("resolved: false", "resolved: true"))
        assert only_plan(project).auto_complete

    def test_without_an_end_it_lasts_an_hour_which_is_said(self, project: Path) -> None:
        said = told(project, issue(date="2026-12-01 02:00:00", resolved="false", resolvedWhen=None))
        assert "lasts an hour: mend `scheduled:` (1): issues/a.md" in said
        assert only_plan(project).end == datetime(2026, 12, 1, 3, tzinfo=UTC)

    def test_once_it_is_over_it_is_completed(self, project: Path) -> None:
        told(project, self.TEXT)
        done = self.TEXT.replace("resolved: false", "resolved: true")
        bring(cstate(project.parent / "src", {"a.md": done}), project, NOW + timedelta(days=20))
        assert statuses(only_plan(project)) == ["scheduled", "completed"]
        assert only_plan(project).updates[0].at == NOW

    def test_an_end_that_is_still_to_come_is_not_told_as_past(self, project: Path) -> None:
        said = told(project, issue(resolvedWhen="2026-12-01 04:00:00"))
        assert "with an end that is still to come: kept under `internal:` (1): issues/a.md" in said
        assert only(project).internal[1] == ("resolvedWhen", "2026-12-01 04:00 UTC")
        assert only(project).ended is End.UNKNOWN


class TestUpdates:
    """Updates that an author wrote into one body."""

    @staticmethod
    def body(*parts: tuple[str, str]) -> str:
        return "\n\n".join(f"{state} - Text. {TRACK.format(clock)}" for state, clock in parts)

    def test_they_are_split_where_it_is_certain(self, project: Path) -> None:
        parts = [("*Resolved*", "09:58:00"), ("**Update**", "09:30:00"), ("_Identified_", "09:00")]
        for body in (self.body(*parts), self.body(*parts[::-1])):
            shutil.rmtree(project.parent / "src", ignore_errors=True)
            shutil.rmtree(project / "content", ignore_errors=True)
            told(project, issue(body))
            incident = only(project)
            assert statuses(incident) == ["identified", "update", "resolved"]
            assert [update.text for update in incident.updates] == ["Text."] * 3
            assert incident.ended == at("10:00")

    def test_without_a_resolved_one_is_added(self, project: Path) -> None:
        told(project, issue(self.body(("*Update*", "10:00"), ("*Investigating*", "09:00"))))
        assert statuses(only(project)) == ["investigating", "update", "resolved"]
        assert [update.at for update in only(project).updates][1:] == [at("10:00"), at("10:00:01")]

    @pytest.mark.parametrize(
        "body",
        [
            'Text. {{< track "2026-03-09 09:00:00" >}}',
            '*Investigating* - Text. {{< track "2026-03-08 09:00:00" >}}',
            '*Investigating* - Text. {{< track "2026-03-09 11:00:00" >}}',
            '*Update* - Text. {{< track "2026-03-09 09:30:00" >}}',
            "*Investigating* - Text.",
            '*Looking* - Text. {{< track "2026-03-09 09:30:00" >}}',
            '*Investigating* - Text. {{< track "2026-03-09 09:30:00" >}}\n\nMore.',
            '*Investigating* - {{< track "2026-03-09 09:30" >}} {{< track "2026-03-09 09:40" >}}',
            (
                '*Resolved* - A. {{< track "2026-03-09 09:30:00" >}}\n\n'
                '*Investigating* - B. {{< track "2026-03-09 09:30:00" >}}'
            ),
            (
                '*Investigating* - B. {{< track "2026-03-09 09:40:00" >}}\n\n'
                '*Resolved* - A. {{< track "2026-03-09 09:30:00" >}}'
            ),
            '*Postmortem* - A. {{< track "2026-03-09 09:30:00" >}}',
        ],
    )
    def test_elsewise_the_body_stays_whole(self, project: Path, body: str) -> None:
        told(project, issue(body))
        incident = only(project)
        assert statuses(incident) == ["investigating", "resolved"]
        assert incident.updates[0].at == at("09:00")
        assert "track" not in incident.updates[0].text

    def test_an_open_issue_is_not_resolved_by_a_word_in_its_body(self, project: Path) -> None:
        text = issue(self.body(("*Resolved*", "09:30")), resolved="false", resolvedWhen=None)
        told(project, text)
        assert statuses(only(project)) == ["investigating"]


class TestSource:
    """What SRC may be."""

    @pytest.mark.parametrize(
        "source", ["https://github.com/acme/status", "git@github.com:acme/status.git"]
    )
    def test_an_address_is_refused(self, source: str, project: Path) -> None:
        words = f"cState is read from a checkout: `git clone {source}`, and give its folder"
        with pytest.raises(UserError, match=re.escape(words)):
            import_cstate(source, project, NOW)

    def test_what_is_not_there_is_refused(self, project: Path) -> None:
        with pytest.raises(UserError, match="there is no folder 'nowhere'; give a checkout"):
            import_cstate("nowhere", project, NOW)

    def test_a_folder_without_issues_is_a_failure(self, project: Path) -> None:
        report = import_cstate(str(project), project, NOW)
        assert report.failed
        assert "nothing of a cState site was found: no content/issues" in sentences(report)

    def test_nothing_is_written_through_a_link(self, project: Path, tmp_path: Path) -> None:
        (tmp_path / "else").mkdir()
        (project / "content").symlink_to(tmp_path / "else")
        report = import_cstate(str(SITE), project, NOW)
        assert "nothing is written through a link (1): content" in sentences(report)
        assert not list((tmp_path / "else").iterdir())

    def test_broken_settings_stop_it(self, project: Path) -> None:
        (project / "content").mkdir()
        (project / "content/site.yml").write_text("title: [")
        report = import_cstate(str(SITE), project, NOW)
        assert report.failed
        assert "nothing is written until the settings are mended" in sentences(report)
        assert list(snapshot(project)) == ["content/site.yml"]
