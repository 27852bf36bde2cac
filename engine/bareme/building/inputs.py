"""The inputs of a rulebook: what is asked, of which kind, within which bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.building.nodes import (
    bound,
    citation,
    declared_kind,
    mapping,
    optional,
    scalar,
    text,
    texts,
    typed,
)
from bareme.model import Input
from bareme.reading.tree import Mapping
from bareme.values import Expected

if TYPE_CHECKING:
    from bareme.diagnostics import Report
    from bareme.language.kinds import Kind
    from bareme.reading.tree import Scalar


def build_inputs(node: Mapping | None, report: Report) -> dict[str, Input]:
    """Return every input that can be understood; report the rest."""
    found: dict[str, Input] = {}
    for entry in node.entries if node else ():
        assert isinstance(entry.value, Mapping)
        built = _build(entry.key, entry.value, report)
        if built is not None:
            found[built.name] = built
    return found


def _build(name: Scalar, node: Mapping, report: Report) -> Input | None:
    type_ = text(node, "type")
    kind = _kind(name, node, type_, report)
    if kind is None:
        return None
    expected = Expected(kind, whole=type_ == "integer", cents=type_ == "amount")
    low, high = (bound(node, key, expected, report) for key in ("minimum", "maximum"))
    if low is not None and high is not None and high < low:
        report.add("empty-range", node.key_place("maximum"), text=f"{low}..{high}")
    default = scalar(node, "default")
    within = Expected(kind, expected.whole, expected.cents, low, high)
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
        texts(mapping(node, "choices")),
        citation(node),
        name.place,
    )


def _kind(name: Scalar, node: Mapping, type_: str, report: Report) -> Kind | None:
    kind = declared_kind(name, node, type_, report)
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
