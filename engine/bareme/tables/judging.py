"""Some rows of situations to their answers: by columns, and one at a time where those cannot tell.

Every row is judged by the version in force on its date. A row that the columns leave undecided,
or that has something wrong with it, is judged by the exact evaluation of one situation, so that
its answer or its refusal is the very same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.column import MISSING, Column, choose, day_number, spread
from bareme.columns.evaluation import ColumnEvaluation
from bareme.columns.lookup import by_code
from bareme.domains.columns import Vocabulary
from bareme.errors import SituationError
from bareme.situation import read_values
from bareme.tables.reading import read

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pyarrow as pa

    from bareme.diagnostics import Diagnostic
    from bareme.program import Program
    from bareme.rulebook import Rulebook, Rules


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be judged: which (from 0), and everything that is wrong with it."""

    row: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of every row: the outputs, and by the law of which date.

    Without `day` each row is judged on its own reference date. With `main_only`, the first of the
    outputs must be answered, and the others are where they can be, as for one situation.
    """

    book: Rulebook
    day: dt.date | None
    outputs: tuple[str, ...]
    main_only: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """The answers of some rows, a column each, null where there is none; the texts of their codes;
    and the rows refused.
    """

    columns: Mapping[str, Column]
    texts: tuple[str, ...]
    rejected: tuple[Rejected, ...]


def judge(request: Request, rows: pa.Table, first: int) -> Judged:
    """Judge some rows of a table, the first of which is row `first` of the whole."""
    size = rows.num_rows
    vocabulary = Vocabulary()
    book = request.book
    given: dict[str, Column] = {}
    wrong: Any = np.zeros(size, np.bool_)
    for name in rows.column_names:
        expected = book.expected.get(name)
        if expected is not None:
            given[name], bad = read(rows.column(name), expected, vocabulary)
            wrong = wrong if bad is None else wrong | bad
    versions = _versions(request, given, size, wrong)
    answers: dict[str, Column] = {}
    for program, taken in versions:
        found = _by_columns(request, program, given, taken, size, vocabulary)
        for name, column in found.items():
            before = answers.get(name)
            answers[name] = column if before is None else choose(taken, column, before, column.base)
    for name in request.outputs:
        base = _base(request, name)
        answers.setdefault(name, replace(spread(None, size, base)))
    return _completed(request, rows, first, answers, wrong, vocabulary)


def _base(request: Request, name: str) -> str:
    kind = request.book.definition.kind_of(name)
    assert kind is not None
    return "text" if kind.base == "choice" else kind.base


def _versions(
    request: Request, given: dict[str, Column], size: int, wrong: Any
) -> list[tuple[Program, Any]]:
    """Return the versions that some rows are judged by, and which rows; rows without a version
    are marked as wrong.
    """
    book = request.book
    reference = book.definition.reference_date
    if request.day is not None:
        if reference is not None:
            own = given.get(reference)
            if own is not None:
                other = own.data != day_number(request.day)
                wrong |= other if own.nothing is None else other & ~own.nothing
            given[reference] = spread(request.day, size, "date")
        return [(book.on(request.day).program, np.ones(size, np.bool_))]
    column = given.get(reference or "")
    if column is None:
        wrong[:] = True
        return []
    starts = np.array([day_number(day) for day in book.version_dates], np.int64)
    place = np.searchsorted(starts, column.data, side="right") - 1
    end = book.definition.end
    outside = place < 0
    if end is not None:
        outside |= column.data > day_number(end)
    if column.nothing is not None:
        outside |= column.nothing
    wrong |= outside
    return [
        (book.on(book.version_dates[index]).program, (place == index) & ~wrong)
        for index in np.unique(place[~wrong])
    ]


def _by_columns(
    request: Request,
    program: Program,
    given: Mapping[str, Column],
    taken: Any,
    size: int,
    vocabulary: Vocabulary,
) -> dict[str, Column]:
    """Return the outputs of the rows of one version; only those rows mean anything."""
    every = bool(taken.all())
    rows = None if every else np.flatnonzero(taken)
    part = given if rows is None else {n: _rows(c, rows) for n, c in given.items()}
    evaluation = ColumnEvaluation(program, part, size if rows is None else len(rows), vocabulary)
    found = {}
    for name in request.outputs:
        column = evaluation.column(name, _base(request, name))
        found[name] = column if rows is None else _spread_out(column, rows, size)
    return found


def _rows(column: Column, rows: Any) -> Column:
    return _each(column, lambda data: data[rows])


def _spread_out(column: Column, rows: Any, size: int) -> Column:
    def placed(data: Any) -> Any:
        whole = np.zeros(size, data.dtype)
        whole[rows] = data
        return whole

    return _each(column, placed)


def _each(column: Column, act: Any) -> Column:
    data = column.data
    return replace(
        column,
        data={name: act(mask) for name, mask in data.items()}
        if isinstance(data, dict)
        else act(data),
        nothing=None if column.nothing is None else act(column.nothing),
        flaw=None if column.flaw is None else act(column.flaw),
    )


def _completed(
    request: Request,
    rows: pa.Table,
    first: int,
    answers: dict[str, Column],
    wrong: Any,
    vocabulary: Vocabulary,
) -> Judged:
    """Judge one at a time the rows that the columns could not."""
    alone = wrong
    for index, name in enumerate(request.outputs):
        flaw = answers[name].flaw
        if flaw is not None:  # an answer beside the main one may wait for its inputs
            waits = request.main_only and index > 0
            alone = alone | ((flaw != 0) & (flaw != MISSING) if waits else flaw != 0)
    rejected: list[Rejected] = []
    found: dict[str, list[Any]] = {name: [] for name in request.outputs}
    indices = np.flatnonzero(alone)
    for index in indices.tolist():
        values: dict[str, Any] = {}
        try:
            values = _alone(request, rows, index)
        except SituationError as error:
            rejected.append(Rejected(first + index, error.diagnostics))
        for name, own in found.items():
            own.append(values.get(name))
    for name, own in found.items():
        column = answers[name]
        if own:
            codes = np.full(len(alone), len(own), np.int64)
            codes[indices] = np.arange(len(own))
            patch = by_code([*own, None], codes, column.base, vocabulary)
            column = choose(alone, patch, column, column.base)
        answers[name] = column
    return Judged(answers, tuple(vocabulary.texts), tuple(rejected))


def _alone(request: Request, rows: pa.Table, index: int) -> dict[str, Any]:
    """Return what one situation gives, exactly."""
    book = request.book
    situation = {
        name: value
        for name in rows.column_names
        if name in book.expected and (value := rows.column(name)[index].as_py()) is not None
    }
    rules = _rules(request, situation)  # first its date, as for one situation
    given = read_values(book.definition, book.expected, situation, texts=True)
    outputs = None if request.main_only else request.outputs
    result = rules.evaluate(given, outputs=outputs)
    return {name: result.exact(name) for name in request.outputs if name in result}


def _rules(request: Request, situation: Mapping[str, Any]) -> Rules:
    book = request.book
    if request.day is not None:
        return book.on(request.day)
    name = book.definition.reference_date or ""
    own = {name: situation[name]} if name in situation else {}
    return book.for_situation(read_values(book.definition, book.expected, own, texts=True))
