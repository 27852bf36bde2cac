"""The daily allowance as a programmer would write it by hand: what the engine is measured against.

Functions of `decimal.Decimal`, the figures of each year in a dict, rounded half up: the same
inputs by keyword, the same cents. Amounts are judged as the engine judges them; flags are
taken at their word. It is written to be fast, so that the comparison is fair: figures that a
rulebook derives stand here as they are published, and a mean is divided once, at the end,
which also keeps it exact.

What it does without is what a rulebook is for: other years, references, an explanation, and a
law that can be read without reading a program.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

Amount: TypeAlias = int | float | Decimal
Answers: TypeAlias = dict[str, Decimal | int | None]

_CENT = Decimal("0.01")
_ZERO = Decimal("0.00")
_HALF = Decimal("0.5")
_DAYS = 730

_STATUSES = frozenset({"artisan", "commercant", "conjoint_collaborateur", "profession_liberale"})
_CAUSES = frozenset({"maladie", "accident", "hospitalisation", "interruption_grossesse"})
# What is left of a turnover after the flat-rate abatement.
_KEPT = {
    "vente": Decimal("0.29"),
    "prestations_bic": Decimal("0.50"),
    "prestations_bnc": Decimal("0.66"),
}
_EMERGENCY = (dt.date(2020, 3, 24), dt.date(2020, 7, 10))  # no waiting days


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of one year in euros: the threshold a year, the others a day."""

    threshold: Decimal
    minimum: Decimal
    cap: Decimal
    spouse: Decimal


# 2019 keeps the spouse's amount of 2018, which the page of 2019 still prints.
YEARS = {
    2018: Year(Decimal("3862.80"), Decimal("21.00"), Decimal("54.43"), Decimal("21.77")),
    2019: Year(Decimal("3919.20"), Decimal("21.00"), Decimal("55.51"), Decimal("21.77")),
    2020: Year(Decimal("3982.80"), Decimal("22.54"), Decimal("56.35"), Decimal("22.54")),
}


def daily_allowance(
    day: dt.date,
    *,
    statut: str,
    micro_entrepreneur: bool = False,
    categorie_activite: str | None = None,
    cotisation_minimale: bool = True,
    affiliation_un_an: bool = True,
    temps_partiel_therapeutique: bool = False,
    revenu_annuel_moyen: Amount | None = None,
    revenu_annee_1: Amount | None = None,
    revenu_annee_2: Amount | None = None,
    revenu_annee_3: Amount | None = None,
    chiffre_affaires_annee_1: Amount | None = None,
    chiffre_affaires_annee_2: Amount | None = None,
    chiffre_affaires_annee_3: Amount | None = None,
) -> Decimal:
    """Return the allowance in euros a day; ValueError for what is missing or out of bounds.

    Income is given as the mean, or as three years of it: turnovers for a micro-entrepreneur.
    """
    if statut not in _STATUSES:
        raise ValueError(f"unknown status: {statut!r}")
    figures = YEARS[day.year]
    if statut == "profession_liberale" or not affiliation_un_an:
        return _ZERO
    if statut == "conjoint_collaborateur":
        daily = figures.spouse
    else:
        if revenu_annuel_moyen is not None:
            total, years = _number(revenu_annuel_moyen), 1
        elif micro_entrepreneur:
            if categorie_activite not in _KEPT:
                raise ValueError(f"unknown category of activity: {categorie_activite!r}")
            turnover = (
                _amount(chiffre_affaires_annee_1)
                + _amount(chiffre_affaires_annee_2)
                + _amount(chiffre_affaires_annee_3)
            )
            total, years = turnover * _KEPT[categorie_activite], 3
        else:
            income = _amount(revenu_annee_1) + _amount(revenu_annee_2) + _amount(revenu_annee_3)
            total, years = income, 3
        daily = _full_time(figures, total, years, micro_entrepreneur, cotisation_minimale)
    if temps_partiel_therapeutique:
        return (daily * _HALF).quantize(_CENT, ROUND_HALF_UP)
    return daily


def answers(
    day: dt.date,
    *,
    duree_arret: int | None = None,
    nature_arret: str = "maladie",
    affection_longue_duree: bool = False,
    jours_deja_indemnises: int = 0,
    **person: object,
) -> Answers:
    """Return everything that can be said of a stop: the daily amount, and what its length
    decides when it is known.
    """
    found: Answers = {"indemnite_journaliere": daily_allowance(day, **person)}  # type: ignore[arg-type]
    waiting = _waiting_days(day, nature_arret, duree_arret)
    if waiting is not None:
        found["delai_carence"] = waiting
    if duree_arret is None or waiting is None:
        return found
    covered = person["statut"] != "profession_liberale" and person.get("affiliation_un_an", True)
    limit = 0
    if covered:
        most = (_three_years_later(day) - day).days if affection_longue_duree else 360
        limit = max(most - jours_deja_indemnises, 0)
    paid = min(max(duree_arret - waiting, 0), limit)
    daily = found["indemnite_journaliere"]
    assert daily is not None
    found["premier_jour_indemnise"] = waiting + 1 if paid else None
    found["jours_indemnises"] = paid
    found["montant_total"] = daily * paid
    return found


def _full_time(
    figures: Year, total: Decimal, years: int, is_micro: bool, pays_minimum: bool
) -> Decimal:
    """Return the allowance of an income of `total` over so many years."""
    if total < figures.threshold * years:
        return figures.minimum if pays_minimum and not is_micro else _ZERO
    daily = total / (_DAYS * years)
    if daily > figures.cap:
        return figures.cap
    if daily < figures.minimum and not is_micro:
        return figures.minimum
    return daily.quantize(_CENT, ROUND_HALF_UP)


def _waiting_days(day: dt.date, cause: str, length: int | None) -> int | None:
    """Return the days before the first one paid; None when they depend on an unknown length."""
    if cause not in _CAUSES or (length is not None and length < 1):
        raise ValueError(f"no such stop: {cause!r} of {length!r} days")
    if _EMERGENCY[0] <= day <= _EMERGENCY[1]:
        return 0
    if cause == "hospitalisation":
        return 3
    if length is None:
        return None
    return 7 if length <= 7 else 3


def _three_years_later(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 3)
    except ValueError:  # 29 February
        return dt.date(day.year + 3, 2, 28)


def _number(value: Amount | None) -> Decimal:
    """Return a number as the decimal it prints as."""
    if isinstance(value, float):
        number = Decimal(repr(value))
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        number = Decimal(value)
    else:
        raise ValueError(f"a number is missing: {value!r}")  # noqa: TRY004  # one error for a caller
    if not number.is_finite():
        raise ValueError(f"not a number: {value!r}")
    return number


def _amount(value: Amount | None) -> Decimal:
    """Return an amount in whole cents, zero or more."""
    number = _number(value)
    if number < 0 or number * 100 % 1:
        raise ValueError(f"not an amount: {value!r}")
    return number
