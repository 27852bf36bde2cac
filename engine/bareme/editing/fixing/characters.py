"""Characters out of place: the spaces, or the encoding, that the file is meant to have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bareme.editing.edits import Edit
from bareme.editing.fixing.indentation import BLANK, indentation
from bareme.reading.tree import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.diagnostics import Source

_TABS = re.compile(rf"{BLANK}*\t{BLANK}*")
_ODD = re.compile("[\u00a0\u2007\u202f\u3000\u2009]")
# Without width, or turning the direction of writing: what is seen is the text without them.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# What French texts are made of, beside ASCII; bytes of other encodings give other characters.
_FRENCH = frozenset(
    "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ€«»’‘“”–—°²³·×½ºª§±µ©\u00a0"  # on purpose
)
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def _tab(source: Source, span: Span) -> tuple[Edit, ...]:
    return indentation(source) if _indents(source.text, span) else within_lines(source.text)


def within_lines(text: str) -> tuple[Edit, ...]:
    """Return the edits by which tabs are spaces everywhere but at the beginning of lines."""
    return tuple(
        Edit(Span(*match.span()), "" if text[match.end() :][:1] in {"", "\r", "\n"} else " ")
        for match in _TABS.finditer(text)
        if not _indents(text, Span(*match.span()))
    )


def _space(source: Source, span: Span) -> tuple[Edit, ...]:
    text = source.text
    if _indents(text, span):
        return indentation(source)
    return (Edit(span, " "),) if _ODD.fullmatch(text[span.start : span.end]) else ()


def _unseen(source: Source, span: Span) -> tuple[Edit, ...]:
    text = source.text
    if not _UNSEEN.fullmatch(text[span.start : span.end]):
        return ()
    return tuple(Edit(Span(*match.span()), "") for match in _UNSEEN.finditer(text))


def _encoding(source: Source, span: Span) -> tuple[Edit, ...]:
    """Return the whole text, to be written in UTF-8, when its bytes are those of Windows: nothing
    but French characters, and no trace of UTF-8.
    """
    del span
    text = source.text
    strange = {character for character in text if not character.isascii()} - _FRENCH
    if strange or _UTF8.search(text.encode("cp1252", "replace")):
        return ()
    return (Edit(Span(0, len(text)), text),)


def _indents(text: str, span: Span) -> bool:
    """Tell whether nothing but spaces of some sort stands before, on the line."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    end = re.compile(rf"{BLANK}*").match(text, span.start)
    is_last = end is None or text[end.end() :][:1] in {"", "\r", "\n"}
    return re.fullmatch(f"{BLANK}*", before) is not None and not is_last


FIXES: Mapping[str, Callable[[Source, Span], tuple[Edit, ...]]] = {
    "tab": _tab,
    "invisible-space": _space,
    "control-character": _unseen,
    "not-utf8": _encoding,
}
