"""A column: one value a row, exact.

Numbers are integers over one common denominator; the smallest and the largest numerator are
known, so that they are kept in 32 bits where those do (twice as many at a time, and divided three
times as fast), and an overflow is seen before it happens, and met with wider ones: in the end
Python's own. What is the same on every row stays a plain value, as the exact domain has it.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bareme.domains.exact import Value

    Mask: TypeAlias = NDArray[np.bool_]

# What is wrong with a row: an input is missing; or only the exact domain can tell (a division
# by zero, a number out of bounds), one row at a time. The first flaw on the way is the one kept.
MISSING, UNDECIDED = 1, 2

# The C library gives back to the system whatever is larger than all that was freed before, and asks
# for it anew, page by page: that takes longer than the arithmetic. This, never touched, is larger
# than any column of a chunk.
np.empty(1 << 24, np.uint8)

_INT32, _INT64 = (1 << 31) - 1, (1 << 63) - 1
_EPOCH = dt.date(1970, 1, 1).toordinal()


class Column(NamedTuple):  # made at every operation: a frozen data class takes four times as long
    """A value a row.

    `data` holds numerators over `denominator` (int32 or int64, or Python's integers where those
    would not do), days since 1970, truths, codes of texts and choices; of a list, a mask for each
    name.
    `low` and `high` bound the numerators. `nothing` marks the rows without a value, `flaw` those
    on which something went wrong (`MISSING`, `UNDECIDED`), whose data mean nothing.
    """

    base: str
    data: Any
    denominator: int = 1
    low: int = 0
    high: int = 0
    nothing: Mask | None = None
    flaw: NDArray[np.int8] | None = None


Values: TypeAlias = "Column | Value"


def numbers(
    data: Any, denominator: int, low: int, high: int, flaw: NDArray[np.int8] | None = None
) -> Column:
    """Return a column of numbers whose numerators lie between `low` and `high`."""
    return Column("number", data, denominator, low, high, flaw=flaw)


def truths(data: Mask, flaw: NDArray[np.int8] | None = None) -> Column:
    """Return a column of truths."""
    return Column("boolean", data, flaw=flaw)


def days(data: Any, flaw: NDArray[np.int8] | None = None) -> Column:
    """Return a column of dates, as days since 1970."""
    return Column("date", data, flaw=flaw)


def day_number(day: dt.date) -> int:
    """Return the days from 1970 to a date."""
    return day.toordinal() - _EPOCH


def flaw_of(value: Values) -> NDArray[np.int8] | None:
    """Return what is wrong with which rows of a value; None when nothing is."""
    return value.flaw if isinstance(value, Column) else None


def size_of(*values: Values) -> int:
    """Return how many rows the columns among some values have."""
    for value in values:
        if isinstance(value, Column):
            data = value.data
            if isinstance(data, dict):
                data = next(iter(data.values()))
            return len(data)
    raise AssertionError("no column")


def blend(take: Mask, chosen: Any, other: Any) -> Any:
    """Return the data of `chosen` where a mask holds, else those of `other`.

    By arithmetic: `np.where` branches at every row, and on masks that nothing foretells it takes
    four times as long. The integers must be wide enough for the differences (flaws and codes are).
    """
    if other.dtype == np.bool_:
        return other ^ ((other ^ chosen) & take)
    return placed(chosen - other, take, other)


def placed(found: Any, take: Any, other: Any) -> Any:
    """Return `other + found * take`, in the place of `found`."""
    found *= take
    found += other
    return found


def either(a: NDArray[np.int8] | None, b: NDArray[np.int8] | None) -> Any:
    """Return the first flaw of each row: that of `a`, else that of `b`."""
    if a is None or b is None:
        return b if a is None else a
    return blend(a != 0, a, b)


def flawed(value: Values, flaw: NDArray[np.int8] | None, size: int, base: str) -> Values:
    """Return a value with what went wrong before it was reached."""
    if flaw is None:
        return value
    column = value if isinstance(value, Column) else spread(value, size, base)
    return column._replace(flaw=either(flaw, column.flaw))


def unusable(base: str, size: int, flaw: int) -> Column:
    """Return a column on whose every row something is wrong."""
    return spread(_ZEROS[base], size, base)._replace(flaw=np.full(size, flaw, np.int8))


_ZEROS: dict[str, Any] = {
    "number": 0,
    "boolean": False,
    "date": dt.date(1970, 1, 1),
    "text": 0,
    "list": (),
}


def spread(value: Any, size: int, base: str) -> Column:
    """Return a plain value as a column; a text or a choice is given by its code."""
    if value is None:
        return spread(_ZEROS[base], size, base)._replace(nothing=np.ones(size, np.bool_))
    if base == "number":
        numerator = value.numerator
        data = np.full(size, numerator, kind_of(numerator))
        return numbers(data, value.denominator, numerator, numerator)
    if base == "boolean":
        return truths(np.full(size, value, np.bool_))
    if base == "date":
        return days(np.full(size, day_number(value), np.int64))
    if base == "text":
        return Column("text", np.full(size, value, np.int32))
    none = {"": np.zeros(size, np.bool_)}  # a column says how many rows it has, even of nothing
    return Column("list", none | {name: np.ones(size, np.bool_) for name in value})


def parts(value: Values) -> Column:
    """Return a number by its numerators; those of a plain one are plain."""
    if isinstance(value, Column):
        return value
    assert isinstance(value, (int, Fraction))
    numerator = value.numerator
    return Column("number", numerator, value.denominator, numerator, numerator)


def scaled(own: Column, factor: int) -> Column:
    """Return a number whose numerators are multiplied, and its denominator with them."""
    if factor == 1:
        return own
    low, high = own.low * factor, own.high * factor
    data = fitting(own.data, low, high, factor) * factor
    return own._replace(data=data, denominator=own.denominator * factor, low=low, high=high)


def kind_of(*reached: int) -> Any:
    """Return the narrowest kind of integers that holds all of some numbers."""
    widest = max(*reached, -min(reached))
    if widest <= _INT64:
        return np.int32 if widest <= _INT32 else np.int64
    return object


def fitting(data: Any, *reached: int) -> Any:
    """Return data as integers wide enough for some numbers: the bounds of what an operation gives,
    and the plain numbers that take part in it.
    """
    if not isinstance(data, np.ndarray) or data.dtype == object:
        return data
    return data.astype(np.promote_types(data.dtype, kind_of(*reached)), copy=False)


def settled(data: Any, low: int, high: int) -> Any:
    """Return Python's integers as narrower ones where their bounds allow it."""
    if isinstance(data, np.ndarray) and data.dtype == object:
        return data.astype(kind_of(low, high), copy=False)
    return data


def aligned(a: Values, b: Values) -> tuple[Column, Column]:
    """Return two numbers over one common denominator."""
    left, right = parts(a), parts(b)
    if left.denominator == right.denominator:
        return left, right
    common = lcm(left.denominator, right.denominator)
    return scaled(left, common // left.denominator), scaled(right, common // right.denominator)
