"""Every shipped rulebook by columns: same answers and same refusals as row by row."""

from __future__ import annotations

import pytest

from bareme.loading import rules_directory
from bareme.tables.evaluating import evaluate
from bareme.tables.judging import Request
from shelf import book
from situations import Situations
from tables.comparing import compare, table_of

SHELF = [name for name in rules_directory().names() if book(name).definition.inputs]


@pytest.mark.parametrize("name", SHELF)
@pytest.mark.parametrize("seed", range(5))
def test_each_row_is_judged_as_alone(name: str, seed: int) -> None:
    rulebook = book(name)
    some = Situations(rulebook, seed)
    rows = [some.one() for _ in range(400)]
    compare(rulebook, rows, rulebook.evaluate_table(table_of(rulebook, rows)), None)


@pytest.mark.parametrize("name", SHELF)
def test_every_rule_is_the_same_by_columns(name: str) -> None:
    rulebook = book(name)
    some = Situations(rulebook, 7)
    rows = [some.one(wrong=0) for _ in range(150)]
    for rule in rulebook.definition.rules:
        given = [{k: v for k, v in row.items() if k != rule} for row in rows]
        result = rulebook.evaluate_table(table_of(rulebook, given), outputs=[rule])
        compare(rulebook, given, result, [rule])


@pytest.mark.parametrize("name", SHELF)
@pytest.mark.parametrize("date", ["first", "last"])
def test_rows_may_all_be_judged_on_one_date(name: str, date: str) -> None:
    rulebook = book(name)
    day = rulebook.definition.start if date == "first" else rulebook.last_day
    assert day is not None
    reference = rulebook.definition.reference_date
    some = Situations(rulebook, 11)
    rows = [{k: v for k, v in some.one().items() if k != reference} for _ in range(200)]
    result = rulebook.on(day).evaluate_table(table_of(rulebook, rows))
    dated = [{**row, reference: day} if reference else row for row in rows]
    compare(rulebook, dated, result, None)


def test_neither_chunks_nor_threads_change_anything() -> None:
    rulebook = book("indemnites-journalieres")
    some = Situations(rulebook, 3)
    table = table_of(rulebook, [some.one() for _ in range(500)])
    request = Request(rulebook, None, rulebook.definition.outputs, main_only=True)
    whole = evaluate(request, table, workers=1)
    for workers, chunk_rows in ((1, 7), (2, 64), (3, 1), (2, 499), (4, 500)):
        parts = evaluate(request, table, workers=workers, chunk_rows=chunk_rows)
        assert parts.table.equals(whole.table)
        assert parts.rejected == whole.rejected
