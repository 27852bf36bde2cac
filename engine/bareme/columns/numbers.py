"""Arithmetic on columns of numbers: exact, row by row what the exact domain gives.

What only the exact domain can tell (a division by a value of each row, a number beyond its
bounds) leaves the rows undecided.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.column import (
    UNDECIDED,
    Column,
    Parts,
    aligned,
    either,
    fitting,
    flaw_of,
    numbers,
    parts,
    settled,
    truths,
    unusable,
)
from bareme.domains.exact import MAX_BITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bareme.columns.column import Values
    from bareme.reading.scalars import Number

# Far from the bound of the exact domain, which is on the reduced fraction of each row.
_WIDEST = MAX_BITS - 8


def size_of(*values: Values) -> int:
    """Return how many rows the columns among some values have."""
    for value in values:
        if isinstance(value, Column):
            data = value.data
            if isinstance(data, dict):
                data = next(iter(data.values()))
            return len(data)
    raise AssertionError("no column")


def undecided(*values: Values, base: str = "number") -> Column:
    """Return a column that leaves every row to the exact domain, but for flaws already there."""
    column = unusable(base, size_of(*values), UNDECIDED)
    flaw = column.flaw
    for value in reversed(values):
        flaw = either(flaw_of(value), flaw)
    return Column(base, column.data, flaw=flaw)


def _result(data: Any, denominator: int, low: int, high: int, *of: Values) -> Column:
    if max(abs(low), abs(high), denominator).bit_length() > _WIDEST:
        return undecided(*of)
    flaw = None
    for value in of:
        flaw = either(flaw, flaw_of(value))
    return numbers(settled(data, low, high), denominator, low, high, flaw)


def add(a: Values, b: Values) -> Column:
    """Return the sums."""
    left, right, common = aligned(a, b)
    low, high = left.low + right.low, left.high + right.high
    data = fitting(left.data, low, high) + fitting(right.data, low, high)
    return _result(data, common, low, high, a, b)


def subtract(a: Values, b: Values) -> Column:
    """Return the differences."""
    left, right, common = aligned(a, b)
    low, high = left.low - right.high, left.high - right.low
    data = fitting(left.data, low, high) - fitting(right.data, low, high)
    return _result(data, common, low, high, a, b)


def multiply(a: Values, b: Values) -> Column:
    """Return the products."""
    left, right = parts(a), parts(b)
    ends = [x * y for x in (left.low, left.high) for y in (right.low, right.high)]
    low, high = min(ends), max(ends)
    data = fitting(left.data, low, high) * fitting(right.data, low, high)
    return _result(data, left.denominator * right.denominator, low, high, a, b)


def divide(a: Values, b: Values) -> Column:
    """Return the quotients; rows are left undecided where the divisor is not the same on each."""
    if isinstance(b, Column) or not b:
        return undecided(a, b)
    assert isinstance(b, (int, Fraction))
    return multiply(a, Fraction(b.denominator, b.numerator))


def negative(a: Values) -> Column:
    """Return the numbers with the other sign."""
    own = parts(a)
    return _result(-own.data, own.denominator, -own.high, -own.low, a)


def absolute(a: Values) -> Column:
    """Return the numbers without their sign."""
    own = parts(a)
    if own.low >= 0:
        return _result(own.data, own.denominator, own.low, own.high, a)
    high = max(-own.low, own.high)
    return _result(abs(own.data), own.denominator, 0, high, a)


def _extreme(act: Any, pick: Callable[..., int]) -> Callable[..., Column]:
    def combined(a: Values, b: Values) -> Column:
        left, right, common = aligned(a, b)
        low, high = pick(left.low, right.low), pick(left.high, right.high)
        return _result(act(left.data, right.data), common, low, high, a, b)

    return combined


smallest = _extreme(np.minimum, min)
largest = _extreme(np.maximum, max)


def round_to(a: Values, step: Values) -> Column:
    """Return the nearest multiples of a step, away from zero on a tie."""
    if isinstance(step, Column) or step <= 0:  # type: ignore[operator]  # a number, see kinds
        return undecided(a, step)
    assert isinstance(step, (int, Fraction))
    own = parts(a)
    divisor = 2 * own.denominator * step.numerator

    def rounded(numerator: Any) -> Any:
        return (numerator * (2 * step.denominator) + divisor // 2) // divisor * step.numerator

    def bound(numerator: int) -> int:
        found: int = rounded(abs(numerator))
        return found if numerator >= 0 else -found

    widest = max(abs(own.low), abs(own.high)) * 2 * step.denominator + divisor
    data = fitting(own.data, -widest, widest)
    if own.low >= 0:
        found = rounded(data)
    else:
        found = rounded(abs(data))
        found = np.where(data < 0, -found, found)
    return _result(found, step.denominator, bound(own.low), bound(own.high), a)


def _floored(a: Values, step: Values) -> Parts | None:
    """Return how many whole steps go into each number, over the step's denominator."""
    if isinstance(step, Column) or step <= 0:  # type: ignore[operator]
        return None
    assert isinstance(step, (int, Fraction))
    own = parts(a)
    divisor = own.denominator * step.numerator
    low = own.low * step.denominator // divisor * step.numerator
    high = own.high * step.denominator // divisor * step.numerator
    widest = max(abs(own.low), abs(own.high)) * step.denominator + divisor
    data = fitting(own.data, -widest, widest) * step.denominator // divisor * step.numerator
    return Parts(data, step.denominator, low, high)


def round_down_to(a: Values, step: Values) -> Column:
    """Return the largest multiples of a step that are not above."""
    found = _floored(a, step)
    if found is None:
        return undecided(a, step)
    return _result(found.data, found.denominator, found.low, found.high, a)


def round_up_to(a: Values, step: Values) -> Column:
    """Return the smallest multiples of a step that are not below."""
    return negative(round_down_to(negative(a), step))


def remainder(a: Values, b: Values) -> Column:
    """Return what is left of `a` after whole times `b`."""
    found = _floored(a, b)
    if found is None:
        return undecided(a, b)
    return subtract(a, numbers(found.data, found.denominator, found.low, found.high))


def mean(*values: Values) -> Column:
    """Return the means of several columns, row by row."""
    total = values[0]
    for value in values[1:]:
        total = add(total, value)
    return divide(total, len(values))


def compared(act: Any) -> Callable[[Values, Values], Column]:
    """Return a comparison of numbers."""

    def compare(a: Values, b: Values) -> Column:
        left, right, _ = aligned(a, b)
        found = np.asarray(act(left.data, right.data), np.bool_)
        return truths(found, either(flaw_of(a), flaw_of(b)))

    return compare


def whole(value: Values) -> tuple[Any, Any]:
    """Return the numerators of whole numbers, and which rows are not whole."""
    own = parts(value)
    if own.denominator == 1:
        return own.data, None
    return own.data // own.denominator, own.data % own.denominator != 0


def looked_up(values: list[Number], codes: Any) -> tuple[Any, int, int, int]:
    """Return the numbers that codes stand for: numerators, their denominator and bounds."""
    common = lcm(*(value.denominator for value in values))
    numerators = [value.numerator * (common // value.denominator) for value in values]
    low, high = min(numerators), max(numerators)
    table = np.empty(len(numerators), object)
    table[:] = numerators
    return settled(table, low, high)[codes], common, low, high
