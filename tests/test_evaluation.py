"""Evaluation: lazily, of what is needed, with what was really read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bareme
from rulebooks import HEAD, load

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = """\
plafond:
  label: Plafond
  unit: €
  changes: yearly
  values:
    2018-01-01: {value: 100, reference: Texte de 2018}
    2019-01-01: {value: 110, reference: Texte de 2019}
ta: {label: A, unit: €, values: {2015-01-01: {value: 1, reference: Texte A}}}
tb: {label: B, unit: €, values: {2015-01-01: {value: 2, reference: Texte B}}}
"""
INPUTS = """\
inputs:
  x: {label: X, type: boolean}
  y: {label: Y, type: amount, unit: €}
"""


def rules_of(tmp_path: Path, rules: str, date: str, outputs: str = "r") -> bareme.Rules:
    text = f"{HEAD}{INPUTS}rules:\n{rules}outputs: [{outputs}]\n"
    book = load(tmp_path, {"parameters.yaml": FIGURES, "rulebook.yaml": text})
    return book.on(date)


def test_texts_are_those_of_the_branch_taken(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "  r: {label: R, unit: €, formula: ta if x else tb}\n", "2019-06-01")
    for x, text in ((True, "Texte A"), (False, "Texte B")):
        result = rules.evaluate(x=x)
        assert [reference.citation.reference for reference in result.references] == [text]


def test_a_branch_not_taken_needs_no_figure(tmp_path: Path) -> None:
    rule = "  r: {label: R, unit: €, formula: 0 if x else plafond}\n"
    rules = rules_of(tmp_path, rule, "2030-06-01")
    result = rules.evaluate(x=True)
    assert result["r"] == 0
    assert result.references == ()
    assert "R : 0,00 €" in result.explain()
    assert result.to_dict()["references"] == []
    with pytest.raises(bareme.SituationError) as refusal:
        rules.evaluate(x=False)
    assert [d.code for d in refusal.value.diagnostics] == ["figure-past-its-year"]
    assert "2030-06-01" in str(refusal.value)


def test_reasons_follow_the_branch_taken(tmp_path: Path) -> None:
    rules = rules_of(
        tmp_path,
        "  a: {label: A, unit: €, cases: [{otherwise: 1, because: Raison A.}]}\n"
        "  b: {label: B, unit: €, cases: [{otherwise: 2, because: Raison B.}]}\n"
        "  r: {label: R, unit: €, formula: a if x else b}\n",
        "2019-06-01",
        "b, r",
    )
    assert rules.evaluate(x=True).reasons("r") == ("Raison A.",)
    assert rules.evaluate(x=False).reasons("r") == ("Raison B.",)


def test_an_output_without_result_does_not_refuse_the_others(tmp_path: Path) -> None:
    later = "  s: {label: S, unit: €, variants: {2021-01-01: {formula: 1}}}\n"
    rules = rules_of(
        tmp_path, "  r: {label: R, unit: €, formula: 7}\n" + later, "2020-01-01", "r, s"
    )
    result = rules.evaluate()
    assert result.outputs == ("r",)
    assert not result.pending
    assert [(w.code, w.subject) for w in result.warnings] == [("output-without-result", "s")]
    with pytest.raises(bareme.SituationError):
        rules.evaluate(outputs=["s"])


def test_questions_behind_nothing_are_not_forgotten(tmp_path: Path) -> None:
    rule = """\
  r:
    label: R
    unit: €
    cases: [{when: x, then: 1}, {otherwise: nothing}]
    cap: y
"""
    rules = rules_of(tmp_path, rule, "2019-06-01")
    assert rules.questions() == (("x",), ("y",))
    assert rules.questions({"x": True}) == (("y",), ())
    assert rules.questions({"x": False}) == ((), ())


def test_a_fixed_rule_that_is_given_changes_what_rests_on_it(tmp_path: Path) -> None:
    chain = "  a: {label: A, unit: €, formula: ta + 1}\n  r: {label: R, unit: €, formula: a * 2}\n"
    rules = rules_of(tmp_path, chain, "2019-06-01")
    assert rules.evaluate()["r"] == 4
    assert rules.evaluate(a=10)["r"] == 20
    assert rules.evaluate()["r"] == 4


def test_a_long_chain_of_fixed_rules(tmp_path: Path) -> None:
    links = "".join(
        f"  r{n}: {{label: R, unit: €, formula: r{n - 1} + 1}}\n" for n in range(1, 1500)
    )
    rules = rules_of(
        tmp_path, "  r0: {label: R, unit: €, formula: ta}\n" + links, "2019-06-01", "r1499"
    )
    assert rules.evaluate()["r1499"] == 1500
    assert rules.evaluate(outputs=["r700"])["r700"] == 701


@pytest.mark.parametrize(("step", "code"), [("-1", "step-negative"), ("0", "division-by-zero")])
@pytest.mark.parametrize("function", ["round_to", "round_up_to", "round_down_to"])
def test_steps_are_positive(tmp_path: Path, function: str, step: str, code: str) -> None:
    rule = f"  r: {{label: R, unit: €, formula: '{function}(y, {step})'}}\n"
    rules = rules_of(tmp_path, rule, "2019-06-01")
    with pytest.raises(bareme.SituationError) as refusal:
        rules.evaluate(y=7)
    assert [d.code for d in refusal.value.diagnostics] == [code]


def test_every_walker_refuses_what_the_grammar_does_not_let_through() -> None:
    import ast

    from simpleeval import FeatureNotAvailable

    from bareme.domains.exact import Exact, ExactWalker
    from bareme.domains.units import Units, UnitsWalker

    for text in ("().__class__", "x.y", "[n for n in x]", "f'{x}'", "lambda: 0", "x[0]"):
        for walker in (ExactWalker(Exact({})), UnitsWalker(Units({}, {}))):
            walker.names = {"x": 1}
            with pytest.raises(FeatureNotAvailable):
                walker.walk(ast.parse(text, mode="eval").body)


def test_a_name_given_twice_is_the_callers_mistake(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "  r: {label: R, unit: €, formula: y}\n", "2019-06-01")
    with pytest.raises(TypeError, match="given twice: y"):
        rules.evaluate({"y": 1}, y=2)


def test_every_function_means_something_in_every_domain() -> None:
    from bareme.domains.known import Known
    from bareme.domains.phrases import Phrases
    from bareme.domains.units import Units
    from bareme.language.functions import FUNCTIONS
    from shelf import book

    exact = book().on("2018-03-01").program.domain
    domains = (exact, Known(exact, lambda: None), Units({}, {}), Phrases(exact, lambda: None))  # type: ignore[arg-type, return-value]
    for domain in domains:
        assert set(FUNCTIONS) <= set(domain.functions)
