"""What a page would ask of others while it loads: nothing (IND-01, IND-02, IND-05, IND-27)."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from generator.deploy.doctor.addresses import host_of, product_domain
from generator.deploy.doctor.faults import built_of, findings
from generator.deploy.doctor.records import Finding, Subject, undeclared, wrong
from generator.gate import Fault
from generator.gate.machine import machine_faults
from generator.gate.page import page_faults
from generator.model.site import Settings

#: in a script: the beginning of an address elsewhere; names of XML are no addresses
_ELSEWHERE = re.compile(rb"""["'`](?:https?:|wss?:)?//(?!www\.w3\.org/)[\w.-]+""")
_SCRIPT = re.compile(rb"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_KEEPS = re.compile(
    rb"document\.cookie|cookieStore|(?:local|session)Storage|indexedDB|\bcaches\.open"
    rb"|serviceWorker|sendBeacon"
)
_WATCHES = re.compile(
    rb"<(?:script|iframe|input|div)\b[^>]*(?:recaptcha|hcaptcha|cf-turnstile|googletagmanager"
    rb"|google-analytics|matomo|plausible\.io|type=[\"']?password)",
    re.IGNORECASE,
)
_FILE = re.compile(
    rb"<(?:img|script|source|video|audio|embed|object|iframe)\b[^>]*\s(?:src|srcset|data)="
    rb"(?:\"([^\"]+)\"|'([^']+)')",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>()]+", re.IGNORECASE)

ERROR_PAGES = ("404.html", "errors/503.html", "errors/maintenance.html")
CLOUDFLARE = "errors/cloudflare-500.html"
_TOKEN = re.compile(rb"::CLOUDFLARE_ERROR_\w+_BOX::")
_MOST_OF_AN_ERROR_PAGE = 40 * 1024
_OURS = "look into your theme: a page holds all that it shows (docs/themes.md)"


def asks_nobody(subject: Subject) -> Iterator[Finding]:
    """IND-01: no page, picture or script asks another host for anything."""
    built, faults = built_of(subject), []
    for path, data in built.files(".html"):
        faults += [Fault(path, message) for message in page_faults(data)]
    for path, data in built.files(".svg"):
        faults += [Fault(path, message) for message in machine_faults(path, data)]
    for path, script in _scripts(subject):
        faults += [
            Fault(path, f"has a script with the address {found.decode()[1:80]}")
            for found in _ELSEWHERE.findall(script)
        ]
    faults += [Fault(path, "is a style sheet of its own") for path, _ in built.files(".css")]
    calm = "no page, picture or script asks another host for anything"
    yield from findings(faults, wrong, "built site", calm, _OURS)


def names_no_product(subject: Subject) -> Iterator[Finding]:
    """IND-02: the product's hosts are in plain links only."""
    settings, faults, links = subject.settings, [], 0
    if not settings.product.domains:
        change = "add `independence: {product: {domains: [acme.example]}}` to site.yml"
        yield undeclared("built site", "which domains are the product's is not said", change)
        return
    marks = [domain.removeprefix("*.").casefold() for domain in settings.product.domains]
    for path, data in built_of(subject).files(".html"):
        text = data.decode("utf-8", "replace")
        if any(mark in text.casefold() for mark in marks):
            reader = _Addresses(settings)
            reader.feed(text)
            links += reader.links
            faults += [Fault(path, message) for message in reader.faults]
    for path, script in _scripts(subject):
        found = _product_hosts(script.decode("utf-8", "replace"), settings)
        faults += [Fault(path, f"has a script that names {host}") for host in found]
    calm = f"nothing but plain links leads to the product ({links:,} of them)"
    yield from findings(faults, wrong, "built site", calm, _OURS)


def keeps_nothing(subject: Subject) -> Iterator[Finding]:
    """IND-05: no login, cookie, storage, service worker, captcha or analytics."""
    faults = [
        Fault(path, f"has a script that uses {found.decode()}")
        for path, script in _scripts(subject)
        for found in sorted(set(_KEEPS.findall(script)))
    ]
    for path, data in built_of(subject).files(".html"):
        faults += [
            Fault(path, f"has {found.decode('utf-8', 'replace')[:80]}…")
            for found in _WATCHES.findall(data)
        ]
    calm = "no login, cookie, storage, service worker, captcha or analytics"
    yield from findings(faults, wrong, "built site", calm, _OURS)


def error_pages_stand_alone(subject: Subject) -> Iterator[Finding]:
    """IND-27: pages for the product's own servers hold everything, and are small."""
    built, faults = built_of(subject), []
    for path in (*ERROR_PAGES, CLOUDFLARE):
        data = built.read(path)
        if not data:
            faults.append(Fault(path, "is not there"))
            continue
        faults += [Fault(path, message) for message in page_faults(data)]
        if len(data) > _MOST_OF_AN_ERROR_PAGE:
            faults.append(Fault(path, f"has {len(data):,} bytes, over 40 KiB"))
        faults += [Fault(path, f"asks for {name}") for name in asked_for(data)]
    if built.read(CLOUDFLARE) and not _TOKEN.search(built.read(CLOUDFLARE)):
        faults.append(Fault(CLOUDFLARE, "is without the token that Cloudflare asks for"))
    calm = "404, 503, maintenance and Cloudflare's hold all that they show"
    change = "build again; with a theme of your own, compare its error pages with the default's"
    yield from findings(faults, wrong, "error pages", calm, change)


def asked_for(data: bytes) -> list[str]:
    """The files that a page asks for, by its pictures, scripts and frames."""
    values = (double or single for double, single in _FILE.findall(data))
    named = {unescape(value.decode("utf-8", "replace"))[:80] for value in values}
    return sorted(name for name in named if not name.startswith("data:"))


def _scripts(subject: Subject) -> Iterator[tuple[str, bytes]]:
    """Every script with the path of its file; what many pages share once."""
    seen: set[bytes] = set()
    built = built_of(subject)
    for path, data in built.files(".html"):
        fresh = [script for script in _SCRIPT.findall(data) if script not in seen]
        seen.update(fresh)
        yield from ((path, script) for script in fresh)
    yield from built.files(".js")


def _product_hosts(text: str, settings: Settings) -> list[str]:
    hosts = {host_of(address) for address in _ADDRESS.findall(text)}
    return sorted(host for host in hosts if product_domain(host, settings))


class _Addresses(HTMLParser):
    """Counts plain links to the product, and notes each other address of it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.faults: list[str] = []
        self.links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Any attribute may hold addresses; words that mention one are no address."""
        for name, value in attrs:
            if tag == "a" and name == "href":
                host = host_of(value or "")
                self.links += product_domain(host, self.settings)
            elif name not in ("content", "title", "alt", "aria-label"):
                hosts = _product_hosts(value or "", self.settings)
                self.faults += [f"<{tag} {name}> names {host}" for host in hosts]

    def handle_data(self, data: str) -> None:
        """Within <style>; scripts are looked at by themselves."""
        if self.cdata_elem == "style":
            hosts = _product_hosts(data, self.settings)
            self.faults += [f"<style> names {host}" for host in hosts]
