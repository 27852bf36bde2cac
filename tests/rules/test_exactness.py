"""Where binary floating point would be wrong by a cent, or by everything.

A tie is an income whose 730th part is exactly half a cent more than a whole number of cents:
it is rounded up. A rate is the number that is written, however it is written.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import bareme
from oracle import YEARS, Situation, cap, daily_amount, euros, micro_floor, minimum, threshold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def ties(year: int) -> list[int]:
    """Return every income, in cents, between the minimum and the cap whose 730th is a tie."""
    incomes = range(minimum(year) * 730, cap(year) * 730 + 1)
    return [income for income in incomes if 2 * (income % 730) == 730]


def in_floats(income: int) -> float:
    """The calculation as it is usually programmed."""
    return round((income / 100) / 730, 2)


@pytest.mark.parametrize("year", YEARS)
def test_every_half_cent_is_rounded_up_where_floats_often_round_down(
    book: bareme.Rulebook, year: int
) -> None:
    rules = book.on(f"{year}-06-15")
    incomes = ties(year)
    rounded_up = {income: euros(income // 730 + 1) for income in incomes}

    found = {
        income: rules.evaluate(
            statut="artisan", revenu_annuel_moyen=euros(income), outputs=["indemnite_journaliere"]
        )["indemnite_journaliere"]
        for income in incomes
    }
    wrong_in_floats = sum(
        Decimal(str(in_floats(income))) != amount for income, amount in rounded_up.items()
    )

    assert len(incomes) > 3000
    assert found == rounded_up
    assert wrong_in_floats > 1000


def test_an_income_may_come_as_a_float_and_is_still_exact(book: bareme.Rulebook) -> None:
    """19 742,85 € is 27,045 € a day. In floats it is a little less."""
    result = book.on("2018-06-15").evaluate(statut="artisan", revenu_annuel_moyen=19742.85)
    assert result["indemnite_journaliere"] == Decimal("27.05")
    assert str(in_floats(1974285)) == "27.04"


def in_the_figures(rules: Path, written: str) -> None:
    """Write the rate of the abatement otherwise among the figures."""
    edit(rules / "indemnites-journalieres/parameters.yaml", "vente: 71 %", f"vente: {written}")


def in_the_formula(rules: Path, written: str) -> None:
    """Write the rate of the abatement out in the rule that reads it."""
    rulebook = rules / "indemnites-journalieres/rulebook.yaml"
    edit(rulebook, "(1 - taux_abattement)", f"(1 - ({written}))")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# From nothing to above the cap, and the one that lands exactly on the threshold of 2018.
TURNOVERS = (*range(0, 15_000_000, 10_101), 1_331_999, 1_332_000, 1_332_001)


@pytest.mark.parametrize(
    ("write", "written"),
    [
        (in_the_figures, "71 %"),
        (in_the_figures, "71%"),
        (in_the_figures, "71.0 %"),
        (in_the_figures, "0.71"),
        (in_the_formula, "71 %"),
        (in_the_formula, "0.71"),
        (in_the_formula, "1 - 0.29"),
        (in_the_formula, "1 - 29 %"),
        (in_the_formula, "71 / 100"),
    ],
)
def test_a_rate_is_the_same_however_it_is_written(
    rules_copy: Path, write: Callable[[Path, str], None], written: str
) -> None:
    write(rules_copy, written)
    rules = bareme.load("indemnites-journalieres", rules=rules_copy).on("2018-06-15")

    for turnover in TURNOVERS:
        seller = Situation(date=rules.date, micro=True, earned=(turnover,) * 3)
        result = rules.evaluate(seller.given())
        assert result["indemnite_journaliere"] == euros(daily_amount(seller))
        assert result["revenu_annuel_moyen"] == Decimal(29 * turnover).scaleb(-4)


@pytest.mark.parametrize(
    ("year", "turnover", "amount"), [(2018, 13_320, "5.29"), (2026, 15_800, "6.28")]
)
def test_a_turnover_that_lands_on_the_threshold_is_paid(
    book: bareme.Rulebook, year: int, turnover: int, amount: str
) -> None:
    """29 % of 13 320 € is 3 862,80 €, to the cent; in floats, 3 862,799999…: nothing."""
    rules = book.on(f"{year}-06-15")
    enough = Decimal(turnover)

    def paid(turnover: Decimal) -> object:
        seller = {"statut": "artisan", "micro_entrepreneur": True, "categorie_activite": "vente"}
        result = rules.evaluate(seller, chiffre_affaires_annuel_moyen=turnover)
        return result["indemnite_journaliere"]

    assert 29 * turnover == threshold(year)
    assert paid(enough) == Decimal(amount)
    assert paid(enough - Decimal("0.01")) == 0


def test_floats_would_refuse_the_turnover_that_lands_on_the_threshold() -> None:
    assert 13_320 * 0.29 < 3862.80


@pytest.mark.parametrize("year", YEARS)
def test_the_smallest_turnover_of_three_years_that_reaches_the_threshold_is_paid(
    book: bareme.Rulebook, year: int
) -> None:
    """A cent less over three years is less than a tenth of a cent of mean income."""
    enough = -(-threshold(year) * 300 // 29)

    def paid(total: int) -> object:
        third = total // 3
        earned = (third, third, total - 2 * third)
        seller = Situation(date=book.on(f"{year}-06-15").date, micro=True, earned=earned)
        return book.evaluate(seller.given())["indemnite_journaliere"]

    assert paid(enough) == euros(micro_floor(year))
    assert paid(enough - 1) == 0
