"""What a rulebook says does not change, and travels between processes."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

import bareme
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Callable

MAPPINGS: list[Any] = [
    book().definition.rules,
    book().definition.inputs,
    book().definition.parameters,
    book().definition.borrowed,
    book().definition.inputs["statut"].choices,
    book().definition.parameters["taux_abattement"].figures[0].value,
    book().expected,
    book().on("2018-03-01").program.figures,
    book().on("2018-03-01").program.procedures,
]


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_mappings_do_not_change(mapping: Any) -> None:
    before = dict(mapping)
    changes: list[Callable[[], object]] = [
        mapping.clear,
        lambda: mapping.pop(next(iter(mapping))),
        lambda: mapping.update(a=1),
        lambda: mapping.setdefault("a", 1),
        lambda: mapping.__setitem__("a", 1),
        lambda: mapping.__delitem__(next(iter(mapping))),
    ]
    for change in changes:
        with pytest.raises(TypeError):
            change()
    assert dict(mapping) == before


def test_a_rulebook_travels() -> None:
    book().on("2018-03-01")
    copy = pickle.loads(pickle.dumps(book()))
    result = copy.on("2018-03-01").evaluate(statut="artisan", revenu_annuel_moyen=20000)
    assert str(result["indemnite_journaliere"]) == "27.40"
    assert copy.definition.fingerprint == book().definition.fingerprint


def test_errors_travel() -> None:
    with pytest.raises(bareme.MissingInputError) as missing:
        book().on("2018-03-01").evaluate()
    copy = pickle.loads(pickle.dumps(missing.value))
    assert [asked.name for asked in copy.needed] == ["statut"]
    assert str(copy) == str(missing.value)
    assert copy.diagnostics == missing.value.diagnostics
