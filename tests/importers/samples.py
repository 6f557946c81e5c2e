"""An invented Statuspage, Acme's, in every shape that is read; and readers of results."""

import html
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from generator.content.load import load
from generator.errors import format_problem
from generator.importers.report import Report, Weight
from generator.importers.statuspage.recipe import import_statuspage
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site

Json = dict[str, Any]

PAGE_ID = "acmepage0001"
HOST = "status.acme.example"
MADE = "2026-03-10T12:00:00.000Z"
CODE = "code00000001"
AT = "2026-03-09T{}:00.250Z"
API, CONSOLE = "aaaaaaaaaaaa", "bbbbbbbbbbbb"

_MARKDOWN = MarkdownIt("gfm-like")


def page(made: str = MADE, **more: Any) -> Json:
    own = {"id": PAGE_ID, "name": "Acme", "url": f"https://{HOST}", "time_zone": "Etc/UTC"}
    return {**own, "updated_at": made, **more}


def component(code: str, name: str, **more: Any) -> Json:
    return {
        "id": code,
        "name": name,
        "status": "operational",
        "created_at": "2020-01-01T00:00:00.000Z",
        "updated_at": MADE,
        "position": 1,
        "description": None,
        "showcase": False,
        "start_date": None,
        "group_id": None,
        "page_id": PAGE_ID,
        "group": False,
        "only_show_if_degraded": False,
        **more,
    }


def affected(code: str, name: str, old: str, new: str) -> Json:
    return {"code": code, "name": name, "old_status": old, "new_status": new}


def update(
    status: str, at: str, body: str, changes: Sequence[Json] | None = None, **more: Any
) -> Json:
    return {
        "id": f"u{at[5:7]}{at[8:10]}{at[11:13]}{at[14:16]}{at[17:19]}x",
        "status": status,
        "body": body,
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": changes,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
        **more,
    }


def incident(code: str, name: str, updates: Sequence[Json], **more: Any) -> Json:
    """An incident with its updates, the newest first as the API has them."""
    return {
        "id": code,
        "name": name,
        "status": updates[0]["status"] if updates else "investigating",
        "created_at": updates[-1]["created_at"] if updates else MADE,
        "updated_at": updates[0]["updated_at"] if updates else MADE,
        "monitoring_at": None,
        "resolved_at": None,
        "impact": "minor",
        "shortlink": None,
        "started_at": None,
        "page_id": PAGE_ID,
        "incident_updates": list(updates),
        "components": [],
        **more,
    }


def planned(
    code: str, name: str, updates: Sequence[Json], start: str, end: str, **more: Any
) -> Json:
    window = {"scheduled_for": start, "scheduled_until": end, "impact": "maintenance"}
    return incident(code, name, updates, **{**window, **more})


def summary(
    incidents: Sequence[Json] = (),
    plans: Sequence[Json] = (),
    components: Sequence[Json] | None = None,
    **more: Any,
) -> Json:
    own = [component(API, "API"), component(CONSOLE, "Web console", position=2)]
    return {
        "page": page(**more),
        "components": own if components is None else list(components),
        "incidents": list(incidents),
        "scheduled_maintenances": list(plans),
        "status": {"indicator": "none", "description": "All Systems Operational"},
    }


def history(incidents: Sequence[Json], **more: Any) -> Json:
    """What incidents.json says: it is no whole list of what is open."""
    return {"page": page(**more), "incidents": list(incidents)}


def atom_update(when: str, status: str, body: str) -> str:
    return f"<p><small>{when}</small><br><strong>{status}</strong> - {body}</p>"


def atom(entries: Sequence[tuple[str, str, str, str]], made: str = MADE) -> str:
    """A feed of (code, title, published, HTML)."""
    rows = "".join(
        f"<entry><id>tag:{HOST},2005:Incident/1</id><published>{published}</published>"
        f"<updated>{published}</updated><title>{html.escape(title)}</title>"
        f'<link rel="alternate" type="text/html" href="https://{HOST}/incidents/{code}"/>'
        f'<content type="html">{html.escape(content)}</content></entry>'
        for code, title, published, content in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<id>tag:{HOST},2005:/history</id><link rel="alternate" href="https://{HOST}"/>'
        f'<link rel="self" href="https://{HOST}/history.atom"/>'
        f"<title>Acme Status - Incident History</title><updated>{made}</updated>{rows}</feed>"
    )


def rss(items: Sequence[tuple[str, str, str, str]], made: str) -> str:
    """A feed of (code, title, pubDate, HTML)."""
    rows = "".join(
        f"<item><title>{html.escape(title)}</title><description>{html.escape(content)}"
        f"</description><pubDate>{date}</pubDate><link>https://{HOST}/incidents/{code}</link>"
        f"<guid>https://{HOST}/incidents/{code}</guid></item>"
        for code, title, date, content in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>Acme Status - Incident History</title><link>https://{HOST}</link>"
        f"<pubDate>{made}</pubDate>{rows}</channel></rss>"
    )


def line(code: str, title: str, updates: Sequence[tuple[str, str, str]], **more: Any) -> str:
    """A line of JSON with updates as (time, status, words), the oldest first."""
    rows = [{"at": at, "status": status, "message": words} for at, status, words in updates]
    own = {"url": f"https://{HOST}/incidents/{code}", "title": title, "updates": rows}
    return json.dumps({**own, "updated_at": updates[-1][0], "impact": "minor", **more})


def up(
    status: str, clock: str, body: str = "Words.", changes: list[Json] | None = None, **more: object
) -> Json:
    """An update on 9 March 2026."""
    return update(status, AT.format(clock), body, changes, **more)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(project: Path, *incidents: Json, **more: object) -> str:
    """Import these from an incidents.json; gives what the report says."""
    source = put(project.parent / "src", i_json=history(incidents, **more))
    return sentences(bring(source, project))


def put(folder: Path, **files: Json | str) -> Path:
    """Files by name (`a_json` is a.json) in `folder`; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return folder


def bring(source: Path, project: Path) -> Report:
    """Import; afterwards content/ must be without errors."""
    project.mkdir(parents=True, exist_ok=True)
    report = import_statuspage(str(source), project)
    loaded = load(project)
    assert [format_problem(each) for each in loaded.problems if each.severity == "error"] == []
    return report


def site(project: Path) -> Site:
    loaded = load(project)
    assert loaded.site is not None
    return loaded.site


def only_incident(project: Path) -> Incident:
    (found,) = site(project).incidents
    return found


def only_maintenance(project: Path) -> Maintenance:
    (found,) = site(project).maintenances
    return found


def file_of(project: Path, code: str) -> Path:
    (found,) = (project / "content").glob(f"*/*{code}.md")
    return found


def statuses(event: Incident | Maintenance) -> list[str]:
    """The headings' words."""
    return [update.status.value if update.status else "update" for update in event.updates]


def snapshot(project: Path) -> dict[str, bytes]:
    """Every file of content/ and its bytes."""
    files = (path for path in (project / "content").rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in sorted(files)}


def sentences(report: Report, weight: Weight | None = None) -> str:
    """All that a report says, as text to search."""
    said = [each for each in report.said if weight is None or each.weight is weight]
    return "\n".join(f"{each.words} ({each.count}): {' | '.join(each.examples)}" for each in said)


def plain(markdown: str) -> str:
    """What a reader on a git host reads; the numbers of lists are a part of it."""
    numbered = _numbers(_MARKDOWN.render(markdown))
    return html.unescape(re.sub(r"<[^>]*>", " ", numbered))


def _numbers(rendered: str) -> str:
    """The HTML with the numbers that a browser shows."""
    parts: list[str] = []
    lists: list[int] = []
    for part in re.split(r"(</?[ou]l[^>]*>|<li>)", rendered):
        if part.startswith(("<ol", "<ul")):
            start = re.search(r'start="(\d+)"', part)
            lists.append((int(start[1]) if start else 1) if part.startswith("<ol") else -1)
        elif part.startswith(("</ol", "</ul")):
            lists.pop()
        elif part == "<li>" and lists[-1] >= 0:
            parts.append(f" {lists[-1]} ")
            lists[-1] += 1
        parts.append(part)
    return "".join(parts)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
