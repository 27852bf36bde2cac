"""Names that are believed to be the same under another name, and definitions told with them.

A guess, and said to be one: what has gone and what has come must say the same, and be called
alike or be read by the same.
"""

from __future__ import annotations

import ast
import copy
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from bareme.differences.changes.readers import readers
from bareme.frozen import Frozen
from bareme.language.functions import FIGURE_OF
from bareme.language.normal import OF_FIGURES, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bareme.language.expression import Expression
    from bareme.model import Case, Definition, Example, Input, Parameter, Rule, Variant
    from bareme.reading.tree import Entry

_ALIKE = 0.6  # of two names: the part of their letters that is the same
_ENOUGH = 2  # signs that two names stand for the same

Named = TypeVar("Named", "Input", "Rule", "Parameter")


def renames(before: Definition, after: Definition) -> dict[str, str]:
    """Return the names of the second side by what they were called on the first."""
    found: dict[str, str] = {}
    found |= _pairs(before, after, before.parameters, after.parameters, _same_figures)
    found |= _pairs(before, after, before.inputs, after.inputs, _same_input)
    # A rule may read what is renamed too: its own comes after.
    read = renamed(before, found)
    found |= _pairs(read, after, read.rules, after.rules, _same_rule)
    return found


def renamed(made: Definition, names: Mapping[str, str]) -> Definition:
    """Return a definition in which some names are others: in formulas, outputs, everywhere."""
    if not names:
        return made

    def name(old: str) -> str:
        return names.get(old, old)

    def named(every: Mapping[str, Named]) -> Frozen[str, Named]:
        return Frozen({name(old): replace(each, name=name(old)) for old, each in every.items()})

    return replace(
        made,
        parameters=Frozen(
            {
                key: replace(each, by=each.by and name(each.by))
                for key, each in named(made.parameters).items()
            }
        ),
        borrowed=Frozen({name(old): origin for old, origin in made.borrowed.items()}),
        inputs=named(made.inputs),
        rules=Frozen(
            {
                key: replace(each, variants=tuple(_variant(v, names) for v in each.variants))
                for key, each in named(made.rules).items()
            }
        ),
        outputs=tuple(name(old) for old in made.outputs),
        reference_date=made.reference_date and name(made.reference_date),
    )


def renamed_examples(examples: Iterable[Example], names: Mapping[str, str]) -> tuple[Example, ...]:
    """Return examples told with other names."""

    def told(entries: Mapping[str, Entry]) -> dict[str, Entry]:
        return {
            names.get(old, old): replace(entry, key=replace(entry.key, text=names.get(old, old)))
            for old, entry in entries.items()
        }

    return tuple(replace(e, given=told(e.given), expect=told(e.expect)) for e in examples)


def _pairs(
    before: Definition,
    after: Definition,
    old: Mapping[str, Named],
    new: Mapping[str, Named],
    same: Callable[[Named, Named], bool],
) -> dict[str, str]:
    """Return those of the names that have gone which have come back under another."""
    gone = [each for name, each in old.items() if after.kind_of(name) is None]
    come = [each for name, each in new.items() if before.kind_of(name) is None]
    signs = sorted(
        (-score, one.name, other.name)
        for one in gone
        for other in come
        if same(one, other) and (score := _signs(one, other, before, after)) >= _ENOUGH
    )
    found: dict[str, str] = {}
    for _, one, other in signs:
        if one not in found and other not in found.values():
            found[one] = other
    return found


def _signs(one: Named, other: Named, before: Definition, after: Definition) -> int:
    """Count the signs that two names stand for the same."""
    alike = SequenceMatcher(None, one.name, other.name, autojunk=False).ratio() >= _ALIKE
    read_by = readers(before).get(one.name)
    together = read_by is not None and read_by == readers(after).get(other.name)
    if one.label != other.label and not alike:  # read by the same, it may mean another thing
        return 0
    return 2 * (one.label == other.label) + alike + 2 * together


def _same_figures(one: Parameter, other: Parameter) -> bool:
    old = {figure.start: figure.value for figure in one.figures}
    new = {figure.start: figure.value for figure in other.figures}
    common = old.keys() & new.keys()
    alike = (one.kind, one.by, one.yearly) == (other.kind, other.by, other.yearly)
    return alike and bool(common) and all(old[day] == new[day] for day in common)


def _same_input(one: Input, other: Input) -> bool:
    return (one.type, one.kind, one.default) == (other.type, other.kind, other.default)


def _same_rule(one: Rule, other: Rule) -> bool:
    return one.kind == other.kind and _written(one) == _written(other)


def _written(rule: Rule) -> list[object]:
    """Return all that a rule computes, in the one way of writing it."""
    return [
        (v.start, len(v.cases), v.round, v.collects, *(normal(e.tree) for e in v.expressions))
        for v in rule.variants
    ]


def _variant(variant: Variant, names: Mapping[str, str]) -> Variant:
    return replace(
        variant,
        cases=tuple(_case(case, names) for case in variant.cases),
        floor=_expression(variant.floor, names),
        cap=_expression(variant.cap, names),
    )


def _case(case: Case, names: Mapping[str, str]) -> Case:
    then = _expression(case.then, names)
    assert then is not None
    return replace(
        case,
        when=_expression(case.when, names),
        then=then,
        floor=_expression(case.floor, names),
        cap=_expression(case.cap, names),
    )


def _expression(expression: Expression | None, names: Mapping[str, str]) -> Expression | None:
    if expression is None:
        return None
    if names.keys().isdisjoint(expression.reads):
        return expression
    tree = _Renaming(names).visit(copy.deepcopy(expression.tree))
    return replace(
        expression,
        text=normal(tree),
        tree=tree,
        names=tuple(names.get(name, name) for name in expression.names),
        history=tuple((names.get(name, name), back) for name, back in expression.history),
    )


class _Renaming(ast.NodeTransformer):
    """A tree with other names; a figure that is looked up is named by a text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        node.id = self._names.get(node.id, node.id)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        assert isinstance(node.func, ast.Name)
        if node.func.id in {FIGURE_OF, *OF_FIGURES} and isinstance(node.args[0], ast.Constant):
            named = node.args[0]
            named.value = self._names.get(str(named.value), str(named.value))
        node.args = [self.visit(argument) for argument in node.args]
        return node
