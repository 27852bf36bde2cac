"""Whole tables against the same rules written by hand in numpy, after proving them equal."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from benchmarks import population
from benchmarks.population import AMOUNT, DAY, FIRST_DAY, OUTPUTS
from benchmarks.table import Row, at_most
from benchmarks.timing import compare, reports

import bareme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BY_HAND = "against handwritten integer columns"


def rows(quick: bool) -> list[Row]:
    """Return the lines of this section."""
    small, large, largest = (10_000, 100_000, 200_000) if quick else (10_000, 1_000_000, 5_000_000)
    rounds = 3 if quick else 9
    return [
        *_daily(small, rounds),
        *_daily(large, rounds),
        *_everything(large, rounds),
        *_daily(largest, rounds),
        *(_memory(largest, how) for how in ("daily", "everything")),
    ]


def _daily(size: int, rounds: int) -> Iterator[Row]:
    """Measure the daily amount alone."""
    who = population.people(size)
    table, rules = population.short_table(who), _rules()
    exact = population.daily(who)
    judge = partial(rules.evaluate_table, table, outputs=[AMOUNT])
    _hold(judge(), {AMOUNT: exact})
    yield Row(f"daily amounts of {size:,} rows: table and hand agree", "to the cent")
    yield from _against(
        partial(population.daily, who), judge, rounds, f"daily amounts of {size:,} rows", size
    )
    floats = partial(population.daily_in_floats, who)
    wrong = int((floats() != exact).sum())
    side = compare(floats, partial(judge, workers=1), rounds, 0.05)
    what = f"daily amounts of {size:,} rows, 1 thread, against the same in floats"
    yield Row(what, f"{side.ratio:.1f} ×; the floats are wrong on {wrong:,} rows")


def _everything(size: int, rounds: int) -> Iterator[Row]:
    """Measure all the outputs."""
    who = population.people(size)
    table = population.long_table(who)
    judge = partial(_rules().evaluate_table, table, outputs=OUTPUTS)
    _hold(judge(), population.everything(who))
    yield Row(f"{len(OUTPUTS)} outputs of {size:,} rows: table and hand agree", "to the cent")
    what = f"{len(OUTPUTS)} outputs of {size:,} rows"
    yield from _against(partial(population.everything, who), judge, rounds, what, size)


def _against(
    by_hand: Callable[[], Any], judge: Callable[..., Any], rounds: int, what: str, size: int
) -> Iterator[Row]:
    for workers in (1, 2):
        side = compare(by_hand, partial(judge, workers=workers), rounds, 0.05)
        speed = f"{side.ratio:.2f} × ({size / side.measured / 1e6:.0f} M rows a second)"
        threads = f"{workers} thread{'s' if workers > 1 else ''}"
        yield at_most(f"{what}, {threads}, {_BY_HAND}", speed, side.ratio, 1, "1 ×")


def _rules() -> bareme.Rules:
    return bareme.load("indemnites-journalieres").on(DAY)


def _hold(found: Any, exact: dict[str, Any]) -> None:
    """Hold every row against what was written by hand; ValueError where they differ."""
    for name, values in exact.items():
        column = found.table.column(name)
        if pa.types.is_decimal(column.type):
            wanted = population.amounts(values, column.type.precision)
        else:
            wanted = pa.array(values, mask=(values == 0) & (name == FIRST_DAY))
        if found.rejected or not column.equals(pa.chunked_array([wanted])):
            raise ValueError(f"the engine and the handwritten columns differ: {name}")


def _memory(size: int, how: str) -> Row:
    """Measure what is taken at most beside the table itself, each time by a new process."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])

    def peak(side: str) -> float:
        command = [sys.executable, "-m", "benchmarks.memory", str(size), how, side]
        return float(reports(command, {**os.environ, "PYTHONPATH": paths}, 1)[0])

    engine, hand = peak("table"), peak("hand")
    what = "daily amounts" if how == "daily" else f"{len(OUTPUTS)} outputs"
    return Row(
        f"{what} of {size:,} rows: memory beside the table, answers included",
        f"{engine:.0f} MB, written by hand {hand:.0f} MB",
    )
