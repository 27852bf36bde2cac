"""Values as a French reader expects them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from bareme import words
from bareme.units import parse_unit

if TYPE_CHECKING:
    from bareme.reading.scalars import Number

N = "\u202f"  # the space between thousands


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (20000, "€/an", f"20{N}000,00 €/an"),
        (Fraction(2740, 100), "€/jour", "27,40 €/jour"),
        (Fraction(20000, 730), "€/jour", "27,397… €/jour"),
        # Cut, not rounded: 22,2049… would read 22,205, and 22,20 would seem a wrong rounding.
        (Fraction(2, 5) * 40524 / 730, "€/jour", "22,204… €/jour"),
        (Fraction(-1, 3), "€", "−0,333… €"),
        (Fraction(1, 8), "1", "0,125"),
        (Fraction(1, 16), "1", "0,062…"),
        (1234567, "1", f"1{N}234{N}567"),
        (0, "€", "0,00 €"),
        (1, "jours", "1 jour"),
        (2, "jour", "2 jours"),
        (0, "jour", "0 jour"),
        (2, "mois", "2 mois"),
        (730, "jour/an", "730 jour/an"),
        (Fraction(71, 100), "%", "71 %"),
        (Fraction(1, 3), "%", "33,333… %"),
    ],
)
def test_amounts(value: Number, unit: str, told: str) -> None:
    assert words.amount(value, parse_unit(unit)) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "sans objet"),
        (True, "oui"),
        (False, "non"),
        (dt.date(2019, 3, 1), "1er mars 2019"),
        (dt.date(2018, 12, 31), "31 décembre 2018"),
        ("artisan", "Artisan"),
        ("autre", "autre"),
    ],
)
def test_other_values(value: bool | dt.date | str | None, told: str) -> None:
    assert words.value(value, choices={"artisan": "Artisan"}) == told
