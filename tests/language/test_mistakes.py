"""A mistyped formula is told once, where it stands, with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from language.mistakes import FORMULAS, Formula
from rulebooks import RULEBOOK, check, stretch

if TYPE_CHECKING:
    from pathlib import Path


def _rulebook(text: str, kind: str) -> str:
    quoted = text.replace("'", "''")
    return f"{RULEBOOK}  resultat:\n    label: Résultat\n    {kind}\n    formula: '{quoted}'\n"


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.text)
def test_a_mistyped_formula_is_told_once_where_it_stands(tmp_path: Path, formula: Formula) -> None:
    found = check(tmp_path, {"rulebook.yaml": _rulebook(formula.text, formula.kind)})
    told = [(d.code, stretch(d) if formula.at else "", d.suggestion) for d in found]
    assert told == [(formula.code, formula.at, formula.suggestion)]
