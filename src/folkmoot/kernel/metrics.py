"""The figures that every process keeps, and the probe that measures how late its loop runs.

The messenger has no page of its own, so each process writes its figures to memory-mapped files in one
folder and the back office adds them up for `/metrics`. prometheus_client takes the folder from
`PROMETHEUS_MULTIPROC_DIR` when it is first imported: who wants that (`folkmoot.child`) sets the variable
before anything imports this module.

Labels have few values, known beforehand: never a user, a phone number, an address.
"""

from __future__ import annotations

import asyncio
import time

from prometheus_client import Counter, Gauge, Histogram

CONNECTIONS = Gauge("folkmoot_connections", "Open client sockets.", ["carrier"], multiprocess_mode="livesum")
"""`carrier` is a transport's name, such as "obfuscated intermediate", or "unknown" before the first bytes."""

CONNECTIONS_REFUSED = Counter(
    "folkmoot_connections_refused_total", "Client sockets closed because a limit was reached.", ["limit"]
)

SESSIONS = Gauge(
    "folkmoot_sessions",
    "MTProto sessions held in memory, with or without a socket.",
    multiprocess_mode="livesum",
)

HANDSHAKES = Counter("folkmoot_handshakes_total", "Key exchanges that ended.", ["outcome"])
"""`outcome` is "made", "refused" (their fault) or "failed" (ours)."""

RPC = Counter("folkmoot_rpc_total", "Calls that were answered.", ["method", "outcome"])
"""`method` is a TL name such as "auth.sendCode"; `outcome` is "ok", "refused" or "failed" (our fault)."""

RPC_SECONDS = Histogram(
    "folkmoot_rpc_seconds",
    "From a call decoded to its answer encoded.",
    ["method"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)

BYTES = Counter("folkmoot_bytes_total", "Bytes of client sockets.", ["direction"])
"""`direction` is "in" or "out"."""

LOG_WITHHELD = Counter(
    "folkmoot_log_withheld_total", "Values kept out of the log because they looked like personal data."
)

LOOP_LAG = Histogram(
    "folkmoot_loop_lag_seconds",
    "How much later than planned an event loop woke a sleeping task.",
    ["process"],
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5),
)

PROBE_SECONDS = 0.05


async def probe_loop(process: str) -> None:
    """Measure the running loop's lag for ever, under the label `process`; cancel the task to end it.

    By the machine's own clock: a loop's `time()` is only as fresh as its last turn.
    """
    lag = LOOP_LAG.labels(process)
    while True:
        planned = time.perf_counter() + PROBE_SECONDS
        await asyncio.sleep(PROBE_SECONDS)
        lag.observe(max(0.0, time.perf_counter() - planned))
