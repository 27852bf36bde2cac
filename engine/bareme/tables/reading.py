"""One Arrow array to a column: exact, or marked where a value cannot be taken.

Whole numbers, decimals, dates, truths and texts are taken as they lie in memory; whatever else
comes (texts of numbers, floats with many decimals) is judged once for each different value, by
the same judgement as a single situation.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bareme.columns.column import Column, day_number, days, numbers, truths
from bareme.columns.lookup import by_code
from bareme.values import Fault, accept, parse_text

if TYPE_CHECKING:
    from bareme.domains.columns import Vocabulary
    from bareme.values import Expected

_CENTS = 100
_SURE = 10**15  # a float below has one decimal of that many digits, the one it prints as


def read(array: pa.Array, expected: Expected, vocabulary: Vocabulary) -> tuple[Column, Any]:
    """Return a column, and a mask of the values that cannot be taken (None when all can be)."""
    base = "text" if expected.kind.base == "choice" else expected.kind.base
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    missing = _missing(array)
    column = _as_they_lie(array, base)
    wrong: Any = None
    if column is None:
        column, wrong = _one_by_one(array, base, expected, vocabulary)
    elif base == "number":
        wrong = _out_of_bounds(column, expected)
    elif base == "date":
        wrong = _outside(column, expected)
    if missing is not None:
        column = replace(column, nothing=missing)
        wrong = None if wrong is None else wrong & ~missing
    return column, wrong if wrong is not None and wrong.any() else None


def _missing(array: pa.Array) -> Any:
    return array.is_null().to_numpy(zero_copy_only=False) if array.null_count else None


def _as_they_lie(array: pa.Array, base: str) -> Column | None:
    """Return the column of a type that needs no judgement value by value; None for the others."""
    type_ = array.type
    if base == "number":
        if pa.types.is_integer(type_) and not pa.types.is_uint64(type_):
            return _counted(_filled(array, 0).to_numpy(zero_copy_only=False).astype(np.int64), 1)
        if pa.types.is_decimal128(type_) and type_.scale >= 0:
            return _decimals(array)
        return _cents(array) if pa.types.is_float64(type_) else None
    if base == "boolean" and pa.types.is_boolean(type_):
        return truths(_filled(array, False).to_numpy(zero_copy_only=False))
    if base == "date" and pa.types.is_date32(type_):
        plain = array.cast(pa.int32())
        return days(_filled(plain, 0).to_numpy(zero_copy_only=False).astype(np.int64))
    return None


def _filled(array: pa.Array, value: Any) -> pa.Array:
    return pc.fill_null(array, value) if array.null_count else array


def _counted(data: Any, denominator: int) -> Column:
    low, high = (int(data.min()), int(data.max())) if len(data) else (0, 0)
    return numbers(data, denominator, low, high)


def _decimals(array: pa.Array) -> Column | None:
    """Return decimals by their digits; None when they need more than 64 bits."""
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)
    words = words[array.offset : array.offset + len(array)]
    digits, sign = words[:, 0], words[:, 1]
    if array.null_count:
        there = array.is_valid().to_numpy(zero_copy_only=False)
        digits, sign = np.where(there, digits, 0), np.where(there, sign, 0)
    if (sign != digits >> 63).any():
        return None
    return _counted(np.ascontiguousarray(digits), 10**array.type.scale)


def _cents(array: pa.Array) -> Column | None:
    """Return floats that print with two decimals at most; None when some do not."""
    values = _filled(array, 0.0).to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore", over="ignore"):
        cents = np.rint(values * _CENTS)
        sure = (np.abs(cents) < _SURE) & (cents / _CENTS == values)
    return _counted(cents.astype(np.int64), _CENTS) if sure.all() else None


def _out_of_bounds(column: Column, expected: Expected) -> Any:
    unit = expected.kind.unit
    wrong: Any = np.zeros(len(column.data), np.bool_)
    data, denominator = column.data, column.denominator
    if expected.whole and denominator != 1:
        wrong |= data % denominator != 0
    if expected.cents and unit is not None and unit.is_money and _CENTS % denominator:
        wrong |= data.astype(object) * _CENTS % denominator != 0
    low, high = expected.minimum, expected.maximum
    if isinstance(low, (int, Fraction)) and Fraction(column.low, denominator) < low:
        wrong |= data < -(-low * denominator // 1)
    if isinstance(high, (int, Fraction)) and Fraction(column.high, denominator) > high:
        wrong |= data > high * denominator // 1
    return wrong


def _outside(column: Column, expected: Expected) -> Any:
    wrong: Any = np.zeros(len(column.data), np.bool_)
    low, high = expected.minimum, expected.maximum
    if low is not None:
        wrong |= column.data < day_number(low)  # type: ignore[arg-type]  # a date, as the column
    if high is not None:
        wrong |= column.data > day_number(high)  # type: ignore[arg-type]
    return wrong


def _one_by_one(
    array: pa.Array, base: str, expected: Expected, vocabulary: Vocabulary
) -> tuple[Column, Any]:
    """Judge each different value once."""
    keys, codes = _different(array)
    found: list[Any] = []
    refused = np.zeros(len(keys), np.bool_)
    for index, key in enumerate(keys):
        try:
            found.append(_judged(key, expected))
        except Fault:
            refused[index] = True
            found.append(None)
    wrong = refused[codes] if refused.any() else None
    return by_code(found, codes, base, vocabulary), wrong


def _judged(key: Any, expected: Expected) -> Any:
    if key is None:
        return None
    if isinstance(key, str) and expected.kind.base not in {"text", "choice"}:
        return parse_text(key, expected)
    return accept(list(key) if isinstance(key, tuple) else key, expected)


def _different(array: pa.Array) -> tuple[list[Any], Any]:
    """Return the different values of an array, and for each row which it is."""
    try:
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        rows = [tuple(row) if isinstance(row, list) else row for row in array.to_pylist()]
        place = {row: index for index, row in enumerate(dict.fromkeys(rows))}
        return list(place), np.array([place[row] for row in rows], np.int64)
    keys = [*encoded.dictionary.to_pylist(), None]
    codes = pc.fill_null(encoded.indices.cast(pa.int64()), len(keys) - 1)
    return keys, codes.to_numpy(zero_copy_only=False)
