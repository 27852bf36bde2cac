"""Every formula that was worked out by hand, by columns, on rows of every sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tables.comparing import compare, table_of
from worked_formulas import FORMULAS, rulebook, situations

if TYPE_CHECKING:
    import bareme


@pytest.fixture(scope="module", name="book")
def _book(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rulebook:
    return rulebook(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module", name="rows")
def _rows(book: bareme.Rulebook) -> list[dict[str, Any]]:
    return situations(book)


@pytest.mark.parametrize("index", range(len(FORMULAS)), ids=FORMULAS)
def test_a_formula_by_columns(
    book: bareme.Rulebook, rows: list[dict[str, Any]], index: int
) -> None:
    name = f"r{index}"
    rules = book.on("2020-06-01")
    result = rules.evaluate_table(table_of(book, rows), outputs=[name])
    dated = _Dated(book, rules)
    compare(dated, rows, result, [name])  # type: ignore[arg-type]  # evaluates like a rulebook


class _Dated:
    """A rulebook without a reference date, on one day."""

    def __init__(self, book: bareme.Rulebook, rules: bareme.Rules) -> None:
        self.definition, self.evaluate = book.definition, rules.evaluate
