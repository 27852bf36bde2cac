"""Columns to Arrow arrays: exact decimals, dates, truths, names; null where there is nothing.

Each array has the type it is asked for, whatever the values. One that the type cannot hold
exactly is told to the caller and never rounded; floats alone, which are asked for on purpose, are
the nearest there is.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bareme.columns.column import fitting
from bareme.tables.types import is_text
from bareme.values import as_decimal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bareme.columns.column import Column

_EXACT_FLOAT = 1 << 53  # the division of two whole floats up to this is the nearest one
_LIST = pa.list_(pa.string())


def room_for(types: Mapping[str, pa.DataType], rows: int) -> dict[str, Any]:
    """Return the room that whole numbers and decimals of a whole table take, to be filled by its
    chunks: what is asked for in one piece comes in large pages, which is ten times as cheap.
    """
    words = {name: _words(type_) for name, type_ in types.items()}
    return {name: np.empty((rows, count), np.int64) for name, count in words.items() if count}


def _words(type_: pa.DataType) -> int:
    """Return of how many words of 64 bits a number of a type is made; 0 where it is not."""
    return 2 if pa.types.is_decimal128(type_) else int(pa.types.is_int64(type_))


def write(
    column: Column, texts: Sequence[str], type_: pa.DataType, room: Any = None
) -> tuple[pa.Array, Any]:
    """Return a column as an array of a type, and a mask of the values it cannot hold (None when
    it holds them all), which are null. `texts` are the words of the codes of texts, `room` is
    where numbers are laid (see `room_for`).
    """
    if column.base == "number":
        if is_text(type_):
            return _exact_texts(column).cast(type_), None
        if pa.types.is_floating(type_):
            return _floats(column, type_)
        return _exact_numbers(column, type_, room)
    return _cast(_plainly(column, texts), type_)


def told(column: Column, row: int) -> str:
    """Return a number or a date as text."""
    if column.base == "date":
        return str(_days(column)[row])
    return plain(Fraction(int(column.data[row]), column.denominator))


def _plainly(column: Column, texts: Sequence[str]) -> pa.Array:
    """Return what is no number as an array of the type of its own."""
    if column.base == "boolean":
        return _masked(column.data, column)
    if column.base == "date":
        return _days(column)
    return _lists(column) if column.base == "list" else _strings(column, texts)


def _cast(array: pa.Array, type_: pa.DataType) -> tuple[pa.Array, Any]:
    if array.type == type_:
        return array, None
    try:
        return array.cast(type_), None
    except pa.ArrowInvalid:  # a day that a clock of nanoseconds does not reach
        beyond = np.array([not _fits(value, type_) for value in array], np.bool_)
        return array.take(pa.array(np.arange(len(array)), mask=beyond)).cast(type_), beyond


def _fits(value: pa.Scalar, type_: pa.DataType) -> bool:
    try:
        value.cast(type_)
    except pa.ArrowInvalid:
        return False
    return True


def _there(column: Column) -> Any:
    """Return which rows have a value; None when all do."""
    lost = column.nothing
    if column.flaw is not None:
        broken = column.flaw != 0
        lost = broken if lost is None else lost | broken
    return None if lost is None else ~lost


def _exact_numbers(column: Column, type_: pa.DataType, room: Any) -> tuple[pa.Array, Any]:
    """Return whole numbers or decimals."""
    low, high, scale = _reach(type_)
    data, beyond = _numerators(column, 10**scale)
    factor = Fraction(10**scale, column.denominator)
    if column.low * factor < low or column.high * factor > high:
        outside = ((data < low) | (data > high)).astype(np.bool_)
        beyond = outside if beyond is None else beyond | outside
    there = _there(column)
    if beyond is not None:
        beyond = beyond if there is None else beyond & there
        there = ~beyond if there is None else there & ~beyond
    if there is not None:
        data = data * there
    if data.dtype != object and _words(type_):
        array = _laid(data, there, type_, room)
    elif pa.types.is_decimal(type_):
        array = _decimals(data, there, type_)
    else:
        array = _whole(data, there, type_)
    return array, beyond if beyond is not None and beyond.any() else None


def _reach(type_: pa.DataType) -> tuple[int, int, int]:
    """Return the smallest and the largest numerator of a type, and its decimals."""
    if pa.types.is_decimal(type_):
        most = 10**type_.precision - 1
        return -most, most, type_.scale
    bounds = np.iinfo(type_.to_pandas_dtype())
    return int(bounds.min), int(bounds.max), 0


def _numerators(column: Column, over: int) -> tuple[Any, Any]:
    """Return numerators over another denominator, and a mask of those that are not whole there."""
    data, denominator = column.data, column.denominator
    common = gcd(over, denominator)
    factor, rest = over // common, denominator // common
    data = fitting(data, column.low * factor - rest, column.high * factor, factor, rest)
    data = data if factor == 1 else data * factor
    if rest == 1:
        return data, None
    whole = data // rest
    return whole, (whole * rest != data).astype(np.bool_)


def _whole(data: Any, there: Any, type_: pa.DataType) -> pa.Array:
    mask = None if there is None else ~there
    return (
        pa.array(data, type_, mask=mask)
        if data.dtype == object
        else pa.array(data, mask=mask).cast(type_)
    )


def _decimals(data: Any, there: Any, type_: pa.DataType) -> pa.Array:
    values = [
        as_decimal(Fraction(int(n), 10**type_.scale), type_.scale)
        if there is None or there[i]
        else None
        for i, n in enumerate(data)
    ]
    return pa.array(values, type_)


def _laid(data: Any, there: Any, type_: pa.DataType, room: Any) -> pa.Array:
    """Return integers as the words they are made of."""
    words = np.empty((len(data), _words(type_)), np.int64) if room is None else room
    words[:, 0] = data
    if pa.types.is_decimal128(type_):
        words[:, 1] = data >> 8 * data.itemsize - 1
    valid = None if there is None else pa.array(there).buffers()[1]
    return pa.Array.from_buffers(type_, len(data), [valid, pa.py_buffer(words)])


def _floats(column: Column, type_: pa.DataType) -> tuple[pa.Array, Any]:
    """Return the floats nearest to the numbers: Arrow's own way from decimals is not that exact."""
    data, denominator = column.data, column.denominator
    if data.dtype != object and max(-column.low, column.high, denominator) <= _EXACT_FLOAT:
        found = data / denominator
    else:
        found = np.array([_float(int(numerator), denominator) for numerator in data], np.float64)
    with np.errstate(over="ignore"):
        endless = np.isinf(found.astype(type_.to_pandas_dtype()))
    there = _there(column)
    endless = endless if there is None else endless & there
    lost = endless if there is None else endless | ~there
    array = pa.array(found, mask=lost).cast(type_)
    return array, endless if endless.any() else None


def _float(numerator: int, denominator: int) -> float:
    try:
        return numerator / denominator
    except OverflowError:
        return float("inf")


def _masked(data: Any, column: Column) -> pa.Array:
    there = _there(column)
    return pa.array(data, mask=None if there is None else ~there)


def _exact_texts(column: Column) -> pa.Array:
    """Return numbers as texts, each different one written once."""
    different, codes = np.unique(column.data, return_inverse=True)
    texts = [plain(Fraction(int(n), column.denominator)) for n in different]
    return pa.DictionaryArray.from_arrays(_masked(codes, column), pa.array(texts, pa.string()))


def _days(column: Column) -> pa.Array:
    return _masked(column.data.astype(np.int32), column).cast(pa.date32())


def _strings(column: Column, texts: Sequence[str]) -> pa.Array:
    dictionary = pa.DictionaryArray.from_arrays(
        _masked(column.data.astype(np.int64), column), pa.array(texts, pa.string())
    )
    return dictionary.cast(pa.string())


def _lists(column: Column) -> pa.Array:
    masks: Mapping[str, Any] = column.data
    names = [name for name in masks if name]
    there = _there(column)
    size = len(next(iter(masks.values())))
    rows = [
        [name for name in names if masks[name][i]] if there is None or there[i] else None
        for i in range(size)
    ]
    return pa.array(rows, _LIST)
