"""Where the JavaScript clients are, for the tests that drive them or read their schemas."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tests.plugins.cannot_run import cannot_run

CLIENTS = Path(__file__).parents[1] / "clients"
OLDEST = "20.19"


def packages() -> Path:
    """Return the folder of the installed npm packages, or say why the test cannot run."""
    if not (CLIENTS / "node_modules/@mtcute/core/package.json").exists():
        cannot_run("the JavaScript clients are not installed: `make test` does it where npm is present")
    return CLIENTS / "node_modules"


def node() -> str:
    """Return the path of a Node that runs the clients, or say why the test cannot run.

    Scripts name the packages by their path below `CLIENTS`: Node itself looks beside and above a script only.
    """
    packages()
    found = shutil.which("node")
    if found is None or _version(found) < _numbers(OLDEST):
        cannot_run(f"Node {OLDEST} or newer is not installed: it runs the JavaScript clients")
    return found


@cache
def _version(path: str) -> tuple[int, ...]:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    return _numbers(told)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:2]))
