"""Locks are whole, and no tracked file tells where it was made."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement

from tests.architecture.tree import ROOT, listed
from tests.plugins.cannot_run import cannot_run

REGISTRY = re.compile(
    r"\b(pypi|npmjs|yarnpkg|crates|rubygems)[.](org|com|io)\b|python[h]osted|https?://\S*(/[s]imple/|/[p]ackages/|[r]egistry\.)"
)
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(tmp|work|farm|root|home|Users)/[A-Za-z.]")
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Each file that is or would be committed, as (path, text); what is not UTF-8 is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        cannot_run("this is no git checkout, so it cannot be told which files belong to the project")
    for path in listed.stdout.splitlines():
        try:
            yield path, (ROOT / path).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue


@pytest.mark.parametrize(
    "pattern", [REGISTRY, MACHINE_PATH], ids=["a package registry", "a path of one machine"]
)
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    naming = [
        f"{path}:{number} {line.strip()[:100]}"
        for path, text in tracked_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert not naming, listed(naming)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_of_a_lock_has_its_hashes(lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", read(lock))[1:]
    assert len(blocks) > 40
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_both_locks_pin_the_same() -> None:
    run, dev = (dict(PINNED.findall(read(lock))) for lock in ("requirements.lock", "requirements-dev.lock"))
    assert run.items() <= dev.items()


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    """`make lock` was not forgotten."""
    asked = tomllib.loads(read("pyproject.toml"))
    pins = dict(PINNED.findall(read("requirements-dev.lock")))
    wanted = [
        *asked["project"]["dependencies"],
        *asked["dependency-groups"]["build"],
        *asked["dependency-groups"]["dev"],
    ]
    unmet = [
        str(want)
        for want in map(Requirement, wanted)
        if pins.get(want.name) is None or not want.specifier.contains(pins[want.name])
    ]
    assert not unmet, listed(unmet)


def test_the_lock_of_the_clients_is_whole_and_names_no_host() -> None:
    packages = json.loads(read("tests/clients/package-lock.json"))["packages"]
    packages.pop("")
    assert [
        name for name, package in packages.items() if "integrity" not in package or "resolved" in package
    ] == []


def test_the_clients_share_one_core() -> None:
    """A second copy of @mtcute/core would not know the server keys that the first was given."""
    packages = json.loads(read("tests/clients/package-lock.json"))["packages"]
    assert [name for name in packages if name.endswith("@mtcute/core")] == ["node_modules/@mtcute/core"]


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")
