"""Recurring work goes on whatever happens to one round of it."""

import asyncio
import time

import pytest

from folkmoot.kernel.metrics import LOOP_LAG, probe_loop
from folkmoot.workers.sweeps import Sweep, keep_sweeping
from tests.support import ManualClock, SeededChance


async def test_a_sweep_that_fails_is_tried_again(clock: ManualClock, chance: SeededChance) -> None:
    rounds = 0
    done = asyncio.Event()

    async def failing_at_first() -> None:
        nonlocal rounds
        rounds += 1
        if rounds < 3:
            raise ConnectionError
        done.set()

    sweeping = asyncio.create_task(
        keep_sweeping([Sweep("codes", every=0.001, run=failing_at_first)], clock, chance)
    )
    await asyncio.wait_for(done.wait(), 5)
    sweeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sweeping


async def test_the_probe_sees_a_loop_that_was_held() -> None:
    probe = asyncio.create_task(probe_loop("test"))
    await asyncio.sleep(0.01)
    time.sleep(0.3)
    await asyncio.sleep(0.1)
    probe.cancel()
    total = sum(
        sample.value
        for family in LOOP_LAG.collect()
        for sample in family.samples
        if sample.name.endswith("_sum") and sample.labels == {"process": "test"}
    )
    assert total > 0.2
