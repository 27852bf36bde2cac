"""Published figures against their formulas, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from bareme.calendar import add_years
from bareme.checking.causes import causes
from bareme.domains.exact import round_to
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.program import Program
from bareme.trail import Trail, walked
from bareme.words import quantity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.checking.causes import Cause
    from bareme.diagnostics import Report
    from bareme.evaluation import Step
    from bareme.model import Definition, Figure, Published, Rule
    from bareme.reading.scalars import Number

_CENT = Fraction(1, 100)
_FEW = 2  # amounts with several possible causes, told one by one

# A figure or a variant of a rule, by its name and the day from which it holds.
Source: TypeAlias = "tuple[str, dt.date]"


@dataclass(frozen=True, eq=False, slots=True)
class _Checked:
    """A published amount, what its formula gives, and the evaluation that gave it."""

    rule: Rule
    published: Published
    derived: Number
    evaluation: Evaluation
    program: Program

    @property
    def agrees(self) -> bool:
        """Whether the formula gives the amount; one of money, to the cent."""
        cents = self.rule.kind.unit is not None and self.rule.kind.unit.is_money
        derived = round_to(self.derived, _CENT) if cents else self.derived
        return derived == self.published.value

    @property
    def facts(self) -> dict[str, object]:
        """What there is to say of it."""
        return {
            "name": self.rule.name,
            "date": self.published.start,
            "published": quantity(self.published.value, self.rule.kind),
            "derived": quantity(self.derived, self.rule.kind),
        }

    def rests_on(self) -> frozenset[Source]:
        """Return all the figures and rules its formula read, by way of others included."""
        return frozenset(source for name in self._needed() for source in self._sources(name))

    def _needed(self) -> list[str]:
        needed, seen = [self.rule.name], {self.rule.name}
        for name in needed:  # grows while it is walked
            for read in self._trail(self.evaluation.steps[name]).names:
                if read in self.evaluation.steps and read not in seen:
                    seen.add(read)
                    needed.append(read)
        return needed

    def _trail(self, step: Step) -> Trail:
        return Trail(self.program, self.evaluation, walked(step))

    def _sources(self, name: str) -> Iterator[Source]:
        step = self.evaluation.steps[name]
        trail, day = self._trail(step), self.program.day
        yield name, step.variant.start
        for read, back in [*((read, 0) for read in trail.names), *trail.history]:
            parameter = self.program.definition.parameters.get(read)
            figure = parameter.in_force(add_years(day, -back)) if parameter else None
            if figure is not None:
                yield read, figure.start


def check_published(definition: Definition, report: Report) -> None:
    """Report every published figure its formula does not give; a recorded one as a note."""
    dates = {published.start for rule in definition.rules.values() for published in rule.published}
    programs = {day: Program(definition, day) for day in dates}
    found = [
        checked
        for rule in definition.rules.values()
        for published in rule.published
        if (checked := _checked(programs[published.start], rule, published, report))
    ]
    for one in found:
        _tell_recorded(one, report)
    plain = [one for one in found if one.published.discrepancy is None]
    failing = {one: one.rests_on() for one in plain if not one.agrees}
    if failing:
        for cause in causes(failing, [one.rests_on() for one in plain if one.agrees]):
            _tell(definition, cause, report)


def _checked(program: Program, rule: Rule, published: Published, report: Report) -> _Checked | None:
    evaluation = Evaluation(program, {})
    try:
        evaluation.compute([rule.name])
    except MissingInput as missing:
        report.add("published-needs-input", published.place, name=rule.name, input=missing.name)
        return None
    except RuleFailed as failed:
        facts = {"name": rule.name, "label": rule.label, **failed.cause.data}
        report.add(failed.cause.code, published.place, **facts)
        return None
    return _Checked(rule, published, by_formula(evaluation.steps[rule.name]), evaluation, program)


def _tell_recorded(one: _Checked, report: Report) -> None:
    recorded = one.published.discrepancy
    if recorded is None:
        return
    if one.agrees:
        report.add("discrepancy-unfounded", one.published.place, **one.facts)
    else:
        report.add("discrepancy-known", one.published.place, reason=recorded.reason, **one.facts)


def _tell(definition: Definition, cause: Cause[_Checked, Source], report: Report) -> None:
    """Report amounts that differ: at the figure behind them where it is the only suspect."""
    first, *others = cause.failures
    figure = _figure(definition, cause)
    if figure is not None:
        (name, _), *_ = cause.suspects
        facts = {**first.facts, "rule": first.rule.name, "figure": name, "since": figure.start}
        facts |= {"file": first.published.place.file, "line": first.published.place.line}
        report.add("figure-suspect", figure.place, count=len(cause.failures), **facts)
        return
    report.add("published-differs", first.published.place, **first.facts)
    if len(cause.failures) <= _FEW:
        for other in others:
            report.add("published-differs", other.published.place, **other.facts)
    else:
        names = ", ".join(sorted({name for name, _ in cause.suspects}))
        report.add("published-alike", others[0].published.place, count=len(others), names=names)


def _figure(definition: Definition, cause: Cause[_Checked, Source]) -> Figure | None:
    """Return the figure that is the only suspect."""
    if len(cause.suspects) != 1:
        return None
    (name, start), *_ = cause.suspects
    parameter = definition.parameters.get(name)
    return parameter.in_force(start) if parameter else None


def by_formula(step: Step) -> Number:
    """Return what the formula of a step gave, before any published figure took its place."""
    value = step.raw
    for finish in step.finishes:
        if finish.how != "published":
            value = finish.value
    return value  # type: ignore[return-value]  # only numbers are published
