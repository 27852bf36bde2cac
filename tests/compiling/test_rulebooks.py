"""Every shipped rulebook compiled: same answers and same refusals as rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bareme
from bareme.compiling.runtime import Refused
from bareme.loading import rules_directory
from compiling.comparing import compare, exactly
from shelf import book
from situations import Situations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.compiling.callable import Compiled

SHELF = [name for name in rules_directory().names() if book(name).definition.inputs]


class _Shelf:
    """Compiled rulebooks, each made once a version and a choice of outputs."""

    def __init__(self) -> None:
        self._made: dict[Any, Compiled] = {}

    def of(self, rules: bareme.Rules, *outputs: str, given: tuple[str, ...] = ()) -> Compiled:
        key = (rules.book.name, rules.date, outputs, given)
        if key not in self._made:
            self._made[key] = rules.compile(outputs or None, given=given)
        return self._made[key]


@pytest.fixture(scope="module", name="shelf")
def _shelf() -> _Shelf:
    return _Shelf()


def _rows(name: str, seed: int, count: int, **how: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Give random situations, each with the rules of its date."""
    some = Situations(book(name), seed)
    for _ in range(count):
        row = some.one(**how)
        try:
            yield book(name).for_situation(row), row
        except bareme.SituationError:
            continue


@pytest.mark.parametrize("name", SHELF)
@pytest.mark.parametrize("seed", range(3))
def test_answers_and_refusals_are_the_same(name: str, seed: int, shelf: _Shelf) -> None:
    given = tuple(book(name).definition.rules) if seed else ()
    for rules, row in _rows(name, 100 + seed, 400):
        compare(shelf.of(rules, given=given), row)


@pytest.mark.parametrize("name", SHELF)
def test_the_date_of_the_rules_need_not_be_given(name: str, shelf: _Shelf) -> None:
    reference = book(name).definition.reference_date
    for rules, row in _rows(name, 20, 60):
        compare(shelf.of(rules), {key: row[key] for key in row if key != reference})


@pytest.mark.parametrize("name", SHELF)
def test_what_can_be_answered_is_not_left_to_the_exact_evaluation(name: str, shelf: _Shelf) -> None:
    inputs = book(name).definition.inputs
    for rules, row in _rows(name, 7, 300, wrong=0):
        given = {key: row[key] for key in row if key in inputs}
        compiled = shelf.of(rules)
        wanted = exactly(compiled, given)
        try:
            found = compiled.function(**given)
        except Refused:
            found = None
        assert found == (wanted if isinstance(wanted, dict) else None), given


@pytest.mark.parametrize("name", SHELF)
def test_every_rule_is_the_same_compiled(name: str, shelf: _Shelf) -> None:
    inputs = book(name).definition.inputs
    for rules, row in _rows(name, 9, 40, wrong=0):
        given = {key: row[key] for key in row if key in inputs}
        for rule in book(name).definition.rules:
            compare(shelf.of(rules, rule), given)
