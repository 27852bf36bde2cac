"""A checked formula, and what can be said of its parts: where they stand, how they read anew."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bareme.language.places import fitting, stretch, text_place, written_at

if TYPE_CHECKING:
    from bareme.diagnostics import Place
    from bareme.reading.tree import Scalar


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked formula: its text, its tree, what it reads, and how deep it is.

    `names` are read as they stand on the day, `history` holds the pairs (parameter, years
    back) the formula looks into.
    """

    text: str
    tree: ast.expr = field(compare=False, repr=False)
    place: Place = field(compare=False, repr=False)
    names: tuple[str, ...] = ()
    history: tuple[tuple[str, int], ...] = ()
    depth: int = 1

    @property
    def reads(self) -> tuple[str, ...]:
        """Every name it reads, on the day or some years back."""
        return tuple(dict.fromkeys([*self.names, *(name for name, _ in self.history)]))

    def place_of(self, node: ast.expr) -> Place:
        """Return where a node of the tree stands in its file."""
        return stretch(self.place, self.text, *span(node))

    def rewritten(self, node: ast.expr, form: str) -> str | None:
        """Return a node's operands in another form: {0}, {1}, and its {sign}.

        None where there is nothing to write it in place of: an operation on several lines, of
        several comparisons, or one that was not written as a formula.
        """
        operands, sign = _operands(node)
        written = [self.text[slice(part.col_offset, part.end_col_offset)] for part in operands]
        starts = {part.col_offset for part in operands}
        whole = self.text[slice(node.col_offset, node.end_col_offset)]
        there = written_at(self.place_of(node))
        if len(starts) < len(operands) or not operands or there != whole:
            return None
        return form.format(*written, sign=sign)

    def fitting(self, suggestion: str | None) -> str | None:
        """Return what is suggested as it may stand between the quotes of the file, if any."""
        return fitting(suggestion, self.place)


def constant(value: object, scalar: Scalar) -> Expression:
    """Return the formula that is a value written as it is: a choice by its name."""
    tree = ast.Constant(value, lineno=1, col_offset=0, end_lineno=1)  # type: ignore[arg-type]
    tree.end_col_offset = len(scalar.text)
    return Expression(scalar.text, tree, text_place(scalar))


def span(node: ast.expr, last: ast.expr | None = None) -> tuple[int, int]:
    """Return where a node begins in its formula, and how long it is, or all up to another."""
    end = (last or node).end_col_offset or node.col_offset + 1
    return node.col_offset, end - node.col_offset


_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def _operands(node: ast.expr) -> tuple[list[ast.expr], str]:
    """Return what an operation joins, and its sign when it is a comparison."""
    if isinstance(node, ast.BinOp):
        return [node.left, node.right], ""
    if isinstance(node, ast.UnaryOp):
        return [node.operand], ""
    if isinstance(node, ast.Call):
        return node.args, ""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return [node.left, *node.comparators], _SIGNS.get(type(node.ops[0]), "")
    return [], ""
