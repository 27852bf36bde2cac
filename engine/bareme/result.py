"""An answer: every value computed, how each came about, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bareme.diagnostics import Diagnostic, facts
from bareme.model import Citation
from bareme.questions import questions
from bareme.trail import Trail, decisive, giving, walked
from bareme.translation import tr
from bareme.values import as_decimal
from bareme.words import EMPTY, listing, quantity

if TYPE_CHECKING:
    from bareme.domains.exact import Value
    from bareme.evaluation import Evaluation, Step
    from bareme.language.kinds import Kind
    from bareme.model import Definition, Figure, Parameter
    from bareme.program import Program

Answer: TypeAlias = Decimal | Fraction | bool | str | dt.date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Edition:
    """What an answer can be reproduced from: the rulebook, its edition, the date of the law
    applied, the day the version in force began, and a fingerprint of the files (SHA-256).
    """

    rulebook: str
    edition: str
    date: dt.date
    version: dt.date
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A text an answer rests on, and for which figure or rule; `since` when the figure holds
    from a date other than the rulebook's first.
    """

    name: str
    label: str
    citation: Citation
    since: dt.date | None = None


class Result(Mapping[str, Answer]):
    """The values of one situation: a mapping from names to answers, and their explanation.

    Numbers come as `Decimal`, amounts in euros with at least their two cents; as `Fraction`
    where no decimal is exact (a mean over three years that was not rounded). Choices come as
    their names, lists as tuples of names, texts, dates and booleans as they are, and nothing as
    None.
    """

    __slots__ = ("_evaluation", "_given", "_program", "_wanting", "date", "outputs")

    def __init__(
        self,
        program: Program,
        date: dt.date,
        given: Mapping[str, Value],
        evaluation: Evaluation,
        outputs: tuple[str, ...],
        wanting: Mapping[str, Diagnostic | None],
    ) -> None:
        put = object.__setattr__
        put(self, "_program", program)
        put(self, "date", date)
        put(self, "_given", given)
        put(self, "_evaluation", evaluation)
        put(self, "outputs", outputs)
        put(self, "_wanting", wanting)

    _program: Program
    _given: Mapping[str, Value]
    _evaluation: Evaluation
    date: dt.date
    outputs: tuple[str, ...]
    """The names that were asked for and answered, in order."""
    _wanting: Mapping[str, Diagnostic | None]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a result does not change: {name} cannot be set")

    def __getitem__(self, name: str) -> Answer:
        return answer(self.exact(name), self._kind(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._evaluation)

    def __len__(self) -> int:
        return len(self._evaluation)

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self._evaluation, name)

    def __repr__(self) -> str:
        answers = ", ".join(f"{name}={self[name]!r}" for name in self.outputs)
        return f"<Result {self._definition.name} {self.date}: {answers}>"

    @property
    def _definition(self) -> Definition:
        return self._program.definition

    @property
    def program(self) -> Program:
        """The version in force that was applied."""
        return self._program

    def _kind(self, name: str) -> Kind:
        kind = self._definition.kind_of(name)
        assert kind is not None
        return kind

    def exact(self, name: str) -> Value:
        """Return a value as the exact rational it is; KeyError when it was not computed."""
        if name not in self:
            raise KeyError(f"{name} was not computed: ask for it with outputs=[{name!r}]")
        return self._evaluation[name]  # type: ignore[no-any-return]  # values are untyped inside

    def words(self, name: str) -> str:
        """Return a value as it is told to a person: `27,40 €/jour`; a list in one line."""
        if isinstance(self.exact(name), tuple):
            return listing(self.listed(name)) or tr(EMPTY)
        return quantity(self.exact(name), self._kind(name), self._labels(name))

    def _labels(self, name: str) -> Mapping[str, str]:
        """Return the labels of a choice or a list: of a rule, those of the version in force."""
        named = self._definition.inputs.get(name) or self._definition.rules.get(name)
        if named is None:
            return {}
        procedure = self._program.procedures.get(name)
        if procedure is None or not procedure.collects:
            return named.choices
        in_force = {case.then.text: case.because or "" for case in procedure.variant.cases}
        return {**named.choices, **in_force}

    def listed(self, name: str) -> tuple[str, ...]:
        """Return what a list holds, as it is told to a person; nothing for other values."""
        value = self.exact(name)
        if not isinstance(value, tuple):
            return ()
        step = self._evaluation.steps.get(name)
        if step is not None and step.variant.collects:  # labels may change from date to date
            return tuple(str(step.variant.cases[index].because) for index in step.chosen)
        labels = self._labels(name)
        return tuple(labels.get(item, item) for item in value)

    @property
    def pending(self) -> Mapping[str, tuple[str, ...]]:
        """The outputs that could not be given for lack of inputs, with the inputs each needs."""
        wanting = (name for name, failure in self._wanting.items() if failure is None)
        return {name: questions(self._program, self._given, [name])[0] for name in wanting}

    @property
    def given(self) -> Mapping[str, Answer]:
        """What the situation said."""
        return {name: self[name] for name in self._given}

    @property
    def assumed(self) -> Mapping[str, Answer]:
        """The defaults that stood in for what the situation did not say."""
        inputs = self._definition.inputs
        return {name: self[name] for name in self if name in inputs and name not in self._given}

    @property
    def trace(self) -> tuple[Step, ...]:
        """Every rule computed, in the order in which each was completed."""
        return tuple(self._evaluation.steps.values())

    @property
    def edition(self) -> Edition:
        """What this answer can be reproduced from."""
        made = self._definition
        return Edition(made.name, made.edition, self.date, self._program.day, made.fingerprint)

    def reasons(self, name: str) -> tuple[str, ...]:
        """Return why a value is what it is: the reasons of the cases that led to it."""
        found: dict[str, None] = {}
        pending, seen = [name], {name}
        while pending:
            step = self._evaluation.steps.get(pending.pop(0))
            if step is None:
                continue
            for case in (step.variant.cases[index] for index in step.chosen):
                if case.because is not None:
                    found[case.because] = None
            trail = Trail(self._program, self._evaluation, giving(step))
            pending += [needed for needed in trail.names if needed not in seen]
            seen.update(trail.names)
        return tuple(found)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return the texts this answer rests on, figures and rules, in the order of use."""
        found: dict[tuple[str, str | None, dt.date | None], Reference] = {}
        for step in self.trace:
            for reference in step_references(self._program, self._evaluation, step):
                key = (reference.name, reference.citation.reference, reference.since)
                found.setdefault(key, reference)
        return tuple(found.values())

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What to know before relying on this answer."""
        return (*self._prevailing(), *self._unread(), *self._failed())

    def _failed(self) -> Iterator[Diagnostic]:
        """Give the outputs beside the main one that have no result for this situation."""
        for name, failure in self._wanting.items():
            if failure is not None:
                data = {"name": name, "reason": failure.message, "remedy": failure.remedy}
                yield Diagnostic("output-without-result", None, facts(data), subject=name)

    def _prevailing(self) -> Iterator[Diagnostic]:
        """Give the published amounts that stand in for their formulas."""
        for step in self.trace:
            published = self._program.procedures[step.name].published
            if step.finishes and step.finishes[-1].how == "published":
                assert published is not None
                assert published.discrepancy is not None
                data = {
                    "label": self._definition.label_of(step.name),
                    "value": self.words(step.name),
                    "reason": published.discrepancy.reason,
                }
                yield Diagnostic("published-prevails", None, facts(data), subject=step.name)

    def _unread(self) -> Iterator[Diagnostic]:
        """Give the inputs that were not read because a rule they serve was given."""
        trails = (Trail(self._program, self._evaluation, walked(step)) for step in self.trace)
        read = {name for trail in trails for name in trail.names}
        read.add(self._definition.reference_date or "")  # which decides on the version
        for rule in (name for name in self._given if name in self._definition.rules):
            for name in sorted(self._program.needs(rule) & self._given.keys() - read):
                yield Diagnostic("given-unread", None, facts({"name": name, "rule": rule}))

    def explain(self, format: Literal["text", "markdown"] = "text") -> str:  # noqa: A002
        """Return the calculation as a claimant can follow it, line by line.

        ValueError for another format.
        """
        from bareme.explanation import explain

        return explain(self, format)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON: amounts as text, so that no cent is lost."""
        from bareme.explanation.data import as_data

        return as_data(self)


def answer(value: Value, kind: Kind) -> Answer:
    """Return an exact value as it is handed out: numbers as Decimal wherever that is exact."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return value
    return as_decimal(value, 2 if kind.unit is not None and kind.unit.is_money else 0)


def step_references(program: Program, values: Mapping[str, Any], step: Step) -> Iterator[Reference]:
    """Give the texts one step rests on: those of the figures it read, then of its rule."""
    definition = program.definition
    trail = Trail(program, values, walked(step, decisive(step)))
    for name in trail.names:
        figure = program.figures.get(name)
        if figure is not None:
            yield _of_figure(definition.parameters[name], figure)
    for name, back in trail.history:
        yield _of_figure(definition.parameters[name], program.figure_back(name, back))
    rule = definition.rules[step.name]
    if step.finishes and step.finishes[-1].how == "published":
        published = program.procedures[step.name].published
        assert published is not None
        yield Reference(step.name, rule.label, published.citation)
    for case in (step.variant.cases[index] for index in step.chosen):
        if case.reference is not None:
            yield Reference(step.name, rule.label, Citation(case.reference))
    for citation in (step.variant.citation, rule.citation):
        if citation.reference is not None:
            yield Reference(step.name, rule.label, citation)
            break


def _of_figure(parameter: Parameter, figure: Figure) -> Reference:
    since = figure.start if len(parameter.figures) > 1 else None
    return Reference(parameter.name, parameter.label, figure.citation, since)
