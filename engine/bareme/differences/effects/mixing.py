"""Versions in between: some figures and rules as after, the others as before.

Everything is taken as it is in force, so that two dates of one rulebook are mixed like two
editions on one day. Nobody checks such a version: a rule may meet there what it was not written
for, and fails.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from bareme.differences.effects.standing import Side, dated_by, names_of, reads
from bareme.domains.exact import Exact
from bareme.frozen import Frozen
from bareme.program import Program
from bareme.rulebook import Rulebook, Rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bareme.model import Definition, Figure


def differing(before: Rules, after: Rules) -> tuple[str, ...]:
    """Return the names of what differs as it is in force: figures by their values, those that
    formulas look back to included; rules by what they compute; inputs by what they accept and
    assume; and the reference date, where a formula reads it.

    How a formula is written is no difference, nor are words, references and places. What one
    side neither has in force nor reads is none either: it comes with what reads it.
    """
    one, other = Side(before), Side(after)
    pairs = one.looks_back | other.looks_back
    found = {
        name: None
        for name in names_of(one.definition, other.definition)
        if one.knows(name)
        and other.knows(name)
        and one.state(name, pairs) != other.state(name, pairs)
    }
    dated = dated_by(one, other)
    if dated is not None and one.dated != other.dated and dated in one.reads | other.reads:
        found[dated] = None
    return tuple(found)


def mixed(before: Rules, after: Rules, taken: Collection[str]) -> Rules:
    """Return the version in which the names `taken` are as after, and the others as before; what
    only one side knows is always there. All of `differing` gives the answers of `after`.

    It is the same on whatever day. A rule that would rest on itself is not in force.
    """
    book = _Mixture(before, after, frozenset(taken))
    return Rules(book, book.date, book.program)


class MixedProgram(Program):
    """The version in force before and that after, name by name."""

    def __init__(self, definition: Definition, day: dt.date, owners: Mapping[str, Program]) -> None:
        self.definition, self.day, self._owners = definition, day, owners
        figures = {name: owners[name].figures.get(name) for name in definition.parameters}
        procedures = {name: owners[name].procedures.get(name) for name in definition.rules}
        self.figures = Frozen({n: figure for n, figure in figures.items() if figure is not None})
        self.constants = {n: owners[n].constants[n] for n in figures if n in owners[n].constants}
        self.procedures = Frozen({n: own for n, own in procedures.items() if own is not None})
        self.procedures = Frozen({n: self.procedures[n] for n in _grounded(self)})
        self.domain = Exact(self._look_ups())
        self.fixed = self._fixed_rules()
        self.settled = {}

    def figure(self, name: str) -> Figure:
        """Return the figure in force on the side it is taken from."""
        return self._owners[name].figure(name)

    def figure_back(self, name: str, years: int) -> Figure:
        """Return the figure in force so many years before, on the side it is taken from."""
        return self._owners[name].figure_back(name, years)


def _grounded(program: Program) -> list[str]:
    """Return the rules that do not rest on themselves."""
    rules = program.procedures
    graph = TopologicalSorter(
        {rule: [read for read in reads(program, rule) if read in rules] for rule in rules}
    )
    found: set[str] = set()
    try:
        graph.prepare()
    except CycleError:
        while ready := graph.get_ready():
            found.update(ready)
            graph.done(*ready)
        return [rule for rule in rules if rule in found]
    return list(rules)


class _Mixture(Rulebook):
    """A rulebook of one version, the same on whatever day."""

    __slots__ = ("_made_of", "date", "program")

    def __init__(self, before: Rules, after: Rules, taken: frozenset[str]) -> None:
        one, other = Side(before), Side(after)
        owners = {
            name: _owner(one, other, name, taken)
            for name in names_of(one.definition, other.definition)
        }
        dated = other if dated_by(one, other) in taken else one
        reference, date = dated.dated
        definition = replace(
            other.definition,
            reference_date=reference,
            parameters=Frozen(_those("parameters", owners)),
            inputs=Frozen(_those("inputs", owners)),
            rules=Frozen(_those("rules", owners)),
        )
        expected = {
            name: side.rules.book.expected[name]
            for name, side in owners.items()
            if name in side.rules.book.expected
        }
        programs = {name: side.program for name, side in owners.items()}
        own: dict[str, object] = {
            "_made_of": (before, after, taken),
            "_programs": {},
            "date": date,
            "definition": definition,
            "expected": Frozen(expected),
            "program": MixedProgram(definition, date, programs),
            "version_dates": (dt.date.min,),
        }
        for name, value in own.items():
            object.__setattr__(self, name, value)

    date: dt.date
    program: Program
    _made_of: tuple[Rules, Rules, frozenset[str]]

    def __reduce__(self) -> tuple[Any, ...]:
        return (_Mixture, self._made_of)

    def _program(self, day: dt.date) -> Program:
        del day
        return self.program


def _owner(one: Side, other: Side, name: str, taken: Collection[str]) -> Side:
    """Return the side from which a name is taken: that which knows it, where only one does."""
    wanted, left = (other, one) if name in taken else (one, other)
    return wanted if wanted.knows(name) or not left.knows(name) else left


def _those(sort: str, owners: Mapping[str, Side]) -> dict[str, Any]:
    """Return the figures, the inputs or the rules, each as its side says it."""
    named = {name: getattr(side.definition, sort).get(name) for name, side in owners.items()}
    return {name: each for name, each in named.items() if each is not None}
