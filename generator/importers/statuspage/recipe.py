"""Source -> captures -> what is known of each page -> our model -> files, and what was lost."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER, SETTINGS_FILE
from generator.importers.report import Note, Notes, Report, Tally, Weight, failed, gathered
from generator.importers.site_file import read_site, with_components
from generator.importers.statuspage.components import plan_components
from generator.importers.statuspage.events import Job, Outcome, outcomes_of
from generator.importers.statuspage.existing import Key, read_shelf
from generator.importers.statuspage.gather import gather_files, is_address
from generator.importers.statuspage.ledger import (
    LEDGER_FILE,
    LEDGER_FOLDER,
    load_ledger,
    print_ledger,
)
from generator.importers.statuspage.live import fetch_page
from generator.importers.statuspage.lost import lost_of
from generator.importers.statuspage.merge import remember
from generator.importers.statuspage.records import Capture, PageMemory
from generator.importers.statuspage.shapes import read_captures
from generator.importers.statuspage.site_lines import site_lines
from generator.importers.write import write_file

_FOLDERS = ("content", INCIDENTS_FOLDER, MAINTENANCE_FOLDER, LEDGER_FOLDER)
#: fates in which a file stays as it is
_KEPT = ("unchanged", "left")


def import_statuspage(source: str, project: Path) -> Report:
    """Read `source` and bring `project`/content up to it. Raises UserError where SRC is none."""
    notes: Notes = []
    captures = list(_captures(source, notes))
    if not captures:
        notes.append(failed("nothing of a Statuspage was found", source))
    elif linked := next((each for each in _FOLDERS if (project / each).is_symlink()), ""):
        notes.append(failed("nothing is written through a link", linked))
    else:
        if is_address(source):  # an answer that is missing is no failure while others are there
            notes = [_lighter(note) for note in notes]
        return _import(captures, project, notes)
    return Report(said=gathered(notes), failed=True)


def _import(captures: Sequence[Capture], project: Path, notes: Notes) -> Report:
    """Bring content/ up to the captures."""
    known = load_ledger(project, notes)
    pages = remember(known, captures)
    oldest = min(capture.seen for capture in captures)
    now_read = _read_now(pages, captures)
    site = read_site(project, lambda: site_lines(now_read, oldest.year, notes), notes)
    plan = plan_components(pages, site.settings, notes) if site else None
    site = with_components(site, plan.additions, notes) if site and plan else None
    if site is None or plan is None:
        return Report(said=gathered(notes), failed=True)
    ids = frozenset(component.id for component in site.settings.components)
    codes = _keys(plan.pages, captures)
    job = Job(known, codes, read_shelf(project, plan.pages, ids), ids, notes)
    outcomes = list(outcomes_of(plan.pages, job))
    for page in _read_now(plan.pages, captures):
        notes.extend(lost_of(page, {code for key, code in codes if key == page.page.key}))
    files = [(SETTINGS_FILE, site.data.decode())]
    files += [(outcome.file, outcome.text) for outcome in outcomes if outcome.file]
    files.append((LEDGER_FILE, print_ledger(plan.pages)))  # last: it says what is written
    written = [file for file, text in files if write_file(project, file, text.encode())]
    return _report(outcomes, written, plan.tally, notes)


def _lighter(note: Note) -> Note:
    return replace(note, weight=Weight.PROBLEM) if note.weight is Weight.FAILED else note


def _captures(source: str, notes: Notes) -> Iterator[Capture]:
    found = fetch_page(source, notes) if is_address(source) else gather_files(source, notes)
    for each in found:
        yield from read_captures(each, notes)


def _read_now(pages: Sequence[PageMemory], captures: Sequence[Capture]) -> tuple[PageMemory, ...]:
    """The pages that this run has read anything of."""
    names = frozenset(name for capture in captures for name in capture.page.names)
    return tuple(page for page in pages if page.page.names & names)


def _keys(pages: Sequence[PageMemory], captures: Sequence[Capture]) -> frozenset[Key]:
    """The events that this run has read."""
    keys = {name: page.page.key for page in pages for name in page.page.names}
    return frozenset(
        (keys[min(capture.page.names)], event.code)
        for capture in captures
        for event in capture.events
    )


def _report(
    outcomes: Sequence[Outcome], written: Sequence[str], components: Tally, notes: Notes
) -> Report:
    said = gathered(notes)
    return Report(
        said=said,
        incidents=_tally([outcome for outcome in outcomes if outcome.is_incident]),
        maintenances=_tally([outcome for outcome in outcomes if not outcome.is_incident]),
        updates=_tally_of_updates(outcomes),
        components=components,
        files=tuple(written),
        failed=any(each.weight is Weight.FAILED for each in said),
    )


def _tally(outcomes: Sequence[Outcome]) -> Tally:
    fates = Counter(outcome.fate for outcome in outcomes)
    return Tally(
        found=sum(outcome.said > 0 for outcome in outcomes),
        written=fates["written"],
        updated=fates["updated"],
        unchanged=sum(outcome.said > 0 for outcome in outcomes if outcome.fate in _KEPT),
    )


def _tally_of_updates(outcomes: Sequence[Outcome]) -> Tally:
    found = sum(outcome.said for outcome in outcomes)
    added = sum(outcome.added for outcome in outcomes)
    changed = sum(outcome.changed for outcome in outcomes)
    left = max(0, found - added - changed)
    return Tally(found=found, written=added, updated=changed, unchanged=left)
