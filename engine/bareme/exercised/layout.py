"""How the rules of a file are written, which the model no longer tells: where their cases, rows
and items stand, and on which line each ends.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

from bareme.diagnostics import Report
from bareme.reading.composing import compose
from bareme.reading.tree import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.diagnostics import Place, Source
    from bareme.reading.tree import Entry, Node


class Stretch(NamedTuple):
    """A part of a rule, and the line it ends on."""

    sort: Literal["rule", "variant", "case", "row", "item"]
    last_line: int


def layout(source: Source) -> dict[tuple[int, int], Stretch]:
    """Return the parts of the rules of a file, by the line and column where each begins."""
    root = compose(source, Report())
    starts = [0]
    for line in source.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return {
        (place.line, place.column): Stretch(sort, bisect_right(starts, max(node.span.end - 1, 0)))
        for sort, place, node in _parts(root)
    }


_Part = tuple[Literal["rule", "variant", "case", "row", "item"], "Place", "Node"]


def _parts(root: Node | None) -> Iterator[_Part]:
    for entry in _entries(_under(root, "rules")):
        yield "rule", entry.key.place, entry.value
        yield from _body(entry.value)
        for variant in _entries(_under(entry.value, "variants")):
            yield "variant", variant.key.place, variant.value
            yield from _body(variant.value)


def _body(node: Node) -> Iterator[_Part]:
    for case in _items(_under(node, "cases")):
        yield "case", case.place, case
    for row in _items(_under(_under(node, "table"), "rows")):
        yield "row", row.place, row
    for item in _entries(_under(node, "list")):
        yield "item", item.key.place, item.value


def _under(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Mapping) else ()


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()
