"""Rows read one at a time, by Python's own reader: those on whose lines quotes or bytes are odd.

What is not a row as it must be costs its first line and no more: a quote that is never closed
does not swallow the lines after it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bareme.batch.rows import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 1 << 20  # bytes of one row: more is a quote that was never closed
csv.field_size_limit(_LONGEST)
_STRAY = re.compile("[\udc80-\udcff]")  # how Python reads a byte that means nothing


@dataclass(slots=True)
class CarefulReader:
    """Reads rows of `data` one at a time; `starts` and `stops` bound its lines.

    What it has read: the `lines` rows begin on and the `spans` they take; for each column wanted
    the spans of its `cells`, which lie after all of `data`, in `extra`, and those of its `raw`
    ones, quotes included; and the rows that are `broken`.
    """

    data: bytes
    starts: Any
    stops: Any
    separator: str
    width: int
    wanted: Sequence[int]
    raw_wanted: Sequence[int]
    lines: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    cells: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    raw: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    extra: bytearray = field(default_factory=bytearray)
    broken: list[Broken] = field(default_factory=list)

    def read(self, odd: Sequence[int], final: bool, single: Any) -> int:
        """Read the rows that begin on odd lines; return how many lines of `data` are done with,
        all of them unless the last row may go on. Lines that a row has taken are no longer
        `single`.
        """
        free = 0  # the first line that no row has taken
        for line in odd:
            if line < free:
                continue
            lines = _Lines(self.data, self.starts, line, final)
            free = line + 1  # what is wrong may be the quotes: only this line is given up
            try:
                cells = next(csv.reader(lines, delimiter=self.separator, strict=True))
            except csv.Error:
                if lines.ran_out:
                    return line
                self.broken.append(Broken(line, "quotes-misplaced", {}))
                continue
            if len(cells) != self.width:
                self.add_ragged(line, len(cells))
                continue
            free = lines.next
            single[line:free] = False
            if not self._undecodable(line, cells):
                self._add(line, (int(self.starts[line]), int(self.stops[free - 1])), cells)
        return len(self.starts)

    def add_ragged(self, line: int, found: int) -> None:
        """Note a row that has too many cells, or too few."""
        data: dict[str, object] = {"found": found, "expected": self.width}
        self.broken.append(Broken(line, "row-ragged", data))

    def _add(self, line: int, span: tuple[int, int], cells: list[str]) -> None:
        self.lines.append(line)
        self.spans.append(span)
        for column in self.wanted:
            begin = len(self.data) + len(self.extra)
            self.extra += cells[column].encode()
            self.cells[column].append((begin, len(self.data) + len(self.extra)))
        if self.raw_wanted:
            places = self._raw_cells(span)
            for column in self.raw_wanted:
                self.raw[column].append(places[column])

    def _raw_cells(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """Return where the cells of a sound row lie, quotes included."""
        mark = re.escape(self.separator.encode())
        cell = re.compile(rb'("(?:[^"]|"")*"|[^%b]*)(?:%b|$)' % (mark, mark))
        found, place = [], span[0]
        for _ in range(self.width):
            match = cell.match(self.data, place, span[1])
            assert match is not None
            found.append(match.span(1))
            place = match.end()
        return found

    def _undecodable(self, line: int, cells: list[str]) -> bool:
        """Tell whether a row holds bytes that mean nothing; they are noted."""
        before = len(self.broken)
        for column, cell in enumerate(cells):
            stray = _STRAY.search(cell)
            if stray is not None:
                data: dict[str, object] = {"byte": f"{ord(stray.group()) - 0xDC00:02X}"}
                shown = _STRAY.sub("\ufffd", cell)
                self.broken.append(Broken(line, "byte-undecodable", data, column, shown))
        return len(self.broken) > before


class _Lines:
    """The lines from one on, as Python's reader takes them; knows how many were taken."""

    def __init__(self, data: bytes, starts: Any, first: int, final: bool) -> None:
        self._data, self._starts, self._final = data, starts, final
        self._begin = int(starts[first])
        self.next, self.ran_out = first, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.next >= len(self._starts):
            self.ran_out = not self._final
            raise StopIteration
        start = int(self._starts[self.next])
        if start - self._begin > _LONGEST:
            raise StopIteration
        self.next += 1
        last = self.next >= len(self._starts)
        stop = len(self._data) if last else int(self._starts[self.next])
        return self._data[start:stop].decode("utf-8", "surrogateescape")
