"""Messages agreed beforehand: the sixteen files, what fills them, and that nothing is published."""

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.build import Options, build
from generator.content.edit import print_update
from generator.content.incidents import parse_incident
from generator.content.load import load
from generator.content.maintenance import parse_maintenance
from generator.content.schema import schema_of
from generator.content.source import FORBIDDEN, NOTHING, REORDERING, parse_source
from generator.content.template_text import FIELD
from generator.content.templates import KEYS, load_templates
from generator.errors import format_problem
from generator.model.incident import IncidentStatus
from generator.model.site import Settings
from generator.model.template import FIELDS_BY_NAME, TEMPLATE_FIELDS, Template, TemplateKind
from generator.model.update import Update
from generator.render.markup import to_html, to_plain
from generator.scaffold import SKELETON, filled
from generator.writing.templates import (
    Facts,
    fields_of,
    fill,
    known_values,
    missing,
    preview,
    questions,
)
from generator.writing.words import text_of
from tests.template_samples import SAMPLES
from tests.test_schema import complaints

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "templates.md").read_text("utf-8")
SHIPPED = SKELETON / "site" / "content" / "templates"
SIXTEEN = (
    *("unexpected-outage", "partial-degradation", "third-party", "security", "data-loss"),
    *("planned", "started", "extended", "cancelled", "monitoring", "resolved", "nothing-new"),
    *("false-alarm", "retroactive", "correction", "postmortem"),
)
INCIDENT = "---\ntitle: T\nimpact: none\n---\n\n## Resolved — 2026-11-20 10:00 UTC\n\nDone.\n"
AT = datetime(2026, 11, 20, 12, 15, tzinfo=UTC)
TEMPLATES = {template.name: template for template in load_templates(ROOT)[0]}


def template_of(text: str) -> Template:
    return Template(
        name="t",
        kind=TemplateKind.INCIDENT,
        status=IncidentStatus.INVESTIGATING,
        text=text,
        approved_by="lead",
        approved_on=date(2026, 11, 20),
    )


# The sixteen


def test_all_sixteen_are_there_and_right() -> None:
    templates, problems = load_templates(ROOT)
    assert not problems, "\n".join(map(format_problem, problems))
    assert {template.name for template in templates} == set(SIXTEEN) == set(SAMPLES)


@pytest.mark.parametrize("name", SIXTEEN)
def test_a_new_site_gets_the_same_words(name: str) -> None:
    agreed = datetime.combine(TEMPLATES[name].approved_on, AT.timetz())
    shipped = filled((SHIPPED / f"{name}.md").read_text("utf-8"), agreed, {})
    # nobody of that team has seen them yet
    assert shipped.count("\napproved_by: nobody yet\n") == 1
    shipped = shipped.replace("nobody yet", TEMPLATES[name].approved_by)
    assert shipped == (ROOT / "content" / "templates" / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", SIXTEEN)
def test_filled_it_is_one_update_and_no_field_is_left(name: str) -> None:
    template = TEMPLATES[name]
    assert set(fields_of(template)) <= set(SAMPLES[name])
    assert missing(template, SAMPLES[name]) == ()
    text = fill(template, SAMPLES[name])
    assert not FIELD.search(text)
    assert text_of(text) == text
    update: Update[IncidentStatus] = Update(at=AT, status=None, text=text)
    first = "Scheduled" if template.kind is TemplateKind.MAINTENANCE else "Resolved"
    key = "scheduled: 2026-11-21 10:00 UTC to 2026-11-21 11:00 UTC"
    front = key if template.kind is TemplateKind.MAINTENANCE else "impact: none"
    parse = parse_maintenance if template.kind is TemplateKind.MAINTENANCE else parse_incident
    file = f"---\ntitle: T\n{front}\n---\n\n## {first} — 2026-11-19 12:00 UTC\n\n"
    source, problems = parse_source((file + print_update(update)).encode(), "x.md")
    assert source
    event, found = parse(source)
    assert not [*problems, *found]
    assert event
    assert event.updates[-1].text == text


@pytest.mark.parametrize("name", SIXTEEN)
def test_its_sentences_are_short(name: str) -> None:
    plain = re.sub(r"(?m)^###.*$", "", fill(TEMPLATES[name], SAMPLES[name]))
    sentences = re.split(r"(?<=[.!?”])\s+(?=[A-Z])|\n\n|\n- ", plain)
    lengths = [len(each.split()) for each in sentences if each.strip()]
    assert max(lengths) <= 25
    assert sum(lengths) / len(lengths) <= 20


@pytest.mark.parametrize("name", SIXTEEN)
def test_its_words_are_plain(name: str) -> None:
    text = TEMPLATES[name].text.casefold()
    assert len(re.findall(r"\bsorry\b|apolog(?!y\n)", text)) <= 1
    wrong = "inconvenience|soon|shortly|asap|guarantee|glitch|just|only|some users|issue|!"
    assert not re.findall(rf"\b(?:{wrong})\b|!", text)


@pytest.mark.parametrize("name", ["security", "data-loss"])
def test_what_needs_a_second_look_says_whose(name: str) -> None:
    assert TEMPLATES[name].approved_by == "security and legal"


def test_every_field_is_used_and_every_one_has_a_question() -> None:
    used = {name for template in TEMPLATES.values() for name in fields_of(template)}
    assert {"title", "next_update", "eta", "workaround"} == set(FIELDS_BY_NAME) - used
    assert all("?" in field.question for field in TEMPLATE_FIELDS if not field.is_optional)


@pytest.mark.parametrize("name", SIXTEEN)
def test_it_is_whole_without_what_may_be_left_out(name: str) -> None:
    required = {key: value for key, value in SAMPLES[name].items() if not is_optional(key)}
    assert fill(TEMPLATES[name], required)
    last = fill(TEMPLATES[name], required).rpartition("\n\n")[2]
    assert not last.startswith("#")


def is_optional(name: str) -> bool:
    return FIELDS_BY_NAME[name].is_optional


# Filling


def test_values_are_put_in_once() -> None:
    template = template_of("[symptom] This affects [who].")
    values = {"symptom": "See [who] and [symptom]", "who": "[data]"}
    text = fill(template, values)
    assert to_plain(text).strip() == "See [who] and [symptom]. This affects [data]."


def test_a_paragraph_without_its_optional_field_is_left_out() -> None:
    template = template_of("A [who].\n\n[working] And [action]\n\n\nZ.")
    assert fill(template, {"who": "b"}) == "A b.\n\nZ."
    assert fill(template, {"who": "b", "working": ""}) == "A b.\n\nZ."
    with pytest.raises(LookupError, match="action"):
        fill(template, {"who": "b", "working": "C"})
    assert fill(template, {"who": "b", "working": "C", "action": "D!"}) == "A b.\n\nC. And D!\n\nZ."


def test_what_is_missing_is_named_in_order_and_once() -> None:
    template = template_of("[symptom] [who] [symptom]\n\n[working] [cause]\n\n[contact]")
    assert [field.name for field in missing(template, {})] == ["symptom", "who"]
    assert [field.name for field in questions(template, {})] == ["symptom", "who", "working"]
    said = {"symptom": "S", "who": "w", "working": "W"}
    assert [field.name for field in questions(template, said)] == ["cause"]
    assert questions(template, {**said, "working": ""}) == ()


def test_a_sentence_ends_with_one_mark() -> None:
    template = template_of("[symptom] For [who]. [cause]!")
    values = {"symptom": "It fails...", "who": "all.", "cause": "A disk."}
    assert fill(template, values) == "It fails... For all. A disk!"


def test_words_in_brackets_that_are_no_field_stay() -> None:
    template = template_of(r"- [ ] a\n- [x] [who](https://a.example) \[who] [a][who] [who]")
    assert fill(template, {"who": "W"}).endswith(r"[who](https://a.example) \[who] [a][who] W")


def test_the_paragraph_of_a_question_shows_what_is_known() -> None:
    template = template_of("A [component] [symptom]\n\n[who]")
    assert preview(template, "symptom", {"component": "API"}) == "A API [symptom]"


VALUES = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp")), max_size=40
)
MARKS = st.text(st.sampled_from("\\`*_[]<>#+-=~|:!&;.()1a \n"), max_size=20)
PLACES = ("[step]", "See [step] there", "- [step]", "a\n[step]\nb", "[step][owner]", "> [step]")


@pytest.mark.parametrize("place", PLACES)
@given(value=st.one_of(VALUES, MARKS))
@example(value="## Resolved — 2026-11-20 12:15 UTC")
@example(value="<!-- x -->")
@example(value="<<<<<<< HEAD")
@example(value="__init__ and *a* and `b` &amp; ~~c~~ | d |")
@example(value="1. one")
@example(value="next update: 30m")
@example(value="---")
@example(value="```")
@example(value="<script>alert(1)</script>")
def test_a_value_is_shown_as_it_was_typed(place: str, value: str) -> None:
    one_line = " ".join(value.split())
    if not one_line or FORBIDDEN.search(one_line) or REORDERING.search(one_line):
        return
    if NOTHING.search(one_line) or "://" in one_line or "@" in one_line or "www." in one_line:
        return
    text = fill(template_of(place), {"step": value, "owner": "o"})
    expected = fill(template_of(place), {"step": "VALUE", "owner": "o"})
    assert text_of(text) == text.strip() or max(text) >= "\u0340"  # it is stored in NFC
    assert tags(to_html(text)) == tags(to_html(expected))
    assert squeezed(to_plain(text)) == squeezed(to_plain(expected).replace("VALUE", one_line))


def tags(html: str) -> list[str]:
    return re.findall(r"<[^>]*>", html)


def squeezed(text: str) -> str:
    return " ".join(text.split())


# What is known without asking


def settings() -> Settings:
    site = load(ROOT).site
    assert site
    return site.settings


def test_what_the_event_and_the_settings_tell() -> None:
    facts = Facts(
        components=("payments", "api"),
        title="Payments fail",
        start=AT,
        end=AT + timedelta(minutes=85),
        next_update=AT + timedelta(minutes=30),
    )
    assert known_values(facts, settings()) == {
        "component": "Card payments and API",
        "title": "Payments fail",
        "contact": "help@larkfield-help.example",
        "start": "20 Nov 2026, 12:15 GMT",
        "end": "20 Nov 2026, 13:40 GMT",
        "duration": "1 h 25 min",
        "next_update": "20 Nov 2026, 12:45 GMT",
    }


def test_what_nobody_knows_is_not_made_up() -> None:
    assert set(known_values(Facts(), settings())) == {"contact"}


# Never published


def test_no_word_of_a_template_is_published(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "media", content / "media")
    shutil.copy(ROOT / "content" / "site.yml", content)
    (content / "incidents").mkdir()
    (content / "incidents" / "one.md").write_text(INCIDENT, "utf-8")
    (content / "templates").mkdir()
    secret = "Xyzzyplugh"
    for file in (ROOT / "content" / "templates").iterdir():
        text = file.read_text("utf-8").replace("---\n\n", f"---\n\n{secret} ", 1)
        (content / "templates" / file.name).write_text(f"{text}\n{secret}\n", "utf-8")
    assert len(load_templates(tmp_path)[0]) == len(SIXTEEN)
    assert build(options(tmp_path)).problems == ()
    files = [path for path in (tmp_path / "output").rglob("*") if path.is_file()]
    assert len(files) > 10
    assert not [path for path in files if secret.encode() in path.read_bytes()]
    names = [path.relative_to(tmp_path / "output").as_posix() for path in files]
    assert not [name for name in names if "templates" in name]


def test_a_slip_in_a_template_stops_no_build(tmp_path: Path) -> None:
    (tmp_path / "content" / "templates").mkdir(parents=True)
    (tmp_path / "content" / "templates" / "bad.md").write_text("[oops]\n", "utf-8")
    shutil.copy(ROOT / "tests" / "wrong" / "site.yml", tmp_path / "content")
    assert build(options(tmp_path)).written
    assert [problem.code for problem in load_templates(tmp_path)[1]] == ["FILE-09"]


def options(project: Path) -> Options:
    return Options(project=project, output=project / "output", now=AT)


def test_odd_files_are_told_and_links_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.md").write_text((SHIPPED / "resolved.md").read_text("utf-8"), "utf-8")
    folder = tmp_path / "project" / "content" / "templates"
    folder.mkdir(parents=True)
    (folder / "a.md").symlink_to(secret / "a.md")
    (folder / "b").symlink_to(secret)
    (folder / "c\n.md").write_text("x", "utf-8")
    templates, problems = load_templates(tmp_path / "project")
    assert not templates
    assert {(each.code, each.location.file) for each in problems} == {
        ("FILE-01", "content/templates/a.md"),
        ("FILE-01", "content/templates/b"),
        ("FILE-08", "content/templates/c␊.md"),
    }


# The words about them


def test_the_page_of_templates_names_every_field_template_and_key() -> None:
    for field in TEMPLATE_FIELDS:
        (row,) = re.findall(rf"^\| `{field.name}` \| (.*) \|$", DOCS, re.MULTILINE)
        assert ("optional" in row) is field.is_optional
        assert ("fills itself" in row) is field.is_known
        assert field.question in row or (field.is_known and field.is_optional)
    assert set(re.findall(r"^\| `([a-z-]+)` \| .* \| .* \|$", DOCS, re.MULTILINE)) >= set(SIXTEEN)
    assert not [key for key in KEYS if f"| `{key}` |" not in DOCS]


def test_the_example_of_the_page_is_right(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```markdown\n(.*?)^```", DOCS, re.DOTALL | re.MULTILINE)
    (tmp_path / "content" / "templates").mkdir(parents=True)
    (tmp_path / "content" / "templates" / "payments-down.md").write_text(text, "utf-8")
    templates, problems = load_templates(tmp_path)
    assert not problems
    assert [template.name for template in templates] == ["payments-down"]


@pytest.mark.parametrize("folder", [ROOT / "content" / "templates", SHIPPED])
def test_the_readme_beside_them_names_each(folder: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\.md\)", (folder / "README.md").read_text("utf-8"))
    assert sorted(set(links)) == sorted(SIXTEEN)


@pytest.mark.parametrize("name", SIXTEEN)
def test_the_schema_agrees(name: str) -> None:
    front = (ROOT / "content" / "templates" / f"{name}.md").read_text("utf-8").split("---\n")[1]
    assert complaints("template", front) == []


def test_the_schema_has_the_keys_of_the_reader() -> None:
    assert set(schema_of("template")["properties"]) == set(KEYS)
    assert complaints("template", "for: incident\nstatus: resolved\nsubject: x\n")
