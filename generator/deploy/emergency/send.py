"""An emergency's page to one origin, from the first request to what readers see; raises nothing."""

import time
from dataclasses import replace
from functools import partial

from generator.deploy.bring import Brought, Errand, Opener, ReadOnly, drive_at, faults_seen
from generator.deploy.dialogue import End
from generator.deploy.drive import Driver
from generator.deploy.emergency.making import Call, Made, make
from generator.deploy.emergency.overlay import overlay, rehearsal
from generator.deploy.protocol import Outcome
from generator.deploy.release import Release
from generator.model.origin import Origin


def send(origin: Origin, opener: Opener, errand: Errand, call: Call) -> tuple[Brought, Made]:
    """Write the page and what goes with it, then look as a reader; `errand` has no release yet."""
    started = time.monotonic()
    mades: list[Made] = []

    def work(driver: Driver) -> Outcome:
        steps = overlay(
            partial(make, call, origin.public), call.wanted, call.incident.id, errand.wish
        )
        outcome, made = driver.run(steps)
        mades.append(made)
        return outcome

    brought = drive_at(origin, opener, errand, work)
    made = mades[0] if mades else Made(())
    brought = replace(brought, seconds=time.monotonic() - started)
    if brought.outcome.end is End.LIVE and errand.verifies and origin.public:
        errand.say(origin.name, f"is live; looks at {origin.public}")
        seen = replace(errand, release=_release(made, errand))
        brought = replace(brought, faults=faults_seen(origin, seen))
    return brought, made


def rehearse(origin: Origin, opener: Opener, errand: Errand, call: Call) -> tuple[Brought, Made]:
    """What `send` would write now; nothing is written."""
    mades: list[Made] = []

    def work(driver: Driver) -> Outcome:
        outcome, made = driver.run(
            rehearsal(partial(make, call, origin.public), call.wanted, errand.wish)
        )
        mades.append(made)
        return outcome

    brought = drive_at(origin, lambda: ReadOnly.of(opener), errand, work)
    return brought, mades[0] if mades else Made(())


def _release(made: Made, errand: Errand) -> Release:
    """As far as readers can be asked for it."""
    return replace(errand.release, built_at=errand.wish.now, files=made.files)
