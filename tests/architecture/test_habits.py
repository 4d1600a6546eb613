"""Habits that a program can see: sizes, docstrings, loose ends."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import listed, sources

LONGEST_FUNCTION = 60
LONGEST_FILE = 600
LARGER_FOR_A_REASON: dict[str, str] = {}
"""`path` or `path:function` -> why there is no second idea in it. Empty, and meant to stay so."""

LOOSE_END = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|raise NotImplemented" r"Error(\(\))?$")


def test_functions_fit_a_screen() -> None:
    long = [
        f"{source.path}:{node.lineno} {node.name} has {size} lines"
        for source in sources("src", "tests", "tools", "bench")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
        and f"{source.path}:{node.name}" not in LARGER_FOR_A_REASON
    ]
    assert not long, listed(long)


def test_files_hold_one_idea() -> None:
    long = [
        f"{source.path} has {lines} lines"
        for source in sources("src", "tests", "tools", "bench")
        if (lines := source.text.count("\n")) > LONGEST_FILE and source.path not in LARGER_FOR_A_REASON
    ]
    assert not long, listed(long)


def test_every_public_module_says_what_it_promises() -> None:
    silent = [
        source.path
        for source in sources("src")
        if not source.module.rpartition(".")[2].startswith("_") or source.path.endswith("__main__.py")
        if not ast.get_docstring(source.tree)
    ]
    assert not silent, listed(silent)


def test_nothing_is_left_for_later() -> None:
    loose = [
        f"{source.path}:{number} {line.strip()}"
        for source in sources("src", "tests", "tools", "bench")
        for number, line in enumerate(source.text.splitlines(), 1)
        if LOOSE_END.search(line)
    ]
    assert not loose, listed(loose)


def test_only_programs_print() -> None:
    """What a running server has to say goes through its log, where nothing personal may stand."""
    printing = [
        f"{source.path}:{node.lineno}"
        for source in sources("src")
        if source.module != "folkmoot.__main__"
        for statement in source.tree.body
        if not is_program(statement)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printing, listed(printing)


def is_program(statement: ast.stmt) -> bool:
    """Recognize `if __name__ == "__main__":`, where a module may be a small program of its own."""
    return isinstance(statement, ast.If) and ast.unparse(statement.test) == "__name__ == '__main__'"
