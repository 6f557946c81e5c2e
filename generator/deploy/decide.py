"""Whether a build may replace what an origin has: by ancestry of commits, never by a clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.deploy.release import OWN_FOLDER, Release
from generator.deploy.state import OriginState, Phase

#: the generation to name where there is none: to publish over files that are not ours
NO_GENERATION = 0


class Verdict(StrEnum):
    GO = "go"
    #: the origin has this very build, or a later one of the same commit
    DONE = "done"
    #: the origin has, or is getting, a newer commit
    SUPERSEDED = "superseded"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    #: a sentence for whoever reads the report
    why: str = ""


def decide(release: Release, state: OriginState | None, over: int | None = None) -> Decision:
    """What becomes of `release` at an origin in `state`; None: nothing was ever published there.

    `over` is the generation that somebody knowingly replaces, whatever stands in the way of others.
    """
    # without a commit: only the page of an emergency is there
    if state is None or not state.commit or over == state.generation:
        return Decision(Verdict.GO)
    if release.commit == state.commit:
        return _same_commit(release, state)
    if release.commit in state.ancestors:
        return Decision(Verdict.SUPERSEDED, _newer(state))
    if state.pin:
        return Decision(Verdict.REFUSED, _pinned(state))
    return _of_its_history(release, state)


def decide_without_state(paths: Iterable[str], over: int | None) -> Decision:
    """Whether a place that says nothing of itself may be published to; `paths`: what lies there.

    Files of somebody else are not written over: a wrong address is a word away.
    """
    if over == NO_GENERATION:
        return Decision(Verdict.GO)
    # a name that ends in a slash is a store's mark for a folder
    foreign = sorted(p for p in paths if not p.startswith(OWN_FOLDER) and not p.endswith("/"))
    if not foreign:
        return Decision(Verdict.GO)
    why = (
        f"there are files already ({foreign[0]}, {len(foreign):,} in all), and nothing says that "
        f"Fogbell put them there: check the address; to publish over them: --over {NO_GENERATION}"
    )
    return Decision(Verdict.REFUSED, why)


def _newer(state: OriginState) -> str:
    generation, commit = state.generation, state.commit[:12]
    if state.phase is Phase.LIVE:
        return f"commit {commit} is newer, and has generation {generation}"
    return (
        f"commit {commit} is newer, and has claimed generation {generation} since "
        f"{state.claimed_at.isoformat()}; if it never ends, deploy it or a later one again; "
        f"if it is lost: --over {generation}"
    )


def _of_its_history(release: Release, state: OriginState) -> Decision:
    if state.commit in release.ancestors:
        return Decision(Verdict.GO)
    why = (
        f"the origin has commit {state.commit[:12]}, which is not in this history: fetch all of it "
        f"(fetch-depth: 0); to replace it knowingly: --over {state.generation}"
    )
    return Decision(Verdict.REFUSED, why)


def _same_commit(release: Release, state: OriginState) -> Decision:
    if state.pin:
        return Decision(Verdict.REFUSED, _pinned(state))
    if release.built_at < state.built_at:
        when = state.built_at.isoformat()
        return Decision(Verdict.SUPERSEDED, f"the same commit was built later, at {when}")
    if release.built_at == state.built_at and state.phase is Phase.LIVE:
        return Decision(Verdict.DONE, "it is there already")
    return Decision(Verdict.GO)


def _pinned(state: OriginState) -> str:
    if state.pin is None:
        return ""
    who = f" by {state.pin.by}" if state.pin.by else ""
    return (
        f"the origin is pinned{who} ({state.pin.reason}); to let newer builds through again: "
        f"--over {state.generation}"
    )
