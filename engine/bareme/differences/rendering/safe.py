"""Texts that anyone may have written, made harmless in Markdown as code reviews show it.

Nothing in them is markup, calls anyone, closes anything, or starts a line; and none is so long
that it hides the rest.
"""

from __future__ import annotations

import re
from html import escape

from bareme.differences.rendering.words import line

_LONGEST = 300  # characters of one text
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
# `@name` calls someone, `#1`, `!1`, `%1` and others link; a space without width keeps them apart.
_CALLS = re.compile(r"([@#!%&$~^])(?=[\w\"'@])")
_KEPT_APART = "\u200b"


def cut(text: str, longest: int = _LONGEST) -> str:
    """Return a text on one line, its beginning where it is long."""
    told = line(text)
    return told if len(told) <= longest else f"{told[:longest]}…"


def plain(text: str, longest: int = _LONGEST) -> str:
    """Return a text as it reads, in a paragraph or the cell of a table."""
    return _SPECIAL.sub(r"\\\g<0>", _CALLS.sub(rf"\1{_KEPT_APART}", cut(text, longest)))


def code(text: str, cell: bool = False) -> str:
    """Return a name, an expression or a command as code; `cell` where a table holds it."""
    told = cut(text, 2 * _LONGEST)
    ticks = "`" * (max((len(run) for run in re.findall("`+", told)), default=0) + 1)
    space = " " if told.startswith("`") or told.endswith("`") or not told else ""
    told = told.replace("|", "\\|") if cell else told
    return f"{ticks}{space}{told}{space}{ticks}"


def fenced(language: str, *lines: str) -> list[str]:
    """Return lines as a block of code; what they hold does not end it."""
    told = [cut(each, 2 * _LONGEST) for each in lines]
    longest = max((len(run) for each in told for run in re.findall("`+", each)), default=0)
    ticks = "`" * max(3, longest + 1)
    return [f"{ticks}{language}", *told, ticks]


def in_html(text: str) -> str:
    """Return a text inside an element, where Markdown is not read."""
    return escape(_CALLS.sub(rf"\1{_KEPT_APART}", cut(text)), quote=False)
