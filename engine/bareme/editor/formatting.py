"""A file in the layout of `bareme fmt`, as edits."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bareme.editing.edits import Edit
from bareme.editing.layout import laid_out
from bareme.reading.tree import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.editor.workspace import Document


def formatted(document: Document) -> tuple[Edit, ...]:
    """Return what changes when a document is laid out; nothing where it cannot be read, or says
    something else than it seems to.
    """
    text = document.text
    if document.book.tree(document.kind) is None:
        return ()
    try:
        return tuple(_lines(text, laid_out(text)))
    except ValueError:
        return ()


def _lines(before: str, after: str) -> Iterator[Edit]:
    """Give the lines that change, so that a cursor stays where it is in the others."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(Span(starts[i], starts[j]), "".join(new[k:end]))
