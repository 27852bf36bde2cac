"""What is written in a document, piece by piece, and the column at which each may begin a line.

The pieces are the tokens of PyYAML's scanner, which keep all but spaces and comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = 2


class Level(NamedTuple):
    """A list or a group of lines that is open: its column, and the one it is to have."""

    old: int
    new: int
    is_list: bool
    is_implied: bool = False  # a list whose dashes stand below the key, at the column of the key


@dataclass(frozen=True, slots=True)
class Piece:
    """A token: what is written, where, and the levels that are open once it is read.

    `column` is where it goes when it begins a line; `depth` counts the brackets around it.
    """

    text: str
    start: int
    end: int
    token: yaml.Token
    levels: tuple[Level, ...]
    column: int
    depth: int

    @property
    def inner(self) -> int:
        """Where what belongs to the innermost level, and is no entry of it, begins a line."""
        return self.levels[-1].new + STEP if self.levels else 0

    def is_a(self, *kinds: type[yaml.Token]) -> bool:
        """Tell whether the token is of one of some kinds."""
        return isinstance(self.token, kinds)

    @property
    def style(self) -> str | None:
        """How a scalar is written: `'`, `"`, `|`, `>`; None when it is plain, or no scalar."""
        return self.token.style if isinstance(self.token, yaml.ScalarToken) else None


OPENING = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
CLOSING = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_BLOCKS = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken)


def pieces(text: str) -> Iterator[Piece]:
    """Yield what is written in a document that can be read."""
    levels: list[Level] = []
    depth, is_entry = 0, False
    for token in yaml.scan(text, Loader=yaml.BaseLoader):
        start, end = token.start_mark.index, token.end_mark.index
        _follow(token, levels, in_brackets=depth > 0)
        depth -= isinstance(token, CLOSING)
        if start < end:
            is_entry |= isinstance(token, (yaml.BlockEntryToken, yaml.KeyToken, yaml.ValueToken))
            piece = _piece(text[start:end], token, tuple(levels), depth, is_entry)
            yield piece
            is_entry = False
        elif isinstance(token, yaml.KeyToken):
            is_entry = True  # the scalar that follows begins an entry
        depth += isinstance(token, OPENING)


def _piece(
    text: str, token: yaml.Token, levels: tuple[Level, ...], depth: int, is_entry: bool
) -> Piece:
    start, end = token.start_mark.index, token.end_mark.index
    if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
        # The line end after a text of several lines is for what follows; so are empty lines,
        # unless they are part of the text.
        kept = re.match(r".[0-9]?\+", text)
        text = text.removesuffix("\n") if kept else re.sub(r"(?:\n *)*\Z", "", text)
        end = start + len(text)
    column = levels[-1].new if levels else 0
    return Piece(
        text, start, end, token, levels, column + (0 if is_entry or not levels else STEP), depth
    )


def _follow(token: yaml.Token, levels: list[Level], in_brackets: bool) -> None:
    """Open and close levels as a token says."""
    if isinstance(token, _BLOCKS):
        is_list = isinstance(token, yaml.BlockSequenceStartToken)
        levels.append(Level(token.start_mark.column, _below(levels), is_list))
    elif isinstance(token, yaml.BlockEndToken):
        if levels[-1].is_implied:
            levels.pop()
        levels.pop()
    elif in_brackets:
        return
    elif isinstance(token, yaml.BlockEntryToken) and not (levels and levels[-1].is_list):
        levels.append(Level(token.start_mark.column, _below(levels), True, is_implied=True))
    elif isinstance(token, yaml.KeyToken) and levels and levels[-1].is_implied:
        levels.pop()


def _below(levels: list[Level]) -> int:
    return levels[-1].new + STEP if levels else 0
