"""The situations that are compared, and what the law makes of them, in whole cents.

What is expected is worked out here with integers and fractions, and held against
`handwritten.py`: no engine has a part in it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from benchmarks.handwritten import daily_allowance
from benchmarks.peers.programs.serving import COLUMNS, FLAGS, INCOME, STATUSES

if TYPE_CHECKING:
    from pathlib import Path

Columns: TypeAlias = dict[str, Any]
"""The inputs by name, a value a row: cents, the place of the status, and flags of 0 and 1."""

# Of 2019, in cents: threshold a year; minimum, cap and spouse's amount a day.
_THRESHOLD, _MINIMUM, _CAP, _SPOUSE, _DAYS = 391_920, 2_100, 5_551, 2_177, 730


@dataclass(frozen=True, slots=True)
class Cases:
    """Situations, and the daily amount that is due to each, in cents."""

    columns: Columns
    due: Any

    def write(self, directory: Path) -> None:
        """Write the inputs as the programs read them, one file a column."""
        directory.mkdir()
        for name, code in COLUMNS.items():
            self.columns[name].astype(code).tofile(directory / name)

    def __len__(self) -> int:
        return len(self.due)


def population(size: int) -> Cases:
    """Return people of every status; one income in ten is a tie at half a cent."""
    random = np.random.default_rng(2019)
    shares = dict(zip(FLAGS, (0.3, 0.9, 0.95, 0.15), strict=True))
    cents = random.integers(0, 6_000_000, size)
    ties = 365 * (2 * random.integers(0, 8_000, size) + 1)
    columns = {
        "statut": random.choice(len(STATUSES), size, p=[0.45, 0.4, 0.1, 0.05]),
        INCOME: np.where(random.random(size) < 0.1, ties, cents),
        **{name: (random.random(size) < share).astype(int) for name, share in shares.items()},
    }
    cases = Cases(columns, _due(columns))
    _hold_against_decimal(cases, min(size, 2_000))
    return cases


def ties() -> Cases:
    """Return every income whose 730th is exactly half a cent, between the minimum and the cap."""
    incomes = [
        cents
        for cents in range(_MINIMUM * _DAYS, _CAP * _DAYS + 1)
        if Fraction(cents, _DAYS) % 1 == Fraction(1, 2)
    ]
    return _craftsmen(incomes, [_half_up(Fraction(cents, _DAYS)) for cents in incomes])


def odd_cents_halved() -> Cases:
    """Return part time of every odd daily amount of cents, from the minimum to the cap."""
    daily = [cents for cents in range(_MINIMUM, _CAP + 1) if cents % 2]
    due = [_half_up(Fraction(cents, 2)) for cents in daily]
    return _craftsmen([cents * _DAYS for cents in daily], due, temps_partiel_therapeutique=1)


def _craftsmen(incomes: list[int], due: list[int], **flags: int) -> Cases:
    flags = dict.fromkeys(FLAGS, 0) | {"cotisation_minimale": 1, "affiliation_un_an": 1} | flags
    columns = {name: np.full(len(incomes), value) for name, value in flags.items()}
    columns |= {"statut": np.zeros(len(incomes), int), INCOME: np.array(incomes)}
    cases = Cases(columns, np.array(due))
    _hold_against_decimal(cases, len(cases))
    return cases


def _half_up(number: Fraction) -> int:
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def _due(columns: Columns) -> Any:
    """Return the daily amounts in whole cents: integers only, half up, at each rounding."""
    income = columns[INCOME]
    is_micro, pays_minimum, is_affiliated, is_part_time = (columns[name] == 1 for name in FLAGS)
    least = np.where(is_micro, 0, _MINIMUM)
    paid = np.minimum(np.maximum(income, least * _DAYS), _CAP * _DAYS)
    full = (2 * paid + _DAYS) // (2 * _DAYS)
    full = np.where(income < _THRESHOLD, np.where(pays_minimum, least, 0), full)
    full = np.where(columns["statut"] == STATUSES.index("conjoint_collaborateur"), _SPOUSE, full)
    is_covered = columns["statut"] != STATUSES.index("profession_liberale")
    full = np.where(is_covered & is_affiliated, full, 0)
    return np.where(is_part_time, (full + 1) // 2, full)


def _hold_against_decimal(cases: Cases, count: int) -> None:
    """Hold the first rows against the handwritten function; ValueError when they differ."""
    for row in range(count):
        flags: dict[str, Any] = {name: bool(cases.columns[name][row]) for name in FLAGS}
        income = Decimal(int(cases.columns[INCOME][row])).scaleb(-2)
        status = STATUSES[cases.columns["statut"][row]]
        found = daily_allowance(
            dt.date(2019, 3, 1), statut=status, revenu_annuel_moyen=income, **flags
        )
        if found * 100 != int(cases.due[row]):
            raise ValueError(f"two ways of working out what is due differ: {status}, {income}")
