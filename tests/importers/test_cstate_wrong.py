"""Each way in which a cState file can be wrong: named with its line, and mended or left out."""

import time
from pathlib import Path

import pytest

from generator.importers.report import Weight
from tests.importers.cstate_samples import CONFIG, bring, cstate, issue, only, problems, told
from tests.importers.samples import sentences, site, statuses

OLD = "https://status.acme.example"
HEAD = "title: T\ndate: 2026-03-09 09:00:00\nsection: issue\nseverity: down\nresolved: false\n"

MENDED = [
    (
        issue(date="2026-03-09T9:06"),
        "`date`: a time with a digit missing is read as if it had it (1): issues/a.md:3",
    ),
    (
        issue(date="2026-03-09"),
        "`date`: a time without a clock is taken as midnight in UTC (1): issues/a.md:3",
    ),
    (
        issue(severity="dissrupted"),
        "a misspelt `severity` is read as `disrupted` (1): issues/a.md:6: dissrupted",
    ),
    (
        issue(severity="purple"),
        (
            "a `severity` that is none of down, disrupted and notice: impact minor (1): "
            "issues/a.md:6: purple"
        ),
    ),
    (
        issue(resolvedWhen="2026-13-09 10:00:00"),
        (
            "`resolvedWhen` cannot be read: it is kept under `internal:` (1): "
            "issues/a.md:5: 2026-13-09 10:00:00"
        ),
    ),
    (
        issue(resolvedWhen="2026-03-08 10:00:00"),
        (
            "`resolvedWhen` is before `date`: it is kept under `internal:` (1): "
            "issues/a.md:5: 2026-03-08 10:00:00"
        ),
    ),
    (
        issue(resolved="maybe"),
        (
            "`resolved` says neither true nor false: it is over, as on cState's home page (1): "
            "issues/a.md:4"
        ),
    ),
    (
        issue(resolved=None, resolvedWhen=None),
        (
            "`resolved` says neither true nor false: it is over, as on cState's home page (1): "
            "issues/a.md:1"
        ),
    ),
    (
        issue(resolved="false"),
        (
            "`resolvedWhen` of what is not resolved is kept under `internal:` (1): "
            "issues/a.md: 2026-03-09 10:00 UTC"
        ),
    ),
    (issue(title=None), "without a title: the file's name is taken (1): issues/a.md:1"),
    (
        issue(section="news"),
        "`section` is not `issue`, so that cState did not list it (1): issues/a.md:8",
    ),
    (issue(pin="true", author="me"), "`pin` is not carried over (1): issues/a.md:9"),
    (
        issue().replace("---\n", "", 1),
        "the `---` above the front matter is missing (1): issues/a.md:1",
    ),
    (
        issue().replace("---", "—"),
        "the front matter does not begin with `---` (1): issues/a.md:1",
    ),
    (
        f"---\n{HEAD}\nWords.\n",
        "the front matter is never closed: it is taken to end here (1): issues/a.md:6",
    ),
    (
        f"---\n{HEAD}\nWords.\n\n---\n\nMore.\n",
        "the front matter is never closed: it is taken to end here (1): issues/a.md:6",
    ),
    ("\n\n" + issue(), "empty lines above the front matter are dropped (1): issues/a.md:1"),
    ("\ufeff" + issue(), "a byte order mark is dropped (1): issues/a.md:1"),
    (
        issue().replace("\n", "\r\n"),
        "line ends of Windows are read as plain ones (1): issues/a.md:1",
    ),
    (issue("Wo\x00rds."), "characters that are no text are dropped (1): issues/a.md:1"),
    (
        issue().replace("---", "----", 1),
        "the front matter does not begin with `---` (1): issues/a.md:1",
    ),
    (issue(affected="\n\t- API"), "tabs are read as spaces (1): issues/a.md:8"),
    (
        issue(title="API: errors"),
        (
            "read line by line, because it is no YAML: text with a colon and a space in it must "
            "stand in quotes (1): issues/a.md:2"
        ),
    ),
    (
        f"---\n{HEAD}title: U\n---\nWords.\n",
        "'title' is here twice; it is also on line 2 (1): issues/a.md:7",
    ),
    (
        issue('{{< map "x" >}} Words.'),
        "a shortcode that is not known stays as text (1): issues/a.md:11",
    ),
    (
        issue('{{< track "soon" >}} Words.'),
        "a `track` whose time cannot be read stays as text (1): issues/a.md:11",
    ),
    (
        issue("One.\n\n<!-- hidden -->\nWords."),
        "a comment, which cState does not show, is left out (1): issues/a.md:13",
    ),
    (
        issue("![A graph](graph.png) Words."),
        "a picture, or a link to a file, is not carried over: its words are (1): issues/a.md",
    ),
    (
        issue(affected="[API, Other]"),
        "a component that the configuration lacks is added as a retired one (1): Other",
    ),
    (
        issue(affected="[Other]", resolved="false", resolvedWhen=None),
        "a component that the configuration lacks is added: an open issue names it (1): Other",
    ),
]

LEFT_OUT = [
    (issue(draft="true"), "left out: a draft (1): issues/2026-02-03-a.md:9"),
    (issue(published="false"), "left out: a draft (1): issues/2026-02-03-a.md:9"),
    ("", "left out: there is no front matter (1): issues/2026-02-03-a.md:1"),
    ("Words.\n\ntitle: x\n", "left out: there is no front matter (1): issues/2026-02-03-a.md:1"),
    (
        "+++\ntitle = \n+++\n",
        "left out: it is no TOML: Invalid value (at end of document) (1): issues/2026-02-03-a.md:2",
    ),
    (
        '+++\ntitle = "x"\n',
        "left out: the front matter `+++` is never closed (1): issues/2026-02-03-a.md:1",
    ),
    (
        '{"title": }\n',
        (
            "left out: it is no JSON: Expecting value: line 1 column 11 (char 10) (1): "
            "issues/2026-02-03-a.md:1"
        ),
    ),
]


@pytest.mark.parametrize(("text", "said"), MENDED)
def test_a_slip_is_mended_and_named_with_its_line(text: str, said: str, project: Path) -> None:
    assert said in told(project, text).split("\n")
    assert any("ords." in update.text for update in only(project).updates)


@pytest.mark.parametrize(("text", "said"), LEFT_OUT)
def test_what_cannot_be_mended_is_left_out_and_named(text: str, said: str, project: Path) -> None:
    source = cstate(project.parent / "src", {"2026-02-03-a.md": text, "b.md": issue()})
    report = bring(source, project)
    assert said in problems(report).split("\n")
    assert not report.failed
    assert [incident.id for incident in site(project).incidents] == ["b"]


def test_a_date_that_means_nothing_is_the_day_in_the_name_or_none(project: Path) -> None:
    text = issue(date="2026-13-45 09:00:00")
    files = {"2026-02-03-a.md": text, "b.md": text, "c.md": issue(date=None)}
    report = bring(cstate(project.parent / "src", dict(files)), project)
    said = sentences(report).split("\n")
    assert (
        "`date` cannot be read: the day in the file's name is taken (2026-13-45 09:00:00) (1): "
        "issues/2026-02-03-a.md:3"
    ) in said
    assert (
        "left out: its `date` cannot be read (2): "
        "issues/b.md:3: 2026-13-45 09:00:00 | issues/c.md:1: none"
    ) in said
    assert f"{only(project).updates[0].at:%Y-%m-%d %H:%M}" == "2026-02-03 00:00"


def test_an_end_that_could_not_be_used_is_kept_where_nobody_reads_it(project: Path) -> None:
    told(project, issue(resolvedWhen="2026-03-08 10:00:00"))
    assert only(project).internal == (
        ("source", "cstate issues/a.md"),
        ("resolvedWhen", "2026-03-08 10:00:00"),
    )


def test_a_front_matter_that_is_no_yaml_is_read_line_by_line(project: Path) -> None:
    text = (
        "---\ntitle: [EU] API: errors\ndate: '2026-03-09 09:00:00' # UTC\naffected:\n  - API\n"
        "- Console\nresolved: false\ntitle: again\n}\nseverity: down\n---\nWords.\n"
    )
    said = told(project, text)
    assert "a key is there twice: the first one counts (1): issues/a.md:8" in said
    assert "a line that is no front matter is left out (1): issues/a.md:9" in said
    assert only(project).title == "[EU] API: errors"
    assert [component for component, _ in only(project).components] == ["api", "console"]


class TestUnreadable:
    """What cannot be read at all: the rest is imported, and the exit code is 1."""

    def test_a_file_that_is_not_utf_8(self, project: Path) -> None:
        text = issue("Caf\xe9").encode("latin-1")
        report = bring(cstate(project.parent / "src", {"a.md": text, "b.md": issue()}), project)
        assert report.failed
        assert sentences(report, Weight.FAILED) == (
            "could not be read: it is not UTF-8 (1): issues/a.md:11"
        )
        assert only(project).id == "b"

    def test_a_link_is_not_followed(self, project: Path) -> None:
        source = cstate(project.parent / "src", {"b.md": issue()})
        (source / "content/issues/a.md").symlink_to(source / "config.yml")
        report = bring(source, project)
        assert report.failed
        assert "issues/a.md" in sentences(report, Weight.FAILED)

    @pytest.mark.parametrize(
        ("config", "said"),
        [
            ("title: [", "could not be read: this `[` is never closed (1): config.yml:1"),
            ("- a", "could not be read: there are no lines of `key: value` (1): config.yml:1"),
        ],
    )
    def test_a_broken_configuration(self, project: Path, config: str, said: str) -> None:
        report = bring(cstate(project.parent / "src", {"a.md": issue()}, config), project)
        assert report.failed
        assert said in sentences(report, Weight.FAILED)
        assert only(project).id == "a"

    def test_no_configuration_is_no_failure(self, project: Path) -> None:
        report = bring(cstate(project.parent / "src", {"a.md": issue()}, ""), project)
        assert "no config.yml: components come from the issues alone (1): src" in problems(report)
        assert "mend `url:` and `identity:` (1): no baseURL" in sentences(report)
        assert not report.failed
        (component,) = site(project).settings.components
        assert (component.name, component.retired) == ("API", None)


class TestConfiguration:
    """Settings that ours cannot take as they are."""

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ("baseURL: /", "the configuration does not tell the address: mend `url:` and"),
            ("baseURL: http://[", "the configuration does not tell the address: mend `url:` and"),
            ("params: {brand: red}", "a brand colour that is none like #0b5 is left out (1): c"),
            ("params: {systems: [{x: y}]}", "a system without a name is left out (1): config.yml"),
            ("params: {logo: x.png, useLogo: true}", "the logo is not carried over (1): static/x"),
            ("params: {logo: ../x.png, useLogo: true}", "a logo that is no picture of the site"),
            (
                "params: {logo: 'https://x.example/x.png', useLogo: true}",
                "a logo that is no picture of the site is left out (1): config.yml: https://x.exa",
            ),
            (
                "params: {systems: [{name: A, category: B}]}",
                "a component whose category does not exist stands alone (1): A",
            ),
        ],
    )
    def test_it_is_said(self, project: Path, more: str, said: str) -> None:
        config = f"title: T\n{more}\n"
        report = bring(cstate(project.parent / "src", {"a.md": issue()}, config), project)
        assert said in sentences(report)

    @pytest.mark.parametrize(
        ("name", "config"),
        [
            ("config.toml", 'title = "T"\n[[params.systems]]\nname = "API"\n'),
            ("hugo.json", '{"title": "T", "params": {"systems": [{"name": "API"}]}}'),
        ],
    )
    def test_toml_and_json_are_read_too(self, project: Path, name: str, config: str) -> None:
        source = cstate(project.parent / "src", {"a.md": issue()}, "")
        (source / name).write_text(config)
        bring(source, project)
        assert site(project).settings.title == "T"
        assert [each.id for each in site(project).settings.components] == ["api"]

    def test_params_and_languages_may_have_files_of_their_own(self, project: Path) -> None:
        files = {"a.md": issue(affected="[Mail]"), "b.de.md": issue()}
        source = cstate(project.parent / "src", dict(files), "")
        folder = source / "config" / "_default"
        folder.mkdir(parents=True)
        (folder / "hugo.yaml").write_text("title: T\nparams: {brand: '#0b5'}\n")
        (folder / "params.toml").write_text('odd = 1\n[[systems]]\nname = "Mail"\n')
        (folder / "languages.yml").write_text("en: {weight: 1}\nde: {weight: 2}\n")
        said = sentences(bring(source, project))
        (component,) = site(project).settings.components
        assert (component.name, component.retired) == ("Mail", None)
        assert site(project).settings.accent == "#00bb55"
        assert "odd (1): config/_default/hugo.yaml, config/_default/params.toml" in said
        assert "an issue in another language (1): issues/b.de.md" in said

    @pytest.mark.parametrize(("brand", "accent"), [("0b5", "#00bb55"), ("181818", "#181818")])
    def test_a_colour_may_lack_its_mark(self, project: Path, brand: str, accent: str) -> None:
        config = f"title: T\nbaseURL: https://a.example\nparams: {{brand: {brand}}}\n"
        bring(cstate(project.parent / "src", {"a.md": issue()}, config), project)
        assert site(project).settings.accent == accent

    def test_names_that_would_give_one_id_get_two(self, project: Path) -> None:
        config = CONFIG.replace("name: Console", "name: api!").replace("name: Rest", "name: core")
        config = config.replace("category: Rest", "category: core").replace("untitled: true", "")
        bring(cstate(project.parent / "src", {"a.md": issue()}, config), project)
        settings = site(project).settings
        assert [component.id for component in settings.components] == ["api", "api-2"]
        assert [group.id for group in settings.layout] == ["core", "core-2"]


class TestBodies:
    """Text that would mean something else to our reader."""

    @pytest.mark.parametrize(
        ("body", "shown"),
        [
            ("# One\n\n## Two", "### One\n\n#### Two"),
            ("### Three", "### Three"),
            ("Two\n---\nWords", "### Two\nWords"),
            ('At {{< when "2026-03-09 09:30" >}}', "At 2026-03-09 09:30 UTC"),
            ('[a]({{< relref "b c.md#d" >}})', f"[a]({OLD}/issues/b%20c/#d)"),
            ("[a]({{% ref /pages/about %}})", f"[a]({OLD}/pages/about/)"),
            ("One\n===\n\nTwo\n---", "### One\n\n#### Two"),
            ("### Resolved — 2026-03-09 09:30 UTC", "**Resolved — 2026-03-09 09:30 UTC**"),
            ("##Resolved — 2026-03-09 09:30 UTC", "**Resolved — 2026-03-09 09:30 UTC**"),
            ("One  \ntwo", "One\\\ntwo"),
            ("```\n<!-- code -->\n# x  \n```", "```\n<!-- code -->\n# x\n```"),
            ("a <foo> b", "a &lt;foo> b"),
            ("<p>One <b>two</b> *three*</p>\n\n*four*", "One **two** \\*three\\*\n\n*four*"),
            ("[a](/issues/x)", "[a](https://status.acme.example/issues/x)"),
            ("![a](https://x.example/a.png)", "[a](https://x.example/a.png)"),
            ("[a](b.md)", "a"),
            ("```\nopen", "```\nopen\n```"),
            ("<<<<<<< ours", "&lt;&lt;&lt;&lt;&lt;&lt;&lt; ours"),
        ],
    )
    def test_it_is_written_so_that_it_stays_text(
        self, project: Path, body: str, shown: str
    ) -> None:
        told(project, issue(body))
        assert only(project).updates[0].text == shown

    def test_lines_like_fields_stay_text(self, project: Path) -> None:
        told(project, issue("notify: no\nimpact: critical"))
        assert only(project).updates[0].text == "notify: no\nimpact: critical"
        assert statuses(only(project)) == ["investigating", "resolved"]

    def test_a_text_that_is_too_long_is_cut_and_said(self, project: Path) -> None:
        said = told(project, issue("Words. " * 20_000))
        assert "a text that is too long for our format is cut (1): issues/a.md" in said

    @pytest.mark.parametrize("text", [" ", "`", "<!-- ", "{{< ", "![", "<b>", "> "])
    def test_no_text_takes_long(self, project: Path, text: str) -> None:
        began = time.monotonic()
        told(project, issue(text * (100_000 // len(text)) + "end"))
        assert time.monotonic() - began < 10
        assert (
            "end" in only(project).updates[0].text or "did not fit" in only(project).updates[0].text
        )
