"""publish.yml and watch.yml: their steps in a real bash, with a real site and its origins."""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread
from typing import Any

import pytest

from tests.deploy.project import Project
from tests.workflows import ROOT, SKELETON, SUDO, Machine, jobs_of, program, read

PUBLISH, WATCH = (ROOT / ".github/workflows" / name for name in ("publish.yml", "watch.yml"))
INCIDENT = """\
---
title: "::error::of a title"
impact: major
components: {api: partial_outage}
---

## Investigating — 2026-11-20 10:15 UTC

Saving fails with an error. We are looking into it.
"""
LONG_AGO, FAR_AHEAD = "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"
Says = CompletedProcess[str]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A runner with Fogbell set up, and what the workflow hands from step to step."""
    for folder in ("temp", "work", "home"):
        (tmp_path / folder).mkdir()
    for file in ("summary.md", "outputs"):
        (tmp_path / file).touch()
    (tmp_path / "work" / "fogbell").symlink_to(ROOT)
    program(tmp_path / "bin" / "sudo", SUDO)
    program(tmp_path / "temp/venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    return Machine(tmp_path)


def step_of(path: Path, job: str, name: str) -> dict[str, Any]:
    steps: list[dict[str, Any]] = jobs_of(path)[job]["steps"]
    (step,) = [step for step in steps if step["name"] == name]
    return step


def run(machine: Machine, path: Path, job: str, name: str, **given: str) -> Says:
    """A step by its name; `given` is what GitHub would put in the place of expressions."""
    step = step_of(path, job, name)
    told = {**jobs_of(path)[job].get("env", {}), **step.get("env", {})}
    plain = {key: "" if "${{" in value else value for key, value in told.items()}
    outputs = {"GITHUB_OUTPUT": str(machine.folder / "outputs")}
    return machine.run({**step, "env": {**plain, **outputs, **given}})


def outputs_of(machine: Machine) -> dict[str, str]:
    lines = (machine.folder / "outputs").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def site(machine: Machine, *origins: str, incident: str = INCIDENT) -> Project:
    project = Project(machine.workspace / "site", *origins)
    project.incident("2026-11-20-saving-fails", incident)
    project.commit()
    return project


def folder(machine: Machine, name: str) -> str:
    (machine.folder / "www").mkdir(exist_ok=True)
    return f"{{name: {name}, url: '{(machine.folder / 'www' / name).as_uri()}'}}"


def build(machine: Machine, **given: str) -> Says:
    return run(machine, PUBLISH, "build", "Build", **given)


def deploy(machine: Machine, **given: str) -> Says:
    return run(machine, PUBLISH, "deploy", "Deploy", **given)


# Is there anything to publish?


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Callable[[str, object], str]]:
    """Puts a status.json where readers find it; gives the address."""
    root = tmp_path / "readers"
    root.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root))
    Thread(target=server.serve_forever, daemon=True).start()

    def put(name: str, told: object) -> str:
        (root / name).mkdir()
        (root / name / "status.json").write_text(json.dumps(told), "utf-8")
        return f"http://127.0.0.1:{server.server_port}/{name}"

    yield put
    server.shutdown()
    server.server_close()


def is_due(machine: Machine, event: str, *origins: str, commit: str = "c0ffee") -> bool:
    site(machine, *origins)
    done = run(
        machine, PUBLISH, "build", "Is there anything to publish?", EVENT=event, GITHUB_SHA=commit
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("::notice::") == 1
    return outputs_of(machine)["go"] == "true"


def store(address: str) -> str:
    return f"{{name: a{address[-1]}, url: 's3://acme-{address[-1]}/', public: '{address}'}}"


def test_without_origins_it_ends_green_with_a_notice(machine: Machine) -> None:
    assert not is_due(machine, "push")


def test_what_is_pushed_is_published_without_a_question(machine: Machine) -> None:
    assert is_due(machine, "push", folder(machine, "a"))


def test_nothing_new_ends_a_scheduled_run(
    machine: Machine, readers: Callable[[str, object], str]
) -> None:
    told = {"commit": "c0ffee", "next_change_at": FAR_AHEAD}
    origins = [store(readers(name, told)) for name in ("a", "b")]
    assert not is_due(machine, "schedule", *origins)


@pytest.mark.parametrize(
    "told",
    [
        {"commit": "another", "next_change_at": FAR_AHEAD},
        {"commit": None, "next_change_at": FAR_AHEAD},
        {"commit": "c0ffee", "next_change_at": LONG_AGO},
        {"commit": "c0ffee", "next_change_at": "soon"},
        {},
        [],
    ],
)
def test_any_doubt_is_a_yes(
    machine: Machine, readers: Callable[[str, object], str], told: object
) -> None:
    fine = readers("a", {"commit": "c0ffee", "next_change_at": FAR_AHEAD})
    assert is_due(machine, "schedule", store(fine), store(readers("b", told)))


def test_an_origin_that_does_not_answer_is_published_to(
    machine: Machine, readers: Callable[[str, object], str]
) -> None:
    fine = readers("a", {"commit": "c0ffee", "next_change_at": FAR_AHEAD})
    assert is_due(machine, "schedule", store(fine), store(f"{fine[:-1]}b"))


def test_an_origin_that_nobody_can_ask_is_published_to(
    machine: Machine, readers: Callable[[str, object], str]
) -> None:
    fine = readers("a", {"commit": "c0ffee", "next_change_at": FAR_AHEAD})
    assert is_due(machine, "schedule", store(fine), "{name: b, url: 's3://acme-b/'}")


# Build and deploy


def test_from_a_push_to_readers(machine: Machine) -> None:
    site(machine, folder(machine, "a"), folder(machine, "b"))
    built = build(machine)
    assert built.returncode == 0, built.stdout + built.stderr
    first, *rest = built.stdout.splitlines()
    assert first.startswith("::stop-commands::")
    assert rest[-1] == first.replace("stop-commands::", "") + "::"
    done = deploy(machine)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("a", "b"):
        page = machine.folder / "www" / name / "current" / "index.html"
        assert "Saving fails with an error." in page.read_text("utf-8")
    assert "**Every origin has it.**" in machine.summary
    assert "a: live, generation 1" in machine.summary
    assert outputs_of(machine) == {"pages": "false"}


def test_only_the_origins_that_are_named(machine: Machine) -> None:
    site(machine, folder(machine, "a"), folder(machine, "b"), folder(machine, "c"))
    build(machine)
    assert deploy(machine, STATUS_ORIGINS="a c").returncode == 0
    assert {path.name for path in (machine.folder / "www").iterdir()} == {"a", "c"}


def test_one_dead_origin_is_red_and_published(machine: Machine) -> None:
    site(machine, folder(machine, "a"), folder(machine, "b"))
    build(machine)
    (machine.folder / "www" / "b").write_text("in the way", "utf-8")
    done = deploy(machine, STATUS_PAGES="on")
    assert done.returncode == 3
    assert (machine.folder / "www/a/current/index.html").is_file()
    assert "PUBLISHED, BUT NOT EVERYWHERE" in machine.summary
    assert "::error::PUBLISHED, BUT NOT EVERYWHERE" in done.stdout
    assert outputs_of(machine) == {"pages": "true"}


def test_an_old_run_that_is_run_again_is_a_success(machine: Machine) -> None:
    project = site(machine, folder(machine, "a"))
    old = project.git("rev-parse", "HEAD")
    project.incident("2026-11-20-saving-fails", INCIDENT.replace("Saving", "Loading"))
    project.commit()
    build(machine)
    assert deploy(machine).returncode == 0
    project.git("checkout", "-q", old)
    build(machine)
    done = deploy(machine, STATUS_PAGES="on")
    assert done.returncode == 0
    assert "::notice::Superseded" in done.stdout
    assert outputs_of(machine) == {"pages": "false"}
    page = machine.folder / "www/a/current/index.html"
    assert "Loading fails" in page.read_text("utf-8")


def test_what_the_guard_refuses_goes_to_pages_neither(machine: Machine) -> None:
    project = site(machine, folder(machine, "a"))
    build(machine)
    assert deploy(machine).returncode == 0
    project.git("rm", "-q", "content/incidents/2026-11-20-saving-fails.md")
    project.commit()
    build(machine)
    assert deploy(machine, STATUS_PAGES="on").returncode == 2
    assert "**Refused" in machine.summary
    assert outputs_of(machine) == {"pages": "false"}


def test_a_store_without_keys_is_said_and_no_key_is_shown(machine: Machine) -> None:
    pytest.importorskip("obstore", reason="object stores need obstore")
    site(machine, folder(machine, "a"), "{name: s, url: 's3://acme-s/', env: MIRROR_}")
    build(machine)
    done = deploy(machine)
    assert done.returncode == 3
    assert "no variable begins with MIRROR_" in machine.summary
    given = {"ENDPOINT_URL": "http://127.0.0.1:9", "REGION": "x", "ACCESS_KEY_ID": "sesame"}
    given["SECRET_ACCESS_KEY"] = "canary-of-the-key"
    done = deploy(machine, **{f"MIRROR_AWS_{name}": value for name, value in given.items()})
    assert done.returncode == 3
    assert "nothing answers at its address" in machine.summary
    assert "canary-of-the-key" not in done.stdout + done.stderr + machine.summary


def test_a_broken_file_stops_a_push_but_not_an_urgent_run(machine: Machine) -> None:
    project = site(machine, folder(machine, "a"))
    project.incident("2026-11-20-broken", INCIDENT.replace("impact: major", "impact: mayor"))
    project.commit()
    assert build(machine).returncode == 1
    assert not (machine.folder / "temp/output/index.html").exists()
    urgent = build(machine, URGENT="true")
    assert urgent.returncode == 0, urgent.stdout
    assert "::warning::Published without" in urgent.stdout
    assert deploy(machine).returncode == 0
    assert (machine.folder / "www/a/current/incidents/2026-11-20-saving-fails.html").is_file()


def test_an_urgent_run_that_never_had_settings_is_red(machine: Machine) -> None:
    project = site(machine, folder(machine, "a"))
    project.write("content/site.yml", "title: [")
    project.git("commit", "-q", "--all", "--amend", "-m", "broken from the start")
    assert build(machine, URGENT="true").returncode != 0


def test_order_does_not_rest_on_github() -> None:
    jobs = jobs_of(PUBLISH)
    assert [jobs[name]["concurrency"]["cancel-in-progress"] for name in ("deploy", "pages")] == [
        False,
        False,
    ]
    for job in ("build", "deploy"):
        assert step_of(PUBLISH, job, "Fetch the site")["with"]["fetch-depth"] == 0


def test_the_schedule_keeps_off_the_full_hour() -> None:
    for path in (PUBLISH, WATCH):
        (schedule,) = read(path)[True]["schedule"]
        minutes = schedule["cron"].split()[0].split(",")
        assert all(int(minute) % 2 and int(minute) % 5 for minute in minutes)


def test_what_is_kept_between_runs_is_the_cache_alone() -> None:
    steps = [step for job in jobs_of(PUBLISH).values() for step in job["steps"]]
    kept = [step["with"]["path"] for step in steps if "actions/cache" in step.get("uses", "")]
    assert kept == ["site/.cache"] * 2


# Pages


def github(machine: Machine, newest: str) -> None:
    program(machine.folder / "bin" / "gh", f"#!/bin/sh\necho {newest}\n")


@pytest.mark.parametrize(("newest", "goes"), [("c0ffee", {"yes": "true"}), ("another", {})])
def test_pages_takes_the_newest_commit_only(
    machine: Machine, newest: str, goes: dict[str, str]
) -> None:
    github(machine, newest)
    done = run(machine, PUBLISH, "pages", "Is it still the newest?", GITHUB_SHA="c0ffee")
    assert done.returncode == 0, done.stderr
    assert outputs_of(machine) == goes


def test_pages_gets_all_of_the_site(machine: Machine) -> None:
    site(machine, folder(machine, "a"))
    build(machine)
    (machine.folder / "temp/output/.well-known").mkdir()
    assert run(machine, PUBLISH, "pages", "Pack it").returncode == 0
    words = ["tar", "--list", "--file", '"$RUNNER_TEMP/artifact.tar"']
    packed = machine.run({"run": " ".join(words)}).stdout.split()
    assert {"./index.html", "./.well-known/", "./_headers"} <= set(packed)
    assert "./.fogbell-files" not in packed


# watch.yml


def watch(machine: Machine, name: str) -> Says:
    return run(machine, WATCH, "watch", name)


def test_without_origins_nothing_is_watched(machine: Machine) -> None:
    site(machine)
    done = watch(machine, "Is there anything to watch?")
    assert done.returncode == 0
    assert "::notice::" in done.stdout
    assert outputs_of(machine) == {}


def test_what_is_late_is_red_and_in_the_summary(machine: Machine) -> None:
    site(machine, folder(machine, "a"))
    watch(machine, "Is there anything to watch?")
    assert outputs_of(machine) == {"yes": "true"}
    done = watch(machine, "What is late?")
    assert done.returncode == 1
    assert "COM-02" in machine.summary
    assert not [line for line in done.stdout.splitlines()[1:-1] if line.startswith("::")]


def test_nothing_late_is_green(machine: Machine) -> None:
    resolved = f"{INCIDENT}\n## Resolved — 2026-11-20 11:00 UTC\n\nSaving works again.\n"
    site(machine, folder(machine, "a"), incident=resolved)
    done = watch(machine, "What is late?")
    assert done.returncode == 0, done.stdout


def doctor(machine: Machine, *rows: dict[str, str]) -> Says:
    """The step with a doctor who says this, and ends as it does where it finds errors."""
    found = machine.folder / "rows.json"
    found.write_text(json.dumps({"rows": rows}), "utf-8")
    text = f'#!/bin/sh\ncat "{found}"\nexit 1\n'
    program(machine.folder / "temp/venv/bin/python", text)
    return watch(machine, "Do readers get it?")


def row(code: str, result: str) -> dict[str, str]:
    return {"id": code, "result": result, "looked_at": "https://a", "found": "does not answer"}


def test_a_dead_origin_is_red_and_a_lone_one_is_not(machine: Machine) -> None:
    site(machine)
    assert doctor(machine, row("IND-08", "error"), row("IND-28", "warning")).returncode == 0
    done = doctor(machine, row("IND-08", "error"), row("IND-28", "error"))
    assert done.returncode == 1
    assert done.stdout == "IND-28  https://a: does not answer\n"


def test_the_doctor_says_it_in_these_words(machine: Machine) -> None:
    site(machine, "{name: a, url: 's3://acme-a/', public: 'https://127.0.0.1:9'}")
    done = watch(machine, "Do readers get it?")
    # without any answer at all it is this machine's network
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads((machine.folder / "temp/doctor.json").read_bytes())["rows"]
    assert "IND-28" in {each["id"] for each in rows}
    assert {"id", "result", "looked_at", "found"} <= rows[0].keys()


# The example for GitLab


def run_gitlab(machine: Machine, job: str, **given: str) -> Says:
    """A job's script, with Fogbell set up as it is here."""
    told = read(SKELETON / ".gitlab-ci.example.yml")[job]
    program(machine.folder / "venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    script = "\n".join(told["script"])
    script = script.replace("/opt/venv/", f"{machine.folder}/venv/")
    # a name without spaces, as it has there; ours may lie anywhere
    here = machine.folder / "fogbell"
    if not here.exists():
        here.symlink_to(ROOT)
    script = script.replace("/opt/fogbell/", f"{here}/")
    return machine.run({"run": script, "working-directory": "site", "env": given})


def test_on_gitlab_it_is_checked_built_and_published(machine: Machine) -> None:
    project = site(machine, folder(machine, "a"))
    base = project.git("rev-parse", "HEAD")
    more = INCIDENT.replace("Saving", "Loading").replace("UTC\n", "UTC\nnext update: 1h\n")
    project.incident("2026-11-20-more", more)
    project.commit()
    checked = run_gitlab(machine, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Merging this would do" in checked.stdout
    assert (project.folder / "preview/index.html").is_file()
    assert run_gitlab(machine, "build").returncode == 0
    assert run_gitlab(machine, "deploy").returncode == 0
    assert "Loading fails" in (machine.folder / "www/a/current/index.html").read_text("utf-8")


def test_on_gitlab_a_theme_of_the_merge_request_is_not_used(machine: Machine) -> None:
    project = site(machine, folder(machine, "a"))
    base = project.git("rev-parse", "HEAD")
    (project.folder / "themes" / "default").mkdir(parents=True)
    project.write("themes/default/index.html", "theme-of-the-fork")
    project.commit()
    run_gitlab(machine, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert "Saving fails" in (project.folder / "preview/index.html").read_text("utf-8")
    assert not (project.folder / "themes").exists()
