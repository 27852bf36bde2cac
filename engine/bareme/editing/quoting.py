"""A text as YAML reads it back, with no more quotes than it needs."""

from __future__ import annotations

import re

from bareme.diagnostics import Report, Source
from bareme.reading.composing import compose
from bareme.reading.tree import Mapping, Scalar

_FLOW = re.compile(r"[,\[\]{}]")  # what ends a text between braces
_TYPED = re.compile(  # what other readers of YAML take for something else than a text
    r"[-+.]?[0-9][0-9_.,:eE+-]*|[-+]?\.inf|\.nan|~|=|<<|null|true|false|yes|no|on|off|y|n",
    re.IGNORECASE,
)


def one_line(text: str) -> str:
    """Return a text on one line, every stretch of white space in it an ordinary space."""
    return " ".join(text.split())


class Bare(str):
    """A number, or a place to fill in: written as it is."""

    __slots__ = ()


def quoted(text: str, flow: bool) -> str:
    """Return a text of one line as the value of a key, in a flow mapping or in a block."""
    if isinstance(text, Bare):
        return text
    ways = (text, f'"{text}"', "'" + text.replace("'", "''") + "'", _escaped(text))
    return next(way for way in ways if way is ways[-1] or _reads(way, text, flow))


def _reads(written: str, text: str, flow: bool) -> bool:
    plain = not written.startswith(('"', "'"))
    if plain and (_TYPED.fullmatch(text) or (flow and _FLOW.search(text))):
        return False
    document = f"{{k: {written}, l: 1}}\n" if flow else f"k: {written}\nl: 1\n"
    root = compose(Source("", document), Report())
    found = root.get("k") if isinstance(root, Mapping) else None
    return (
        isinstance(root, Mapping)
        and len(root.entries) == 2  # noqa: PLR2004  # those of the document above
        and isinstance(found, Scalar)
        and found.text == text
        and not found.is_empty
    )


def _escaped(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
