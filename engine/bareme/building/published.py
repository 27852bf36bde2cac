"""Published amounts: what official pages print for a rule, and the discrepancies on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.building.nodes import citation, dated_entries, mapping, number, scalar, text
from bareme.model import Citation, Discrepancy, Published
from bareme.reading.tree import Mapping, Scalar

if TYPE_CHECKING:
    from bareme.diagnostics import Report
    from bareme.language.kinds import Kind


def build_published(rule: Mapping, kind: Kind, report: Report) -> tuple[Published, ...] | None:
    """Return the published amounts of a rule; None, with the reason reported, when one of them
    cannot be understood.
    """
    node = mapping(rule, "published")
    if node is None:
        return ()
    if kind.base != "number":
        report.add("published-not-a-number", rule.key_place("published"))
        return None
    found = []
    for start, key, value in dated_entries(node, report):
        figure = value if isinstance(value, Scalar) else None
        cited, discrepancy = Citation(), None
        if isinstance(value, Mapping):
            figure = scalar(value, "value")
            cited = citation(value)
            known = mapping(value, "discrepancy")
            if known is not None:
                applies = text(known, "applies") == "published"
                discrepancy = Discrepancy(text(known, "reason"), applies)
        assert figure is not None
        amount = number(figure, kind, report)
        if amount is not None:
            found.append(Published(start, amount, cited, discrepancy, key.place))
    return tuple(found) if len(found) == len(node.entries) else None
