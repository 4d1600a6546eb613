"""One row of the table that `python -m bench` prints, and the table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure over several rounds. A ratio to a yardstick is a row of its own, taken round by round."""

    workload: str
    """The row of the design's table and what was done, such as `9 encode an update`."""
    unit: str
    rounds: Sequence[float]
    wanted: str = ""
    """What is to be reached at least, where something is."""

    def cells(self) -> tuple[str, ...]:
        """Return workload, median, range, unit and what is wanted, as texts."""
        low, high = min(self.rounds), max(self.rounds)
        spread = f"{_short(low)} – {_short(high)}" if len(self.rounds) > 1 else ""
        return self.workload, _short(statistics.median(self.rounds)), spread, self.unit, self.wanted


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    head = ("workload", "median", "range", "unit", "wanted")
    lines = [head, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in (head, rule, *lines[1:])
    )
