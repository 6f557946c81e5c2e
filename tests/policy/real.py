"""Incidents that real pages have published, read from a folder of captures as Sites."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from generator.content.incidents import parse_incident
from generator.content.load import load
from generator.content.source import parse_source
from generator.importers.cstate.recipe import import_cstate
from generator.importers.print_event import printed
from generator.importers.statuspage.recipe import import_statuspage
from generator.importers.text.clean import clean_line
from generator.importers.text.safety import body_of
from generator.model.component import Component, ComponentStatus
from generator.model.incident import Incident, IncidentStatus, IncidentUpdate
from generator.model.site import Settings, Site
from generator.model.update import Impact, Update

#: captures of one page go into one site, so that each incident is there once
STATUSPAGES = {
    "github": ("statuspage-github-history", "statuspage-github"),
    "oci": ("statuspage-oci",),
    "parse": ("statuspage-parse",),
}
CSTATES = {"jenkins": "cstate-jenkins", "wikibase": "cstate-wikibase-cloud"}
THEN = datetime(2026, 12, 31, tzinfo=UTC)

S = IncidentStatus
Said = tuple[datetime, IncidentStatus | None, str]

_AWS_IMPACTS = (Impact.NONE, Impact.MINOR, Impact.MAJOR, Impact.CRITICAL)
_AWS_PART = re.compile(r'<span class="yellowfg">([^<]*)</span>(.*?)(?=<span class="yellowfg">|\Z)')
_CLOCK = re.compile(r"(\d{1,2}):(\d\d) ([AP])M P([DS])T")
_STATUSFY = re.compile(r"::: update (\w+) \| (\S+)\n(.*?)\n:::", re.DOTALL)


def real_sites(data: Path) -> Iterator[tuple[str, Site]]:
    """Each source by name; those that are not in `data` are left out."""
    for name, folders in STATUSPAGES.items():
        yield from _imported(name, [data / folder for folder in folders], import_statuspage)
    for name, folder in CSTATES.items():
        yield from _imported(name, [data / folder], _cstate)
    for name, read in READERS.items():
        if events := list(read(data)):
            yield name, _site(name, events)


def _cstate(source: str, project: Path) -> object:
    return import_cstate(source, project, THEN)


def _imported(
    name: str, sources: list[Path], bring: Callable[[str, Path], object]
) -> Iterator[tuple[str, Site]]:
    there = [source for source in sources if source.is_dir()]
    if not there:
        return
    with tempfile.TemporaryDirectory() as folder:
        for source in there:
            bring(str(source), Path(folder))
        site = load(Path(folder)).site
    if site:
        yield name, site


def _site(name: str, events: Iterable[Incident]) -> Site:
    """The events by way of their files, so that each word has its place."""
    incidents = []
    for event in events:
        file = f"content/incidents/{event.id}.md"
        source, _ = parse_source(printed(event, file).encode(), file)
        found = parse_incident(source)[0] if source else None
        incidents += [found] if found else []
    ids = sorted({key for event in incidents for key, _ in event.components})
    settings = Settings(
        title=name,
        url=f"https://{name}.example",
        identity=f"{name}.example,2026",
        contact=f"support@{name}.example",
        layout=tuple(Component(id=each, name=each) for each in ids),
    )
    return Site(settings=settings, incidents=tuple(incidents))


def _incident(
    code: str,
    title: str,
    said: Iterable[Said],
    *,
    impact: Impact = Impact.MAJOR,
    component: str = "",
) -> Incident:
    updates: list[IncidentUpdate] = []
    for at, status, text in sorted(said, key=lambda each: each[0]):
        after = updates[-1].at + timedelta(seconds=1) if updates else at
        body = body_of(text, newline_breaks=True).markdown
        updates.append(Update(at=max(at, after), status=status, text=body))
    slug = re.sub(r"[^a-z0-9]+", "-", component.casefold()).strip("-")
    claims = ((slug, ComponentStatus.PARTIAL_OUTAGE),) if slug else ()
    return Incident(
        id=code,
        title=clean_line(title),
        impact=impact,
        updates=tuple(updates),
        components=claims,
    )


def _aws(data: Path) -> Iterator[Incident]:
    file = data / "aws" / "assembled" / "archive.json"
    for number, raw in enumerate(json.loads(file.read_text())["archive"] if file.is_file() else ()):
        impact = _AWS_IMPACTS[int(raw["status"])]
        title = raw["summary"].removeprefix("[RESOLVED]").strip()
        said = list(_aws_said(raw["description"], datetime.fromtimestamp(int(raw["date"]), UTC)))
        if said:
            name = raw["service_name"]
            yield _incident(f"aws-{number}", title, said, impact=impact, component=name)


def _aws_said(html: str, began: datetime) -> Iterator[Said]:
    """The parts of a body; its clock shows the hours of the Pacific, and seldom a day."""
    parts = _AWS_PART.findall(html)
    at = began.replace(second=0)
    for number, (clock, body) in enumerate(parts):
        found = _CLOCK.search(clock)
        if found:
            hour = int(found[1]) % 12 + 12 * (found[3] == "P") + (7 if found[4] == "D" else 8)
            same_day = at.replace(hour=0, minute=0) + timedelta(hours=hour, minutes=int(found[2]))
            days = (at - timedelta(minutes=5) - same_day) / timedelta(days=1)
            at = same_day + timedelta(days=max(-1, -int(-days // 1)))
        text = re.sub(r"</?div>", "", unescape(body)).replace("\xa0", " ").strip()
        first, last = number == 0, number == len(parts) - 1
        yield at, S.INVESTIGATING if first and not last else S.RESOLVED if last else None, text


def _upptime(data: Path) -> Iterator[Incident]:
    file = data / "upptime-issues-sample" / "issues.jsonl"
    for number, line in enumerate(file.read_text("utf-8").splitlines() if file.is_file() else ()):
        raw = json.loads(line)
        said: list[Said] = []
        for order, post in enumerate(raw["posts"]):  # its dates are days only
            at = datetime.fromisoformat(f"{post['date']}T12:00Z") + timedelta(minutes=30 * order)
            body = str(post["body"])
            still = None if order else S.INVESTIGATING
            said.append((at, S.RESOLVED if "**Resolved:**" in body else still, body))
        yield _incident(f"upptime-{number}", raw["title"], said)


def _statusfy(data: Path) -> Iterator[Incident]:
    for number, file in enumerate(sorted((data / "statusfy-vmatrix" / "content").glob("*.md"))):
        _, front, body = file.read_text("utf-8").split("---\n", 2)
        facts = dict(re.findall(r"(?m)^(\w+): (.+)$", front))
        said: list[Said] = [
            (datetime.fromisoformat(at), S(status.casefold()), text.strip())
            for status, at, text in _STATUSFY.findall(body)
            if status.casefold() in tuple(S)
        ]
        opening = body.partition(":::")[0].strip()
        said.append((datetime.fromisoformat(facts["date"]), S.INVESTIGATING, opening))
        yield _incident(f"statusfy-{number}", facts["title"], said)


def _leancloud(data: Path) -> Iterator[Incident]:
    """One list without incidents: what stands between two good words is one."""
    file = data / "leancloud" / "events.json"
    raw = json.loads(file.read_text("utf-8"))["events"] if file.is_file() else []
    said: list[Said] = []
    for number, event in enumerate(sorted(raw, key=lambda each: str(each["time"]))):
        is_over = event["type"] == "success"
        status = S.RESOLVED if is_over else None if said else S.INVESTIGATING
        said.append((datetime.fromisoformat(event["time"]), status, event["content"]))
        if is_over:
            yield _incident(f"leancloud-{number}", event["content"][:60], said)
            said = []


def _posthog(data: Path) -> Iterator[Incident]:
    folder = data / "postmortems-posthog"
    for number, file in enumerate(sorted(folder.rglob("*.md"))):
        if file.name.casefold() in ("readme.md", "template.md"):
            continue
        text = body_of(file.read_text("utf-8"), newline_breaks=True, is_postmortem=True).markdown
        found = re.search(r"\d{4}-\d\d-\d\d", file.name)
        at = datetime.fromisoformat(f"{found[0]}T12:00Z") if found else THEN
        update = Update(at=at, status=S.POSTMORTEM, text=text)
        title = clean_line(file.stem)
        base = _incident(f"posthog-{number}", title, ())
        yield replace(base, updates=(update,))


READERS: dict[str, Callable[[Path], Iterator[Incident]]] = {
    "aws": _aws,
    "upptime": _upptime,
    "statusfy-zh": _statusfy,
    "leancloud-zh": _leancloud,
    "posthog": _posthog,
}
