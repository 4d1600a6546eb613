"""Which PostgreSQL runs, or ran, on a data folder: told by the file that it leaves there."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

_STATUS_LINE = 7


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What `postmaster.pid` says. The file outlives a server that was killed."""

    pid: int
    ready: bool

    @classmethod
    def read(cls, data: Path) -> "Postmaster | None":
        """Return what the file says, or None when there is none or it is only half written."""
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
            return cls(int(lines[0]), ready=[line.strip() for line in lines[_STATUS_LINE:]] == ["ready"])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def runs_on(self, data: Path) -> bool:
        """Whether the process lives and is that server: the number of a dead process is given to others."""
        return str(data) in _command_line(self.pid)


def _command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        pass
    shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], text=True, capture_output=True, check=False)
    return shown.stdout.split()
