"""What the source holds and our format has no place for, each kind in one line."""

from collections.abc import Collection, Iterator

from generator.importers.report import Note, changed
from generator.importers.statuspage.heads import title_of
from generator.importers.statuspage.records import PageMemory

_WORDS = {
    "shortlink": "short links (stspg.io) are not carried over",
    "reminder_intervals": "reminder intervals are not carried over",
    "impact_window": "impact windows (impact_window) are not carried over",
    "custom_tweet": "custom tweets are not carried over",
    "tweet_id": "links to tweets are not carried over",
    "only_show_if_degraded": "only_show_if_degraded has no counterpart: the component is shown",
    "showcase": "showcase (whether a component shows its uptime) has no counterpart: all do",
}


def lost_of(page: PageMemory, codes: Collection[str]) -> Iterator[Note]:
    """Notes on the events of a page with these codes, and on its components."""
    for event in page.events:
        if event.code not in codes:
            continue
        extras = {extra for head in event.heads for extra in head.extras}
        for extra in sorted(extras & _WORDS.keys()):
            yield changed(_WORDS[extra], f"{event.code}: {title_of(event)}")
        for update in event.updates:
            for extra in update.extras:
                yield changed(_WORDS[extra], f"{event.code}: {title_of(event)}")
    for component in page.components:
        for extra in component.extras if not component.is_group else ():
            yield changed(_WORDS[extra], component.name)
