"""A whole table to its answers: in chunks, on some threads.

Neither the size of the chunks nor the number of threads changes an answer.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bareme.diagnostics import Diagnostic, facts
from bareme.errors import SituationError
from bareme.nearest import nearest
from bareme.tables.frames import like, to_arrow
from bareme.tables.judging import Judged, Rejected, Request, judge
from bareme.tables.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

CHUNK_ROWS = 131_072


@dataclass(frozen=True, slots=True)
class TableResult:
    """The answers of a table.

    `table` is what was given, with a column for each output, null where there is none; answers
    take the place of a column of that name. `rejected` are the rows that cannot be judged, with
    everything that is wrong with them.
    """

    table: Any
    rejected: tuple[Rejected, ...]
    outputs: tuple[str, ...]


def evaluate(
    request: Request,
    table: Any,
    types: Mapping[str, Any] | None = None,
    workers: int | None = None,
    chunk_rows: int = CHUNK_ROWS,
) -> TableResult:
    """Judge every row of a table.

    `types` asks for the Arrow type of an output in place of its own. SituationError when a column
    cannot be what it is called, or a name was probably misspelt; bad rows only are rejected.
    """
    whole = to_arrow(table)
    check_columns(request, whole.column_names)
    chunks = tuple(_judged(request, whole, workers or _processors(), chunk_rows))
    written = {
        name: _written(request, chunks, name, (types or {}).get(name)) for name in request.outputs
    }
    rejected = tuple(row for chunk in chunks for row in chunk.rejected)
    return TableResult(like(table, written), rejected, request.outputs)


def evaluate_stream(
    request: Request, tables: Iterable[Any], types: Mapping[str, Any], workers: int | None
) -> Iterator[TableResult]:
    """Judge tables as they come, one after another; rows are counted in each anew."""
    for table in tables:
        yield evaluate(request, table, types, workers)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _judged(request: Request, whole: pa.Table, workers: int, chunk_rows: int) -> Iterator[Judged]:
    """Give the answers chunk by chunk, in order; no more chunks are under way than threads can
    take.
    """
    starts = range(0, whole.num_rows, chunk_rows) if whole.num_rows else (0,)
    if workers == 1 or len(starts) == 1:
        for start in starts:
            yield judge(request, whole.slice(start, chunk_rows), start)
        return
    with ThreadPoolExecutor(workers) as pool:
        under_way: deque[Any] = deque()
        for start in starts:
            under_way.append(pool.submit(judge, request, whole.slice(start, chunk_rows), start))
            if len(under_way) > 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _written(request: Request, chunks: Sequence[Judged], name: str, type_: Any) -> Any:
    kind = request.book.definition.kind_of(name)
    assert kind is not None
    columns = [chunk.columns[name] for chunk in chunks]
    return write(columns, [chunk.texts for chunk in chunks], kind, type_)


def check_columns(request: Request, names: Sequence[str]) -> None:
    """Refuse a column that gives a figure of the law, one that was probably meant to be an input
    and is misspelt, and two of one name; other columns are carried along.
    """
    definition = request.book.definition
    known = [name for name in definition.inputs if name not in names]
    faults = []
    for name in dict.fromkeys(names):
        if list(names).count(name) > 1 and name in request.book.expected:
            data = facts({"name": name})
            faults.append(Diagnostic("column-twice", None, data, subject=name))
        elif name in definition.parameters:
            faults.append(Diagnostic("figure-given", None, facts({"name": name}), subject=name))
        elif name not in request.book.expected and (near := nearest(name, known)):
            data = facts({"name": name})
            faults.append(Diagnostic("column-misspelt", None, data, near, subject=name))
    if faults:
        raise SituationError(faults)
