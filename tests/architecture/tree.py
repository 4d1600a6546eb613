"""The source as syntax trees, and what each module imports, without importing any of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENERATED = "generated"
"""A file or folder whose name begins so is written by a program and held to no rule of style."""


@dataclass(frozen=True)
class Source:
    """One Python file: where it is, how it is imported, what it says."""

    path: str
    """Relative to the project's folder, as an editor opens it."""
    module: str
    """The dotted name; a package's is that of its folder."""
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text, self.path)

    @property
    def package(self) -> str:
        """The package that a relative import of one dot starts from."""
        return self.module if self.path.endswith("__init__.py") else self.module.rpartition(".")[0]


@dataclass(frozen=True)
class Import:
    """`importer` mentions `imported` at `line`. Modules of ours go by their full names."""

    importer: Source
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer.path}:{self.line} imports {self.imported}"


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below these folders of the project, written by hand, in order of path."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "node_modules" in parts or any(part.startswith(GENERATED) for part in parts):
                continue
            found.append(
                Source(path.relative_to(ROOT).as_posix(), _module_name(parts), path.read_text("utf-8"))
            )
    return tuple(found)


def imports(within: tuple[Source, ...]) -> Iterator[Import]:
    """Each import in these files, those inside functions and under TYPE_CHECKING included."""
    modules = {source.module for source in within}
    for source in within:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Import):
                yield from (Import(source, alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = _absolute(source, node)
                for alias in node.names:
                    name = f"{base}.{alias.name}"
                    yield Import(source, name if name in modules else base, node.lineno)


def listed(findings: list[str]) -> str:
    """Put findings one to a line, each once, as the message of a failed assertion."""
    return "\n".join(["", *dict.fromkeys(findings)])


def inside(module: str, package: str) -> bool:
    """Tell whether `module` is `package` or lies below it."""
    return module == package or module.startswith(package + ".")


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    start = source.package.split(".")
    start = start[: len(start) - (node.level - 1)]
    return ".".join([*start, *([node.module] if node.module else [])])


def _module_name(parts: tuple[str, ...]) -> str:
    if parts[0] == "src":
        parts = parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _parsed(text: str, path: str) -> ast.Module:
    return ast.parse(text, path)
