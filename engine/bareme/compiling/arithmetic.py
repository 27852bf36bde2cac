"""Exact arithmetic on pieces of code: on numerators where their denominators are known."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from bareme.compiling.pieces import (
    WIDEST,
    Piece,
    binary,
    bounds,
    call,
    common,
    constant,
    numerator,
    over,
    rational,
)

if TYPE_CHECKING:
    from bareme.reading.scalars import Number


def number(tree: ast.expr, denominator: int, low: int, high: int) -> Piece | None:
    """Return a number as a numerator; None when it may be too large to be one."""
    if max(-low, high, denominator) >= WIDEST:
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
    if not times:  # nothing, but the code is run: it may refuse
        return Piece("number", binary(a.tree, ast.Mult(), ast.Constant(0)), 1)
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
