"""`fogbell publish`: check, build, deploy, verify, one after the other, from any machine."""

import argparse
from collections.abc import Callable
from dataclasses import replace

from generator.build import Options, build
from generator.checks.policy import judge
from generator.commands import check, deploy
from generator.commands.origins import chosen, settings_of
from generator.commands.printing import print_problems
from generator.commands.verify import look, verify_code
from generator.content.load import SETTINGS_FILE
from generator.errors import Problem, Severity, in_order
from generator.git import SOURCES, ask_git, clean_commit
from generator.reading import read_checked

#: what must not become public, however urgent it is: keys, internal addresses, logs
NEVER_PUBLIC = ("COM-40", "COM-41", "COM-42")
_POLICY = "COM-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `publish`: those of `deploy`, and how much is asked of the words."""
    say_urgent = "only secrets, and errors in what the newest commit changed, stop it"
    parser.add_argument("--urgent", action="store_true", help=say_urgent)
    deploy.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Each step; the first that fails ends it, with its exit code."""
    origins = settings_of(args.project).origins
    if not origins:
        print(deploy.NOTICE)
        return 0
    named = chosen(origins, args.origin)
    steps: list[tuple[str, Callable[[], int]]] = [
        ("check", lambda: _check_urgently(args) if args.urgent else _check(args)),
        ("build", lambda: _build(args)),
        ("deploy", lambda: deploy.run(args)),
    ]
    if not args.dry_run:
        steps.append(("verify", lambda: verify_code(look(args, named))))
    for number, (name, step) in enumerate(steps, 1):
        if not args.quiet:
            print(f"{number} of {len(steps)}: {name}", flush=True)
        code = step()
        if code:
            print(_ending(name, code))
            return code
    return 0


def _ending(name: str, code: int) -> str:
    later = {
        "check": "nothing was published: mend the errors above; in a hurry: publish --urgent",
        "build": "nothing was published: mend the errors above",
        "deploy": "the origins above say why",
        "verify": "it is published, but not all of it is as it should be: see above",
    }
    return f"fogbell publish ended at {name} (exit code {code}): {later[name]}."


def _check(args: argparse.Namespace) -> int:
    """All of `fogbell check`."""
    parser = argparse.ArgumentParser()
    check.add_arguments(parser)
    return check.run(argparse.Namespace(**{**vars(parser.parse_args([])), **vars(args)}))


def _check_urgently(args: argparse.Namespace) -> int:
    """What is left of it in a hurry: the rest is told, and stops nothing."""
    loaded, found = read_checked(args.project, args.now)
    judged = judge(loaded.site, args.now) if loaded.site else ()
    changed = {SETTINGS_FILE, *_newest(args)}
    problems = [
        each if _stops(each, changed) else replace(each, severity=Severity.WARNING)
        for each in in_order((*found, *judged))
    ]
    print_problems(problems, color=args.color)
    return int(any(each.severity is Severity.ERROR for each in problems))


def _stops(problem: Problem, changed: set[str]) -> bool:
    """A broken file of others is shown as it last was; one's own must not be left out."""
    if problem.code.startswith(_POLICY):
        return problem.code in NEVER_PUBLIC
    return problem.location.file in changed


def _newest(args: argparse.Namespace) -> list[str]:
    """The files of the project that the newest commit changed."""
    words = ("--name-only", "-z", "--format=", "--relative", "-m", "--first-parent", "HEAD")
    told = ask_git(args.project, "show", *words, "--", *SOURCES)
    return [each for each in (told or b"").decode("utf-8", "replace").split("\0") if each]


def _build(args: argparse.Namespace) -> int:
    report = build(
        Options(
            project=args.project,
            output=args.output,
            now=args.now,
            keep_going=args.urgent,
            commit=clean_commit(args.project, *SOURCES),
        )
    )
    if report.written is None:
        print_problems(report.problems, color=args.color)
        return 1
    if not args.quiet:
        changed, pruned = len(report.written.changed), len(report.written.pruned)
        print(f"{changed} files written, {pruned} removed in {args.output}")
    return 0
