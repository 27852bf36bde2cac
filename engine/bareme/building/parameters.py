"""`parameters.yaml` to figures: typed by their unit, dated, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.building.nodes import (
    citation,
    dated_entries,
    kind_of_unit,
    mapping,
    number,
    optional,
    text,
)
from bareme.frozen import Frozen
from bareme.model import Figure, Parameter
from bareme.reading.tree import Mapping, Scalar

if TYPE_CHECKING:
    from bareme.diagnostics import Report
    from bareme.language.kinds import Kind
    from bareme.reading.scalars import Number
    from bareme.reading.tree import Node


def build_parameters(root: Mapping, report: Report) -> dict[str, Parameter]:
    """Return every figure of the file that can be understood; report the rest."""
    found: dict[str, Parameter] = {}
    for entry in root.entries:
        assert isinstance(entry.value, Mapping)
        parameter = _build(entry.key, entry.value, report)
        if parameter is not None:
            found[parameter.name] = parameter
    return found


def _build(name: Scalar, node: Mapping, report: Report) -> Parameter | None:
    unit = node.get("unit")
    assert isinstance(unit, Scalar)
    kind = kind_of_unit(unit, report)
    values = node.get("values")
    assert isinstance(values, Mapping)
    by, by_node = optional(node, "by"), node.get("by")
    if kind is None:
        return None
    figures = []
    for day, key, value in dated_entries(values, report):
        assert isinstance(value, Mapping)
        figure = _value(value.get("value"), kind, by, report)
        if figure is not None:
            of_choices = mapping(value, "value")
            places = {e.key.text: e.key.place for e in of_choices.entries} if of_choices else {}
            figures.append(Figure(day, figure, citation(value), key.place, Frozen(places)))
    if len(figures) != len(values.entries):
        return None
    return Parameter(
        name.text,
        text(node, "label"),
        kind,
        optional(node, "changes") == "yearly",
        by,
        optional(node, "note"),
        tuple(figures),
        name.place,
        by_node.place if by_node else None,
    )


def _value(
    node: Node | None, kind: Kind, by: str | None, report: Report
) -> Number | Frozen[str, Number] | None:
    if by is None and isinstance(node, Mapping):
        report.add("choices-unexpected", node.place)
        return None
    if isinstance(node, Scalar):
        if by is not None:
            report.add("choices-expected", node.place, by=by, text=node.text)
            return None
        return number(node, kind, report)
    assert isinstance(node, Mapping)
    table: dict[str, Number] = {}
    for entry in node.entries:
        assert isinstance(entry.value, Scalar)
        value = number(entry.value, kind, report)
        if value is not None:
            table[entry.key.text] = value
    return Frozen(table) if len(table) == len(node.entries) else None
