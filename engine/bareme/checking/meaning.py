"""Checks that need no evaluation: choices, cycles, kinds and units, gaps in dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from bareme.calendar import add_years
from bareme.checking.causes import causes
from bareme.diagnostics import Diagnostic, facts
from bareme.domains.units import MeaningError, Units, UnitsWalker, named, unify, wrong_kind
from bareme.language.kinds import BOOLEAN, NUMBER, Kind
from bareme.nearest import nearest
from bareme.timeline import version_dates
from bareme.words import amount

if TYPE_CHECKING:
    from bareme.diagnostics import Place, Report
    from bareme.language.expression import Expression
    from bareme.model import Definition, Figure, Parameter, Rule, Variant


_NEARLY = dt.timedelta(days=32)  # a slip away from the day a yearly figure was due
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
    years = list(pairwise(parameter.figures)) if parameter.yearly else []
    if all(earlier.start < later.start for earlier, later in years):  # else told where it is read
        for earlier, later in years:
            _check_day(parameter, earlier, later, report)
            _check_text(parameter, earlier, later, report)
            _check_jump(parameter, earlier, later, report)
    for figure in parameter.figures:
        if figure.citation.reference is None and figure.citation.note is None:
            report.add("no-reference", figure.place, name=parameter.name, date=figure.start)


def _check_day(parameter: Parameter, earlier: Figure, later: Figure, report: Report) -> None:
    """Report a yearly figure that comes too late, or some days off."""
    due = parameter.end_of_year(earlier)
    meant = _day_meant(later, due)
    if later.start > due:
        told = {"name": parameter.name, "date": due, "next": later.start}
        report.add("year-missing", later.place, meant, **told)
    elif meant is not None and later.citation.note is None:
        report.add("unusual-day", later.place, meant, name=parameter.name, date=later.start)


def _day_meant(figure: Figure, due: dt.date) -> str | None:
    """Return the day a yearly figure was due where it is nearly that of the figure: some days
    away, or a year with the same digits.
    """
    day = figure.start
    swapped = (day.month, day.day) == (due.month, due.day) and sorted(str(day.year)) == sorted(
        str(due.year)
    )
    near = abs(day - due) < _NEARLY
    return str(due) if day != due and (near or swapped) else None


def _check_text(parameter: Parameter, earlier: Figure, later: Figure, report: Report) -> None:
    """Report a dated text that fixes two years: the line was copied, and its text forgotten."""
    reference = later.citation.reference
    if (
        reference is None
        or later.citation.note is not None
        or reference != earlier.citation.reference
    ):
        return
    if any(character.isdigit() for character in reference):
        told = {"name": parameter.name, "date": later.start, "before": earlier.start}
        report.add("same-reference", later.place, **told)


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
    assert named is not None  # else the rulebook was not built
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
    places = {name: parameter.place for name, parameter in definition.parameters.items()}
    places |= {name: asked.place for name, asked in definition.inputs.items()}
    places |= {name: rule.place for name, rule in definition.rules.items()}
    check = _KindCheck(walker, report, places)
    for rule in definition.rules.values():
        for variant in rule.variants:
            check.variant(rule, variant)
    check.tell()


_MANY = 3  # formulas that fail before the unit they share is blamed


class _KindCheck:
    def __init__(self, walker: UnitsWalker, report: Report, places: Mapping[str, Place]) -> None:
        self.walker, self.report, self.places = walker, report, places
        self._failing: dict[Diagnostic, frozenset[str]] = {}  # of units: what each formula names
        self._sound: list[frozenset[str]] = []
        self._told = False  # of the variant: that something in it may be nothing

    def variant(self, rule: Rule, variant: Variant) -> None:
        self._told = False
        self._rule = rule.name
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
            meant = expression.fitting(suggestion)
            finding = Diagnostic(error.code, place, facts(error.data), meant)
            if error.code in {"units-differ", "wrong-unit"}:
                self._failing[finding] = self._names(expression, wanted)
            else:
                self.report.include(finding)
        else:
            self._sound.append(self._names(expression, wanted))

    def _names(self, expression: Expression, wanted: Kind) -> frozenset[str]:
        """Return the names whose units a formula rests on: that of its rule among them."""
        names = frozenset(expression.names) | {name for name, _ in expression.history}
        return names | {self._rule} if wanted.base == "number" else names

    def tell(self) -> None:
        """Report the units that do not agree: one that none of its formulas can use, alone."""
        for cause in causes(self._failing, self._sound):
            if len(cause.suspects) == 1 and len(cause.failures) >= _MANY:
                (name,) = cause.suspects
                kind, first = self.walker.names[name], cause.failures[0].place
                line = first.line if first else 0
                told = {"name": name, "unit": kind.unit, "count": len(cause.failures)}
                self.report.add("unit-suspect", self.places[name], line=line, **told)
            else:
                for finding in cause.failures:
                    self.report.include(finding)

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
