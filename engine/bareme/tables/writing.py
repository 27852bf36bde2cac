"""Columns to Arrow arrays: exact decimals, dates, truths, names; null where there is nothing."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bareme.columns.column import fitting
from bareme.values import as_decimal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bareme.columns.column import Column
    from bareme.language.kinds import Kind

_PRECISION = 38
_WIDEST = 10**_PRECISION
_EXACT_FLOAT = 1 << 53  # the division of two whole floats up to this is the nearest one
_MOST_DECIMALS = 18


def write(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], kind: Kind, type_: Any = None
) -> pa.ChunkedArray:
    """Return the chunks of one output as Arrow: whole numbers as int64, amounts and other decimals
    as decimal128, numbers that no decimal writes as text (`1/3`), choices and texts as strings,
    lists as lists of names.

    `texts` are the vocabularies of the chunks. `type_` asks for another Arrow type.
    """
    if kind.base == "number" and type_ is not None and pa.types.is_floating(type_):
        return pa.chunked_array([_floats(column) for column in columns], pa.float64()).cast(type_)
    if kind.base == "number":
        arrays, own = _numbers(columns, kind)
    else:
        writers = {"boolean": _truths, "date": _days, "list": _lists}
        write_one = writers.get(kind.base)
        arrays = [
            write_one(column) if write_one is not None else _strings(column, known)
            for column, known in zip(columns, texts, strict=True)
        ]
        own = _TYPES.get(kind.base, pa.string())
    written = pa.chunked_array(arrays, own)
    return written if type_ is None else written.cast(type_)


_TYPES = {"boolean": pa.bool_(), "date": pa.date32(), "list": pa.list_(pa.string())}


def _there(column: Column) -> Any:
    """Return which rows have a value; None when all do."""
    lost = column.nothing
    if column.flaw is not None:
        broken = column.flaw != 0
        lost = broken if lost is None else lost | broken
    return None if lost is None else ~lost


def _numbers(columns: Sequence[Column], kind: Kind) -> tuple[list[pa.Array], pa.DataType]:
    money = kind.unit is not None and kind.unit.is_money
    needed = [_decimals(column) for column in columns]
    if any(places is None for places in needed):
        arrays = [pa.array(_exact_texts(column), pa.string()) for column in columns]
        return arrays, pa.string()
    places = max([2 if money else 0, *(found for found in needed if found is not None)])
    wide = [_numerators(column, 10**places) for column in columns]
    if any(data.dtype != np.int64 and max(map(abs, data), default=0) >= _WIDEST for data in wide):
        arrays = [pa.array(_exact_texts(column), pa.string()) for column in columns]
        return arrays, pa.string()
    if not places and all(data.dtype == np.int64 for data in wide):
        arrays = [_masked(data, column) for data, column in zip(wide, columns, strict=True)]
        return arrays, pa.int64()
    type_ = pa.decimal128(_PRECISION, places)
    arrays = [_decimal_array(d, _there(c), type_) for d, c in zip(wide, columns, strict=True)]
    return arrays, type_


def _floats(column: Column) -> pa.Array:
    """Return the floats nearest to the numbers: Arrow's own way from decimals is not that exact."""
    data, denominator = column.data, column.denominator
    if data.dtype == np.int64 and max(-column.low, column.high, denominator) <= _EXACT_FLOAT:
        return _masked(data / denominator, column)
    found = [float(Fraction(int(numerator), denominator)) for numerator in data]
    return _masked(np.array(found, np.float64), column)


def _valid(column: Column) -> Any:
    there = _there(column)
    return column.data if there is None else column.data[there]


def _decimals(column: Column) -> int | None:
    """Return how many decimals the numbers need; None when there is no end to them."""
    data = _valid(column)
    if column.denominator == 1 or not len(data):
        return 0
    common = int(np.gcd.reduce(data)) if data.dtype == np.int64 else gcd(*map(int, data))
    denominator = column.denominator // gcd(column.denominator, common)
    found = as_decimal(Fraction(1, denominator))
    if isinstance(found, Fraction):
        return None
    places = -int(found.as_tuple().exponent)
    return places if places <= _MOST_DECIMALS else None


def _numerators(column: Column, over: int) -> Any:
    """Return numerators over another denominator, one that is known to do."""
    data, denominator = column.data, column.denominator
    there = _there(column)
    if there is not None:
        data = np.where(there, data, 0)
    data = fitting(data, column.low * over, column.high * over)
    factor, rest = divmod(over, denominator)
    if rest:
        return data * over // denominator
    return data if factor == 1 else data * factor


def _masked(data: Any, column: Column) -> pa.Array:
    there = _there(column)
    return pa.array(data, mask=None if there is None else ~there)


def _decimal_array(data: Any, there: Any, type_: pa.DataType) -> pa.Array:
    if data.dtype != np.int64:
        values = [
            as_decimal(Fraction(int(n), 10**type_.scale), type_.scale)
            if there is None or there[i]
            else None
            for i, n in enumerate(data)
        ]
        return pa.array(values, type_)
    words = np.empty((len(data), 2), np.int64)
    words[:, 0] = data
    words[:, 1] = data >> 63
    valid = None if there is None else pa.array(there).buffers()[1]
    return pa.Array.from_buffers(type_, len(data), [valid, pa.py_buffer(words)])


def _exact_texts(column: Column) -> list[str | None]:
    there = _there(column)
    return [
        plain(Fraction(int(n), column.denominator)) if there is None or there[i] else None
        for i, n in enumerate(column.data)
    ]


def _truths(column: Column) -> pa.Array:
    return _masked(column.data, column)


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
    return pa.array(rows, pa.list_(pa.string()))
