"""DuckDB: the rules as one SQL query over an in-memory table, in three types of amounts.

*Whole cents*: BIGINT, divided by `//` after the half is added. *DECIMAL*: incomes and answers in
DECIMAL(12, 2); a division of decimals gives a DOUBLE, which a cast to six decimals makes exact
again before it is rounded. *DOUBLE*: euros, rounded as `round` does, away from zero. Answers
come out as an Arrow table, the quickest of the ways tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb  # type: ignore[import-not-found]  # lives in an environment of its own
import numpy as np
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

_QUERY = """
WITH full_time AS (
  SELECT temps_partiel_therapeutique, CASE
    WHEN statut = 'profession_liberale' OR NOT affiliation_un_an THEN {zero}
    WHEN statut = 'conjoint_collaborateur' THEN {spouse}
    WHEN revenu_annuel_moyen < {threshold} AND (micro_entrepreneur OR NOT cotisation_minimale)
      THEN {zero}
    WHEN revenu_annuel_moyen < {threshold} THEN {minimum}
    ELSE {by_income}
  END AS amount FROM people
)
SELECT CASE WHEN temps_partiel_therapeutique THEN {half} ELSE amount END AS amount FROM full_time
"""
_LEAST = "CASE WHEN micro_entrepreneur THEN {zero} ELSE {minimum} END"
_CENTS = {
    "zero": "0",
    "spouse": "2177",
    "threshold": "391920",
    "minimum": "2100",
    "by_income": "(2 * least(greatest(revenu_annuel_moyen, CASE WHEN micro_entrepreneur"
    " THEN 0 ELSE 2100 * 730 END), 5551 * 730) + 730) // 1460",
    "half": "(amount + 1) // 2",
}
_DAILY = "least(greatest({daily}, " + _LEAST + "), {cap})"
"""Euros: `{daily}` is the income divided by 730, in the type of the form."""


def main() -> None:
    decimal = _euros("DECIMAL(12, 2)", "(revenu_annuel_moyen / 730)::DECIMAL(12, 6)")
    double = _euros("DOUBLE", "revenu_annuel_moyen / 730")
    serve(
        {
            "whole cents": _form(f"{INCOME}::BIGINT", _CENTS, list),
            "DECIMAL": _form(f"({INCOME} * 0.01)::DECIMAL(12, 2)", decimal, rounded_cents),
            "DOUBLE": _form(f"{INCOME}::DOUBLE / 100", double, rounded_cents),
        }
    )


def _euros(kind: str, daily: str) -> dict[str, str]:
    """Return the parts of the query in euros, every figure in the same type."""
    figures = {
        name: f"{value}::{kind}"
        for name, value in (
            ("zero", "0.00"),
            ("spouse", "21.77"),
            ("threshold", "3919.20"),
            ("minimum", "21.00"),
            ("cap", "55.51"),
        )
    }
    by_income = f"round({_DAILY.format(daily=daily, **figures)}, 2)::{kind}"
    half = "0.5" if kind.startswith("DECIMAL") else "0.5::DOUBLE"
    return {**figures, "by_income": by_income, "half": f"round(amount * {half}, 2)::{kind}"}


def _form(
    income: str, parts: dict[str, str], cents: Callable[[Any], list[int]]
) -> Callable[[Path, int], Engine]:
    def engine(directory: Path, threads: int) -> Engine:
        connection = duckdb.connect(config={"threads": threads})
        _fill(connection, directory, income)
        query = _QUERY.format(**parts)

        def answers(found: Any) -> list[int]:
            return cents(found.column("amount").to_pylist())

        return Engine(lambda: connection.sql(query).to_arrow_table(), answers)

    return engine


def _fill(connection: Any, directory: Path, income: str) -> None:
    """Make the table of people, in DuckDB's own types and order of rows."""
    given = {name: np.fromfile(directory / name, dtype) for name, dtype in COLUMNS.items()}
    given |= {name: given[name].astype(bool) for name in FLAGS}
    statuses = ", ".join(f"'{name}'" for name in STATUSES)
    connection.execute(f"CREATE TYPE status AS ENUM ({statuses})")
    connection.register("given", given)
    connection.execute(
        f"CREATE TABLE people AS SELECT ([{statuses}])[statut + 1]::status AS statut,"
        f" {income} AS {INCOME}, {', '.join(FLAGS)} FROM given"
    )
    connection.unregister("given")


if __name__ == "__main__":
    main()
