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
    from collections.abc import Callable, Container, Sequence


def is_table(table: Any) -> bool:
    """Tell whether something is one table, of any of the makes taken."""
    makes = (pa.Table, pa.RecordBatch, Mapping)
    return isinstance(table, makes) or _is_of(table, "pandas") or _is_of(table, "polars")


def names_of(table: Any) -> list[str]:
    """Return the names of the columns, of which some may be the same; TypeError for what is no
    table.
    """
    if not is_table(table):
        raise TypeError(f"a table is expected, not {type(table).__name__}")
    if isinstance(table, Mapping):
        return [str(name) for name in table]
    if isinstance(table, (pa.Table, pa.RecordBatch)):
        return list(table.schema.names)
    return [str(name) for name in table.columns]


def to_arrow(table: Any, only: Container[str] | None = None) -> pa.Table:
    """Return a pyarrow Table of a Table, a RecordBatch, a pandas or polars frame, or a mapping of
    names to numpy arrays (or lists); TypeError for anything else.

    It has as many rows, and the columns that are named in `only` (all without): others need be
    nothing that Arrow can hold.
    """
    names = names_of(table)
    kept = [place for place, name in enumerate(names) if only is None or name in only]
    if isinstance(table, Mapping):
        return _of_mapping(table, kept)
    if isinstance(table, (pa.Table, pa.RecordBatch)):
        whole = table if isinstance(table, pa.Table) else pa.Table.from_batches([table])
        return whole.select(kept)
    if not kept:
        return _bare(table.shape[0])
    if _is_of(table, "pandas"):
        return pa.Table.from_pandas(table.iloc[:, kept], preserve_index=False)
    return table[:, kept].to_arrow()


def _of_mapping(table: Mapping[str, Any], kept: Sequence[int]) -> pa.Table:
    if len(sizes := {len(values) for values in table.values()}) > 1:
        raise ValueError(f"the columns of a table are of one length, not {sorted(sizes)}")
    columns = list(table.items())
    if not kept:
        return _bare(max(sizes, default=0))
    return pa.table({str(columns[i][0]): pa.array(columns[i][1]) for i in kept})


def _bare(rows: int) -> pa.Table:
    """Return a table of so many rows, and no columns."""
    return pa.table({"": pa.nulls(rows)}).select([])


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
