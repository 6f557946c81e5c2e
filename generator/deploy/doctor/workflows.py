"""What publishing by a workflow needs besides the stores (IND-22, IND-24)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.deploy.doctor.addresses import host_of, product_domain
from generator.deploy.doctor.records import Finding, Subject, Workflow, doubtful, fine, untold

_PUBLISHES = re.compile(r"(?:\bfogbell|build\.py|-m generator)\b.*\s(?:deploy|publish|emergency)\b")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_ADDRESS = re.compile(r"(?:https?://|\b[\w.+-]+@)[\w.-]+[^\s\"')]*")
_FETCHES = re.compile(
    r"\b(?:curl|wget|npx|uvx|pipx|npm (?:ci|install|i)|apt-get install|docker pull)\b"
)
_PIP = re.compile(r"\bpip3? install\b(?!.*--(?:require-hashes|no-index))")
#: an action by a name that its owner may move: not a commit, not one of this repository
_UNPINNED = re.compile(r"\buses:\s*[\"']?+(?!\./|docker://.*@sha256:)(?!\S+@[0-9a-f]{40}\b)(\S+)")
_CONTROLS = re.compile(
    r"create-invalidation|actions/deploy-pages|\b(?:terraform|tofu|pulumi) (?:apply|up)\b"
    r"|\bwrangler\b|cloudformation|update-distribution|put-bucket-|invalidate-cdn|cdn.*\bpurge"
    r"|\b(?:vercel|netlify|firebase) deploy\b"
)
_NONE = "no workflow here runs `fogbell deploy` or `fogbell publish`"


@dataclass(frozen=True, slots=True)
class Line:
    place: str
    text: str


def needs_little(subject: Subject) -> Iterator[Finding]:
    """IND-22: to publish, a workflow fetches nothing unpinned, and nothing from the product."""
    lines = list(_lines(subject))
    if not lines:
        yield untold("workflows", _NONE)
        return
    found = [*_fetching(lines), *_of_product(lines, subject)]
    yield from found
    if not found:
        yield fine("workflows", "nothing is fetched but what is pinned")


def needs_no_control(subject: Subject) -> Iterator[Finding]:
    """IND-24: publishing only reads and writes objects; it changes no settings of a provider."""
    lines = list(_lines(subject))
    if not lines:
        yield untold("workflows", _NONE)
        return
    found = [(line, hit[0]) for line in lines if (hit := _CONTROLS.search(line.text))]
    change = "leave it out, or let publishing go on where it fails (`continue-on-error: true`)"
    for line, what in found:
        yield doubtful(line.place, f"`{what}` asks a provider's control plane", change)
    if not found:
        yield fine("workflows", "publishing only reads and writes objects")


def _fetching(lines: list[Line]) -> Iterator[Finding]:
    for line in lines:
        if hit := _FETCHES.search(line.text):
            change = "keep what it fetches in the repository"
            yield doubtful(line.place, f"`{hit[0]}` fetches from the net", change)
        if _PIP.search(line.text):
            change = (
                "install from a lock file: `--require-hashes -r …`, or `--no-index` from wheels"
            )
            yield doubtful(line.place, "`pip install` takes whatever is there today", change)
        if hit := _UNPINNED.search(line.text):
            change = "name the commit: `uses: owner/name@` and its 40 digits"
            yield doubtful(line.place, f"{hit[1]} may be another tomorrow", change)


def _of_product(lines: list[Line], subject: Subject) -> Iterator[Finding]:
    for line in lines:
        for address in _ADDRESS.findall(line.text):
            host = host_of(address)
            if product_domain(host, subject.settings):
                change = "publish without it: when it is needed, the product may be down"
                yield doubtful(line.place, f"needs {host}, which is the product's", change)


def _lines(subject: Subject) -> Iterator[Line]:
    """The lines of those that publish, without comments; with lines that go on in one."""
    for workflow in subject.workflows:
        lines = list(_joined(workflow))
        if any(_PUBLISHES.search(line.text) for line in lines):
            yield from lines


def _joined(workflow: Workflow) -> Iterator[Line]:
    begun, first = "", 0
    for number, line in enumerate(workflow.text.splitlines(), 1):
        text = _COMMENT.sub("", line)
        first = first if begun else number
        begun += text.removesuffix("\\")
        if not text.endswith("\\"):
            yield Line(f"{workflow.file}:{first}", begun)
            begun = ""
