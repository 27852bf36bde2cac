"""The table of results: what was measured, what was aimed at, and whether it was met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Row:
    """One line; without `aim`, a figure to know and nothing to meet."""

    what: str
    measured: str
    aim: str = "—"
    met: bool | None = None


def at_most(what: str, measured: str, value: float, limit: float, aim: str) -> Row:
    """Return a line that is met by a value of `limit` or less."""
    return Row(what, measured, f"≤ {aim}", value <= limit)


def markdown(rows: Iterable[Row]) -> str:
    """Return the lines as a Markdown table."""
    words = {None: "—", True: "met", False: "**not met**"}
    lines = [f"| {row.what} | {row.measured} | {row.aim} | {words[row.met]} |" for row in rows]
    return "\n".join(["| what | measured | aim | |", "|---|---|---|---|", *lines])


def duration(seconds: float) -> str:
    """Return a duration in the unit that reads best."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 0.1 else f"{seconds:.2f} s"
