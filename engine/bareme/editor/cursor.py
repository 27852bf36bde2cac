"""What a cursor points at: the word under it, what it is there, and the name it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.editor.outline import spot_at
from bareme.editor.roles import Role, role_of_key, role_of_value
from bareme.editor.schema import holds_keys
from bareme.reading.tree import Span

if TYPE_CHECKING:
    from bareme.editor.outline import Path, Spot
    from bareme.editor.workspace import Document

_BEFORE = re.compile(r"[\w-]*$")
_AFTER = re.compile(r"[\w-]*")
_NAME_BEFORE = re.compile(r"\w*$")
_NAME_AFTER = re.compile(r"\w*")
_HYPHENS = frozenset({Role.RULEBOOK, Role.TEXT, Role.VALUE, Role.KEY})


@dataclass(frozen=True, slots=True)
class Pointed:
    """A word of a document, at `span`, and what it is there; `path` is that of what it stands in.
    `is_quoted` tells that it stands in the quotes of a formula, where choices and texts do.
    """

    word: str
    span: Span
    path: Path
    role: Role
    is_key: bool
    before: str
    is_quoted: bool


def pointed_at(document: Document, offset: int) -> Pointed | None:
    """Return what an offset of a document points at; None where there is no word."""
    text = document.text
    spot, is_key, role = _standing(document, offset)
    ways = (_BEFORE, _AFTER) if role in _HYPHENS else (_NAME_BEFORE, _NAME_AFTER)
    line = text.rfind("\n", 0, offset) + 1
    start = line + ways[0].search(text[line:offset]).start()  # type: ignore[union-attr]  # maybe ""
    end = ways[1].match(text, offset).end()  # type: ignore[union-attr]
    if start == end:
        return None
    spot, is_key, role = _standing(document, end)
    before = text[spot.start : start]
    word = text[start:end]
    return Pointed(word, Span(start, end), spot.path, role, is_key, before, in_quotes(before))


def _standing(document: Document, offset: int) -> tuple[Spot, bool, Role]:
    """Return where an offset stands, whether in a key, and what is there."""
    spot = spot_at(document.text, offset)
    is_key = is_in_key(document, spot)
    judge = role_of_key if is_key else role_of_value
    return spot, is_key, judge(document.kind, spot.path)


def is_in_key(document: Document, spot: Spot) -> bool:
    """Tell whether a key is being written, by what may stand there where the text does not say."""
    return holds_keys(document.kind, spot.path) if spot.is_key is None else spot.is_key


def in_quotes(written: str) -> bool:
    """Tell whether what is written of a formula ends within quotes, those of YAML apart."""
    return quote_left_open(written) is not None


def quote_left_open(written: str) -> int | None:
    """Return where the quote begins that a formula ends in; None where it ends in none."""
    yaml = written[:1] if written[:1] in {"'", '"'} else ""
    opened: int | None = None
    sign = ""
    for at in range(len(yaml), len(written)):
        here = written[at]
        if opened is None and here in "\"'" and here != yaml:
            opened, sign = at, here
        elif opened is not None and here == sign:
            opened = None
    return opened
