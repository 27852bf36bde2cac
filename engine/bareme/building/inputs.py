"""The inputs of a rulebook: what is asked, of which kind, within which bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.building.nodes import (
    bound,
    citation,
    declared_kind,
    optional,
    scalar,
    text,
    typed,
)
from bareme.model import Input
from bareme.reading.tree import Mapping
from bareme.values import Expected

if TYPE_CHECKING:
    from bareme.building.nodes import Choices
    from bareme.diagnostics import Report
    from bareme.language.kinds import Kind
    from bareme.reading.tree import Scalar


def build_inputs(node: Mapping | None, choices: Choices, report: Report) -> dict[str, Input]:
    """Return every input that can be understood; report the rest."""
    found: dict[str, Input] = {}
    for entry in node.entries if node else ():
        assert isinstance(entry.value, Mapping)
        built = _build(entry.key, entry.value, choices, report)
        if built is not None:
            found[built.name] = built
    return found


def _build(name: Scalar, node: Mapping, choices: Choices, report: Report) -> Input | None:
    type_ = text(node, "type")
    kind = _kind(name, node, type_, choices, report)
    if kind is None:
        return None
    expected = Expected(kind, whole=type_ == "integer", cents=type_ == "amount")
    low, high = (bound(node, key, expected, report) for key in ("minimum", "maximum"))
    if low is not None and high is not None and high < low:
        report.add("empty-range", node.key_place("maximum"), text=f"{low}..{high}")
    default = node.get("default")
    order = tuple(choices.of(node))
    within = Expected(kind, expected.whole, expected.cents, low, high, order)
    label = text(node, "label")
    return Input(
        name.text,
        type_,
        label,
        optional(node, "question") or f"{label} ?",
        kind,
        low,
        high,
        typed(default, within, report) if default else None,
        choices.of(node),
        citation(node),
        name.place,
    )


def _kind(name: Scalar, node: Mapping, type_: str, choices: Choices, report: Report) -> Kind | None:
    kind = declared_kind(name, node, type_, choices, report)
    if type_ != "amount" or kind is None:
        return kind
    unit = scalar(node, "unit")
    if unit is None:
        report.add("missing-key", name.place, key="unit")
        return None
    if not (kind.unit and kind.unit.is_money):
        report.add("amount-without-euro", unit.place, text=unit.text)
        return None
    return kind
