"""Numbers, amounts and dates in both languages, each written by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from bareme import speaking, words
from bareme.language.kinds import Kind, number
from bareme.units import parse_unit

N = "\u202f"  # the space between thousands, in French


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (Fraction("1234.5"), "€/an", f"1{N}234,50 €/an", "€1,234.50/year"),
        (1234567, "€", f"1{N}234{N}567,00 €", "€1,234,567.00"),
        (Fraction(-1, 3), "€", "−0,333… €", "−€0.333…"),
        (Fraction("27.4"), "€/jour", "27,40 €/jour", "€27.40/day"),
        (Fraction("12.5"), "€/heure", "12,50 €/heure", "€12.50/hour"),
        (3, "€/mois", "3,00 €/mois", "€3.00/month"),
        (0, "€/trimestre", "0,00 €/trimestre", "€0.00/quarter"),
        (Fraction(71, 100), "%", "71 %", "71%"),
        (Fraction(1, 3), "%", "33,333… %", "33.333…%"),
        (0, "jour", "0 jour", "0 days"),
        (1, "jour", "1 jour", "1 day"),
        (Fraction(3, 2), "jour", "1,5 jour", "1.5 days"),
        (5, "jour", "5 jours", "5 days"),
        (1, "mois", "1 mois", "1 month"),
        (2, "mois", "2 mois", "2 months"),
        (1, "an", "1 an", "1 year"),
        (64, "an", "64 ans", "64 years"),
        (6, "semaine", "6 semaines", "6 weeks"),
        (172, "trimestre", "172 trimestres", "172 quarters"),
        (35, "heure", "35 heures", "35 hours"),
        (13, "caractère", "13 caractères", "13 characters"),
        (4, "Mo", "4 Mo", "4 MB"),
        (730, "jour/an", "730 jour/an", "730 days/year"),
        (1, "jour/an", "1 jour/an", "1 day/year"),
        (12345, "1", f"12{N}345", "12,345"),
        (Fraction(1, 8), "1", "0,125", "0.125"),
    ],
)
def test_amounts(value: int | Fraction, unit: str, french: str, english: str) -> None:
    with speaking("fr"):
        assert words.amount(value, parse_unit(unit)) == french
    with speaking("en"):
        assert words.amount(value, parse_unit(unit)) == english


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        ("2019-03-01", "1er mars 2019", "1 March 2019"),
        ("2024-02-29", "29 février 2024", "29 February 2024"),
        ("2018-08-31", "31 août 2018", "31 August 2018"),
        ("2018-12-02", "2 décembre 2018", "2 December 2018"),
    ],
)
def test_dates(day: str, french: str, english: str) -> None:
    with speaking("fr"):
        assert words.date(dt.date.fromisoformat(day)) == french
    with speaking("en"):
        assert words.date(dt.date.fromisoformat(day)) == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (None, "sans objet", "not applicable"),
        (True, "oui", "yes"),
        (False, "non", "no"),
        ((), "néant", "none"),
        (("a", "b"), "A ; b", "A; b"),
        ("a", "A", "A"),
    ],
)
def test_other_values(
    value: bool | str | tuple[str, ...] | None, french: str, english: str
) -> None:
    with speaking("fr"):
        assert words.value(value, choices={"a": "A"}) == french
    with speaking("en"):
        assert words.value(value, choices={"a": "A"}) == english


def test_quotes_labels_and_changes() -> None:
    with speaking("fr"):
        assert words.text("deux  mots") == "« deux mots »"
        assert words.labelled("Âge", "64 ans") == "Âge : 64 ans"
        assert words.evolution(Fraction("0.0199")) == "+1,99 %"
    with speaking("en"):
        assert words.text("deux  mots") == "“deux mots”"
        assert words.labelled("Âge", "64 years") == "Âge: 64 years"
        assert words.evolution(Fraction("-0.25")) == "−25%"


@pytest.mark.parametrize(
    ("kind", "french", "english"),
    [
        ("number", "un nombre", "a number"),
        ("boolean", "true ou false", "true or false"),
        ("date", "une date", "a date"),
    ],
)
def test_kinds(kind: str, french: str, english: str) -> None:
    with speaking("fr"):
        assert str(Kind(kind)) == french  # type: ignore[arg-type]
    with speaking("en"):
        assert str(Kind(kind)) == english  # type: ignore[arg-type]


def test_a_unit_is_named_in_words_and_written_as_rulebooks_do() -> None:
    days = parse_unit("jours")
    assert days is not None
    with speaking("en"):
        assert str(number(days)) == "a number in days"
        assert str(days) == "jour"
        assert (days.named(), days.plural) == ("day", "days")
    with speaking("fr"):
        assert str(number(days)) == "un nombre en jour"
