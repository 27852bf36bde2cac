"""The sick-leave benefits of the self-employed, calculated a second time, from the law alone.

The tests hold the engine against this file. It shares nothing with the engine or with the
rulebooks: it has its own table of figures, whole cents and exact fractions, and rounding by
hand. Section numbers are those of the description of the law from which the rulebook was
written: 1.1 the source, 1.2 the yearly figures, 1.3 its contradictions, 1.4 later changes.

Amounts are whole cents, except where a Fraction says that they are not rounded.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal, TypeAlias

Status: TypeAlias = Literal[
    "artisan", "commercant", "conjoint_collaborateur", "profession_liberale"
]
Category: TypeAlias = Literal["vente", "prestations_bic", "prestations_bnc"]
Nature: TypeAlias = Literal["maladie", "accident", "hospitalisation", "interruption_grossesse"]

# 1.2: the yearly ceiling of social security (PASS), in euros.
PASS = {
    2012: 36_372,
    2013: 37_032,
    2014: 37_548,
    2015: 38_040,
    2016: 38_616,
    2017: 39_228,
    2018: 39_732,
    2019: 40_524,
    2020: 41_136,
    2021: 41_136,
    2022: 41_136,
    2023: 43_992,
    2024: 46_368,
    2025: 47_100,
    2026: 48_060,
}
YEARS = range(2015, 2027)

# 1.1: what is left of a turnover after the flat-rate abatement of 71, 50 or 34 %.
KEPT = {
    "vente": Fraction(29, 100),
    "prestations_bic": Fraction(50, 100),
    "prestations_bnc": Fraction(66, 100),
}

DAYS_OF_A_YEAR_OF_INCOME = 730  # 1.1

# 1.4: the days on which a rule changes.
SHORT_STOPS_APART = dt.date(2018, 1, 1)
EMERGENCY_BEGINS = dt.date(2020, 3, 24)
EMERGENCY_IS_OVER = dt.date(2020, 7, 11)
THREE_DAYS_FOR_ALL = dt.date(2021, 1, 1)
LIBERALS_COVERED = dt.date(2021, 7, 1)
NO_WAIT_AFTER_MISCARRIAGE = dt.date(2024, 1, 1)
NO_WAIT_AFTER_TERMINATION = dt.date(2024, 7, 1)
CHANGES = (
    SHORT_STOPS_APART,
    EMERGENCY_BEGINS,
    EMERGENCY_IS_OVER,
    THREE_DAYS_FOR_ALL,
    LIBERALS_COVERED,
    NO_WAIT_AFTER_MISCARRIAGE,
    NO_WAIT_AFTER_TERMINATION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One person and one stop.

    `earned` are the cents of the last three civil years: the turnover a micro-entrepreneur
    declared, the income of activity of everyone else. `medical` tells a termination of
    pregnancy for medical reasons from a miscarriage.
    """

    date: dt.date
    status: Status = "artisan"
    micro: bool = False
    category: Category = "vente"
    pays_minimum: bool = True
    earned: tuple[int, int, int] = (0, 0, 0)
    nature: Nature = "maladie"
    medical: bool = False
    days: int = 1
    part_time: bool = False
    affiliated: bool = True
    already_paid: int = 0
    long_illness: bool = False

    def given(self) -> dict[str, object]:
        """Return the same situation under the names of the rulebook's inputs."""
        kind = "chiffre_affaires" if self.micro else "revenu"
        amounts = {f"{kind}_annee_{n}": euros(cents) for n, cents in enumerate(self.earned, 1)}
        return {
            "date_constat": self.date,
            "statut": self.status,
            "micro_entrepreneur": self.micro,
            "categorie_activite": self.category,
            "cotisation_minimale": self.pays_minimum,
            **amounts,
            "nature_arret": self.nature,
            "interruption_medicale": self.medical,
            "duree_arret": self.days,
            "temps_partiel_therapeutique": self.part_time,
            "affiliation_un_an": self.affiliated,
            "jours_deja_indemnises": self.already_paid,
            "affection_longue_duree": self.long_illness,
        }


def euros(cents: int) -> Decimal:
    """Return whole cents as the decimal number of euros, two decimals."""
    return Decimal(cents).scaleb(-2)


def half_up(amount: Fraction) -> int:
    """Round to the nearest whole number; what lies halfway goes up (1.3, point 6)."""
    return floor(amount + Fraction(1, 2))


def _a_day(yearly_cents: Fraction) -> int:
    return half_up(yearly_cents / DAYS_OF_A_YEAR_OF_INCOME)


def threshold(year: int) -> int:
    """Return 10 % of the mean PASS of the three years before (1.2, art. D622-8)."""
    total = sum(PASS[before] for before in range(year - 3, year))
    return half_up(Fraction(10, 100) * Fraction(total, 3) * 100)


def cap(year: int) -> int:
    """Return the largest daily amount: PASS / 730 (1.2, art. D622-7)."""
    return _a_day(Fraction(PASS[year] * 100))


def liberal_cap(year: int) -> int:
    """Return the largest daily amount of a profession libérale: 3 × PASS / 730 (1.4)."""
    return _a_day(Fraction(3 * PASS[year] * 100))


def micro_floor(year: int) -> int:
    """Return what an income equal to the threshold gives (1.2)."""
    return _a_day(Fraction(threshold(year)))


def spouse(year: int) -> int:
    """Return the flat amount of a conjoint collaborateur: 40 % × PASS / 730 (1.2).

    In 2019 the source still prints the amount of 2018, which is kept (1.3, point 2).
    """
    printed_in = 2018 if year == 2019 else year
    return _a_day(Fraction(40, 100) * PASS[printed_in] * 100)


def minimum(year: int) -> int:
    """Return the smallest amount of those who are not micro: 21 €, then 40 % of the PASS (1.2)."""
    return 2100 if year <= 2019 else _a_day(Fraction(40, 100) * PASS[year] * 100)


def mean_income(situation: Situation) -> Fraction:
    """Return the mean annual income of three years, in cents and not rounded (1.1)."""
    mean = Fraction(sum(situation.earned), 3)
    return mean * KEPT[situation.category] if situation.micro else mean


def is_insured(situation: Situation) -> bool:
    """Tell whether the profession is covered and the year of affiliation over (1.1, 1.4)."""
    liberal = situation.status == "profession_liberale"
    covered = not liberal or situation.date >= LIBERALS_COVERED
    return covered and situation.affiliated


def full_time_amount(situation: Situation) -> int:
    """Return the daily amount of a full-time stop (1.1; equal to the threshold is paid: 1.3)."""
    year = situation.date.year
    income = mean_income(situation)
    if not is_insured(situation):
        return 0
    if situation.status == "conjoint_collaborateur":
        return spouse(year)
    if income < threshold(year):
        return minimum(year) if situation.pays_minimum and not situation.micro else 0
    least = 0 if situation.micro else minimum(year)
    most = liberal_cap(year) if situation.status == "profession_liberale" else cap(year)
    return min(max(_a_day(income), least), most)


def daily_amount(situation: Situation) -> int:
    """Return the daily amount: part time halves the rounded one, rounded again (1.3, point 6)."""
    amount = full_time_amount(situation)
    return half_up(Fraction(amount, 2)) if situation.part_time else amount


def waiting_days(situation: Situation) -> int:
    """Return the days that pass before the first paid one (1.1, 1.4)."""
    date = situation.date
    if EMERGENCY_BEGINS <= date < EMERGENCY_IS_OVER:
        return 0
    if date >= THREE_DAYS_FOR_ALL:
        return 0 if _is_spared_the_wait(situation) else 3
    if situation.nature == "hospitalisation":
        return 3
    return 3 if date >= SHORT_STOPS_APART and situation.days > 7 else 7


def _is_spared_the_wait(situation: Situation) -> bool:
    since = NO_WAIT_AFTER_TERMINATION if situation.medical else NO_WAIT_AFTER_MISCARRIAGE
    return situation.nature == "interruption_grossesse" and situation.date >= since


def paid_days(situation: Situation) -> int:
    """Return how many days of the stop are paid, whatever they pay (1.1, 1.4).

    A liberal stop is followed to its 90th day, waiting days included. Others have 360 paid
    days, or three years from date to date for a long illness, less those already paid.
    """
    if not is_insured(situation):
        return 0
    if situation.status == "profession_liberale":
        return max(min(situation.days, 90) - waiting_days(situation), 0)
    allowed = _three_years_from(situation.date) if situation.long_illness else 360
    left = allowed - situation.already_paid
    return max(min(situation.days - waiting_days(situation), left), 0)


def _three_years_from(date: dt.date) -> int:
    last_of_february = (date.month, date.day) == (2, 29)
    end = date.replace(year=date.year + 3, day=28 if last_of_february else date.day)
    return (end - date).days


def first_paid_day(situation: Situation) -> int | None:
    """Return the rank in the stop of the first paid day; None when no day is paid."""
    return waiting_days(situation) + 1 if paid_days(situation) else None


def total(situation: Situation) -> int:
    """Return what the whole stop pays."""
    return daily_amount(situation) * paid_days(situation)


def answers(situation: Situation) -> dict[str, Decimal | int | None]:
    """Return every answer under the name of the rulebook's output."""
    return {
        "indemnite_journaliere": euros(daily_amount(situation)),
        "delai_carence": waiting_days(situation),
        "premier_jour_indemnise": first_paid_day(situation),
        "jours_indemnises": paid_days(situation),
        "montant_total": euros(total(situation)),
    }
