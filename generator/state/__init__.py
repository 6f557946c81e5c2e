"""The truth: `derive(site, now) -> State`. Pure; everything after it only prints."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

from generator.model.site import Site
from generator.state.records import Claim, IncidentState, Interval, MaintenanceState, State
from generator.state.status import (
    group_states,
    holding,
    incident_state,
    maintenance_state,
    page_indicator,
)
from generator.state.timeline import AHEAD, incident_claims, maintenance_claims, merge_claims
from generator.state.uptime import component_uptime, figures_until, midnight


def derive(site: Site, now: datetime, commit: str = "") -> State:
    """Everything that is true of `site` at `now` (aware; any zone, in whole seconds).

    `commit` is only told on: pages that speak of now say of which one they were made.
    """
    now = now.astimezone(UTC).replace(microsecond=0)
    incidents = tuple(filter(None, (incident_state(each, now) for each in site.incidents)))
    maintenances = tuple(filter(None, (maintenance_state(each, now) for each in site.maintenances)))
    claims = list(_claims(site, now))
    ledger = _ledger(site, claims, now)
    groups = tuple(group_states(site, holding(claims, now), now))
    since = _default_since(site, now)
    return State(
        site=site,
        now=now,
        indicator=page_indicator(groups, incidents),
        groups=groups,
        incidents=incidents,
        maintenances=maintenances,
        ledger=tuple(chain.from_iterable(ledger.values())),
        uptime=tuple(
            component_uptime(component, ledger[component.id], since, now)
            for component in site.settings.components
        ),
        figures_until=figures_until(now),
        next_change=min(_coming(site, incidents, maintenances, now)),
        commit=commit,
    )


def _claims(site: Site, now: datetime) -> Iterator[Claim]:
    for incident in site.incidents:
        yield from incident_claims(incident, now)
    for maintenance in site.maintenances:
        yield from maintenance_claims(maintenance, now)


def _ledger(site: Site, claims: list[Claim], now: datetime) -> dict[str, tuple[Interval, ...]]:
    by_component: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_component[claim.component].append(claim)
    weights = dict(site.settings.weights)
    return {
        component.id: merge_claims(by_component[component.id], now, weights)
        for component in site.settings.components
    }


def _default_since(site: Site, now: datetime) -> datetime:
    """The day of the site's oldest event; today where there is none."""
    begun = [incident.began for incident in site.incidents]
    begun += [maintenance.start for maintenance in site.maintenances]
    return midnight(min([*begun, now]).date())


def _coming(
    site: Site,
    incidents: Sequence[IncidentState],
    maintenances: Sequence[MaintenanceState],
    now: datetime,
) -> Iterator[datetime]:
    """The moments after `now` at which the State changes by itself."""
    yield figures_until(now) + timedelta(hours=1)  # the figures move on; at midnight the bars too
    promises = [each.promise for each in incidents] + [each.promise for each in maintenances]
    moments = [promise.late_from for promise in promises if promise]
    moments += [each.ended for each in incidents if each.ended]
    moments += [each.eta for each in incidents if each.eta]
    for event in site.events:
        coming = [update.at for update in event.updates if update.at > now]
        moments += [*coming, *(at - AHEAD for at in coming)]  # when each begins to count
    for state in maintenances:
        if not state.status.is_over:
            moments += [state.maintenance.start, state.maintenance.end]
    yield from (moment for moment in moments if moment > now)
