"""A live page: every answer is asked for, each that fails is named, none is waited for long."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.importers.report import Weight
from generator.importers.statuspage import live
from generator.importers.statuspage.recipe import import_statuspage
from tests.importers.samples import (
    API,
    CODE,
    atom,
    atom_update,
    component,
    history,
    incident,
    page,
    rss,
    sentences,
    site,
    snapshot,
    summary,
    update,
)

#: a body, a status, or both
Answer = str | int | tuple[int, str]


Answers = Mapping[str, Answer]


RESOLVED = incident(CODE, "API down", [update("resolved", "2026-03-09T10:00:00Z", "Done.")])


FEED = atom(
    [
        (
            CODE,
            "API down",
            "2026-03-09T10:00:00Z",
            atom_update("Mar 9, 10:00 UTC", "Resolved", "Done."),
        )
    ]
)


@contextmanager
def serving(answers: Answers) -> Iterator[tuple[str, list[str]]]:
    """A page on this machine; gives its address and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answer = answers.get(self.path, 404)
            status, body = (
                (200, answer)
                if isinstance(answer, str)
                else (answer, "")
                if isinstance(answer, int)
                else answer
            )
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", body)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def answers(**more: Answer) -> dict[str, Answer]:
    return {
        "/api/v2/summary.json": json.dumps(summary()),
        "/api/v2/components.json": json.dumps(
            {"page": page(), "components": [component(API, "API")]}
        ),
        "/api/v2/incidents.json": json.dumps(history([RESOLVED])),
        "/api/v2/scheduled-maintenances.json": json.dumps(
            {"page": page(), "scheduled_maintenances": []}
        ),
        "/history.atom": FEED,
        **more,
    }


class TestLive:
    @pytest.mark.parametrize("end", ["", "/", "/api/v2/summary.json", "/history.atom?x=1"])
    def test_every_answer_is_read(self, project: Path, end: str) -> None:
        with serving(answers()) as (address, asked):
            report = import_statuspage(address + end, project)
        assert asked == [*(f"/{each}" for each in live.ANSWERS), "/history.atom"]
        assert not report.failed
        assert sentences(report, Weight.PROBLEM) == ""
        assert [found.title for found in site(project).incidents] == ["API down"]

    def test_what_fails_is_named_and_the_rest_is_read(self, project: Path) -> None:
        given_answers = {
            **answers(),
            "/api/v2/components.json": 500,
            "/api/v2/incidents.json": "<html>no</html>",
        }
        with serving(given_answers) as (address, _):
            report = import_statuspage(address, project)
        said = sentences(report)
        assert f"could not be fetched (1): {address}/api/v2/components.json: HTTP 500" in said
        assert "/api/v2/incidents.json" in said
        assert not report.failed
        assert len(site(project).incidents) == 1

    def test_rss_stands_in_for_atom(self, project: Path) -> None:
        html = atom_update("Mar 9, 10:00 UTC", "Resolved", "Done.")
        feed = rss(
            [(CODE, "API down", "Mon, 09 Mar 2026 10:00:00 +0000", html)],
            "Tue, 10 Mar 2026 00:00:00 +0000",
        )
        with serving({"/history.rss": feed}) as (address, asked):
            import_statuspage(address, project)
        assert asked[-2:] == ["/history.atom", "/history.rss"]
        assert len(site(project).incidents) == 1

    def test_where_nothing_can_be_read_nothing_is_written(self, project: Path) -> None:
        with serving({}) as (address, _):
            report = import_statuspage(address, project)
        assert report.failed
        assert "nothing of a Statuspage was found" in sentences(report)
        assert snapshot(project) == {}

    def test_a_redirect_to_a_page_is_followed_and_none_to_a_file(self, project: Path) -> None:
        moved: dict[str, Answer] = {
            "/api/v2/summary.json": (302, "/new.json"),
            "/new.json": json.dumps(summary([RESOLVED])),
            "/history.atom": (302, "file:///etc/hostname"),
        }
        with serving(moved) as (address, _):
            report = import_statuspage(address, project)
        assert len(site(project).incidents) == 1
        assert "Redirection to url 'file:///etc/hostname' is not allowed" in sentences(report)

    def test_too_much_is_too_much(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(live, "MAX_FILE_BYTES", 100)
        with serving(answers()) as (address, _):
            assert "more than 100 bytes" in sentences(import_statuspage(address, project))

    def test_a_server_that_says_nothing_is_left_behind(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(live, "_IN_ALL", 0.05)
        monkeypatch.setattr(live, "_get", lambda address: threading.Event().wait(1))
        report = import_statuspage("http://127.0.0.1:9", project)
        assert "no whole answer within" in sentences(report)

    @pytest.mark.parametrize(
        "source",
        [
            "ftp://a.example",
            "file:///etc/passwd",
            "http://",
            "https://u:p@a.example",
            "http://a.example:port",
            "http://[bad",
        ],
    )
    def test_an_address_of_another_sort_is_refused(self, project: Path, source: str) -> None:
        with pytest.raises(UserError, match="is not an address like https://"):
            import_statuspage(source, project)
