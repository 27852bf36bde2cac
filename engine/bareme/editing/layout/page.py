"""Lines made of pieces: the spaces between two of them, and the comments that stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import yaml

from bareme.editing.layout.pieces import CLOSING, OPENING, STEP
from bareme.editing.layout.texts import moved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.editing.layout.pieces import Piece


@dataclass(slots=True)
class _Line:
    """What a line holds; `column` is where its comment stood in the document as it was."""

    code: str
    comment: str = ""
    column: int = 0


class _Bracket(NamedTuple):
    """A bracket that is open: where what is in it begins a line, and what closes it."""

    inside: int
    closing: int


_LINE_END = re.compile(r" *(?:#.*)?\n")


class Page:
    """A document laid out line by line."""

    def __init__(self, text: str, pieces: Iterable[Piece]) -> None:
        self._source = text
        self._lines: list[_Line] = []
        self._brackets: list[_Bracket] = []  # those that are open
        before: Piece | None = None
        for piece in pieces:
            self._write(before, piece)
            before = piece
        self._ends_open = self._end(before)

    def text(self) -> str:
        """Return the document."""
        lines = self._lines
        for at, group in groupby(enumerate(lines), key=lambda each: _aligned(each[1])):
            if at is not None:
                _align([line for _, line in group])
        joined = "\n".join(line.code for line in lines)
        return joined if self._ends_open or not joined else f"{joined}\n"

    def _write(self, before: Piece | None, piece: Piece) -> None:
        gap = self._source[before.end if before else 0 : piece.start]
        old_column = piece.token.start_mark.column
        if self._between(before, gap, piece, old_column) or not self._lines:
            self._lines.append(_Line(" " * self._column(piece)))
        elif before is not None:
            self._lines[-1].code += _joint(before, piece)
        self._bracket(piece)
        column = self._brackets[-1].inside if self._brackets else piece.inner
        first, *rest = moved(piece, column)
        self._lines[-1].code += first
        self._lines += [_Line(line) for line in rest]

    def _column(self, piece: Piece) -> int:
        """Return where a piece that begins a line goes."""
        if not self._brackets:
            return piece.column
        bracket = self._brackets[-1]
        return bracket.closing if piece.is_a(*CLOSING) else bracket.inside

    def _bracket(self, piece: Piece) -> None:
        """Open a bracket, or close one. What is in it stands under its first item, or one level
        further in than its line where it is the last of it.
        """
        if piece.is_a(*OPENING):
            line = self._lines[-1].code
            column = len(line)
            if _LINE_END.match(self._source, piece.end):
                indent = column - len(line.lstrip(" "))
                inside = max(piece.inner, indent + STEP)
                self._brackets.append(_Bracket(inside, inside))
            else:
                self._brackets.append(_Bracket(column + 1, column))
        elif piece.is_a(*CLOSING):
            self._brackets.pop()

    def _between(self, before: Piece | None, gap: str, after: Piece | None, old: int) -> bool:
        """Write what stands between two pieces; tell whether the second begins a line."""
        beside, *lines = gap.split("\n")
        if before is None:
            beside, lines = "", [beside, *lines] if lines else []
        elif comment := beside.strip():
            column = before.end - (self._source.rfind("\n", 0, before.end) + 1) + len(beside)
            # As it is: glued to its #, it may be the rest of a text that was cut, and told so.
            self._lines[-1].comment = comment
            self._lines[-1].column = column - len(beside.lstrip())
        for line in lines[: len(lines) - (after is not None)]:
            self._alone(before, line, after, old)
        return bool(lines)

    def _alone(self, before: Piece | None, line: str, after: Piece | None, old: int) -> None:
        """Write an empty line, or one that holds a comment only."""
        if comment := line.strip():
            column = self._place(before, len(line) - len(line.lstrip()), after, old)
            self._lines.append(_Line(" " * column + re.sub(r"^#(?=\w)", "# ", comment)))
        elif self._lines and self._lines[-1].code.strip():
            self._lines.append(_Line(""))

    def _place(self, before: Piece | None, column: int, after: Piece | None, old: int) -> int:
        """Return where a comment that stood at a column goes: with what follows, unless it stood
        further in, with what came before.
        """
        follows = self._column(after) if after is not None else 0
        if column <= old or before is None:
            return follows
        inside = [level.new for level in before.levels if level.old <= column]
        return max(follows, *inside, 0)

    def _end(self, last: Piece | None) -> bool:
        """Write what comes after the last piece; tell whether the last line must stay open."""
        gap, written = self._source[last.end if last else 0 :], len(self._lines)
        self._between(last, gap if last else f"{gap}\n", None, 0)
        while len(self._lines) > written and not self._lines[-1].code:
            self._lines.pop()
        is_text = last is not None and last.style in {"|", ">"}
        return is_text and not self._source.endswith("\n")  # its last line end is part of it


def _joint(before: Piece, after: Piece) -> str:
    """Return what stands between two pieces of a line."""
    closes = (yaml.FlowEntryToken, *CLOSING)
    glued = before.is_a(*OPENING) or after.is_a(yaml.ValueToken, *closes)
    return "" if glued else " "


def _aligned(line: _Line) -> int | None:
    return line.column if line.comment else None


def _align(lines: list[_Line]) -> None:
    """Write the comments of lines that follow each other, and had them in one column."""
    column = max(len(line.code) for line in lines) + STEP
    for line in lines:
        line.code = line.code.ljust(column) + line.comment
