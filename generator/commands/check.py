"""`fogbell check`: every problem in content/ and its theme, for people, programs, pull requests."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks.judged import is_judged
from generator.checks.policy import judge, judge_changes, judge_event
from generator.checks.policy.case import Case
from generator.checks.policy.few import PREFIX, most_harmful
from generator.commands.printing import as_annotations, as_json, count, print_problems, problem_text
from generator.content.load import SETTINGS_FILE
from generator.content.templates import load_templates
from generator.errors import (
    Problem,
    Severity,
    UserError,
    did_you_mean,
    has_errors,
    in_order,
)
from generator.manual import MANUAL, explain
from generator.merge.base import Base, site_at
from generator.model.event import Event
from generator.model.site import Site
from generator.reading import read_checked
from generator.state import derive

if TYPE_CHECKING:  # what builds pages is imported where pages are looked at
    from generator.merge.effects import Effects

FORMATS = ("text", "json", "github")
#: a file that is not read, a heading or a field that is read as text
LOST = ("FILE-07", "UPD-03", "UPD-07")


@dataclass(frozen=True, slots=True)
class Checked:
    #: None where it cannot be read
    site: Site | None
    problems: tuple[Problem, ...]
    base: Base | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(self.site.events) if self.site else ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="only these files or folders"
    )
    say_all = "judge the words of old events too, and show every remark"
    parser.add_argument("--all", action="store_true", help=say_all)
    parser.add_argument("--format", choices=FORMATS, default="text", help="github: annotations")
    say_base = "judge what is new since this commit, and say what merging it would do"
    parser.add_argument("--base", metavar="REV", help=say_base)
    say_summary = "with --base: append what merging would do, as Markdown, to a file"
    parser.add_argument("--summary", type=Path, metavar="FILE", help=say_summary)
    parser.add_argument(
        "--output",
        dest="built",
        nargs="?",
        const="",
        metavar="DIR",
        help="read the built site instead, every file of it (default: output/)",
    )
    parser.add_argument("--explain", metavar="CODE", help="what a code means, and how to mend it")


def run(args: argparse.Namespace) -> int:
    """Print the problems; 1 where there is an error."""
    if args.explain:
        print(_explained(args.explain), end="")
        return 0
    if args.built is not None:
        from generator.commands.check_built import check_built

        return check_built(args)
    checked = _checked(args)
    shown = tuple(each for each in checked.problems if _is_wanted(each, args.paths, args.project))
    checked = replace(checked, problems=shown)
    if args.format == "json":
        print(as_json(shown))
    elif args.format == "github":
        print(as_annotations(shown))
    else:
        _print_text(args, checked)
    if args.summary:
        _append_summary(args, checked)
    return int(has_errors(shown))


def _checked(args: argparse.Namespace) -> Checked:
    with_theme = args.base is not None or _may_be_of_theme(args)
    loaded, found = read_checked(args.project, args.now, only=() if with_theme else args.paths)
    site, problems = loaded.site, in_order(found)
    # messages agreed beforehand are never published, so a slip in one stops no build
    problems = in_order([*problems, *load_templates(args.project)[1]])
    if site is None:
        return Checked(None, problems)
    if with_theme:
        from generator.commands.theme_check import theme_problems

        with_pages = not has_errors(problems)  # of broken content there are none to look at
        problems = (*problems, *theme_problems(site, args.project, args.now, pages=with_pages))
    base = site_at(args.project, site, args.base) if args.base is not None else None
    if base is None:
        return Checked(site, in_order((*problems, *_judged(args, site))))
    told = in_order((*problems, *judge_changes(site, args.now, base.site)))
    changed = (_raised(each) if each.location.file in base.changed else each for each in told)
    about = [p for p in changed if has_errors([p]) or p.location.file in base.changed]
    return Checked(site, tuple(about), base)


def _raised(problem: Problem) -> Problem:
    """A pull request stops on words that would not reach anybody in the way they were meant."""
    return replace(problem, severity=Severity.ERROR) if problem.code in LOST else problem


def _may_be_of_theme(args: argparse.Namespace) -> bool:
    """Whether what was asked for may hold something of a theme: a look at which takes long."""
    themes = args.project / "themes"
    about = {args.project / SETTINGS_FILE, themes}
    return not args.paths or any(
        path in about or themes in path.parents or any(path in each.parents for each in about)
        for path in args.paths
    )


def _judged(args: argparse.Namespace, site: Site) -> Iterator[Problem]:
    """What the policy says; with --all of old events too, but nothing there is an error."""
    yield from judge(site, args.now)
    for event in site.events if args.all else ():
        if not is_judged(event, args.now):
            found = judge_event(Case(site=site, now=args.now, event=event))
            yield from (replace(problem, severity=Severity.WARNING) for problem in found)


def _print_text(args: argparse.Namespace, checked: Checked) -> None:
    shown, left = checked.problems, 0
    if not args.all:
        shown, left = most_harmful(shown, checked.events)
    print_problems(shown, color=args.color)
    if args.quiet:
        return
    if left:
        remarks = "1 lesser remark is" if left == 1 else f"{left:,} lesser remarks are"
        print(f"{remarks} left out (--all shows every one)", file=sys.stderr)
    if not shown:
        print(f"{count(shown)} in {args.project / 'content'}")
    if args.base is not None:
        from generator.commands.merge_lines import PUBLISHES_NOTHING, effect_lines, text_lines

        found = _effects(args, checked)
        lines = [PUBLISHES_NOTHING]
        if found and checked.site:
            lines = [*effect_lines(found), *text_lines(found, checked.site.settings, args.now)]
        print("\nMerging this would do:\n")
        print("\n".join(f"    {line}".rstrip() for line in lines))


def _effects(args: argparse.Namespace, checked: Checked) -> "Effects | None":
    """What readers would notice; None where nobody asked, or nothing could be built."""
    stops = [each for each in checked.problems if not each.code.startswith(PREFIX)]
    if checked.site is None or checked.base is None or has_errors(stops):
        return None
    from generator.merge.effects import effects

    return effects(derive(checked.base.site, args.now), derive(checked.site, args.now))


def _append_summary(args: argparse.Namespace, checked: Checked) -> None:
    if args.base is None:
        raise UserError("--summary needs --base: what merging would do is seen from there")
    from generator.commands.merge_lines import as_markdown

    settings = checked.site.settings if checked.site else None
    problems, found = problem_text(checked.problems), _effects(args, checked)
    with args.summary.open("a", encoding="utf-8") as stream:
        stream.write(as_markdown(found, settings, args.now, problems))


def _nearest_code(code: str) -> str:
    return did_you_mean(code.upper(), MANUAL) or "docs/problems.md has all of them"


def _explained(code: str) -> str:
    text = explain(code)
    if text is None:
        raise UserError(f"there is no code '{code}'; {_nearest_code(code)}")
    return text


def _is_wanted(problem: Problem, wanted: list[Path], project: Path) -> bool:
    """Whether a problem lies in one of `wanted` (all, where none is given)."""
    file = project / problem.location.file  # as it is called: it may be a link, even to itself
    return not wanted or any(path == file or path in file.parents for path in wanted)
