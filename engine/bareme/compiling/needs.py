"""What a formula, or a rule, will read for sure: what may be computed before a condition splits
the way, because every way needs it.

A set of names; `ANY` stands for what a way needs that has no end but a refusal.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.program import Branch, Procedure

Sure: TypeAlias = frozenset[str] | None
ANY: Sure = None
_NONE: frozenset[str] = frozenset()


def _both(a: Sure, b: Sure) -> Sure:
    """Return what two things that are both evaluated need."""
    return ANY if a is None or b is None else a | b


def _either(a: Sure, b: Sure) -> Sure:
    """Return what is needed whichever of two things is evaluated."""
    if a is None or b is None:
        return b if a is None else a
    return a & b


def of_value(node: ast.expr) -> Sure:
    """Return what is read for sure when a formula is evaluated."""
    if isinstance(node, ast.Name):
        return frozenset([node.id])
    if isinstance(node, ast.IfExp):
        return of_condition(node.test, of_value(node.body), of_value(node.orelse))
    if isinstance(node, (ast.BoolOp, ast.Compare)):
        return of_condition(node, _NONE, _NONE)
    children = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    return _all(of_value(child) for child in children if isinstance(child, ast.expr))


def of_condition(node: ast.expr, then: Sure, otherwise: Sure) -> Sure:
    """Return what is read for sure by a condition and by what follows it, as it holds or not."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return of_condition(node.operand, otherwise, then)
    if isinstance(node, ast.BoolOp):
        found = then if isinstance(node.op, ast.And) else otherwise
        for value in reversed(node.values):
            if isinstance(node.op, ast.And):
                found = of_condition(value, found, otherwise)
            else:
                found = of_condition(value, then, found)
        return found
    if isinstance(node, ast.Compare):
        read = _both(of_value(node.left), of_value(node.comparators[0]))
    else:
        read = of_value(node)
    return _both(read, _either(then, otherwise))


def of_procedure(procedure: Procedure, may_be_nothing: bool) -> list[Sure]:
    """Return what a rule reads for sure from each of its branches on, the first to the last."""
    if procedure.collects:
        return [_all(of_value(b.when) for b in procedure.branches if b.when is not None)]
    ends = [] if may_be_nothing else [procedure.floor, procedure.cap]
    found: list[Sure] = []
    left: Sure = ANY
    for branch in reversed(procedure.branches):
        own = _result(branch, may_be_nothing, ends)
        left = own if branch.when is None else of_condition(branch.when, own, left)
        found.append(left)
    return found[::-1]


def _result(branch: Branch, may_be_nothing: bool, ends: Iterable[ast.expr | None]) -> Sure:
    trees = [branch.then, *ends]
    if not may_be_nothing:  # of what is nothing, no bound is looked at
        trees += [branch.floor, branch.cap]
    return _all(of_value(tree) for tree in trees if tree is not None)


def _all(found: Iterable[Sure]) -> Sure:
    whole: Sure = _NONE
    for names in found:
        whole = _both(whole, names)
    return whole
