"""Small releases for the drivers: each commit adds an incident's page."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from generator.deploy.asks import Upload
from generator.deploy.protocol import Wish
from generator.deploy.release import Release

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
COMMITS = tuple(f"{number:040x}" for number in range(1, 20))
TYPES = {"html": "text/html; charset=utf-8", "json": "application/json"}


def upload(path: str, text: str) -> Upload:
    data = text.encode()
    return Upload(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        source=data,
        headers=(
            ("Cache-Control", "max-age=30"),
            ("Content-Type", TYPES.get(path.rpartition(".")[2], "application/atom+xml")),
        ),
    )


def release(number: int, *, minutes: int = 0) -> Release:
    """The site of commit `number`, built so many minutes after the start."""
    built = (START + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
    texts = {f"incidents/{each}.html": f"incident {each}" for each in range(number)}
    texts["history.html"] = f"of {number}"
    texts["updates.atom"] = f"feed of {number}"
    texts["status.json"] = f'{{"generated_at": "{built}", "commit": "{COMMITS[number]}"}}'
    texts["index.html"] = f"{number} incidents {COMMITS[number]} {built}"
    return Release(
        commit=COMMITS[number],
        ancestors=tuple(reversed(COMMITS[:number])),
        built_at=START + timedelta(minutes=minutes),
        files=tuple(upload(path, text) for path, text in texts.items()),
    )


def wish(owner: str = "a", **more: tuple[str, ...]) -> Wish:
    return Wish(owner=owner, now=START, allow_gone=more.get("allow_gone", ()))


def differences(there: Mapping[str, bytes], of: Release) -> list[str]:
    """What readers would find otherwise than in the release."""
    return [each.path for each in of.files if there.get(each.path) != each.source]
