"""The doctor: does the status page stand on its own feet? To add a check: a function, a line here.

The ids are those of docs/independence.md. A check looks at what was built, at what is declared, or
at the published pages; whatever it finds, no deploy is ever refused for it.
"""

from collections.abc import Iterable, Iterator

from generator.deploy.doctor.alone import (
    asks_nobody,
    error_pages_stand_alone,
    keeps_nothing,
    names_no_product,
)
from generator.deploy.doctor.declared import (
    drills,
    has_alerts,
    has_contact,
    has_sealed_credentials,
    has_second_remote,
    has_two_origins,
    has_watcher,
)
from generator.deploy.doctor.live import (
    has_long_certificates,
    knows_no_wrong_paths,
    serve_the_same,
    sets_no_cookie,
)
from generator.deploy.doctor.reasons import WHY
from generator.deploy.doctor.records import (
    Check,
    Finding,
    Kind,
    Result,
    Row,
    Subject,
    untold,
)
from generator.deploy.doctor.shared import share_nothing
from generator.deploy.doctor.whole import (
    is_light,
    says_it_in_words,
    says_its_age,
    works_anywhere,
)
from generator.deploy.doctor.workflows import needs_little, needs_no_control

CHECKS = (
    Check("IND-01", Kind.BUILT, asks_nobody),
    Check("IND-02", Kind.BUILT, names_no_product),
    Check("IND-03", Kind.BUILT, says_it_in_words),
    Check("IND-04", Kind.BUILT, works_anywhere),
    Check("IND-05", Kind.BUILT, keeps_nothing),
    Check("IND-05", Kind.LIVE, sets_no_cookie),
    Check("IND-06", Kind.BUILT, says_its_age),
    Check("IND-07", Kind.BUILT, is_light),
    Check("IND-08", Kind.SETTINGS, has_two_origins),
    Check("IND-09", Kind.SETTINGS, share_nothing),
    Check("IND-14", Kind.LIVE, has_long_certificates),
    Check("IND-17", Kind.LIVE, knows_no_wrong_paths),
    Check("IND-19", Kind.SETTINGS, drills),
    Check("IND-20", Kind.SETTINGS, has_second_remote),
    Check("IND-22", Kind.SETTINGS, needs_little),
    Check("IND-23", Kind.SETTINGS, has_sealed_credentials),
    Check("IND-24", Kind.SETTINGS, needs_no_control),
    Check("IND-25", Kind.SETTINGS, has_alerts),
    Check("IND-26", Kind.SETTINGS, has_watcher),
    Check("IND-27", Kind.BUILT, error_pages_stand_alone),
    Check("IND-28", Kind.LIVE, serve_the_same),
    Check("IND-29", Kind.SETTINGS, has_contact),
)
_SEVERITY = tuple(Result)


def examine(subject: Subject) -> tuple[Row, ...]:
    """A row for everything that was found, the worst first; live ones where they were asked for."""
    rows = [
        Row(check.id, check.kind, finding, WHY[check.id])
        for check in CHECKS
        for finding in _look(check, subject)
    ]
    return tuple(sorted(rows, key=lambda row: (_SEVERITY.index(row.finding.result), row.id)))


def fails(rows: Iterable[Row], *, with_live: bool = False) -> bool:
    """Whether there is an error; what a visit shows does not count, unless it is asked for."""
    wanted = [row for row in rows if with_live or row.kind is not Kind.LIVE]
    return any(row.finding.result is Result.ERROR for row in wanted)


def _look(check: Check, subject: Subject) -> Iterator[Finding]:
    if check.kind is Kind.BUILT and subject.built is None:
        yield untold("built site", "nothing is built yet", "run `fogbell build` first")
    elif check.kind is not Kind.LIVE or subject.visits is not None:
        yield from check.look(subject)
