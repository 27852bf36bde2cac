"""A value as a piece of code.

A number that varies is the code of a numerator over a denominator known here, so that the code
computes with whole numbers only. Where no denominator is known (a division by what varies), or it
would grow without end, the code is that of an exact rational. What is known is computed here.
"""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from bareme.domains.exact import MAX_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDEST = 1 << (MAX_BITS - 64)
_VARIES: Any = object()


@dataclass(frozen=True, slots=True)
class Piece:
    """A value as code.

    `tree` gives the value; of a number the numerator over `denominator`, between `low` and
    `high`, or the number itself where `denominator` is None. `known` is the value where it is the
    same for everyone. `optional` values may be nothing. The base `never` is that of code which
    only refuses.
    """

    base: str
    tree: ast.expr
    denominator: int | None = 1
    low: int = 0
    high: int = 0
    optional: bool = False
    known: Any = _VARIES

    @property
    def varies(self) -> bool:
        """Whether the value is not the same for everyone."""
        return self.known is _VARIES


def constant(value: Any) -> Piece:
    """Return a value that is the same for everyone."""
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        top = value.numerator
        return Piece("number", ast.Constant(top), value.denominator, top, top, known=value)
    return Piece(base_of(value), literal(value), known=value, optional=value is None)


def base_of(value: Any) -> str:
    """Return what sort of value this is."""
    sorts = (bool, "boolean"), ((int, Fraction), "number"), (str, "text"), (dt.date, "date")
    return next((base for types, base in sorts if isinstance(value, types)), "list")


def literal(value: Any) -> ast.expr:
    """Return the code of a value."""
    if isinstance(value, Fraction):
        return call("_Fraction", ast.Constant(value.numerator), ast.Constant(value.denominator))
    if isinstance(value, dt.date):
        return call("_date", *map(ast.Constant, (value.year, value.month, value.day)))
    if isinstance(value, tuple):
        return ast.Tuple([literal(item) for item in value], ast.Load())
    return ast.Constant(value)


def name(text: str) -> ast.expr:
    """Return the code that reads a variable."""
    return ast.Name(text, ast.Load())


def call(function: str, *arguments: ast.expr) -> ast.expr:
    """Return the code of a call."""
    return ast.Call(name(function), list(arguments), [])


def binary(left: ast.expr, operator: ast.operator, right: ast.expr) -> ast.expr:
    """Return the code of an operation."""
    return ast.BinOp(left, operator, right)


def names_in(tree: ast.AST) -> Iterator[str]:
    """Give the names that some code reads."""
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def numerator(piece: Piece, denominator: int) -> ast.expr:
    """Return the code of the numerator over another denominator, a multiple of its own."""
    assert piece.denominator is not None
    factor = denominator // piece.denominator
    if not piece.varies:
        return ast.Constant(piece.known if piece.known is None else piece.low * factor)
    if factor == 1:
        return piece.tree
    if piece.optional:
        return call("_scaled", piece.tree, ast.Constant(factor))
    return binary(piece.tree, ast.Mult(), ast.Constant(factor))


def rational(piece: Piece) -> ast.expr:
    """Return the code of a number itself."""
    if not piece.varies:
        return literal(piece.known)
    if piece.denominator is None or piece.denominator == 1:
        return piece.tree
    return call("_ratio", piece.tree, ast.Constant(piece.denominator))


def common(pieces: Sequence[Piece]) -> int | None:
    """Return the smallest denominator of all; None where one has none, or there is no end."""
    denominators = [piece.denominator for piece in pieces]
    if None in denominators:
        return None
    found = lcm(*(denominator or 1 for denominator in denominators))
    return found if found < WIDEST else None


def over(piece: Piece, denominator: int | None) -> ast.expr:
    """Return the code of a number as `denominator` asks for: a numerator, or the number itself."""
    return rational(piece) if denominator is None else numerator(piece, denominator)


def bounds(piece: Piece, denominator: int) -> tuple[int, int]:
    """Return the bounds of the numerator over another denominator."""
    assert piece.denominator is not None
    factor = denominator // piece.denominator
    return piece.low * factor, piece.high * factor


def merged(pieces: Sequence[Piece]) -> Piece:
    """Return what holds of each of several values, one of which it will be; its code is to come."""
    there = [piece for piece in pieces if piece.base != "never" and piece.known is not None]
    optional = any(piece.optional for piece in pieces)
    base = there[0].base if there else "never"
    nothing = ast.Constant(None)
    if base != "number":
        return Piece(base, nothing, optional=optional)
    over_all = common(there)
    if over_all is None:
        return Piece(base, nothing, None, optional=optional)
    ends = [bounds(piece, over_all) for piece in there]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    return Piece(base, nothing, over_all, low, high, optional)


def as_one_of(piece: Piece, all_: Piece) -> ast.expr:
    """Return the code of a value as `merged` has it."""
    if all_.base != "number" or piece.base != "number" or piece.known is None:
        return piece.tree
    return over(piece, all_.denominator)
