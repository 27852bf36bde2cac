"""A whole table to its answers: a stream of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bareme.tables.streaming import CHUNK_ROWS, evaluate_stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.tables.judging import Request
    from bareme.tables.result import TableResult


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
    shape = getattr(table, "shape", None)
    if workers is None and shape and shape[0] <= chunk_rows:
        workers = 1  # a single chunk is done before threads are ready
    (result,) = evaluate_stream(request, (table,), types, workers, chunk_rows)
    return result
