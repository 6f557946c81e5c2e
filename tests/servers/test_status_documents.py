"""The documents for CloudFront and Cloudflare say what the table says, read as they are read there.

Nobody has tried them with the services themselves.
"""

import json
import re
import shutil
import subprocess
from fnmatch import fnmatchcase
from typing import Any

import pytest

from generator.outputs.delivery import NEVER, headers
from tests.golden import SITES
from tests.servers.status_server import NAME, printed

SITE = SITES / "every-field"
FILES = sorted(
    path.relative_to(SITE / "expected").as_posix()
    for path in (SITE / "expected").rglob("*")
    if path.is_file()
)
HIDDEN = ("/_status/state.json", "/.git/config", "/api/.hidden")
#: those of an account or a zone that nobody pays for
MOST_BEHAVIOURS, MOST_POLICIES, MOST_RULES, LONGEST_RULE = 25, 20, 10, 4096

Json = dict[str, Any]


@pytest.fixture(scope="module")
def template() -> Json:
    made = json.loads(printed("cloudfront"))
    assert isinstance(made, dict)
    return made


@pytest.fixture(scope="module")
def zone() -> Json:
    made = json.loads(printed("cloudflare"))
    assert isinstance(made, dict)
    return made


def properties(template: Json, name: str, key: str) -> Json:
    found = template["Resources"][name]["Properties"][key]
    assert isinstance(found, dict)
    return found


def without_type(path: str, policy: str) -> dict[str, str]:
    """Of the media type the origin speaks."""
    return {k: v for k, v in headers(path, policy).items() if k != "Content-Type"}


def said_by(policy: Json) -> dict[str, str]:
    """The headers of a response headers policy."""
    security = policy["SecurityHeadersConfig"]
    seconds = security["StrictTransportSecurity"]["AccessControlMaxAgeSec"]
    said = {
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={seconds}",
        "X-Content-Type-Options": "nosniff",
    }
    if "ContentSecurityPolicy" in security:
        policy_text = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
        said["Content-Security-Policy"] = policy_text
    if "CorsConfig" in policy:
        (said["Access-Control-Allow-Origin"],) = policy["CorsConfig"]["AccessControlAllowOrigins"][
            "Items"
        ]
    return said | {each["Header"]: each["Value"] for each in policy["CustomHeadersConfig"]["Items"]}


def behaviour_of(template: Json, path: str) -> Json:
    """CloudFront takes the first whose pattern fits."""
    config = properties(template, "Distribution", "DistributionConfig")
    found = [each for each in config["CacheBehaviors"] if fnmatchcase(path, each["PathPattern"])]
    behaviour = (*found, config["DefaultCacheBehavior"])[0]
    assert isinstance(behaviour, dict)
    return behaviour


def policy_in(said: dict[str, str]) -> str:
    return said["Content-Security-Policy"].removesuffix("; frame-ancestors 'none'")


def test_cloudfront_says_what_the_table_says(template: Json) -> None:
    def said_of(path: str) -> dict[str, str]:
        name = behaviour_of(template, path)["ResponseHeadersPolicyId"]["Ref"]
        return said_by(properties(template, name, "ResponseHeadersPolicyConfig"))

    policy = policy_in(said_of("/index.html"))
    assert "'none'" in policy
    for path in FILES:
        assert said_of(f"/{path}") == without_type(path, policy), path


def test_cloudfront_s_limits_are_kept(template: Json) -> None:
    kinds = [each["Type"] for each in template["Resources"].values()]
    config = properties(template, "Distribution", "DistributionConfig")
    assert len(config["CacheBehaviors"]) + 1 <= MOST_BEHAVIOURS
    assert kinds.count("AWS::CloudFront::ResponseHeadersPolicy") <= MOST_POLICIES
    assert len(properties_text(template, "Door")) < 10_000
    assert len(json.dumps(template, indent=2)) < 51_200, "or it must lie in a bucket first"


def properties_text(template: Json, name: str) -> str:
    return str(template["Resources"][name]["Properties"]["FunctionCode"])


def test_cloudfront_s_names_all_lead_somewhere(template: Json) -> None:
    known = template["Resources"].keys() | template["Parameters"].keys()
    text = json.dumps(template)
    assert set(re.findall(r'"Ref": "(\w+)"', text)) <= known
    assert set(re.findall(r'"Fn::GetAtt": \["(\w+)"', text)) <= known


def test_cloudfront_shows_our_words_for_what_is_missing(template: Json) -> None:
    config = properties(template, "Distribution", "DistributionConfig")
    shown = {
        each["ErrorCode"]: (each["ResponseCode"], each["ResponsePagePath"])
        for each in config["CustomErrorResponses"]
    }
    assert shown == dict.fromkeys((403, 404), (404, "/404.html"))


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        ("GET", "/", "/index.html"),
        ("GET", "/status.json", "/status.json"),
        ("GET", "/.well-known/security.txt", "/.well-known/security.txt"),
        *(("GET", path, "/404/none") for path in HIDDEN),
        ("OPTIONS", "/index.html", 204),
        ("OPTIONS", "/status.json", "*"),
    ],
)
def test_cloudfront_s_function_answers_at_the_door(
    template: Json, method: str, path: str, answer: str | int
) -> None:
    if shutil.which("node") is None:
        pytest.skip("no node here (on Debian: apt-get install nodejs)")
    event = json.dumps({"request": {"method": method, "uri": path}})
    code = f"{properties_text(template, 'Door')}\nconsole.log(JSON.stringify(handler({event})))"
    done = subprocess.run(["node", "-e", code], capture_output=True, check=True)
    made = json.loads(done.stdout)
    origin = made.get("headers", {}).get("access-control-allow-origin", {}).get("value")
    assert answer in (made.get("uri"), made.get("statusCode"), origin)
    assert (origin is None) == (answer != "*")


def holds(expression: str, path: str, status: int = 200, host: str = NAME) -> bool:
    """Whether an expression of Cloudflare's rules language is true; of that, only what we use."""
    words = re.sub(r'(?<=")\s(?=")', ", ", expression)
    words = re.sub(r'http\.request\.uri\.path contains ("[^"]*")', r"\1 in path", words)
    for theirs, python in (
        *(("http.request.uri.path", "path"), ("http.host", "host"), ("http.response.code", "code")),
        *((" eq ", " == "), (" ge ", " >= ")),
    ):
        words = words.replace(theirs, python)
    known = {"path": path, "host": host, "code": status, "starts_with": str.startswith}
    return bool(eval(words, {"__builtins__": {}}, known))


def rules(zone: Json, phase: str) -> list[Json]:
    found = zone[phase]["rules"]
    assert isinstance(found, list)
    return found


def said_of(zone: Json, path: str, status: int = 200, host: str = NAME) -> dict[str, str]:
    """What Cloudflare adds to an answer: each rule that fits acts, one after the other."""
    said: dict[str, str] = {}
    for rule in rules(zone, "http_response_headers_transform"):
        if holds(rule["expression"], path, status, host):
            for name, change in rule["action_parameters"]["headers"].items():
                said.pop(name, None)
                if change["operation"] == "set":
                    said[name] = change["value"]
    return said


def test_cloudflare_says_what_the_table_says(zone: Json) -> None:
    policy = policy_in(said_of(zone, "/index.html"))
    for path in FILES:
        assert said_of(zone, f"/{path}") == without_type(path, policy), path
    assert said_of(zone, "/", 404)["Cache-Control"] == NEVER
    assert said_of(zone, "/", host="acme.example") == {}, "a zone holds others"


def test_cloudflare_asks_for_the_home_page_and_for_nothing_that_is_no_reader_s(zone: Json) -> None:
    def asked(path: str) -> str:
        for rule in rules(zone, "http_request_transform"):
            if holds(rule["expression"], path):
                return str(rule["action_parameters"]["uri"]["path"]["value"])
        return path

    assert asked("/") == "/index.html"
    assert asked("/.well-known/security.txt") == "/.well-known/security.txt"
    assert asked("/status.json") == "/status.json"
    assert {asked(path) for path in HIDDEN} == {"/404/none"}


def test_cloudflare_s_limits_are_kept(zone: Json) -> None:
    for phase in zone:
        assert len(rules(zone, phase)) <= MOST_RULES
        for rule in rules(zone, phase):
            assert len(rule["expression"]) <= LONGEST_RULE
            assert rule["action"] in ("rewrite", "set_cache_settings", "set_config")
