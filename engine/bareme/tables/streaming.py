"""Tables as they come, one after another, to their answers: in chunks, on some threads.

Neither the size of the chunks, nor the number of threads, nor where one table ends and the next
begins changes an answer. What is held at a time is bounded, however long the stream.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa

from bareme.diagnostics import Diagnostic, facts
from bareme.tables.checking import check_columns
from bareme.tables.frames import is_table, like, names_of, to_arrow
from bareme.tables.judging import Rejected, judge
from bareme.tables.result import TableResult
from bareme.tables.types import types_of
from bareme.tables.writing import room_for, told, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bareme.tables.judging import Judged, Request

CHUNK_ROWS = 262_144

Item = TypeVar("Item")
Done = TypeVar("Done")


class _Chunk(NamedTuple):
    """Some rows of the table `given`, the first of which is row `first` of the whole stream;
    the last ones of their table or not. `room` is where its numbers are laid.
    """

    given: Any
    rows: pa.Table
    first: int
    last: bool
    room: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Answered:
    """The answers of a chunk, an array each, and the rows refused."""

    arrays: Mapping[str, pa.Array]
    rejected: tuple[Rejected, ...]


def evaluate_stream(
    request: Request,
    tables: Iterable[Any],
    types: Mapping[str, Any] | None = None,
    workers: int | None = None,
    chunk_rows: int = CHUNK_ROWS,
) -> Iterator[TableResult]:
    """Judge tables as they come: a result for each, in their order. `types` and what is raised
    are those of `evaluate`; what goes wrong with a table is raised in its turn.

    At once are raised TypeError for what is no iterable of tables or no type, and ValueError for
    `workers` that are no whole number of threads, or a type asked of what is no output.
    """
    if is_table(tables) or not isinstance(tables, Iterable):
        raise TypeError(f"an iterable of tables is expected, not {type(tables).__name__}")
    if workers is not None and (type(workers) is not int or workers < 1):
        raise ValueError(f"workers is a number of threads, 1 at least, or None: not {workers!r}")
    wanted = types_of(request, {} if types is None else types)
    return _results(request, tables, wanted, workers or _processors(), chunk_rows)


def _results(
    request: Request,
    tables: Iterable[Any],
    wanted: Mapping[str, pa.DataType],
    workers: int,
    chunk_rows: int,
) -> Iterator[TableResult]:
    def work(chunk: _Chunk) -> tuple[_Chunk, _Answered]:
        return chunk, _answered(request, chunk, wanted)

    parts: list[_Answered] = []
    chunks = _chunks(request, tables, wanted, chunk_rows)
    for chunk, answered in _in_order(work, chunks, workers):
        parts.append(answered)
        if chunk.last:
            yield _result(request, chunk.given, parts, wanted)
            parts = []


def _result(
    request: Request, given: Any, parts: Sequence[_Answered], types: Mapping[str, pa.DataType]
) -> TableResult:
    columns = {
        name: pa.chunked_array([part.arrays[name] for part in parts], type_)
        for name, type_ in types.items()
    }
    rejected = tuple(row for part in parts for row in part.rejected)
    return TableResult(like(given, columns), rejected, request.outputs)


def _chunks(
    request: Request, tables: Iterable[Any], types: Mapping[str, pa.DataType], chunk_rows: int
) -> Iterator[_Chunk]:
    """Give the chunks of every table; one at least, be it of no rows."""
    first = 0
    for given in tables:
        check_columns(request, names_of(given))
        whole = to_arrow(given, request.book.expected)
        size = whole.num_rows
        room = room_for(types, size)
        for start in range(0, max(size, 1), chunk_rows):
            end = min(start + chunk_rows, size)
            own = {name: words[start:end] for name, words in room.items()}
            rows = whole.slice(start, end - start)
            yield _Chunk(given, rows, first + start, end >= size, own)
        first += size


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_order(work: Callable[[Item], Done], items: Iterable[Item], workers: int) -> Iterator[Done]:
    """Give what comes of each item, in their order; no more of them are under way than threads
    can take, and what fails is raised in its turn. Threads speak the language of the caller.
    """
    if workers == 1:
        yield from map(work, items)
        return
    under_way: deque[Any] = deque()
    pool = ThreadPoolExecutor(workers)
    try:
        coming = iter(items)
        while True:
            try:
                item = next(coming)
            except StopIteration:
                break
            except Exception:
                while under_way:
                    yield under_way.popleft().result()
                raise
            under_way.append(pool.submit(copy_context().run, work, item))
            if len(under_way) > 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _answered(request: Request, chunk: _Chunk, types: Mapping[str, pa.DataType]) -> _Answered:
    """Judge a chunk and write its answers; a row with one that its type cannot hold is refused."""
    judged = judge(request, chunk.rows, chunk.first)
    arrays, refused = {}, {}
    for name, type_ in types.items():
        own = chunk.room.get(name)
        arrays[name], beyond = write(judged.columns[name], judged.texts, type_, own)
        if beyond is not None:
            refused[name] = beyond
    if not refused:
        return _Answered(arrays, judged.rejected)
    rows = np.logical_or.reduce(list(refused.values()))
    kept = pa.array(np.arange(len(rows)), mask=rows)
    found = [
        Rejected(chunk.first + row, tuple(_beyond(judged, types, refused, row)))
        for row in np.flatnonzero(rows).tolist()
    ]
    rejected = tuple(sorted((*judged.rejected, *found), key=lambda rejected: rejected.row))
    return _Answered({name: array.take(kept) for name, array in arrays.items()}, rejected)


def _beyond(
    judged: Judged, types: Mapping[str, pa.DataType], refused: Mapping[str, Any], row: int
) -> Iterator[Diagnostic]:
    for name, beyond in refused.items():
        if beyond[row]:
            value = told(judged.columns[name], row)
            data = facts({"name": name, "value": value, "type": types[name]})
            yield Diagnostic("answer-beyond-type", None, data, subject=name)
