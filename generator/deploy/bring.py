"""One release to one origin, from the first request to what readers see; it raises nothing."""

import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from generator.deploy.asks import Lost, Upload, Version
from generator.deploy.dialogue import End
from generator.deploy.drive import USUAL, Driver, Pace
from generator.deploy.plan import Plan, plan
from generator.deploy.protocol import Outcome, Wish, publish
from generator.deploy.release import Release
from generator.deploy.store import Store, Trouble
from generator.deploy.verify import verify
from generator.model.origin import Origin

#: gives the store; may raise Trouble
Opener = Callable[[], AbstractContextManager[Store]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of a release at an origin."""

    origin: Origin
    outcome: Outcome
    #: what was asked of the store last
    step: str = ""
    retries: int = 0
    seconds: float = 0.0
    #: what readers find wrong there; None: nobody looked
    faults: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What all origins have in common."""

    release: Release
    wish: Wish
    #: of single origins, by name, where they have their own
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    #: once set, nothing new begins
    stop: Event
    #: told of what goes on: the origin's name, and words
    say: Callable[[str, str], None]
    pace: Pace = USUAL
    #: look as a reader afterwards
    verifies: bool = True


def bring(origin: Origin, opener: Opener, errand: Errand) -> Brought:
    """Publish at an origin, then look as a reader. Raises nothing."""
    started = time.monotonic()
    wish = errand.wishes.get(origin.name, errand.wish)
    brought = drive_at(
        origin, opener, errand, lambda driver: driver.run(publish(errand.release, wish))
    )
    if brought.outcome.end in (End.LIVE, End.UNCHANGED) and errand.verifies and origin.public:
        errand.say(origin.name, f"looks at {origin.public}")
        faults = faults_seen(origin, errand)
        brought = replace(brought, faults=faults)
    return replace(brought, seconds=time.monotonic() - started)


def rehearse(origin: Origin, opener: Opener, errand: Errand) -> tuple[Brought, tuple[str, ...]]:
    """How `bring` would end now, and what it would write; nothing is written. Raises nothing."""
    plans: list[Plan] = []

    def dry(driver: Driver) -> Outcome:
        wish = errand.wishes.get(origin.name, errand.wish)
        plans.append(driver.run(plan(errand.release, wish)))
        return Outcome(end=plans[0].end, why=plans[0].why)

    brought = drive_at(origin, lambda: ReadOnly.of(opener), errand, dry)
    return brought, plans[0].changed if plans else ()


class ReadOnly:
    """A store that cannot be written to, whatever is asked of it."""

    def __init__(self, store: Store) -> None:
        self.read, self.list = store.read, store.list

    def write(self, upload: Upload, expected: Version | None) -> Version | Lost:
        raise Trouble(f"a dry run does not write {upload.path} over {expected}")

    @classmethod
    @contextmanager
    def of(cls, opener: Opener) -> Iterator[Store]:
        """The store that `opener` gives. Raises what that raises."""
        with opener() as store:
            yield cls(store)


def drive_at(
    origin: Origin, opener: Opener, errand: Errand, work: Callable[[Driver], Outcome]
) -> Brought:
    """Whatever `work` does with the origin's store, it ends with an outcome. Raises nothing."""
    driver: Driver | None = None
    name = origin.name
    try:
        with opener() as store:
            driver = Driver(store, errand.stop, errand.pace, lambda words: errand.say(name, words))
            outcome = work(driver)
    except Trouble as trouble:
        outcome = Outcome(end=End.FAILED, why=str(trouble))
    except Exception as fault:  # noqa: BLE001 - whatever it is, the other origins must go on
        outcome = Outcome(
            end=End.FAILED, why=f"a fault of ours, please report it: {where_of(fault)}"
        )
    if driver is None:
        return Brought(origin=origin, outcome=outcome)
    return Brought(origin=origin, outcome=outcome, step=driver.step, retries=driver.retries)


def faults_seen(origin: Origin, errand: Errand) -> tuple[str, ...]:
    """What readers find wrong with the errand's release. Raises nothing."""
    try:
        return verify(origin.public, errand.release, errand.stop).faults
    except Exception as fault:  # noqa: BLE001 - a look must never undo a deploy
        return (f"a fault of ours, please report it: {where_of(fault)}",)


def where_of(fault: Exception) -> str:
    """The kind of a fault and its place in our code: never its words, which may hold a secret."""
    frames = traceback.extract_tb(fault.__traceback__)
    last = frames[-1] if frames else None
    place = f" at {Path(last.filename).name}:{last.lineno}" if last else ""
    return f"{type(fault).__name__}{place}"
