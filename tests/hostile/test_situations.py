"""Situations of a stranger: values that are not what they look like, or far too large."""

from __future__ import annotations

import datetime as dt
import numbers
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Any

import pytest

import bareme
from rulebooks import codes, load

_RULES = """\
  amount: {label: M, unit: €/an, formula: revenu}
  number: {label: N, unit: 1, formula: coefficient}
  integer: {label: E, unit: an, formula: age}
  boolean: {label: B, type: boolean, formula: marie}
  choice: {label: C, type: boolean, formula: 'statut == "artisan"'}
  date: {label: D, type: date, formula: naissance}
  text: {label: T, type: text, formula: nom}
  list: {label: L, unit: 1, formula: count(formats)}
"""


class _Int(int):
    """An integer with habits of its own."""

    def __mul__(self, other: object) -> Any:
        raise RuntimeError("called")

    __add__ = __sub__ = __floordiv__ = __rmul__ = __radd__ = __mul__

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("called")

    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = int.__hash__


class _Str(str):
    """A text that says it equals everything."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class _Array:
    """What looks like an array of one number."""

    dtype = "int64"
    shape = (1,)

    def __array__(self) -> object:
        return self

    def __int__(self) -> int:
        return 5

    def __float__(self) -> float:
        return 5.0

    def __index__(self) -> int:
        return 5


class _Endless(Mapping[str, object]):
    """A situation that is larger than it says."""

    def __getitem__(self, key: str) -> object:
        return 1

    def __iter__(self) -> Iterator[str]:
        return (f"cle_{n}" for n in range(10_000))

    def __len__(self) -> int:
        return 1


class _Color(Enum):
    RED = "artisan"


class _Count(IntEnum):
    ONE = 1


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    from rulebooks import RULEBOOK

    return load(tmp_path_factory.mktemp("rules"), {"rulebook.yaml": RULEBOOK + _RULES}).on(
        "2019-06-01"
    )


_INPUTS = {
    "amount": "revenu",
    "number": "coefficient",
    "integer": "age",
    "boolean": "marie",
    "choice": "statut",
    "date": "naissance",
    "text": "nom",
    "list": "formats",
}

_HUGE = 10**5_000

_REFUSED: tuple[tuple[str, object, str], ...] = (
    ("amount", Decimal("1E+999999"), "number-out-of-reach"),
    ("amount", Decimal("1E-999999"), "number-out-of-reach"),
    ("amount", Decimal("9.99E+999999"), "number-out-of-reach"),
    ("amount", Decimal("NaN"), "number-out-of-reach"),
    ("amount", Decimal("sNaN"), "number-out-of-reach"),
    ("amount", Decimal("Infinity"), "number-out-of-reach"),
    ("amount", Decimal("-Infinity"), "number-out-of-reach"),
    ("amount", float("nan"), "number-out-of-reach"),
    ("amount", float("inf"), "number-out-of-reach"),
    ("amount", float("-inf"), "number-out-of-reach"),
    ("number", 1e308 * 1.0, "number-out-of-reach"),
    ("number", 5e-324, "number-out-of-reach"),
    ("amount", _HUGE, "number-out-of-reach"),
    ("amount", -_HUGE, "number-out-of-reach"),
    ("integer", _HUGE, "number-out-of-reach"),
    ("number", 2**1024, "number-out-of-reach"),
    ("number", Fraction(1, _HUGE), "number-out-of-reach"),
    ("number", Fraction(_HUGE, 3), "number-out-of-reach"),
    ("number", Decimal(f"0.{'3' * 2_000}"), "number-out-of-reach"),
    ("amount", Decimal("1.234"), "not-cents"),
    ("amount", 1.234, "not-cents"),
    ("amount", Fraction(1, 3), "not-cents"),
    ("amount", 0.1 + 0.2, "not-cents"),
    ("integer", 1.5, "not-an-integer"),
    ("integer", Fraction(10**200, 3), "not-an-integer"),
    ("amount", True, "wrong-type"),
    ("integer", False, "wrong-type"),
    ("amount", "20000", "wrong-type"),
    ("amount", "", "wrong-type"),
    ("amount", b"20000", "wrong-type"),
    ("amount", None, "wrong-type"),
    ("amount", 5j, "wrong-type"),
    ("amount", [5], "wrong-type"),
    ("amount", {"value": 5}, "wrong-type"),
    ("amount", _Array(), "wrong-type"),
    ("amount", dt.date(2019, 1, 1), "wrong-type"),
    ("amount", object(), "wrong-type"),
    ("amount", int, "wrong-type"),
    ("boolean", 1, "wrong-type"),
    ("boolean", 0, "wrong-type"),
    ("boolean", "true", "wrong-type"),
    ("boolean", "oui", "wrong-type"),
    ("boolean", None, "wrong-type"),
    ("boolean", [], "wrong-type"),
    ("choice", "artisant", "unknown-choice"),
    ("choice", "Artisan", "unknown-choice"),
    ("choice", "", "unknown-choice"),
    ("choice", "artisan\n", "unknown-choice"),
    ("choice", "x" * 100_000, "unknown-choice"),
    ("choice", "\ud800", "unknown-choice"),
    ("choice", _Str("liberal"), "unknown-choice"),
    ("choice", 1, "wrong-type"),
    ("choice", None, "wrong-type"),
    ("choice", b"artisan", "wrong-type"),
    ("choice", _Color.RED, "wrong-type"),
    ("date", "2019-02-29", "no-such-day"),
    ("date", "01/03/2018", "not-a-date"),
    ("date", "2018-3-1", "not-a-date"),
    ("date", "2018-03-01T00:00", "not-a-date"),
    ("date", "", "not-a-date"),
    ("date", "2018-03-01\n", "not-a-date"),
    ("date", "²018-03-01", "not-a-date"),
    ("date", 20180301, "wrong-type"),
    ("date", dt.datetime(2018, 3, 1), "wrong-type"),  # noqa: DTZ001  # the very point
    ("date", dt.datetime(2018, 3, 1, tzinfo=dt.UTC), "wrong-type"),
    ("date", dt.time(1), "wrong-type"),
    ("date", None, "wrong-type"),
    ("text", None, "wrong-type"),
    ("text", 75, "wrong-type"),
    ("text", True, "wrong-type"),
    ("text", b"Dupont", "wrong-type"),
    ("text", bytearray(b"Dupont"), "wrong-type"),
    ("text", ["Dupont"], "wrong-type"),
    ("text", ("D", "u"), "wrong-type"),
    ("text", dt.date(2019, 1, 1), "wrong-type"),
    ("text", _Color.RED, "wrong-type"),
    ("text", _Array(), "wrong-type"),
    ("text", "x" * 10_001, "text-too-long"),
    ("text", "x" * 1_000_000, "text-too-long"),
    ("text", _Str("x" * 10_001), "text-too-long"),
    ("list", None, "wrong-type"),
    ("list", "pdf", "wrong-type"),
    ("list", "", "wrong-type"),
    ("list", "pdf,jpg", "wrong-type"),
    ("list", b"pdf", "wrong-type"),
    ("list", 0, "wrong-type"),
    ("list", False, "wrong-type"),
    ("list", {"pdf": True}, "wrong-type"),
    ("list", {"pdf": True}.keys(), "wrong-type"),
    ("list", iter(["pdf"]), "wrong-type"),
    ("list", range(1), "wrong-type"),
    ("list", _Array(), "wrong-type"),
    ("list", _Endless(), "wrong-type"),
    ("list", [None], "wrong-type"),
    ("list", [0], "wrong-type"),
    ("list", ["pdf", 1], "wrong-type"),
    ("list", [b"pdf"], "wrong-type"),
    ("list", [["pdf"]], "wrong-type"),
    ("list", [_Color.RED], "wrong-type"),
    ("list", {None}, "wrong-type"),
    ("list", {"pdf", 1, None}, "wrong-type"),
    ("list", ["pdf"] * 1_000_000, "duplicate-item"),
    ("list", frozenset([0]), "wrong-type"),
    ("list", ["PDF"], "unknown-choice"),
    ("list", [""], "unknown-choice"),
    ("list", ["pdf "], "unknown-choice"),
    ("list", ["pdf\n"], "unknown-choice"),
    ("list", ["pdf,jpg"], "unknown-choice"),
    ("list", ["pdf", "doc"], "unknown-choice"),
    ("list", ["\ud800"], "unknown-choice"),
    ("list", [_Str("doc")], "unknown-choice"),
    ("list", [_Str("doc"), _Str("pdf")], "unknown-choice"),
    ("list", ["pdf", "pdf"], "duplicate-item"),
    ("list", ["pdf", _Str("pdf")], "duplicate-item"),
    ("list", ["jpg", "pdf", "jpg"], "duplicate-item"),
)


@pytest.mark.parametrize(
    ("what", "value", "code"),
    [
        pytest.param(what, value, code, id=f"{what}-{index}")
        for index, (what, value, code) in enumerate(_REFUSED)
    ],
)
def test_a_value_that_is_not_one_is_refused(
    rules: bareme.Rules, what: str, value: object, code: str
) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({_INPUTS[what]: value}, outputs=[what])
    assert codes(refused.value.diagnostics) == [code]
    assert refused.value.diagnostics[0].subject == _INPUTS[what]
    assert 0 < len(str(refused.value)) < 1_000


_TAKEN: tuple[tuple[str, object, object], ...] = (
    ("amount", 20_000, 20_000),
    ("amount", 20_000.10, Fraction(2_000_010, 100)),
    ("amount", Decimal("0.10"), Fraction(1, 10)),
    ("amount", Fraction(1, 4), Fraction(1, 4)),
    ("amount", -0.0, 0),
    ("amount", Decimal("1E+3"), 1_000),
    ("amount", _Count.ONE, 1),
    ("amount", _Int(5), 5),
    ("number", 1e-7, Fraction(1, 10**7)),
    ("number", 2**1023, 2**1023),
    ("integer", 40.0, 40),
    ("integer", Decimal("40.00"), 40),
    ("boolean", True, True),
    ("choice", "artisan", True),
    ("choice", _Str("commercant"), False),
    ("date", "2018-03-01", dt.date(2018, 3, 1)),
    ("date", dt.date.min, dt.date.min),
    ("date", dt.date.max, dt.date.max),
    ("text", "", ""),
    ("text", "null", "null"),
    ("text", "\ud800\0\n", "\ud800\0\n"),
    ("text", "x" * 10_000, "x" * 10_000),
    ("text", _Str("Dupont"), "Dupont"),
    ("list", [], 0),
    ("list", (), 0),
    ("list", set(), 0),
    ("list", ["pdf", "jpg"], 2),
    ("list", ("pdf", "jpg", "autre"), 3),
    ("list", {"pdf", "jpg"}, 2),
    ("list", frozenset({"pdf"}), 1),
    ("list", [_Str("pdf"), _Str("jpg")], 2),
)


@pytest.mark.parametrize(
    ("what", "value", "expected"),
    [
        pytest.param(what, value, expected, id=f"{what}-{index}")
        for index, (what, value, expected) in enumerate(_TAKEN)
    ],
)
def test_a_value_is_taken_for_exactly_what_it_is(
    rules: bareme.Rules, what: str, value: object, expected: object
) -> None:
    found = rules.evaluate({_INPUTS[what]: value}, outputs=[what]).exact(what)
    assert found == expected
    assert type(found) in {int, Fraction, bool, dt.date, str}


def test_a_long_value_is_cut_in_the_message(rules: bareme.Rules) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"revenu": "9" * 1_000_000}, outputs=["amount"])
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    "name", ["", "revenus", "__class__", "é", "x" * 100_000, "\x1b[31m", "a\nb", "\ud800", "{0}"],
    ids=lambda name: ascii(name)[:20],
)  # fmt: skip
def test_an_unknown_name_is_refused(rules: bareme.Rules, name: str) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({name: 1}, outputs=["amount"])
    assert codes(refused.value.diagnostics) == ["unknown-input"]
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({}, outputs=[name])
    assert codes(refused.value.diagnostics) == ["unknown-output"]


@pytest.mark.parametrize("name", [1, None, ("revenu",), b"revenu", 1.5])
def test_a_name_that_is_no_text_is_refused(rules: bareme.Rules, name: object) -> None:
    situation: Any = {name: 1}
    with pytest.raises((bareme.SituationError, TypeError)):
        rules.evaluate(situation, outputs=["amount"])


def test_a_huge_situation_is_refused(rules: bareme.Rules) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({f"cle_{n}": n for n in range(10_000)}, outputs=["amount"])
    assert set(codes(refused.value.diagnostics)) == {"unknown-input"}
    with pytest.raises(bareme.SituationError):
        rules.evaluate(_Endless(), outputs=["amount"])


def test_every_fault_of_a_situation_is_told_at_once(rules: bareme.Rules) -> None:
    situation = {"revenu": "x", "age": 1.5, "marie": 1, "statut": "x", "naissance": "x", "y": 1}
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate(situation, outputs=["amount"])
    assert codes(refused.value.diagnostics) == [
        "wrong-type",
        "not-an-integer",
        "wrong-type",
        "unknown-choice",
        "not-a-date",
        "unknown-input",
    ]


def test_figures_of_the_law_are_not_given(rules: bareme.Rules) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"plafond": 1_000_000}, outputs=["amount"])
    assert codes(refused.value.diagnostics) == ["figure-given"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2018-12-31", "before-rulebook"),
        ("0001-01-01", "no-such-day"),
        (dt.date.min, "before-rulebook"),
        ("2019-02-30", "no-such-day"),
        ("01/01/2019", "not-a-date"),
        ("", "not-a-date"),
        (2019, "wrong-type"),
        (None, "wrong-type"),
        (dt.datetime(2019, 1, 1), "wrong-type"),  # noqa: DTZ001  # the very point
        (1.5, "wrong-type"),
    ],
)
def test_a_date_that_is_none_is_refused(rules: bareme.Rules, day: Any, code: str) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        rules.book.on(day)
    assert codes(refused.value.diagnostics) == [code]


def test_the_last_day_of_the_calendar_is_a_day_like_others(rules: bareme.Rules) -> None:
    last = rules.book.on(dt.date.max)
    assert last.evaluate({"revenu": 5}, outputs=["amount"])["amount"] == 5
    with pytest.raises(bareme.SituationError) as refused:
        last.evaluate({}, outputs=["plafond"])
    assert codes(refused.value.diagnostics) == ["figure-past-its-year"]


def test_numbers_of_other_libraries_are_taken_when_they_are_rational(rules: bareme.Rules) -> None:
    assert isinstance(_Int(5), numbers.Rational)
    result = rules.evaluate({"revenu": _Int(5)}, outputs=["amount"])
    assert type(result.exact("amount")) is int
