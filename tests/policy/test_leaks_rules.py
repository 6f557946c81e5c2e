"""COM-40 to COM-44: where they look, what they say, and what nobody can publish."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.build import Options, read
from generator.checks.leaks_in_settings import leaks_in_settings
from generator.cli import main
from generator.errors import Problem, Severity, format_problem
from generator.model.component import Component, Group
from generator.model.policy import Policy
from generator.model.site import Security, Site
from tests.policy.cases import HEAD, NOW, SITE, judged, site_with
from tests.policy.leaky import SECRETS, TOKENS

TOKEN = TOKENS["github"]
OLD = """\
---
title: Logins fail
impact: minor
---

## Investigating — 2025-01-18 12:00 UTC

Logins fail. {}

## Resolved — 2025-01-18 13:00 UTC

Logins work.
"""
SETTINGS = "title: Acme Status\nurl: https://status.acme.example\n"


def leaks(text: str, site: Site = SITE) -> list[Problem]:
    return [each for each in judged(text, site=site) if "COM-40" <= each.code <= "COM-44"]


def told(text: str, site: Site = SITE) -> list[tuple[str, str]]:
    return [(each.code, each.severity.value) for each in leaks(text, site)]


WHOLE = """\
---
title: {title}
impact: major
errors:
  - "{error}"
reference: {reference}
---

## Investigating — 2026-11-20 12:10 UTC
workaround: {workaround}

{text}
"""
FINE = {
    "title": "Uploads fail",
    "error": "HTTP 500: upload failed",
    "reference": "INC-2187",
    "workaround": "Use the API.",
    "text": "We are looking into it.",
}


@pytest.mark.parametrize("part", FINE)
@pytest.mark.parametrize("name", ["github", "aws", "password", "login"])
def test_a_secret_is_an_error_wherever_it_is_published(part: str, name: str) -> None:
    assert leaks(WHOLE.format(**FINE)) == []
    assert told(WHOLE.format(**{**FINE, part: f"It is {SECRETS[name]}"})) == [("COM-40", "error")]


@pytest.mark.parametrize("name", SECRETS)
def test_no_message_repeats_a_secret(name: str) -> None:
    found = judged(f"Soon! Until then use {SECRETS[name]} for it (OPS-12), says @kim.")
    assert len(found) > 2
    for problem in found:
        assert SECRETS[name] not in format_problem(problem)


def test_a_secret_is_shown_where_it_stands() -> None:
    (problem,) = leaks(f"Until then use {TOKEN} for it.")
    place = problem.location
    assert (place.line, place.column, place.width) == (10, 16, len(TOKEN))
    assert place.text == f"Until then use ghp_{'*' * (len(TOKEN) - 4)} for it."
    assert problem.message == "this is a GitHub token"


def test_backslashes_of_markdown_hide_nothing() -> None:
    assert told(f"Use {TOKEN.replace('_', chr(92) + '_')} now.") == [("COM-40", "error")]


def test_a_fence_hides_nothing() -> None:
    assert told(f"```\ncurl -H x:{TOKEN}\n```") == [("COM-40", "error")]
    assert told("```\nping 10.4.7.19\n```") == [("COM-41", "error")]


def test_no_override_helps() -> None:
    head = HEAD.replace("impact: major\n", 'impact: major\noverride: {COM-40: "we want it"}\n')
    assert ("COM-40", "error") in told(f"{head}{TOKEN}\n")


def test_what_is_published_already_is_not_judged_again() -> None:
    more = f"{HEAD}Use {TOKEN}.\n\n## Identified — 2026-11-20 12:12 UTC\nnext update: 30m\n\nOk.\n"
    found = judged(more, base=f"{HEAD}Use {TOKEN}.\n")
    assert "COM-40" not in [each.code for each in found]


def test_a_path_in_a_workaround_is_the_customers_own() -> None:
    text = WHOLE.format(**{**FINE, "workaround": "Delete /opt/acme/cache and restart."})
    assert leaks(text) == []
    assert told("We deleted /opt/acme/cache.") == [("COM-41", "error")]
    inside = WHOLE.format(**{**FINE, "workaround": "Use 10.4.7.19 instead."})
    assert told(inside) == [("COM-41", "error")]


def test_the_hosts_of_a_team_are_internal_and_what_it_publishes_is_not() -> None:
    text = "Look at web.acme-infra.net, and allow 10.4.7.19 and dev@acme.io, says @kim."
    site = site_with(Policy(internal_hosts=("acme-infra.net",)))
    assert told(text, site) == [("COM-41", "error"), ("COM-41", "error"), ("COM-43", "warning")]
    public = ("10.4.7.19", "web.ACME-infra.net", "@kim")
    assert leaks(text, site_with(Policy(internal_hosts=("acme-infra.net",), public=public))) == []


def test_contacts_and_names_of_the_site_are_public() -> None:
    settings = replace(
        SITE.settings,
        contact="joe@acme.io",
        follow=(("mastodon", "https://social.example/@acmeops"),),
        security=Security(contact="eve@acme.io", expires=NOW.date()),
    )
    site = replace(SITE, settings=settings)
    text = "Ask joe@acme.io, eve@acme.io, @acmeops or @kim."
    assert len(leaks(text, site)) == 1
    assert len(leaks(text)) == 4
    assert leaks("Follow @acme, or mention @console.") == []


def test_of_a_stack_trace_the_first_line_is_named() -> None:
    trace = 'Traceback (most recent call last):\n  File "/app/a.py", line 1, in f\n    f()\n'
    more = '  File "/app/b.py", line 2, in g\nOops'
    (problem,) = leaks(f"It fails:\n\n```\n{trace}{more}\n```")
    assert (problem.code, problem.location.line) == ("COM-42", 13)


def test_engineers_may_read_a_dump_in_a_postmortem() -> None:
    text = OLD.replace("2025-01-18", "2026-11-19").format("")
    after = f"{text}\n## Postmortem — 2026-11-20 09:00 UTC\n\nWe ran DELETE FROM sessions.\n"
    assert told(after) == [("COM-42", "warning")]


def test_a_message_that_customers_see_is_no_dump() -> None:
    assert leaks(WHOLE.format(**{**FINE, "error": "java.lang.IllegalStateException: no"})) == []


def test_settings_in_a_row_look_like_a_copy() -> None:
    block = "DB_HOST=x\nDB_PORT=1\nDB_NAME=y\nLOG_LEVEL=debug"
    assert told(f"```\n{block}\n```") == [("COM-42", "warning")]
    assert leaks("```\nnpm ci\nnpm test\nnpm run build\nnpm start\n```") == []


def test_the_reference_of_an_incident_may_be_quoted() -> None:
    text = WHOLE.format(**{**FINE, "text": "Please quote INC-2187."})
    assert leaks(text) == []
    assert told(text.replace("quote INC", "quote OPS")) == [("COM-44", "warning")]
    assert leaks(text.replace("INC-2187.", "OPS-12.").replace("Uploads", "OPS-12 uploads")) == []


def with_settings(**changes: Any) -> list[tuple[str, str]]:
    settings = replace(SITE.settings, **changes)
    found = leaks_in_settings(Site(settings=settings), NOW)
    return [(each.code, each.severity.value) for each in found]


def test_what_site_yml_publishes_is_looked_at() -> None:
    def api(name: str, description: str = "") -> tuple[Component, ...]:
        return (Component(id="api", name=name, description=description),)

    assert with_settings() == []
    assert with_settings(layout=api("API", f"the key is {TOKEN}")) == [("COM-40", "error")]
    assert with_settings(layout=api("db-1.internal")) == [("COM-41", "error")]
    group = Group(id="core", name="10.4.7.19", components=api("API", "Ask bob@acme.io"))
    assert with_settings(layout=(group,)) == [("COM-41", "error"), ("COM-43", "warning")]
    webhook = TOKENS["slack-webhook"]
    assert with_settings(follow=(("slack", webhook),)) == [("COM-40", "error")]
    assert with_settings(mirrors=("https://me:hunter2@status.example",)) == [("COM-40", "error")]
    inside = "https://status.acme.corp"
    assert with_settings(url=inside, contact="bob@acme.io", follow=(("chat", inside),)) == []


def project(folder: Path, text: str, settings: str = SETTINGS) -> Options:
    incidents = folder / "content" / "incidents"
    incidents.mkdir(parents=True, exist_ok=True)
    (folder / "content" / "site.yml").write_text(settings, "utf-8")
    (incidents / "2025-01-18-logins.md").write_text(text, "utf-8")
    return Options(project=folder, output=folder / "output", now=NOW)


@pytest.mark.parametrize("name", ["github", "password", "login", "private-key"])
def test_no_build_publishes_a_secret_however_old(name: str, tmp_path: Path) -> None:
    options = project(tmp_path, OLD.format(SECRETS[name]))
    _, problems = read(options)
    assert [(each.code, each.severity) for each in problems] == [("COM-40", Severity.ERROR)]
    command = ["--project", str(tmp_path), "--now", NOW.isoformat()]
    assert main(command) == 1
    assert not (tmp_path / "output").exists()
    assert main([*command, "check"]) == 1


def test_what_is_internal_is_refused_where_it_is_being_written(tmp_path: Path) -> None:
    text = OLD.format("db-1.internal is full, says SELECT id FROM users.")
    assert read(project(tmp_path, text))[1] == ()
    _, problems = read(project(tmp_path, text.replace("2025-01-18 1", "2026-11-18 1")))
    assert [each.code for each in problems] == ["COM-41", "COM-42"]


def test_what_is_no_secret_stops_no_build(tmp_path: Path) -> None:
    text = OLD.replace("2025-01-18 1", "2026-11-18 1").format("Ask bob@acme.io or @kim, OPS-12.")
    assert read(project(tmp_path, text))[1] == ()


def _git(folder: Path, *words: str) -> None:
    calm = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, env=calm)


def _commit(folder: Path) -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "x")


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_an_older_version_with_the_same_secret_never_comes_back(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    still_open = OLD.replace("2025-01-18", "2026-11-20").partition("## Resolved")[0]
    project(tmp_path, still_open.format("This was good."))
    _commit(tmp_path)
    project(tmp_path, still_open.format(f"Use {TOKEN}."))
    _commit(tmp_path)
    options = project(tmp_path, still_open.format(f"Please use {TOKEN}."))
    site, problems = read(replace(options, keep_going=True))
    assert site
    assert [each.code for each in problems] == ["COM-40"]
    assert ["This was good." in each.updates[0].text for each in site.incidents] == [True]


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_settings_with_a_secret_are_not_published(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    text = OLD.format("")
    project(tmp_path, text)
    _commit(tmp_path)
    bad = SETTINGS + f"follow: {{slack: {TOKENS['slack-webhook']}}}\n"
    options = project(tmp_path, text, bad)
    site, problems = read(replace(options, keep_going=True))
    assert site
    assert [each.code for each in problems] == ["COM-40"]
    assert site.settings.follow == ()
    assert len(site.incidents) == 1
