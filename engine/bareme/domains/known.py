"""The domain of questions: a value is known, exactly, or not yet.

What meets an unknown is unknown; a branch that hangs on one is walked only to see what it
might ask. `uncertain` is told before and after such a walk.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from bareme.domains.exact import Exact
    from bareme.language.walker import Walker


class Unknown:
    """The value that is not known yet; there is one, `UNKNOWN`."""


UNKNOWN = Unknown()


class Known:
    """The operations of `exact`, for values of which some are unknown."""

    def __init__(self, exact: Exact, uncertain: Callable[[], AbstractContextManager[None]]) -> None:
        self.operators = {key: _if_known(act) for key, act in exact.operators.items()}
        self.functions = {key: _if_known(act) for key, act in exact.functions.items()}
        self._uncertain = uncertain

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """Conditions that are unknown leave the rest uncertain."""
        return {
            ast.Constant: lambda node: node.value,
            ast.IfExp: partial(self._choice, walker),
            ast.BoolOp: partial(self._logical, walker),
            ast.Compare: partial(self._comparison, walker),
        }

    def _choice(self, walker: Walker, node: ast.IfExp) -> Any:
        test = walker.walk(node.test)
        if test is not UNKNOWN:
            return walker.walk(node.body if test else node.orelse)
        with self._uncertain():
            walker.walk(node.body)
            walker.walk(node.orelse)
        return UNKNOWN

    def _logical(self, walker: Walker, node: ast.BoolOp) -> Any:
        decisive = isinstance(node.op, ast.Or)
        for index, operand in enumerate(node.values):
            value = walker.walk(operand)
            if value is UNKNOWN:
                with self._uncertain():
                    for rest in node.values[index + 1 :]:
                        walker.walk(rest)
                return UNKNOWN
            if value == decisive:
                return value
        return not decisive

    def _comparison(self, walker: Walker, node: ast.Compare) -> Any:
        left, result = walker.walk(node.left), True
        for symbol, operand in zip(node.ops, node.comparators, strict=True):
            right = walker.walk(operand)
            result = walker.operators[type(symbol)](left, right)
            if result is UNKNOWN or not result:
                return result
            left = right
        return result


def _if_known(act: Callable[..., Any]) -> Callable[..., Any]:
    def act_if_known(*operands: Any) -> Any:
        return UNKNOWN if UNKNOWN in operands else act(*operands)

    return act_if_known
