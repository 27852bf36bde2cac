"""How names stand on one side: what is in force of them, read, and computed, however written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from bareme.domains.errors import CalculationError
from bareme.language.normal import normal

if TYPE_CHECKING:
    import ast
    from collections.abc import Collection, Iterable, Iterator

    from bareme.model import Definition
    from bareme.program import Procedure, Program
    from bareme.rulebook import Rules

Pair: TypeAlias = tuple[str, int]  # a figure, and how many years back


def reads(program: Program, rule: str) -> Iterator[str]:
    """Give the names that a rule in force reads, or looks some years back to."""
    procedure = program.procedures.get(rule)
    for expression in () if procedure is None else procedure.variant.expressions:
        yield from expression.reads


def resting_on(names: Iterable[str], *sides: Rules) -> frozenset[str]:
    """Return some names, and all that rests on them, directly or not, in any of some versions."""
    found = set(names)
    pending = list(found)
    readers: dict[str, set[str]] = {}
    for rules in sides:
        for rule in rules.program.procedures:
            for read in reads(rules.program, rule):
                readers.setdefault(read, set()).add(rule)
    while pending:
        new = readers.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return frozenset(found)


class Side:
    """One of two versions: what it has in force, what it reads, and in which state."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.program = rules, rules.program
        made = self.definition = rules.book.definition
        self.dated = (made.reference_date, rules.date)
        self.reads = {
            name for rule in self.program.procedures for name in reads(self.program, rule)
        }
        self.reads.update(made.outputs)
        self.looks_back: frozenset[Pair] = frozenset(
            pair
            for procedure in self.program.procedures.values()
            for expression in procedure.variant.expressions
            for pair in expression.history
        )

    def knows(self, name: str) -> bool:
        """Tell whether a name is in force, or missed where it is not."""
        program = self.program
        in_force = name in program.procedures or name in program.figures
        return in_force or name in self.definition.inputs or name in self.reads

    def state(self, name: str, pairs: Collection[Pair]) -> object:
        """Return all that answers may depend on; None of what is not in force."""
        made, accepted = self.definition, self.rules.book.expected.get(name)
        if name in made.parameters:
            figure, by = self.program.figures.get(name), made.parameters[name].by
            past = {years: self._back(name, years) for figure, years in pairs if figure == name}
            return by, figure and figure.value, past
        if name in made.inputs:
            return accepted, made.inputs[name].default
        procedure = self.program.procedures.get(name)
        if procedure is None or accepted is None:
            return None
        kind = replace(accepted.kind, unit=None)  # of which a rule computes nothing
        return replace(accepted, kind=kind), _computed(procedure)

    def _back(self, name: str, years: int) -> object:
        try:
            return self.program.figure_back(name, years).value
        except CalculationError:
            return None


def names_of(*definitions: Definition) -> dict[str, None]:
    """Return every name: figures, inputs, then rules."""
    sorts = [(made.parameters, made.inputs, made.rules) for made in definitions]
    return {name: None for named in zip(*sorts, strict=True) for each in named for name in each}


def dated_by(one: Side, other: Side) -> str | None:
    """Return the name under which the day of the law is taken."""
    return other.definition.reference_date or one.definition.reference_date


def _computed(procedure: Procedure) -> object:
    """Return what a rule does, however it is written: cases in their order where that decides."""
    variant = procedure.variant
    cases = [
        [_written(tree) for tree in (branch.when, branch.then, branch.floor, branch.cap)]
        for branch in procedure.branches
    ]
    return (
        variant.collects,
        variant.ordered,
        cases if variant.ordered else sorted(cases),
        _written(procedure.floor),
        _written(procedure.cap),
        procedure.round,
        procedure.published and procedure.published.value,
    )


@lru_cache(maxsize=4096)  # the trees of a rulebook are those of all its versions
def _written(tree: ast.expr | None) -> str:
    return "" if tree is None else normal(tree)
