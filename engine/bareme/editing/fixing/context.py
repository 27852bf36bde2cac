"""What a file says around the place of a finding."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bareme.diagnostics import Report
from bareme.editing.edits import span_of
from bareme.reading.composing import compose
from bareme.reading.tree import Mapping, Scalar, Sequence
from bareme.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.diagnostics import Diagnostic, Source
    from bareme.reading.tree import Node
    from bareme.units import Unit


def declared_unit(diagnostic: Diagnostic) -> Unit | None:
    """Return the unit declared for the place of a finding, by the innermost group around it that
    declares one.
    """
    place = diagnostic.place
    root = _tree(place.source) if place is not None else None
    if place is None or root is None:
        return None
    units = [group.get("unit") for group in _around(root, span_of(place).start)]
    said = next((unit for unit in reversed(units) if isinstance(unit, Scalar)), None)
    return parse_unit(said.text) if said else None


@lru_cache(maxsize=4)  # findings about one file come one after another
def _tree(source: Source) -> Node | None:
    return compose(source, Report())


def _around(node: Node, offset: int) -> Iterator[Mapping]:
    """Yield the groups that an offset of the text stands in, from the outermost."""
    below: tuple[Node, ...] = ()
    if isinstance(node, Mapping):
        yield node
        below = tuple(entry.value for entry in node.entries)
    elif isinstance(node, Sequence):
        below = node.items
    for inner in below:
        if inner.span.start <= offset < inner.span.end:
            yield from _around(inner, offset)
