"""Histories that real pages have published, imported whole: no error, no word lost, twice is once.

They lie outside this repository, since their texts are not ours; where they are missing, these
tests are skipped and say so.
"""

import html
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.importers.statuspage.xml_events import parse_feed
from generator.model.incident import End, Incident, IncidentStatus
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from tests.importers.samples import bring, plain, sentences, site, snapshot, words

DATA = Path(__file__).parents[3] / "shared" / "data"
GITHUB, HISTORY = DATA / "statuspage-github", DATA / "statuspage-github-history"
OCI, PARSE = DATA / "statuspage-oci", DATA / "statuspage-parse"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real histories (../shared/data) are not on this machine"
)

_TAG = re.compile(r"</?(?:b|i|br|p|a|strong|em|ul|ol|li)\b[^<>]*>", re.IGNORECASE)

Told = tuple[str, list[str]]


def told(code: str, text: str) -> Told:
    """The words of an update, taken out of its HTML in another way than the importer does."""
    without_links = re.sub(r"\[([^\[\]]*)\]\(https?://[^\s()]*\)", r"\1", text)
    return code, words(html.unescape(_TAG.sub(" ", without_links)))


def told_by_json(path: Path) -> Iterator[Told]:
    document = json.loads(path.read_text("utf-8"))
    for key in ("incidents", "scheduled_maintenances"):
        for event in document.get(key, ()):
            yield from (told(event["id"], update["body"]) for update in event["incident_updates"])


def told_by_lines(path: Path) -> Iterator[Told]:
    for line in path.read_text("utf-8").splitlines():
        event = json.loads(line)
        code = event["url"].rpartition("/")[2]
        yield from (told(code, update["message"]) for update in event["updates"])


def told_by_feed(path: Path) -> Iterator[Told]:
    for entry in parse_feed(path.read_bytes()).entries:
        link = entry.link or entry.texts["link"]
        content = entry.texts.get("content") or entry.texts["description"]
        for part in re.split(r"<p>\s*<small>", content)[1:]:
            body = re.split(r"</strong>\s*-", part, maxsplit=1)[1]
            yield told(link.rpartition("/")[2], body)


def written(project: Path) -> Counter[tuple[str, tuple[str, ...]]]:
    """Each update that the content shows, by the code of its event and its words."""
    found = site(project)
    return Counter(
        (event.id.rpartition("-")[2], tuple(words(plain(update.text))))
        for event in _events(found)
        for update in event.updates
    )


def _events(found: Site) -> Iterator[Incident | Maintenance]:
    yield from found.incidents
    yield from found.maintenances


def assert_every_word(project: Path, source: Iterator[Told]) -> None:
    shown = written(project)
    wanted = Counter((code, tuple(text)) for code, text in source)
    missing = wanted - shown
    assert not missing, next(iter(missing))


def assert_twice_is_once(source: Path, project: Path) -> None:
    before = snapshot(project)
    assert bring(source, project).files == ()
    assert snapshot(project) == before


def test_lines_with_whole_timelines(project: Path) -> None:
    source = HISTORY / "incidents.jsonl"
    report = bring(source, project)
    assert (report.incidents.found, report.maintenances.found) == (801, 18)
    assert (report.updates.found, report.updates.written) == (4_570, 4_570)
    assert not report.failed
    found = site(project)
    assert (len(found.incidents), len(found.maintenances)) == (801, 18)
    assert all(incident.ended is None for incident in found.incidents)
    last = [[u.status for u in incident.updates if u.status][-1] for incident in found.incidents]
    assert set(last) == {IncidentStatus.RESOLVED}
    assert_every_word(project, told_by_lines(source))
    assert_twice_is_once(source, project)


FEEDS = sorted([*HISTORY.glob("atom/*.atom"), *PARSE.glob("*.rss")])


@pytest.mark.parametrize("source", FEEDS, ids=[path.name for path in FEEDS])
def test_each_feed_by_itself(source: Path, project: Path) -> None:
    report = bring(source, project)
    said = list(told_by_feed(source))
    assert report.updates.found == len(said)
    assert report.incidents.found + report.maintenances.found == len({code for code, _ in said})
    assert_every_word(project, iter(said))
    assert_twice_is_once(source, project)


def test_a_feed_of_2013_with_a_postmortem(project: Path) -> None:
    bring(PARSE, project)
    found = site(project)
    assert (len(found.incidents), sum(len(each.updates) for each in found.incidents)) == (17, 38)
    assert {each.began.year for each in found.incidents} == {2013, 2014}
    (postmortem,) = [
        update
        for incident in found.incidents
        for update in incident.updates
        if update.status is IncidentStatus.POSTMORTEM
    ]
    assert postmortem.text.startswith("### ")
    assert "\n* " in postmortem.text
    assert "](https://" in postmortem.text


@pytest.mark.parametrize(
    ("folder", "incidents", "maintenances", "updates"),
    [(GITHUB, 760, 30, 3_078), (OCI, 138, 0, 313)],
    ids=["github", "oci"],
)
def test_captures_of_the_api(
    project: Path, folder: Path, incidents: int, maintenances: int, updates: int
) -> None:
    report = bring(folder, project)
    assert (report.incidents.found, report.maintenances.found) == (incidents, maintenances)
    assert (report.updates.found, report.updates.written) == (updates, updates)
    for path in (folder / "assembled").glob("*s.json"):
        document = json.loads(path.read_text("utf-8"))
        if isinstance(document, dict):
            assert_every_word(project, told_by_json(path))
    assert all(each.ended is End.UNKNOWN for each in site(project).incidents)
    assert all(each.auto_complete for each in site(project).maintenances)
    assert_twice_is_once(folder, project)


def test_a_thousand_components_in_their_groups(project: Path) -> None:
    bring(OCI, project)
    layout = site(project).settings.layout
    newest = max(OCI.glob("snapshots/*.json"), key=_made)
    rows = json.loads(newest.read_text("utf-8"))["components"]
    groups = [row["name"] for row in rows if row["group"]]
    assert [entry.name for entry in layout][: len(groups)] == groups
    kept = [each for each in site(project).settings.components if each.retired is None]
    assert len(kept) == len(rows) - len(groups)
    named = {each for event in site(project).incidents for each, _ in event.components}
    gone = {each.id for each in site(project).settings.components if each.retired}
    assert gone, "some components that incidents name are gone"
    assert named & {each.id for each in kept}


def _made(path: Path) -> str:
    return str(json.loads(path.read_text("utf-8"))["page"]["updated_at"])


def test_the_captures_of_one_incident_one_by_one_equal_all_at_once(
    project: Path, tmp_path: Path
) -> None:
    folder = next(GITHUB.glob("sequence-*"))
    captures = sorted(folder.glob("*.json"))
    assert len(captures) == 13
    for capture in captures:
        bring(capture, project)
        assert_every_word(project, told_by_json(capture))
        assert_twice_is_once(capture, project)
    at_once = tmp_path / "at-once"
    bring(folder, at_once)
    assert snapshot(project) == snapshot(at_once)
    (incident,) = site(project).incidents
    assert len(incident.updates) == 35


def test_history_and_captures_in_one_folder(project: Path, tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(GITHUB, source / "captures")
    shutil.copytree(HISTORY, source / "history")
    report = bring(source, project)
    assert (report.incidents.found, report.maintenances.found) == (908, 30)
    assert report.updates.found == 4_882
    assert_every_word(project, told_by_json(source / "captures/assembled/incidents.json"))
    assert_twice_is_once(source, project)
    known = site(project)
    exact = sum(update.at.second > 0 for each in known.incidents for update in each.updates)
    assert exact > 2_500, "the captures' seconds win over the history's minutes"
    resolved = [each for each in known.incidents if each.ended is None]
    assert len(resolved) >= 801
    assert "JSON of another shape" in sentences(report)


def test_history_first_and_captures_later_is_the_same_story(project: Path, tmp_path: Path) -> None:
    source, at_once = tmp_path / "src", tmp_path / "at-once"
    shutil.copytree(GITHUB, source / "captures")
    shutil.copytree(HISTORY, source / "history")
    bring(source, at_once)
    bring(source / "history", project)
    bring(source / "captures", project)
    for mine, theirs in zip(site(project).incidents, site(at_once).incidents, strict=True):
        assert mine.updates == theirs.updates
        assert (mine.id, mine.title, mine.ended) == (theirs.id, theirs.title, theirs.ended)
