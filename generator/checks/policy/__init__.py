"""The communication policy: what customers read is honest, useful, and soon followed by more.

A rule is one small function and one line here; it reads a Case and gives Problems. manual.py says
of each what it wants and why. They stand in order of harm: where only some are shown, the first.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from generator.checks.judged import is_judged
from generator.checks.leaks.problems import without_secrets
from generator.checks.policy import (
    agreement,
    house,
    jargon,
    leaks,
    lifecycle,
    links,
    owning,
    planned,
    postmortem,
    promises_made,
    published,
    readability,
    safety,
    sameness,
    says_otherwise,
    scope,
    sorry,
    symptoms,
    timing,
    titles,
    tone,
    when,
)
from generator.checks.policy.case import Case
from generator.errors import Problem
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site

WordRule = Callable[[Case], Iterator[Problem]]
IncidentRule = Callable[[Case, Incident], Iterator[Problem]]
PlannedRule = Callable[[Case, Maintenance], Iterator[Problem]]

NEVER_SET_ASIDE = house.NEVER_SET_ASIDE

#: of words, whatever they are about
WORD_RULES: tuple[WordRule, ...] = (
    leaks.no_secret,
    leaks.nothing_inside,
    leaks.no_dump,
    leaks.no_ticket,
    leaks.no_person,
    published.rewritten,
    house.set_aside_wrongly,
    promises_made.guarantees_nothing,
    links.links_say_where_they_lead,
    owning.blames_nobody,
    tone.makes_nothing_small,
    promises_made.says_no_soon,
    when.times_are_absolute,
    when.times_have_zones,
    jargon.is_plain,
    tone.keeps_a_straight_face,
    sorry.is_sorry_for_something,
    titles.title_is_readable,
    readability.sentences_are_short,
    readability.words_are_plain,
    readability.length_is_right,
    readability.says_who_did_it,
    readability.short_forms_are_explained,
)
INCIDENT_RULES: tuple[IncidentRule, ...] = (
    safety.tells_no_attack,
    promises_made.promises_no_hour,
    symptoms.says_what_users_see,
    safety.says_if_data_is_safe,
    safety.class_is_set,
    tone.matches_its_components,
    owning.guesses_nothing,
    sameness.is_no_repeat,
    symptoms.says_what_we_do,
    titles.title_says_what_fails,
    sorry.is_sorry_in_the_end,
    sorry.is_sorry_once,
    timing.no_promise,
    agreement.other_promise,
    timing.far_promise,
    lifecycle.out_of_order,
    says_otherwise.contradicts,
    lifecycle.no_all_clear,
    timing.broken_promise,
    timing.silence,
    timing.first_word,
    lifecycle.components_disagree,
    scope.worse_than_none,
    scope.nobody_named,
    scope.no_workaround,
    agreement.hidden_way_round,
    lifecycle.unwatched_end,
    lifecycle.no_contact,
    lifecycle.silent_on_data,
    postmortem.not_promised,
    postmortem.missing_parts,
    postmortem.others_change,
    postmortem.not_found_out,
    postmortem.no_timeline,
    postmortem.odd_length,
)
PLANNED_RULES: tuple[PlannedRule, ...] = (
    planned.moved_in_silence,
    planned.short_notice,
    planned.incomplete,
    planned.overlaps,
)


def judge(site: Site, now: datetime) -> Iterator[Problem]:
    """What the policy says of every event that is open, under way, planned or recent."""
    yield from house.no_roles(site)
    for event in site.events:
        if is_judged(event, now):
            yield from judge_event(Case(site=site, now=now, event=event))


def judge_changes(site: Site, now: datetime, before: Site) -> Iterator[Problem]:
    """What the policy says of what is new in `site`, `before` being what is published."""
    told = {event.id: event for event in before.events}
    yield from published.removed(site, before)
    for event in site.events:
        base = told.get(event.id)
        # an old event that comes as a whole is history, and nobody wrote it for today's readers
        if base != event and (base or is_judged(event, now)):
            case = Case(site=site, now=now, event=event, base=base)
            yield from judge_event(case)
            yield from published.of_another_hour(case)


def judge_event(case: Case) -> Iterator[Problem]:
    """What every rule says of one event, but for those that it sets aside with a reason."""
    set_aside = {code.upper() for code, _ in case.event.overrides} - set(NEVER_SET_ASIDE)
    for problem in _all(case):
        if problem.code not in set_aside:
            yield without_secrets(problem)


def _all(case: Case) -> Iterator[Problem]:
    for rule in WORD_RULES:
        yield from rule(case)
    if isinstance(case.event, Incident):
        for incident_rule in INCIDENT_RULES:
            yield from incident_rule(case, case.event)
    else:
        for planned_rule in PLANNED_RULES:
            yield from planned_rule(case, case.event)
