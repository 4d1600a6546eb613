"""The schemas that the JavaScript clients of the tests carry."""

from __future__ import annotations

from functools import cache

from tests.mtproto.tl_world import ROOT as ROOT
from tests.plugins.javascript import packages

from tl_packages import Carried, read_package  # isort: skip  (tl_world puts tools/ on the path)

JAVASCRIPT = [
    *(f"mtcute-tl-{layer}" for layer in (181, 185, 189, 204, 216, 218, 220, 221, 223)),
    "@mtcute/core",
    "telegram",
]
"""npm packages with a schema: mtcute's by layer, mtcute itself (227), GramJS (198)."""


@cache
def carried(package: str) -> Carried:
    """Read the schema of one installed package, or say why the test cannot run."""
    return read_package(packages() / package)
