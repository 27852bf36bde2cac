"""A rulebook that can be asked: by date, by situation. Immutable, for any number of threads."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bareme import timeline
from bareme.diagnostics import Diagnostic, facts
from bareme.errors import MissingInputError, SituationError
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.frozen import Frozen
from bareme.language.kinds import DATE
from bareme.nearest import nearest
from bareme.program import Program
from bareme.questions import questions
from bareme.refusals import failure, question
from bareme.result import Result
from bareme.situation import expectations, merged, read_values
from bareme.values import Expected, Fault, accept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bareme.compiling.callable import Compiled
    from bareme.domains.exact import Value
    from bareme.model import Definition
    from bareme.tables.judging import Request
    from bareme.tables.result import TableResult


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
        whole = merged(situation, values)
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
        request = request_of(self, None, outputs)
        from bareme.tables.evaluating import evaluate

        return evaluate(request, table, types, workers)

    def evaluate_stream(
        self,
        tables: Iterable[Any],
        *,
        outputs: Iterable[str] | None = None,
        types: Mapping[str, Any] | None = None,
        workers: int | None = None,
    ) -> Iterator[TableResult]:
        """Judge tables as they come, every row by the version in force on its own reference
        date; see `Rules.evaluate_stream`.
        """
        request = request_of(self, None, outputs)
        from bareme.tables.streaming import evaluate_stream

        return evaluate_stream(request, tables, types, workers)

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

    def __reduce__(self) -> tuple[Any, ...]:
        return (Rulebook.on, (self.book, self.date))

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
        given = self._given(merged(situation, values))
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
        `rejected`, with everything that is wrong with them.

        The type of a column is known from the rules alone. `types` asks for other Arrow types; a
        value that its type cannot hold exactly rejects its row, but for floats, which are the
        nearest there is. `workers` is the number of threads: those of the machine when not said.

        Raises SituationError for a column that cannot be what it is called, or was probably
        misspelt; TypeError for what is no table, or a type no such value can be written as;
        ValueError for a type asked of what is no output, columns of several lengths, or `workers`
        that are no whole number of 1 at least.
        """
        request = request_of(self.book, self.date, outputs)
        from bareme.tables.evaluating import evaluate

        return evaluate(request, table, types, workers)

    def evaluate_stream(
        self,
        tables: Iterable[Any],
        *,
        outputs: Iterable[str] | None = None,
        types: Mapping[str, Any] | None = None,
        workers: int | None = None,
    ) -> Iterator[TableResult]:
        """Judge tables as they come, however many: a result for each, in their order, as
        `evaluate_table` gives it, all of the same types. Memory is bounded: with several
        `workers`, a few tables are read ahead; with one, none. Rejected rows are counted through
        the whole stream.

        What is wrong with a table as such is raised in its turn, once the results of those before
        have been taken; what is wrong with the call, at once.
        """
        request = request_of(self.book, self.date, outputs)
        from bareme.tables.streaming import evaluate_stream

        return evaluate_stream(request, tables, types, workers)

    def compile(
        self, outputs: Iterable[str] | None = None, *, given: Iterable[str] = ()
    ) -> Compiled:
        """Return the rules as one function of a situation: the answers of `evaluate`, and its
        refusals, ten times as fast, without the trace.

        `given` names rules that situations give in place of what serves to compute them; the first
        situation that gives another makes the function anew.
        Raises SituationError for an unknown name.
        """
        from bareme.compiling.callable import Compiled

        asked = tuple(dict.fromkeys(_asked(self.book.definition, outputs)))
        return Compiled(self, asked, outputs is None, _givable(self.book.definition, given))

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
        made = self.book.definition
        inputs = made.inputs
        needed, possible = questions(self.program, given, asked)
        found = [question(made, "missing-input", name) for name in needed]
        found += [question(made, "possible-input", name) for name in possible]
        return MissingInputError(
            found,
            tuple(inputs[name] for name in needed),
            tuple(inputs[name] for name in possible),
        )

    def _failure(self, failed: RuleFailed) -> Diagnostic:
        return failure(self.book.definition, self.date, failed.rule, failed.cause)


def request_of(book: Rulebook, day: dt.date | None, outputs: Iterable[str] | None) -> Request:
    """Return what is asked of every row of a table; without a day, each is judged on its own.

    SituationError for an output there is not; ModuleNotFoundError without the extra `tables`.
    """
    asked = _asked(book.definition, outputs)
    try:
        from bareme.tables.judging import Request
    except ModuleNotFoundError as lacking:
        message = f"tables need {lacking.name}: pip install 'bareme[tables]'"
        raise ModuleNotFoundError(message, name=lacking.name) from None
    return Request(book, day, asked, outputs is None)


def _givable(made: Definition, given: Iterable[str]) -> frozenset[str]:
    """Return the rules among the names that may be given; inputs always may."""
    names = frozenset((given,) if isinstance(given, str) else given)
    known = made.inputs.keys() | made.rules.keys()
    faults = [
        Diagnostic("figure-given", None, facts({"name": name}), subject=name)
        if name in made.parameters
        else Diagnostic(
            "unknown-input", None, facts({"name": name}), nearest(name, known), subject=name
        )
        for name in sorted(names - known)
    ]
    if faults:
        raise SituationError(faults)
    return names & made.rules.keys()


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
