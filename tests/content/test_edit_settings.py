"""Components are added to site.yml without touching another byte, however it is written."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.edit import EditError
from generator.content.edit_settings import Entry, add_components, print_entries
from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.model.component import Component, Group
from generator.model.site import Settings

FILE = "content/site.yml"
API = Component(id="api", name="API: v2", description="What # programs use", since=date(2024, 3, 1))
WEB = Component(id="web", name="Web", retired=date(2026, 5, 1), sla=Decimal("99.9"))
EAST = Component(id="core-east", name="East")
CORE = Group(id="", name="Core", components=(EAST,))

HEAD = "title: Acme Status\nurl: https://status.acme.example\n"


def settings_of(text: str) -> Settings:
    source, problems = parse_source(text.encode(), FILE)
    assert source is not None
    settings, found = parse_settings(source)
    assert settings is not None, [*problems, *found]
    return settings


def added(text: str, *entries: Entry) -> str:
    return add_components(text.encode(), FILE, entries).decode()


def ids(text: str) -> list[str | list[str]]:
    return [
        [component.id for component in entry.components] if isinstance(entry, Group) else entry.id
        for entry in settings_of(text).layout
    ]


def test_without_the_key_it_is_put_at_the_end() -> None:
    changed = added(HEAD + "# the end\n", API, CORE)
    assert changed == (
        HEAD + "# the end\n"
        "components:\n"
        "  - id: api\n"
        '    name: "API: v2"\n'
        '    description: "What # programs use"\n'
        "    since: 2024-03-01\n"
        "  - group: Core\n"
        "    components:\n"
        "      - id: core-east\n"
        "        name: East\n"
    )


def test_every_field_comes_through() -> None:
    entries = (API, Group(id="own", name="A: b", components=(WEB, EAST)))
    assert settings_of(added(HEAD, *entries)).layout == entries


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("components: []\n", "components:\n  - id: web\n"),
        (
            "components: [ ]   # none yet\ntheme: default\n",
            "components:   # none yet\n  - id: web\n",
        ),
        ("components:\ntheme: default\n", "components:\n  - id: web\n"),
        ("components:   # none yet\n", "components:   # none yet\n  - id: web\n"),
        ("components: ~\n", "components:\n  - id: web\n"),
    ],
)
def test_an_empty_list_is_filled(written: str, wanted: str) -> None:
    changed = added(HEAD + written, WEB)
    assert changed.startswith(HEAD + wanted)
    assert ids(changed) == ["web"]


LISTS = [
    ("two spaces", "components:\n  - id: a\n    name: A\n", "  - id: web\n    name: Web\n"),
    ("no indentation", "components:\n- id: a\n  name: A\n", "- id: web\n  name: Web\n"),
    (
        "five spaces",
        "components:\n     - id: a\n       name: A\n",
        "     - id: web\n       name: Web\n",
    ),
    ("dash alone", "components:\n  -\n    id: a\n    name: A\n", "  - id: web\n    name: Web\n"),
    ("flow items", "components:\n  - {id: a, name: A}\n", "  - id: web\n    name: Web\n"),
    (
        "text on two lines",
        "components:\n  - id: a\n    name: A\n    description: >-\n      x\n\n      y\n",
        "  - id: web\n",
    ),
]


@pytest.mark.parametrize(
    ("written", "wanted"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS]
)
@pytest.mark.parametrize("after", ["", "\n# more\ntheme: default\n"], ids=["last", "not last"])
def test_a_list_goes_on_as_it_is_indented(written: str, wanted: str, after: str) -> None:
    changed = added(HEAD + written + after, WEB)
    assert changed.startswith(HEAD + written + wanted)
    assert changed.endswith(after)
    assert ids(changed) == ["a", "web"]


GROUPED = """\
components:
  - group: "Core"       # the heart
    components:
        - id: a
          name: A
        # a note at the end of the group
  - id: alone
    name: Alone
theme: default
"""


def test_a_group_of_that_name_gets_its_components() -> None:
    changed = added(HEAD + GROUPED, CORE, WEB, Group(id="", name="Other", components=(API,)))
    assert ids(changed) == [["a", "core-east"], "alone", "web", ["api"]]
    assert "          name: A\n        - id: core-east\n          name: East\n" in changed


def test_a_group_that_is_the_end_of_the_list() -> None:
    text = HEAD + "components:\n- group: Core\n  components:\n  - id: a\n    name: A"
    assert ids(added(text, WEB, CORE)) == [["a", "core-east"], "web"]


@pytest.mark.parametrize(
    "written",
    [
        "components: [{id: a, name: A}]\n",
        "components:\n  [{id: a, name: A}]\n",
        "components:\n  []\n",
        "components:\n  - group: Core\n    components: [{id: a, name: A}]\n",
        "theme: default\n...\n",
    ],
)
def test_what_cannot_be_added_to_is_refused_with_the_lines(written: str) -> None:
    with pytest.raises(EditError) as refused:
        added(HEAD + written, CORE)
    assert "\n".join(print_entries([CORE])) in str(refused.value)


def test_broken_settings_are_refused_with_what_is_wrong() -> None:
    with pytest.raises(EditError, match="'titel' is not a key"):
        added(HEAD + "titel: x\n", WEB)


def test_nothing_to_add_changes_nothing() -> None:
    assert add_components(b"\xff not even text", FILE, ()) == b"\xff not even text"


def test_an_id_that_is_taken_is_refused() -> None:
    with pytest.raises(EditError):
        added(HEAD + "components:\n  - id: web\n    name: Web\n", WEB)


def test_a_last_line_without_an_end_gets_one() -> None:
    assert ids(added(HEAD + "components:\n  - id: a\n    name: A", WEB)) == ["a", "web"]


def test_windows_line_ends_and_a_mark_at_the_start_stay() -> None:
    text = "\ufeff" + (HEAD + GROUPED).replace("\n", "\r\n")
    changed = added(text, CORE, WEB)
    assert changed.startswith("\ufeff")
    assert changed.count("\n") == changed.count("\r\n")
    assert ids(changed) == [["a", "core-east"], "alone", "web"]


PARTS = st.lists(
    st.sampled_from(
        [
            "  - id: {}\n    name: N   # a comment\n",
            "  # between\n",
            "\n",
            "  - group: Core\n    components:\n      - id: {}\n        name: N\n",
            "  - {{id: {}, name: N}}\n",
            "  - group: Else {}\n    components:\n    - name: N\n      id: {}\n",
        ]
    ),
    max_size=6,
)


@given(
    PARTS,
    st.sampled_from(["", "theme: default\n", "# the end\n"]),
    st.permutations([API, WEB, CORE]),
)
def test_every_line_stays_in_its_order(parts: list[str], after: str, entries: list[Entry]) -> None:
    numbered = [part.format(f"c{at}", f"c{at}") for at, part in enumerate(parts)]
    listed = "".join(numbered)
    key = "components:\n" if re.search("- ", listed) else "components: []\n"
    text = HEAD + key + listed + after
    if len(re.findall("group: Core", text)) > 1:
        return  # a group twice is refused by the reader
    lines = iter(added(text, *entries).splitlines())
    kept = [line for line in text.splitlines() if line != "components: []"]
    assert all(line in lines for line in kept)
