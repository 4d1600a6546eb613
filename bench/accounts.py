"""Row 5: how many people sign in each second, and what an idle encrypted session costs in memory.

A round signs in one more device of each of `PEOPLE` accounts: a socket, a key exchange, a code, a sign-in.
The sessions of all rounds stay, idle, to the end, so each round gives both figures. The first round signs
everybody up; the last goes over obfuscated sockets, which hold the state of two ciphers more.
"""

from __future__ import annotations

import asyncio
import gc
import time
from dataclasses import dataclass, replace

import psutil
import uvloop

from folkmoot.demo.wire import RpcFailed, Server, WireClient
from folkmoot.kernel.chance import SystemChance
from folkmoot.kernel.clock import SystemClock
from folkmoot.mtproto import tl

from .bare import bare_server
from .running import Cost, Running, running
from .table import Row

PEOPLE = 2_000
ROUNDS = 5
AT_ONCE = 32
SETTLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Round:
    """What one round showed."""

    per_second: float
    per_core: float
    """Sign-ins for each CPU second of the messenger."""
    all_ms: float
    """CPU milliseconds of all processes of the server for one sign-in."""
    load_ms: float
    """CPU milliseconds of the load generator for one sign-in."""
    session_bytes: float


def run() -> list[Row]:
    """Measure and return the rows."""
    bare = bare_bytes()
    rounds = uvloop.run(_measure())
    sign_ups, rounds, obfuscated = rounds[0], rounds[1:-1], rounds[-1]
    session = [each.session_bytes for each in rounds]
    return [
        Row("5 sign-ins", "1/s a core of the messenger", [each.per_core for each in rounds], wanted=">= 100"),
        Row("5 sign-ins", "1/s, load beside it", [each.per_second for each in rounds]),
        Row("5 sign-ins", "CPU ms each, database included", [each.all_ms for each in rounds]),
        Row("5 sign-ins", "CPU ms each of the load generator", [each.load_ms for each in rounds]),
        Row("5 sign-ups", "1/s a core of the messenger", [sign_ups.per_core]),
        Row("5 idle session", "KiB", [each / 1024 for each in session], wanted="<= 8"),
        Row("5 idle session, obfuscated", "KiB", [obfuscated.session_bytes / 1024], wanted="<= 8"),
        Row("5 idle bare uvloop connection", "KiB", [bare / 1024]),
        Row("5 idle session / bare connection", "ratio", [each / bare for each in session]),
    ]


def bare_bytes() -> float:
    """Return the memory of one idle connection of a server that only keeps it."""

    async def connect(port: int, count: int) -> list[asyncio.StreamWriter]:
        return [(await asyncio.open_connection("127.0.0.1", port))[1] for _ in range(count)]

    async def measure(process: psutil.Process, port: int) -> float:
        first = await connect(port, 100)
        before = process.memory_full_info().uss
        more = await connect(port, PEOPLE * ROUNDS)
        await asyncio.sleep(SETTLE_SECONDS)
        grown = process.memory_full_info().uss - before
        for writer in first + more:
            writer.close()
        return float(grown / len(more))

    with bare_server() as (process, port):
        return uvloop.run(measure(process, port))


async def _measure() -> list[Round]:
    with running() as server:
        clients: list[WireClient] = []
        rounds = []
        for number in range(ROUNDS + 2):
            rounds.append(await _round(server, clients, obfuscated=number > ROUNDS))
            print(f"  round {number} of {ROUNDS + 1}: {rounds[-1].per_second:.0f}/s", flush=True)
        for client in clients:
            client.close()
        return rounds


async def _round(server: Running, clients: list[WireClient], *, obfuscated: bool) -> Round:
    gc.collect()
    before, load_before, began = server.cost(), time.process_time(), time.perf_counter()
    people, where = iter(range(PEOPLE)), replace(server.server, obfuscated=obfuscated)

    async def worker() -> None:
        for person in people:
            clients.append(await _sign_in(where, person))

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    seconds = time.perf_counter() - began
    load = time.process_time() - load_before
    await asyncio.sleep(SETTLE_SECONDS)
    return _summed_up(before, server.cost(), seconds, load)


def _summed_up(before: Cost, after: Cost, seconds: float, load: float) -> Round:
    messenger = after.messenger_cpu - before.messenger_cpu
    return Round(
        per_second=PEOPLE / seconds,
        per_core=PEOPLE / messenger,
        all_ms=1000 * (after.all_cpu - before.all_cpu) / PEOPLE,
        load_ms=1000 * load / PEOPLE,
        session_bytes=(after.messenger_bytes - before.messenger_bytes) / PEOPLE,
    )


async def _sign_in(server: Server, person: int) -> WireClient:
    phone, code = f"+999661{person:04}", "11111"
    client = WireClient(server, SystemClock(), SystemChance())
    await client.connect()
    await client.agree()
    sent = await client.call(
        tl.AuthSendCode(phone_number=phone, api_id=1, api_hash="x", settings=tl.CodeSettings())
    )
    hash = sent.phone_code_hash
    answer = await client.call(tl.AuthSignIn(phone_number=phone, phone_code_hash=hash, phone_code=code))
    if isinstance(answer, tl.AuthAuthorizationSignUpRequired):
        name = f"Resident {person}"
        answer = await client.call(
            tl.AuthSignUp(phone_number=phone, phone_code_hash=hash, first_name=name, last_name="")
        )
    if not isinstance(answer, tl.AuthAuthorization):
        raise RpcFailed(500, "no authorization")
    client.pushed.clear()
    client.on_push = _ignore
    return client


def _ignore(body: bytes) -> None:
    """Idle devices hear of their account's other devices; nobody here listens."""
