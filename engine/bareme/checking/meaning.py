"""Checks that need no evaluation: choices, cycles, kinds and units, gaps in dates."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from bareme.calendar import add_years
from bareme.domains.units import MeaningError, Units, UnitsWalker, named, unify, wrong_kind
from bareme.language.kinds import BOOLEAN, NUMBER, Kind
from bareme.nearest import nearest
from bareme.timeline import version_dates
from bareme.words import amount

if TYPE_CHECKING:
    import datetime as dt

    from bareme.diagnostics import Report
    from bareme.language.expression import Expression
    from bareme.model import Definition, Figure, Parameter, Rule, Variant


_JUMP = Fraction(1, 5)  # of a yearly figure from one year to the next


def check_meaning(definition: Definition, report: Report) -> None:
    """Report everything that makes a definition meaningless, or that is probably a mistake."""
    for parameter in definition.parameters.values():
        _check_choices(definition, parameter, report)
        if parameter.name not in definition.borrowed:
            check_figures(parameter, report)
    _check_cycles(definition, report)
    if not report.has_errors:
        _check_kinds(definition, report)
        _check_coverage(definition, report)
        _check_use(definition, report)


def check_figures(parameter: Parameter, report: Report) -> None:
    """Report years without a figure, figures that rest on nothing."""
    for earlier, later in zip(parameter.figures, parameter.figures[1:], strict=False):
        due = parameter.end_of_year(earlier)
        if parameter.yearly and later.start > due:
            report.add("year-missing", later.place, name=parameter.name, date=due, next=later.start)
        if parameter.yearly:
            _check_jump(parameter, earlier, later, report)
    for figure in parameter.figures:
        if figure.citation.reference is None and figure.citation.note is None:
            report.add("no-reference", figure.place, name=parameter.name, date=figure.start)


def _check_jump(parameter: Parameter, earlier: Figure, later: Figure, report: Report) -> None:
    """Report a yearly figure that moves as no revaluation does: a digit too few, or too many."""
    before, now = earlier.value, later.value
    if isinstance(before, Mapping) or isinstance(now, Mapping) or not before:
        return
    if not -_JUMP <= now / Fraction(before) - 1 <= _JUMP:
        report.add(
            "implausible-jump",
            later.place,
            name=parameter.name,
            before=amount(before, parameter.kind.unit),
            now=amount(now, parameter.kind.unit),
        )


def _check_choices(definition: Definition, parameter: Parameter, report: Report) -> None:
    """A figure `by` a choice has one value for each name of the choice, and no other."""
    if parameter.by is None:
        return
    named = definition.inputs.get(parameter.by) or definition.rules.get(parameter.by)
    if named is None or named.kind.base != "choice":
        choices = [name for name, asked in definition.inputs.items() if asked.kind.base == "choice"]
        near = nearest(parameter.by, choices)
        report.add("not-a-choice", parameter.place, near, by=parameter.by)
        return
    for figure in parameter.figures:
        assert isinstance(figure.value, Mapping)
        missing = named.kind.choices - set(figure.value)
        for name in sorted(set(figure.value) - named.kind.choices):
            near = nearest(name, named.kind.choices)
            missing -= {near}
            listing = ", ".join(sorted(named.kind.choices))
            report.add("unknown-choice", figure.choice_places[name], near, name=name, known=listing)
        if missing:
            report.add("choices-missing", figure.place, missing=", ".join(sorted(missing)))


def _check_cycles(definition: Definition, report: Report) -> None:
    """No rule may need itself. Variants of different dates may need each other in turn."""
    if not _cycle(definition, None):
        return
    for day in version_dates(definition):
        if cycle := _cycle(definition, day):
            place = definition.rules[cycle[0]].place
            report.add("cycle", place, cycle=" → ".join(cycle), date=day)
            return


def _cycle(definition: Definition, day: dt.date | None) -> list[str]:
    """Return a circle of rules on a day, or over all variants at once; empty when none."""
    graph: dict[str, set[str]] = {}
    for name, rule in definition.rules.items():
        variant = rule.in_force(day) if day else None
        variants = rule.variants if day is None else (variant,) if variant else ()
        graph[name] = {
            needed
            for variant in variants
            for expression in variant.expressions
            for needed in expression.names
            if needed in definition.rules
        }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _check_kinds(definition: Definition, report: Report) -> None:
    parameters = {name: parameter.kind for name, parameter in definition.parameters.items()}
    choices = {
        name: frozenset(parameter.figures[0].value)
        for name, parameter in definition.parameters.items()
        if isinstance(parameter.figures[0].value, Mapping)
    }
    walker = UnitsWalker(Units(parameters, choices))
    walker.names = {
        **parameters,
        **{name: asked.kind for name, asked in definition.inputs.items()},
        **{name: rule.kind for name, rule in definition.rules.items()},
    }
    check = _KindCheck(walker, report)
    for rule in definition.rules.values():
        for variant in rule.variants:
            check.variant(rule, variant)


class _KindCheck:
    def __init__(self, walker: UnitsWalker, report: Report) -> None:
        self.walker, self.report = walker, report
        self._told = False  # of the variant: that something in it may be nothing

    def variant(self, rule: Rule, variant: Variant) -> None:
        self._told = False
        certain = rule.kind.certain()
        item = Kind("choice", choices=rule.kind.choices)
        for case in variant.cases:
            self._expect(case.when, BOOLEAN)
            self._expect(case.then, item if variant.collects else rule.kind)
            self._expect(case.floor, certain)
            self._expect(case.cap, certain)
        self._expect(variant.floor, certain)
        self._expect(variant.cap, certain)

    def _expect(self, expression: Expression | None, wanted: Kind) -> None:
        if expression is None:
            return
        try:
            found: Kind = self.walker.walk(expression.tree)
            self._match(found, wanted)
        except MeaningError as error:
            if error.code == "may-be-nothing" and self._told:
                return  # the same column, or name, in each row or case
            self._told = self._told or error.code == "may-be-nothing"
            place = expression.place_of(error.node) if error.node else expression.place
            suggestion = error.suggestion
            if suggestion is None and error.form and error.node:
                suggestion = expression.rewritten(error.node, error.form)
            self.report.add(error.code, place, expression.fitting(suggestion), **error.data)

    @staticmethod
    def _match(found: Kind, wanted: Kind) -> None:
        if found.optional and not wanted.optional:
            raise MeaningError("may-be-nothing")
        if wanted.base == "list" and found.optional:
            raise MeaningError("wrong-kind", found=found, wanted=wanted.certain())
        if found.base == "nothing":
            return
        found = named(found, wanted)
        if found.base != wanted.base:
            raise wrong_kind(found, wanted)
        if found.base == "number" and found.unit is not None and found.unit != wanted.unit:
            raise MeaningError("wrong-unit", found=found.unit, wanted=wanted.unit)
        if found.base in {"choice", "list"} and (unknown := sorted(found.choices - wanted.choices)):
            listing = ", ".join(sorted(wanted.choices))
            near = nearest(unknown[0], wanted.choices)
            raise MeaningError("unknown-choice", near, name=unknown[0], known=listing)
        unify(found, wanted if wanted.base != "number" else NUMBER, "")


def _check_coverage(definition: Definition, report: Report) -> None:
    """Every figure and rule a formula reads must be known from the day the formula holds."""
    for rule in definition.rules.values():
        for variant in rule.variants:
            since = max(variant.start, definition.start)
            for expression in variant.expressions:
                _check_known(definition, expression, since, report)
        for published in rule.published:
            if published.start < max(definition.start, rule.variants[0].start):
                report.add("published-outside", published.place, date=published.start)


def _check_known(
    definition: Definition, expression: Expression, since: dt.date, report: Report
) -> None:
    needed = [(name, since) for name in expression.names]
    needed += [(name, add_years(since, -back)) for name, back in expression.history]
    for name, day in needed:
        parameter, rule = definition.parameters.get(name), definition.rules.get(name)
        dated = parameter.figures if parameter else rule.variants if rule else None
        if dated and dated[0].start > day:
            first = dated[0].start
            report.add("known-too-late", expression.place, name=name, date=day, first=first)


def _check_use(definition: Definition, report: Report) -> None:
    """An input no formula reads is probably a slip."""
    read = {
        name
        for rule in definition.rules.values()
        for variant in rule.variants
        for expression in variant.expressions
        for name in expression.names
    }
    read |= {parameter.by for parameter in definition.parameters.values() if parameter.by}
    read |= {*definition.outputs, definition.reference_date or ""}
    for name, asked in definition.inputs.items():
        if name not in read:
            report.add("input-unused", asked.place, name=name)
