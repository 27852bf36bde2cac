"""What a formula means: every operator and function, against values worked out by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from bareme.language.functions import FUNCTIONS
from rulebooks import PARAMETERS, RULEBOOK, load

if TYPE_CHECKING:
    import bareme

_NUMBER, _BOOLEAN, _DATE = "unit: 1", "type: boolean", "type: date"
_EUROS, _DAYS, _YEARS = "unit: €/an", "unit: jours", "unit: an"
_TEXT, _CHARACTERS = "type: text", "unit: caractères"
_STATUS, _DEPARTMENT = (f"type: choice\n    choices: {name}" for name in ("statut", "departement"))

# The situation in which every formula is evaluated, on 1 June 2020.
_SITUATION = {
    "revenu": 20_000,
    "age": 40,
    "coefficient": Fraction(5, 2),
    "statut": "commercant",
    "marie": True,
    "naissance": dt.date(1980, 2, 29),
    "nom": "Dupont",
    "formats": ["pdf", "jpg"],
    "departement": "2A",
}

_Case = tuple[str, str, object]

ARITHMETIC: tuple[_Case, ...] = (
    ("1 + 2 * 3", _NUMBER, 7),
    ("(1 + 2) * 3", _NUMBER, 9),
    ("10 - 4 - 3", _NUMBER, 3),
    ("100 / 10 / 2", _NUMBER, 5),
    ("100 / (10 / 2)", _NUMBER, 20),
    ("2 - -3", _NUMBER, 5),
    ("-2 * 3", _NUMBER, -6),
    ("- 2 + 3", _NUMBER, 1),
    ("--2", _NUMBER, 2),
    ("1 / 3", _NUMBER, Fraction(1, 3)),
    ("1 / 3 * 3", _NUMBER, 1),
    ("0.1 + 0.2", _NUMBER, Fraction(3, 10)),
    ("0.10 * 3", _NUMBER, Fraction(3, 10)),
    ("1.1 * 1.1", _NUMBER, Fraction(121, 100)),
    ("0.1 + 0.2 == 0.3", _BOOLEAN, True),
    ("9007199254740993 - 9007199254740992", _NUMBER, 1),
    ("123456789012345678901234567890 + 1", _NUMBER, 123456789012345678901234567891),
    ("0.00000000000000000000000000001", _NUMBER, Fraction(1, 10**29)),
    ("coefficient * 2", _NUMBER, 5),
    ("revenu / diviseur * diviseur", _EUROS, 20_000),
)

PERCENTS: tuple[_Case, ...] = (
    ("10 %", _NUMBER, Fraction(1, 10)),
    ("10%", _NUMBER, Fraction(1, 10)),
    ("71.5 %", _NUMBER, Fraction(715, 1000)),
    ("100 %", _NUMBER, 1),
    ("10 % * 50", _NUMBER, 5),
    ("10% * 50", _NUMBER, 5),
    ("50 * 10 %", _NUMBER, 5),
    ("-10 %", _NUMBER, Fraction(-1, 10)),
    ("1 - 71 %", _NUMBER, Fraction(29, 100)),
    ("10 % + 5 %", _NUMBER, Fraction(15, 100)),
    ("10 % - 5 %", _NUMBER, Fraction(5, 100)),
    ("10 % / 2", _NUMBER, Fraction(5, 100)),
    ("(10 %) * (50 %)", _NUMBER, Fraction(5, 100)),
    ("10 % if marie else 20 %", _NUMBER, Fraction(1, 10)),
    ("10 % < 20 % and 20 % > 10 %", _BOOLEAN, True),
    ("min(10 %, 20 %)", _NUMBER, Fraction(1, 10)),
    ("taux in [10 %, 20 %]", _BOOLEAN, True),
    ("taux == 10 %", _BOOLEAN, True),
    ("taux == 0.1", _BOOLEAN, True),
)

COMPARISONS: tuple[_Case, ...] = (
    ("1 < 2", _BOOLEAN, True),
    ("2 < 2", _BOOLEAN, False),
    ("2 <= 2", _BOOLEAN, True),
    ("2 > 2", _BOOLEAN, False),
    ("2 >= 2", _BOOLEAN, True),
    ("2 == 2.0", _BOOLEAN, True),
    ("2 != 2.0", _BOOLEAN, False),
    ("1 < 2 < 3", _BOOLEAN, True),
    ("1 < 3 < 2", _BOOLEAN, False),
    ("3 > 2 >= 2 > 1", _BOOLEAN, True),
    ("1 < 2 > 1", _BOOLEAN, True),
    ("0 <= revenu < plafond", _BOOLEAN, True),
    ("revenu < plafond < revenu", _BOOLEAN, False),
    ('statut == "commercant"', _BOOLEAN, True),
    ("statut == 'commercant'", _BOOLEAN, True),
    ('statut != "artisan"', _BOOLEAN, True),
    ('statut in ["artisan", "commercant"]', _BOOLEAN, True),
    ('statut in ["artisan"]', _BOOLEAN, False),
    ('statut not in ["artisan"]', _BOOLEAN, True),
    ('statut in ("artisan", "commercant")', _BOOLEAN, True),
    ("age in [39, 40, 41]", _BOOLEAN, True),
    ("marie == true", _BOOLEAN, True),
    ("marie != false", _BOOLEAN, True),
    ("naissance == naissance", _BOOLEAN, True),
    ("naissance < add_days(naissance, 1)", _BOOLEAN, True),
)

LOGIC: tuple[_Case, ...] = (
    ("true or true and false", _BOOLEAN, True),
    ("(true or true) and false", _BOOLEAN, False),
    ("not false and false", _BOOLEAN, False),
    ("not (false and false)", _BOOLEAN, True),
    ("not 1 > 2", _BOOLEAN, True),
    ("not not marie", _BOOLEAN, True),
    ("true and true and false", _BOOLEAN, False),
    ("false or false or true", _BOOLEAN, True),
    ("false and 1 / 0 > 1", _BOOLEAN, False),
    ("true or 1 / 0 > 1", _BOOLEAN, True),
    ("1 if marie else 2", _NUMBER, 1),
    ("1 if not marie else 2", _NUMBER, 2),
    ("1 if not marie else 2 if age > 50 else 3", _NUMBER, 3),
    ("(1 if marie else 2) + 10", _NUMBER, 11),
    ("1 if marie else 2 + 10", _NUMBER, 1),
    ("1 if marie else 1 / 0", _NUMBER, 1),
    ("1 + 1 if marie else 0", _NUMBER, 2),
    ("1 < 2 if marie else false", _BOOLEAN, True),
)

ROUNDING: tuple[_Case, ...] = (
    ("round_to(2.5, 1)", _NUMBER, 3),
    ("round_to(-2.5, 1)", _NUMBER, -3),
    ("round_to(2.4999999999, 1)", _NUMBER, 2),
    ("round_to(-2.4999999999, 1)", _NUMBER, -2),
    ("round_to(3.5, 1)", _NUMBER, 4),
    ("round_to(0.5, 1)", _NUMBER, 1),
    ("round_to(-0.5, 1)", _NUMBER, -1),
    ("round_to(0, 0.01)", _NUMBER, 0),
    ("round_to(3919.205, 0.01)", _NUMBER, Fraction(391921, 100)),
    ("round_to(3919.2049, 0.01)", _NUMBER, Fraction(391920, 100)),
    ("round_to(1.005, 0.01)", _NUMBER, Fraction(101, 100)),  # binary floats give 1.00
    ("round_to(2.675, 0.01)", _NUMBER, Fraction(268, 100)),
    ("round_to(1 / 3, 0.01)", _NUMBER, Fraction(33, 100)),
    ("round_to(7, 5)", _NUMBER, 5),
    ("round_to(7.5, 5)", _NUMBER, 10),
    ("round_to(-7.5, 5)", _NUMBER, -10),
    ("round_to(1.1, 0.25)", _NUMBER, 1),
    ("round_to(1.125, 0.25)", _NUMBER, Fraction(125, 100)),
    ("round_to(1, 1 / 3)", _NUMBER, 1),
    ("round_to(0.5, 1 / 3)", _NUMBER, Fraction(2, 3)),
    ("round_up_to(2.001, 1)", _NUMBER, 3),
    ("round_up_to(2, 1)", _NUMBER, 2),
    ("round_up_to(-2.999, 1)", _NUMBER, -2),
    ("round_up_to(10.001, 0.01)", _NUMBER, Fraction(1001, 100)),
    ("round_up_to(11, 5)", _NUMBER, 15),
    ("round_down_to(2.999, 1)", _NUMBER, 2),
    ("round_down_to(2, 1)", _NUMBER, 2),
    ("round_down_to(-2.001, 1)", _NUMBER, -3),
    ("round_down_to(10.009, 0.01)", _NUMBER, 10),
    ("round_down_to(14.99, 5)", _NUMBER, 10),
)

FUNCTIONS_OF_NUMBERS: tuple[_Case, ...] = (
    ("min(3, 1, 2)", _NUMBER, 1),
    ("max(3, 1, 2)", _NUMBER, 3),
    ("min(-1, 1 / 3)", _NUMBER, -1),
    ("min(revenu, plafond)", _EUROS, 20_000),
    ("max(revenu, plafond)", _EUROS, 41_136),
    ("max(0, -5)", _NUMBER, 0),
    ("abs(-2.5)", _NUMBER, Fraction(5, 2)),
    ("abs(2.5)", _NUMBER, Fraction(5, 2)),
    ("mean(1)", _NUMBER, 1),
    ("mean(1, 2)", _NUMBER, Fraction(3, 2)),
    ("mean(10, 20, 20)", _NUMBER, Fraction(50, 3)),
    ("mean(0.1, 0.2)", _NUMBER, Fraction(3, 20)),
    ("mean(-1, 1)", _NUMBER, 0),
)

DATES: tuple[_Case, ...] = (
    ("naissance", _DATE, dt.date(1980, 2, 29)),
    ("days_between(naissance, naissance)", _DAYS, 0),
    ("days_between(naissance, add_days(naissance, 1))", _DAYS, 1),
    ("days_between(add_days(naissance, 1), naissance)", _DAYS, -1),
    ("days_between(naissance, add_years(naissance, 1))", _DAYS, 365),
    ("days_between(naissance, add_years(naissance, 4))", _DAYS, 1461),
    ("add_days(naissance, 1)", _DATE, dt.date(1980, 3, 1)),
    ("add_days(naissance, -29)", _DATE, dt.date(1980, 1, 31)),
    ("add_days(naissance, 366)", _DATE, dt.date(1981, 3, 1)),
    ("add_months(naissance, 1)", _DATE, dt.date(1980, 3, 29)),
    ("add_months(naissance, 12)", _DATE, dt.date(1981, 2, 28)),
    ("add_months(naissance, 24 + 24)", _DATE, dt.date(1984, 2, 29)),
    ("add_months(naissance, -1)", _DATE, dt.date(1980, 1, 29)),
    ("add_months(naissance, -12)", _DATE, dt.date(1979, 2, 28)),
    ("add_months(add_days(naissance, 31), 1)", _DATE, dt.date(1980, 4, 30)),  # from 31 March
    ("add_months(add_days(naissance, 31), 11)", _DATE, dt.date(1981, 2, 28)),
    ("add_months(add_days(naissance, 31), -1)", _DATE, dt.date(1980, 2, 29)),
    ("add_months(naissance, 0)", _DATE, dt.date(1980, 2, 29)),
    ("add_years(naissance, 1)", _DATE, dt.date(1981, 2, 28)),
    ("add_years(naissance, 4)", _DATE, dt.date(1984, 2, 29)),
    ("add_years(naissance, 120)", _DATE, dt.date(2100, 2, 28)),  # not a leap year
    ("add_years(naissance, -80)", _DATE, dt.date(1900, 2, 28)),
    ("min(naissance, add_days(naissance, 1))", _DATE, dt.date(1980, 2, 29)),
    ("max(naissance, add_days(naissance, 1))", _DATE, dt.date(1980, 3, 1)),
    # Born on 29 February: a year older on 1 March of a common year.
    ("age_on(naissance, naissance)", _YEARS, 0),
    ("age_on(naissance, add_days(add_years(naissance, 18), -1))", _YEARS, 17),
    ("age_on(naissance, add_years(naissance, 18))", _YEARS, 17),  # 28 February 1998
    ("age_on(naissance, add_days(add_years(naissance, 18), 1))", _YEARS, 18),
    ("age_on(naissance, add_years(naissance, 20))", _YEARS, 20),  # 29 February 2000
    ("age_on(add_days(naissance, 1), add_years(add_days(naissance, 1), 18))", _YEARS, 18),
    (
        "age_on(add_days(naissance, 1), add_days(add_years(add_days(naissance, 1), 18), -1))",
        _YEARS,
        17,
    ),
    ("age_on(naissance, add_days(naissance, -1))", _YEARS, -1),
)

DATES_WRITTEN_OUT: tuple[_Case, ...] = (
    ("2000-01-01", _DATE, dt.date(2000, 1, 1)),
    ("(2000-01-01)", _DATE, dt.date(2000, 1, 1)),
    ("1700-01-01", _DATE, dt.date(1700, 1, 1)),
    ("2999-12-31", _DATE, dt.date(2999, 12, 31)),
    ("2000-02-29", _DATE, dt.date(2000, 2, 29)),
    ("2019-01-31 if marie else 2019-02-28", _DATE, dt.date(2019, 1, 31)),
    ("naissance == 1980-02-29", _BOOLEAN, True),
    ("naissance==1980-02-29", _BOOLEAN, True),
    ("1980-02-29 == naissance", _BOOLEAN, True),
    ("naissance != 1980-02-29", _BOOLEAN, False),
    ("naissance >= 1980-02-29", _BOOLEAN, True),
    ("naissance > 1980-02-29", _BOOLEAN, False),
    ("naissance < 1980-03-01", _BOOLEAN, True),
    ("1980-01-01 <= naissance < 1981-01-01", _BOOLEAN, True),
    ("1999-12-31 < 2000-01-01", _BOOLEAN, True),
    ("naissance in [1980-02-28, 1980-02-29]", _BOOLEAN, True),
    ("naissance not in [1980-02-28, 1980-03-01]", _BOOLEAN, True),
    ("days_between(1999-12-31, 2000-01-01)", _DAYS, 1),
    ("days_between(2000-01-01,1999-12-31)", _DAYS, -1),
    ("days_between(2020-02-28, 2020-03-01)", _DAYS, 2),  # through the 29th
    ("add_days(2019-12-31, 1)", _DATE, dt.date(2020, 1, 1)),
    ("add_months(2019-08-31, 6)", _DATE, dt.date(2020, 2, 29)),
    ("add_months(2018-08-31, 6)", _DATE, dt.date(2019, 2, 28)),
    ("add_years(2019-07-14, 1)", _DATE, dt.date(2020, 7, 14)),
    ("age_on(1960-06-01, 2018-05-31)", _YEARS, 57),
    ("age_on(1960-06-01, 2018-06-01)", _YEARS, 58),
    ("min(naissance, 2000-01-01)", _DATE, dt.date(1980, 2, 29)),
    ("max(2000-01-01, 1999-12-31, naissance)", _DATE, dt.date(2000, 1, 1)),
    # What only looks like a date is a subtraction.
    ("2000 - 10 - 10", _NUMBER, 1980),
    ("2000 -10-10", _NUMBER, 1980),
    ("12000-10-10", _NUMBER, 11_980),
    ("0.2000-10-10", _NUMBER, Fraction(-198, 10)),
    # Between quotes, it is a text like another.
    ('nom == "1980-02-29"', _BOOLEAN, False),
    ('"1980-02-29"', _TEXT, "1980-02-29"),
)

TEXTS: tuple[_Case, ...] = (
    ("nom", _TEXT, "Dupont"),
    ('"Dupont"', _TEXT, "Dupont"),
    ('""', _TEXT, ""),
    ('"et, ou = 3,5 % # é « »"', _TEXT, "et, ou = 3,5 % # é « »"),  # no formula between quotes
    ('nom if marie else ""', _TEXT, "Dupont"),
    ('"oui" if not marie else "non"', _TEXT, "non"),
    ('nom == "Dupont"', _BOOLEAN, True),
    ('nom == "dupont"', _BOOLEAN, False),
    ('nom == "Dupont "', _BOOLEAN, False),
    ('nom == ""', _BOOLEAN, False),
    ('nom != ""', _BOOLEAN, True),
    ("nom == nom", _BOOLEAN, True),
    ('nom in ["Durand", "Dupont"]', _BOOLEAN, True),
    ('nom not in ["Durand", "Dupond"]', _BOOLEAN, True),
    ('"a" == "b"', _BOOLEAN, False),
    ("length(nom)", _CHARACTERS, 6),
    ('length("")', _CHARACTERS, 0),
    ('length("Zoë et Noé")', _CHARACTERS, 10),
    ('length("  a ")', _CHARACTERS, 4),
    ("length(nom) <= 6", _BOOLEAN, True),
    ("length(nom) + 1", _CHARACTERS, 7),
    ("length(nom) / length(nom)", _NUMBER, 1),
)

PATTERNS: tuple[_Case, ...] = (
    ('like(nom, "Dupont")', _BOOLEAN, True),
    ('like(nom, "dupont")', _BOOLEAN, False),
    ('like(nom, "Dupon")', _BOOLEAN, False),  # the whole text, not a part of it
    ('like(nom, "upont")', _BOOLEAN, False),
    ('like(nom, "")', _BOOLEAN, False),
    ('like("", "")', _BOOLEAN, True),
    ('like("", "*")', _BOOLEAN, True),
    ('like("", "?")', _BOOLEAN, False),
    ('like("", "#")', _BOOLEAN, False),
    ('like(nom, "*")', _BOOLEAN, True),
    ('like(nom, "D*")', _BOOLEAN, True),
    ('like(nom, "*t")', _BOOLEAN, True),
    ('like(nom, "*pon*")', _BOOLEAN, True),
    ('like(nom, "Dupont*")', _BOOLEAN, True),
    ('like(nom, "*Dupont*")', _BOOLEAN, True),
    ('like(nom, "D*p*t")', _BOOLEAN, True),
    ('like(nom, "*z*")', _BOOLEAN, False),
    ('like(nom, "??????")', _BOOLEAN, True),
    ('like(nom, "?????")', _BOOLEAN, False),
    ('like(nom, "???????")', _BOOLEAN, False),
    ('like(nom, "?upont")', _BOOLEAN, True),
    ('like("é", "?")', _BOOLEAN, True),
    ('like("2019", "####")', _BOOLEAN, True),
    ('like("201", "####")', _BOOLEAN, False),
    ('like("20190", "####")', _BOOLEAN, False),
    ('like("2O19", "####")', _BOOLEAN, False),  # a letter among them
    ('like("²019", "####")', _BOOLEAN, False),
    ('like("٢019", "####")', _BOOLEAN, False),  # a digit, but of another script
    ('like("12 rue", "## *")', _BOOLEAN, True),
    ('like("2A004", "2[AB]###")', _BOOLEAN, True),
    ('like("2B004", "2[AB]###")', _BOOLEAN, True),
    ('like("2C004", "2[AB]###")', _BOOLEAN, False),
    ('like("2AB004", "2[AB]###")', _BOOLEAN, False),
    ('like("2004", "2[AB]###")', _BOOLEAN, False),
    ('like("612345678", "[!0]########")', _BOOLEAN, True),
    ('like("012345678", "[!0]########")', _BOOLEAN, False),
    ('like("x", "[!0]")', _BOOLEAN, True),
    ('like("", "[!0]")', _BOOLEAN, False),
    ('like("a@b.fr", "?*@?*.?*")', _BOOLEAN, True),
    ('like("a@bfr", "?*@?*.?*")', _BOOLEAN, False),
    ('like("@b.fr", "?*@?*.?*")', _BOOLEAN, False),
    ('like("a@.fr", "?*@?*.?*")', _BOOLEAN, False),
    ('like("a@b.", "?*@?*.?*")', _BOOLEAN, False),
    ('like("a@b@c", "*@*@*")', _BOOLEAN, True),
    ('like("a b", "* *")', _BOOLEAN, True),
    # Signs that mean something elsewhere are themselves here.
    ('like("a.b", "a.b")', _BOOLEAN, True),
    ('like("axb", "a.b")', _BOOLEAN, False),
    ('like("(a+b)|c", "(a+b)|c")', _BOOLEAN, True),
    ('like("^a$", "^a$")', _BOOLEAN, True),
    ('like("a", "^a$")', _BOOLEAN, False),
    ('like("100 %", "100 %")', _BOOLEAN, True),
    ('like("a{2}", "a{2}")', _BOOLEAN, True),
    ('like("aa", "a{2}")', _BOOLEAN, False),
    ('like("a!", "a!")', _BOOLEAN, True),
    ('not like(nom, "*#*")', _BOOLEAN, True),
    ('like(nom, "D*") and not like(nom, "*d")', _BOOLEAN, True),
    ('like(replace(nom, "D", "0"), "#*")', _BOOLEAN, True),
)

PARTS_OF_TEXTS: tuple[_Case, ...] = (
    ("characters(nom, 1, 1)", _TEXT, "D"),
    ("characters(nom, 1, 3)", _TEXT, "Dup"),
    ("characters(nom, 2, 2)", _TEXT, "u"),
    ("characters(nom, 6, 6)", _TEXT, "t"),
    ("characters(nom, 1, 6)", _TEXT, "Dupont"),
    ("characters(nom, 5, 99)", _TEXT, "nt"),
    ("characters(nom, 7, 9)", _TEXT, ""),
    ("characters(nom, 1, length(nom))", _TEXT, "Dupont"),
    ("characters(nom, length(nom) - 1, length(nom))", _TEXT, "nt"),
    ("characters(nom, 1 + 1, 6 / 2)", _TEXT, "up"),
    ('characters("", 1, 1)', _TEXT, ""),
    ('characters("Zoë", 3, 3)', _TEXT, "ë"),
    ('replace(nom, "Du", "La")', _TEXT, "Lapont"),
    ('replace(nom, "du", "La")', _TEXT, "Dupont"),
    ('replace("a-b-c", "-", "")', _TEXT, "abc"),
    ('replace("aaa", "aa", "b")', _TEXT, "ba"),  # from the left, each once
    ('replace("aaa", "a", "aa")', _TEXT, "aaaaaa"),
    ('replace(nom, "", "x")', _TEXT, "Dupont"),
    ('replace(nom, "Dupont", "")', _TEXT, ""),
    ('replace(nom, ".", "x")', _TEXT, "Dupont"),  # a text, not a pattern
    ('replace(nom, "?", "x")', _TEXT, "Dupont"),
    ('replace(nom, nom, "x")', _TEXT, "x"),
    ('replace(replace("2A2B", "2A", "19"), "2B", "18")', _TEXT, "1918"),
    ('as_number("0")', _NUMBER, 0),
    ('as_number("42")', _NUMBER, 42),
    ('as_number("007")', _NUMBER, 7),
    (
        'as_number("1234567890123456789012345678901234567890")',
        _NUMBER,
        1_234_567_890_123_456_789_012_345_678_901_234_567_890,
    ),
    ('as_number("42") + 0.5', _NUMBER, Fraction(85, 2)),
    ('as_number(characters("75011", 1, 2)) * 2', _NUMBER, 150),
    # The key of a number of sécurité sociale, a famous one: 97 less what is left of 97.
    ('97 - remainder(as_number("2550814168025"), 97)', _NUMBER, 38),
    ('as_number(characters("255081416802538", 14, 15))', _NUMBER, 38),
)

REMAINDERS: tuple[_Case, ...] = (
    ("remainder(7, 3)", _NUMBER, 1),
    ("remainder(6, 3)", _NUMBER, 0),
    ("remainder(2, 3)", _NUMBER, 2),
    ("remainder(0, 3)", _NUMBER, 0),
    ("remainder(-7, 3)", _NUMBER, 2),
    ("remainder(-6, 3)", _NUMBER, 0),
    ("remainder(7.5, 2)", _NUMBER, Fraction(3, 2)),
    ("remainder(0.3, 0.1)", _NUMBER, 0),  # binary floats leave nearly 0.1
    ("remainder(1 / 2, 1 / 3)", _NUMBER, Fraction(1, 6)),
    ("remainder(revenu, 12000)", _EUROS, 8_000),
    ("remainder(revenu, plafond)", _EUROS, 20_000),
    ("remainder(99999999999999999999, 97)", _NUMBER, 72),
)

LISTS: tuple[_Case, ...] = (
    ("count(formats)", _NUMBER, 2),
    ("count(formats) == 2", _BOOLEAN, True),
    ("count(formats) + 0.5", _NUMBER, Fraction(5, 2)),
    ('"pdf" in formats', _BOOLEAN, True),
    ("'pdf' in formats", _BOOLEAN, True),
    ('"autre" in formats', _BOOLEAN, False),
    ('"autre" not in formats', _BOOLEAN, True),
    ('not "autre" in formats', _BOOLEAN, True),
    ('"pdf" in (formats)', _BOOLEAN, True),
    ('"pdf" in formats and "jpg" in formats', _BOOLEAN, True),
    ('1 if "autre" in formats else 2', _NUMBER, 2),
    ('("pdf" if marie else "autre") in formats', _BOOLEAN, True),
    ('("autre" if marie else "pdf") in formats', _BOOLEAN, False),
)

CHOICES: tuple[_Case, ...] = (
    ("artisan", _STATUS, "artisan"),  # bare, where a choice is given
    ('"artisan"', _STATUS, "artisan"),
    ("statut", _STATUS, "commercant"),
    ('"artisan" if marie else statut', _STATUS, "artisan"),
    ("01", _DEPARTMENT, "01"),
    ("2A", _DEPARTMENT, "2A"),
    ("75", _DEPARTMENT, "75"),
    ('"75"', _DEPARTMENT, "75"),
    ("departement", _DEPARTMENT, "2A"),
    ('departement == "2A"', _BOOLEAN, True),
    ('departement != "01"', _BOOLEAN, True),
    ('departement in ["01", "2A"]', _BOOLEAN, True),
    ('departement not in ["01", "75"]', _BOOLEAN, True),
)

FIGURES: tuple[_Case, ...] = (
    ("plafond", _EUROS, 41_136),
    ("previous(plafond, 1)", _EUROS, 40_524),
    ("previous(plafond, 2)", _EUROS, 39_732),
    ("mean_of_previous(plafond, 1)", _EUROS, 40_524),
    ("mean_of_previous(plafond, 3)", _EUROS, Fraction(39_228 + 39_732 + 40_524, 3)),
    ("0.10 * mean_of_previous(plafond, 3)", _EUROS, Fraction(398_280, 100)),
    ("taux_statut", _NUMBER, Fraction(1, 2)),
    ("taux_statut[statut]", _NUMBER, Fraction(1, 2)),
    ('taux_statut["artisan"]', _NUMBER, Fraction(71, 100)),
    ('taux_statut["artisan" if marie else "commercant"]', _NUMBER, Fraction(71, 100)),
    ("1 - taux_statut", _NUMBER, Fraction(1, 2)),
)

NOTHING: tuple[_Case, ...] = (
    ("nothing", _NUMBER, None),
    ("nothing if marie else 1", _NUMBER, None),
    ("1 if marie else nothing", _NUMBER, 1),
    ("nothing == nothing", _BOOLEAN, True),
    ("nothing != nothing", _BOOLEAN, False),
    ("(1 if marie else nothing) == nothing", _BOOLEAN, False),
    ("(nothing if marie else 1) == nothing", _BOOLEAN, True),
)

CASES = (
    *ARITHMETIC,
    *PERCENTS,
    *COMPARISONS,
    *LOGIC,
    *ROUNDING,
    *FUNCTIONS_OF_NUMBERS,
    *DATES,
    *DATES_WRITTEN_OUT,
    *TEXTS,
    *PATTERNS,
    *PARTS_OF_TEXTS,
    *REMAINDERS,
    *LISTS,
    *CHOICES,
    *FIGURES,
    *NOTHING,
)


def _rule(index: int, formula: str, kind: str) -> str:
    quoted = formula.replace("'", "''")
    return f"  r{index}:\n    label: R\n    {kind}\n    formula: '{quoted}'\n"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    """One rulebook of all the formulas, each a rule of its own."""
    every = "".join(_rule(index, case[0], case[1]) for index, case in enumerate(CASES))
    files = {"parameters.yaml": PARAMETERS, "rulebook.yaml": RULEBOOK + every}
    return load(tmp_path_factory.mktemp("rules"), files).on("2020-06-01")


@pytest.mark.parametrize(
    ("index", "expected"),
    [pytest.param(index, case[2], id=case[0]) for index, case in enumerate(CASES)],
)
def test_a_formula_gives_the_value_worked_out_by_hand(
    rules: bareme.Rules, index: int, expected: object
) -> None:
    name = f"r{index}"
    found = rules.evaluate(_SITUATION, outputs=[name]).exact(name)
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)
    assert not isinstance(found, float)


def test_every_function_is_worked_out_here() -> None:
    told = " ".join(case[0] for case in CASES)
    assert [name for name in FUNCTIONS if f"{name}(" not in told] == []
