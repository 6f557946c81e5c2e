"""The gate: keys that come by another way than what people write."""

from pathlib import Path

import pytest

from generator.build import Options, build
from generator.errors import Unfit
from generator.gate import Gate
from generator.gate.house import House
from tests.golden import CASES, SITES
from tests.policy.leaky import PASSWORDS, TOKENS

PAGE = "<!DOCTYPE html><title>x</title><main>{}</main>"


def said(path: str, text: str) -> list[str]:
    gate = Gate(House(url="https://status.acme.example"), whole=None)
    gate.read(path, text.encode())
    return [
        fault.message for fault in gate.faults if fault.message.startswith(("holds", "has a c"))
    ]


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("path", ["index.html", "status.json", "history.atom", "a.txt"])
def test_a_token_is_caught_in_every_kind_of_file(name: str, path: str) -> None:
    (fault,) = said(path, PAGE.format(f'<p class="x">{TOKENS[name]}</p>'))
    assert TOKENS[name] not in fault


@pytest.mark.parametrize("name", PASSWORDS)
def test_what_somebody_may_have_written_is_left_to_check(name: str) -> None:
    if name not in ("bearer", "basic"):
        assert said("index.html", PAGE.format(f"<p>{PASSWORDS[name]}</p>")) == []


def test_what_is_internal_is_caught_in_comments_alone() -> None:
    words = "rendered from /srv/acme/themes on 10.4.7.19"
    assert said("index.html", PAGE.format(words)) == []
    assert said("index.html", PAGE.format(f"<!-- {words} -->")) == [
        "has a comment that holds an address inside your network (10.4…)",
        "has a comment that holds a path on your machines (/srv…)",
    ]


def test_a_picture_in_a_page_is_no_token() -> None:
    picture = f"data:image/png;base64,AAAA/{TOKENS['aws']}/BBBB"
    assert said("index.html", PAGE.format(f'<img src="{picture}" alt="">')) == []


def test_a_theme_with_a_key_is_not_published(tmp_path: Path) -> None:
    slots = tmp_path / "themes" / "mine" / "slots"
    slots.mkdir(parents=True)
    (slots.parent / "theme.toml").write_text("extends = 'default'\n")
    (slots / "footer.html").write_text(f"<p>{TOKENS['google']}</p>\n")
    content = tmp_path / "content"
    content.mkdir()
    settings = (SITES / "bad-day" / "content" / "site.yml").read_text("utf-8")
    (content / "site.yml").write_text(f"{settings}theme: mine\n", "utf-8")
    options = Options(project=tmp_path, output=tmp_path / "output", now=CASES["bad-day"])
    with pytest.raises(Unfit, match="holds a Google API key"):
        build(options)
