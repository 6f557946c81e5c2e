"""What is over for long is left alone, until something around it changes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from generator.content.load import load
from generator.content.packing import Unusable, pack, unpack
from generator.content.reader import Lean
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.reading import SETTLED_AFTER, read_site
from tests.desk import Fogbell
from tests.parse_cache import (
    DATABASE,
    INCIDENTS,
    LOGINS,
    MAILS,
    NOW,
    OLD,
    SITE,
    UPLOADS,
    let_the_clock_tick,
    new_site,
    problems_in,
    put,
    remember,
    remembering_few,
    whole,
)

SITES = Path(__file__).parent / "sites"


@pytest.fixture(autouse=True, scope="module")
def _even_few() -> Iterator[None]:
    with remembering_few():
        yield


def settled(project: Path, days: float = 0, wanted: tuple[str, ...] = ()) -> set[str]:
    """The files that are left alone so many days from now."""
    now = NOW + timedelta(days=days)
    site = read_site(project, now, drill=True, lean=Lean(now, wanted)).loaded.site
    assert site is not None
    files = {each.location.file for each in site.settled}
    read = {each.location.file for each in site.events}
    assert not files & read
    assert len(files | read) == len(list((project / "content").rglob("*.md")))
    return files


def test_what_is_over_for_long_is_left_alone(tmp_path: Path) -> None:
    remember(new_site(tmp_path))
    assert settled(tmp_path) == {LOGINS, MAILS, DATABASE}
    assert settled(tmp_path, wanted=(LOGINS,)) == {MAILS, DATABASE}
    assert settled(tmp_path, wanted=("content/incidents",)) == {DATABASE}
    assert settled(tmp_path, wanted=("",)) == set()
    assert settled(tmp_path, wanted=("content/inc",)) == {LOGINS, MAILS, DATABASE}


def test_it_takes_thirty_days_in_which_nothing_happens(tmp_path: Path) -> None:
    put(new_site(tmp_path), UPLOADS, OLD.replace("2026-03-01", "2026-11-19"))
    remember(tmp_path)
    assert UPLOADS not in settled(tmp_path)
    assert UPLOADS not in settled(tmp_path, SETTLED_AFTER.days - 2)
    assert UPLOADS in settled(tmp_path, SETTLED_AFTER.days)
    assert settled(tmp_path, -365) == set()  # at that time all of it was still to come


RESTLESS = [
    OLD.replace("## Resolved", "## Monitoring"),
    OLD.replace("13:00 UTC\n", "13:00 UTC\nnext update: 2026-12-24 12:00 UTC\n"),
    OLD.replace("13:00 UTC\n", "13:00 UTC\nnext update: 2026-03-08 12:00 UTC\n"),
    OLD.replace("impact", "postmortem_due: 2026-03-08\nimpact"),
    OLD.replace("impact", "drill: yes\nimpact"),
    OLD.replace("{api", "{nothing"),
    OLD.replace("13:00 UTC\n", "13:00 UTC\nedited: 2027-01-01 12:00 UTC\n"),
    OLD.replace("13:00 UTC\n", "13:00 UTC\nweb: major_outage\n"),
    OLD.replace("work.", "work. ![a graph](../media/graph.png)"),
    OLD.replace("work.", "work. [Read on](gone.md)."),
    OLD.replace("impact", "id: 2026-03-02-mails\nimpact"),
]


@pytest.mark.parametrize("text", RESTLESS)
def test_what_may_need_somebody_is_not_settled(tmp_path: Path, text: str) -> None:
    project = new_site(tmp_path)
    put(project, f"{INCIDENTS}/2026-03-09-other.md", text)
    put(project, "content/media/graph.png", "a picture")
    remember(project, drill=True)
    # of two with one id, the later name is the one that is wrong
    assert settled(project) == {LOGINS, MAILS, DATABASE}
    assert settled(project, 100) == {LOGINS, MAILS, DATABASE}


def test_it_wakes_when_what_it_links_to_is_gone(tmp_path: Path) -> None:
    put(new_site(tmp_path), LOGINS, OLD.replace("work.", "work. See [mails](2026-03-02-mails.md)."))
    remember(tmp_path)
    assert LOGINS in settled(tmp_path)
    (tmp_path / MAILS).unlink()
    assert LOGINS not in settled(tmp_path)
    assert [each.code for each in problems_in(tmp_path, LOGINS)] == ["CON-12"]


@pytest.mark.parametrize("key", ["retired: 2026-02-01", "since: 2026-06-01"])
def test_it_wakes_when_a_component_changes(tmp_path: Path, key: str) -> None:
    remember(new_site(tmp_path))
    put(tmp_path, "content/site.yml", SITE.replace("name: API", f"name: API\n    {key}"))
    let_the_clock_tick(tmp_path)
    assert settled(tmp_path) == set()
    assert settled(tmp_path) == {DATABASE}
    assert len(problems_in(tmp_path, LOGINS)) == 1


def test_its_id_and_its_file_still_count(tmp_path: Path) -> None:
    remember(new_site(tmp_path))
    put(tmp_path, UPLOADS, OLD.replace("impact", "id: 2026-03-02-MAILS\nimpact"))
    assert settled(tmp_path) == {LOGINS, MAILS, DATABASE}
    assert [each.code for each in problems_in(tmp_path, UPLOADS)] == ["CON-04"]
    put(tmp_path, UPLOADS, OLD.replace("work.", "work. See [mails](2026-03-02-mails.md)."))
    assert problems_in(tmp_path, UPLOADS) == ()


@pytest.fixture
def fogbell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    remember(new_site(tmp_path))
    return Fogbell(tmp_path, capsys)


def test_it_can_be_shown_and_opened_again(fogbell: Fogbell) -> None:
    assert fogbell("show", "logins") == 0
    assert "Logins work." in fogbell.out
    assert fogbell("show", "2026-04-01-database") == 0
    assert "We upgrade." in fogbell.out
    assert fogbell("update", "mails", "Mails fail again.") == 2
    assert "--reopen" in fogbell.err
    assert fogbell("update", "mails", "Mails fail again.", "--reopen") == 0
    assert "Mails fail again." in (fogbell.project / MAILS).read_text("utf-8")
    assert MAILS not in settled(fogbell.project)


def test_it_is_named_where_a_word_means_several_or_nearly_one(fogbell: Fogbell) -> None:
    assert fogbell("show", "fail") == 2 or "matches" not in fogbell.err
    assert fogbell("show", "2026-03") == 2
    assert "matches 2 events" in fogbell.err
    assert fogbell("show", "loginz") == 2
    assert "did you mean '2026-03-01-logins'?" in fogbell.err


def test_its_name_is_not_taken_again(fogbell: Fogbell) -> None:
    put(fogbell.project, MAILS, OLD.replace("impact", "id: 2026-11-20-chat\nimpact"))
    remember(fogbell.project)
    assert MAILS in settled(fogbell.project)
    assert fogbell("new", "Chat", "Chat fails.", "--impact", "minor") == 0
    assert (fogbell.project / INCIDENTS / "2026-11-20-chat-2.md").exists()


def test_what_is_wrong_elsewhere_is_told_of_the_file_that_was_asked_for(fogbell: Fogbell) -> None:
    put(fogbell.project, LOGINS, OLD.replace("impact", "imbact"))
    assert fogbell("check", str(fogbell.project / UPLOADS)) == 0  # only the echo of another error
    assert fogbell("check", str(fogbell.project / LOGINS)) == 1
    assert fogbell("check") == 1
    assert fogbell("check", str(fogbell.project)) == 1
    assert fogbell("check", str(fogbell.project / "content")) == 1


def test_a_theme_is_looked_at_where_it_was_asked_for(fogbell: Fogbell) -> None:
    put(fogbell.project, "content/site.yml", f"{SITE}theme: ours\n")
    put(fogbell.project, "themes/ours/theme.toml", "[")
    for path in ("themes/ours/theme.toml", "themes/ours", "themes", "."):
        assert fogbell("check", str(fogbell.project / path)) == 1
    assert fogbell("check", str(fogbell.project / UPLOADS)) == 0
    put(fogbell.project, "content/site.yml", f"{SITE}theme: theirs\n")
    for path in ("content/site.yml", "content"):
        assert fogbell("check", str(fogbell.project / path)) == 1


def _events() -> Iterator[Incident | Maintenance]:
    for project in sorted(path.parent.parent for path in SITES.rglob("content/site.yml")):
        site = load(project, drill=True).site
        yield from site.events if site else ()


def test_every_event_is_unpacked_as_it_was_packed() -> None:
    events = list(_events())
    assert {type(event) for event in events} == {Incident, Maintenance}
    for event in events:
        file = event.location.file
        assert whole(unpack(type(event), pack(type(event), event, file), file)) == whole(event)


@pytest.mark.parametrize("data", [b"{}", b'{"id": "x"}', b'{"code": 1}', b"null", b"[1,1]", b'"x"'])
def test_what_was_not_packed_is_refused(data: bytes) -> None:
    for kind in (Incident, Maintenance, tuple[str, int], Incident | None):
        if (kind, data) != (Incident | None, b"null"):
            with pytest.raises(Unusable):
                unpack(kind, data, "file.md")


def test_what_has_no_way_to_be_packed_is_refused() -> None:
    assert pack(Incident | None, None, "file.md") == b"null"
    with pytest.raises(Unusable):
        pack(frozenset[str], frozenset(), "file.md")
