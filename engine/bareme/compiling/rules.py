"""Rules to statements: each computed where it is first needed for sure, and only there.

What several ways need that do not meet becomes a function of its own, which keeps what it found;
so does what lies deep, so that no chain of rules needs a deep stack. What is small is written
twice instead. Which rules are functions shows once everything has been written, and then it is
written again.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from bareme.compiling import needs
from bareme.compiling.arithmetic import rounded
from bareme.compiling.blocks import Assign, Block, If, Variable, Within
from bareme.compiling.names import Names
from bareme.compiling.order import told_case
from bareme.compiling.pieces import Piece, bounds, call, common, constant, name, over
from bareme.domains.errors import CalculationError
from bareme.domains.exact import round_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.compiling.order import Order
    from bareme.compiling.parameters import Parameters
    from bareme.program import Branch, Procedure
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rules

_SCRATCH = "_value"


class Statements(Names):
    """The statements that compute rules, for one choice of those that become functions.

    `again` holds, once all is written, the rules that should have been functions too.
    """

    def __init__(
        self, rules: Rules, order: Order, parameters: Parameters, functions: frozenset[str]
    ) -> None:
        super().__init__(rules, parameters, order.fixed)
        self._order, self._functions = order, functions
        self._defining = False
        self._written: set[str] = set()
        self.again: set[str] = set()

    def define(self) -> None:
        """Write the rules that are functions, those that others call first."""
        self._defining = True
        for rule in self._order.rules:
            if rule in self._functions:
                self._define(rule)
        self._defining = False

    def _rule(self, read: str) -> Piece:
        if read in self._functions:
            found, made = self._found[read], call(f"_compute_{read}")
            if self._conditional:
                return replace(found, tree=made)
            self.block.add(f"{read} = {ast.unparse(made)}")
            self.block.known[read] = found
            return found
        # What a function sets and did not make would be a variable of its own.
        elsewhere = self._defining and read in self._parameters.rules
        twice = read in self._written and not self._order.is_small(read)
        if self._conditional or twice or elsewhere:
            self.again.add(read)
        if self._conditional:
            return Piece("never", name(read))
        return self._inline(read)

    def _inline(self, rule: str) -> Piece:
        """Compute a rule in this block."""
        self._written.add(rule)
        variable = Variable(rule)
        block = self.block
        if rule in self._parameters.rules:
            variable.pieces.append(self._parameters.read(rule))
            inner = Block(block)
            block.add(If(f"{rule} is MISSING", inner))
            block = inner
        with self.within(block):
            self._compute(rule, variable, ends=False)
        found = self.block.known[rule] = variable.read()
        if rule in self._parameters.rules:
            self._parameters.settle(rule, found)
        return found

    def _define(self, rule: str) -> None:
        """Compute a rule in a function of its own, once."""
        self._written.add(rule)
        variable = Variable(rule)
        body = Block(self.top)
        if rule in self._parameters.rules:
            variable.pieces.append(self._parameters.read(rule))
        else:
            self.top.add("", f"{rule} = MISSING")
        there = Block(body)
        there.add(f"return {rule}")
        body.add(f"nonlocal {rule}")
        body.add(If(f"{rule} is not MISSING", there))
        with self.within(body):
            self._compute(rule, variable, ends=True)
        self.top.add("", Within(f"def _compute_{rule}():", body), "")
        found = self._found[rule] = variable.read()
        if rule in self._parameters.rules:
            self._parameters.settle(rule, found)

    def _compute(self, rule: str, variable: Variable, *, ends: bool) -> None:
        """Write the branches of a rule; each `ends` the function, or leaves out the next ones."""
        procedure = self._program.procedures[rule]
        optional = self._program.definition.rules[rule].kind.optional
        sure = needs.of_procedure(procedure, optional)
        self.prepare(sure[0])
        self.block.add(self._order.comment(variable))
        before = self.block, self._current
        self._current = rule
        if procedure.collects:
            self._collect(procedure, variable, ends=ends)
        else:
            self._choose(procedure, variable, sure, ends=ends)
        self.block, self._current = before

    def _choose(
        self, procedure: Procedure, variable: Variable, sure: list[needs.Sure], *, ends: bool
    ) -> None:
        """Write the first branch that holds, of several."""
        cases = procedure.variant.cases
        for branch, case, needed in zip(procedure.branches, cases, sure, strict=True):
            self.prepare(needed)
            test = constant(True) if branch.when is None else self._walk(branch.when)
            if not test.varies:
                if not test.known:
                    continue
                if len(cases) > 1:
                    self.block.add(*told_case(case))
                self._result(branch, procedure, variable, ends=ends)
                break
            then = Block(self.block)
            then.add(*told_case(case, ast.unparse(test.tree)))
            with self.within(then):
                self._result(branch, procedure, variable, ends=ends)
            rest = None if ends else Block(self.block)
            self.block.add(If(ast.unparse(test.tree), then, rest))
            self.block = rest or self.block
        else:
            self.block.add(ast.unparse(self._refusal(CalculationError("no-case-holds"))))

    def prepare(self, needed: Iterable[str] | None) -> None:
        """Compute, before the ways part, what all of them need."""
        for read in self._order.sorted(needed or ()):
            if self.block.find(read) is None:
                self[read]

    def _collect(self, procedure: Procedure, variable: Variable, *, ends: bool) -> None:
        """Write a list: every item whose condition holds."""
        self.block.add(f"{_SCRATCH} = ()")
        for branch in (procedure.branches[place] for place in procedure.items):
            holds = constant(True) if branch.when is None else self._walk(branch.when)
            item = f"{_SCRATCH} += ({self._walk(branch.then).known!r},)"
            if holds.varies:
                then = Block(self.block)
                then.add(item)
                self.block.add(If(ast.unparse(holds.tree), then))
            elif holds.known:
                self.block.add(item)
        self._assign(variable, Piece("list", name(_SCRATCH)))
        if ends:
            self.block.add(f"return {variable.name}")

    def _assign(self, variable: Variable, piece: Piece) -> None:
        variable.pieces.append(piece)
        self.block.add(Assign(variable, piece))

    def _result(
        self, branch: Branch, procedure: Procedure, variable: Variable, *, ends: bool
    ) -> None:
        """Write what a branch gives: its value, then the finishers."""
        piece = self._walk(branch.then)
        trees = [branch.floor, branch.cap, procedure.floor, procedure.cap]
        finishers = [
            (sign, tree) for sign, tree in zip("<><>", trees, strict=True) if tree is not None
        ]
        if piece.varies and piece.optional and (finishers or procedure.round is not None):
            nothing = Block(self.block)
            with self.within(nothing):
                self._assign(variable, constant(None))
            there = Block(self.block)
            with self.within(there):
                self._finished(replace(piece, optional=False), finishers, procedure, variable)
            self.block.add(If(f"{ast.unparse(piece.tree)} is None", nothing, there))
        else:
            self._finished(piece, finishers, procedure, variable)
        if ends:
            self.block.add(f"return {variable.name}")

    def _finished(
        self,
        piece: Piece,
        finishers: list[tuple[str, ast.expr]],
        procedure: Procedure,
        variable: Variable,
    ) -> None:
        """Write the finishers, then the assignment."""
        if piece.known is not None:
            # Bounds first: the rules they read are computed with the same scratch variable.
            for sign, bound in [(sign, self._walk(tree)) for sign, tree in finishers]:
                piece = self._clamped(piece, sign, bound)
            if procedure.round is not None:
                piece = _rounded(piece, procedure.round)
        if procedure.published is not None:
            if piece.varies:  # it may refuse
                self.block.add(f"{_SCRATCH} = {ast.unparse(piece.tree)}")
            piece = constant(procedure.published.value)
        self._assign(variable, piece)

    def _clamped(self, piece: Piece, sign: str, bound: Piece) -> Piece:
        """Raise a value that is below (`<`) a bound to it, or bring one that is above down."""
        pick = max if sign == "<" else min
        if not piece.varies and not bound.varies:
            return constant(pick(piece.known, bound.known))
        whole = common([piece, bound])
        limit = over(bound, whole)
        if not isinstance(limit, (ast.Name, ast.Constant)):
            self.block.add(f"_bound = {ast.unparse(limit)}")
            limit = name("_bound")
        value = ast.unparse(over(piece, whole))
        if value != _SCRATCH:
            self.block.add(f"{_SCRATCH} = {value}")
        beyond = Block(self.block)
        beyond.add(f"{_SCRATCH} = {ast.unparse(limit)}")
        self.block.add(If(f"{_SCRATCH} {sign} {ast.unparse(limit)}", beyond))
        if whole is None:
            return Piece("number", name(_SCRATCH), None)
        (low, high), (bound_low, bound_high) = bounds(piece, whole), bounds(bound, whole)
        return Piece("number", name(_SCRATCH), whole, pick(low, bound_low), pick(high, bound_high))


def _rounded(piece: Piece, step: Number) -> Piece:
    if not piece.varies:
        return constant(round_to(piece.known, step))
    return rounded("_round_to", piece, constant(step))
