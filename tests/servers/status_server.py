"""Real web servers that hold a status page, with what `fogbell server-settings` prints."""

import http.client
import io
import os
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.cli import main
from tests.golden import SITES
from tests.servers.conftest import PATH, _wait, free_port

SITE = SITES / "every-field"
#: in SITE's settings
NAME = "status.acme.example"
#: what a server adds of itself, which is no part of the table
ITS_OWN = {
    *("Date", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Accept-Ranges"),
    *("Content-Encoding", "Vary", "Last-Modified", "Etag", "Server"),
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Holder:
    """A web server that holds the page."""

    port: int

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> Answer:
        """One request; `_` in a header's name is `-`. No header may come twice."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(path, safe="/%?=._-"), None, {"Host": NAME, **named})
        response = connection.getresponse()
        found = [(_usual(name), value) for name, value in response.getheaders()]
        twice = [name for name, count in Counter(name for name, _ in found).items() if count > 1]
        assert twice in ([], ["Vary"]), (path, found)
        answer = Answer(response.status, dict(found), response.read())
        connection.close()
        return answer


def said(answer: Answer) -> dict[str, str]:
    """The headers without the server's own."""
    return {name: value for name, value in answer.headers.items() if name not in ITS_OWN}


def _usual(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))


def usual(headers: Mapping[str, str]) -> dict[str, str]:
    """Names of headers are compared as if all were written alike."""
    return {_usual(name): value for name, value in headers.items()}


def printed(kind: str, *options: str, project: Path = SITE) -> str:
    """What the command prints, as somebody would save it."""
    words = io.StringIO()
    with redirect_stdout(words):
        assert main(["server-settings", kind, *options, "--project", str(project)]) == 0
    return words.getvalue()


def nginx(folder: Path, settings: str, port: int) -> list[str]:
    """The command line of nginx with these settings, in the place of /etc/nginx/conf.d."""
    (folder / "cache").mkdir()
    settings = settings.replace("listen 80;", f"listen 127.0.0.1:{port};")
    settings = settings.replace("listen [::]:80;", "").replace("/var/cache", f"{folder}/cache")
    (folder / "status.conf").write_text(settings, "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    config = folder / "nginx.conf"
    config.write_text(
        f"""daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{ access_log off; {temporary} include {folder}/status.conf; }}""",
        "utf-8",
    )
    return ["nginx", "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(config)]


def caddy(folder: Path, settings: str, port: int) -> list[str]:
    """The command line of Caddy with these settings, as its whole Caddyfile."""
    settings = settings.replace(f"\n{NAME} {{", f"\nhttp://{NAME}:{port} {{")
    config = folder / "Caddyfile"
    options = f"admin off\nauto_https off\nstorage file_system {folder}/storage"
    config.write_text(f"{{\n{options}\n}}\n{settings}", "utf-8")
    return ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]


COMMANDS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def running(kind: str, folder: Path, settings: str) -> Iterator[Holder]:
    """The server, in a folder of its own, as long as it is needed."""
    folder.mkdir()
    port = free_port()
    command = COMMANDS[kind](folder, settings, port)
    mine = {"PATH": PATH, **dict.fromkeys(("HOME", "XDG_CONFIG_HOME"), str(folder))}
    with (folder / "said").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=mine)
    try:
        _wait(server, port, folder)
        yield Holder(port)
    finally:
        server.terminate()
        server.wait(10)


def switch(root: Path, release: Path) -> None:
    """Make `root` another release, as publishing to a folder does."""
    new = root.with_name("new")
    new.symlink_to(release)
    os.replace(new, root)  # noqa: PTH105 - the rename itself is what is tried
