"""What readers get, compared with what was published."""

from dataclasses import replace

import pytest

from generator.deploy.asks import Upload
from generator.deploy.verify import Reply, Unreachable, look
from tests.deploy.samples import COMMITS, release

PUBLIC = "https://status.acme.example"
RELEASE = release(2, minutes=5)


def reply(upload: Upload, **more: object) -> Reply:
    assert isinstance(upload.source, bytes)
    headers = {name.lower(): value for name, value in upload.headers}
    return replace(Reply(200, headers, upload.source), **more)  # type: ignore[arg-type]


def served(**more: object) -> dict[str, Reply]:
    """By address; `more` changes the home page."""
    by_path = {each.path: each for each in RELEASE.files}
    return {
        f"{PUBLIC}/": reply(by_path["index.html"], **more),
        f"{PUBLIC}/status.json": reply(by_path["status.json"]),
    }


def test_all_is_as_published() -> None:
    assert look(PUBLIC, RELEASE, served().__getitem__).faults == ()
    assert look(f"{PUBLIC}/", RELEASE, served().__getitem__).faults == ()


def test_a_page_that_a_cache_tidied_up_is_known_by_its_mark() -> None:
    body = f"<!-- tidy -->{COMMITS[2]} 2026-11-20T12:05:00Z".encode()
    assert look(PUBLIC, RELEASE, served(body=body).__getitem__).faults == ()


def test_a_newer_build_is_as_good() -> None:
    newer = {each.path: each for each in release(3, minutes=9).files}
    answers = {
        f"{PUBLIC}/": reply(newer["index.html"]),
        f"{PUBLIC}/status.json": reply(newer["status.json"]),
    }
    assert look(PUBLIC, RELEASE, answers.__getitem__).faults == ()


@pytest.mark.parametrize(
    ("more", "words", "may_pass"),
    [
        ({"status": 404}, "answers 404", True),
        ({"body": b"the build before"}, "shows another build", True),
        ({"headers": {"content-type": "text/plain"}}, "is sent as 'text/plain', and should", False),
        (
            {"headers": {"content-type": "text/html;charset=UTF-8", "set-cookie": "a=b"}},
            "sets a cookie",
            False,
        ),
    ],
)
def test_faults_are_told(more: dict[str, object], words: str, may_pass: bool) -> None:
    seen = look(PUBLIC, RELEASE, served(**more).__getitem__)
    assert len(seen.faults) == 1
    assert seen.faults[0].startswith(f"{PUBLIC}/: {words}")
    assert seen.may_pass is may_pass


def test_nobody_there() -> None:
    def fetch(_address: str) -> Reply:
        raise Unreachable("cannot be reached: Connection refused")

    seen = look(PUBLIC, RELEASE, fetch)
    assert seen.faults[1] == f"{PUBLIC}/: cannot be reached: Connection refused"
    assert seen.may_pass
