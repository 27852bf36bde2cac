"""Formulas written one way: what two of them say is the same when they read the same.

Spaces, brackets that change nothing, quotes, and how a number is written (`10 %`, `0.10`) are no
difference. The text is the language's own, and may be read again.
"""

from __future__ import annotations

import ast
import datetime as dt
import json
from fractions import Fraction
from typing import Any

from bareme.language.functions import FIGURE_OF, FUNCTIONS
from bareme.values import plain

BEFORE, AFTER = "⟦", "⟧"


def normal(tree: ast.expr) -> str:
    """Return a checked formula in its one way of being written."""
    return ast.unparse(_Plain().visit(tree))


def marked(before: ast.expr, after: ast.expr) -> tuple[str, str]:
    """Return two formulas in their one way of being written, with what differs between brackets
    (`⟦…⟧`): the smallest parts that are not the same.
    """
    one, other = _Plain().visit(before), _Plain().visit(after)
    return tuple(ast.unparse(tree) for tree in _compared(one, other))  # type: ignore[return-value]


class _Plain(ast.NodeTransformer):
    """A copy of a tree in which values stand as the language writes them."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Visit the parts of a copy: formulas are shared, and never written to."""
        parts = {n: [*v] if isinstance(v, list) else v for n, v in ast.iter_fields(node)}
        return super().generic_visit(type(node)(**parts))

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        value: Any = node.value
        if value is None or isinstance(value, bool):
            return ast.Name({None: "nothing", True: "true", False: "false"}[value])
        if isinstance(value, (int, Fraction, dt.date)):
            return ast.Name(plain(value))
        text = json.dumps(value, ensure_ascii=False)
        for mark in (BEFORE, AFTER):  # those of a text are no marks
            text = text.replace(mark, f"\\u{ord(mark):04x}")
        return ast.Name(text)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(node.id)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        assert isinstance(node.func, ast.Name)
        if node.func.id != FIGURE_OF:
            parameters = [self._parameter(node, place) for place in range(len(node.args))]
            return ast.Call(ast.Name(node.func.id), parameters, [])
        figure, choice = node.args
        assert isinstance(figure, ast.Constant)
        return ast.Subscript(ast.Name(str(figure.value)), self.visit(choice))

    def _parameter(self, node: ast.Call, place: int) -> ast.expr:
        """Return an argument; the name of a figure stands without quotes."""
        argument = node.args[place]
        assert isinstance(node.func, ast.Name)
        if place == 0 and node.func.id in OF_FIGURES and isinstance(argument, ast.Constant):
            return ast.Name(str(argument.value))
        found: ast.expr = self.visit(argument)
        return found


OF_FIGURES = frozenset(name for name, function in FUNCTIONS.items() if function.of_parameter)


def _compared(one: ast.AST, other: ast.AST) -> tuple[ast.AST, ast.AST]:
    """Return two trees with what differs marked, as deep down as it can be told."""
    if ast.dump(one) == ast.dump(other):
        return one, other
    if type(one) is not type(other) or not _alike(one, other):
        return _mark(one), _mark(other)
    pairs = [
        (name, getattr(one, name), getattr(other, name))
        for name in one._fields
        if isinstance(getattr(one, name, None), (ast.expr, list))
    ]
    for name, mine, theirs in pairs:
        if isinstance(mine, list):
            found = [_compared(a, b) for a, b in zip(mine, theirs, strict=True)]
            setattr(one, name, [a for a, _ in found])
            setattr(other, name, [b for _, b in found])
        else:
            a, b = _compared(mine, theirs)
            setattr(one, name, a)
            setattr(other, name, b)
    return one, other


def _alike(one: ast.AST, other: ast.AST) -> bool:
    """Tell whether two nodes of one type differ in their parts only."""
    if isinstance(one, ast.Name):
        return False
    for name in one._fields:
        mine: Any = getattr(one, name, None)
        theirs: Any = getattr(other, name, None)
        if isinstance(mine, list):
            if len(mine) != len(theirs):
                return False
            operators = [item for item in (*mine, *theirs) if not isinstance(item, ast.expr)]
            if operators and [ast.dump(item) for item in mine] != [
                ast.dump(item) for item in theirs
            ]:
                return False
        elif isinstance(mine, (ast.operator, ast.unaryop, ast.boolop)) and (
            type(mine) is not type(theirs)
        ):
            return False
    return True


def _mark(node: ast.AST) -> ast.AST:
    return ast.Name(f"{BEFORE}{ast.unparse(node)}{AFTER}")
