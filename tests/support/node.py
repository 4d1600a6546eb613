"""A Node script as a player in a journey: it tells its steps as JSON lines, and may ask for something.

    async with play("mtcute/signing_in.mjs", house, phone=number.phone) as script:
        met = await script.step("signed up")
        code = await script.step("waits for a code")
        await script.say(code=house.sms(number.phone))

The scripts and what they share lie in tests/journeys/js.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from tests.plugins.javascript import node

from .house import House

SCRIPTS = Path(__file__).parents[1] / "journeys" / "js"
SERVER = ("host", "port", "ws", "dc_id", "public_key_pem", "fingerprint")
PATIENCE = 60.0
"""Seconds that a whole script may take."""


class Script:
    """A running script."""

    def __init__(self, process: asyncio.subprocess.Process, house: House) -> None:
        self._process = process
        self._house = house
        self._told: list[str] = []
        self._complained: list[str] = []
        self._listening = asyncio.create_task(self._listen())

    async def step(self, name: str) -> dict[str, Any]:
        """Return what the script tells at its next step, which must be `name`."""
        step = await self._next()
        if step.get("step") != name:
            raise self.failure(f"expected the step {name!r} and got {step.get('step')!r}")
        return step

    async def say(self, **what: object) -> None:
        """Answer a step at which the script waits for us."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        await self._process.stdin.drain()

    async def end(self) -> None:
        """See the script to its end; it must have nothing more to tell."""
        await self.step("done")
        status = await self._process.wait()
        if status != 0:
            raise self.failure(f"the script ended with status {status}")

    async def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = (await self._process.stdout.readline()).decode().rstrip()
        self._told.append(line)
        if not line:
            await self._listening
            raise self.failure("the script ended early")
        if not line.startswith("{"):
            raise self.failure("the script told something that is no step")
        return json.loads(line)

    async def _listen(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self._complained.append(line.decode(errors="replace").rstrip())

    def failure(self, why: str) -> AssertionError:
        """Return an error that shows all that the script told, and the end of the server's log."""
        said = ["--- the script:", *self._told, *self._complained]
        return AssertionError("\n".join([why, *said, self._house.tail()]))

    async def leave(self) -> None:
        """End the script if it still runs."""
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._listening


@contextlib.asynccontextmanager
async def play(name: str, house: House, **given: object) -> AsyncIterator[Script]:
    """Run the script `name` of tests/journeys/js against `house`; `given` is what it may know of the story.

    Inside the block the story is followed step by step. It fails when the script tells anything else, takes
    longer than `PATIENCE`, or has not come to its end with the block.
    """
    process = await asyncio.create_subprocess_exec(
        node(),
        str(SCRIPTS / name),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 20,
    )
    script = Script(process, house)
    server = {name: getattr(house, name) for name in SERVER}
    try:
        async with asyncio.timeout(PATIENCE):
            await script.say(server=server, **given)
            yield script
            await script.end()
    except TimeoutError:
        raise script.failure(f"the story took longer than {PATIENCE:.0f} s") from None
    finally:
        await script.leave()
