"""A rulebook on a date, ready to be evaluated: the figures and variants in force, and nothing
that depends on the person.

Made once for each version and shared by every evaluation, in every thread. Nothing in it changes
after it is made, but for what fixed rules give, which is kept when it is first known.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.calendar import add_years
from bareme.domains.errors import CalculationError
from bareme.domains.exact import Exact, mean
from bareme.frozen import Frozen
from bareme.language.functions import FIGURE_OF

if TYPE_CHECKING:
    import ast
    import datetime as dt
    from collections.abc import Callable, Mapping

    from bareme.evaluation import Settled
    from bareme.model import Definition, Figure, Published, Rule, Variant
    from bareme.reading.scalars import Number

# Python frames that the walk of one level of a formula, and of one rule, may take.
_FRAMES_A_LEVEL = 2
_FRAMES_A_RULE = 6


@dataclass(frozen=True, slots=True)
class Branch:
    """One case, as trees: `when` and the finishers may be missing."""

    when: ast.expr | None
    then: ast.expr
    floor: ast.expr | None
    cap: ast.expr | None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One rule as it is in force: its branches, finishers, and how many frames it may take.

    `items` are the branches of a list in the order in which it holds their names, and `published`
    is the figure that stands in for the formula, where one does.
    """

    variant: Variant
    collects: bool
    branches: tuple[Branch, ...]
    floor: ast.expr | None
    cap: ast.expr | None
    round: Number | None
    published: Published | None
    frames: int
    items: tuple[int, ...] = ()


class Program:
    """The version of a rulebook in force on `day`: immutable, shared between threads."""

    def __init__(self, definition: Definition, day: dt.date) -> None:
        self.definition = definition
        self.day = day
        self.figures: Mapping[str, Figure] = Frozen(
            {
                name: figure
                for name, parameter in definition.parameters.items()
                if (figure := parameter.in_force(day)) is not None
            }
        )
        # Figures that do not vary by a choice are plain values.
        self.constants: Mapping[str, Number] = {
            name: figure.value
            for name, figure in self.figures.items()
            if isinstance(figure.value, (int, Fraction))
        }
        self.procedures: Mapping[str, Procedure] = Frozen(
            {
                name: _procedure(rule, variant, rule.prevailing(day))
                for name, rule in definition.rules.items()
                if (variant := rule.in_force(day)) is not None
            }
        )
        self.domain = Exact(self._look_ups())
        self.fixed = self._fixed_rules()
        # What each fixed rule gives, once it has been computed; None when it is too much to keep.
        self.settled: dict[str, Settled | None] = {}

    def _look_ups(self) -> Mapping[str, Callable[..., Number]]:
        return {
            FIGURE_OF: self._figure_of,
            "previous": self._previous,
            "mean_of_previous": self._mean_of_previous,
        }

    def _fixed_rules(self) -> frozenset[str]:
        """Return the rules that depend on no input: they give the same to everyone."""
        read_by: dict[str, list[str]] = {}
        for name, procedure in self.procedures.items():
            for expression in procedure.variant.expressions:
                for read in expression.names:
                    read_by.setdefault(read, []).append(name)
        personal: set[str] = set()
        pending = [name for asked in self.definition.inputs for name in read_by.get(asked, ())]
        pending += [
            name
            for figure, parameter in self.definition.parameters.items()
            if parameter.by is not None
            for name in read_by.get(figure, ())
        ]
        while pending:
            name = pending.pop()
            if name not in personal:
                personal.add(name)
                pending += read_by.get(name, ())
        return frozenset(self.procedures.keys() - personal)

    def needs(self, rule: str) -> set[str]:
        """Return every name a rule may read, directly or through others."""
        found: set[str] = set()
        pending = [rule]
        while pending:
            procedure = self.procedures.get(pending.pop())
            expressions = procedure.variant.expressions if procedure else ()
            new = {name for expression in expressions for name in expression.names} - found
            found |= new
            pending += new
        return found

    def figure(self, name: str) -> Figure:
        """Return the figure in force; CalculationError, with the reason, when there is none."""
        found = self.figures.get(name)
        if found is None:
            raise _no_figure(self.definition, name, self.day)
        return found

    def figure_back(self, name: str, years: int) -> Figure:
        """Return the figure in force so many years before; CalculationError when none."""
        day = add_years(self.day, -years)
        found = self.definition.parameters[name].in_force(day)
        if found is None:
            raise _no_figure(self.definition, name, day, years)
        return found

    def _figure_of(self, name: str, choice: str) -> Number:
        value = self.figure(name).value
        assert not isinstance(value, (int, Fraction))
        return value[choice]

    def _previous(self, name: str, years: int) -> Number:
        value = self.figure_back(name, years).value
        assert isinstance(value, (int, Fraction))
        return value

    def _mean_of_previous(self, name: str, years: int) -> Number:
        return mean(*(self._previous(name, back) for back in range(1, years + 1)))


def _no_figure(definition: Definition, name: str, day: dt.date, back: int = 0) -> CalculationError:
    """Return the reason why a figure is not known on a day: before its first, or past its year.

    `back` says how many years that day lies before the one that is judged.
    """
    parameter = definition.parameters[name]
    facts = {"name": name, "label": parameter.label, "date": day, "back": back}
    first, last = parameter.figures[0].start, parameter.figures[-1].start
    if day < first:
        return CalculationError("figure-before-first", first=first, **facts)
    origin = definition.borrowed.get(name, definition.name)
    return CalculationError("figure-past-its-year", last=last, rulebook=origin, **facts)


def _procedure(rule: Rule, variant: Variant, published: Published | None) -> Procedure:
    def tree(expression: object) -> ast.expr | None:
        return getattr(expression, "tree", None)

    depth = max((expression.depth for expression in variant.expressions), default=1)
    return Procedure(
        variant,
        variant.collects,
        tuple(
            Branch(tree(case.when), case.then.tree, tree(case.floor), tree(case.cap))
            for case in variant.cases
        ),
        tree(variant.floor),
        tree(variant.cap),
        variant.round,
        published,
        _FRAMES_A_LEVEL * depth + _FRAMES_A_RULE,
        _items(rule, variant) if variant.collects else (),
    )


def _items(rule: Rule, variant: Variant) -> tuple[int, ...]:
    """Return the cases of a list in the order of its names, which is that of the whole rule."""
    order = {name: place for place, name in enumerate(rule.choices)}
    places = [order.get(case.then.text, len(order)) for case in variant.cases]
    return tuple(sorted(range(len(places)), key=places.__getitem__))
