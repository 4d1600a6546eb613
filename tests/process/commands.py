"""Runs the command `folkmoot` as a shell would."""

import os
import subprocess
import sys
from collections.abc import Mapping

from tests.support.server import CHECKOUT


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Our own, with `settings` in place of those that the developer has made for another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOLKMOOT_")}
    return {**kept, "PYTHONPATH": str(CHECKOUT / "src"), **settings}


def folkmoot(*arguments: str, **settings: str) -> tuple[int, str]:
    """Run a command to its end; return its status and what it said on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "folkmoot", *arguments],
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stderr
