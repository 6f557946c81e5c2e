"""A project in git that can be deployed, and the command that does it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from generator.cli import main

SITE = """title: Acme Status
url: https://status.acme.example
components:
  - {id: api, name: API}
"""
INCIDENT = """---
title: Uploads fail
impact: major
components:
  api: partial_outage
---

## Investigating — 2026-11-20 12:15 UTC
next update: 2026-11-20 12:45 UTC

Uploading a file fails with an error. We are looking into it.
"""
RESOLVED = """
## Resolved — 2026-11-20 13:00 UTC

Uploads work again.
"""
PERSON = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@acme.example"}
PERSON |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in PERSON.items()}
NOW = "2026-11-20 12:20 UTC"


class Project:
    """A folder with content/ in a new repository."""

    def __init__(self, folder: Path, *origins: str) -> None:
        self.folder = folder
        (folder / "content" / "incidents").mkdir(parents=True)
        deploy = "deploy:\n" + "".join(f"  - {each}\n" for each in origins) if origins else ""
        self.write("content/site.yml", SITE + deploy)
        self.write(".gitignore", "/output/\n/.cache/\n/deploy-report.json\n")
        self.git("init", "-q", "-b", "main")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, "utf-8")

    def incident(self, name: str, text: str = INCIDENT) -> None:
        self.write(f"content/incidents/{name}.md", text)

    def git(self, *words: str) -> str:
        command = ["git", "-C", str(self.folder), *words]
        environment = {**os.environ, **PERSON, "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a change")
        return self.git("rev-parse", "HEAD")

    def run(self, *words: str, now: str = NOW) -> int:
        return main([*words, "--project", str(self.folder), "--now", now])

    def build(self, now: str = NOW) -> None:
        assert self.run("build", "--quiet", now=now) == 0

    def deploy(self, *words: str) -> int:
        return self.run("deploy", *words)

    def report(self) -> Any:
        return json.loads((self.folder / "deploy-report.json").read_bytes())
