"""Every formula that was worked out by hand, compiled, on situations of every sort."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from compiling.comparing import compare
from language.test_meaning import _SITUATION, CASES, _rule
from rulebooks import PARAMETERS, RULEBOOK, load
from situations import Situations

if TYPE_CHECKING:
    import bareme


@pytest.fixture(scope="module", name="rules")
def _rules(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    every = "".join(_rule(index, case[0], case[1]) for index, case in enumerate(CASES))
    files = {"parameters.yaml": PARAMETERS, "rulebook.yaml": RULEBOOK + every}
    return load(tmp_path_factory.mktemp("rules"), files).on("2020-06-01")


@pytest.fixture(scope="module", name="rows")
def _rows(rules: bareme.Rules) -> list[dict[str, Any]]:
    """The situation of the cases, and some that differ from it in a few values."""
    some, pick = Situations(rules.book, 5), random.Random(5)
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
def test_a_formula_compiled(rules: bareme.Rules, rows: list[dict[str, Any]], index: int) -> None:
    compiled = rules.compile([f"r{index}"])
    for row in rows:
        compare(compiled, row)
    assert compiled.function(**rows[0]) == compiled(rows[0])  # by the function itself
