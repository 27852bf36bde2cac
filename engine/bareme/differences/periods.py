"""Which versions are held against each other: those in force on the same days, and where nothing
could be answered until now, the new one against the eve.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.rulebook import Rulebook, Rules

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Two versions, and the last day on which they are those in force; `of_before` tells that the
    first one is of the first side, `answers` that either has every figure of its year.
    """

    before: Rules
    after: Rules
    until: dt.date | None
    of_before: bool = True
    answers: bool = True


def periods(before: Rulebook, after: Rulebook) -> Iterator[Period]:
    """Give the periods that both sides answer for, or that only the second one does, by date."""
    days = sorted({*before.version_dates, *after.version_dates, *_ends(before), *_ends(after)})
    for day, following in zip(days, [*days[1:], None], strict=True):
        until = following - _DAY if following else None
        if not _covers(after, day):
            continue
        now = after.on(day)
        old, new = _answers(before, day), _answers(after, day)
        if new and not old and _answers(after, day - _DAY):
            yield Period(after.on(day - _DAY), now, until, of_before=False)
        elif _covers(before, day):
            yield Period(before.on(day), now, until, answers=old or new)


def _ends(book: Rulebook) -> Iterator[dt.date]:
    """Give the days after the last one that a rulebook covers, or answers for."""
    for end in (book.definition.end, book.last_day):
        if end is not None and end < dt.date.max:
            yield end + _DAY


def _covers(book: Rulebook, day: dt.date) -> bool:
    end = book.definition.end
    return book.definition.start <= day and (end is None or day <= end)


def _answers(book: Rulebook, day: dt.date) -> bool:
    """Tell whether a day is covered, with every figure of its year."""
    last = book.last_day
    return _covers(book, day) and (last is None or day <= last)
