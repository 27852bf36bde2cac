"""A population, as numpy arrays and as an Arrow table, and its rules written by hand in numpy.

Those are written to be fast and right: integers of cents, rounded half up, the figures of the year
written down. What they leave out is what a rulebook is for: other years, reading what was given,
refusing what is wrong, and what is missing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

DAY = dt.date(2019, 3, 1)
AMOUNT, FIRST_DAY = "indemnite_journaliere", "premier_jour_indemnise"
OUTPUTS = (AMOUNT, "delai_carence", FIRST_DAY, "jours_indemnises", "montant_total")
_STATUSES = ("artisan", "commercant", "conjoint_collaborateur")
_CAUSES = ("maladie", "accident", "hospitalisation", "interruption_grossesse")
# Of 2019, in cents: threshold and ceiling a year, minimum and spouse's amount a day.
_THRESHOLD, _CEILING, _MINIMUM, _SPOUSE, _DAYS = 391_920, 4_052_400, 2_100, 2_177, 730
# In days: paid at most, the same with a long illness (to 1 March 2022), and waited for.
_LONGEST, _LONG_ILLNESS, _SHORT, _WAIT, _WAIT_SHORT = 360, 1_096, 7, 3, 7


class People(NamedTuple):
    """An array each: codes of statuses and causes, truths, mean incomes in cents, days."""

    status: Any
    micro: Any
    income: Any
    cause: Any
    length: Any
    part_time: Any
    long_illness: Any
    paid_before: Any


def people(size: int) -> People:
    """Return so many people: the income of one in ten is a tie at half a cent."""
    random = np.random.default_rng(2019)
    income = random.integers(0, 6_000_000, size)
    ties = 365 * (2 * random.integers(0, 8_000, size) + 1)  # half a cent, divided by 730
    return People(
        random.integers(0, len(_STATUSES), size),
        random.random(size) < 0.3,
        np.where(random.random(size) < 0.1, ties, income),
        random.integers(0, len(_CAUSES), size),
        random.integers(1, 500, size),
        random.random(size) < 0.2,
        random.random(size) < 0.1,
        np.where(random.random(size) < 0.2, random.integers(0, 400, size), 0),
    )


def short_table(who: People) -> pa.Table:
    """Return what the daily amount is computed from."""
    return pa.table(
        {
            "statut": _names(who.status, _STATUSES),
            "micro_entrepreneur": pa.array(who.micro),
            "revenu_annuel_moyen": amounts(who.income, 12),
        }
    )


def long_table(who: People) -> pa.Table:
    """Return what all the outputs are computed from."""
    more = {
        "nature_arret": _names(who.cause, _CAUSES),
        "duree_arret": pa.array(who.length),
        "temps_partiel_therapeutique": pa.array(who.part_time),
        "affection_longue_duree": pa.array(who.long_illness),
        "jours_deja_indemnises": pa.array(who.paid_before),
    }
    table = short_table(who)
    for name, array in more.items():
        table = table.append_column(name, array)
    return table


def _names(codes: Any, names: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), list(names))


def amounts(cents: Any, precision: int) -> pa.Array:
    """Return cents as decimals of two places."""
    words = np.stack([cents, np.zeros(len(cents), np.int64)], axis=1)
    buffers = [None, pa.py_buffer(np.ascontiguousarray(words))]
    return pa.Array.from_buffers(pa.decimal128(precision, 2), len(cents), buffers)


def daily(who: People) -> Any:
    """Return the daily amounts in cents."""
    least = np.where(who.micro, 0, _MINIMUM * _DAYS)
    paid = np.minimum(np.maximum(who.income, least), _CEILING)
    full = (2 * paid + _DAYS) // (2 * _DAYS)
    below = np.where(who.micro, 0, _MINIMUM)
    return np.where(who.status == 2, _SPOUSE, np.where(who.income < _THRESHOLD, below, full))


def daily_in_floats(who: People) -> Any:
    """Return the same as one writes it in floats of euros, rounded to cents."""
    income = who.income / 100
    amount = np.minimum(np.maximum(income / 730, np.where(who.micro, 0, 21.0)), 40524 / 730)
    full = np.rint(np.round(amount, 2) * 100).astype(np.int64)
    below = np.where(who.micro, 0, _MINIMUM)
    return np.where(who.status == 2, _SPOUSE, np.where(income < 3919.20, below, full))


def everything(who: People) -> dict[str, Any]:
    """Return all the outputs, amounts in cents; the first day paid is 0 where none is."""
    full = daily(who)
    amount = np.where(who.part_time, (full + 1) // 2, full)
    short = np.where(who.length <= _SHORT, _WAIT_SHORT, _WAIT)
    waiting = np.where(who.cause == 2, _WAIT, short)
    limit = np.maximum(np.where(who.long_illness, _LONG_ILLNESS, _LONGEST) - who.paid_before, 0)
    paid = np.minimum(np.maximum(who.length - waiting, 0), limit)
    first = np.where(paid > 0, waiting + 1, 0)
    return dict(zip(OUTPUTS, (amount, waiting, first, paid, amount * paid), strict=True))
