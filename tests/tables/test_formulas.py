"""Every formula that was worked out by hand, by columns, on rows of every sort."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from language.test_meaning import _SITUATION, CASES, _rule
from rulebooks import PARAMETERS, RULEBOOK, load
from situations import Situations
from tables.comparing import compare, table_of

if TYPE_CHECKING:
    import bareme


@pytest.fixture(scope="module", name="book")
def _book(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rulebook:
    every = "".join(_rule(index, case[0], case[1]) for index, case in enumerate(CASES))
    files = {"parameters.yaml": PARAMETERS, "rulebook.yaml": RULEBOOK + every}
    return load(tmp_path_factory.mktemp("rules"), files)


@pytest.fixture(scope="module", name="rows")
def _rows(book: bareme.Rulebook) -> list[dict[str, Any]]:
    """The situation of the cases, and some that differ from it in a few values."""
    some, pick = Situations(book, 5), random.Random(5)
    rows: list[dict[str, Any]] = [dict(_SITUATION)]
    for _ in range(40):
        other = some.one(wrong=0)
        changed = {n: v for n, v in other.items() if n in _SITUATION and pick.random() < 0.5}
        rows.append({**_SITUATION, **changed})
        if pick.random() < 0.2:
            rows[-1].pop(pick.choice(sorted(_SITUATION)))
    return rows


@pytest.mark.parametrize(
    "index", [pytest.param(index, id=case[0]) for index, case in enumerate(CASES)]
)
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
