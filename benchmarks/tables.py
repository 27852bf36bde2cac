"""Whole tables against the same rules written by hand in numpy, after proving them equal."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from benchmarks.table import Row, at_most
from benchmarks.timing import compare

import bareme

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = dt.date(2019, 3, 1)
_AMOUNT = "indemnite_journaliere"
_STATUSES = ("artisan", "commercant", "conjoint_collaborateur")
# Of 2019, in cents: threshold and ceiling a year, minimum and spouse's amount a day.
_THRESHOLD, _CEILING, _MINIMUM, _SPOUSE, _DAYS = 391_920, 4_052_400, 2_100, 2_177, 730


def rows(quick: bool) -> list[Row]:
    """Return the lines of this section."""
    return list(_measured(200_000 if quick else 1_000_000, 3 if quick else 9))


def _measured(size: int, rounds: int) -> Iterator[Row]:
    status, micro, cents = _people(size)
    table = _table(status, micro, cents)
    rules = bareme.load("indemnites-journalieres").on(DAY)
    judge = partial(rules.evaluate_table, table, outputs=[_AMOUNT])
    exact = by_cents(status, micro, cents)
    found = np.array([int(v * 100) for v in judge().table.column(_AMOUNT).to_pylist()])
    if (found != exact).any():
        raise ValueError("the engine and the handwritten columns differ")
    wrong = int((by_floats(status, micro, cents) != exact).sum())
    yield Row("table and handwritten integer columns agree to the cent", f"{size:,} rows")
    yield Row("cents wrong in the same columns written with floats", f"{wrong:,} rows")
    for workers in (1, 2):
        side = compare(
            partial(by_cents, status, micro, cents), partial(judge, workers=workers), rounds, 0.05
        )
        speed = f"{side.ratio:.1f} × ({size / side.measured / 1e6:.0f} M rows a second)"
        what = f"a table of {size:,} rows, {workers} thread{'s' if workers > 1 else ''}"
        yield at_most(f"{what}, against handwritten integer columns", speed, side.ratio, 1, "1 ×")


def _people(size: int) -> tuple[Any, Any, Any]:
    """Return statuses, who is a micro-entrepreneur, and mean incomes: one in ten a tie."""
    random = np.random.default_rng(2019)
    cents = random.integers(0, 6_000_000, size)
    ties = 365 * (2 * random.integers(0, 8_000, size) + 1)  # half a cent, divided by 730
    cents = np.where(random.random(size) < 0.1, ties, cents)
    return random.integers(0, 3, size), random.random(size) < 0.3, cents


def _table(status: Any, micro: Any, cents: Any) -> pa.Table:
    words = np.stack([cents, np.zeros(len(cents), np.int64)], axis=1)
    amounts = [None, pa.py_buffer(np.ascontiguousarray(words))]
    names = pa.DictionaryArray.from_arrays(pa.array(status.astype(np.int8)), list(_STATUSES))
    return pa.table(
        {
            "statut": names,
            "micro_entrepreneur": pa.array(micro),
            "revenu_annuel_moyen": pa.Array.from_buffers(pa.decimal128(12, 2), len(cents), amounts),
        }
    )


def by_cents(status: Any, micro: Any, cents: Any) -> Any:
    """Return the daily amounts in cents: integers only, half up."""
    least = np.where(micro, 0, _MINIMUM * _DAYS)
    paid = np.minimum(np.maximum(cents, least), _CEILING)
    full = (2 * paid + _DAYS) // (2 * _DAYS)
    below = np.where(micro, 0, _MINIMUM)
    return np.where(status == 2, _SPOUSE, np.where(cents < _THRESHOLD, below, full))


def by_floats(status: Any, micro: Any, cents: Any) -> Any:
    """Return the same as one writes it in floats of euros, rounded to cents."""
    income = cents / 100
    amount = np.minimum(np.maximum(income / 730, np.where(micro, 0, 21.0)), 40524 / 730)
    full = np.rint(np.round(amount, 2) * 100).astype(np.int64)
    below = np.where(micro, 0, _MINIMUM)
    return np.where(status == 2, _SPOUSE, np.where(income < 3919.20, below, full))
