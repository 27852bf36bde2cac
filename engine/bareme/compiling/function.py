"""The function that is written: parameters judged, rules computed, answers handed out."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from bareme.compiling.blocks import Block, If, Within
from bareme.compiling.order import Order
from bareme.compiling.parameters import Parameters
from bareme.compiling.pieces import call, name, names_in, numerator
from bareme.compiling.rules import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bareme.compiling.pieces import Piece
    from bareme.rulebook import Rules

_CENTS = 100
# What never refuses, of all that code may read beside the names of the rulebook.
_CERTAIN = frozenset(
    [
        "_answers",
        "_value",
        "_bound",
        "_times",
        "_CENT",
        "_Decimal",
        "_decimal",
        "_Fraction",
        "_date",
        "_ratio",
        "_nearest",
        "_scaled",
        "_length",
        "_like",
    ]
)
_END = ") -> dict[str, Any]:"
_ALONE = f"def evaluate({_END}"


class Function:
    """Some outputs of a version of a rulebook as the code of one function.

    `outputs` must all be answered; with `main_only` the first must, and the others are where they
    can be. `given` are rules that may be given in place of what serves to compute them. `constants`
    are what the function reads beside its parameters, `pieces` what each output is.
    """

    def __init__(
        self, rules: Rules, outputs: tuple[str, ...], main_only: bool, given: frozenset[str]
    ) -> None:
        self._rules, self._outputs, self._main_only = rules, outputs, main_only
        program = rules.program
        order = Order(program, outputs, given)
        functions = order.cut
        while True:
            parameters = Parameters(rules, given, order.rules)
            statements = Statements(rules, order, parameters, functions)
            statements.define()
            self.pieces: dict[str, Piece] = {}
            self._order, self._statements, self._parameters = order, statements, parameters
            self._answer()
            if statements.again <= functions:
                break
            functions |= statements.again

    def _answer(self) -> None:
        """Write what is handed out."""
        first = self._outputs[:1] if self._main_only else self._outputs
        block = self._statements.top
        self._statements.prepare(first)
        answers = [f"{output!r}: {self._code(output)}" for output in first]
        block.add(f"_answers = {{{', '.join(answers)}}}")
        others = self._outputs[len(first) :]
        for lacking, group in groupby(others, key=self._lacking):
            there = Block(block)
            there.known |= {each: self._parameters.read(each) for each in lacking}
            with self._statements.within(there):
                for output in group:
                    self._attempt(output)
            tests = " and ".join(f"{each} is not MISSING" for each in lacking)
            block.add(*([If(tests, there)] if tests else there.statements))
        block.add("return _answers")

    def _lacking(self, output: str) -> tuple[str, ...]:
        """Return the inputs without which an output has no value, and that may not be given."""
        asked = self._order.sorted(self._order.sure_inputs(output))
        return tuple(each for each in asked if not self._settled(each))

    def _attempt(self, output: str) -> None:
        """Write an output that is left out where it has no value."""
        block = self._statements.block
        inner = Block(block)
        with self._statements.within(inner):
            code = self._code(output)
            inner.add(f"_answers[{output!r}] = {code}")
        called = {each for each in names_in(ast.parse("\n".join(inner.lines()))) if each[0] == "_"}
        if called <= _CERTAIN:
            block.add(*inner.statements)
            block.known |= inner.known
        else:
            block.add(Within("try:", inner), Within("except Refused:", Block()))

    def _settled(self, asked: str) -> bool:
        return self._parameters.always(asked) or self._statements.top.find(asked) is not None

    def _code(self, output: str) -> str:
        """Return the code of an output as it is handed out."""
        piece = self.pieces[output] = self._statements[output]
        return ast.unparse(self._handed_out(output, piece))

    def _handed_out(self, output: str, piece: Piece) -> ast.expr:
        kind = self._rules.book.definition.kind_of(output)
        assert kind is not None
        if piece.base != "number" or kind.base != "number":
            return piece.tree
        money = kind.unit is not None and kind.unit.is_money
        if piece.optional and isinstance(piece.tree, ast.Name):
            there = self._handed_out(output, replace(piece, optional=False))
            nothing = ast.Compare(piece.tree, [ast.Is()], [ast.Constant(None)])
            return ast.IfExp(nothing, ast.Constant(None), there)
        if piece.denominator is not None and not piece.optional:
            if money and _CENTS % piece.denominator == 0:
                return call("_times", name("_CENT"), numerator(piece, _CENTS))
            if not money and piece.denominator == 1:
                return call("_Decimal", piece.tree)
        places = ast.Constant(2 if money else 0)
        return call("_decimal", piece.tree, ast.Constant(piece.denominator or 1), places)

    def constants(self) -> Mapping[str, str]:
        """Return what the function may read beside its parameters, as code."""
        date = self._rules.date
        found = {"ON": f"_date({date.year}, {date.month}, {date.day})"}
        found |= dict(self._parameters.constants())
        found |= {key: ast.unparse(table) for key, table in self._statements.tables.items()}
        return found

    def lines(self) -> Iterator[str]:
        """Give the lines of the function."""
        parameters = [f"    {line}" for line in self._parameters.signature()]
        yield from ["def evaluate(", "    *,", *parameters, _END] if parameters else [_ALONE]
        judgement = Block()
        self._parameters.judge(judgement)
        yield from judgement.lines(1) if parameters else ()
        yield from self._statements.top.lines(1)
