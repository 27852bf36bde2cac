"""Arithmetic on columns of numbers: exact, row by row what the exact domain gives.

What only the exact domain can tell (a division by zero, or by thousands of different values, a
number beyond its bounds) leaves the rows undecided.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.column import (
    UNDECIDED,
    Column,
    aligned,
    either,
    fitting,
    flaw_of,
    numbers,
    parts,
    settled,
    size_of,
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
_MOST_DIVISORS = 256


def undecided(*values: Values, base: str = "number") -> Column:
    """Return a column that leaves every row to the exact domain, but for flaws already there."""
    column = unusable(base, size_of(*values), UNDECIDED)
    flaw = column.flaw
    for value in reversed(values):
        flaw = either(flaw_of(value), flaw)
    return Column(base, column.data, flaw=flaw)


def _result(data: Any, denominator: int, low: int, high: int, *of: Values) -> Column:
    if max(high, -low, denominator).bit_length() > _WIDEST:
        return undecided(*of)
    flaw = None
    for value in of:
        if isinstance(value, Column):
            flaw = either(flaw, value.flaw)
    return numbers(settled(data, low, high), denominator, low, high, flaw)


def _together(left: Column, right: Column, low: int, high: int) -> tuple[Any, Any]:
    """Return the data of two operands, wide enough for both and for what comes of them."""
    reached = (low, high, left.low, left.high, right.low, right.high)
    return fitting(left.data, *reached), fitting(right.data, *reached)


def add(a: Values, b: Values) -> Column:
    """Return the sums."""
    left, right = aligned(a, b)
    low, high = left.low + right.low, left.high + right.high
    x, y = _together(left, right, low, high)
    return _result(x + y, left.denominator, low, high, a, b)


def subtract(a: Values, b: Values) -> Column:
    """Return the differences."""
    left, right = aligned(a, b)
    low, high = left.low - right.high, left.high - right.low
    x, y = _together(left, right, low, high)
    return _result(x - y, left.denominator, low, high, a, b)


def multiply(a: Values, b: Values) -> Column:
    """Return the products."""
    if not isinstance(a, Column):
        a, b = b, a
    left, right = parts(a), parts(b)
    denominator = left.denominator * right.denominator
    if not isinstance(b, Column):
        shared = gcd(right.low, left.denominator)
        factor, denominator = right.low // shared, denominator // shared
        right = parts(factor)
        if factor == 1:
            return _result(left.data, denominator, left.low, left.high, a)
    ends = [x * y for x in (left.low, left.high) for y in (right.low, right.high)]
    low, high = min(ends), max(ends)
    x, y = _together(left, right, low, high)
    return _result(x * y, denominator, low, high, a, b)


def divide(a: Values, b: Values) -> Column:
    """Return the quotients; rows are left undecided where the divisor is zero, or where there are
    too many different ones.
    """
    if isinstance(b, Column):
        inverses = _inverses(b)
        return undecided(a, b) if inverses is None else multiply(a, inverses)
    if not b:
        return undecided(a, b)
    assert isinstance(b, (int, Fraction))
    return multiply(a, Fraction(b.denominator, b.numerator))


def _inverses(divisors: Column) -> Column | None:
    """Return one over each number, over a common denominator; None where that grows too large."""
    different, codes = np.unique(divisors.data, return_inverse=True)
    if len(different) > _MOST_DIVISORS:
        return None
    over = divisors.denominator
    inverses = [Fraction(over, divisor) if divisor else 0 for divisor in map(int, different)]
    data, denominator, low, high = looked_up(inverses, codes)
    if max(high, -low, denominator).bit_length() > _WIDEST:
        return None
    zero = (divisors.data == 0) * np.int8(UNDECIDED) if 0 in different else None
    return numbers(data, denominator, low, high, either(divisors.flaw, zero))


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
        left, right = aligned(a, b)
        low, high = pick(left.low, right.low), pick(left.high, right.high)
        return _result(act(*_together(left, right, low, high)), left.denominator, low, high, a, b)

    return combined


smallest = _extreme(np.minimum, min)
largest = _extreme(np.maximum, max)


def round_to(a: Values, step: Values) -> Column:
    """Return the nearest multiples of a step, away from zero on a tie."""
    if isinstance(step, Column) or step <= 0:  # type: ignore[operator]  # a number, see kinds
        return undecided(a, step)
    return _stepped(a, step, to_nearest=True)


def _stepped(a: Values, step: Values, *, to_nearest: bool) -> Column:
    """Return whole times a step: as many as go into each number, or the nearest."""
    assert isinstance(step, (int, Fraction))
    own = parts(a)
    factor, divisor = step.denominator, own.denominator * step.numerator
    shared = gcd(factor, divisor)
    factor, divisor = factor // shared, divisor // shared
    half = divisor // 2 if to_nearest else 0
    # Halves go away from zero: where there is an exact half, what is negative falls short of it.
    ties = to_nearest and divisor % 2 == 0 and own.low < 0

    def count(numerator: Any) -> Any:
        scaled = numerator * factor if factor != 1 else numerator
        if ties:
            scaled = scaled - (numerator < 0)
        return (scaled + half) // divisor if divisor != 1 else scaled

    low, high = count(own.low) * step.numerator, count(own.high) * step.numerator
    reached = (own.low * factor - 1, own.high * factor + half, factor, divisor, low, high)
    data = count(fitting(own.data, *reached))
    data = data * step.numerator if step.numerator != 1 else data
    return _result(data, step.denominator, low, high, a)


def round_down_to(a: Values, step: Values) -> Column:
    """Return the largest multiples of a step that are not above."""
    if isinstance(step, Column) or step <= 0:  # type: ignore[operator]
        return undecided(a, step)
    return _stepped(a, step, to_nearest=False)


def round_up_to(a: Values, step: Values) -> Column:
    """Return the smallest multiples of a step that are not below."""
    if not isinstance(a, Column):
        return undecided(a, step)
    return negative(round_down_to(negative(a), step))


def remainder(a: Values, b: Values) -> Column:
    """Return what is left of `a` after whole times `b`."""
    return subtract(a, round_down_to(a, b))


def mean(*values: Values) -> Column:
    """Return the means of several columns, row by row."""
    total = values[0]
    for value in values[1:]:
        total = add(total, value)
    return divide(total, len(values))


def compared(act: Callable[[Any, Any], Any]) -> Callable[[Values, Values], Column]:
    """Return a comparison of numbers."""

    def compare(a: Values, b: Values) -> Column:
        left, right = aligned(a, b)
        found = np.asarray(act(left.data, right.data), np.bool_)
        return truths(found, either(flaw_of(a), flaw_of(b)))

    return compare


def whole(value: Values) -> tuple[Any, Any]:
    """Return the numerators of whole numbers, and which rows are not whole."""
    own = parts(value)
    if own.denominator == 1:
        return own.data, None
    data = fitting(own.data, own.denominator)
    return data // own.denominator, data % own.denominator != 0


def looked_up(values: list[Number], codes: Any) -> tuple[Any, int, int, int]:
    """Return the numbers that codes stand for: numerators, their denominator and bounds."""
    values = values or [0]
    common = lcm(*(value.denominator for value in values))
    numerators = [value.numerator * (common // value.denominator) for value in values]
    low, high = min(numerators), max(numerators)
    table = np.empty(len(numerators), object)
    table[:] = numerators
    return settled(table, low, high).take(codes), common, low, high
