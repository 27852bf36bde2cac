"""A column: one value a row, exact.

Numbers are integers over one common denominator; the smallest and the largest numerator are
known, so that an overflow is seen before it happens, and met with Python's own integers. What is
the same on every row stays a plain value, as the exact domain has it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bareme.domains.exact import Value

    Mask: TypeAlias = NDArray[np.bool_]

# What is wrong with a row: an input is missing; or only the exact domain can tell (a division
# by zero, a number out of bounds), one row at a time. The first flaw on the way is the one kept.
MISSING, UNDECIDED = 1, 2

_INT64 = (1 << 63) - 1
_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A value a row.

    `data` holds numerators over `denominator` (int64, or Python's integers where those would not
    do), days since 1970, truths, codes of texts and choices; of a list, a mask for each name.
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


def either(a: NDArray[np.int8] | None, b: NDArray[np.int8] | None) -> Any:
    """Return the first flaw of each row: that of `a`, else that of `b`."""
    if a is None or b is None:
        return b if a is None else a
    return np.where(a != 0, a, b)


def flawed(value: Values, flaw: NDArray[np.int8] | None, size: int, base: str) -> Values:
    """Return a value with what went wrong before it was reached."""
    if flaw is None:
        return value
    column = value if isinstance(value, Column) else spread(value, size, base)
    return replace(column, flaw=either(flaw, column.flaw))


def unusable(base: str, size: int, flaw: int) -> Column:
    """Return a column on whose every row something is wrong."""
    return replace(spread(_ZEROS[base], size, base), flaw=np.full(size, flaw, np.int8))


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
        return replace(spread(_ZEROS[base], size, base), nothing=np.ones(size, np.bool_))
    if base == "number":
        numerator = value.numerator
        kind: Any = np.int64 if abs(numerator) <= _INT64 else object
        data = np.full(size, numerator, kind)
        return numbers(data, value.denominator, numerator, numerator)
    if base == "boolean":
        return truths(np.full(size, value, np.bool_))
    if base == "date":
        return days(np.full(size, day_number(value), np.int64))
    if base == "text":
        return Column("text", np.full(size, value, np.int64))
    none = {"": np.zeros(size, np.bool_)}  # a column says how many rows it has, even of nothing
    return Column("list", none | {name: np.ones(size, np.bool_) for name in value})


@dataclass(frozen=True, slots=True)
class Parts:
    """A number, or a column of them, as numerators over a denominator, and their bounds."""

    data: Any
    denominator: int
    low: int
    high: int

    def scaled(self, factor: int) -> Parts:
        """Return the same numerators times a positive factor, over the same denominator."""
        if factor == 1:
            return self
        low, high = self.low * factor, self.high * factor
        return Parts(fitting(self.data, low, high) * factor, self.denominator, low, high)


def parts(value: Values) -> Parts:
    """Return the numerators of a value."""
    if isinstance(value, Column):
        return Parts(value.data, value.denominator, value.low, value.high)
    assert isinstance(value, (int, Fraction))
    return Parts(value.numerator, value.denominator, value.numerator, value.numerator)


def fitting(data: Any, low: int, high: int) -> Any:
    """Return data that can hold numerators between `low` and `high` without an overflow."""
    if low >= -_INT64 and high <= _INT64:
        return data
    return data.astype(object) if isinstance(data, np.ndarray) else data


def settled(data: Any, low: int, high: int) -> Any:
    """Return data as int64 again where its bounds allow it."""
    if isinstance(data, np.ndarray) and data.dtype == object and low >= -_INT64 and high <= _INT64:
        return data.astype(np.int64)
    return data


def aligned(a: Values, b: Values) -> tuple[Parts, Parts, int]:
    """Return two numbers over one common denominator, and that denominator."""
    left, right = parts(a), parts(b)
    common = lcm(left.denominator, right.denominator)
    return (
        left.scaled(common // left.denominator),
        right.scaled(common // right.denominator),
        common,
    )


def choose(take: Mask, chosen: Values, other: Values, base: str) -> Column:
    """Return the rows of `chosen` where `take` holds, else those of `other`; flaws with them."""
    if base == "number" and chosen is not None and other is not None:
        return _choose_numbers(take, chosen, other)
    size = len(take)
    a, b = (_of_base(value, size, base) for value in (chosen, other))
    flaw = _chosen_rows(take, a.flaw, b.flaw, np.int8)
    nothing = _chosen_rows(take, a.nothing, b.nothing, np.bool_)
    if base == "number":
        found = _choose_numbers(take, a, b)
        return replace(found, nothing=nothing, flaw=flaw)
    if base == "list":
        none = np.zeros(size, np.bool_)
        names = {**a.data, **b.data}
        masks = {
            name: np.where(take, a.data.get(name, none), b.data.get(name, none)) for name in names
        }
        return Column("list", masks, nothing=nothing, flaw=flaw)
    return Column(base, np.where(take, a.data, b.data), nothing=nothing, flaw=flaw)


def _choose_numbers(take: Mask, chosen: Values, other: Values) -> Column:
    """Choose between numbers; what is plain is spread by the choice itself."""
    left, right, common = aligned(chosen, other)
    low, high = min(left.low, right.low), max(left.high, right.high)
    ends = (fitting(np.asarray(part.data), low, high) for part in (left, right))
    a, b = (value if isinstance(value, Column) else None for value in (chosen, other))
    nothing = _chosen_rows(take, a and a.nothing, b and b.nothing, np.bool_)
    flaw = _chosen_rows(take, a and a.flaw, b and b.flaw, np.int8)
    return Column("number", np.where(take, *ends), common, low, high, nothing, flaw)


def _of_base(value: Values, size: int, base: str) -> Column:
    if not isinstance(value, Column):
        return spread(value, size, base)
    if value.base != base:  # nothing on every row: it may be nothing of any sort
        return replace(spread(None, size, base), flaw=value.flaw)
    return value


def _chosen_rows(take: Mask, a: Any, b: Any, kind: Any) -> Any:
    if a is None and b is None:
        return None
    return np.where(take, kind(0) if a is None else a, kind(0) if b is None else b)
