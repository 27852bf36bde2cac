"""Which rows are judged by which version: the one in force on their own date."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.column import day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.program import Program
    from bareme.tables.judging import Request


def versions_of(
    request: Request, given: dict[str, Any], wrong: Any
) -> list[tuple[Program | None, Any]]:
    """Return the versions that some rows are judged by, and which rows (None for all of them).

    Rows without a version are marked as wrong; theirs is None. The dates given give way to the one
    date that is asked for.
    """
    book = request.book
    reference = book.definition.reference_date
    if request.day is not None:
        if reference is not None:
            own = given.get(reference)
            if own is not None:
                other = own.data != day_number(request.day)
                wrong |= other if own.nothing is None else other & ~own.nothing
            given[reference] = request.day
        return [(book.on(request.day).program, None)]
    column = given.get(reference or "")
    if column is None:
        wrong[:] = True
        return [(None, None)]
    place = places(column.data, [day_number(day) for day in book.version_dates])
    wrong |= place < 0
    if book.definition.end is not None:
        wrong |= column.data > day_number(book.definition.end)
    if column.nothing is not None:
        wrong |= column.nothing
    place[wrong] = -1
    return [
        (None if index < 0 else book.on(book.version_dates[index]).program, rows)
        for index, rows in rows_by_place(place)
    ]


def places(days: Any, starts: list[int]) -> Any:
    """Return the last of some starts, in order, that each day does not precede; -1 for none.

    A pass for each start between the first day and the last: random days are looked up ten times
    as slowly.
    """
    if not len(days):
        return np.empty(0, np.int16)
    first = bisect_right(starts, int(days.min()))
    place = np.full(len(days), first - 1, np.int16)
    for start in starts[first : bisect_right(starts, int(days.max()))]:
        place += days >= start
    return place


def rows_by_place(place: Any) -> Iterator[tuple[int, Any]]:
    """Give each different place and its rows; None where those are all there are."""
    if (place == place[:1]).all():
        yield int(place[0]) if len(place) else -1, None
        return
    order, counts = np.argsort(place, kind="stable"), np.bincount(place + 1)
    ends = np.cumsum(counts)
    for index in np.flatnonzero(counts).tolist():
        yield index - 1, order[ends[index] - counts[index] : ends[index]]
