"""Tables of several makes to Arrow, and back: what comes in goes out.

Neither pandas nor polars is imported unless it is handed in.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def to_arrow(table: Any) -> pa.Table:
    """Return a pyarrow Table of a Table, a RecordBatch, a pandas or polars frame, or a mapping of
    names to numpy arrays (or lists); TypeError for anything else.
    """
    if isinstance(table, pa.Table):
        return table
    if isinstance(table, pa.RecordBatch):
        return pa.Table.from_batches([table])
    if _is_of(table, "pandas"):
        return pa.Table.from_pandas(table, preserve_index=False)
    if _is_of(table, "polars"):
        return table.to_arrow()
    if isinstance(table, Mapping):
        return pa.table({name: pa.array(values) for name, values in table.items()})
    raise TypeError(f"a table is expected, not {type(table).__name__}")


def like(table: Any, outputs: Mapping[str, pa.ChunkedArray]) -> Any:
    """Return the table as it was given, with the outputs as further columns of its own make."""
    if isinstance(table, pa.Table):
        return _appended(table, outputs)
    if isinstance(table, pa.RecordBatch):
        whole = _appended(pa.Table.from_batches([table]), outputs)
        batches: Sequence[pa.RecordBatch] = whole.combine_chunks().to_batches()
        return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=whole.schema)
    if _is_of(table, "pandas"):
        # By position: the index of the frame stays what it was.
        return table.assign(**{n: _numpy(a, a.to_pandas) for n, a in outputs.items()})
    if _is_of(table, "polars"):
        polars = sys.modules["polars"]
        return table.with_columns(
            [polars.from_arrow(array.combine_chunks()).alias(n) for n, array in outputs.items()]
        )
    return {**table, **{n: _numpy(a, a.to_numpy) for n, a in outputs.items()}}


def _numpy(array: pa.ChunkedArray, own: Callable[[], Any]) -> Any:
    """Return an array of numpy: whole numbers among which some are missing stay whole."""
    if array.null_count and pa.types.is_integer(array.type):
        return np.array(array.to_pylist(), object)
    return np.asarray(own())


def _appended(table: pa.Table, outputs: Mapping[str, pa.ChunkedArray]) -> pa.Table:
    for name, array in outputs.items():
        if name in table.column_names:
            table = table.set_column(table.column_names.index(name), name, array)
        else:
            table = table.append_column(name, array)
    return table


def _is_of(table: Any, module: str) -> bool:
    known = sys.modules.get(module)
    return known is not None and isinstance(table, known.DataFrame)
