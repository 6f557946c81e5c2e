"""The shrink guard: what must not vanish unasked."""

from dataclasses import replace

from generator.deploy.guard import shrunken
from generator.deploy.manifest import Entry, Manifest
from generator.deploy.release import Release
from tests.deploy.samples import COMMITS, release


def before(*paths: str, opened: tuple[str, ...] = ()) -> Manifest:
    files = {path: Entry("0", 1, "v") for path in paths}
    return Manifest(generation=3, commit=COMMITS[0], open_incidents=opened, files=files)


def now(*paths: str, opened: tuple[str, ...] = ()) -> Release:
    files = tuple(replace(release(1).files[0], path=path) for path in paths)
    return replace(release(1), files=files, open_incidents=opened)


def test_more_and_other_files_are_fine() -> None:
    was = before("index.html", "incidents/a.html", "media/1.png", "components/old.atom")
    assert shrunken(now("index.html", "incidents/a.html", "incidents/b.html"), was) == ""


def test_a_page_that_people_have_links_to() -> None:
    was = before("incidents/a.html", "maintenance/m.html", "index.html")
    said = shrunken(now("index.html"), was)
    assert "links to are gone" in said
    assert said.endswith("--allow-gone a --allow-gone m")
    assert "--allow-gone m" in shrunken(now("index.html"), was, ["a"])
    assert shrunken(now("index.html"), was, ["a", "maintenance/*"]) == ""


def test_an_open_incident_without_a_last_word() -> None:
    was = before("index.html", opened=("down",))
    assert not shrunken(now("index.html", opened=("down",)), was)
    assert "know as open are gone" in shrunken(now("index.html"), was)
    assert shrunken(now("index.html"), was, ["down"]) == ""
    # resolved: its page tells
    assert shrunken(now("index.html", "incidents/down.html"), was) == ""


def test_a_tenth_of_the_pages_may_go_but_no_more() -> None:
    pages = [f"history/{number}.html" for number in range(60)]
    was = before(*pages)
    assert shrunken(now(*pages[6:]), was) == ""
    said = shrunken(now(*pages[7:]), was)
    assert said.startswith("of 60 pages 7 are gone, which is more than 10 in a hundred")
    assert shrunken(now(*pages[7:]), was, ["history/*"]) == ""
    assert shrunken(now(*pages[5:7]), before(*pages[:7])) == ""


def test_of_many_the_first_are_named() -> None:
    was = before(*(f"incidents/{number}.html" for number in range(9)))
    assert shrunken(now(), was).count("--allow-gone") == 6
    assert "(and 4 more)" in shrunken(now(), was)
