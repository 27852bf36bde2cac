"""Statements of the code that is written, and what is known once they have run."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bareme.compiling.pieces import Piece, as_one_of, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENT = "    "


@dataclass(slots=True)
class Variable:
    """What a rule gives, whichever way it takes; its denominator is known once all ways are."""

    name: str
    pieces: list[Piece] = field(default_factory=list)

    def read(self) -> Piece:
        """Return the value as a piece of code."""
        whole = merged(self.pieces)
        tree = ast.Name(self.name, ast.Load())
        return Piece(whole.base, tree, whole.denominator, whole.low, whole.high, whole.optional)


@dataclass(slots=True)
class Assign:
    """A variable takes a value, in the denominator that all its values have."""

    variable: Variable
    piece: Piece


@dataclass(slots=True)
class Comment:
    """What tells a reader which rule a variable is, and in which unit."""

    variable: Variable
    label: str
    unit: str
    more: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Give the lines; a numerator is told by its denominator: `(€/jour × 100)`."""
        denominator = self.variable.read().denominator
        unit = self.unit if denominator in {None, 1} else f"{self.unit} × {denominator:_}".strip()
        for line in (f"{self.label} ({unit})" if unit else self.label, *self.more):
            yield f"# {' '.join(line.split())}"


@dataclass(slots=True)
class If:
    """One block where a test holds, another where it does not."""

    test: str
    then: Block
    otherwise: Block | None = None


@dataclass(slots=True)
class Within:
    """A block under a line of its own: `def …:`, `try:`."""

    head: str
    body: Block


Statement: TypeAlias = str | Assign | Comment | If | Within


class Block:
    """Some statements in turn. What is known in a block is known in those within it."""

    def __init__(self, above: Block | None = None) -> None:
        self.statements: list[Statement] = []
        self.known: dict[str, Piece] = {}
        self.above = above

    def add(self, *statements: Statement) -> None:
        """Add statements at the end."""
        self.statements += statements

    def find(self, name: str) -> Piece | None:
        """Return a value that is known here."""
        block: Block | None = self
        while block is not None:
            if name in block.known:
                return block.known[name]
            block = block.above
        return None

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Give the lines of the code."""
        before = _INDENT * depth
        there = False
        for statement in self.statements:
            for line in _lines(statement, depth):
                there = there or not line.lstrip().startswith("#")
                yield line
        if not there:
            yield f"{before}pass"


def _lines(statement: Statement, depth: int) -> Iterator[str]:
    before = _INDENT * depth
    if isinstance(statement, str):
        yield f"{before}{statement}".rstrip()
    elif isinstance(statement, Assign):
        variable = statement.variable
        text = ast.unparse(as_one_of(statement.piece, variable.read()))
        if text != variable.name:
            yield f"{before}{variable.name} = {text}"
    elif isinstance(statement, Comment):
        for line in statement.lines():
            yield f"{before}{line}"
    elif isinstance(statement, Within):
        yield f"{before}{statement.head}"
        yield from statement.body.lines(depth + 1)
    else:
        yield from _branches(statement, depth)


def _branches(statement: If, depth: int) -> Iterator[str]:
    before, word, current = _INDENT * depth, "if", statement
    while True:
        yield f"{before}{word} {current.test}:"
        yield from current.then.lines(depth + 1)
        rest = current.otherwise
        if rest is None or not rest.statements:
            return
        first = rest.statements[0]
        if len(rest.statements) > 1 or not isinstance(first, If):
            yield f"{before}else:"
            yield from rest.lines(depth + 1)
            return
        word, current = "elif", first
