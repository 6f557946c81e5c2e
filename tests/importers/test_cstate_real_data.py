"""Two real cState sites and cState's own example, imported whole: no error, no word lost.

They lie outside this repository, since their texts are not ours; where they are missing, these
tests are skipped and say so.
"""

import html
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.cli import main
from generator.importers.report import Weight
from generator.model.incident import End
from tests.importers.cstate_samples import NOW, bring
from tests.importers.samples import sentences, site, snapshot

DATA = Path(__file__).parents[3] / "shared" / "data"
EXAMPLE = "samples/cstate-example/exampleSite"
SITES = {"cstate-jenkins": 297, "cstate-wikibase-cloud": 19, EXAMPLE: 11}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real sites (../shared/data) are not on this machine"
)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unquote(html.unescape(text))))


def told(path: Path) -> Counter[str]:
    """The words of an issue that cState shows, taken out in another way than the importer does."""
    body = path.read_text("utf-8").split("---\n", 2)[2]
    body = re.sub(r"<!--.*?-->", " ", body, flags=re.DOTALL)
    body = re.sub(r"\{\{< track \"([\d-]+)[T ](\d\d:\d\d).*?\" >\}\}", r"\1 \2 UTC", body)
    return words(re.sub(r"(?m)^```\w+$", "", body))  # the language of code is not shown


@pytest.mark.parametrize(("name", "count"), SITES.items())
def test_every_issue_is_there_with_every_word(name: str, count: int, project: Path) -> None:
    report = bring(DATA / name, project)
    assert not report.failed
    assert report.incidents.written == len(site(project).incidents) == count
    assert main(["--project", str(project), "--now", NOW.isoformat(), "--quiet", "build"]) == 0
    for path in sorted((DATA / name / "content" / "issues").glob("*.md")):
        page = project / "output" / "incidents" / f"{path.stem}.html"
        assert told(path) - words(page.read_text("utf-8")) == Counter(), path.name


@pytest.mark.parametrize("name", SITES)
def test_twice_is_once(name: str, project: Path) -> None:
    bring(DATA / name, project)
    before = snapshot(project)
    assert bring(DATA / name, project).files == ()
    assert snapshot(project) == before


def test_ends_before_the_beginning_are_unknown_and_named(project: Path) -> None:
    report = bring(DATA / "cstate-jenkins", project)
    ends = [incident.ended for incident in site(project).incidents if incident.ended]
    assert ends == [End.UNKNOWN] * 8
    assert "`resolvedWhen` is before `date`" in sentences(report, Weight.PROBLEM)
    assert "(8): issues/2021-09-23" in sentences(report, Weight.PROBLEM)
