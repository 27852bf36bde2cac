"""Every formula that was worked out by hand, compiled, on situations of every sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from compiling.comparing import compare
from worked_formulas import FORMULAS, rulebook, situations

if TYPE_CHECKING:
    import bareme


@pytest.fixture(scope="module", name="rules")
def _rules(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    return rulebook(tmp_path_factory.mktemp("rules")).on("2020-06-01")


@pytest.fixture(scope="module", name="rows")
def _rows(rules: bareme.Rules) -> list[dict[str, Any]]:
    return situations(rules.book)


@pytest.mark.parametrize("index", range(len(FORMULAS)), ids=FORMULAS)
def test_a_formula_compiled(rules: bareme.Rules, rows: list[dict[str, Any]], index: int) -> None:
    compiled = rules.compile([f"r{index}"])
    for row in rows:
        compare(compiled, row)
    assert compiled.function(**rows[0]) == compiled(rows[0])  # by the function itself
