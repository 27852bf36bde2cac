"""The Arrow type of each output, known from the rules alone: the same for every table, so that
tables which come one after another fit together.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import TYPE_CHECKING

import pyarrow as pa

from bareme.compiling.denominators import denominators
from bareme.values import as_decimal

if TYPE_CHECKING:
    import datetime as dt

    from bareme.rulebook import Rulebook
    from bareme.tables.judging import Request

PRECISION = 38
_CENTS = 2
_TYPES = {"boolean": pa.bool_(), "date": pa.date32(), "list": pa.list_(pa.string())}


def types_of(request: Request, asked: Mapping[str, pa.DataType]) -> dict[str, pa.DataType]:
    """Return the type of each output: its own, or the one asked for.

    ValueError for a type asked of what is no output; TypeError for one that is no type of
    pyarrow, or cannot hold such values at all.
    """
    if not isinstance(asked, Mapping):
        raise TypeError(
            f"types is a mapping of outputs to pyarrow types, not {type(asked).__name__}"
        )
    if unknown := asked.keys() - set(request.outputs):
        listing = ", ".join(sorted(map(str, unknown)))
        raise ValueError(f"types are asked of what is no output: {listing}")
    own = {name: output_type(request, name) for name in request.outputs}
    for name, type_ in asked.items():
        if not isinstance(type_, pa.DataType):
            raise TypeError(f"the type asked of {name} is no pyarrow type: {type_!r}")
        base = _base(request, name)
        if not _can_hold(type_, base):
            raise TypeError(f"{name} is a {base}: it cannot be written as {type_}")
    return own | dict(asked)


def output_type(request: Request, name: str) -> pa.DataType:
    """Return the type an output is written as: whole numbers as int64, amounts and other decimals
    as decimal128, numbers that no decimal is sure to write as text (`1/3`), choices and texts as
    strings, lists as lists of names.
    """
    definition = request.book.definition
    kind = definition.kind_of(name)
    assert kind is not None
    if kind.base != "number":
        return _TYPES.get(kind.base, pa.string())
    places = _places(request, name)
    if places is None:
        return pa.string()
    if kind.unit is not None and kind.unit.is_money:
        places = max(places, _CENTS)
    return pa.decimal128(PRECISION, places) if places else pa.int64()


def is_text(type_: pa.DataType) -> bool:
    """Tell whether a type holds texts."""
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_))


def _base(request: Request, name: str) -> str:
    kind = request.book.definition.kind_of(name)
    assert kind is not None
    return "text" if kind.base == "choice" else kind.base


def _can_hold(type_: pa.DataType, base: str) -> bool:
    """Tell whether values of a sort can be written as a type, each or at least some of them."""
    is_ = pa.types
    if is_text(type_):
        found = base != "list"
    elif base == "number":
        exact = is_.is_integer(type_) or (is_.is_decimal(type_) and type_.scale >= 0)
        found = exact or is_.is_floating(type_)
    elif base == "boolean":
        found = is_.is_boolean(type_) or is_.is_integer(type_)
    elif base == "date":
        found = is_.is_date(type_) or is_.is_timestamp(type_)
    elif base == "text":
        found = is_.is_dictionary(type_) and is_text(type_.value_type)
    else:
        found = (is_.is_list(type_) or is_.is_large_list(type_)) and is_text(type_.value_type)
    return bool(found)


def _places(request: Request, name: str) -> int | None:
    """Return how many decimals a number may need; None when there is no end to them."""
    denominator = _denominator(request.book, request.day, name)
    found = None if denominator is None else as_decimal(Fraction(1, denominator))
    return -int(found.as_tuple().exponent) if isinstance(found, Decimal) else None


@lru_cache(maxsize=256)
def _denominator(book: Rulebook, day: dt.date | None, name: str) -> int | None:
    """Return the denominator of all that a number may be, in the versions asked for."""
    found = 1
    for date in book.version_dates if day is None else (day,):
        own = denominators(book.on(date), (name,))[name]
        if own is None:
            return None
        found = lcm(found, own)
    return found
