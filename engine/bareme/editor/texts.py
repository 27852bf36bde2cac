"""Texts as an editor counts them: lines, and columns in units of an encoding, to offsets and back.

Inside, every place is an offset in characters. A line ends with a line feed, a carriage return, or
both, as the Language Server Protocol says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_END = re.compile(r"\r\n|\n|\r")
_BYTES_A_UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
UTF_16 = "utf-16"  # what the protocol counts in unless both sides agree on another


class Position(NamedTuple):
    """A line from 0 and a column in units of an encoding from 0."""

    line: int
    column: int


class Change(NamedTuple):
    """What stands from `start` to `end` now reads `text`; everything, where `start` is None."""

    start: Position | None
    end: Position | None
    text: str


def units(text: str, encoding: str) -> int:
    """Return how many units of an encoding a text takes."""
    return len(text.encode(_CODECS[encoding], "surrogatepass")) // _BYTES_A_UNIT[encoding]


def offset_at(text: str, position: Position, encoding: str = UTF_16) -> int:
    """Return the offset of a position; past the end of a line it is that end, past the last line
    the end of the text.
    """
    starts = _starts(text)
    if position.line >= len(starts):
        return len(text)
    start = starts[position.line]
    end = _END.search(text, start)
    left = max(position.column, 0)
    for offset in range(start, end.start() if end else len(text)):
        if left <= 0:
            return offset
        left -= units(text[offset], encoding)
    return end.start() if end else len(text)


def position_at(text: str, offset: int, encoding: str = UTF_16) -> Position:
    """Return the position of an offset."""
    starts = _starts(text)
    line = bisect_right(starts, min(offset, len(text))) - 1
    return Position(line, units(text[starts[line] : offset], encoding))


def changed(text: str, change: Change, encoding: str = UTF_16) -> str:
    """Return a text after a change."""
    if change.start is None or change.end is None:
        return change.text
    start = offset_at(text, change.start, encoding)
    end = max(start, offset_at(text, change.end, encoding))
    return f"{text[:start]}{change.text}{text[end:]}"


def line_end(text: str, offset: int) -> int:
    """Return the offset at which the line of an offset ends, what stands at its end left out."""
    end = _END.search(text, offset)
    stop = end.start() if end else len(text)
    return offset + len(text[offset:stop].rstrip())


@lru_cache(maxsize=16)  # every position of a text asks for its lines
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(end.end() for end in _END.finditer(text)))
