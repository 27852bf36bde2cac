"""Values given by a program: exact, or refused with the reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from bareme.language.kinds import BOOLEAN, DATE, Kind, number
from bareme.units import parse_unit
from bareme.values import Expected, Fault, accept, as_decimal

EUROS = parse_unit("€/an")
assert EUROS is not None
AMOUNT = Expected(number(EUROS), cents=True, minimum=0, maximum=100_000)
ANY = Expected(number(EUROS))
DAYS = Expected(Kind("number", parse_unit("jours")), whole=True)
CHOICE = Expected(Kind("choice", choices=frozenset({"vente", "service"})))
ON = Expected(DATE, minimum=dt.date(2015, 1, 1))


@pytest.mark.parametrize(
    ("value", "expected", "exact"),
    [
        (20000, AMOUNT, 20000),
        (Decimal("20000.10"), AMOUNT, Fraction(2000010, 100)),
        (0.1, AMOUNT, Fraction(1, 10)),  # the decimal it prints as
        (3919.2, AMOUNT, Fraction(391920, 100)),
        (1e3, AMOUNT, 1000),
        (Fraction(80000, 3), ANY, Fraction(80000, 3)),
        (8.0, DAYS, 8),
        ("vente", CHOICE, "vente"),
        (True, Expected(BOOLEAN), True),
        (dt.date(2018, 3, 1), ON, dt.date(2018, 3, 1)),
        ("2018-03-01", ON, dt.date(2018, 3, 1)),
    ],
)
def test_accepted(value: object, expected: Expected, exact: object) -> None:
    found = accept(value, expected)
    assert found == exact
    assert type(found) in {int, Fraction, str, bool, dt.date}


@pytest.mark.parametrize(
    ("value", "expected", "code"),
    [
        (True, AMOUNT, "wrong-type"),
        ("20000", AMOUNT, "wrong-type"),
        (None, AMOUNT, "wrong-type"),
        ([1], AMOUNT, "wrong-type"),
        (1 + 2j, AMOUNT, "wrong-type"),
        (float("nan"), AMOUNT, "number-out-of-reach"),
        (float("inf"), AMOUNT, "number-out-of-reach"),
        (Decimal("NaN"), AMOUNT, "number-out-of-reach"),
        (Decimal("1E+999999"), AMOUNT, "number-out-of-reach"),
        (10**500, ANY, "number-out-of-reach"),
        (0.1 + 0.2, AMOUNT, "not-cents"),
        (Decimal("3.919"), AMOUNT, "not-cents"),
        (-1, AMOUNT, "too-small"),
        (Decimal("100000.01"), AMOUNT, "too-large"),
        (Decimal("7.5"), DAYS, "not-an-integer"),
        ("ventes", CHOICE, "unknown-choice"),
        (1, CHOICE, "wrong-type"),
        (1, Expected(BOOLEAN), "wrong-type"),
        ("true", Expected(BOOLEAN), "wrong-type"),
        ("2018-02-30", ON, "no-such-day"),
        ("01/03/2018", ON, "not-a-date"),
        (dt.datetime(2018, 3, 1, tzinfo=dt.UTC), ON, "wrong-type"),
        (dt.date(2014, 12, 31), ON, "too-small"),
    ],
)
def test_refused(value: object, expected: Expected, code: str) -> None:
    with pytest.raises(Fault) as refusal:
        accept(value, expected)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("value", "places", "decimal"),
    [
        (Fraction(2740, 100), 2, "27.40"),
        (20000, 2, "20000.00"),
        (5, 0, "5"),
        (Fraction(1, 8), 0, "0.125"),
        (Fraction(-3, 2), 0, "-1.5"),
        (Fraction(1, 3), 2, None),
        (Fraction(7**60, 10**40), 0, str(Decimal(f"{7**60}E-40"))),
    ],
)
def test_decimals_are_exact_or_fractions(
    value: int | Fraction, places: int, decimal: str | None
) -> None:
    found = as_decimal(value, places)
    assert found == value
    assert isinstance(found, Fraction) if decimal is None else str(found) == decimal
