"""Rows and their answers out, as a delimited file or as Parquet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bareme.batch.delimited import DelimitedSource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bareme.batch.dialect import Dialect
    from bareme.batch.plan import Plan
    from bareme.batch.sources import AnySource
    from bareme.batch.stretch import Carried


class Writer(Protocol):
    """Writes rows to an open file; `close` completes it."""

    def write(self, carried: Carried, answers: Mapping[str, pa.Array]) -> Mapping[int, str]:
        """Write rows with their answers; return those that cannot be, by their place, with the
        character that is to blame. They are left out.
        """

    def close(self) -> None:
        """Write what comes last."""


@dataclass(frozen=True, slots=True)
class DelimitedWriter:
    """A delimited file; `numbers` are the answers that are numbers, be they written as texts."""

    file: IO[bytes]
    dialect: Dialect
    newline: bytes
    numbers: frozenset[str]

    def write(self, carried: Carried, answers: Mapping[str, pa.Array]) -> Mapping[int, str]:
        """Write rows; those with a character the encoding lacks are left out and returned."""
        cells = {n: self.dialect.written(a, n in self.numbers) for n, a in answers.items()}
        pieces = carried.pieces(self.dialect, cells)
        lines = pc.binary_join_element_wise(
            *pieces, self.newline.decode(), "", null_handling="replace", null_replacement=""
        )
        if isinstance(lines, pa.ChunkedArray):
            lines = lines.combine_chunks()
        if not len(lines):
            return {}
        offsets = np.frombuffer(lines.buffers()[1], np.int32)[lines.offset :][: len(lines) + 1]
        data = memoryview(lines.buffers()[2])[offsets[0] : offsets[-1]]
        lacking: dict[int, str] = {}
        if self.dialect.codec != "utf-8":
            data, lacking = self._encoded(data, lines)
        self.file.write(data)
        return lacking

    def _encoded(self, data: memoryview, lines: pa.Array) -> tuple[Any, dict[int, str]]:
        try:
            return str(data, "utf-8").encode(self.dialect.codec), {}
        except UnicodeEncodeError:
            sound, lacking = [], {}
            for place, line in enumerate(lines.to_pylist()):
                try:
                    sound.append(line.encode(self.dialect.codec))
                except UnicodeEncodeError as error:
                    lacking[place] = line[error.start]
            return b"".join(sound), lacking

    def close(self) -> None:
        """Do nothing: every row is written."""


@dataclass(frozen=True, slots=True)
class ParquetWriter:
    """A Parquet file."""

    writer: pq.ParquetWriter

    def write(self, carried: Carried, answers: Mapping[str, pa.Array]) -> Mapping[int, str]:
        """Write rows; every one can be."""
        table = carried.table(answers)
        if table.num_rows:
            self.writer.write_table(table.cast(self.writer.schema))
        return {}

    def close(self) -> None:
        """Write the end of the file."""
        self.writer.close()


def writer_to(out: IO[bytes], source: AnySource, plan: Plan) -> Writer:
    """Return the writer of what comes of a source; a delimited file has its heading already."""
    if plan.is_parquet:
        return ParquetWriter(pq.ParquetWriter(out, _schema(source, plan.types)))
    dialect, added = plan.dialect, [name for name in plan.types if name not in source.columns]
    if isinstance(source, DelimitedSource):  # as it stands, and what is added
        heading, newline = source.heading, source.newline
        cells = [heading, _cells(dialect, added)] if added else [heading]
        heading = dialect.separator.encode().join(cells)
    else:
        heading, newline = dialect.mark + _cells(dialect, [*source.columns, *added]), b"\r\n"
    out.write(heading + newline)
    kinds = {name: plan.request.book.definition.kind_of(name) for name in plan.types}
    numbers = frozenset(n for n, kind in kinds.items() if kind and kind.base == "number")
    return DelimitedWriter(out, dialect, newline, numbers)


def _cells(dialect: Dialect, names: Sequence[str]) -> bytes:
    """Return names as the cells of a row."""
    cells = dialect.quoted(pa.array([name or None for name in names], pa.string())).to_pylist()
    return dialect.separator.join(cell or "" for cell in cells).encode(dialect.codec)


def _schema(source: AnySource, types: Mapping[str, pa.DataType]) -> pa.Schema:
    """Return the schema of what comes of a source: cells of a delimited file are texts."""
    if isinstance(source, DelimitedSource):
        schema = pa.schema([(name, pa.string()) for name in source.columns])
    else:
        schema = source.schema
    for name, type_ in types.items():
        place, answer = schema.get_field_index(name), pa.field(name, type_)
        schema = schema.append(answer) if place < 0 else schema.set(place, answer)
    return schema
