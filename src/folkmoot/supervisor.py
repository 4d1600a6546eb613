"""`folkmoot up`: a whole server on one machine, started, watched and stopped as one.

    supervisor        holds the data folder's lock, the listening sockets and the other processes
    ├── PostgreSQL    unless FOLKMOOT_DATABASE_URL names another
    ├── messenger     gets the socket of `listen`
    └── back office   gets the socket of `http`

The supervisor binds the sockets, so a port in use is told before anything else happens, port 0 has its
number, and clients that arrive while a child starts again wait instead of being turned away.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
import structlog
import uvloop

from folkmoot.bootstrap.errand import Errand, write_errand
from folkmoot.bootstrap.house import prepare, secrets_folder
from folkmoot.child import HANGING, Duty, Report, bind
from folkmoot.config import PREFIX, Endpoint, Secret, Settings
from folkmoot.kernel.clock import SystemClock
from folkmoot.kernel.errors import Unusable
from folkmoot.storage import BACKOFFICE, MESSENGER, EmbeddedPostgres, claim, role_dsn
from folkmoot.storage.private_files import private_folder, write_private
from folkmoot.web.front import Front

log = structlog.get_logger()

START_PATIENCE = 120.0
"""Seconds that a child may take from its start to its report."""

CALM = 60.0
"""Seconds of running that make a child's earlier falls forgotten; after each fall more it waits longer."""

LONGEST_WAIT = 30.0


def up(settings: Settings, welcome: Callable[[Front], None]) -> None:
    """Run a server until SIGTERM or SIGINT; call `welcome` once it is ready and can be connected to.

    Raises `Unusable` when it cannot run, or one of its processes finds that it cannot.
    """
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, _leave)
    house = claim(settings.data)
    with _locked(house):
        (house / "server.json").unlink(missing_ok=True)
        shutil.rmtree(house / "run" / "metrics", ignore_errors=True)
        with bind(settings.listen, "--listen") as clients, bind(settings.http, "--http") as pages:
            settings = msgspec.structs.replace(
                settings, listen=_really(settings.listen, clients), http=_really(settings.http, pages)
            )
            uvloop.run(Supervisor(settings, clients, pages, welcome).run())


def migrate(settings: Settings) -> str:
    """Bring database and data folder to this version and return one sentence about it. Raises `Unusable`."""
    house = claim(settings.data)
    if settings.database_url is not None:
        uvloop.run(prepare(settings, settings.database_url.reveal(), SystemClock()))
    else:
        with _locked(house):
            postgres = EmbeddedPostgres.start(house)
            try:
                uvloop.run(prepare(settings, postgres.dsn, SystemClock()))
            finally:
                postgres.stop()
    return f"Database and {house} are ready for this version."


def _leave(signum: int, frame: FrameType | None) -> None:
    """Until processes run there is nothing to wait for: unwind, which stops what was started."""
    raise SystemExit(0)


class Supervisor:
    """The processes of one server. The sockets are bound, the data folder is ours and held."""

    def __init__(
        self,
        settings: Settings,
        clients: socket.socket,
        pages: socket.socket,
        welcome: Callable[[Front], None],
    ) -> None:
        self._settings = settings
        self._listeners: dict[Duty, socket.socket] = {"messenger": clients, "backoffice": pages}
        self._welcome = welcome
        self._postgres: EmbeddedPostgres | None = None
        self._wards: list[Ward] = []
        self._asked_to_stop = asyncio.Event()

    async def run(self) -> None:
        """Start and keep all processes until told to stop; then stop them in order. Raises `Unusable`."""
        told_at = self._settings.data / "server.json"
        try:
            dsn = self._database()
            _on_signals(self._stop)
            work = asyncio.create_task(self._work(dsn))
            stop = asyncio.create_task(self._asked_to_stop.wait())
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
            await _cancelled(work, stop)
        finally:
            told_at.unlink(missing_ok=True)
            patience = self._settings.stop_seconds + HANGING
            await asyncio.gather(*(ward.stop(patience) for ward in self._wards))
            if self._postgres is not None:
                self._postgres.stop()

    def _stop(self) -> None:
        """The first signal stops in order; a second one, of somebody in a hurry, by force."""
        if self._asked_to_stop.is_set():
            for ward in self._wards:
                ward.kill()
        self._asked_to_stop.set()

    def _database(self) -> str:
        """Return where the owner of the database connects; start the embedded one unless there is another."""
        if self._settings.database_url is not None:
            return self._settings.database_url.reveal()
        self._postgres = EmbeddedPostgres.start(self._settings.data)
        return self._postgres.dsn

    async def _work(self, dsn: str) -> None:
        front = await prepare(self._settings, dsn, SystemClock())
        self._wards = [
            self._ward("messenger", role_dsn(dsn, MESSENGER, secrets_folder(self._settings)), front),
            self._ward("backoffice", role_dsn(dsn, BACKOFFICE, secrets_folder(self._settings)), front),
        ]
        jobs = [asyncio.create_task(ward.keep()) for ward in self._wards]
        jobs.append(asyncio.create_task(self._announce(front)))
        jobs.append(asyncio.create_task(self._keep_postgres()))
        try:
            await asyncio.gather(*jobs)
        finally:
            for job in jobs:
                job.cancel()

    def _ward(self, duty: Duty, dsn: str, front: Front) -> Ward:
        """A child knows its own role's password, never the owner's."""
        settings = msgspec.structs.replace(self._settings, database_url=None)
        return Ward(duty, Errand(settings, Secret(dsn), front, self._listeners[duty].fileno()))

    async def _announce(self, front: Front) -> None:
        """Once all serve, say where: in `server.json`, whole at once, and to whoever started us."""
        for ward in self._wards:
            await ward.ready.wait()
        write_private(self._settings.data / "server.json", front.as_json(), replace=True, mode=0o644)
        self._welcome(front)

    async def _keep_postgres(self) -> None:
        """Start PostgreSQL again when it dies; the children's connections find it in the same place.

        This holds our loop for a second or two, which nobody waits for.
        """
        while self._postgres is not None:
            await asyncio.sleep(1)
            if not self._postgres.running():
                log.error(
                    "PostgreSQL ended and is started again", log=str(self._settings.data / "postgres" / "log")
                )
                self._postgres.stop()
                self._postgres = EmbeddedPostgres.start(self._settings.data)


def _on_signals(stop: Callable[[], None]) -> None:
    """Obey SIGTERM, Ctrl-C and the end of the terminal, unless `nohup` told us to ignore that."""
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(told) is not signal.SIG_IGN:
            loop.add_signal_handler(told, stop)


async def _cancelled(*tasks: asyncio.Task[Any]) -> None:
    """Cancel the tasks, wait for their ends, and raise what one of them had raised itself."""
    for task in tasks:
        task.cancel()
    for end in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(end, BaseException) and not isinstance(end, asyncio.CancelledError):
            raise end


class Ward:
    """A child process that is started again whenever it dies."""

    def __init__(self, duty: Duty, errand: Errand) -> None:
        self.ready = asyncio.Event()
        """Set once the child has served for the first time."""
        self._duty = duty
        self._errand = errand
        self._process: asyncio.subprocess.Process | None = None

    async def keep(self) -> None:
        """Run the child, again and again, until cancelled. Raises `Unusable` when it cannot run."""
        loop = asyncio.get_running_loop()
        falls = 0
        while True:
            began = loop.time()
            status = await self._live_or_fall()
            if not self.ready.is_set():
                raise Unusable(
                    f"the {self._duty} ended (status {status}) before it was ready: see the lines above"
                )
            falls = 0 if loop.time() - began > CALM else falls + 1
            wait = min(LONGEST_WAIT, 0.1 * 2**falls)
            log.error("a process ended and is started again", child=self._duty, status=status, seconds=wait)
            await asyncio.sleep(wait)

    async def _live_or_fall(self) -> int:
        """As `_live`; but a child that has served before and now says that it cannot has only fallen again.

        The database may be starting again beside it.
        """
        try:
            return await self._live()
        except Unusable as error:
            if not self.ready.is_set():
                raise
            log.error("a process could not start again", child=self._duty, why=str(error))
            await self.stop(HANGING)
            return 1

    async def _live(self) -> int:
        """Start the child, hear its report, and return its exit status when it is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = self._process = await self._spawn(theirs)
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        with contextlib.closing(writer):
            writer.write(write_errand(self._errand))
            try:
                async with asyncio.timeout(START_PATIENCE):
                    line = await reader.readline()
            except TimeoutError:
                raise Unusable(f"the {self._duty} did not start within {START_PATIENCE:.0f} s") from None
            except ConnectionError:
                line = b""  # it died before it had read its errand
            if line:
                self._hear(msgspec.json.decode(line, type=Report))
            return await process.wait()

    def _hear(self, report: Report) -> None:
        if not report.ready:
            raise Unusable(report.unusable)
        self.ready.set()

    async def _spawn(self, theirs: socket.socket) -> asyncio.subprocess.Process:
        """Start the child in a session of its own: Ctrl-C at a terminal reaches us, and we say when it stops.

        `-P` keeps the folder that the operator happens to stand in out of the child's module path.
        """
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "folkmoot",
            self._duty,
            "--leash",
            str(theirs.fileno()),
            stdin=asyncio.subprocess.DEVNULL,
            pass_fds=(theirs.fileno(), self._errand.listener),
            env={name: value for name, value in os.environ.items() if not name.startswith(PREFIX)},
            start_new_session=True,
        )

    async def stop(self, patience: float) -> None:
        """Ask the child to stop; end it by force when it has not after `patience` seconds."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(patience):
                await process.wait()
        except TimeoutError:
            log.error("a process did not stop and is ended by force", child=self._duty)
            self.kill()
            await process.wait()

    def kill(self) -> None:
        """End the child by force."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()


def _really(endpoint: Endpoint, bound: socket.socket) -> Endpoint:
    return endpoint.at(bound.getsockname()[1])


@contextlib.contextmanager
def _locked(house: Path) -> Iterator[None]:
    """Hold the data folder; the system lets go of it when we die, so no stale lock can stay."""
    path = private_folder(house / "run") / "lock"
    try:
        lock = path.open("ab")
    except PermissionError:
        raise Unusable(f"{path} cannot be written: run as the user who owns {house}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(
                f"another folkmoot is running on {house}: stop it, or name another folder with --data"
            ) from None
        yield
