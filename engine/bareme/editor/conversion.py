"""What the library finds, as the types of the protocol: places in the units agreed upon, words in
the language in use.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types

from bareme.diagnostics import Severity
from bareme.editing.edits import span_of
from bareme.editor.texts import Position, offset_at, position_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.diagnostics import Diagnostic
    from bareme.editing.edits import Edit
    from bareme.editor.completion import Proposal
    from bareme.editor.navigation import Declared, Location
    from bareme.reading.tree import Span

SOURCE = "bareme"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_ITEMS = {
    "key": types.CompletionItemKind.Property,
    "figure": types.CompletionItemKind.Constant,
    "input": types.CompletionItemKind.Variable,
    "rule": types.CompletionItemKind.Field,
    "choice": types.CompletionItemKind.EnumMember,
    "function": types.CompletionItemKind.Function,
    "unit": types.CompletionItemKind.Unit,
    "word": types.CompletionItemKind.Keyword,
}
_SYMBOLS = {
    "figure": types.SymbolKind.Constant,
    "input": types.SymbolKind.Variable,
    "rule": types.SymbolKind.Function,
    "example": types.SymbolKind.Event,
}


def path_of(uri: str) -> Path | None:
    """Return the path of a file; None of what is in no file of this machine."""
    try:
        parts = urlsplit(uri)
        if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
            return None
        path = Path(url2pathname(parts.path))
        return path if path.is_absolute() and "\0" not in unquote(uri) else None
    except ValueError:
        return None


def position(text: str, offset: int, encoding: str) -> types.Position:
    """Return an offset as the client counts."""
    return types.Position(*position_at(text, offset, encoding))


def offset(text: str, place: types.Position, encoding: str) -> int:
    """Return the offset of a position of the client."""
    return offset_at(text, Position(place.line, place.character), encoding)


def range_(text: str, span: Span, encoding: str) -> types.Range:
    """Return a stretch as the client counts."""
    return types.Range(position(text, span.start, encoding), position(text, span.end, encoding))


def diagnostic(found: Diagnostic, encoding: str) -> types.Diagnostic:
    """Return a finding in the words of `bareme check`: the message, and what to do about it."""
    place = found.place
    stretch = types.Range(types.Position(0, 0), types.Position(0, 1))
    if place is not None:
        stretch = range_(place.source.text, span_of(place), encoding)
    return types.Diagnostic(
        range=stretch,
        message=f"{found.message}\n{found.remedy}",
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source=SOURCE,
    )


def item(found: Proposal, text: str, encoding: str) -> types.CompletionItem:
    """Return something that may be written."""
    return types.CompletionItem(
        label=found.label,
        kind=_ITEMS[found.what],
        detail=found.detail or None,
        documentation=found.meaning or None,
        sort_text=f"{found.rank:04}",
        text_edit=types.TextEdit(range_(text, found.span, encoding), found.text),
    )


def location(found: Location, encoding: str) -> types.Location:
    """Return a stretch of a file."""
    return types.Location(found.path.as_uri(), range_(found.text, found.span, encoding))


def symbol(found: Declared, text: str, encoding: str) -> types.DocumentSymbol:
    """Return what a file declares, for its outline."""
    return types.DocumentSymbol(
        name=found.name,
        detail=found.label,
        kind=_SYMBOLS[found.what],
        range=range_(text, found.span, encoding),
        selection_range=range_(text, found.head, encoding),
    )


def edits(made: Iterable[Edit], text: str, encoding: str) -> list[types.TextEdit]:
    """Return edits of a text."""
    return [types.TextEdit(range_(text, edit.span, encoding), edit.text) for edit in made]
