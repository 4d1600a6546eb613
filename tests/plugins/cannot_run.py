"""Nothing is left out silently: what this machine cannot run is named at the end, and in CI it is a failure.

A test, a fixture or a whole module that needs what is not here calls `cannot_run` and says what would help:

    cannot_run("Node is not installed: 20.19 or newer runs the JavaScript clients")

Every other skip is treated the same, so that none has to be looked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NoReturn

import pytest


def cannot_run(reason: str) -> NoReturn:
    """End the calling test (at a module's top level: the module), because this machine lacks something.

    `reason` says in one line what is missing and what to do about it.
    """
    pytest.skip(reason, allow_module_level=True)


def in_ci() -> bool:
    """Tell whether this run decides if a change lands (`CI=true`, as the common services set it)."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out, each reason once with the tests that it cost."""
    left_out = _by_reason(terminalreporter.getreports("skipped"))
    if not left_out:
        return
    terminalreporter.section("Not run on this machine" + (", which CI does not allow" if in_ci() else ""))
    for reason, tests in left_out.items():
        terminalreporter.line(f"{reason}: {len(tests)} test(s), the first is {tests[0]}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI that left something out. Only where reports are gathered, not in xdist's workers."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if in_ci() and terminal is not None and terminal.stats.get("skipped"):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def _by_reason(reports: Iterable[pytest.TestReport]) -> dict[str, list[str]]:
    left_out: dict[str, list[str]] = {}
    for report in reports:
        told = report.longrepr
        reason = told[2] if isinstance(told, tuple) else str(told)
        left_out.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    return left_out
