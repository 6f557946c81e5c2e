"""Runs every rule of the policy over real incidents: python -m tests.policy.evaluate DATA_DIR.

Prints how many texts each rule saw and in how many it found something; with --code, samples to
read by hand. Each event is judged as it stood in the end, every update as if it were new, a
minute after its last; with --step once for each update, as the pull request that added it.
"""

import argparse
import random
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from generator.checks.policy import INCIDENT_RULES, PLANNED_RULES, WORD_RULES
from generator.checks.policy.case import Case
from generator.errors import Problem
from generator.model.event import AnyUpdate, Event
from generator.model.incident import Incident
from generator.model.site import Site
from tests.policy.real import real_sites

SOON = timedelta(minutes=1)
#: a text: its source, its file, and the line of its update; 0 for what stands above the first
Text = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Found:
    text: Text
    problem: Problem


@dataclass(slots=True)
class Tally:
    """What one rule saw and found."""

    unit: str
    seen: int
    found: list[Found]


def main(arguments: list[str]) -> int:
    """Print the table, or samples."""
    parser = argparse.ArgumentParser(prog="python -m tests.policy.evaluate", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of captures")
    parser.add_argument("--step", action="store_true", help="judge after each update")
    parser.add_argument("--only", help="one source, such as github")
    parser.add_argument("--code", help="print samples of what this rule found")
    parser.add_argument("--silent", action="store_true", help="print texts in which it found none")
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(arguments)
    sites = [(name, site) for name, site in real_sites(args.data) if args.only in (None, name)]
    if not sites:
        parser.error(f"there are no captures in {args.data}")
    tallies = evaluated(sites, step=args.step)
    if args.code:
        print_samples(tallies, sites, args)
    else:
        print_table(tallies, sites)
    return 0


def evaluated(sites: Iterable[tuple[str, Site]], *, step: bool) -> dict[str, Tally]:
    """What each rule found, by its code."""
    tallies: dict[str, Tally] = {}
    for name, site in sites:
        for case in cases_of(site, step=step):
            fresh = sum(map(case.is_fresh, case.event.updates))
            counted: set[str] = set()
            for code, unit, judge in rules_for(case):
                tally = tallies.setdefault(code, Tally(unit, 0, []))
                if code not in counted:  # one rule may be two functions
                    tally.seen += fresh if tally.unit == "updates" else 1
                counted.add(code)
                tally.found += [Found(text_of(name, case, each), each) for each in judge()]
    return tallies


def cases_of(site: Site, *, step: bool) -> Iterator[Case]:
    """Each event a minute after its last update; with `step`, after each."""
    for event in _events(site):
        count = len(event.updates)
        for said in range(1 if step else count, count + 1):
            after = _cut(event, said)
            base = _cut(event, said - 1) if step and said > 1 else None
            yield Case(site=site, now=after.updates[-1].at + SOON, event=after, base=base)


def _cut(event: Event, said: int) -> Event:
    """The event when so many of its updates had been written."""
    if said == len(event.updates):
        return event
    if isinstance(event, Incident):
        return replace(event, updates=event.updates[:said], ended=None)
    return replace(event, updates=event.updates[:said])


def rules_for(case: Case) -> Iterator[tuple[str, str, Callable[[], Iterable[Problem]]]]:
    """The code of each rule, what it counts in, and a call of it."""
    for rule in WORD_RULES:
        yield _code(rule), "updates", partial(rule, case)
    if isinstance(case.event, Incident):
        for incident_rule in INCIDENT_RULES:
            yield _code(incident_rule), "events", partial(incident_rule, case, case.event)
    else:
        for planned_rule in PLANNED_RULES:
            yield _code(planned_rule), "events", partial(planned_rule, case, case.event)


def _code(rule: Callable[..., object]) -> str:
    return (rule.__doc__ or rule.__name__).partition(":")[0]


def text_of(name: str, case: Case, problem: Problem) -> Text:
    """The text that a problem is about."""
    starts = [update.location.line for update in case.event.updates]
    above = [line for line in starts if line <= problem.location.line]
    step = 0 if case.base is None else len(starts)
    return name, case.event.location.file, max(above, default=-step)


def print_table(tallies: dict[str, Tally], sites: list[tuple[str, Site]]) -> None:
    """A row for each rule and severity."""
    print("| source | events | updates |\n|---|---|---|")
    for name, site in sites:
        events = _events(site)
        print(f"| {name} | {len(events):,} | {sum(len(each.updates) for each in events):,} |")
    print("\n| rule | severity | counted in | seen | fired | share | by source |")
    print("|---|---|---|---|---|---|---|")
    for code, tally in sorted(tallies.items()):
        by_weight: dict[str, set[Text]] = defaultdict(set)
        for found in tally.found:
            by_weight[found.problem.severity.value].add(found.text)
        for weight, texts in sorted(by_weight.items()) or [("", set())]:
            share = f"{len(texts) / max(1, tally.seen):.2%}"
            sources = Counter(text[0] for text in texts).most_common()
            told = ", ".join(f"{source} {count:,}" for source, count in sources)
            row = (code, weight, tally.unit, f"{tally.seen:,}", f"{len(texts):,}", share, told)
            print(f"| {' | '.join(row)} |")


def print_samples(
    tallies: dict[str, Tally], sites: list[tuple[str, Site]], args: argparse.Namespace
) -> None:
    """Texts that fired, each with its first problem; or texts that did not."""
    tally = tallies.get(args.code.upper(), Tally("updates", 0, []))
    fired: dict[Text, list[Problem]] = defaultdict(list)
    for found in tally.found:
        fired[found.text].append(found.problem)
    chance = random.Random(args.seed)
    if args.silent:
        texts = [each for each in _all_texts(sites) if (each[0], *_file(each[1:])) not in fired]
        for name, event, update in chance.sample(texts, min(args.sample, len(texts))):
            print(f"--- {name} {event.location.file}:{update.location.line} {event.title}")
            print(f"[{update.status or 'update'}]\n{update.text}\n")
        return
    print(f"{args.code}: {len(fired):,} of {tally.seen:,} {tally.unit} fired\n")
    for text in sorted(chance.sample(sorted(fired), min(args.sample, len(fired)))):
        for problem in fired[text]:
            _print_problem(text, problem)


def _all_texts(sites: list[tuple[str, Site]]) -> list[tuple[str, Event, AnyUpdate]]:
    return [
        (name, event, update)
        for name, site in sites
        for event in _events(site)
        for update in event.updates
    ]


def _events(site: Site) -> tuple[Event, ...]:
    return (*site.incidents, *site.maintenances)


def _file(of: tuple[Event, AnyUpdate]) -> tuple[str, int]:
    return of[0].location.file, of[1].location.line


def _print_problem(text: Text, problem: Problem) -> None:
    place, start = problem.location, problem.location.column - 1
    line, end = place.text, problem.location.column - 1 + place.width
    marked = f"{line[:start]}>>>{line[start:end]}<<<{line[end:]}" if line else "(the file)"
    print(f"--- {text[0]} {place} {problem.severity} {problem.message}")
    print(textwrap.shorten(marked, 900, placeholder=" …"))
    print(f"    hint: {problem.hint}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
