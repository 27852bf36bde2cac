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

# The situation in which every formula is evaluated, on 1 June 2020.
_SITUATION = {
    "revenu": 20_000,
    "age": 40,
    "coefficient": Fraction(5, 2),
    "statut": "commercant",
    "marie": True,
    "naissance": dt.date(1980, 2, 29),
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
    ("revenu == nothing", _BOOLEAN, False),
    ("statut != nothing", _BOOLEAN, True),
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
