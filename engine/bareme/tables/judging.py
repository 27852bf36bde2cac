"""Some rows of situations to their answers: by columns, and one at a time where those cannot tell.

Every row is judged by the version in force on its date. A row that the columns leave undecided,
or that has something wrong with it, is judged by the exact evaluation of one situation, so that
its answer or its refusal is the very same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.choosing import choose, joined
from bareme.columns.column import MISSING, Column, spread
from bareme.columns.evaluation import ColumnEvaluation
from bareme.columns.lookup import by_code
from bareme.domains.columns import Vocabulary
from bareme.errors import SituationError
from bareme.situation import read_values
from bareme.tables.cells import value_of
from bareme.tables.reading import read
from bareme.tables.versions import versions_of

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
    given: dict[str, Any] = {}  # columns; the date of them all, where there is one, as it is
    wrong: Any = np.zeros(size, np.bool_)
    for name in rows.column_names:
        expected = book.expected.get(name)
        if expected is not None:
            given[name], bad = read(rows.column(name), expected, vocabulary)
            if bad is not None:
                wrong |= bad
    versions = versions_of(request, given, wrong)
    answers = _by_version(request, versions, given, size, vocabulary)
    return _completed(request, rows, first, answers, wrong, vocabulary)


def _base(request: Request, name: str) -> str:
    kind = request.book.definition.kind_of(name)
    assert kind is not None
    return "text" if kind.base == "choice" else kind.base


def _by_version(
    request: Request,
    versions: list[tuple[Program | None, Any]],
    given: Mapping[str, Any],
    size: int,
    vocabulary: Vocabulary,
) -> dict[str, Column]:
    """Return the outputs of all rows: those of each version end to end, then in the order of the
    rows.
    """
    found = [
        _by_columns(request, program, given, rows, size, vocabulary) for program, rows in versions
    ]
    if len(found) == 1 and versions[0][1] is None:
        return found[0]
    order = np.concatenate([rows for _, rows in versions])

    def placed(data: Any) -> Any:
        whole = np.empty_like(data)
        whole[order] = data
        return whole

    return {
        name: _each(joined([part[name] for part in found], _base(request, name)), placed)
        for name in request.outputs
    }


def _by_columns(
    request: Request,
    program: Program | None,
    given: Mapping[str, Any],
    rows: Any,
    size: int,
    vocabulary: Vocabulary,
) -> dict[str, Column]:
    """Return the outputs of the rows of one version; without one there are none."""
    if rows is not None:
        given = {
            name: _each(column, lambda data: data.take(rows)) for name, column in given.items()
        }
        size = len(rows)
    bases = {name: _base(request, name) for name in request.outputs}
    if program is None:
        return {name: spread(None, size, base) for name, base in bases.items()}
    evaluation = ColumnEvaluation(program, given, size, vocabulary)
    return {name: evaluation.column(name, base) for name, base in bases.items()}


def _each(column: Column, act: Any) -> Column:
    """Act on the data of a column, and on what it says of its rows."""
    data = column.data
    return column._replace(
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
        answers[name] = _in_order(request, name, column)
    return Judged(answers, tuple(vocabulary.texts), tuple(rejected))


def _in_order(request: Request, name: str, column: Column) -> Column:
    """Return a list with its names in their order, whatever those of the rows judged."""
    expected = request.book.expected.get(name)
    if column.base != "list" or expected is None:
        return column
    names = [each for each in ("", *expected.order) if each in column.data]
    return column._replace(data={each: column.data[each] for each in names})


def _alone(request: Request, rows: pa.Table, index: int) -> dict[str, Any]:
    """Return what one situation gives, exactly."""
    book = request.book
    situation = {
        name: value
        for name in rows.column_names
        if name in book.expected and (value := value_of(rows.column(name)[index])) is not None
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
