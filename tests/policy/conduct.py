"""Files of incidents and of planned work, for tests of the rules of conduct."""

FRONT = """\
title: Uploads fail
impact: major
components: {api: partial_outage}"""
PLANNED = """\
title: Database upgrade
scheduled: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC
components: {api: degraded_performance}"""


def incident(*updates: str, front: str = "", impact: str = "major") -> str:
    """The file of an incident; `front` holds more of its front matter."""
    head = FRONT.replace("impact: major", f"impact: {impact}")
    return _file(f"{head}\n{front}".rstrip(), updates)


def bare(*updates: str, front: str) -> str:
    """The same with nothing in its front matter but this."""
    return _file(front, updates)


def planned(*updates: str, front: str = "", scheduled: str = "") -> str:
    """The file of planned work; `scheduled` replaces its window."""
    window = "2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC"
    head = PLANNED.replace(window, scheduled) if scheduled else PLANNED
    return _file(f"{head}\n{front}".rstrip(), updates)


def said(status: str, when: str, text: str = "", **fields: str) -> str:
    """An update, with fields (next_update="30m"); `when`: of 20 November 2026, or a whole time."""
    day = "" if "-" in when else "2026-11-20 "
    known = ("next_update", "workaround", "eta", "impact", "edited", "reopened", "notify")
    lines = [f"{k.replace('_', ' ') if k in known else k}: {v}" for k, v in fields.items()]
    return "\n".join([f"## {status} — {day}{when} UTC", *lines, "", text])


def _file(front: str, updates: tuple[str, ...]) -> str:
    return "\n".join(["---", front, "---", "", *(f"{update}\n" for update in updates)])
