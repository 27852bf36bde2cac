"""One Arrow array to a column: exact, or marked where a value cannot be taken.

Whole numbers, decimals, dates, truths and texts are taken as they lie in memory; whatever else
comes (texts of numbers, floats with many decimals) is judged once for each different value, by
the same judgement as a single situation.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bareme.columns.choosing import choose
from bareme.columns.column import Column, day_number, days, fitting, kind_of, numbers, truths
from bareme.columns.lookup import by_code
from bareme.tables.cells import values_of
from bareme.values import Fault, accept, parse_text

if TYPE_CHECKING:
    from bareme.domains.columns import Vocabulary
    from bareme.values import Expected

_CENTS = 100
_PLAIN = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?$"  # a text that is judged by its value
_SURE = 10**15  # a float below has one decimal of that many digits, the one it prints as


def read(array: pa.Array, expected: Expected, vocabulary: Vocabulary) -> tuple[Column, Any]:
    """Return a column, and a mask of the values that cannot be taken (None when all can be)."""
    base = "text" if expected.kind.base == "choice" else expected.kind.base
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
    if base == "number" and _are_texts(array) and not _is_percent(expected):
        return _as_written(array, expected, vocabulary)
    column = _as_they_lie(array, base)
    if column is None:
        return _one_by_one(array, base, expected, vocabulary)
    wrong: Any = None
    if base == "number":
        wrong = _out_of_bounds(column, expected)
    elif base == "date":
        wrong = _outside(column, expected)
    if array.null_count:
        there = _bits(array, 0)
        column = column._replace(nothing=~there)
        wrong = None if wrong is None else wrong & there
    return column, wrong


def _are_texts(array: pa.Array) -> bool:
    return bool(pa.types.is_string(array.type) or pa.types.is_large_string(array.type))


def _is_percent(expected: Expected) -> bool:
    return expected.kind.unit is not None and expected.kind.unit.percent


def _as_written(array: pa.Array, expected: Expected, vocabulary: Vocabulary) -> tuple[Column, Any]:
    """Return texts of numbers: all at once those that are decimals of two places at most."""
    plain = pc.fill_null(pc.match_substring_regex(array, _PLAIN), True)
    every = bool(pc.all(plain).as_py())
    cents = array if every else pc.if_else(plain, array, None)
    column, wrong = read(cents.cast(pa.decimal128(18, 2)), expected, vocabulary)
    if every:
        return column, wrong
    odd = ~_bits(plain, 1)
    rows = np.flatnonzero(odd)
    found, refused = _one_by_one(array.take(pa.array(rows)), "number", expected, vocabulary)
    place = np.maximum(np.cumsum(odd) - 1, 0)
    nothing = None if found.nothing is None else found.nothing[place]
    column = choose(odd, found._replace(data=found.data[place], nothing=nothing), column, "number")
    if refused is not None:
        wrong = np.zeros(len(odd), np.bool_) if wrong is None else wrong
        wrong[rows] = refused
    return column, wrong


def _as_they_lie(array: pa.Array, base: str) -> Column | None:
    """Return the column of a type that needs no judgement value by value; None for the others."""
    type_ = array.type
    if base == "number":
        if pa.types.is_integer(type_) and not pa.types.is_uint64(type_):
            return _counted(_filled(array, 0).to_numpy(zero_copy_only=False), 1)
        if pa.types.is_decimal128(type_) and type_.scale >= 0:
            return _decimals(array)
        return _cents(array) if pa.types.is_float64(type_) else None
    if base == "boolean" and pa.types.is_boolean(type_):
        return truths(_bits(array, 1))
    if base == "date" and pa.types.is_date32(type_):
        plain = array.cast(pa.int32())
        return days(_filled(plain, 0).to_numpy(zero_copy_only=False).astype(np.int64))
    return None


def _bits(array: pa.Array, buffer: int) -> Any:
    """Return the truths of an array (buffer 1), or which of its values are there (buffer 0)."""
    packed = np.frombuffer(array.buffers()[buffer], np.uint8)
    end = array.offset + len(array)
    unpacked = np.unpackbits(packed, count=end, bitorder="little")
    return unpacked[array.offset :].view(np.bool_)


def _filled(array: pa.Array, value: Any) -> pa.Array:
    return pc.fill_null(array, value) if array.null_count else array


def _counted(data: Any, denominator: int) -> Column:
    """Return the column of some integers, as narrow as they allow."""
    low, high = (int(data.min()), int(data.max())) if len(data) else (0, 0)
    return numbers(np.ascontiguousarray(data, kind_of(low, high)), denominator, low, high)


def _decimals(array: pa.Array) -> Column | None:
    """Return decimals by their digits; None when they need more than 64 bits."""
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)
    words = words[array.offset : array.offset + len(array)]
    digits, sign = words[:, 0], words[:, 1]
    if array.null_count:
        there = _bits(array, 0)
        digits, sign = digits * there, sign * there
    column = _counted(digits, 10**array.type.scale)
    if column.low >= 0 and not np.bitwise_or.reduce(sign):
        return column
    return None if (sign != digits >> 63).any() else column


def _cents(array: pa.Array) -> Column | None:
    """Return floats that print with two decimals at most; None when some do not."""
    values = _filled(array, 0.0).to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore", over="ignore"):
        cents = np.rint(values * _CENTS)
        sure = (np.abs(cents) < _SURE) & (cents / _CENTS == values)
    return _counted(cents.astype(np.int64), _CENTS) if sure.all() else None


def _out_of_bounds(column: Column, expected: Expected) -> Any:
    unit = expected.kind.unit
    data, denominator = column.data, column.denominator
    wrong = []
    if expected.whole and denominator != 1:
        wrong.append(fitting(data, denominator) % denominator != 0)
    if expected.cents and unit is not None and unit.is_money and _CENTS % denominator:
        cent = denominator // gcd(denominator, _CENTS)
        wrong.append(fitting(data, cent) % cent != 0)
    low, high = expected.minimum, expected.maximum
    if isinstance(low, (int, Fraction)) and column.low < (least := -(-low * denominator // 1)):
        wrong.append(data < least)
    if isinstance(high, (int, Fraction)) and column.high > (most := high * denominator // 1):
        wrong.append(data > most)
    return np.logical_or.reduce(wrong) if wrong else None


def _outside(column: Column, expected: Expected) -> Any:
    low, high = expected.minimum or dt.date.min, expected.maximum or dt.date.max
    first, last = day_number(low), day_number(high)  # type: ignore[arg-type]  # dates, as the column
    data = column.data
    return (data < first) | (data > last)


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
    return accept(key, expected)


def _different(array: pa.Array) -> tuple[list[Any], Any]:
    """Return the different values of an array, and for each row which it is."""
    try:
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    except pa.ArrowException:
        rows = values_of(array)
        written = [repr(row) for row in rows]  # lists and groups cannot be keys themselves
        different = dict(zip(written, rows, strict=True))
        place = {key: index for index, key in enumerate(different)}
        return list(different.values()), np.array([place[key] for key in written], np.int64)
    keys, codes = values_of(encoded.dictionary), encoded.indices
    if codes.null_count:
        codes = pc.fill_null(codes.cast(pa.int64()), len(keys))
        keys.append(None)
    return keys, codes.to_numpy(zero_copy_only=False)
