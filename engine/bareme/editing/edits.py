"""Edits of a text: stretches replaced, everything else left as it was, and the change shown."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.reading.tree import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in `span` is to read `text`; nothing stands in an empty span."""

    span: Span
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits, in whatever order they are given; two for the same empty span
    are written one after the other. ValueError where two of them overlap.
    """
    parts: list[str] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if edit.span.start < end:
            raise ValueError(f"edits overlap at {edit.span.start}")
        parts += (text[end : edit.span.start], edit.text)
        end = edit.span.end
    return "".join((*parts, text[end:]))


def span_of(place: Place) -> Span:
    """Return the stretch of its source's text that a place is."""
    lines = place.source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line - 1])
    return Span(start + place.column - 1, start + place.end_column - 1)


def difference(before: str, after: str, name: str) -> str:
    """Return how a file changes, line by line, as `diff -u` writes it; empty when it does not."""
    changed = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, name, lineterm="", n=2
    )
    return "\n".join(changed)
