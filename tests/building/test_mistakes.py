"""What does not make a rulebook is told once, on its line, with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building.mistakes import MISTAKES
from rulebooks import RULEBOOK, Mistake, check, findings, stretch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_a_mistake_is_told_once_where_it_stands(tmp_path: Path, mistake: Mistake) -> None:
    assert findings(check(tmp_path, mistake.written)) == mistake.expected


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("statut: [artisan, commersant]", "commersant"),
        ("departement: [75, 1]", "1"),
        ("age: [8, dix]", "dix"),
    ],
)
def test_of_several_values_in_a_cell_the_wrong_one_is_pointed_to(
    tmp_path: Path, cell: str, at: str
) -> None:
    rows = f"        - {{when: {{{cell}}}, then: 1}}\n        - otherwise: 0\n"
    text = f"{RULEBOOK}  r:\n    label: R\n    unit: 1\n    table:\n      rows:\n{rows}"
    (found,) = check(tmp_path, {"rulebook.yaml": text})
    assert stretch(found) == at
