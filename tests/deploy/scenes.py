"""What publishers go through on the stage: kills, sleeps and lost answers; gives all faults."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from generator.deploy.dialogue import End, Steps
from generator.deploy.protocol import Outcome, Wish, publish
from generator.deploy.release import Release
from generator.deploy.state import Phase, Pin
from tests.deploy.stage import NEVER, Publisher, Store, play
from tests.deploy.world import START, Reader, differences, release, state_of

HOME = ("index.html", "status.json")
Protocol = Callable[[Release, Wish], Steps[Outcome]]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """How the world of a schedule is; the losing protocols need another than ours."""

    protocol: Protocol = publish
    is_ever_new: bool = False
    has_id: bool = True
    flips: bool = True
    #: whether the state says while somebody is writing
    has_phases: bool = True


def wish(owner: str, over: int | None = None, pin: Pin | None = None) -> Wish:
    return Wish(owner=owner, now=START, over=over, pin=pin, allow_gone=("*",))


def alone(steps: Steps[Outcome], store: Store, reader: Reader | None = None) -> Outcome:
    """Run one publisher from end to end."""
    publisher = Publisher(steps, store, Random(0))
    publisher.run(look=reader.look if reader else None)
    assert publisher.outcome
    return publisher.outcome


def build(scene: Scene, number: int, *, minutes: int = 0, branch: str = "") -> Release:
    return release(number, minutes=minutes, branch=branch, has_id=scene.has_id, flips=scene.flips)


def battery(scene: Scene, seeds: int) -> Iterator[str]:
    """All that goes wrong in all that can happen, simple things first."""
    kinds = (scene, replace(scene, is_ever_new=True))
    one, two, three = (build(scene, number) for number in (1, 2, 3))
    for kind in kinds:
        yield from _written_in_vain(kind)
        for before, other in ((1, two), (None, three), (1, three), (None, one)):
            yield from _told(one_dies(kind, before, other))
        for first, second in ((two, three), (three, two)):
            yield from _told(one_sleeps(kind, first, second))
        for stir in range(5, 60, 5):
            yield from _told(one_sleeps(kind, two, three, stirs_at=stir))
    for seed in range(seeds):
        yield from (f"seed {seed}: {each}" for each in at_random(scene, seed))


def _told(results: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    return (f"{place}: {each}" for place, faults in results for each in faults)


def _written_in_vain(scene: Scene) -> Iterator[str]:
    """The second time nothing is written, and later only what changed."""
    store = _started(scene, 1)
    for minutes, most in ((0, 0), (30, 2)):
        outcome = alone(scene.protocol(build(scene, 1, minutes=minutes), wish("b")), store)
        if outcome.written > most:
            yield f"{outcome.written} files written, where {most} had changed"


def one_dies(scene: Scene, before: int | None, second: Release) -> Iterator[tuple[str, list[str]]]:
    """Commit 2 is killed at each of its steps; `second` follows; then the newest once more."""
    first, step, is_over = build(scene, 2), 0, False
    start = _started(scene, before)
    newest = max(first, second, key=lambda each: (len(each.ancestors), each.built_at))
    while not is_over:
        store = start.copy()
        reader = _reader(scene, store, before, [first, second])
        is_over = not Publisher(scene.protocol(first, wish("a")), store, Random(step)).run(
            step, reader.look
        )
        alone(scene.protocol(second, wish("b")), store, reader)
        faults = [*reader.faults, *(f"{path} was older for a while" for path in reader.late)]
        yield f"killed at {step}", [*faults, *_ends_well(scene, store, reader, newest)]
        step += 1


def one_sleeps(
    scene: Scene,
    first: Release,
    second: Release,
    *,
    dies_at: int = NEVER,
    stirs_at: int | None = None,
) -> Iterator[tuple[str, list[str]]]:
    """`first` falls asleep at each of its steps; `second` runs, or dies; then `first` goes on.

    Before step `stirs_at` of `second`, `first` takes a single step.
    """
    step, is_over = 0, False
    start = _started(scene, 1)
    newest = max(first, second, key=lambda each: (len(each.ancestors), each.built_at))
    while not is_over:
        store = start.copy()
        reader = _reader(scene, store, 1, [first, second])
        slow = Publisher(scene.protocol(first, wish("a")), store, Random(step))
        fast = Publisher(scene.protocol(second, wish("b")), store, Random(step))
        is_over = not slow.run(step, reader.look)
        has_more = False
        if stirs_at is not None:
            has_more = fast.run(stirs_at, reader.look)
            slow.run(1, reader.look)
        fast.run(dies_at, reader.look)
        if has_more and fast.outcome and fast.outcome.end is End.LIVE:
            reader.faults += [f"{path} was not settled" for path in differences(store, second)]
        slow.run(look=reader.look)
        after = _after(
            reader,
            [first, second],
            [slow, fast],
            is_calm=bool(fast.outcome),
            may_err=stirs_at is not None,
        )
        state = state_of(store)
        if state and state.phase is Phase.UPLOADING and slow.outcome:
            is_alarmed = slow.outcome.end is End.FAILED
            after += ["failed, but whoever claimed it settles"] if is_alarmed else []
        faults = [*reader.faults, *after, *_ends_well(scene, store, reader, newest)]
        yield f"asleep at {step}", faults
        step += 1


def at_random(scene: Scene, seed: int) -> list[str]:
    """Several publishers at once; some die, some sleep long; then the newest alone."""
    random = Random(seed)
    scene = replace(scene, is_ever_new=bool(seed % 2), flips=scene.flips and bool(seed % 3))
    is_duel, is_orderly = seed % 4 == 2, seed % 4 != 3
    if is_duel:
        crew_of = [(build(scene, 2 + who), wish(f"p{who}")) for who in range(2)]
    else:
        count = random.randint(2, 4)
        crew_of = [_someone(scene, random, who, is_orderly) for who in range(count)]
    releases = [each for each, _ in crew_of]
    before = 1 if is_duel or random.random() < 0.8 else None
    store = _started(scene, before)
    reader = _reader(scene, store, before, releases, is_orderly)
    trouble = 0 if is_duel else random.choice((0, 0, 0.02, 0.1))
    crew = [Publisher(scene.protocol(each, told), store, random, trouble) for each, told in crew_of]
    some = range(len(crew))
    deaths = {who: random.randint(0, 60) for who in some if random.random() < 0.3 and not is_duel}
    sleeps = {who: random.randint(0, 50) for who in some if random.random() < 0.4}
    if is_duel:
        sleeps = {0: random.randint(5, 40)}
    play(crew, random, reader.look, deaths, sleeps)
    after = _after(reader, releases, crew, is_calm=is_orderly and not deaths and not trouble)
    newest = max(releases, key=lambda each: (len(each.ancestors), each.built_at))
    return [*reader.faults, *after, *_ends_well(scene, store, reader, newest)]


def _someone(scene: Scene, random: Random, who: int, is_orderly: bool) -> tuple[Release, Wish]:
    number = random.randint(1, 5)
    branch = random.choice(("", "", "b")) if not is_orderly else ""
    minutes = random.choice((0, 0, 60))
    over = random.choice((None, None, 0, 1, 2, 3)) if not is_orderly else None
    if over is not None:
        minutes = 61 + who  # who goes back builds anew, as protocol.py asks
    pin = Pin(reason="bad", by="me") if not is_orderly and random.random() < 0.2 else None
    wanted = wish(f"p{who}", over=over, pin=pin)
    return build(scene, number, minutes=minutes, branch=branch), wanted


def _started(scene: Scene, before: int | None) -> Store:
    """A place where commit `before` is live; None: an empty one."""
    store = Store(is_ever_new=scene.is_ever_new)
    if before is not None:
        alone(scene.protocol(build(scene, before), wish("first")), store)
    return store


def _reader(
    scene: Scene, store: Store, before: int | None, releases: list[Release], is_orderly: bool = True
) -> Reader:
    first = [build(scene, before)] if before is not None else []
    reader = Reader(store, [*first, *releases], is_orderly=is_orderly)
    reader.has_phases = scene.has_phases
    reader.look()
    return reader


def _after(
    reader: Reader,
    releases: list[Release],
    crew: list[Publisher],
    *,
    is_calm: bool,
    may_err: bool = True,
) -> list[str]:
    """What is live has its own home page; if nobody was killed, it is whole, or somebody failed."""
    store = reader.store
    state, ends = state_of(store), [each.outcome for each in crew if each.outcome]
    live = [
        of
        for of, each in zip(releases, crew, strict=True)
        if state and state.phase is Phase.LIVE and each.outcome
        if (each.outcome.end, each.outcome.generation) == (End.LIVE, state.generation)
    ]
    other = [path for of in live for path in differences(store, of)]
    faults = [f"{path} is not of what is live" for path in other if path in HOME]
    if is_calm and other and not any(each.end is End.FAILED for each in ends):
        faults.append(f"{other} are not of what is live, and nobody said so")
    # who finds that it came late may be heard before the other has settled that
    false = [
        each
        for each in ends
        if each.end is End.FAILED and not (may_err and "came late" in each.why)
    ]
    faults += [
        f"{each} was never live"
        for each in ends
        if each.end is End.LIVE and each.generation not in reader.live_generations
    ]
    if is_calm and false and not other:
        faults.append(f"nothing was wrong, and yet {false}")
    return faults


def _ends_well(scene: Scene, store: Store, reader: Reader, newest: Release) -> list[str]:
    """Long after, the newest runs twice: all is its build, and then there is nothing to do."""
    store.requests += NEVER
    state = state_of(store)
    over = state.generation if state and not reader.is_orderly else None
    alone(scene.protocol(newest, wish("last", over)), store, reader)
    outcome = alone(scene.protocol(newest, wish("again")), store, reader)
    faults = [f"{path} is not of the newest" for path in differences(store, newest)]
    if outcome.end is not End.UNCHANGED:
        faults.append(f"the newest ended {outcome.end}: {outcome.why}")
    return faults
