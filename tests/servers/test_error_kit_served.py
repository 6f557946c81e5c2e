"""nginx and Caddy with the printed settings, before a product that is dead, alive or closed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.servers.conftest import OWN_WORDS, Answer, Front

HTML, JSON, TEXT = (
    "text/html; charset=utf-8",
    "application/problem+json",
    "text/plain; charset=utf-8",
)
A_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def assert_kit(answer: Answer, front: Front, file: str, media_type: str) -> None:
    """It is this file of the kit, as an outage must be answered."""
    assert answer.status == 503
    assert answer.body == (front.kit / file).read_bytes()
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@contextmanager
def closed(front: Front) -> Iterator[None]:
    """While the switch for maintenance is on."""
    switch = front.kit / "closed"
    switch.touch()
    yield
    switch.unlink()


@pytest.mark.parametrize(
    ("accept", "file", "media_type"),
    [
        (A_BROWSER, "503.html", HTML),
        ("*/*", "503.html", HTML),
        ("image/avif,image/webp,*/*;q=0.8", "503.html", HTML),
        ("application/json", "503.json", JSON),
        ("Application/JSON; charset=utf-8", "503.json", JSON),
        ("application/problem+json", "503.json", JSON),
        ("application/vnd.api+json", "503.json", JSON),
        ("application/json, text/plain, */*", "503.json", JSON),
        ("text/plain", "503.txt", TEXT),
    ],
)
def test_a_dead_product_is_told_in_the_form_that_was_asked_for(
    down: Front, accept: str, file: str, media_type: str
) -> None:
    assert_kit(down.ask("/any/where?at=all", Accept=accept), down, file, media_type)


def test_who_asks_for_no_form_gets_the_page(down: Front) -> None:
    assert_kit(down.ask(), down, "503.html", HTML)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_who_sent_something_is_answered_too(down: Front, method: str) -> None:
    answer = down.ask("/orders", method, b"a=1" * 10_000, Accept="application/json")
    assert_kit(answer, down, "503.json", JSON)


def test_a_head_request_has_no_body(down: Front) -> None:
    answer = down.ask("/", "HEAD")
    assert (answer.status, answer.body, answer.headers["Retry-After"]) == (503, b"", "60")


def test_the_answer_is_whole_whatever_was_seen_before(down: Front) -> None:
    answer = down.ask(
        If_Modified_Since="Fri, 20 Nov 2099 12:00:00 GMT", If_None_Match="*", Range="bytes=0-9"
    )
    assert_kit(answer, down, "503.html", HTML)


@pytest.mark.parametrize("path", sorted(OWN_WORDS))
@pytest.mark.parametrize("accept", [A_BROWSER, "application/json"])
def test_a_live_product_speaks_for_itself(up: Front, path: str, accept: str) -> None:
    answer = up.ask(path, Accept=accept)
    assert answer.status == OWN_WORDS[path]
    assert answer.body == b"the product itself"
    assert answer.headers["Content-Type"] == "text/x-product"
    assert {"Retry-After", "Cache-Control"}.isdisjoint(answer.headers)


def test_a_product_that_hangs_is_an_outage(up: Front) -> None:
    assert_kit(up.ask("/slow"), up, "503.html", HTML)


def test_a_file_closes_the_product_and_opens_it_again(up: Front) -> None:
    with closed(up):
        assert_kit(up.ask("/", Accept=A_BROWSER), up, "maintenance.html", HTML)
        assert_kit(up.ask("/orders", "POST", b"a=1"), up, "maintenance.html", HTML)
        assert_kit(up.ask("/", Accept="application/json"), up, "503.json", JSON)
        assert_kit(up.ask("/", Accept="text/plain"), up, "503.txt", TEXT)
    assert up.ask("/").status == 200


def test_a_product_that_is_dead_and_closed_is_closed(down: Front) -> None:
    with closed(down):
        assert_kit(down.ask(), down, "maintenance.html", HTML)
    assert_kit(down.ask(), down, "503.html", HTML)
