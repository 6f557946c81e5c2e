"""Meaning: what a careful reviewer would catch. One function and one line here add a check."""

from collections.abc import Callable, Iterator
from datetime import datetime

from generator.checks import (
    brand,
    consistency,
    expiry,
    leaks_in_events,
    leaks_in_settings,
    left_open,
    references,
)
from generator.errors import Problem
from generator.model.site import Site

Check = Callable[[Site, datetime], Iterator[Problem]]

#: Every check of consistency; each is explained in manual.py under its code.
CHECKS: tuple[Check, ...] = (
    consistency.unknown_component,
    consistency.update_before_start,
    consistency.update_in_future,
    consistency.one_id_twice,
    consistency.postmortem_without_end,
    consistency.end_before_start,
    consistency.end_without_resolved,
    consistency.left_broken,
    consistency.reopened_for_nothing,
    consistency.retired_component,
    references.dead_link,
    references.picture_without_words,
    references.missing_logo,
    consistency.long_window,
    consistency.edited_before_written,
    consistency.history_before_since,
    brand.pale_accent,
    brand.invisible_logo,
    brand.heavy_logo,
    expiry.security_runs_out,
    left_open.left_open_field,
    leaks_in_events.leaks_in_events,
    leaks_in_settings.leaks_in_settings,
)


def run_checks(site: Site, now: datetime) -> Iterator[Problem]:
    """The problems that every check finds in `site` at `now`."""
    for check in CHECKS:
        yield from check(site, now)
