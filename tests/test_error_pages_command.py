"""`fogbell error-pages`: each server's settings, and that the scripts do what they say."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.outputs.error_kit.settings import SERVERS
from tests.golden import SITES

ROOT = Path(__file__).parent.parent
NAMES = [server.name for server in SERVERS]
SCRIPTS = ["cloudfront", "cloudflare", "apigateway"]
#: stands in for `aws` and `curl`: keeps what it was told, and answers as they do
STAND_IN = """
import json, os, sys
name, *given = sys.argv[1:]
body = sys.stdin.read() if "@-" in given else ""
with open(os.environ["TOLD"], "a", encoding="utf-8") as told:
    told.write(json.dumps([name, *given, body]) + "\\n")
if "list-response-headers-policies" in given:
    print("policy-1")
if "get-distribution-config" in given:
    print(os.environ["DISTRIBUTION_NOW"])
"""
DISTRIBUTION = {
    "ETag": "E1",
    "DistributionConfig": {
        "Comment": "kept",
        "Origins": {"Quantity": 1, "Items": [{"Id": "product", "DomainName": "acme.example"}]},
        "CacheBehaviors": {"Quantity": 0},
        "CustomErrorResponses": {
            "Quantity": 2,
            "Items": [
                {"ErrorCode": 404, "ErrorCachingMinTTL": 5},
                {"ErrorCode": 503, "ErrorCachingMinTTL": 300},
            ],
        },
    },
}


def printed(
    capsys: pytest.CaptureFixture[str], kind: str, *options: str, project: Path | None = None
) -> str:
    where = str(project or SITES / "every-field")
    assert main(["error-pages", "--for", kind, *options, "--project", where]) == 0
    return capsys.readouterr().out


def site(folder: Path, settings: str) -> Path:
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "site.yml").write_text(settings, "utf-8")
    return folder


def told(script: str, folder: Path) -> list[list[str]]:
    """What a script tells `aws` and `curl`: the program, its arguments, and its input."""
    tools = folder / "bin"
    tools.mkdir()
    (tools / "stand_in.py").write_text(STAND_IN, "utf-8")
    for name in ("aws", "curl"):
        # the folder of a Python may have a space in its name, which a first line `#!` cannot
        line = shlex.join([sys.executable, str(tools / "stand_in.py"), name])
        (tools / name).write_text(f'#!/bin/sh\nexec {line} "$@"\n', "utf-8")
        (tools / name).chmod(0o755)
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "TOLD": str(folder / "told"),
        "DISTRIBUTION_NOW": json.dumps(DISTRIBUTION),
        "CLOUDFLARE_API_TOKEN": "token-1",
    }
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in (folder / "told").read_text("utf-8").splitlines()]


def after(words: list[str], option: str) -> str:
    return words[words.index(option) + 1]


def test_without_a_server_it_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["error-pages"]) == 0
    said = capsys.readouterr().out
    assert all(f"--for {name}" in said for name in NAMES)


def test_it_needs_no_site_to_say_which_there_are(tmp_path: Path) -> None:
    assert main(["error-pages", "--project", str(tmp_path)]) == 0


@pytest.mark.parametrize("kind", NAMES)
def test_settings_say_where_the_kit_is_and_leave_nothing_open(
    capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    text = printed(capsys, kind)
    assert "@@" not in text
    assert "status.acme.example" in text
    assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("kind", NAMES)
def test_the_wait_is_as_wished(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    usual, longer = printed(capsys, kind), printed(capsys, kind, "--retry-after", "1234")
    assert "1234" not in usual
    assert "1234" in longer


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "1.5", "90000", "9" * 50, "٣"])
def test_a_wait_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], seconds: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["error-pages", "--for", "nginx", f"--retry-after={seconds}"])
    assert left.value.code == 2
    assert "number of seconds" in capsys.readouterr().err


def test_another_server_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["error-pages", "--for", "apache"])
    assert "cloudfront" in capsys.readouterr().err


def test_settings_that_are_broken_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project = site(tmp_path, "title: T\nurl: nowhere\n")
    assert main(["error-pages", "--for", "nginx", "--project", str(project)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "content/site.yml:2:6" in said.err


def test_a_broken_incident_does_not_matter(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project = site(tmp_path, "title: T\nurl: https://status.acme.example\n")
    (project / "content" / "incidents").mkdir()
    (project / "content" / "incidents" / "2026-11-20-x.md").write_text("---\nx\n", "utf-8")
    assert "https://status.acme.example/errors/" in printed(capsys, "nginx", project=project)


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_the_kit_is_fetched_by_a_line_that_a_shell_understands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    project = site(tmp_path / "site", "title: T\nurl: https://status.acme.example/$HOME;x\n")
    (line,) = (
        line.removeprefix("#").strip()
        for line in printed(capsys, kind, project=project).splitlines()
        if "curl -fsS" in line
    )
    ((_, *given, _),) = told(line, tmp_path)
    files = "503.html,maintenance.html,503.json,503.txt"
    assert given[-1] == f"https://status.acme.example/$HOME;x/errors/{{{files}}}"


@pytest.mark.parametrize("kind", SCRIPTS)
@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_script_is_one(capsys: pytest.CaptureFixture[str], kind: str, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    text = printed(capsys, kind)
    done = subprocess.run([shell, "-n"], input=text.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def change(words: list[list[str]], folder: Path) -> dict[str, Any]:
    """What CloudFront is told to become."""
    (update,) = (each for each in words if "update-distribution" in each)
    assert after(update, "--if-match") == "E1"
    assert after(update, "--distribution-config") == "file://after.json"
    config = json.loads((folder / "after.json").read_text("utf-8"))
    assert isinstance(config, dict)
    return config


def test_cloudfront_shows_the_page_of_another_origin(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project = site(tmp_path / "site", "title: T\nurl: https://status.acme.example/eu\n")
    words = told(printed(capsys, "cloudfront", "--retry-after", "90", project=project), tmp_path)
    policy = json.loads(after(words[0], "--response-headers-policy-config"))
    headers = {each["Header"]: each["Value"] for each in policy["CustomHeadersConfig"]["Items"]}
    assert headers == {"Retry-After": "90", "Cache-Control": "no-store"}
    config = change(words, tmp_path)
    assert config["Comment"] == "kept"
    kit, product = config["Origins"]["Items"]
    assert (kit["DomainName"], kit["OriginPath"]) == ("status.acme.example", "/eu")
    assert kit["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert product["Id"] == "product"
    (behaviour,) = config["CacheBehaviors"]["Items"]
    assert behaviour["PathPattern"] == "/errors/503.html"
    assert behaviour["TargetOriginId"] == kit["Id"]
    assert behaviour["ResponseHeadersPolicyId"] == "policy-1"
    *ours, theirs = config["CustomErrorResponses"]["Items"]
    assert theirs["ErrorCode"] == 404
    assert [each["ErrorCode"] for each in ours] == [502, 503, 504]
    for each in ours:
        assert each["ResponseCode"] == "503"
        assert each["ResponsePagePath"] == "/errors/503.html"
        assert each["ErrorCachingMinTTL"] == 10
    for name in ("Origins", "CacheBehaviors", "CustomErrorResponses"):
        assert config[name]["Quantity"] == len(config[name]["Items"])


def test_cloudflare_gets_both_pages_and_two_rules(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = told(printed(capsys, "cloudflare"), tmp_path)
    assert all("Authorization: Bearer token-1" in each for each in words)
    bodies = [json.loads(each[-1]) for each in words]
    page, asset, rules = bodies
    assert page == {
        "url": "https://status.acme.example/errors/cloudflare-500.html",
        "state": "customized",
    }
    assert asset["url"] == "https://status.acme.example/errors/503.html"
    for_programs, for_readers = (each["action_parameters"] for each in rules["rules"])
    assert json.loads(for_programs["content"])["status"] == 503
    assert len(for_programs["content"]) < 10_000
    assert for_readers["asset_name"] == asset["name"]
    assert {for_programs["status_code"], for_readers["status_code"]} == {503}


def test_api_gateway_gets_the_problem_for_each_kind_of_failure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    *words, deployment = told(printed(capsys, "apigateway", "--retry-after", "90"), tmp_path)
    assert "create-deployment" in deployment
    kinds = [after(each, "--response-type") for each in words]
    assert kinds == ["INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "DEFAULT_5XX"]
    for each in words:
        assert after(each, "--status-code") == "503"
        headers = json.loads(after(each, "--response-parameters"))
        assert headers["gatewayresponse.header.Retry-After"] == "'90'"
        assert headers["gatewayresponse.header.Cache-Control"] == "'no-store'"
        templates = json.loads(after(each, "--response-templates"))
        problem = json.loads(templates["application/json"])
        assert (problem["status"], problem["retry_after"]) == (503, 90)


def test_words_that_a_service_would_fill_in_stay_as_they_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    contact = "contact: https://acme.example/$context.identity::RAY_ID::x\n"
    settings = f"title: T\nurl: https://status.acme.example\n{contact}"
    words = told(printed(capsys, "apigateway", project=site(tmp_path / "a", settings)), tmp_path)
    template = json.loads(after(words[0], "--response-templates"))["application/json"]
    assert "$" not in template
    assert "::" not in template
    assert json.loads(template)["contact"] == "https://acme.example/$context.identity::RAY_ID::x"
