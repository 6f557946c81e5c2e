"""nginx and Caddy with the printed settings, holding a whole site: what every file is sent with."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from xml.etree import ElementTree as ET

import pytest

from generator.outputs.delivery import NEVER, headers
from generator.outputs.server_settings.wish import lasting
from tests.golden import build_case, tree
from tests.servers.status_server import Holder, printed, running, said, switch, usual

#: beside the site, and no reader's
SECRETS = ("_status/state.json", "_status/manifests/1.json", ".git/config", "api/.hidden")
SHARED = ("status.json", "api/v2/summary.json", "feed.json", "components/api.json", "badge.svg")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, as a server has it: by a link to its release."""
    folder = tmp_path_factory.mktemp("site")
    build_case("every-field", folder / "release")
    for path in (*SECRETS, ".well-known/security.txt"):
        (folder / "release" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "release" / path).write_text("Contact: mailto:a@acme.example\n" * 40, "utf-8")
    (folder / "current").symlink_to("release")
    return folder / "current"


@pytest.fixture(scope="module")
def holder(kind: str, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holder]:
    """A server that holds the site."""
    folder = tmp_path_factory.mktemp(kind) / "server"
    with running(kind, folder, printed(kind, "--root", str(root))) as server:
        yield server


def policy_of(root: Path) -> str:
    page = (root / "index.html").read_text("utf-8")
    (policy,) = re.findall(r'-Policy" content="(default-src[^"]*)"', page)
    return str(policy)


def served(root: Path) -> dict[str, bytes]:
    return {
        path: data
        for path, data in tree(root.resolve()).items()
        if path not in SECRETS and path != "_headers"
    }


def test_every_file_is_sent_as_the_table_says(holder: Holder, root: Path) -> None:
    policy = lasting(policy_of(root))
    assert len(served(root)) > 50
    for path, data in served(root).items():
        answer = holder.ask(f"/{path}")
        assert (answer.status, answer.body) == (200, data), path
        assert said(answer) == usual(headers(path, policy)), path


def test_a_head_request_gets_the_same_headers(holder: Holder) -> None:
    for path in ("/", "/status.json", "/badge.svg", "/incidents/störung-1.html"):
        whole, head = holder.ask(path), holder.ask(path, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert said(head) == said(whole)
        assert head.headers["Content-Length"] == str(len(whole.body))


def test_at_the_top_is_the_home_page(holder: Holder, root: Path) -> None:
    home, named = holder.ask("/"), holder.ask("/index.html")
    assert home.body == (root / "index.html").read_bytes()
    assert said(home) == said(named)


def test_with_hashes_the_policy_is_that_of_the_pages(kind: str, root: Path, tmp_path: Path) -> None:
    settings = printed(kind, "--root", str(root), "--hashes")
    with running(kind, tmp_path / "server", settings) as strict:
        assert said(strict.ask("/")) == usual(headers("index.html", policy_of(root)))


def test_what_the_lasting_policy_leaves_to_the_page_is_on_every_page(root: Path) -> None:
    for path, data in served(root).items():
        if path.endswith(".html"):
            assert b"style-src 'sha256-" in data, path
            assert b"unsafe-inline" not in data, path


@pytest.mark.parametrize("path", ["/index.html", "/feed.json", "/updates.atom", "/widget.js"])
def test_compressed_it_is_the_same_file(holder: Holder, path: str) -> None:
    plain, packed = holder.ask(path), holder.ask(path, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body)
    assert said(packed) == said(plain)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["Etag"].startswith('W/"')


def test_a_picture_is_not_compressed(holder: Holder) -> None:
    answer = holder.ask("/media/cf1638fd80b97568.png", Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/status.json", "/media/cf1638fd80b97568.png"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_who_has_it_already_is_told_so(holder: Holder, path: str, encoding: str) -> None:
    first = holder.ask(path, Accept_Encoding=encoding)
    tag = first.headers["Etag"]
    for condition in (
        {"If_None_Match": tag},
        {"If_Modified_Since": first.headers["Last-Modified"]},
        {"If_None_Match": f'"other", {tag}'},
    ):
        again = holder.ask(path, Accept_Encoding=encoding, **condition)
        assert (again.status, again.body) == (304, b""), condition
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        # nginx takes the W/ away again; with or without it, it is the same tag to a cache
        assert again.headers["Etag"].removeprefix("W/") == tag.removeprefix("W/")
    other = holder.ask(path, Accept_Encoding=encoding, If_None_Match='"other"')
    assert other.status == 200


@pytest.mark.parametrize("path", ["/no", "/incidents/no.html", "/api/v2/no.json", "/media/no.png"])
def test_what_is_not_there_is_missing_in_our_words(holder: Holder, root: Path, path: str) -> None:
    answer = holder.ask(path, If_None_Match="*", Range="bytes=0-9")
    assert (answer.status, answer.body) == (404, (root / "404.html").read_bytes())
    wanted = {**headers("404.html", lasting(policy_of(root))), "Cache-Control": NEVER}
    found = said(answer)
    found.pop("Access-Control-Allow-Origin", None)
    assert found == usual(wanted)


@pytest.mark.parametrize(
    "path",
    [
        *(f"/{path}" for path in SECRETS),
        *("/_status/", "/_status", "/_status/../_status/state.json", "//_status/state.json"),
        *("/%5fstatus/state.json", "/./_status/state.json", "/api/../_status/state.json"),
        *("/.git/", "/%2egit/config", "//.git/config", "/api/v2/../../.git/config"),
        *("/.well-known/../.git/config", "/.well-known/%2e%2e/_status/state.json"),
        *("/incidents/", "/api", "/media/", "/../../etc/passwd"),
    ],
)
def test_what_is_no_reader_s_is_not_served_and_no_folder_listed(holder: Holder, path: str) -> None:
    answer = holder.ask(path)
    if answer.status in {301, 308}:  # Caddy: a folder's name ends with `/`
        answer = holder.ask(answer.headers["Location"])
    assert answer.status in {400, 404}
    assert b"Contact" not in answer.body
    assert b"Index of" not in answer.body


def test_no_server_says_what_it_is(holder: Holder) -> None:
    for path in ("/", "/no", "/_status/state.json"):
        assert not re.search(r"\d", holder.ask(path).headers.get("Server", ""))
    assert b"nginx/" not in holder.ask("/", "POST").body


@pytest.mark.parametrize("path", SHARED)
def test_browsers_may_ask_beforehand(holder: Holder, path: str) -> None:
    """A program on another page that sends If-None-Match is announced by OPTIONS."""
    answer = holder.ask(
        f"/{path}",
        "OPTIONS",
        Origin="https://acme.example",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="if-none-match",
    )
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert answer.headers["Access-Control-Allow-Headers"] == "*"


def test_pages_are_not_for_programs_of_others(holder: Holder) -> None:
    answer = holder.ask("/index.html", "OPTIONS", Origin="https://acme.example")
    assert answer.status == 204
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nobody_may_write(holder: Holder, root: Path, method: str) -> None:
    answer = holder.ask("/index.html", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.headers["Cache-Control"] == NEVER
    assert (root / "index.html").stat().st_size


def test_a_new_release_comes_without_an_error(kind: str, tmp_path: Path) -> None:
    """While the link is switched again and again, each answer is one of the two, and whole."""
    old, new, current = (tmp_path / name for name in ("old", "new-release", "current"))
    build_case("calm", old)
    build_case("bad-day", new)
    switch(current, old)
    wrong: list[object] = []
    seen: set[bytes] = set()
    done = Event()

    def read(holder: Holder) -> None:
        while not done.is_set():
            for path in ("index.html", "status.json", "history.atom"):
                answer = holder.ask(f"/{path}")
                either = {(old / path).read_bytes(), (new / path).read_bytes()}
                if answer.status != 200 or answer.body not in either:
                    wrong.append((path, answer.status, len(answer.body)))
                seen.add(answer.body)

    with running(kind, tmp_path / "server", printed(kind, "--root", str(current))) as holder:
        readers = [Thread(target=read, args=(holder,)) for _ in range(4)]
        for reader in readers:
            reader.start()
        for turn in range(500):
            switch(current, new if turn % 2 == 0 else old)
            done.wait(0.004)
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert len(seen) == 6


def test_a_site_below_the_top_of_its_host(
    kind: str, root: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (tmp_path / "content").mkdir()
    settings = "title: T\nurl: https://status.acme.example/the-state\n"
    (tmp_path / "content" / "site.yml").write_text(settings, "utf-8")
    text = printed(kind, "--root", str(root), project=tmp_path)
    with running(kind, tmp_path / "server", text) as holder:
        for path in ("index.html", "status.json", "incidents/störung-1.html"):
            answer = holder.ask(f"/the-state/{path}")
            assert (answer.status, answer.body) == (200, (root / path).read_bytes())
            wanted = usual(headers(path, ""))
            assert said(answer)["Cache-Control"] == wanted["Cache-Control"]
            assert said(answer)["Content-Type"] == wanted["Content-Type"]
        assert holder.ask("/the-state/").body == (root / "index.html").read_bytes()
        assert holder.ask("/the-state").headers["Location"].endswith("/the-state/")
        assert holder.ask("/the-state/_status/state.json").status == 404
        ET.fromstring(holder.ask("/the-state/updates.atom").body)
