"""How loading and evaluating grow with a rulebook: twice the rules should take twice as long."""

from __future__ import annotations

import gc
import statistics
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import DATE, NAME, SITUATION, last_rule, write_rulebook
from benchmarks.table import Row, at_most, duration
from benchmarks.timing import once

import bareme

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (100, 1000, 5000)
LIMIT = 2  # what a rule may take, against one in the rulebook a step smaller


@dataclass(frozen=True, slots=True)
class Grown:
    """What a rulebook of `count` rules takes: seconds, and bytes."""

    count: int
    size: int
    load: float
    first: float
    again: float


def rows(quick: bool) -> list[Row]:
    """Return the lines about growth."""
    bareme.load("plafonds")  # so that no import is counted
    sizes = SIZES[:2] if quick else SIZES
    grown = [_measure(count, times=max(1, (1000 if quick else 3000) // count)) for count in sizes]
    found = []
    for one in grown:
        what = f"{one.count:,} generated rules"
        size = f"{one.size / 1000:,.0f} kB"
        found.append(
            Row(
                f"{what}: load",
                f"{duration(one.load)}, {one.load / one.count * 1e3:.2f} ms a rule ({size})",
            )
        )
        found.append(
            Row(
                f"{what}: last rule, first evaluation, then again",
                f"{duration(one.first)}, then {duration(one.again)}",
            )
        )
    return [*found, *_linear(grown)]


def _linear(grown: Sequence[Grown]) -> list[Row]:
    """Compare what a rule takes in each rulebook and in the one a step smaller.

    Work that grows with the square of the rules would take five or ten times as long.
    """
    found = []
    for small, large in pairwise(grown):
        among = f"a rule among {large.count:,}, against one among {small.count:,}"
        times = small.count / large.count
        for what, ratio in (
            ("loading", large.load / small.load * times),
            ("evaluating for the first time", large.first / small.first * times),
        ):
            found.append(at_most(f"{what} {among}", f"{ratio:.1f} ×", ratio, LIMIT, f"{LIMIT} ×"))
    return found


def _measure(count: int, times: int) -> Grown:
    with tempfile.TemporaryDirectory() as directory:
        size = write_rulebook(Path(directory), count)
        loads, firsts, agains = [], [], []
        for _ in range(times):
            gc.collect()
            seconds, book = once(lambda: bareme.load(NAME, rules=directory))
            loads.append(seconds)
            firsts.append(once(lambda: _evaluate(book, count))[0])  # noqa: B023  # called at once
            agains.append(once(lambda: _evaluate(book, count))[0])  # noqa: B023
    found = [statistics.median(seconds) for seconds in (loads, firsts, agains)]
    return Grown(count, size, *found)


def _evaluate(book: bareme.Rulebook, count: int) -> None:
    last = last_rule(count)
    result = book.on(DATE).evaluate(SITUATION, outputs=[last])
    if len(result.trace) != count:
        raise ValueError(f"{len(result.trace)} rules computed, not {count}")
