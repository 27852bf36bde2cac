"""Delimited files in: block after block, rows with their true line numbers, as they stand.

What is carried along comes out byte for byte; only what the rulebook reads is looked into.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bareme.batch import files
from bareme.batch.detecting import SAMPLE, cells_of, detect
from bareme.batch.refusal import refuse
from bareme.batch.rows import Rows, gathered, kept
from bareme.batch.splitting import Splitter
from bareme.batch.stretch import Position, Reject, Stretch, Wants
from bareme.diagnostics import Diagnostic, facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bareme.batch.dialect import Dialect
    from bareme.values import Expected

BLOCK = 1 << 22  # bytes read at a time
_LONGEST_LINE = 1 << 26


@dataclass(frozen=True, slots=True)
class DelimitedSource:
    """A delimited file: its columns, and how it is written. `heading` are the bytes of its first
    row, what stands before included, and `newline` those that end it.
    """

    path: Path
    dialect: Dialect
    columns: tuple[str, ...]
    heading: bytes
    newline: bytes
    start: Position

    @staticmethod
    def open(
        path: Path, declared: Mapping[str, str], expected: Mapping[str, Expected]
    ) -> DelimitedSource:
        """Read the first row of a file, and detect its dialect; BatchError when it has none."""
        with files.read(path) as (text, _):
            sample = text.read(SAMPLE)
        dialect = detect(sample, declared, expected)
        found = re.match(rb"(?:\xef\xbb\xbf)?(?:\r?\n)*([^\n]*?)(\r?\n|$)", sample)
        assert found is not None
        row, newline = found.groups()
        if not newline and len(sample) >= SAMPLE:
            refuse("line-too-long", file=path, line=1)
        if b"\r" in row:
            refuse("lines-without-feed", file=path)
        try:
            names = cells_of(row.decode(dialect.codec), dialect.separator)
        except UnicodeDecodeError:
            refuse("heading-undecodable", file=path, encoding=dialect.encoding)
        if not names:
            refuse("heading-unreadable", file=path)
        heading, line = sample[: found.end(1)], sample[: found.end()].count(b"\n")
        start = Position(found.end(), line + 1)
        return DelimitedSource(path, dialect, tuple(names), heading, newline or b"\n", start)

    def stretches(
        self, known: Mapping[str, Expected], wants: Wants, start: Position | None = None
    ) -> Iterator[Stretch]:
        """Give the rows of the file from a position on; `known` are the columns to judge."""
        return _Reading(self, known, wants).stretches(start or self.start)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A delimited file, read for a rulebook."""

    source: DelimitedSource
    known: Mapping[str, Expected]
    wants: Wants
    _places: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = {name: place for place, name in enumerate(self.source.columns)}
        object.__setattr__(self, "_places", places)

    def stretches(self, at: Position) -> Iterator[Stretch]:
        source, width = self.source, len(self.source.columns)
        wanted = range(width) if self.wants.whole else [self._places[n] for n in self.known]
        raw = [place for name, place in self._places.items() if name in self.wants.replaced]
        splitter = Splitter(source.dialect.separator, width, wanted, raw)
        with files.read(source.path) as (text, file):
            text.seek(at.offset)
            pending, final = b"", False
            while not final:
                block = text.read(BLOCK)
                final = not block
                pending += block
                whole, utf8 = self._lines(pending, final, at)
                if not whole:
                    continue
                rows = splitter.split(utf8, final)
                done = len(whole) if rows.size == len(utf8) else _after(whole, rows.count)
                pending = pending[done:]
                after = Position(at.offset + done, at.number + rows.count)
                yield self._stretch(rows, at.number, after, file.tell())
                at = after

    def _lines(self, data: bytes, final: bool, at: Position) -> tuple[bytes, bytes]:
        """Return the lines that are there as a whole: as they stand, and in UTF-8, in which bytes
        that mean nothing stay as they are.
        """
        if final and data and not data.endswith(b"\n"):
            data += b"\n"
        whole = data[: data.rfind(b"\n") + 1]
        if not whole and len(data) > _LONGEST_LINE:
            refuse("line-too-long", file=self.source.path, line=at.number)
        codec = self.source.dialect.codec
        if codec == "utf-8" or whole.isascii():
            return whole, whole
        text = whole.decode(codec, "surrogateescape")
        return whole, text.encode("utf-8", "surrogateescape")

    def _stretch(self, rows: Rows, first: int, end: Position, reached: int) -> Stretch:
        names = self.source.columns
        rejects = tuple(
            Reject(
                first + fault.line,
                "" if fault.column is None else names[fault.column],
                fault.value,
                Diagnostic(fault.code, None, facts(fault.data | self._about())),
            )
            for fault in rows.broken
        )
        shown = {name: rows.texts(self._places[name]) for name in self.known}
        dialect = self.source.dialect
        given = {name: dialect.plain(shown[name], self.known[name].kind) for name in shown}
        return Stretch(
            pa.table(given),
            pa.table(shown),
            rows.lines + first,
            DelimitedRows(names, self.wants.replaced, rows),
            rejects,
            len({fault.line for fault in rows.broken}),
            self._doubts(shown),
            end,
            reached,
        )

    def _about(self) -> dict[str, object]:
        return {"encoding": self.source.dialect.encoding}

    def _doubts(self, shown: Mapping[str, pa.Array]) -> dict[int, tuple[Diagnostic, ...]]:
        found: dict[int, tuple[Diagnostic, ...]] = {}
        for name, texts in shown.items():
            doubtful = self.source.dialect.doubtful(texts, self.known[name].kind)
            for row in [] if doubtful is None else np.flatnonzero(doubtful).tolist():
                text = texts[row].as_py()
                data = {"text": text, "bare": text.replace(".", "")}
                data["comma"] = text.replace(".", ",")
                diagnostic = Diagnostic("thousands-or-decimals", None, facts(data), subject=name)
                found[row] = (*found.get(row, ()), diagnostic)
        return found


def _after(lines: bytes, count: int) -> int:
    """Return where the line `count` begins (from 0)."""
    if not count:
        return 0
    feeds = np.flatnonzero(np.frombuffer(lines, np.uint8) == ord("\n"))
    return int(feeds[count - 1]) + 1


@dataclass(frozen=True, slots=True)
class DelimitedRows:
    """Rows as they stand in a delimited file."""

    columns: tuple[str, ...]
    replaced: frozenset[str]
    rows: Rows

    def taken(self, rows: Any) -> DelimitedRows:
        """Return some of the rows."""
        return DelimitedRows(self.columns, self.replaced, self.rows.taken(rows))

    def table(self, answers: Mapping[str, pa.Array]) -> pa.Table:
        """Return every cell as a text, null where it is empty, and the answers."""
        columns = {name: self.rows.texts(place) for place, name in enumerate(self.columns)}
        return pa.table(columns | dict(answers))

    def pieces(self, dialect: Dialect, answers: Mapping[str, pa.Array]) -> Sequence[pa.Array | str]:
        """Return each row as it stands, but for the cells that answers take the place of."""
        rows = self.rows
        found: list[pa.Array | str] = []
        begins = rows.begins
        for place, name in enumerate(self.columns):
            if name in self.replaced:
                start, stop = rows.raw[place]
                found += [gathered(rows.data, begins, start), answers[name]]
                begins = stop
        whole = kept if begins is rows.begins else gathered
        found.append(whole(rows.data, begins, rows.ends))
        for name, cells in answers.items():
            if name not in self.replaced:
                found += [dialect.separator, cells]
        return found
