"""Texts that run over several lines, moved with what they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bareme.editing.layout.pieces import STEP

if TYPE_CHECKING:
    from bareme.editing.layout.pieces import Piece

_HEADER = re.compile(r"[|>][-+]?([1-9]?)")


def moved(piece: Piece, column: int) -> list[str]:
    """Return the lines of a piece, the first without its indentation; those of a text that YAML
    folds begin at `column`.
    """
    lines = piece.text.split("\n")
    if len(lines) == 1:
        return lines
    if piece.style in {"|", ">"}:
        return _block(piece, lines)
    escaped = piece.style == '"' and "\\" in piece.text  # a space may be meant before a line end
    return _folded(lines, column, keep_ends=escaped)


def _folded(lines: list[str], column: int, keep_ends: bool) -> list[str]:
    first, *rest = lines if keep_ends else [line.rstrip(" ") for line in lines]
    bare = [line.lstrip(" ") for line in rest]
    return [first, *(" " * column + line if line else "" for line in bare)]


def _block(piece: Piece, lines: list[str]) -> list[str]:
    """Move a text whose indentation is that of its first line, or said in its header."""
    head, *rest = lines
    said = _HEADER.match(head)
    width = int(said[1]) if said and said[1] else None
    old, new = (piece.levels[-1].old, piece.levels[-1].new) if piece.levels else (0, 0)
    first = next((line for line in rest if line.strip(" ")), "")
    before = old + width if width else len(first) - len(first.lstrip(" "))
    margin = " " * (new + (width or STEP))
    kept = (line[before:] for line in rest)
    return [head.rstrip(" "), *(margin + line if line else "" for line in kept)]
