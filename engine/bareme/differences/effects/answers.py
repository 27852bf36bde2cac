"""What a version answers to situations: values and refusals alike, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.diagnostics import Diagnostic, facts
from bareme.differences.effects.standing import reads
from bareme.differences.model import Answer
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.refusals import failure, question
from bareme.values import Fault, accept
from bareme.words import labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.domains.exact import Value
    from bareme.program import Program
    from bareme.rulebook import Rules


@dataclass(frozen=True, slots=True)
class Judged:
    """The answers to one situation, in the order of the outputs, and all the names they may rest
    on; None where something is refused: what comes after is not known.
    """

    answers: tuple[Answer, ...]
    read: frozenset[str] | None


class Judge:
    """A version that is asked for some outputs, situation after situation.

    What it does not know of a situation is left out; the day is its own.
    """

    def __init__(self, rules: Rules, outputs: tuple[str, ...]) -> None:
        self.rules, self.outputs = rules, outputs
        made, program = rules.book.definition, rules.program
        self._dated: dict[str, Value] = {}
        if made.reference_date is not None:
            self._dated[made.reference_date] = rules.date
        # Figures by a choice, and those of years before, are looked up: no evaluation tells them.
        looked_up = made.parameters.keys() - program.constants.keys()
        looked_up |= {
            name
            for procedure in program.procedures.values()
            for expression in procedure.variant.expressions
            for name, _ in expression.history
        }
        self._aside = {
            rule: found
            for rule in program.procedures
            if (found := looked_up.intersection(reads(program, rule)))
        }

    def __call__(self, situation: Mapping[str, Value]) -> Judged:
        """Judge a situation of exact values. A version that is mixed may raise anything."""
        expected = self.rules.book.expected
        given = {}
        for name, value in situation.items():
            if name in expected and name not in self._dated:
                try:
                    given[name] = accept(value, expected[name])
                except Fault as fault:
                    return Judged((_unacceptable(name, fault),) * len(self.outputs), None)
        evaluation = _Traced(self.rules.program, given, self._dated)
        answers = tuple([self._answer(evaluation, output) for output in self.outputs])
        if any(answer.refusal is not None for answer in answers):
            return Judged(answers, None)
        aside = (self._aside[rule] for rule in evaluation.steps if rule in self._aside)
        return Judged(answers, frozenset(evaluation).union(*aside))

    def _answer(self, evaluation: Evaluation, output: str) -> Answer:
        made = self.rules.book.definition
        try:
            evaluation.compute((output,))
        except MissingInput as missing:
            return _refused(question(made, "missing-input", missing.name))
        except RuleFailed as failed:
            return _refused(failure(made, self.rules.date, failed.rule, failed.cause))
        return Answer(evaluation[output])


class _Traced(Evaluation):
    """An evaluation that takes an input up when it is first asked for: those it holds were read."""

    __slots__ = ("_inputs",)

    def __init__(
        self, program: Program, given: Mapping[str, Value], dated: Mapping[str, Value]
    ) -> None:
        inputs = program.definition.inputs
        super().__init__(program, {n: value for n, value in given.items() if n not in inputs})
        self._inputs = {**given, **dated}

    def _other(self, name: str) -> Value:
        return self._inputs[name] if name in self._inputs else super()._other(name)


def _unacceptable(name: str, fault: Fault) -> Answer:
    told = Diagnostic(fault.code, None, facts(fault.data), fault.suggestion, subject=name)
    return Answer(None, fault.code, labelled(name, told.message))


def _refused(told: Diagnostic) -> Answer:
    return Answer(None, told.code, told.message)
