"""Run the benchmarks named on the command line, or all, and print one table.

python -m bench              everything
python -m bench codec        one of them
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from . import accounts, codec
from .table import Row, table

BENCHMARKS: dict[str, Callable[[], list[Row]]] = {"accounts": accounts.run, "codec": codec.run}


def main(names: list[str]) -> int:
    """Run the benchmarks called `names` and print their rows."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark is called {unknown[0]}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 1
    rows: list[Row] = []
    for name in names or BENCHMARKS:
        print(f"{name} …", flush=True)
        rows += BENCHMARKS[name]()
    print("\n" + table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
