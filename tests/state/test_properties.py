"""What holds of every site: properties of the truth, and a second, slow account of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given

from generator.model.component import ComponentStatus
from generator.model.site import Site
from generator.state import derive
from generator.state.records import Claim
from generator.state.timeline import incident_claims, maintenance_claims
from tests.state import reference
from tests.state.sites import nows, sites

DAY = timedelta(days=1)


@given(sites(), nows())
def test_the_slow_account_agrees_about_statuses(site: Site, now: datetime) -> None:
    found = derive(site, now)
    for each in found.components:
        assert each.status == reference.status_at(site, each.component.id, now, now)


@given(sites(), nows())
def test_the_slow_account_agrees_about_every_stretch(site: Site, now: datetime) -> None:
    """Between any two times, the ledger has what the slow account says, and its price."""
    found = derive(site, now)
    bounds = sorted({*reference.times(site, now), now})
    for component in site.settings.components:
        mine = [each for each in found.ledger if each.component == component.id]
        for left, right in pairwise(bounds):
            holding = [each for each in mine if each.start <= left and each.end >= right]
            status = reference.status_at(site, component.id, left, now)
            price = reference.price_at(site, component.id, left, now)
            said = [(each.status, each.weight) for each in holding]
            assert said == ([(status, price)] if status is not reference.FINE else [])


@given(sites(), nows())
def test_the_slow_account_agrees_about_figures(site: Site, now: datetime) -> None:
    found = derive(site, now)
    until = found.figures_until
    for component, uptime in zip(site.settings.components, found.uptime, strict=True):
        last = min(until, midnight(component.retired)) if component.retired else until
        for month in uptime.months:
            start = max(midnight(date(month.year, month.month, 1)), uptime.since)
            end = min(midnight(next_month(month.year, month.month)), last)
            assert month.seconds == (end - start).total_seconds()
            assert month.downtime == reference.downtime(site, component.id, start, end, now)
        for day in uptime.days:
            start, end = max(midnight(day.date), uptime.since), min(midnight(day.date) + DAY, last)
            if day.uptime is not None:
                cost = reference.downtime(site, component.id, start, end, now)
                assert day.uptime == 100 * (1 - cost / int((end - start).total_seconds()))


@given(sites(), nows())
def test_figures_are_percentages(site: Site, now: datetime) -> None:
    for uptime in derive(site, now).uptime:
        shown = [uptime.recent, *(day.uptime for day in uptime.days)]
        shown += [month.uptime for month in uptime.months]
        assert all(figure is None or 0 <= figure <= 100 for figure in shown)


@given(sites(), nows())
def test_days_and_months_add_up_to_the_same(site: Site, now: datetime) -> None:
    """The sites are some days old, so that their days and their months cover the same time."""
    found = derive(site, now)
    for component, uptime in zip(site.settings.components, found.uptime, strict=True):
        last = min(found.figures_until, midnight(component.retired or date(2099, 1, 1)))
        by_day = Decimal(0)
        for day in uptime.days:
            start, end = max(midnight(day.date), uptime.since), min(midnight(day.date) + DAY, last)
            if day.uptime is not None:
                by_day += (1 - day.uptime / 100) * int((end - start).total_seconds())
        by_month = sum((month.downtime for month in uptime.months), start=Decimal(0))
        assert abs(by_day - by_month) < Decimal("0.000001")


@given(sites(), nows())
def test_intervals_are_disjoint_and_in_order(site: Site, now: datetime) -> None:
    found = derive(site, now)
    for component in site.settings.components:
        mine = [each for each in found.ledger if each.component == component.id]
        for earlier, later in pairwise(mine):
            assert earlier.end <= later.start
        for each in mine:
            assert each.status is not ComponentStatus.OPERATIONAL
            assert each.events
            assert each.start < each.end <= now or (each.start == each.end == now and each.ongoing)
            assert not each.ongoing or (each is mine[-1] and each.end == now)


@given(sites(), nows())
def test_intervals_cover_what_is_claimed_and_no_more(site: Site, now: datetime) -> None:
    found = derive(site, now)
    claims = claims_of(site, now)
    bounds = sorted({c.start for c in claims} | {c.end or now for c in claims} | {now})
    for left, right in pairwise(bounds):
        claimed = {c.component for c in claims if c.start <= left and (c.end or now) >= right}
        listed = {i.component for i in found.ledger if i.start <= left and i.end >= right}
        assert listed == claimed & {each.id for each in site.settings.components}


def claims_of(site: Site, now: datetime) -> list[Claim]:
    """Every claim of every event, as the timeline makes them."""
    found = [claim for each in site.incidents for claim in incident_claims(each, now)]
    return found + [claim for each in site.maintenances for claim in maintenance_claims(each, now)]


def midnight(day: date) -> datetime:
    """The beginning of a UTC day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def next_month(year: int, month: int) -> date:
    """The first day of the month after."""
    return date(year + month // 12, month % 12 + 1, 1)
