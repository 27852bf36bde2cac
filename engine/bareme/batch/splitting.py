"""Delimited bytes to rows and cells.

Most lines are split all at once, in numpy. One with quotes that do more than stand around a cell,
or with bytes that are no UTF-8, is read with care, one at a time.

pyarrow's reader is as fast, but tells no line numbers once a cell holds a line end, and gives up
a whole block for one bad line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.batch.careful import CarefulReader
from bareme.batch.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEWLINE, _RETURN, _QUOTE = b'\n\r"'
_LAST_ASCII = 0x7F


@dataclass(frozen=True, slots=True)
class Splitter:
    """Splits lines into rows of `width` cells; `wanted` are the columns whose cells are needed,
    `raw` those that are needed with their quotes too.
    """

    separator: str
    width: int
    wanted: Sequence[int]
    raw: Sequence[int] = ()

    def split(self, data: bytes, final: bool) -> Rows:
        """Split UTF-8 that ends with a line end; unless it is `final`, its last row may go on."""
        source = np.frombuffer(data, np.uint8)
        feeds = np.flatnonzero(source == _NEWLINE)
        starts = np.concatenate(([0], feeds[:-1] + 1)) if len(feeds) else feeds
        stops = feeds - ((feeds > starts) & (source[feeds - 1] == _RETURN))
        marks = np.flatnonzero(source == ord(self.separator))
        odd = self._quoted_oddly(source, feeds, (starts, stops), marks)
        odd |= _undecodable(data, source, starts, feeds)
        single = ~odd & (stops > starts)
        reader = (self.separator, self.width, self.wanted, self.raw)
        careful = CarefulReader(data, starts, stops, *reader)
        count = careful.read(np.flatnonzero(odd).tolist(), final, single)
        single[count:] = False
        first = np.searchsorted(marks, starts)
        found = np.searchsorted(marks, feeds) - first + 1
        for line in np.flatnonzero(single & (found != self.width)).tolist():
            careful.add_ragged(line, int(found[line]))
        plain = np.flatnonzero(single & (found == self.width))
        size = int(starts[count]) if count < len(starts) else len(data)
        return self._rows(source, marks, first, plain, careful, (size, count))

    def _rows(
        self,
        source: Any,
        marks: Any,
        first: Any,
        plain: Any,
        careful: CarefulReader,
        read: tuple[int, int],
    ) -> Rows:
        """Put together the rows split at once and those read one at a time, in their order."""
        starts, stops = careful.starts[plain], careful.stops[plain]
        every = {*self.wanted, *self.raw}
        raw = {c: self._cell(c, marks, first[plain], starts, stops) for c in every}
        spans = {c: _unquoted(source, *raw[c]) for c in self.wanted}
        broken = tuple(sorted(careful.broken, key=lambda fault: fault.line))
        if not careful.lines:
            own = {c: raw[c] for c in self.raw}
            return Rows(source, plain, starts, stops, spans, own, broken, *read)
        lines = np.concatenate((plain, np.array(careful.lines, np.int64)))
        order = np.argsort(lines, kind="stable")
        begins, ends = _joined((starts, stops), careful.spans, order)
        return Rows(
            np.concatenate((source, np.frombuffer(bytes(careful.extra), np.uint8))),
            lines[order],
            begins,
            ends,
            {c: _joined(spans[c], careful.cells[c], order) for c in self.wanted},
            {c: _joined(raw[c], careful.raw[c], order) for c in self.raw},
            broken,
            *read,
        )

    def _cell(
        self, column: int, marks: Any, first: Any, starts: Any, stops: Any
    ) -> tuple[Any, Any]:
        begin = starts if column == 0 else marks[first + (column - 1)] + 1
        return begin, stops if column == self.width - 1 else marks[first + column]

    def _quoted_oddly(self, source: Any, feeds: Any, bounds: tuple[Any, Any], marks: Any) -> Any:
        """Return which lines hold quotes that do more than open and close a cell."""
        odd = np.zeros(len(feeds), np.bool_)
        quotes = np.flatnonzero(source == _QUOTE)
        if not len(quotes):
            return odd
        line = np.searchsorted(feeds, quotes)
        starts, stops = bounds
        opening = (np.arange(len(quotes)) - np.searchsorted(quotes, starts)[line]) % 2 == 0
        mark = ord(self.separator)
        opens = (quotes == starts[line]) | (source[quotes - 1] == mark)
        closes = (quotes + 1 == stops[line]) | (source[quotes + 1] == mark)
        cell = np.searchsorted(marks, quotes)
        last = np.append(line[1:] != line[:-1], True)
        closes &= cell == np.roll(cell, 1)  # the cell that the quote before has opened
        odd[line[~np.where(opening, opens & ~last, closes)]] = True
        return odd


def _unquoted(source: Any, begins: Any, ends: Any) -> tuple[Any, Any]:
    """Return where cells lie without the quotes around them."""
    quoted = source[begins] == _QUOTE  # an empty cell is followed by something else
    return begins + quoted, ends - quoted


def _joined(spans: tuple[Any, Any], more: list[tuple[int, int]], order: Any) -> tuple[Any, Any]:
    added = np.array(more, np.int64).reshape(-1, 2)
    begins = np.concatenate((spans[0], added[:, 0]))[order]
    return begins, np.concatenate((spans[1], added[:, 1]))[order]


def _undecodable(data: bytes, source: Any, starts: Any, feeds: Any) -> Any:
    """Return which lines hold bytes that are no UTF-8."""
    found = np.zeros(len(feeds), np.bool_)
    try:
        data.decode()
    except UnicodeDecodeError:
        foreign = np.unique(np.searchsorted(feeds, np.flatnonzero(source > _LAST_ASCII)))
        for line in foreign.tolist():
            try:
                data[starts[line] : feeds[line]].decode()
            except UnicodeDecodeError:
                found[line] = True
    return found
