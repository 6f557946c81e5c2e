"""What a deploy would do: asks only what changes nothing."""

from dataclasses import dataclass

from generator.deploy.decide import Verdict, decide
from generator.deploy.dialogue import End, Steps, Stop, files_of, list_all, state_to_replace
from generator.deploy.manifest import is_same
from generator.deploy.protocol import ENDS, Wish, refuse_shrunken
from generator.deploy.release import Release


@dataclass(frozen=True, slots=True)
class Plan:
    #: how it would end, if nobody else comes first and nothing fails
    end: End
    why: str = ""
    #: what would be written, but for our own documents
    changed: tuple[str, ...] = ()


def plan(release: Release, wish: Wish) -> Steps[Plan]:
    """What `publish` would do now; reads and lists only."""
    try:
        state, _, _ = yield from state_to_replace(wish.over)
        decision = decide(release, state, wish.over)
        is_done = decision.verdict is Verdict.DONE
        if not is_done and decision.verdict is not Verdict.GO:
            return Plan(ENDS[decision.verdict], decision.why)
        yield from refuse_shrunken(release, state, wish.allow_gone)
        there = yield from list_all()
        known = yield from files_of(state)
    except Stop as stop:
        return Plan(stop.end, stop.why)
    changed = tuple(each.path for each in release.files if not is_same(each, there, known))
    if is_done and not changed:
        return Plan(End.UNCHANGED, decision.why)
    return Plan(End.LIVE, "", changed)
