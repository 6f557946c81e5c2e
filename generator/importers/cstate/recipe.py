"""Checkout -> issues -> our model -> files; what was written is remembered for the next run."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from generator.content.images import MAX_IMAGE_BYTES
from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER, SETTINGS_FILE
from generator.content.source import read_bytes
from generator.errors import Problem
from generator.importers.cstate.bring import Job, Outcome, outcomes_of
from generator.importers.cstate.checkout import Checkout, event_ids, find_checkout, read_files
from generator.importers.cstate.components import Plan, key_of, plan_components
from generator.importers.cstate.config import Config, read_config, site_lines
from generator.importers.cstate.issue import Issue, read_issue
from generator.importers.cstate.ledger import (
    LEDGER_FILE,
    LEDGER_FOLDER,
    Ledger,
    digest,
    load_ledger,
    print_ledger,
)
from generator.importers.report import (
    Notes,
    Report,
    Tally,
    Weight,
    changed,
    failed,
    gathered,
)
from generator.importers.shelf import existing_events
from generator.importers.site_file import read_site, with_components
from generator.importers.write import write_file

_FOLDERS = ("content", INCIDENTS_FOLDER, MAINTENANCE_FOLDER, LEDGER_FOLDER, "content/media")

#: an issue, and the digest of its file
Read = tuple[Issue, str]


def import_cstate(source: str, project: Path, now: datetime) -> Report:
    """Bring `project`/content up to a checkout of a cState site. Raises UserError where it is none.

    What begins after `now` is taken for planned.
    """
    notes: Notes = []
    checkout = find_checkout(source)
    if checkout is None:
        notes.append(failed("nothing of a cState site was found: no content/issues", source))
    elif linked := next((each for each in _FOLDERS if (project / each).is_symlink()), ""):
        notes.append(failed("nothing is written through a link", linked))
    else:
        return _import(checkout, project, now, notes)
    return Report(said=gathered(notes), failed=True)


def _import(checkout: Checkout, project: Path, now: datetime, notes: Notes) -> Report:
    config = read_config(checkout.root, notes)
    read = list(_issues(checkout, config, notes))
    ledger = load_ledger(project, notes)
    logo = _logo(checkout, config, notes)
    media = f"media/{PurePosixPath(config.logo).name}" if logo else ""
    site = read_site(project, lambda: site_lines(config, now.year, media, notes), notes)
    if site is None:
        return Report(said=gathered(notes), failed=True)
    issues = [issue for issue, _ in read]
    plan = plan_components(config.systems, issues, site.settings, ledger.components, notes)
    site = with_components(site, plan.additions, notes)
    if site is None:
        return Report(said=gathered(notes), failed=True)
    components = frozenset(component.id for component in site.settings.components)
    job = Job(
        project=project,
        now=now,
        ledger=ledger,
        ids=event_ids(issues),
        taken=_taken(project, components),
        named=lambda name: plan.named.get(key_of(name), ()),
        components=components,
        base_url=config.url,
        notes=notes,
    )
    outcomes = list(outcomes_of(read, job))
    files = [(SETTINGS_FILE, site.data)]
    if logo and site.settings.logo == media and not (project / "content" / media).exists():
        files.append((f"content/{media}", logo))
    files += [
        (each.entry.file, each.text.encode()) for each in outcomes if each.entry and each.text
    ]
    files.append((LEDGER_FILE, _memory(ledger, plan, outcomes)))  # last: it says what is written
    written = [file for file, data in files if write_file(project, file, data)]
    return _report(outcomes, written, plan.tally, notes)


def _issues(checkout: Checkout, config: Config, notes: Notes) -> Iterator[Read]:
    for found in read_files(checkout, config.languages, notes):
        try:
            raw = found.data.decode("utf-8")
        except UnicodeDecodeError as wrong:
            line = found.data.count(b"\n", 0, wrong.start) + 1
            notes.append(failed("could not be read: it is not UTF-8", f"{found.file}:{line}"))
            continue
        if issue := read_issue(raw, found.file, notes):
            yield issue, digest(found.data)


def _logo(checkout: Checkout, config: Config, notes: Notes) -> bytes:
    """The picture of the logo; no bytes, with a note, where there is none."""
    if not config.logo:
        return b""
    file = f"static/{config.logo}"
    data = read_bytes(checkout.root / file, file, MAX_IMAGE_BYTES)
    if isinstance(data, Problem):
        notes.append(changed("the logo is not carried over", f"{file}: {data.message}"))
        return b""
    return data


def _taken(project: Path, components: frozenset[str]) -> frozenset[str]:
    """The ids of all events that are in content/, by casefold."""
    there = existing_events(project, components)
    ids = (each.event.id if each.event else PurePosixPath(each.file).stem for each in there)
    return frozenset(each.casefold() for each in ids)


def _memory(ledger: Ledger, plan: Plan, outcomes: Sequence[Outcome]) -> bytes:
    new = {each.entry.source: each.entry for each in outcomes if each.entry}
    return print_ledger({**ledger.entries, **new}, {**ledger.components, **plan.ids}).encode()


def _report(
    outcomes: Sequence[Outcome], written: Sequence[str], components: Tally, notes: Notes
) -> Report:
    said = gathered(notes)
    fates: Counter[str] = Counter()
    for outcome in outcomes:
        fates[outcome.fate] += outcome.updates
    return Report(
        said=said,
        incidents=_tally([each for each in outcomes if each.is_incident]),
        maintenances=_tally([each for each in outcomes if not each.is_incident]),
        updates=_fates(fates),
        components=components,
        files=tuple(written),
        failed=any(each.weight is Weight.FAILED for each in said),
    )


def _tally(outcomes: Sequence[Outcome]) -> Tally:
    return _fates(Counter(outcome.fate for outcome in outcomes))


def _fates(fates: Counter[str]) -> Tally:
    return Tally(
        found=fates.total(),
        written=fates["written"],
        updated=fates["updated"],
        unchanged=fates["unchanged"] + fates["left"],
    )
