"""Several columns to one: row by row by a mask, or one after the other; flaws with them."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.column import (
    Column,
    aligned,
    blend,
    fitting,
    kind_of,
    placed,
    scaled,
    size_of,
    spread,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.columns.column import Mask, Values


def choose(take: Mask, chosen: Values, other: Values, base: str) -> Column:
    """Return the rows of `chosen` where `take` holds, else those of `other`; flaws with them."""
    size = len(take)
    if base == "number" and chosen is not None and other is not None:
        return _choose_numbers(take, chosen, other)
    a, b = (_of_base(value, size, base) for value in (chosen, other))
    if base == "number":
        return _choose_numbers(take, a, b)
    flaw = _chosen_rows(take, a.flaw, b.flaw, np.int8)
    nothing = _chosen_rows(take, a.nothing, b.nothing, np.bool_)
    if base == "list":
        none = np.zeros(size, np.bool_)
        names = {**a.data, **b.data}
        masks = {
            name: blend(take, a.data.get(name, none), b.data.get(name, none)) for name in names
        }
        return Column("list", masks, nothing=nothing, flaw=flaw)
    return Column(base, blend(take, a.data, b.data), nothing=nothing, flaw=flaw)


def _choose_numbers(take: Mask, chosen: Values, other: Values) -> Column:
    """Choose between numbers; what is plain is spread by the choice itself."""
    left, right = aligned(chosen, other)
    low, high = min(left.low, right.low), max(left.high, right.high)
    data = _blended(take, left.data, right.data, (low, high, low - high, high - low))
    nothing = _chosen_rows(take, left.nothing, right.nothing, np.bool_)
    flaw = _chosen_rows(take, left.flaw, right.flaw, np.int8)
    return Column("number", data, left.denominator, low, high, nothing, flaw)


def _blended(take: Mask, chosen: Any, other: Any, reached: tuple[int, ...]) -> Any:
    """Blend numbers that are plain or columns, and reach so far, their differences included."""
    a, b = fitting(chosen, *reached), fitting(other, *reached)
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return placed(a - b, take, b)
    return placed(take.astype(kind_of(*reached)), a - b, b)


def _of_base(value: Values, size: int, base: str) -> Column:
    if not isinstance(value, Column):
        return spread(value, size, base)
    if value.base != base:  # nothing on every row: it may be nothing of any sort
        return spread(None, size, base)._replace(flaw=value.flaw)
    return value


def _chosen_rows(take: Mask, a: Any, b: Any, kind: Any) -> Any:
    if a is None and b is None:
        return None
    none = np.zeros(1, kind)  # spread by the choice itself
    return blend(take, none if a is None else a, none if b is None else b)


def joined(columns: Sequence[Column], base: str) -> Column:
    """Return the rows of some columns of one sort, one after the other."""
    sizes = [size_of(column) for column in columns]
    whole = [_of_base(column, size, base) for column, size in zip(columns, sizes, strict=True)]
    nothing = _rows_of([column.nothing for column in whole], sizes, np.bool_)
    flaw = _rows_of([column.flaw for column in whole], sizes, np.int8)
    if base == "list":
        names = dict.fromkeys(name for column in whole for name in column.data)
        masks = {
            name: _rows_of([column.data.get(name) for column in whole], sizes, np.bool_)
            for name in names
        }
        return Column("list", masks, nothing=nothing, flaw=flaw)
    if base != "number":
        data = np.concatenate([column.data for column in whole])
        return Column(base, data, nothing=nothing, flaw=flaw)
    common = lcm(*(column.denominator for column in whole))
    same = [scaled(column, common // column.denominator) for column in whole]
    data = np.concatenate([column.data for column in same])
    low, high = min(column.low for column in same), max(column.high for column in same)
    return Column("number", data, common, low, high, nothing, flaw)


def _rows_of(pieces: Sequence[Any], sizes: Sequence[int], kind: Any) -> Any:
    """Return pieces one after the other, zeros for those that are None; None when all are."""
    if all(piece is None for piece in pieces):
        return None
    pairs = zip(pieces, sizes, strict=True)
    return np.concatenate([np.zeros(n, kind) if piece is None else piece for piece, n in pairs])
