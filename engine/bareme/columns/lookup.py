"""Exact values to a column, each by its code: how what was judged one by one comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.column import Column, day_number, days, numbers, truths
from bareme.columns.numbers import looked_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.domains.columns import Vocabulary


def by_code(found: Sequence[Any], codes: Any, base: str, vocabulary: Vocabulary) -> Column:
    """Return the column whose rows are the values of their codes; None is nothing."""
    if base == "number":
        column = numbers(*looked_up([value or 0 for value in found], codes))
    elif base == "boolean":
        column = truths(np.array([bool(value) for value in found], np.bool_).take(codes))
    elif base == "date":
        table = [0 if value is None else day_number(value) for value in found]
        column = days(np.array(table, np.int64).take(codes))
    elif base == "text":
        texts = [vocabulary.code(value or "") for value in found]
        column = Column("text", np.array(texts, np.int32).take(codes))
    else:
        names = dict.fromkeys(name for value in found if value for name in value)
        masks = {
            name: np.array([bool(value) and name in value for value in found], np.bool_).take(codes)
            for name in names
        }
        column = Column("list", masks | {"": np.zeros(len(codes), np.bool_)})
    lacking = np.array([value is None for value in found], np.bool_)
    if not lacking.any():
        return column
    nothing = lacking.take(codes)
    return column._replace(nothing=nothing if nothing.any() else None)
