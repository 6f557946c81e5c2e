"""`fogbell server-settings`: what it asks, what it refuses, and what it finds out by itself."""

from pathlib import Path

import pytest

from generator.cli import main
from generator.outputs.server_settings import KINDS
from generator.outputs.server_settings.wish import lasting
from tests.golden import SITES

NAMES = [kind.name for kind in KINDS]
SITE = "title: T\nurl: https://status.acme.example\n"


def site(folder: Path, settings: str) -> str:
    (folder / "content").mkdir()
    (folder / "content" / "site.yml").write_text(settings, "utf-8")
    return str(folder)


def test_without_a_server_it_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["server-settings"]) == 0
    said = capsys.readouterr().out
    assert all(f"fogbell server-settings {name}" in said for name in NAMES)


@pytest.mark.parametrize("kind", NAMES)
def test_the_name_is_that_of_the_site_or_as_wished(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    project = site(tmp_path, SITE)
    assert main(["server-settings", kind, "--project", project]) == 0
    assert "status.acme.example" in capsys.readouterr().out
    assert main(["server-settings", kind, "--project", project, "--name", "b.Example.org"]) == 0
    said = capsys.readouterr().out
    assert "b.example.org" in said
    assert "acme" not in said.replace("acme-status.s3", "")


@pytest.mark.parametrize("kind", NAMES)
def test_the_same_site_gets_the_same_settings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    command = ["server-settings", kind, "--project", site(tmp_path, SITE)]
    assert main(command) == main(command) == 0
    said = capsys.readouterr().out
    assert said[: len(said) // 2] == said[len(said) // 2 :]
    assert all(line == line.rstrip() for line in said.splitlines())


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_a_folder_that_is_published_to_is_where_the_files_lie(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    deploy = "deploy: [{name: www, url: file:///var/www/status}]\n"
    project = site(tmp_path, SITE + deploy)
    assert main(["server-settings", kind, "--project", project]) == 0
    assert "/var/www/status/current" in capsys.readouterr().out
    assert main(["server-settings", kind, "--project", project, "--root", "/srv/my page"]) == 0
    said = capsys.readouterr().out
    assert "/srv/my page" in said
    assert "/var/www" not in said


def test_caddy_gets_no_certificate_for_a_page_without_https(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project = site(tmp_path, "title: T\nurl: http://status.internal\n")
    assert main(["server-settings", "caddy", "--project", project]) == 0
    assert "\nhttp://status.internal {\n" in capsys.readouterr().out


@pytest.mark.parametrize("kind", NAMES)
def test_the_policy_lasts_unless_hashes_are_wished(
    capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    command = ["server-settings", kind, "--project", str(SITES / "calm")]
    assert main(command) == 0
    usual = capsys.readouterr().out
    assert "sha256-" not in usual
    assert "frame-ancestors 'none'" in usual
    assert main([*command, "--hashes"]) == 0
    strict = capsys.readouterr().out
    assert "'sha256-" in strict
    assert "unsafe-inline" not in strict


def test_a_lasting_policy_is_that_of_the_pages_but_for_hashes() -> None:
    policy = "default-src 'none'; style-src 'sha256-AbC/+0='; img-src 'self' data:"
    loose = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    assert lasting(policy) == loose


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--root", value) for value in ("srv", "", "/srv/$x", '/a"b', "/a;b", "/a{b}", "/a\nb")),
        *(("--name", value) for value in ("", "a b", "a;b", "-a", "https://a.example", "a" * 300)),
        *(("--origin", value) for value in ("a.example", "ftp://a", "https://a/$x", "http://a b")),
    ],
)
def test_what_would_not_be_understood_by_a_server_is_refused(
    capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["server-settings", "nginx", f"{option}={value}"])
    assert left.value.code == 2
    assert "such as" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["cloudfront", "cloudflare"])
def test_a_server_without_a_disk_has_no_root(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    assert main(["server-settings", kind, "--root", "/srv/status"]) == 2
    assert "--root" in capsys.readouterr().err


def test_another_server_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["server-settings", "apache"])
    assert "cloudfront" in capsys.readouterr().err


def test_settings_that_are_broken_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project = site(tmp_path, "title: T\nurl: nowhere\n")
    assert main(["server-settings", "nginx", "--project", project]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "content/site.yml:2:6" in said.err
