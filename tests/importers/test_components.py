"""The source's components in site.yml: ids that last, groups, signs, and those that are gone."""

from datetime import date
from pathlib import Path

import pytest

from generator.importers.component_ids import component_id
from generator.model.component import Component, Group
from tests.importers.samples import (
    API,
    Json,
    affected,
    bring,
    component,
    history,
    incident,
    line,
    page,
    put,
    sentences,
    site,
    snapshot,
    summary,
    update,
)

GROUP = "gggggggggggg"


def parts(project: Path) -> dict[str, Component]:
    return {each.id: each for each in site(project).settings.components}


def listing(
    *components: Json, incidents: list[Json] | None = None, made: str = "2026-03-10T12:00:00Z"
) -> Json:
    return summary(incidents or [], components=components, made=made)


def naming(code: str, name: str, day: str = "2026-03-09") -> Json:
    """An incident that names a component."""
    changes = [affected(code, name, "operational", "major_outage")]
    first = update("investigating", f"{day}T10:00:00Z", "a", changes)
    last = update("resolved", f"{day}T11:00:00Z", "b")
    return incident(f"i{code[-8:]}{day[-2:]}", "x", [last, first])


def test_groups_and_order_are_kept(project: Path) -> None:
    source = put(
        project.parent / "src",
        s_json=listing(
            component("c3", "Europe", group_id=GROUP, position=2),
            component("c2", "US East", group_id=GROUP, position=1, description="The first\nregion"),
            component("c1", "Web: site", position=2),
            component(GROUP, "Compute", group=True, position=1, components=["c2", "c3"]),
        ),
    )
    bring(source, project)
    first, second = site(project).settings.layout
    assert isinstance(first, Group)
    assert isinstance(second, Component)
    assert (first.name, [each.id for each in first.components]) == (
        "Compute",
        ["compute-us-east", "compute-europe"],
    )
    assert first.components[0].description == "The first region"
    assert (second.id, second.name) == ("web-site", "Web: site")


@pytest.mark.parametrize(
    ("name", "group", "wanted"),
    [
        ("API", "", "api"),
        ("US East", "Compute", "compute-us-east"),
        ("東京", "", "component-abc123"),
        ("東京", "Compute", "compute-abc123"),
        ("Tokyo", "計算", "tokyo"),
        ("東京", "計算", "component-abc123"),
        ("x", "", "x"),
        ("Impact", "", "impact-service"),
        ("a" * 200, "b" * 200, "b" * 80 + "-" + "a" * 19),
    ],
)
def test_ids(name: str, group: str, wanted: str) -> None:
    assert component_id(name, group, "abc123") == wanted


def test_one_id_for_two_components_is_told_apart_by_their_codes(project: Path) -> None:
    older = component("ccccc1", "API!", created_at="2019-01-01T00:00:00Z", position=2)
    source = put(project.parent / "src", s_json=listing(component("ccccc2", "API"), older))
    bring(source, project)
    assert {key: each.name for key, each in parts(project).items()} == {
        "api": "API!",
        "api-ccccc2": "API",
    }


def test_one_slug_for_two_groups_is_told_apart(project: Path) -> None:
    source = put(
        project.parent / "src",
        s_json=listing(
            component("g1g1", "A B", group=True),
            component("g2g2", "A-B", group=True),
            component("c1", "one", group_id="g1g1"),
            component("c2", "two", group_id="g2g2"),
        ),
    )
    bring(source, project)
    assert [each.id for each in site(project).settings.layout] == ["a-b", "a-b-g2g2"]


def test_a_sign_is_no_service_unless_an_incident_names_it(project: Path) -> None:
    sign = component("sign00000001", "Visit status.acme.example for more information")
    source = put(project.parent / "src", s_json=listing(component(API, "API"), sign))
    assert "is a sign and no service" in sentences(bring(source, project))
    assert list(parts(project)) == ["api"]
    put(source, t_json=history([naming("sign00000001", sign["name"])]))
    bring(source, project)
    assert list(parts(project)) == ["api", "visit-status-acme-example-for-more-information"]


def test_a_component_that_is_gone_is_retired_the_day_after_its_last_event(project: Path) -> None:
    events = [
        naming("gone00000001", "Old API", "2026-01-05"),
        naming("gone00000001", "Old API", "2026-02-28"),
    ]
    source = put(project.parent / "src", s_json=listing(component(API, "API"), incidents=events))
    bring(source, project)
    assert parts(project)["old-api"].retired == date(2026, 3, 1)
    assert parts(project)["api"].retired is None


def test_without_a_list_nothing_is_known_to_be_gone(project: Path) -> None:
    bring(put(project.parent / "src", i_json=history([naming("gone00000001", "Old API")])), project)
    assert parts(project)["old-api"].retired is None


def test_a_list_of_removed_components_tells_names_and_groups(project: Path) -> None:
    removed = [
        {"component": component("gone00000001", "Tokyo", group_id=GROUP, description="far")},
        {"component": component("gone00000002", "Nobody named it")},
    ]
    group = component(GROUP, "Compute", group=True)
    source = put(
        project.parent / "src",
        s_json=listing(group, incidents=[naming("gone00000001", "Compute - Tokyo")]),
    )
    (source / "r.json").write_text(__import__("json").dumps(removed))
    report = bring(source, project)
    assert list(parts(project)) == ["compute-tokyo"]
    assert parts(project)["compute-tokyo"].description == "far"
    assert "that no incident names, is left out (1): Nobody named it" in sentences(report)


def test_a_name_with_its_group_is_split_where_there_is_such_a_group(project: Path) -> None:
    events = [naming("gone00000001", "Compute - Tokyo"), naming("gone00000002", "Other - Tokyo")]
    source = put(
        project.parent / "src",
        s_json=listing(component(GROUP, "Compute", group=True), incidents=events),
    )
    bring(source, project)
    assert {key: each.name for key, each in parts(project).items()} == {
        "compute-tokyo": "Tokyo",
        "other-tokyo": "Other - Tokyo",
    }


@pytest.mark.parametrize(
    ("start", "since"),
    [
        ("2026-01-01", date(2026, 1, 1)),
        ("2026-03-09", date(2026, 3, 9)),
        ("2026-03-10", None),
        ("soon", None),
    ],
)
def test_since_is_carried_unless_an_incident_is_older(
    project: Path, start: str, since: date | None
) -> None:
    source = put(
        project.parent / "src",
        s_json=listing(component(API, "API", start_date=start), incidents=[naming(API, "API")]),
    )
    bring(source, project)
    assert parts(project)["api"].since == since


SITE = """\
# our own words
title: Ours
url: https://ours.example
components:   # what we show
  - id: gateway   # renamed long ago
    name: API
  - group: Compute
    components:
      - id: east
        name: US East
contact: a@ours.example
"""


def write_site(project: Path, text: str) -> None:
    (project / "content").mkdir(parents=True)
    (project / "content" / "site.yml").write_text(text)


def test_components_of_that_name_and_group_are_used_as_they_are(project: Path) -> None:
    write_site(project, SITE)
    source = put(
        project.parent / "src",
        s_json=listing(
            component(API, "API"),
            component("c2", "US East", group_id=GROUP),
            component("c3", "US West", group_id=GROUP),
            component("c4", "US East"),
            component(GROUP, "Compute", group=True),
            incidents=[naming(API, "API")],
        ),
    )
    bring(source, project)
    text = (project / "content" / "site.yml").read_text()
    assert list(parts(project)) == ["gateway", "east", "compute-us-west", "us-east"]
    assert dict(site(project).incidents[0].components) == {"gateway": "major_outage"}
    kept = iter(text.splitlines())
    assert all(each in kept for each in SITE.splitlines()), "every line is still there, in order"


def test_a_flow_list_is_refused_with_the_lines_to_add(project: Path) -> None:
    text = "title: Ours\nurl: https://ours.example\ncomponents: [{id: a, name: A}]\n"
    write_site(project, text)
    source = put(
        project.parent / "src",
        s_json=listing(component(API, "API"), incidents=[naming(API, "API")]),
    )
    report = bring(source, project)
    assert report.failed
    assert "  - id: api\n    name: API" in sentences(report)
    assert snapshot(project) == {"content/site.yml": text.encode()}


def test_broken_settings_stop_the_import(project: Path) -> None:
    write_site(project, "title: [\n")
    (project / "content").mkdir(exist_ok=True)
    source = put(project.parent / "src", s_json=listing(component(API, "API")))
    from generator.importers.statuspage.recipe import import_statuspage

    report = import_statuspage(str(source), project)
    assert report.failed
    assert "until the settings are mended" in sentences(report)
    assert list(snapshot(project)) == ["content/site.yml"]


def test_a_component_renamed_at_the_source_keeps_its_id(project: Path) -> None:
    source = put(project.parent / "src", a_json=listing(component(API, "Acme API")))
    bring(source, project)
    put(
        source,
        b_json=listing(
            component(API, "API"), incidents=[naming(API, "API")], made="2026-04-01T00:00:00Z"
        ),
    )
    report = bring(source, project)
    assert list(parts(project)) == ["acme-api"]
    assert dict(site(project).incidents[0].components) == {"acme-api": "major_outage"}
    assert "acme-api: Acme API; at the source API" in sentences(report)


def test_names_alone_and_their_codes_later_are_the_same_component(project: Path) -> None:
    said = [("2026-03-09T10:00:00Z", "Resolved", "a")]
    source = put(
        project.parent / "src", a_jsonl=line("code00000001", "x", said, components=["API"])
    )
    bring(source, project)
    put(source, b_json=listing(component(API, "API"), incidents=[naming(API, "API")]))
    bring(source, project)
    assert list(parts(project)) == ["api"]


def test_a_component_taken_out_by_hand_stays_out_until_it_is_needed(project: Path) -> None:
    source = put(
        project.parent / "src",
        s_json=listing(component(API, "API"), component("c2", "Noise", position=2)),
    )
    bring(source, project)
    path = project / "content" / "site.yml"
    path.write_text(path.read_text().replace("  - id: noise\n    name: Noise\n", ""))
    assert "was removed from site.yml stays removed" in sentences(bring(source, project))
    assert list(parts(project)) == ["api"]
    put(source, t_json=history([naming("c2", "Noise")]))
    bring(source, project)
    assert list(parts(project)) == ["api", "noise"]


def test_a_site_is_made_of_what_the_page_says(project: Path) -> None:
    odd = {**summary(), "page": page(name="Acme", time_zone="Pacific Time (US & Canada)")}
    report = bring(put(project.parent / "src", s_json=odd), project)
    settings = site(project).settings
    assert (settings.title, settings.url) == ("Acme Status", "https://status.acme.example")
    assert (settings.identity, settings.timezone) == ("status.acme.example,2026", "UTC")
    assert "a time zone that is not known is left out" in sentences(report)


def test_a_zone_and_a_title_that_says_status_are_taken_as_they_are(project: Path) -> None:
    own = {**summary(), "page": page(name="Acme status page", time_zone="Europe/Berlin")}
    bring(put(project.parent / "src", s_json=own), project)
    settings = site(project).settings
    assert (settings.title, settings.timezone) == ("Acme status page", "Europe/Berlin")
