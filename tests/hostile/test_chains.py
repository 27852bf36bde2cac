"""Rules without end: long chains, wide fans, numbers that grow, in a stack of the usual depth."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import bareme
from rulebooks import HEAD, check, codes, load

if TYPE_CHECKING:
    from pathlib import Path

_LENGTH = 3_000

_INPUT = "inputs:\n  depart: {label: Départ, type: number}\n  sens: {label: S, type: boolean}\n"


def _book(rules: Path, *lines: str) -> bareme.Rules:
    text = f"{HEAD}{_INPUT}rules:\n  lu: {{label: L, type: boolean, formula: sens}}\n"
    files = {"parameters.yaml": _PARAMETERS, "rulebook.yaml": text + "".join(lines)}
    return load(rules, files).on("2019-01-01")


_PARAMETERS = "c: {label: C, unit: 1, values: {2019-01-01: {value: 1, note: N}}}\n"


def _rule(name: str, formula: str) -> str:
    return f"  {name}: {{label: R, unit: 1, formula: '{formula}'}}\n"


def _chain(step: str, length: int = _LENGTH) -> list[str]:
    """Rules that each need the next; the last one needs the input."""
    rules = [_rule(f"r{n}", step.format(f"r{n + 1}")) for n in range(length)]
    return [*rules, _rule(f"r{length}", "depart")]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    return _book(tmp_path_factory.mktemp("rules"), *_chain("{} + 1"))


def test_a_long_chain_is_evaluated(chain: bareme.Rules) -> None:
    assert chain.evaluate({"depart": 7}, outputs=["r0"]).exact("r0") == 7 + _LENGTH


def test_a_long_chain_that_lacks_its_input_asks_for_it(chain: bareme.Rules) -> None:
    with pytest.raises(bareme.MissingInputError) as missing:
        chain.evaluate({}, outputs=["r0"])
    assert [asked.name for asked in missing.value.needed] == ["depart"]
    assert missing.value.possible == ()
    assert chain.questions({}, outputs=["r0"]) == (("depart",), ())


def test_a_long_chain_is_explained(chain: bareme.Rules) -> None:
    result = chain.evaluate({"depart": 7}, outputs=["r0"])
    for told in (result.explain(), result.explain("markdown"), str(result.to_dict())):
        assert "3 007" in told.replace("\u202f", " ") or "3007" in told
    assert result.reasons("r0") == ()
    assert result.references == ()
    assert len(result.trace) == _LENGTH + 1


def test_a_long_chain_may_be_entered_anywhere(chain: bareme.Rules) -> None:
    result = chain.evaluate({"r1500": 0}, outputs=["r0"])
    assert result.exact("r0") == 1_500


def test_a_long_chain_of_conditions_is_evaluated(tmp_path: Path) -> None:
    rules = _book(tmp_path, *_chain("{0} + 1 if sens else {0}", 1_500))
    assert rules.evaluate({"depart": 0, "sens": True}, outputs=["r0"]).exact("r0") == 1_500
    with pytest.raises(bareme.MissingInputError) as missing:
        rules.evaluate({"depart": 0}, outputs=["r0"])
    assert [asked.name for asked in missing.value.needed] == ["sens"]


def test_a_long_chain_through_caps_and_conditions_is_evaluated(tmp_path: Path) -> None:
    lines = [
        f"  r{n}:\n    label: R\n    unit: 1\n    cap: r{n + 1} + 1\n    cases:\n"
        f"      - when: r{n + 1} >= 0\n        then: r{n + 1} + 2\n      - otherwise: 0\n"
        for n in range(500)
    ]
    rules = _book(tmp_path, *lines, _rule("r500", "depart"))
    assert rules.evaluate({"depart": 0}, outputs=["r0"]).exact("r0") == 500
    with pytest.raises(bareme.MissingInputError):
        rules.evaluate({}, outputs=["r0"])


def test_a_long_chain_of_deep_formulas_is_evaluated(tmp_path: Path) -> None:
    step = "abs(" * 25 + "{}" + ")" * 25 + " + 1"
    rules = _book(tmp_path, *_chain(step, 500))
    assert rules.evaluate({"depart": 0}, outputs=["r0"]).exact("r0") == 500


def test_a_long_circle_is_told(tmp_path: Path) -> None:
    lines = [_rule(f"r{n}", f"r{(n + 1) % 1_500}") for n in range(1_500)]
    text = f"{HEAD}rules:\n{''.join(lines)}"
    assert codes(check(tmp_path, {"parameters.yaml": _PARAMETERS, "rulebook.yaml": text})) == [
        "cycle"
    ]


def test_a_chain_of_rules_that_may_be_nothing_is_read(tmp_path: Path) -> None:
    lines = [_rule(f"r{n}", f"r{n + 1}") for n in range(1_500)]
    rules = _book(tmp_path, *lines, _rule("r1500", "depart if sens else nothing"))
    assert rules.evaluate({"sens": False}, outputs=["r0"])["r0"] is None


def test_a_fan_that_would_double_at_each_rule_is_walked_once(tmp_path: Path) -> None:
    rules = _book(tmp_path, *_chain("{0} + {0} - {0}", 500))
    assert rules.evaluate({"depart": 3}, outputs=["r0"]).exact("r0") == 3
    assert rules.evaluate({"depart": 3}, outputs=["r0"]).explain()
    with pytest.raises(bareme.MissingInputError):
        rules.evaluate({}, outputs=["r0"])


def test_a_fan_of_conditions_is_asked_about_once(tmp_path: Path) -> None:
    rules = _book(tmp_path, *_chain("{0} if {0} > 0 else {0}", 300))
    needed, possible = rules.questions({}, outputs=["r0"])
    assert (needed, possible) == (("depart",), ())


@pytest.mark.parametrize(
    ("step", "length"),
    [
        ("{0} * {0}", 100),
        ("{0} * {0} * {0} * {0}", 100),
        ("1 / ({0} * {0} + 1)", 100),
        ("{0} * {0} + {0}", 100),
        ("-{0} * {0}", 100),
        ("round_to({0} * {0}, 0.01)", 100),
        ("round_up_to({0} * {0}, 0.01)", 100),
        ("mean({0} * {0}, 1)", 100),
        ("max({0} * {0}, 2)", 100),
        ("{0} + {0}", 1_100),
        ("{0} / 3", 700),
    ],
)
def test_numbers_that_grow_along_a_chain_are_refused(
    tmp_path: Path, step: str, length: int
) -> None:
    rules = _book(tmp_path, *_chain(step, length))
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"depart": 12_345}, outputs=["r0"])
    assert codes(refused.value.diagnostics) == ["number-too-large"]
    assert str(refused.value)


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("depart / 0", "division-by-zero"),
        ("depart / (depart - depart)", "division-by-zero"),
        ("1 / depart", "division-by-zero"),
        ("round_to(1, depart)", "division-by-zero"),
        ("round_up_to(1, depart)", "division-by-zero"),
        ("round_down_to(1, depart)", "division-by-zero"),
    ],
)
def test_a_division_by_nothing_is_refused(tmp_path: Path, formula: str, code: str) -> None:
    rules = _book(tmp_path, _rule("r", formula))
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"depart": 0}, outputs=["r"])
    assert codes(refused.value.diagnostics) == [code]
    assert str(refused.value)


_SHIFTS = (("add_days", "jours", 10**7), ("add_months", "mois", 10**6), ("add_years", "ans", 10**4))


@pytest.fixture(scope="module")
def shifts(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    text = f"{HEAD}inputs:\n  jour: {{label: J, type: date}}\n"
    rules = "rules:\n"
    for function, unit, _ in _SHIFTS:
        text += f"  {unit}: {{label: N, type: number, unit: {unit}}}\n"
        rules += f"  {function}_r: {{label: R, type: date, formula: '{function}(jour, {unit})'}}\n"
    files = {"parameters.yaml": _PARAMETERS, "rulebook.yaml": text + rules}
    return load(tmp_path_factory.mktemp("rules"), files).on("2019-01-01")


@pytest.mark.parametrize(("function", "unit", "too_far"), _SHIFTS)
def test_a_day_outside_the_calendar_is_refused(
    shifts: bareme.Rules, function: str, unit: str, too_far: int
) -> None:
    for count, code in (
        (too_far, "date-out-of-range"),
        (-too_far, "date-out-of-range"),
        (10**30, "date-out-of-range"),
        (-(10**300), "date-out-of-range"),
        (Fraction(1, 2), "not-whole"),
        (10**30 + Fraction(1, 3), "not-whole"),
    ):
        with pytest.raises(bareme.SituationError) as refused:
            shifts.evaluate({"jour": "2019-01-01", unit: count}, outputs=[f"{function}_r"])
        assert codes(refused.value.diagnostics) == [code]
        assert str(refused.value)
