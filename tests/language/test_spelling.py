"""How a formula is spelt never changes an answer, least of all on the very edge of a threshold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebooks import HEAD, load

if TYPE_CHECKING:
    from pathlib import Path

    import bareme

_PARAMETERS = """\
taux_signe:
  label: Taux avec le signe
  unit: "%"
  values: {2019-01-01: {value: 10 %, reference: D}}
taux_fraction:
  label: Taux en fraction
  unit: "%"
  values: {2019-01-01: {value: 0.1, reference: D}}
taux_zero:
  label: Taux en fraction, zéro écrit
  unit: "%"
  values: {2019-01-01: {value: 0.10, reference: D}}
diviseur:
  label: Diviseur
  unit: 1
  values: {2019-01-01: {value: 10, reference: D}}
"""

# Ways of writing a tenth of `a`, all of which must give and decide the same.
_SPELLINGS = (
    "0.1 * a",
    "0.10 * a",
    "a * 0.1",
    "a / 10",
    "a / 10.0",
    "1 / 10 * a",
    "a * (1 / 10)",
    "10 % * a",
    "10% * a",
    "a * 10 %",
    "100 * a / 1000",
    "a - 0.9 * a",
    "a - 90 % * a",
    "0.03 * a + 0.07 * a",
    "a * taux_signe",
    "taux_fraction * a",
    "taux_zero * a",
    "a / diviseur",
    "(a + a) / 20",
    "mean(0.05 * a, 0.15 * a)",
)


def _rules() -> str:
    rules = ""
    for index, spelling in enumerate(_SPELLINGS):
        rules += f"  dixieme_{index}: {{label: D, unit: €, formula: '{spelling}'}}\n"
        rules += f"  paye_{index}: {{label: P, type: boolean, formula: b >= dixieme_{index}}}\n"
        rules += f"  refuse_{index}: {{label: R, type: boolean, formula: 'b < {spelling}'}}\n"
    return rules


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    inputs = (
        "inputs:\n  a: {label: A, type: number, unit: €}\n  b: {label: B, type: number, unit: €}\n"
    )
    files = {
        "parameters.yaml": _PARAMETERS,
        "rulebook.yaml": f"{HEAD}{inputs}rules:\n{_rules()}",
    }
    return load(tmp_path_factory.mktemp("rules"), files).on("2019-01-01")


_OUTPUTS = [
    f"{name}_{index}" for index in range(len(_SPELLINGS)) for name in ("dixieme", "paye", "refuse")
]


def _answers(rules: bareme.Rules, a: object, b: object, name: str) -> set[object]:
    result = rules.evaluate({"a": a, "b": b}, outputs=_OUTPUTS)
    return {result.exact(f"{name}_{index}") for index in range(len(_SPELLINGS))}


def test_an_income_of_exactly_the_threshold_is_paid_however_it_is_written(
    rules: bareme.Rules,
) -> None:
    assert _answers(rules, 39_192, Decimal("3919.20"), "dixieme") == {Fraction(391_920, 100)}
    assert _answers(rules, 39_192, Decimal("3919.20"), "paye") == {True}
    assert _answers(rules, 39_192, 3919.20, "refuse") == {False}
    assert _answers(rules, 39_192, Decimal("3919.19"), "refuse") == {True}


@given(cents=st.integers(min_value=-(10**9), max_value=10**9))
def test_every_spelling_decides_alike_on_the_edge(rules: bareme.Rules, cents: int) -> None:
    a = Fraction(cents, 100)
    assert _answers(rules, a, a / 10, "dixieme") == {a / 10}
    assert _answers(rules, a, a / 10, "paye") == {True}
    assert _answers(rules, a, a / 10, "refuse") == {False}
    just_below = a / 10 - Fraction(1, 1000)
    assert _answers(rules, a, just_below, "refuse") == {True}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("39732", 39732),
        ("39732.0", 39732),
        ("39732.00", 39732),
        ('"39732"', 39732),
        ("0", 0),
        ("-0", 0),
        ("0.10", Fraction(1, 10)),
        ("-0.01", Fraction(-1, 100)),
    ],
)
def test_an_amount_may_be_spelt_with_or_without_cents(
    tmp_path: Path, written: str, value: object
) -> None:
    parameters = (
        f"c:\n  label: C\n  unit: €\n  values: {{2019-01-01: {{value: {written}, note: N}}}}\n"
    )
    book = load(tmp_path, {"parameters.yaml": parameters, "rulebook.yaml": HEAD})
    assert book.on("2019-01-01").evaluate({}, outputs=["c"]).exact("c") == value
