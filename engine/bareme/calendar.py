"""Days, months and years as the law counts them: from date to date.

Adding months or years to a day its target month lacks gives the last day of that month
(31 January and one month: 28 or 29 February).
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later, or the last of its month; OverflowError past 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError("date value out of range")
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def today() -> dt.date:
    """Return the day that the calendar shows where the program runs."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def add_years(day: dt.date, years: int) -> dt.date:
    """Return the same day `years` later, or 28 February for a 29th that does not exist."""
    return add_months(day, 12 * years)


def age_on(birth: dt.date, day: dt.date) -> int:
    """Return the completed years between two days; negative when `day` comes first."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
