"""The memory that judging a table takes: `python -m benchmarks.memory 1000000 daily table`, or
`everything`, and `hand`.

Prints the megabytes held at most beside the table itself, what is answered included: on Linux,
where the kernel counts them, and can be told to begin anew.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import population

import bareme

if TYPE_CHECKING:
    from collections.abc import Callable

_SELF = Path("/proc/self")


def main() -> None:
    """Judge once, and print the peak."""
    size, everything, by_hand = int(sys.argv[1]), sys.argv[2] == "everything", sys.argv[3] == "hand"
    who = population.people(size)
    if by_hand:
        act = population.everything if everything else population.daily
        print(f"{_peak(partial(act, who)):.1f}")
        return
    table = population.long_table(who) if everything else population.short_table(who)
    outputs = population.OUTPUTS if everything else [population.AMOUNT]
    rules = bareme.load("indemnites-journalieres").on(population.DAY)
    rules.evaluate_table(table.slice(0, 10), outputs=outputs)  # all modules are loaded
    print(f"{_peak(partial(rules.evaluate_table, table, outputs=outputs)):.1f}")


def _peak(act: Callable[[], object]) -> float:
    """Return the megabytes that a call takes at most beside what was there before."""
    (_SELF / "clear_refs").write_text("5")
    before = _status("VmRSS")
    act()
    return (_status("VmHWM") - before) / 1024


def _status(name: str) -> int:
    lines = (_SELF / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


if __name__ == "__main__":
    main()
