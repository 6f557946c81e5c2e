"""What site.yml and git tell (IND-08, 19, 20, 23, 25, 26, 29); nobody can see if it is true."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from urllib.parse import urlsplit

from generator.deploy.doctor.addresses import host_of, is_within, product_domain
from generator.deploy.doctor.records import (
    Finding,
    Subject,
    doubtful,
    fine,
    undeclared,
    untold,
    wrong,
)

#: twice a year
OLDEST_DRILL = timedelta(days=183)
_TWO = "add `deploy:` with two origins to site.yml: docs/publishing.md"
#: git@host:path; a letter alone is a drive
_SSH = re.compile(r"(?:[^@/\s]+@)?([\w.-]{2,}):(?!//)")


def has_two_origins(subject: Subject) -> Iterator[Finding]:
    """IND-08: two places hold the pages. A folder of one's own is a trial, and only warned of."""
    origins = subject.settings.origins
    named = ", ".join(origin.name for origin in origins)
    if not origins:
        yield undeclared("site.yml, deploy", "there is no origin yet", _TWO)
    elif len(origins) > 1:
        yield fine("site.yml, deploy", f"{len(origins)} origins: {named}")
    elif origins[0].url.startswith("file:") and not origins[0].public:
        yield doubtful("site.yml, deploy", f"one origin, {named}, and only a folder: a trial", _TWO)
    else:
        change = "add a second origin, at another provider: docs/publishing.md"
        yield wrong("site.yml, deploy", f"one origin: {named}", change)


def drills(subject: Subject) -> Iterator[Finding]:
    """IND-19: somebody has published without CI, not long ago."""
    drill, today = subject.settings.declared.drill, subject.now.date()
    change = "publish once from a laptop (docs/independence.md), then `independence: {drill: DAY}`"
    if drill is None and not subject.settings.origins:
        yield undeclared("site.yml, drill", "nothing is published yet", change)
    elif drill is None:
        yield wrong("site.yml, drill", "publishing without CI was never tried", change)
    elif drill > today:
        yield doubtful("site.yml, drill", f"the last drill, {drill}, is still to come", change)
    elif today - drill > OLDEST_DRILL:
        days = (today - drill).days
        yield doubtful("site.yml, drill", f"the last drill was {days} days ago", change)
    else:
        yield fine("site.yml, drill", f"the last drill was on {drill}")


def has_second_remote(subject: Subject) -> Iterator[Finding]:
    """IND-20: the sources are with two git hosts."""
    declared, remotes = subject.settings.declared.second_remote, subject.remotes
    hosts = sorted({_git_host(remote) for remote in remotes or ()})
    change = (
        "push to a second host as well (`git remote add …`) and name it: "
        "`independence: {second_remote: …}`"
    )
    if len(hosts) > 1:
        yield fine("git remotes", f"git pushes to {' and '.join(hosts)}")
    elif declared:
        yield fine("site.yml, second_remote", f"declared: {declared}")
    elif remotes is None:
        yield untold("git remotes", "git knows nothing of this folder", change)
    else:
        found = f"git pushes to {hosts[0]} alone" if hosts else "git pushes to no host"
        yield doubtful("git remotes", found, change)


def has_sealed_credentials(subject: Subject) -> Iterator[Finding]:
    """IND-23: a second set of credentials lies somewhere, and no two origins live by one set."""
    settings = subject.settings
    for one, other in combinations(settings.origins, 2):
        scheme = urlsplit(one.url).scheme
        if scheme == urlsplit(other.url).scheme != "file" and one.env == other.env:
            found = f"{one.name} and {other.name} are written with the same credentials"
            change = f"give one of them its own: `env: {_prefix(other.name)}`"
            yield doubtful("site.yml, deploy", found, change)
    place, declared = "site.yml, credentials", settings.declared.credentials
    if declared:
        yield fine(place, f"declared: {declared}")
    else:
        change = (
            "keep a second set where nobody must sign in to the product, and say where: "
            "`independence: {credentials: …}` (never the secret itself)"
        )
        yield undeclared(place, "no second set of credentials is told of", change)


def has_alerts(subject: Subject) -> Iterator[Finding]:
    """IND-25: who is told when publishing fails, and not by way of the product."""
    place, alerts = "site.yml, alerts", subject.settings.declared.alerts
    hosts = [host_of(word) or word.strip(",;()").casefold() for word in alerts.split()]
    change = "send it by a way that does not run on the product: `independence: {alerts: …}`"
    if not alerts:
        yield undeclared(place, "who hears of a failed deploy is not said", change)
    elif any(is_within(host, subject.settings.product.domains) for host in hosts):
        yield doubtful(place, f"it runs on the product: {alerts}", change)
    else:
        yield fine(place, f"declared: {alerts}")


def has_watcher(subject: Subject) -> Iterator[Finding]:
    """IND-26: something elsewhere notices that the pages grow old."""
    place, watcher = "site.yml, watcher", subject.settings.declared.watcher
    change = "run `fogbell watch` from cron on another machine (docs/watching.md); `watcher: …`"
    git_hosts = {_git_host(remote) for remote in subject.remotes or ()}
    homes = {"github", *(host.split(".")[0] for host in git_hosts if "." in host)}
    if not watcher:
        yield undeclared(place, "who notices a page that nobody builds is not said", change)
    elif any(re.search(rf"\b{re.escape(home)}\b", watcher.casefold()) for home in homes):
        yield doubtful(place, f"it runs where the builds run: {watcher}", change)
    else:
        yield fine(place, f"declared: {watcher}")


def has_contact(subject: Subject) -> Iterator[Finding]:
    """IND-29: whom to ask, by a way that works while the product does not."""
    settings = subject.settings
    host = host_of(settings.contact)
    if not settings.contact:
        change = "add `contact:` to site.yml, a mail or web address that is not the product's"
        yield doubtful("site.yml, contact", "the pages name nobody to ask", change)
    elif not settings.product.domains:
        change = "add `independence: {product: {domains: [acme.example]}}` to site.yml"
        yield undeclared(
            "site.yml, contact", f"whether {host} runs on the product is not said", change
        )
    elif product_domain(host, settings):
        change = "use an address at another provider, and another domain"
        yield doubtful("site.yml, contact", f"{settings.contact} runs on the product", change)
    else:
        yield fine("site.yml, contact", f"{host} is not the product's")


def _git_host(remote: str) -> str:
    """Whose machine a repository is on; a folder is this one."""
    if found := _SSH.match(remote):
        return found[1].casefold()
    return (host_of(remote) if "://" in remote else "") or "a folder of this machine"


def _prefix(name: str) -> str:
    return re.sub(r"^[^A-Z]+", "", name.upper().replace("-", "_")) + "_"
