"""Rows of a delimited file by where they lie: no cell is copied before it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is none: on which line (from 0), the code of what is wrong, the facts, and the
    column it is in, where it is in one.
    """

    line: int
    code: str
    data: dict[str, object]
    column: int | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of some lines.

    `data` holds every byte there is, and after them the cells that were quoted, without quotes;
    `begins` and `ends` bound each row in it, `cells` and `raw` each cell of the columns wanted,
    without its quotes and with them. `lines` are the lines on which rows begin, from 0. `size`
    bytes and `count` lines were read; the rest is the beginning of a row that goes on.
    """

    data: Any
    lines: Any
    begins: Any
    ends: Any
    cells: dict[int, tuple[Any, Any]]
    raw: dict[int, tuple[Any, Any]]
    broken: tuple[Broken, ...]
    size: int
    count: int

    def taken(self, rows: Any) -> Rows:
        """Return some of the rows."""

        def some(spans: dict[int, tuple[Any, Any]]) -> dict[int, tuple[Any, Any]]:
            return {column: (a[rows], b[rows]) for column, (a, b) in spans.items()}

        lines, begins, ends = (each[rows] for each in (self.lines, self.begins, self.ends))
        cells, raw = some(self.cells), some(self.raw)
        return replace(self, lines=lines, begins=begins, ends=ends, cells=cells, raw=raw)

    def texts(self, column: int) -> pa.Array:
        """Return the cells of a column, null where they are empty."""
        begins, ends = self.cells[column]
        return gathered(self.data, begins, ends, empty_is_null=True)


def gathered(data: Any, begins: Any, ends: Any, empty_is_null: bool = False) -> pa.Array:
    """Return stretches of bytes as texts."""
    lengths = ends - begins
    offsets = np.zeros(len(begins) + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    picked = np.repeat(begins - offsets[:-1], lengths)
    picked += np.arange(offsets[-1])
    return _texts(data[picked], offsets, lengths, empty_is_null)


def kept(data: Any, begins: Any, ends: Any) -> pa.Array:
    """Return stretches of bytes as texts: the same as `gathered`, quicker where they are in order,
    apart, and most of the bytes.
    """
    marks = np.zeros(len(data) + 1, np.int8)
    marks[begins] = 1
    marks[ends] -= 1
    inside = np.cumsum(marks[:-1], dtype=np.int8).view(np.bool_)
    lengths = ends - begins
    offsets = np.zeros(len(begins) + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    return _texts(data[inside], offsets, lengths, empty_is_null=False)


def _texts(data: Any, offsets: Any, lengths: Any, empty_is_null: bool) -> pa.Array:
    there = lengths > 0
    valid = pa.array(there).buffers()[1] if empty_is_null and not there.all() else None
    buffers = [valid, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(lengths), buffers)
