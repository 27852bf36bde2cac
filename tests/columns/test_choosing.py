"""Several columns to one, row by row, and one after the other."""

from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from bareme.columns.choosing import choose, joined
from bareme.columns.column import (
    MISSING,
    UNDECIDED,
    Column,
    day_number,
    days,
    kind_of,
    size_of,
    spread,
    truths,
)
from bareme.columns.column import numbers as column_of

ROWS = 4
MASKS = [np.array(mask, np.bool_) for mask in itertools.product((False, True), repeat=ROWS)]


def column(numerators: list[int], denominator: int = 1) -> Column:
    low, high = min(numerators), max(numerators)
    return column_of(np.array(numerators, kind_of(low, high)), denominator, low, high)


NUMBERS: list[Any] = [
    0,
    Fraction(-7, 730),
    2**31 - 1,
    -(2**31) + 1,
    -(2**63),
    10**20,
    column([1, -2, 3, 4], 100),
    column([2**31 - 1, -(2**31) + 1, 0, 1]),
    column([2**63 - 1, -(2**63) + 1, 0, 1]),
    column([10**20, -(10**20), 0, 1], 3),
]


def told(value: Any, row: int) -> Any:
    """Return what a number is on a row."""
    if not isinstance(value, Column):
        return value
    return Fraction(int(value.data[row]), value.denominator)


@pytest.mark.parametrize(("a", "b"), [*itertools.product(NUMBERS, NUMBERS)])
def test_numbers_of_any_width(a: Any, b: Any) -> None:
    for mask in MASKS:
        found = choose(mask, a, b, "number")
        wanted = [told(a if mask[row] else b, row) for row in range(ROWS)]
        assert [told(found, row) for row in range(ROWS)] == wanted
        assert all(found.low <= int(n) <= found.high for n in found.data)


def test_truths_days_and_codes() -> None:
    first, second = dt.date(2019, 3, 1), dt.date.max
    sorts = [
        (truths(np.array([True, False, True, False])), False),
        (days(np.full(ROWS, day_number(first), np.int32)), second),
        (Column("text", np.array([0, 1, 2, 3], np.int32)), 70_000),
    ]
    for (own, plain), mask in itertools.product(sorts, MASKS):
        found = choose(mask, own, plain, own.base)
        assert (found.data == np.where(mask, own.data, spread(plain, ROWS, own.base).data)).all()
        found = choose(mask, plain, own, own.base)
        assert (found.data == np.where(mask, spread(plain, ROWS, own.base).data, own.data)).all()


def test_what_is_nothing_and_what_went_wrong_go_with_the_rows() -> None:
    holes = np.array([True, False, False, True])
    flaw = np.array([0, MISSING, UNDECIDED, 0], np.int8)
    lacking = column([1, 2, 3, 4])._replace(nothing=holes)
    broken = column([5, 6, 7, 8])._replace(flaw=flaw)
    for mask in MASKS:
        found = choose(mask, lacking, broken, "number")
        assert found.nothing is not None
        assert found.flaw is not None
        assert (found.nothing == (holes & mask)).all()
        assert (found.flaw == np.where(mask, 0, flaw)).all()
        back = choose(mask, broken, None, "number")
        assert back.nothing is not None
        assert (back.nothing == ~mask).all()
        assert back.flaw is not None
        assert (back.flaw == np.where(mask, flaw, 0)).all()


def test_nothing_of_any_sort_may_meet_a_list() -> None:
    some = Column("list", {"": np.zeros(ROWS, np.bool_), "a": np.ones(ROWS, np.bool_)})
    for mask in MASKS:
        found = choose(mask, some, spread(None, ROWS, "number"), "list")
        assert (found.data["a"] == mask).all()
        assert found.nothing is not None
        assert (found.nothing == ~mask).all()


@pytest.mark.parametrize(
    "some", [[n for n in NUMBERS if isinstance(n, Column)], [NUMBERS[-1], NUMBERS[6]]]
)
def test_numbers_one_after_the_other(some: list[Column]) -> None:
    found = joined(some, "number")
    wanted = [told(own, row) for own in some for row in range(ROWS)]
    assert [told(found, row) for row in range(len(wanted))] == wanted
    assert found.nothing is None
    assert found.flaw is None


def test_lists_one_after_the_other_know_the_names_of_all() -> None:
    none = np.zeros(ROWS, np.bool_)
    a, b = (Column("list", {"": none, name: ~none}) for name in "ab")
    found = joined([a, spread(None, 2, "list"), b], "list")
    assert size_of(found) == 2 * ROWS + 2
    assert found.data["a"].tolist() == [True] * ROWS + [False] * (ROWS + 2)
    assert found.data["b"].tolist() == [False] * (ROWS + 2) + [True] * ROWS
    assert found.nothing is not None
    assert np.flatnonzero(found.nothing).tolist() == [ROWS, ROWS + 1]
