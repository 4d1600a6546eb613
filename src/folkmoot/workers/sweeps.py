"""Recurring jobs of a process, each at its own pace, whatever happens to one round of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.clock import Clock

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sweep:
    """One recurring job. `run` may be interrupted at any await and may run anywhere, also twice."""

    name: str
    every: float
    """Seconds from one end to the next beginning."""
    run: Callable[[], Awaitable[object]]


async def keep_sweeping(sweeps: Sequence[Sweep], clock: Clock, chance: Chance) -> None:
    """Run each sweep at its pace for ever; cancel the task to end it.

    The first round comes at a random moment within a sweep's own interval, a minute at most, so that
    processes which start together do not sweep together. A sweep that fails is logged and tried again at
    its next turn.
    """
    async with asyncio.TaskGroup() as group:
        for sweep in sweeps:
            group.create_task(_keep(sweep, clock, chance))


async def _keep(sweep: Sweep, clock: Clock, chance: Chance) -> None:
    await asyncio.sleep(min(sweep.every, 60.0) * chance.below(1000) / 1000)
    while True:
        began = clock.monotonic()
        try:
            done = await sweep.run()
        except Exception as error:
            log.error("a sweep failed", sweep=sweep.name, kind=type(error).__name__)
        else:
            log.debug("swept", sweep=sweep.name, done=str(done), seconds=round(clock.monotonic() - began, 3))
        await asyncio.sleep(sweep.every)
