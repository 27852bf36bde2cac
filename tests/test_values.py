"""Values given by a program: exact, or refused with the reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from bareme.language.kinds import BOOLEAN, DATE, TEXT, Kind, number
from bareme.reading.tree import Mapping, Scalar, Sequence
from bareme.units import parse_unit
from bareme.values import Expected, Fault, accept, as_decimal, parse_node, parse_text

if TYPE_CHECKING:
    from collections.abc import Callable

EUROS = parse_unit("€/an")
assert EUROS is not None
AMOUNT = Expected(number(EUROS), cents=True, minimum=0, maximum=100_000)
ANY = Expected(number(EUROS))
DAYS = Expected(Kind("number", parse_unit("jours")), whole=True)
CHOICE = Expected(Kind("choice", choices=frozenset({"vente", "service"})))
ON = Expected(DATE, minimum=dt.date(2015, 1, 1))
ANY_TEXT = Expected(TEXT)
CODE = Expected(Kind("choice", choices=frozenset({"01", "2A", "75"})))
LIST = Expected(Kind("list", choices=frozenset({"01", "2A", "75"})))


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
        ("01", CODE, "01"),
        ("", ANY_TEXT, ""),
        (" Zoë\n", ANY_TEXT, " Zoë\n"),
        ("x" * 10_000, ANY_TEXT, "x" * 10_000),
        ([], LIST, ()),
        (["75", "01"], LIST, ("75", "01")),
        (("75", "01"), LIST, ("75", "01")),
        ({"75", "01", "2A"}, LIST, ("01", "2A", "75")),
        (frozenset(), LIST, ()),
    ],
)
def test_accepted(value: object, expected: Expected, exact: object) -> None:
    found = accept(value, expected)
    assert found == exact
    assert type(found) in {int, Fraction, str, bool, dt.date, tuple}


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
        ("1", CODE, "unknown-choice"),
        (1, CODE, "wrong-type"),
        ("2a", CODE, "unknown-choice"),
        (75, ANY_TEXT, "wrong-type"),
        (None, ANY_TEXT, "wrong-type"),
        ("x" * 10_001, ANY_TEXT, "text-too-long"),
        ("75", LIST, "wrong-type"),
        (None, LIST, "wrong-type"),
        (["75", 1], LIST, "wrong-type"),
        (["75", "1"], LIST, "unknown-choice"),
        (["75", "75"], LIST, "duplicate-item"),
    ],
)
def test_refused(value: object, expected: Expected, code: str) -> None:
    with pytest.raises(Fault) as refusal:
        accept(value, expected)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "expected", "exact"),
    [
        ("", LIST, ()),
        (" ", LIST, ()),
        ("75", LIST, ("75",)),
        ("75,01", LIST, ("75", "01")),
        (" 75 , 2A ", LIST, ("75", "2A")),
        ("", ANY_TEXT, ""),
        (" a ", ANY_TEXT, " a "),
        ("a,b", ANY_TEXT, "a,b"),
        ("nothing", ANY_TEXT, "nothing"),
        ("true", ANY_TEXT, "true"),
        ("01", CODE, "01"),
        ("01", DAYS, "not-a-number"),
        ("1", CODE, "unknown-choice"),
        ("01;75", LIST, "unknown-choice"),
        ("1,75", LIST, "unknown-choice"),
        ("75,75", LIST, "duplicate-item"),
        ("nothing", LIST, "unknown-choice"),
        ("x" * 10_001, ANY_TEXT, "text-too-long"),
    ],
)
def test_a_text_is_read_for_what_it_must_be(text: str, expected: Expected, exact: object) -> None:
    assert _outcome(parse_text, text, expected) == exact


def _outcome(
    parse: Callable[[Any, Expected], object],
    written: object,
    expected: Expected,
    *,
    suggests: bool = False,
) -> object:
    """Return the value found; or the code of the fault, and what it suggests."""
    try:
        return parse(written, expected)
    except Fault as fault:
        suggestion = fault.suggestion if suggests else None
        return fault.code if suggestion is None else f"{fault.code} → {suggestion}"


def _node(*texts: str) -> Sequence:
    place: Any = None
    return Sequence(tuple(Scalar(text, plain=True, place=place) for text in texts), place)


@pytest.mark.parametrize(
    ("texts", "expected", "exact"),
    [
        ((), LIST, ()),
        (("75", "01"), LIST, ("75", "01")),
        (("75", "1"), LIST, "unknown-choice → [75, 01]"),
        (("75", "75"), LIST, "duplicate-item"),
        (("75",), CODE, "list-unexpected → 75"),
        (("75", "01"), CODE, "list-unexpected"),
        ((), CODE, "list-unexpected"),
        (("a",), ANY_TEXT, "list-unexpected → a"),
        (("8",), DAYS, "list-unexpected → 8"),
        (("true",), Expected(BOOLEAN), "list-unexpected → true"),
        (("2018-03-01",), ON, "list-unexpected → 2018-03-01"),
    ],
)
def test_brackets_are_for_lists(texts: tuple[str, ...], expected: Expected, exact: object) -> None:
    assert _outcome(parse_node, _node(*texts), expected, suggests=True) == exact


def test_what_is_neither_a_word_nor_a_list_of_words_is_no_value() -> None:
    place: Any = None
    within = Sequence((_node("75"),), place)
    for node in (within, Mapping((), place)):
        for expected in (LIST, CODE, ANY_TEXT):
            with pytest.raises(Fault) as refusal:
                parse_node(node, expected)
            assert refusal.value.code == "wrong-type"


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
