"""A value as a piece of code, and exact arithmetic on such pieces.

A number that varies is the code of a numerator over a denominator known here, so that the code
computes with whole numbers only. Where no denominator is known (a division by what varies), or it
would grow without end, the code is that of an exact rational. What is known is computed here.
"""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from bareme.domains.exact import MAX_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.reading.scalars import Number

_WIDEST = 1 << (MAX_BITS - 64)
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


def names(tree: ast.AST) -> Iterator[str]:
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
    return found if found < _WIDEST else None


def over(piece: Piece, denominator: int | None) -> ast.expr:
    """Return the code of a number as `denominator` asks for: a numerator, or the number itself."""
    return rational(piece) if denominator is None else numerator(piece, denominator)


def bounds(piece: Piece, denominator: int) -> tuple[int, int]:
    """Return the bounds of the numerator over another denominator."""
    assert piece.denominator is not None
    factor = denominator // piece.denominator
    return piece.low * factor, piece.high * factor


def number(tree: ast.expr, denominator: int, low: int, high: int) -> Piece | None:
    """Return a number as a numerator; None when it may be too large to be one."""
    if max(-low, high, denominator) >= _WIDEST:
        return None
    return Piece("number", tree, denominator, low, high)


def exact(function: str, *pieces: Piece) -> Piece:
    """Return what a function of exact rationals gives."""
    return Piece("number", call(function, *map(rational, pieces)), None)


def add(a: Piece, b: Piece) -> Piece:
    """Return the sum."""
    over_all = common([a, b])
    if over_all is not None:
        (low, high), (b_low, b_high) = bounds(a, over_all), bounds(b, over_all)
        tree = binary(numerator(a, over_all), ast.Add(), numerator(b, over_all))
        found = number(tree, over_all, low + b_low, high + b_high)
        if found is not None:
            return found
    return exact("_add", a, b)


def subtract(a: Piece, b: Piece) -> Piece:
    """Return the difference."""
    over_all = common([a, b])
    if over_all is not None:
        (low, high), (b_low, b_high) = bounds(a, over_all), bounds(b, over_all)
        tree = binary(numerator(a, over_all), ast.Sub(), numerator(b, over_all))
        found = number(tree, over_all, low - b_high, high - b_low)
        if found is not None:
            return found
    return exact("_subtract", a, b)


def multiply(a: Piece, b: Piece) -> Piece:
    """Return the product."""
    if not a.varies:
        a, b = b, a
    if a.denominator is None or b.denominator is None:
        return exact("_multiply", a, b)
    if not b.varies:
        return _multiplied(a, b.known)
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    found = number(
        binary(a.tree, ast.Mult(), b.tree), a.denominator * b.denominator, min(ends), max(ends)
    )
    return exact("_multiply", a, b) if found is None else found


def _multiplied(a: Piece, times: Number) -> Piece:
    """Return a number times one that is known; what can be is taken out of the denominator."""
    assert a.denominator is not None
    if not times:
        return constant(0)
    shared = gcd(times.numerator, a.denominator)
    factor, denominator = times.numerator // shared, a.denominator // shared * times.denominator
    ends = a.low * factor, a.high * factor
    tree = a.tree if factor == 1 else binary(a.tree, ast.Mult(), ast.Constant(factor))
    found = number(tree, denominator, min(ends), max(ends))
    return exact("_multiply", a, constant(times)) if found is None else found


def divide(a: Piece, b: Piece) -> Piece:
    """Return the quotient."""
    if b.varies or not b.known or a.denominator is None:
        return exact("_divide", a, b)
    return multiply(a, constant(1 / Fraction(b.known)))


def negative(a: Piece) -> Piece:
    """Return the number with the other sign."""
    tree = ast.UnaryOp(ast.USub(), a.tree)
    return replace(a, tree=tree, low=-a.high, high=-a.low)


def absolute(a: Piece) -> Piece:
    """Return the number without its sign."""
    if a.denominator is not None and a.low >= 0:
        return a
    return replace(a, tree=call("abs", a.tree), low=0, high=max(-a.low, a.high))


def extreme(function: str, *pieces: Piece) -> Piece:
    """Return the smallest (`min`) or the largest (`max`)."""
    pick = min if function == "min" else max
    over_all = common(pieces)
    tree = call(function, *(over(piece, over_all) for piece in pieces))
    if over_all is None:
        return Piece("number", tree, None)
    ends = [bounds(piece, over_all) for piece in pieces]
    low, high = pick(low for low, _ in ends), pick(high for _, high in ends)
    return Piece("number", tree, over_all, low, high)


def _in_steps(a: Piece, step: Number) -> tuple[Piece, int]:
    """Return a number as a numerator, and by what it is divided to count the steps in it."""
    assert a.denominator is not None
    counted = _multiplied(a, 1 / Fraction(step))
    assert counted.denominator is not None
    return counted, counted.denominator


def rounded(how: str, a: Piece, step: Piece) -> Piece:
    """Return the multiple of a step: the nearest (`_round_to`), that below, that above."""
    if step.varies or step.known <= 0 or a.denominator is None:
        return exact(how, a, step)
    counted, divisor = _in_steps(a, step.known)
    if counted.denominator is None:
        return exact(how, a, step)
    act = {"_round_to": _nearest, "_round_down_to": _below, "_round_up_to": _above}[how]
    if divisor == 1:
        return _multiplied(counted, step.known)
    tree, low, high = act(counted, divisor)
    return _multiplied(Piece("number", tree, 1, low, high), step.known)


def _nearest(counted: Piece, divisor: int) -> tuple[ast.expr, int, int]:
    def nearest(value: int) -> int:
        found = (abs(value) + divisor // 2) // divisor
        return found if value >= 0 else -found

    if counted.low >= 0:
        half = binary(counted.tree, ast.Add(), ast.Constant(divisor // 2))
        tree = binary(half, ast.FloorDiv(), ast.Constant(divisor))
    else:
        tree = call("_nearest", counted.tree, ast.Constant(divisor))
    return tree, nearest(counted.low), nearest(counted.high)


def _below(counted: Piece, divisor: int) -> tuple[ast.expr, int, int]:
    tree = binary(counted.tree, ast.FloorDiv(), ast.Constant(divisor))
    return tree, counted.low // divisor, counted.high // divisor


def _above(counted: Piece, divisor: int) -> tuple[ast.expr, int, int]:
    tree = ast.UnaryOp(ast.USub(), counted.tree)
    down, low, high = _below(Piece("number", tree, 1, -counted.high, -counted.low), divisor)
    return ast.UnaryOp(ast.USub(), down), -high, -low


def remainder(a: Piece, b: Piece) -> Piece:
    """Return what is left after whole times `b`."""
    over_all = common([a, b])
    if b.varies or not b.known or over_all is None:
        return exact("_remainder", a, b)
    divisor = bounds(b, over_all)[0]
    tree = binary(numerator(a, over_all), ast.Mod(), ast.Constant(divisor))
    return Piece("number", tree, over_all, min(divisor, 0), max(divisor, 0))


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
