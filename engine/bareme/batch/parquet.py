"""Parquet files in, by some rows at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bareme.batch.refusal import refuse
from bareme.batch.stretch import Position, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bareme.batch.dialect import Dialect
    from bareme.batch.stretch import Wants
    from bareme.values import Expected

ROWS = 1 << 17  # read at a time


@dataclass(frozen=True, slots=True)
class ParquetSource:
    """A Parquet file: its schema, and the rows of each of its row groups."""

    path: Path
    schema: pa.Schema
    groups: tuple[int, ...]

    @staticmethod
    def open(path: Path) -> ParquetSource:
        """Read what a file says of itself; BatchError when it is no sound Parquet."""
        try:
            with pq.ParquetFile(path) as file:
                groups = [file.metadata.row_group(g).num_rows for g in range(file.num_row_groups)]
                return ParquetSource(path, file.schema_arrow, tuple(groups))
        except (pa.ArrowException, OSError) as error:
            _unreadable(path, error)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.schema.names)

    def stretches(
        self, known: Mapping[str, Expected], wants: Wants, start: Position | None = None
    ) -> Iterator[Stretch]:
        """Give the rows of the file from a position on; `known` are the columns to judge."""
        del wants  # whatever is wanted, the rows are a table
        at = start or Position(0, 1)
        size, count = self.path.stat().st_size, sum(self.groups) or 1
        places = [self.columns.index(name) for name in known]
        skipped = at.number - 1 - sum(self.groups[: at.offset])
        try:
            with pq.ParquetFile(self.path) as file:
                for group in range(at.offset, len(self.groups)):
                    left = self.groups[group]
                    for batch in file.iter_batches(ROWS, row_groups=[group]):
                        left -= batch.num_rows
                        if skipped:  # batches are the same at each reading
                            skipped -= batch.num_rows
                            continue
                        after = Position(group + (left == 0), at.number + batch.num_rows)
                        reached = size * (after.number - 1) // count
                        yield self._stretch(batch, places, at.number, after, reached)
                        at = after
        except (pa.ArrowException, OSError) as error:
            _unreadable(self.path, error)

    def _stretch(
        self, batch: pa.RecordBatch, places: list[int], first: int, end: Position, reached: int
    ) -> Stretch:
        rows = pa.Table.from_batches([batch])
        given = rows.select(places)
        numbers = np.arange(first, first + rows.num_rows)
        return Stretch(given, given, numbers, ParquetRows(rows), (), 0, {}, end, reached)


def _unreadable(path: Path, error: Exception) -> NoReturn:
    reason = str(error).partition("\n")[0].rstrip(".")
    refuse("parquet-unreadable", file=path, reason=reason)


def _joinable(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column whose lists can stand in one cell each; BatchError where one cannot."""
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        items = pc.list_flatten(column)
        if items.null_count or pc.any(pc.match_substring(items, ",")).as_py():
            refuse("column-unwritable", name=name, type=column.type)
    return column


@dataclass(frozen=True, slots=True)
class ParquetRows:
    """Rows as they stand in a Parquet file."""

    rows: pa.Table

    def taken(self, rows: Any) -> ParquetRows:
        """Return some of the rows."""
        return ParquetRows(self.rows.take(pa.array(rows)))

    def table(self, answers: Mapping[str, pa.Array]) -> pa.Table:
        """Return the rows as they are, and the answers."""
        table = self.rows
        for name, array in answers.items():
            place = table.schema.get_field_index(name)
            known = place >= 0
            table = (
                table.set_column(place, name, array) if known else table.append_column(name, array)
            )
        return table

    def pieces(self, dialect: Dialect, answers: Mapping[str, pa.Array]) -> Sequence[pa.Array | str]:
        """Return each row as a delimited file writes it."""
        found: list[pa.Array | str] = []
        carried = [n for n in answers if n not in self.rows.column_names]
        for place, name in enumerate([*self.rows.column_names, *carried]):
            own = answers.get(name)
            if own is None:
                own = dialect.written(_joinable(name, self.rows.column(place)))
            cells = own
            found += [dialect.separator, cells]
        return found[1:]
