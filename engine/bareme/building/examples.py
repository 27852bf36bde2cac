"""`examples.yaml` to examples; their values are typed when they are run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.building.nodes import citation, day, items, mapping, optional, text
from bareme.model import Example
from bareme.reading.tree import Mapping, Scalar

if TYPE_CHECKING:
    from bareme.diagnostics import Report


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
        found[name] = Example(
            name,
            day(node, "on"),
            _scalars(mapping(node, "given")),
            _scalars(mapping(node, "expect")),
            optional(node, "refused"),
            citation(node),
            node.key_place("name"),
        )
    return tuple(found.values())


def _scalars(node: Mapping | None) -> dict[str, Scalar]:
    if node is None:
        return {}
    return {e.key.text: e.value for e in node.entries if isinstance(e.value, Scalar)}
