"""What one answer took on its way: which case of each rule, which bounds counted, which way the
formulas went, which figures they read.

Only what the answers that were asked for rest on is there: a rule that nobody asked was not
computed. Where a published amount stands in for a formula, the formula decided nothing.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from bareme.domains.exact import ExactWalker
from bareme.exercised.pieces import Key
from bareme.trail import Trail, walked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bareme.evaluation import Step
    from bareme.model import Figure, Rule
    from bareme.reading.scalars import Number
    from bareme.result import Result


def taken(result: Result) -> Iterator[Key]:
    """Give what an answer took; the same thing perhaps several times."""
    definition, values = result.program.definition, _Exact(result)
    for step in result.trace:
        if not any(finish.how == "published" for finish in step.finishes):
            yield from _decided(definition.rules[step.name], step)
            yield from _computed(result, values, step)
    for name in result.outputs:
        if name in result.program.figures:
            yield Key("figure", result.program.figures[name].place)


class _Exact(dict[str, Any]):
    """The values of an answer, as the exact ones they are."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self._result = result

    def __missing__(self, name: str) -> Any:
        return self._result.exact(name)


def _decided(rule: Rule, step: Step) -> Iterator[Key]:
    variant = step.variant
    yield Key("rule", rule.place)
    yield Key("variant", variant.place)
    for index in step.chosen:
        yield Key("case", variant.cases[index].place)
    if variant.collects:
        for index, case in enumerate(variant.cases):
            if index not in step.chosen:
                yield Key("absent", case.place)


def _computed(result: Result, values: Mapping[str, Any], step: Step) -> Iterator[Key]:
    """Give what the formulas of a step did, walked again over the same values."""
    program = result.program
    walker = _Ways(program.domain)
    walker.names = values
    for expression in walked(step):
        walker.ways.clear()
        walker.walk(expression.tree)
        for node, way in walker.ways:
            yield Key("branch", expression.place_of(node.test), way)
    yield from _bounds(walker, step)
    trail = Trail(program, values, walked(step))
    figures: list[Figure] = [program.figures[n] for n in trail.names if n in program.figures]
    figures += [program.figure_back(name, back) for name, back in trail.history]
    yield from (Key("figure", figure.place) for figure in figures)


def _bounds(walker: ExactWalker, step: Step) -> Iterator[Key]:
    """Give whether each floor and cap counted, the value following as it did."""
    value: Any = step.raw
    if value is None or step.variant.collects:
        return
    for holder in (step.variant.cases[step.chosen[0]], step.variant):
        if holder.floor is not None:
            bound: Number = walker.walk(holder.floor.tree)
            yield Key("floor", holder.floor.place, value < bound)
            value = max(value, bound)
        if holder.cap is not None:
            bound = walker.walk(holder.cap.tree)
            yield Key("cap", holder.cap.place, value > bound)
            value = min(value, bound)


class _Ways(ExactWalker):
    """The exact walk, which remembers which way each `x if c else y` went."""

    def __init__(self, domain: Any) -> None:
        super().__init__(domain)
        self.ways: list[tuple[ast.IfExp, bool]] = []
        self.nodes[ast.IfExp] = self._either

    def _either(self, node: ast.IfExp) -> Any:
        way = bool(self.walk(node.test))
        self.ways.append((node, way))
        return self.walk(node.body if way else node.orelse)
