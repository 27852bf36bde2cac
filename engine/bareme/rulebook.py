"""A rulebook that can be asked: by date, by situation. Immutable, for any number of threads."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from bareme import timeline
from bareme.calendar import add_years
from bareme.diagnostics import Diagnostic, facts
from bareme.errors import MissingInputError, SituationError
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.frozen import Frozen
from bareme.language.kinds import DATE
from bareme.nearest import nearest
from bareme.program import Program
from bareme.questions import questions
from bareme.result import Result
from bareme.situation import expectations, read_values
from bareme.values import Expected, Fault, accept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bareme.domains.errors import CalculationError
    from bareme.domains.exact import Value
    from bareme.model import Definition
    from bareme.tables.evaluating import TableResult


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """A rulebook, read and checked: `on(date)` gives the rules in force.

    `definition` is all it says, as frozen data.
    """

    definition: Definition
    expected: Mapping[str, Expected] = field(init=False, repr=False)
    version_dates: tuple[dt.date, ...] = field(init=False, repr=False)
    _programs: dict[dt.date, Program] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "expected", Frozen(expectations(self.definition)))
        object.__setattr__(self, "version_dates", timeline.version_dates(self.definition))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Rulebook, (self.definition,))

    def __repr__(self) -> str:
        return f"<Rulebook {self.name} {self.definition.edition}>"

    @property
    def name(self) -> str:
        """The name of the rulebook: that of its directory."""
        return self.definition.name

    @property
    def title(self) -> str:
        """The title of the rulebook."""
        return self.definition.title

    @property
    def changes(self) -> tuple[timeline.Change, ...]:
        """Everything that changes within the rulebook's period, by date."""
        return timeline.changes(self.definition)

    @property
    def last_day(self) -> dt.date | None:
        """The last day that can be judged in full; None while nothing ends."""
        return timeline.last_day(self.definition)

    def on(self, date: dt.date | str) -> Rules:
        """Return the rules in force on a date (a `date`, or ISO text).

        SituationError when it is no date, or one the rulebook does not cover.
        """
        try:
            day = accept(date, Expected(DATE))
        except Fault as fault:
            data = facts(fault.data)
            raise SituationError([Diagnostic(fault.code, None, data, fault.suggestion)]) from None
        assert isinstance(day, dt.date)
        return Rules(self, day, self._program(day))

    def for_situation(self, situation: Mapping[str, object]) -> Rules:
        """Return the rules in force on the reference date of a situation.

        SituationError when the rulebook names no reference date, or the situation lacks it.
        """
        name = self.definition.reference_date
        if name is None or situation.get(name) is None:
            code = "date-missing" if name is None else "reference-date-missing"
            raise SituationError([Diagnostic(code, None, facts({"name": name or ""}))])
        given = read_values(self.definition, self.expected, {name: situation[name]})
        day = given[name]
        assert isinstance(day, dt.date)
        return self.on(day)

    def evaluate(
        self,
        situation: Mapping[str, object] | None = None,
        /,
        *,
        outputs: Iterable[str] | None = None,
        **values: object,
    ) -> Result:
        """Judge a situation by the version in force on its own reference date."""
        whole = _merged(situation, values)
        return self.for_situation(whole).evaluate(whole, outputs=outputs)

    def evaluate_table(
        self,
        table: Any,
        *,
        outputs: Iterable[str] | None = None,
        types: Mapping[str, Any] | None = None,
        workers: int | None = None,
    ) -> TableResult:
        """Judge every row by the version in force on its own reference date; see
        `Rules.evaluate_table`.
        """
        asked = _asked(self.definition, outputs)
        return _evaluate_table(self, None, asked, outputs is None)(table, types, workers)

    def _program(self, day: dt.date) -> Program:
        made = self.definition
        if day < made.start or (made.end is not None and day > made.end):
            data = {"title": made.title, "date": day, "start": made.start, "end": made.end or "—"}
            code = "before-rulebook" if day < made.start else "after-rulebook"
            raise SituationError([Diagnostic(code, None, facts(data))])
        start = self.version_dates[bisect_right(self.version_dates, day) - 1]
        program = self._programs.get(start)
        if program is None:
            # Two threads may both make it; they make the same, and the first one stays.
            program = self._programs.setdefault(start, Program(made, start))
        return program


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules in force on `date`: evaluates situations, in any number of threads."""

    book: Rulebook
    date: dt.date
    program: Program = field(repr=False)

    def __repr__(self) -> str:
        return f"<Rules {self.book.name} on {self.date}>"

    def evaluate(
        self,
        situation: Mapping[str, object] | None = None,
        /,
        *,
        outputs: Iterable[str] | None = None,
        **values: object,
    ) -> Result:
        """Judge one situation: input names (or rules already known) and their values.

        Without `outputs`, the rulebook's main output must be answered; its others are answered
        when what they need was given, and else stand in `Result.pending`. Amounts may be `int`,
        `Decimal`, `Fraction`, or `float`, read as the decimal it prints as.

        Raises MissingInputError with the questions to answer, SituationError for anything else
        that is wrong, all at once; TypeError when a name is given twice.
        """
        given = self._given(_merged(situation, values))
        asked = _asked(self.book.definition, outputs)
        evaluation = Evaluation(self.program, given)
        try:
            if outputs is not None:
                evaluation.compute(asked)
                return Result(self.program, self.date, given, evaluation, asked, {})
            evaluation.compute(asked[:1])
            wanting = self._compute_where_possible(evaluation, asked[1:])
        except MissingInput:
            raise self._missing(given, asked if outputs is not None else asked[:1]) from None
        except RuleFailed as failed:
            raise SituationError([self._failure(failed)]) from None
        answered = tuple(name for name in asked if name not in wanting)
        return Result(self.program, self.date, given, evaluation, answered, wanting)

    def evaluate_table(
        self,
        table: Any,
        *,
        outputs: Iterable[str] | None = None,
        types: Mapping[str, Any] | None = None,
        workers: int | None = None,
    ) -> TableResult:
        """Judge every row of a table, as `evaluate` judges one situation: same answers, same
        refusals. Needs the extra `tables`.

        `table` is a pyarrow Table or RecordBatch, a pandas or polars frame, or a mapping of names
        to numpy arrays; it comes back with a column for each output, exact: amounts and other
        decimals as decimal128, null where there is no answer. Rows that cannot be judged are in
        `rejected`, with everything that is wrong with them. `types` asks for other Arrow types.

        Raises SituationError for a column that cannot be what it is called.
        """
        return _evaluate_table(
            self.book, self.date, _asked(self.book.definition, outputs), outputs is None
        )(table, types, workers)

    def questions(
        self,
        situation: Mapping[str, object] | None = None,
        outputs: Iterable[str] | None = None,
        *,
        defaults: bool = True,
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the inputs a situation still needs for sure, and those it may need, in the order
        in which they matter. Without `defaults`, inputs that have one are among them.
        """
        given, asked = self._given(situation or {}), _asked(self.book.definition, outputs)
        return questions(self.program, given, asked, defaults)

    def _given(self, situation: Mapping[str, object]) -> dict[str, Value]:
        book = self.book
        reference = book.definition.reference_date
        given: dict[str, Value] = {} if reference is None else {reference: self.date}
        given.update(read_values(book.definition, book.expected, situation))
        if reference is not None and given[reference] != self.date:
            data = {"name": reference, "date": given[reference], "on": self.date}
            raise SituationError([Diagnostic("dates-disagree", None, facts(data))])
        return given

    def _compute_where_possible(
        self, evaluation: Evaluation, names: tuple[str, ...]
    ) -> dict[str, Diagnostic | None]:
        """Compute what can be; return the rest, with why where it is not for lack of inputs."""
        wanting: dict[str, Diagnostic | None] = {}
        for name in names:
            try:
                evaluation.compute([name])
            except MissingInput:
                wanting[name] = None
            except RuleFailed as failed:
                wanting[name] = self._failure(failed)
        return wanting

    def _missing(self, given: Mapping[str, Value], asked: tuple[str, ...]) -> MissingInputError:
        inputs = self.book.definition.inputs
        needed, possible = questions(self.program, given, asked)
        found = [self._question("missing-input", name) for name in needed]
        found += [self._question("possible-input", name) for name in possible]
        return MissingInputError(
            found,
            tuple(inputs[name] for name in needed),
            tuple(inputs[name] for name in possible),
        )

    def _question(self, code: str, name: str) -> Diagnostic:
        asked = self.book.definition.inputs[name]
        values = ", ".join(asked.choices) if asked.choices else str(asked.kind)
        data = {"name": name, "question": asked.question, "values": values}
        return Diagnostic(code, None, facts(data), subject=name)

    def _failure(self, failed: RuleFailed) -> Diagnostic:
        cause: CalculationError = failed.cause
        data = dict(cause.data)
        if "back" in data:  # a program serves every day of its version: name the one asked for
            data["date"] = add_years(self.date, -int(str(data["back"])))
        elif "date" in data:
            data["date"] = self.date
        rule = self.book.definition.rules.get(failed.rule or "")
        if rule is not None and "name" not in data:
            data |= {"name": rule.name, "label": rule.label}
        return Diagnostic(cause.code, None, facts(data), subject=failed.rule)


def _evaluate_table(
    book: Rulebook, day: dt.date | None, outputs: tuple[str, ...], main_only: bool
) -> Callable[..., TableResult]:
    try:
        from bareme.tables.evaluating import evaluate
        from bareme.tables.judging import Request
    except ModuleNotFoundError as lacking:
        message = f"tables need {lacking.name}: pip install 'bareme[tables]'"
        raise ModuleNotFoundError(message, name=lacking.name) from None

    return partial(evaluate, Request(book, day, outputs, main_only))


def _merged(situation: Mapping[str, object] | None, values: dict[str, object]) -> dict[str, object]:
    if not situation:
        return values
    if twice := situation.keys() & values.keys():
        raise TypeError(f"given twice: {', '.join(sorted(twice))}")
    return {**situation, **values}


def _asked(made: Definition, outputs: Iterable[str] | None) -> tuple[str, ...]:
    if outputs is None:
        if not made.outputs:
            raise SituationError([Diagnostic("no-outputs", None, facts({"name": made.name}))])
        return made.outputs
    asked = (outputs,) if isinstance(outputs, str) else tuple(outputs)
    unknown = [name for name in asked if made.kind_of(name) is None]
    if unknown:
        names = [*made.rules, *made.parameters, *made.inputs]
        raise SituationError(
            Diagnostic("unknown-output", None, facts({"name": name}), nearest(name, names))
            for name in unknown
        )
    return asked
