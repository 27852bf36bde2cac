"""That a layout changes nothing of what a document says, nor of its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import yaml

from bareme.diagnostics import Report, Source
from bareme.editing.layout.pieces import pieces
from bareme.reading.composing import compose
from bareme.reading.tree import Mapping, Sequence

if TYPE_CHECKING:
    from bareme.reading.tree import Node

_Said: TypeAlias = "tuple[object, ...] | None"


def same(before: str, after: str) -> bool:
    """Tell whether two texts say the same, with the same comments in the same order."""
    try:
        return _said(before) == _said(after) and _comments(before) == _comments(after)
    except yaml.YAMLError:
        return False


def _said(text: str) -> _Said:
    report = Report()
    root = compose(Source("", text), report)
    codes = [diagnostic.code for diagnostic in report.diagnostics]
    return (content(root), codes) if root is not None else None


def content(node: Node) -> tuple[object, ...]:
    """Return a tree without its places."""
    if isinstance(node, Mapping):
        return ("{", *((content(entry.key), content(entry.value)) for entry in node.entries))
    if isinstance(node, Sequence):
        return ("[", *map(content, node.items))
    return (node.text, node.plain)


def _comments(text: str) -> list[str]:
    found, end = [], 0
    for piece in pieces(text):
        found += text[end : piece.start].split("\n")
        end = piece.end
    found += text[end:].split("\n")
    return [line.strip().lstrip("#").strip() for line in found if line.strip()]
