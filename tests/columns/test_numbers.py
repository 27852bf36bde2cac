"""Arithmetic on columns against exact fractions, where 32 and 64 bits end and at every tie."""

from __future__ import annotations

import itertools
import operator
import random
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bareme.columns import numbers
from bareme.columns.column import MISSING, UNDECIDED, Column, kind_of
from bareme.columns.column import numbers as column_of

if TYPE_CHECKING:
    from collections.abc import Callable

# Numerators: around zero, around halves of cents, where each kind of integer ends, and beyond.
ENDS = [
    [-3, -2, -1, 0, 1, 2, 3],
    [-365, -364, 364, 365, 366, 391_919, 391_920, 4_052_400],
    [0, 0],
    [2**31 - 1, 2**31 - 2, 7],
    [-(2**31) + 1, -(2**31) + 2, -7],
    [2**31 - 1, 2**31 - 2, -(2**31) + 1, 7],
    [2**31, -(2**31), 2**31 + 1],
    [2**63 - 1, 2**63 - 2, 1],
    [2**63 - 1, -(2**63) + 1, 0],
    [-(2**63), 2**63 - 1],
    [2**63, -(2**63) - 1, 5],
    [10**19, -(10**19), 10**30],
]
DENOMINATORS = [1, 2, 100, 730, 73_000]
_PLAIN = ("0", "1", "-1", "0.5", "-0.71", "1/730", "3919.20", "2147483648", "-1e19", "1e-12")
PLAIN = [Fraction(value) for value in _PLAIN]


def column(numerators: list[int], denominator: int) -> Column:
    low, high = min(numerators), max(numerators)
    return column_of(np.array(numerators, kind_of(low, high)), denominator, low, high)


def values(found: Any) -> list[Any]:
    """Return what a column says, and hold its numerators against their bounds."""
    assert found.flaw is None
    if found.base != "number":
        return [bool(value) for value in found.data]
    numerators = [int(value) for value in found.data]
    assert all(found.low <= numerator <= found.high for numerator in numerators)
    return [Fraction(numerator, found.denominator) for numerator in numerators]


COLUMNS = [(n, d) for n in ENDS for d in DENOMINATORS]
BOTH: list[tuple[Any, Callable[[Any, Any], Any]]] = [
    (numbers.add, operator.add),
    (numbers.subtract, operator.sub),
    (numbers.multiply, operator.mul),
    (numbers.smallest, min),
    (numbers.largest, max),
    *((numbers.compared(act), act) for act in (operator.lt, operator.le, operator.eq)),
    *((numbers.compared(act), act) for act in (operator.gt, operator.ge, operator.ne)),
]


@pytest.mark.parametrize(("act", "exact"), BOTH, ids=[str(index) for index in range(len(BOTH))])
def test_a_column_with_what_is_the_same_on_every_row(act: Any, exact: Any) -> None:
    for (numerators, denominator), plain in itertools.product(COLUMNS, PLAIN):
        own = [Fraction(numerator, denominator) for numerator in numerators]
        found = act(column(numerators, denominator), plain)
        assert values(found) == [exact(value, plain) for value in own], (own, plain)
        found = act(plain, column(numerators, denominator))
        assert values(found) == [exact(plain, value) for value in own], (plain, own)


@pytest.mark.parametrize(("act", "exact"), BOTH, ids=[str(index) for index in range(len(BOTH))])
def test_two_columns(act: Any, exact: Any) -> None:
    pick = random.Random(4)
    for (first, a), (second, b) in itertools.product(COLUMNS, COLUMNS):
        left, right = (pick.choices(numerators, k=6) for numerators in (first, second))
        found = act(column(left, a), column(right, b))
        pairs = zip(left, right, strict=True)
        assert values(found) == [exact(Fraction(x, a), Fraction(y, b)) for x, y in pairs]


@pytest.mark.parametrize("plain", [value for value in PLAIN if value])
def test_a_quotient_by_what_is_the_same_on_every_row(plain: Fraction) -> None:
    for numerators, denominator in COLUMNS:
        found = numbers.divide(column(numerators, denominator), plain)
        assert values(found) == [Fraction(n, denominator) / plain for n in numerators]


def test_a_quotient_by_a_value_of_each_row() -> None:
    pick = random.Random(6)
    divisors = [*range(-31, 32), 2**31, -(2**63), 10**20]
    for (numerators, denominator), over in itertools.product(COLUMNS, (1, 100)):
        left, right = pick.choices(numerators, k=30), pick.choices(divisors, k=30)
        found = numbers.divide(column(left, denominator), column(right, over))
        flaw = np.zeros(30, np.int8) if found.flaw is None else found.flaw
        assert [code == UNDECIDED for code in flaw] == [divisor == 0 for divisor in right]
        for row in np.flatnonzero(flaw == 0):
            wanted = Fraction(left[row], denominator) / Fraction(right[row], over)
            assert Fraction(int(found.data[row]), found.denominator) == wanted


def test_what_went_wrong_before_a_division_is_kept() -> None:
    flaw = np.array([0, MISSING, 0], np.int8)
    broken = column([4, 0, 0], 1)._replace(flaw=flaw)
    for found in (numbers.divide(1, broken), numbers.divide(column([1, 2, 3], 1), broken)):
        assert found.flaw is not None
        assert found.flaw.tolist() == [0, MISSING, UNDECIDED]


def test_divisors_without_a_common_multiple_of_any_use_are_left_to_the_exact_domain() -> None:
    many = column(list(range(1, 2000)), 1)
    large = column([10**80 + 7, 10**80 + 9, 10**80 + 13, 10**80 + 21, 10**80 + 27], 1)
    for some in (many, large):
        found = numbers.divide(1, some)
        assert found.flaw is not None
        assert (found.flaw == UNDECIDED).all()


def test_signs() -> None:
    for numerators, denominator in COLUMNS:
        own = [Fraction(numerator, denominator) for numerator in numerators]
        assert values(numbers.negative(column(numerators, denominator))) == [-v for v in own]
        assert values(numbers.absolute(column(numerators, denominator))) == [abs(v) for v in own]


STEPS = [Fraction(step) for step in ("0.01", "1", "5", "0.05", "1/3", "2.5", "10000000000")]


def nearest(value: Fraction, step: Fraction) -> Fraction:
    count = floor(abs(value) / step + Fraction(1, 2))
    return step * (count if value >= 0 else -count)


ROUNDINGS: list[tuple[Any, Callable[[Fraction, Fraction], Fraction]]] = [
    (numbers.round_to, nearest),
    (numbers.round_down_to, lambda value, step: floor(value / step) * step),
    (numbers.round_up_to, lambda value, step: ceil(value / step) * step),
    (numbers.remainder, lambda value, step: value - floor(value / step) * step),
]


@pytest.mark.parametrize(("act", "exact"), ROUNDINGS, ids=["nearest", "down", "up", "remainder"])
@pytest.mark.parametrize("step", STEPS, ids=str)
def test_multiples_of_a_step(act: Any, exact: Any, step: Fraction) -> None:
    for numerators, denominator in COLUMNS:
        found = act(column(numerators, denominator), step)
        assert values(found) == [exact(Fraction(n, denominator), step) for n in numerators]


@pytest.mark.parametrize("denominator", [2, 3, 4, 7, 730, 1460, 200])
def test_every_tie_goes_away_from_zero(denominator: int) -> None:
    numerators = list(range(-2 * denominator, 2 * denominator + 1))
    for some in (numerators, [n for n in numerators if n >= 0], [n for n in numerators if n <= 0]):
        found = numbers.round_to(column(some, denominator), 1)
        assert values(found) == [nearest(Fraction(n, denominator), Fraction(1)) for n in some]


def test_what_is_a_multiple_already_is_not_computed_anew() -> None:
    own = column([1, 2, 3], 100)
    assert numbers.round_to(own, Fraction(1, 100)).data is own.data
    assert numbers.multiply(own, Fraction(1, 730)).data is own.data


def test_numbers_stay_as_narrow_as_their_bounds() -> None:
    small = column([1, 2**31 - 1], 1)
    assert small.data.dtype == np.int32
    assert numbers.add(small, 0).data.dtype == np.int32
    assert numbers.add(small, 1).data.dtype == np.int64
    assert numbers.multiply(numbers.multiply(small, small), 4).data.dtype == object
