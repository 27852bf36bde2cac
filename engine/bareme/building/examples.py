"""`examples.yaml` to examples; their values are typed when they are run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.building.nodes import citation, day, items, mapping, optional, scalar, text
from bareme.diagnostics.catalogue import CATALOGUE
from bareme.model import Example
from bareme.nearest import nearest
from bareme.reading.tree import Mapping

if TYPE_CHECKING:
    from bareme.diagnostics import Report
    from bareme.reading.tree import Entry


def build_examples(root: Mapping, report: Report) -> tuple[Example, ...]:
    """Return the examples of a file, in its order; names must differ."""
    found: dict[str, Example] = {}
    for node in items(root, "examples"):
        assert isinstance(node, Mapping)
        name = text(node, "name")
        if name in found:
            first = found[name].place.line
            report.add("duplicate-example", node.key_place("name"), name=name, first=first)
        if node.get("expect") is not None and node.get("refused") is not None:
            report.add("expect-and-refused", node.key_place("refused"))
        refused = scalar(node, "refused")
        if refused is not None and refused.text not in CATALOGUE:
            near = nearest(refused.text, CATALOGUE)
            report.add("unknown-code", refused.place, near, text=refused.text)
        found[name] = Example(
            name,
            day(node, "on"),
            _entries(mapping(node, "given")),
            _entries(mapping(node, "expect")),
            optional(node, "refused"),
            citation(node),
            node.key_place("name"),
        )
    return tuple(found.values())


def _entries(node: Mapping | None) -> dict[str, Entry]:
    return {entry.key.text: entry for entry in node.entries} if node else {}
