"""What the doctor makes of site.yml, of workflows and of git: what passes, and what does not."""

import pytest

from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.deploy.doctor import CHECKS
from generator.deploy.doctor.records import Kind, Result
from tests.deploy.patients import HEAD, results, settings_of, subject

OK, ERROR, WARNING = Result.OK, Result.ERROR, Result.WARNING
UNKNOWN, UNDECLARED = Result.UNKNOWN, Result.UNDECLARED


def origin(name: str, *more: str, url: str = "") -> str:
    lines = [f"- name: {name}", f"  url: {url or f's3://{name}/'}", *(f"  {line}" for line in more)]
    return "".join(f"{line}\n" for line in lines)


def product(words: str) -> str:
    return f"independence: {{product: {{{words}}}}}\n"


AWS, HETZNER = ("provider: aws", "region: eu-central-1"), ("provider: hetzner", "region: fsn1")
TWO = "deploy:\n" + origin("one", *AWS) + origin("two", *HETZNER)
GOOGLE = product("domains: [acme.example], provider: gcp, regions: [europe-west3]")
PUBLISHES = (
    "jobs:\n  x:\n    steps:\n"
    "      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6\n"
    "      - run: pip install --require-hashes -r lock.txt\n"
    "      # curl https://acme.example is what we do not do\n"
    "      - run: fogbell publish\n"
)


def declared(words: str) -> str:
    return f"independence: {{{words}}}\n"


#: check, site.yml: what is found of it
CASES: list[tuple[str, str, Result, str]] = [
    ("IND-08", TWO, OK, "2 origins: one, two"),
    ("IND-08", "deploy:\n" + origin("one"), ERROR, "one origin: one"),
    ("IND-08", "deploy:\n" + origin("one", url="file:///srv/x"), WARNING, "a trial"),
    (
        "IND-08",
        "deploy:\n" + origin("one", "public: https://a.example", url="file:///srv/x"),
        ERROR,
        "one origin: one",
    ),
    ("IND-08", "", UNDECLARED, "there is no origin yet"),
    ("IND-09", TWO + GOOGLE, OK, "one and two share nothing"),
    ("IND-09", TWO + product("provider: AWS"), ERROR, "one and the product share aws"),
    ("IND-09", TWO + product("provider: x, cdn: cloudfront"), ERROR, "the product share aws"),
    ("IND-09", TWO + product("provider: x, dns: Hetzner"), ERROR, "two and the product share"),
    (
        "IND-09",
        "deploy:\n" + origin("one", *AWS) + origin("two", "provider: Amazon S3") + GOOGLE,
        ERROR,
        "one and two share aws",
    ),
    (
        "IND-09",
        "deploy:\n" + origin("one", *AWS, "account: '4'") + origin("two", *AWS, "account: '4'"),
        ERROR,
        "share aws, the account 4 and the region eu-central-1",
    ),
    (
        "IND-09",
        "deploy:\n" + origin("one", *AWS) + origin("two", *AWS, "accept: a trial") + GOOGLE,
        OK,
        "which is accepted: a trial",
    ),
    (
        "IND-09",
        "deploy:\n"
        + origin("one", *AWS)
        + origin("two", "provider: x", "region: eu-central-1")
        + GOOGLE,
        OK,
        "one and two share nothing",
    ),
    (
        "IND-09",
        "deploy:\n" + origin("one", url="s3://x/a") + origin("two", url="s3://x/b"),
        ERROR,
        "share the same store",
    ),
    ("IND-09", "deploy:\n" + origin("one") + GOOGLE, UNDECLARED, "who runs 'one' is not said"),
    ("IND-09", "deploy:\n" + origin("o", url="gs://x/") + GOOGLE, ERROR, "share google"),
    ("IND-09", TWO, UNDECLARED, "what the product runs on is not said"),
    ("IND-09", "", UNDECLARED, "there is no origin to compare"),
    ("IND-19", TWO + declared("drill: 2026-06-01"), OK, "the last drill was on 2026-06-01"),
    ("IND-19", TWO + declared("drill: 2026-05-01"), WARNING, "the last drill was 203 days ago"),
    ("IND-19", TWO + declared("drill: 2027-05-01"), WARNING, "is still to come"),
    ("IND-19", TWO, ERROR, "publishing without CI was never tried"),
    ("IND-19", "", UNDECLARED, "nothing is published yet"),
    ("IND-20", declared("second_remote: Codeberg"), OK, "declared: Codeberg"),
    ("IND-20", "", WARNING, "git pushes to no host"),
    ("IND-23", TWO + declared("credentials: in the safe"), WARNING, "with the same credentials"),
    ("IND-23", declared("credentials: in the safe"), OK, "declared: in the safe"),
    ("IND-23", "", UNDECLARED, "no second set of credentials is told of"),
    (
        "IND-23",
        "deploy:\n" + origin("one") + origin("two", "env: TWO_") + declared("credentials: safe"),
        OK,
        "declared: safe",
    ),
    (
        "IND-23",
        "deploy:\n" + origin("one", url="file:///a") + origin("two", url="file:///b"),
        UNDECLARED,
        "no second set of credentials is told of",
    ),
    ("IND-25", declared("alerts: text message"), OK, "declared: text message"),
    ("IND-25", "", UNDECLARED, "is not said"),
    (
        "IND-25",
        declared("product: {domains: [acme.example]}, alerts: mail to oncall@acme.example"),
        WARNING,
        "it runs on the product",
    ),
    ("IND-26", declared("watcher: cron at Hetzner"), OK, "declared: cron at Hetzner"),
    ("IND-26", declared("watcher: a GitHub schedule"), WARNING, "where the builds run"),
    ("IND-26", "", UNDECLARED, "is not said"),
    ("IND-29", "contact: help@other.example\n" + GOOGLE, OK, "is not the product's"),
    ("IND-29", "contact: help@mail.acme.example\n" + GOOGLE, WARNING, "runs on the product"),
    ("IND-29", "contact: https://acme.example/help\n" + GOOGLE, WARNING, "runs on the product"),
    ("IND-29", "contact: https://status.acme.example/x\n" + GOOGLE, OK, "is not the product's"),
    ("IND-29", "contact: help@other.example\n", UNDECLARED, "is not said"),
    ("IND-29", "", WARNING, "name nobody to ask"),
]


@pytest.mark.parametrize(("check", "yaml", "result", "said"), CASES)
def test_what_is_declared(check: str, yaml: str, result: Result, said: str) -> None:
    found = results(subject(yaml), check)
    assert found[0][0] is result, found
    assert any(said in words for of, words in found if of is result), found


def test_every_check_of_settings_passes_and_fails_somewhere() -> None:
    seen = {(check, result is OK) for check, _, result, _ in CASES}
    seen |= {(check, result is OK) for check, _, result, _ in WORKFLOWS}
    wanted = {check.id for check in CHECKS if check.kind is Kind.SETTINGS}
    assert seen == {(check, passes) for check in wanted for passes in (True, False)}


REMOTES: list[tuple[tuple[str, ...] | None, Result, str]] = [
    (("git@github.com:acme/status.git", "https://codeberg.org/acme/s"), OK, "codeberg.org and git"),
    (("git@github.com:acme/status.git", "/srv/status.git"), OK, "a folder of this machine and"),
    (("git@github.com:a/b", "https://GitHub.com/a/b"), WARNING, "pushes to github.com alone"),
    (("ssh://git@git.acme.example:22/a/b",), WARNING, "pushes to git.acme.example alone"),
    (None, UNKNOWN, "git knows nothing of this folder"),
]


@pytest.mark.parametrize(("remotes", "result", "said"), REMOTES)
def test_two_git_hosts(remotes: tuple[str, ...] | None, result: Result, said: str) -> None:
    ((of, words),) = results(subject(remotes=remotes), "IND-20")
    assert of is result
    assert said in words


def test_a_watcher_beside_the_sources_is_none() -> None:
    looked = subject(declared("watcher: a job at Codeberg"), remotes=("git@codeberg.org:a/b",))
    assert results(looked, "IND-26")[0][0] is WARNING


#: check, a step of the workflow, what is found
WORKFLOWS: list[tuple[str, str, Result, str]] = [
    ("IND-22", "", OK, "nothing is fetched but what is pinned"),
    ("IND-22", "run: curl -fsS https://x.example/i.sh | sh", WARNING, "`curl` fetches from"),
    ("IND-22", "run: npx wrangler", WARNING, "`npx` fetches from the net"),
    ("IND-22", "run: python -m pip install fogbell", WARNING, "whatever is there today"),
    ("IND-22", "run: pip install \\\n          fogbell", WARNING, "whatever is there today"),
    ("IND-22", "run: pip install --no-index -f wheels fogbell", OK, "nothing is fetched but"),
    ("IND-22", "uses: actions/cache@v4", WARNING, "actions/cache@v4 may be another tomorrow"),
    ("IND-22", 'uses: "./.github/actions/own"', OK, "nothing is fetched but what is pinned"),
    ("IND-22", "run: X=https://ci.acme.example/token", WARNING, "needs ci.acme.example"),
    ("IND-22", "run: X=https://status.acme.example/", OK, "nothing is fetched"),
    ("IND-24", "", OK, "publishing only reads and writes objects"),
    ("IND-24", "run: aws cloudfront create-invalidation", WARNING, "control plane"),
    ("IND-24", "run: terraform apply", WARNING, "`terraform apply` asks"),
]


@pytest.mark.parametrize(("check", "step", "result", "said"), WORKFLOWS)
def test_what_publishing_by_a_workflow_needs(
    check: str, step: str, result: Result, said: str
) -> None:
    text = PUBLISHES + (f"      - {step}\n" if step else "")
    found = results(subject(GOOGLE, text), check)
    assert [of for of, _ in found] == [result], found
    assert said in found[0][1]


def test_the_place_in_a_workflow_is_told() -> None:
    more = "      - run: a \\\n          && wget x\n      - run: wget y\n"
    (check,) = [each for each in CHECKS if each.id == "IND-22"]
    found = check.look(subject(GOOGLE, "a: b\n", PUBLISHES + more))
    assert [finding.looked_at for finding in found] == ["w1.yml:8", "w1.yml:10"]


@pytest.mark.parametrize("check", ["IND-22", "IND-24"])
def test_workflows_that_do_not_publish_are_not_judged(check: str) -> None:
    looked = subject("", "steps:\n  - run: curl x # then fogbell publish\n")
    assert results(looked, check)[0][0] is UNKNOWN


# The keys in site.yml


def test_what_people_declare_is_read() -> None:
    told = settings_of(
        "independence:\n  drill: 2026-10-01\n  second_remote: Codeberg\n"
        "  credentials: sealed, in the safe\n  alerts: text message\n  watcher: cron at home\n"
    ).declared
    assert str(told.drill) == "2026-10-01"
    words = (told.second_remote, told.credentials, told.alerts, told.watcher)
    assert words == ("Codeberg", "sealed, in the safe", "text message", "cron at home")


@pytest.mark.parametrize(
    ("yaml", "hint"),
    [
        ("independence: {domains: [acme.example]}\n", "indent it below `product:`"),
        ("independence: {watchers: cron}\n", "did you mean 'watcher'?"),
        ("independence: {drill: in May}\n", ""),
        ("independence: yes\n", ""),
    ],
)
def test_slips_in_independence_are_told_once(yaml: str, hint: str) -> None:
    source, _ = parse_source((HEAD + yaml).encode(), "content/site.yml")
    assert source
    (problem,) = parse_settings(source)[1]
    assert hint in problem.hint
