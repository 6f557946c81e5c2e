"""What the published pages show to a visitor (IND-05, 14, 17, 28); it never stops a deploy."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.content.times import parse_time
from generator.deploy.doctor.addresses import host_of, product_domain
from generator.deploy.doctor.records import (
    Finding,
    Subject,
    Visit,
    doubtful,
    fine,
    undeclared,
    untold,
    wrong,
)
from generator.deploy.doctor.whole import parse_status

SOON, AT_ONCE = timedelta(days=21), timedelta(days=7)
#: origins of one deploy may be so far apart
APART = timedelta(minutes=10)
OK, NOT_FOUND = 200, 404
#: in every page of ours: the beginning of its policy
_OURS = b"default-src 'none'"
_RENEW = "renew it; see why it was not renewed by itself, and who is told when that fails"


def has_long_certificates(subject: Subject) -> Iterator[Finding]:
    """IND-14: every address has a certificate of its own, with weeks left."""
    for visit in subject.visits or ():
        if visit.distrust:
            change = "give it a certificate for this host that browsers trust, with its whole chain"
            yield wrong(visit.address, f"not trusted: {visit.distrust}", change)
        elif visit.failure:
            yield _silent(visit)
        elif visit.certificate is None:
            yield doubtful(visit.address, "no TLS at all", "serve it by https")
        else:
            yield _time_left(visit, visit.certificate.ends - subject.now)
            shared = [name for name in visit.certificate.names if _is_product(name, subject)]
            if shared:
                change = "give the status page a certificate of its own"
                found = f"its certificate is the product's too: {', '.join(shared)[:100]}"
                yield wrong(visit.address, found, change)


def sets_no_cookie(subject: Subject) -> Iterator[Finding]:
    """IND-05: no server asks readers to keep a cookie."""
    for visit in subject.visits or ():
        cookies = sorted({cookie for answer in visit.answers for cookie in answer.cookies})
        change = "switch off what sets it: bot protection, load balancing, analytics of the host"
        if not visit.answers:
            yield _silent(visit)
        elif cookies:
            yield wrong(visit.address, f"sets the cookie {', '.join(cookies)[:100]}", change)
        else:
            yield fine(visit.address, "sets no cookie")


def knows_no_wrong_paths(subject: Subject) -> Iterator[Finding]:
    """IND-17: what is not there is answered with 404, and with our page for it."""
    for visit in subject.visits or ():
        if visit.wrong is None or visit.not_found is None:
            yield _silent(visit)
        elif visit.wrong.status != NOT_FOUND:
            found = f"a wrong path is answered with {visit.wrong.status}"
            change = "let the server answer 404 with 404.html: docs/publishing.md"
            yield doubtful(visit.address, found, change)
        elif visit.wrong.body != visit.not_found.body or _OURS not in visit.wrong.body:
            change = "name 404.html as the error page: docs/publishing.md"
            yield doubtful(visit.address, "a wrong path shows a page that is not ours", change)
        else:
            yield fine(visit.address, "a wrong path gets 404, and our page")


def serve_the_same(subject: Subject) -> Iterator[Finding]:
    """IND-28: a plain client gets the pages at every address, and of the same build."""
    settings, visits = subject.settings, subject.visits or ()
    for origin in settings.origins:
        if not origin.public:
            change = "add `public:`, where readers find it"
            yield undeclared(
                "site.yml, deploy", f"where readers find '{origin.name}' is not said", change
            )
    is_dead = not any(visit.answers for visit in visits)
    builds: list[tuple[Visit, str, datetime]] = []
    for visit in visits:
        fault = "" if is_dead and not visit.distrust else _fault(visit)
        if fault:
            change = "look at this server: readers get no page there"
            yield wrong(visit.address, fault, change)
        elif not visit.answers:
            yield _silent(visit)
        elif told := _build(visit):
            builds.append((visit, *told))
        else:
            change = "publish status.json there: `fogbell deploy` does"
            yield wrong(visit.address, "it shows no status.json of ours", change)
    yield from _compared(builds, subject.now)


def _compared(builds: list[tuple[Visit, str, datetime]], now: datetime) -> Iterator[Finding]:
    """Each against the newest of them."""
    newest, build = max(((made, build) for _, build, made in builds), default=(now, ""))
    for visit, its_build, made in builds:
        behind = newest - made
        minutes = int(behind.total_seconds() // 60)
        change = "publish once more: `fogbell deploy`"
        if _is_stale(visit, now):
            found = f"is out of date: made {made:%Y-%m-%d %H:%M} UTC"
            yield wrong(visit.address, found, f"{change}; see why nothing was built since")
        elif behind > APART:
            yield wrong(visit.address, f"is {minutes} minutes behind the newest", change)
        elif its_build != build:
            found = f"has build {its_build}, another has {build}: perhaps a deploy is under way"
            yield doubtful(visit.address, found, f"look again in a minute; else {change}")
        else:
            yield fine(visit.address, f"answers anybody, with build {its_build}")


def _fault(visit: Visit) -> str:
    """Why a plain client gets no page, where others answer."""
    if visit.distrust:
        return f"programs refuse it: {visit.distrust}"
    if visit.failure:
        return f"does not answer, and others do: {visit.failure}"
    if visit.home and visit.home.status != OK:
        to = f" to {visit.home.location[:80]}" if visit.home.location else ""
        return f"a plain client gets {visit.home.status}{to}"
    return ""


def _build(visit: Visit) -> tuple[str, datetime] | None:
    """The build id and when it was made; None where status.json tells neither."""
    told = parse_status(visit.status.body) if visit.status else {}
    try:
        return str(told["build"])[:40], parse_time(str(told["generated_at"]))
    except (KeyError, ValueError):
        return None


def _is_stale(visit: Visit, now: datetime) -> bool:
    told = parse_status(visit.status.body) if visit.status else {}
    try:
        return parse_time(str(told["valid_until"])) < now
    except (KeyError, ValueError):
        return True


def _time_left(visit: Visit, left: timedelta) -> Finding:
    found = f"its certificate holds for {left.days} more days"
    if left < AT_ONCE:
        return wrong(visit.address, found, _RENEW)
    return doubtful(visit.address, found, _RENEW) if left < SOON else fine(visit.address, found)


def _is_product(name: str, subject: Subject) -> bool:
    """Whether a name of a certificate is the product's; with a star, what follows it says so."""
    host = host_of(f"//{name.removeprefix('*.')}")
    return product_domain(host, subject.settings)


def _silent(visit: Visit) -> Finding:
    found = visit.distrust or visit.failure or "no answer"
    return untold(visit.address, found, "look again from another network")
