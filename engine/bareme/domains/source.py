"""The domain of code: a value is a piece of Python that will give it.

What is the same for everyone is computed here, exactly. `conditional` is told before and after
the walk of what will not always be evaluated.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from bareme.compiling import arithmetic, pieces
from bareme.compiling.pieces import Piece, call, constant
from bareme.domains.errors import CalculationError
from bareme.language.functions import FIGURE_OF
from bareme.language.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from bareme.domains.exact import Exact
    from bareme.language.walker import Walker


class Source:
    """The operations of this domain, on top of the exact ones.

    `exact` has the operations on what is known. `figure` gives a figure by a choice, `refuse` the
    code that refuses for a reason; within `conditional` is walked what may not be evaluated.
    """

    def __init__(
        self,
        exact: Exact,
        figure: Callable[[str, Piece], Piece],
        refuse: Callable[[CalculationError], ast.expr],
        conditional: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._refuse, self._conditional = refuse, conditional
        symbols: dict[type[ast.AST], Callable[..., Piece]] = {
            ast.Add: arithmetic.add,
            ast.Sub: arithmetic.subtract,
            ast.Mult: arithmetic.multiply,
            ast.Div: arithmetic.divide,
            ast.USub: arithmetic.negative,
            ast.Not: lambda a: Piece("boolean", _not(a.tree)),
            ast.In: _member,
            ast.NotIn: lambda item, members: _negated(_member(item, members)),
            **{symbol: partial(_compared, symbol) for symbol in _COMPARISONS},
        }
        self.operators = {
            symbol: self._folded(exact.operators[symbol], act) for symbol, act in symbols.items()
        }
        own: dict[str, Callable[..., Piece]] = {
            "min": partial(_extreme, "min"),
            "max": partial(_extreme, "max"),
            "mean": _mean,
            "abs": arithmetic.absolute,
            **{how: partial(arithmetic.rounded, f"_{how}") for how in _ROUNDINGS},
            "remainder": arithmetic.remainder,
            "days_between": _days_between,
            **{shift: partial(_shifted, shift) for shift in _SHIFTS},
            "age_on": lambda birth, day: _counted(call("age_on", birth.tree, day.tree)),
            "length": lambda text: _counted(call("_length", text.tree)),
            "count": lambda members: _counted(call("_length", members.tree)),
            "like": _like,
            "characters": _characters,
            "replace": _replace,
            "as_number": lambda text: Piece("number", call("_as_number", text.tree), None),
            FIGURE_OF: lambda parameter, choice: figure(parameter.known, choice),
        }
        self.functions = {
            name: self._folded(act, own.get(name, _never_varies))
            for name, act in exact.functions.items()
        }

    def _folded(self, exact: Callable[..., Any], act: Callable[..., Piece]) -> Callable[..., Piece]:
        """Compute what is the same for everyone; what has no result refuses where it stands."""

        def folded(*operands: Any) -> Piece:
            whole = [_known(operand) for operand in operands]
            if any(found is None for found in whole):
                return act(*operands)
            try:
                return constant(exact(*(found[0] for found in whole if found is not None)))
            except CalculationError as cause:
                return Piece("never", self._refuse(cause))

        return folded

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """Conditions become Python's own; what is known to be left out is not walked."""
        return {
            ast.Constant: lambda node: constant(node.value),
            ast.IfExp: partial(self._choice, walker),
            ast.BoolOp: partial(self._logical, walker),
            ast.Compare: partial(self._comparison, walker),
        }

    def _choice(self, walker: Walker, node: ast.IfExp) -> Piece:
        test: Piece = walker.walk(node.test)
        if not test.varies:
            return walker.walk(node.body if test.known else node.orelse)  # type: ignore[no-any-return]
        with self._conditional():
            chosen, other = walker.walk(node.body), walker.walk(node.orelse)
        return either(test.tree, chosen, other)

    def _logical(self, walker: Walker, node: ast.BoolOp) -> Piece:
        first: Piece = walker.walk(node.values[0])
        with self._conditional():
            found = [first, *map(walker.walk, node.values[1:])]
        return joined(node.op, found)

    def _comparison(self, walker: Walker, node: ast.Compare) -> Piece:
        sides = [walker.walk(node.left), walker.walk(node.comparators[0])]
        if len(node.ops) == 1:
            return walker.operators[type(node.ops[0])](*sides)  # type: ignore[no-any-return]
        with self._conditional():
            sides += map(walker.walk, node.comparators[1:])
        if any(side.known is None for side in sides):  # that is told apart by `is`
            pairs = zip(node.ops, sides, sides[1:], strict=False)
            return joined(ast.And(), [walker.operators[type(s)](a, b) for s, a, b in pairs])
        whole = pieces.merged(sides)
        first, *others = (pieces.as_one_of(side, whole) for side in sides)
        return Piece("boolean", ast.Compare(first, list(node.ops), others))


def either(test: ast.expr, chosen: Piece, other: Piece) -> Piece:
    """Return one value where a test holds, another where it does not."""
    whole = pieces.merged([chosen, other])
    tree = ast.IfExp(test, pieces.as_one_of(chosen, whole), pieces.as_one_of(other, whole))
    return Piece(whole.base, tree, whole.denominator, whole.low, whole.high, whole.optional)


def joined(operator: ast.boolop, conditions: list[Piece]) -> Piece:
    """Return `and` or `or` of some conditions, less what is known."""
    decisive = isinstance(operator, ast.Or)
    left: list[ast.expr] = []
    for condition in conditions:
        if condition.varies:
            left.append(condition.tree)
        elif condition.known == decisive:
            if not left:
                return condition
            left.append(condition.tree)
            break
    if not left:
        return constant(not decisive)
    return Piece("boolean", left[0] if len(left) == 1 else ast.BoolOp(operator, left))


_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_ROUNDINGS = ("round_to", "round_up_to", "round_down_to")
_SHIFTS = ("add_days", "add_months", "add_years")
_FURTHEST = 4_000_000  # more than the days between any two dates, characters, items or years


def _known(operand: Any) -> tuple[Any] | None:
    """Return the value of what is the same for everyone, in a tuple; None when it varies."""
    if isinstance(operand, Piece):
        return (operand.known,) if operand.varies is False else None
    if isinstance(operand, tuple):  # a list written out holds constants
        return (tuple(item.known for item in operand),)
    return (operand,)


def _never_varies(*operands: Piece) -> Piece:
    raise AssertionError(operands)


def _counted(tree: ast.expr) -> Piece:
    return Piece("number", tree, 1, -_FURTHEST, _FURTHEST)


def _compared(symbol: type[ast.cmpop], a: Piece, b: Piece) -> Piece:
    if symbol in {ast.Eq, ast.NotEq}:
        for condition, other in ((a, b), (b, a)):
            if other.known in {True, False} and other.base == "boolean" and not condition.optional:
                same = other.known == (symbol is ast.Eq)
                return condition if same else Piece("boolean", _not(condition.tree))
    operator = symbol()
    if a.known is None or b.known is None:
        operator = ast.Is() if symbol is ast.Eq else ast.IsNot()
    whole = pieces.merged([a, b])
    sides = [pieces.as_one_of(piece, whole) for piece in (a, b)]
    return Piece("boolean", ast.Compare(sides[0], [operator], [sides[1]]))


def _negated(condition: Piece) -> Piece:
    tree = condition.tree
    if isinstance(tree, ast.Compare) and isinstance(tree.ops[0], ast.In):
        return Piece("boolean", ast.Compare(tree.left, [ast.NotIn()], tree.comparators))
    return Piece("boolean", _not(tree))


def _not(tree: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), tree)


def _member(item: Piece, members: Any) -> Piece:
    if isinstance(members, Piece):
        return Piece("boolean", ast.Compare(item.tree, [ast.In()], [members.tree]))
    whole = pieces.merged([item, *members])
    left, *right = (pieces.as_one_of(piece, whole) for piece in (item, *members))
    return Piece("boolean", ast.Compare(left, [ast.In()], [ast.Tuple(right, ast.Load())]))


def _extreme(function: str, *operands: Piece) -> Piece:
    whole = pieces.merged(operands)
    if whole.base == "number":
        return arithmetic.extreme(function, *operands)
    return Piece(whole.base, call(function, *(piece.tree for piece in operands)))


def _mean(*operands: Piece) -> Piece:
    total = operands[0]
    for operand in operands[1:]:
        total = arithmetic.add(total, operand)
    return arithmetic.divide(total, constant(len(operands)))


def _days_between(start: Piece, end: Piece) -> Piece:
    days = pieces.binary(end.tree, ast.Sub(), start.tree)
    return _counted(ast.Attribute(days, "days", ast.Load()))


def _shifted(shift: str, day: Piece, count: Piece) -> Piece:
    tree = call("_shifted", pieces.name(shift), day.tree, pieces.rational(count))
    return Piece("date", tree)


def _like(text: Piece, pattern: Piece) -> Piece:
    expression = compiled(pattern.known)
    assert expression is not None
    return Piece("boolean", call("_like", text.tree, ast.Constant(expression.pattern)))


def _characters(text: Piece, first: Piece, last: Piece) -> Piece:
    ends = (pieces.rational(end) for end in (first, last))
    return Piece("text", call("_characters", text.tree, *ends))


def _replace(text: Piece, old: Piece, new: Piece) -> Piece:
    return Piece("text", call("_replace", text.tree, old.tree, new.tree))
