"""Published figures against their formulas, to the cent."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.domains.exact import round_to
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.program import Program
from bareme.words import quantity

if TYPE_CHECKING:
    from bareme.diagnostics import Report
    from bareme.evaluation import Step
    from bareme.model import Definition, Published, Rule
    from bareme.reading.scalars import Number

_CENT = Fraction(1, 100)


def check_published(definition: Definition, report: Report) -> None:
    """Report every published figure its formula does not give; a recorded one as a note."""
    dates = {published.start for rule in definition.rules.values() for published in rule.published}
    programs = {day: Program(definition, day) for day in dates}
    for rule in definition.rules.values():
        for published in rule.published:
            _check(programs[published.start], rule, published, report)


def _check(program: Program, rule: Rule, published: Published, report: Report) -> None:
    evaluation = Evaluation(program, {})
    try:
        evaluation.compute([rule.name])
    except MissingInput as missing:
        report.add("published-needs-input", published.place, name=rule.name, input=missing.name)
        return
    except RuleFailed as failed:
        facts = {"name": rule.name, "label": rule.label, **failed.cause.data}
        report.add(failed.cause.code, published.place, **facts)
        return
    derived = by_formula(evaluation.steps[rule.name])
    cents = rule.kind.unit is not None and rule.kind.unit.is_money
    agrees = (round_to(derived, _CENT) if cents else derived) == published.value
    compared = {
        "name": rule.name,
        "date": published.start,
        "published": quantity(published.value, rule.kind),
        "derived": quantity(derived, rule.kind),
    }
    if published.discrepancy is None:
        if not agrees:
            report.add("published-differs", published.place, **compared)
    elif agrees:
        report.add("discrepancy-unfounded", published.place, **compared)
    else:
        report.add(
            "discrepancy-known", published.place, reason=published.discrepancy.reason, **compared
        )


def by_formula(step: Step) -> Number:
    """Return what the formula of a step gave, before any published figure took its place."""
    value = step.raw
    for finish in step.finishes:
        if finish.how != "published":
            value = finish.value
    return value  # type: ignore[return-value]  # only numbers are published
