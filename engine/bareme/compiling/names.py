"""Names to pieces of code, with the statements that each needs before it can be read."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.compiling.blocks import Block, If
from bareme.compiling.pieces import Piece, call, constant, merged, name, numerator
from bareme.domains.errors import CalculationError
from bareme.domains.exact import ExactWalker
from bareme.domains.source import Source
from bareme.evaluation import Evaluation, RuleFailed
from bareme.refusals import failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.compiling.parameters import Parameters
    from bareme.rulebook import Rules


class Names:
    """What each name reads as, where the code now stands: in `block`, the first of which is `top`.

    `fixed` are the rules that give everyone the same. `tables` are the figures by choice that the
    code reads. A subclass says how a rule is computed (`_rule`).
    """

    def __init__(self, rules: Rules, parameters: Parameters, fixed: frozenset[str]) -> None:
        program = self._program = rules.program
        self._day, self._parameters, self._fixed = rules.date, parameters, fixed
        self._conditional = 0
        self._current: str | None = None
        self._nobody = Evaluation(program, {})
        self._found: dict[str, Piece] = {}
        self.tables: dict[str, ast.expr] = {}
        self.block = self.top = Block()
        domain = Source(program.domain, self._figure_of, self._refusal, self._sometimes)
        walker = ExactWalker(domain)
        walker.names = self
        self._walk = walker.walk

    def __getitem__(self, read: str) -> Piece:
        """Return the code of a name, after the statements it needs."""
        found = self.block.find(read) or self._same_for_all(read)
        if found is None:
            computed = read in self._program.procedures
            found = self._rule(read) if computed else self._asked(read)
        return found

    @contextmanager
    def within(self, block: Block) -> Iterator[Block]:
        """Write into a block for a while."""
        before, self.block = self.block, block
        conditional, self._conditional = self._conditional, 0
        try:
            yield block
        finally:
            self.block, self._conditional = before, conditional

    @contextmanager
    def _sometimes(self) -> Iterator[None]:
        self._conditional += 1
        try:
            yield
        finally:
            self._conditional -= 1

    def _same_for_all(self, read: str) -> Piece | None:
        """Return a figure, or a rule that depends on no input; None for what varies."""
        program = self._program
        if read in program.constants:
            return constant(program.constants[read])
        computed = read in program.procedures and read not in self._fixed
        if computed or read in self._parameters:
            return None
        if read not in self._found:
            self._found[read] = self._of_nobody(read)
        return self._found[read]

    def _of_nobody(self, read: str) -> Piece:
        """Return what a name is worth that depends on no input, or why it is worth nothing."""
        try:
            self._nobody.compute([read])
        except RuleFailed as failed:
            return Piece("never", self._refused(failed.rule, failed.cause))
        return constant(self._nobody[read])

    def _asked(self, read: str) -> Piece:
        """Return what only the caller can give, once it is sure to be there: an input, or a rule
        that is not in force.
        """
        if read == self._program.definition.reference_date:
            return constant(self._day)
        piece = self._parameters.read(read)
        if self._parameters.always(read):
            return piece
        refusal = call("_missing", ast.Constant(read), name("QUESTIONS"))
        if read not in self._program.definition.inputs:
            refusal = self._of_nobody(read).tree
        if self._conditional:
            there = ast.Compare(piece.tree, [ast.IsNot()], [name("MISSING")])
            return replace(piece, tree=ast.IfExp(there, piece.tree, refusal))
        lacking = Block(self.block)
        lacking.add(ast.unparse(refusal))
        self.block.add(If(f"{read} is MISSING", lacking))
        self.block.known[read] = piece
        return piece

    def _rule(self, read: str) -> Piece:
        """Return a rule that varies."""
        raise NotImplementedError

    def _figure_of(self, figure: str, choice: Piece) -> Piece:
        """Return a figure by a choice, from a table beside the function."""
        try:
            by_choice = self._program.figure(figure).value
        except CalculationError as cause:
            return Piece("never", self._refusal(cause))
        assert not isinstance(by_choice, (int, Fraction))
        values = {key: constant(value) for key, value in by_choice.items()}
        whole = merged(list(values.values()))
        table = f"{figure.upper()}_BY_CHOICE"
        self.tables[table] = ast.Dict(
            [ast.Constant(key) for key in values],
            [numerator(value, whole.denominator or 1) for value in values.values()],
        )
        tree = ast.Subscript(name(table), choice.tree, ast.Load())
        return replace(whole, tree=tree)

    def _refusal(self, cause: CalculationError) -> ast.expr:
        return self._refused(self._current, cause)

    def _refused(self, rule: str | None, cause: CalculationError) -> ast.expr:
        told = failure(self._program.definition, self._day, rule, cause)
        message = f"{told.message} {told.remedy or ''}".strip()
        return call("_refuse", *map(ast.Constant, (told.code, told.subject, message)))
