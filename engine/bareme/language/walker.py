"""The one walker of expressions: simpleeval, with a domain's operations in place of its own.

A domain says what numbers, conditions and choices *mean*; the walk is the same for all. Only
the nodes the grammar lets through are known here, no attribute, no subscript and none of
simpleeval's default functions or names: the second wall against a hostile rulebook.

A walker holds the names of the evaluation under way, so it serves one thread at a time.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Protocol

from simpleeval import SimpleEval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Domain(Protocol):
    """What a walk means: operations on the domain's values."""

    @property
    def operators(self) -> Mapping[type[ast.AST], Callable[..., Any]]:
        """The meaning of each arithmetic, comparison and membership operator."""

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The meaning of each function of the language."""

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """The nodes this domain walks otherwise: literals, `if`, `and`/`or`, comparisons."""


class Walker(SimpleEval):  # type: ignore[misc]  # simpleeval ships no types
    """Walks checked trees in one domain; `names` gives the value of each name."""

    def __init__(self, domain: Domain) -> None:
        super().__init__(
            operators=dict(domain.operators),
            functions=dict(domain.functions),
            names={},
            allowed_attrs={},
        )
        own: dict[type[ast.AST], Callable[[Any], Any]] = dict(self.nodes)
        self.nodes: dict[type[ast.AST], Callable[[Any], Any]] = {
            ast.Constant: own[ast.Constant],
            ast.Name: self._walk_name,
            ast.UnaryOp: own[ast.UnaryOp],
            ast.BinOp: own[ast.BinOp],
            ast.BoolOp: own[ast.BoolOp],
            ast.Compare: own[ast.Compare],
            ast.IfExp: own[ast.IfExp],
            ast.Call: own[ast.Call],
            ast.List: self._walk_list,
            **domain.handlers(self),
        }

    def walk(self, node: ast.expr) -> Any:
        """Return what a node means."""
        return self._eval(node)

    def _walk_name(self, node: ast.Name) -> Any:
        # Not simpleeval's own: that one takes a KeyError from deep below for an unknown name.
        return self.names[node.id]

    def _walk_list(self, node: ast.List) -> tuple[Any, ...]:
        return tuple(self._eval(item) for item in node.elts)
