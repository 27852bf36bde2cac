"""Days, months and years, a column at a time, as `bareme.calendar` counts them for one date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from bareme.columns.column import day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Days = NDArray[np.int64]

FIRST_DAY, LAST_DAY = day_number(dt.date.min), day_number(dt.date.max)
_MONTH_OF_1970 = 1970 * 12
_FIRST_MONTH, _LAST_MONTH = dt.MINYEAR * 12, dt.MAXYEAR * 12 + 11


def _month(days: Days) -> tuple[Days, Days]:
    """Return the months since the year 0 of some days, and the day within each, from 0."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    return months.astype(np.int64) + _MONTH_OF_1970, days - first


def _first_of(months: Days) -> Days:
    found: Days = (
        (months - _MONTH_OF_1970).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    )
    return found


def add_months(days: Days, count: Days | int) -> tuple[Days, NDArray[np.bool_]]:
    """Return the same day so many months later, or the last of its month, and which rows leave
    the calendar (their days mean nothing).
    """
    months, day = _month(days)
    target = months + count
    outside = (target < _FIRST_MONTH) | (target > _LAST_MONTH)
    target = np.where(outside, _MONTH_OF_1970, target)
    first, following = _first_of(target), _first_of(target + 1)
    return np.minimum(first + day, following - 1), outside


def age_on(birth: Days, day: Days) -> Days:
    """Return the completed years between two days; negative when `day` comes first."""
    born, born_day = _month(birth)
    now, now_day = _month(day)
    years = now // 12 - born // 12
    before = (now % 12 < born % 12) | ((now % 12 == born % 12) & (now_day < born_day))
    completed: Days = years - before
    return completed
