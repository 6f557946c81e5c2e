"""The stage is harsh enough: each protocol that lacks a part fails on it, the whole does not."""

import pytest

from tests.deploy.losing import LOSING, WHOLE, protocol_with
from tests.deploy.scenes import Scene, battery

SEEDS = 600


@pytest.mark.parametrize("name", LOSING)
def test_what_lacks_a_part_loses(name: str) -> None:
    parts = LOSING[name]
    scene = Scene(protocol=protocol_with(parts), has_id=parts.has_id, has_phases=parts.claims)
    fault = next(battery(scene, SEEDS), None)
    print(name, "->", fault)
    assert fault


def test_what_lacks_nothing_does_not() -> None:
    assert not next(battery(Scene(protocol=protocol_with(WHOLE)), SEEDS), None)
