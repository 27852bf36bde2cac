"""polars: the rules as one lazy expression over a frame, in three types of amounts.

*Whole cents*: Int64, divided by `//` after the half is added. *Decimal*: Decimal(12, 2); a
division keeps the decimals of the amount, rounded half to even, before `round` is asked.
*Decimal, widened*: given six decimals before it is divided or halved, so that `round` alone
rounds. *Float64*: euros, rounded half away from zero. Threads: POLARS_MAX_THREADS.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from benchmarks.peers.programs.serving import (
    COLUMNS,
    FLAGS,
    INCOME,
    STATUSES,
    Engine,
    rounded_cents,
    serve,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FINE = pl.Decimal(18, 6)


def main() -> None:
    in_cents = pl.col(INCOME)
    in_decimals = (in_cents.cast(pl.Decimal(12, 0)) * Decimal("0.01")).cast(pl.Decimal(12, 2))
    as_is = _rules(Decimal, lambda amount: amount)
    widened = _rules(Decimal, lambda amount: amount.cast(_FINE))
    floats = _rules(float, lambda amount: amount)
    serve(
        {
            "whole cents": _form(in_cents, _cents_rules(), list),
            "Decimal, widened": _form(in_decimals, widened, rounded_cents),
            "Decimal": _form(in_decimals, as_is, rounded_cents),
            "Float64": _form(in_cents / 100, floats, rounded_cents),
        }
    )


def _form(
    income: pl.Expr, rules: pl.Expr, cents: Callable[[Any], list[int]]
) -> Callable[[Path, int], Engine]:
    def engine(directory: Path, _threads: int) -> Engine:
        query = _frame(income, directory).lazy().select(rules.alias("indemnite_journaliere"))
        return Engine(query.collect, lambda found: cents(found.to_series().to_list()))

    return engine


def _frame(income: pl.Expr, directory: Path) -> pl.DataFrame:
    read = {name: np.fromfile(directory / name, dtype) for name, dtype in COLUMNS.items()}
    names = pl.Series(STATUSES, dtype=pl.Enum(STATUSES))
    columns = {name: read[name].astype(bool) for name in FLAGS}
    return pl.DataFrame(
        {"statut": names.gather(read["statut"]), INCOME: read[INCOME].astype(np.int64), **columns}
    ).with_columns(income.alias(INCOME))


def _rules(number: Callable[[str], Any], widened: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """Return the daily amount in euros; `widened` gives a division the decimals it needs."""
    zero, minimum, cap = (pl.lit(number(text)) for text in ("0.00", "21.00", "55.51"))
    spouse, half = pl.lit(number("21.77")), pl.lit(number("0.50"))
    is_micro = pl.col("micro_entrepreneur")
    daily = widened(pl.col(INCOME)) / pl.lit(number("730.00"))
    least = pl.when(is_micro).then(zero).otherwise(minimum)
    full = _full_time(
        pl.col(INCOME) < pl.lit(number("3919.20")),
        zero,
        minimum,
        spouse,
        _to_cents(pl.min_horizontal(pl.max_horizontal(daily, least), cap)),
    )
    part = _to_cents(widened(full) * half)
    return pl.when(pl.col("temps_partiel_therapeutique")).then(part).otherwise(full)


def _cents_rules() -> pl.Expr:
    """Return the daily amount in whole cents, half up."""
    least = pl.when(pl.col("micro_entrepreneur")).then(0).otherwise(2_100 * 730)
    paid = pl.min_horizontal(pl.max_horizontal(pl.col(INCOME), least), pl.lit(5_551 * 730))
    full = _full_time(
        pl.col(INCOME) < 391_920, pl.lit(0), pl.lit(2_100), pl.lit(2_177), (paid * 2 + 730) // 1_460
    )
    part = (full + 1) // 2
    return pl.when(pl.col("temps_partiel_therapeutique")).then(part).otherwise(full)


def _full_time(
    is_below: pl.Expr, zero: pl.Expr, minimum: pl.Expr, spouse: pl.Expr, by_income: pl.Expr
) -> pl.Expr:
    status = pl.col("statut")
    is_left_out = pl.col("micro_entrepreneur") | ~pl.col("cotisation_minimale")
    return (
        pl.when((status == "profession_liberale") | ~pl.col("affiliation_un_an"))
        .then(zero)
        .when(status == "conjoint_collaborateur")
        .then(spouse)
        .when(is_below & is_left_out)
        .then(zero)
        .when(is_below)
        .then(minimum)
        .otherwise(by_income)
    )


def _to_cents(amount: pl.Expr) -> pl.Expr:
    return amount.round(2, mode="half_away_from_zero")


if __name__ == "__main__":
    main()
