"""The scalars of a document, typed; every fault reported where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, cast

from bareme.frozen import Frozen
from bareme.language.kinds import BOOLEAN, DATE, TEXT, Kind
from bareme.language.kinds import number as number_kind
from bareme.model import Citation, Provenance
from bareme.nearest import nearest
from bareme.reading.scalars import parse_date
from bareme.reading.tree import Mapping, Scalar, Sequence
from bareme.units import KNOWN, NO_UNIT, parse_unit
from bareme.values import Expected, Fault, parse_node

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.diagnostics import Report
    from bareme.language.kinds import Base
    from bareme.reading.scalars import Number
    from bareme.reading.tree import Entry, Node


def optional(node: Mapping, key: str) -> str | None:
    """Return the text under a key; None when it is not there."""
    value = node.get(key)
    return value.text if isinstance(value, Scalar) else None


def text(node: Mapping, key: str) -> str:
    """Return the text under a key that the schema requires."""
    value = node.get(key)
    assert isinstance(value, Scalar)
    return value.text


def scalar(node: Mapping, key: str) -> Scalar | None:
    """Return the scalar under a key, with its place."""
    value = node.get(key)
    return value if isinstance(value, Scalar) else None


def mapping(node: Mapping, key: str) -> Mapping | None:
    """Return the mapping under a key."""
    value = node.get(key)
    return value if isinstance(value, Mapping) else None


def items(node: Mapping, key: str) -> tuple[Node, ...]:
    """Return the items of the list under a key; none when it is not there."""
    value = node.get(key)
    return value.items if isinstance(value, Sequence) else ()


def scalars(node: Mapping, key: str) -> tuple[Scalar, ...]:
    """Return the scalars of the list under a key."""
    return tuple(item for item in items(node, key) if isinstance(item, Scalar))


def texts(node: Mapping | None) -> Frozen[str, str]:
    """Return a mapping of texts as one."""
    entries = node.entries if node is not None else ()
    return Frozen({e.key.text: e.value.text for e in entries if isinstance(e.value, Scalar)})


def day(node: Mapping, key: str) -> dt.date | None:
    """Return the date under a key; the schema has judged it."""
    value = optional(node, key)
    return parse_date(value) if value is not None else None


def citation(node: Mapping) -> Citation:
    """Return what a figure or a rule says it rests on."""
    return Citation(
        optional(node, "reference"),
        cast("Provenance | None", optional(node, "provenance")),
        optional(node, "note"),
    )


def dated_entries(node: Mapping, report: Report) -> Iterator[tuple[dt.date, Scalar, Node]]:
    """Give what stands under each date; those out of order are reported."""
    starts = []
    for entry in node.entries:
        start = parse_date(entry.key.text)
        assert start is not None
        starts.append(start)
    in_place = _longest_in_order(starts)
    for index, (start, entry) in enumerate(zip(starts, node.entries, strict=True)):
        if index not in in_place:
            neighbour = starts[index - 1] if index else starts[1]
            report.add("dates-out-of-order", entry.key.place, date=start, last=neighbour)
        yield start, entry.key, entry.value


def _longest_in_order(dates: list[dt.date]) -> set[int]:
    """Return the indices of the longest ascending run of dates: what is left is out of place."""
    tails: list[int] = []  # of each length, the index where the run that ends earliest ends
    before: list[int | None] = []
    for index, date in enumerate(dates):
        length = bisect_left(tails, date, key=dates.__getitem__)
        before.append(tails[length - 1] if length else None)
        tails[length : length + 1] = [index]
    found: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def typed(node: Node, expected: Expected, report: Report) -> Any:
    """Return the value a scalar or a list stands for; None, with the reason reported, when none."""
    try:
        return parse_node(node, expected)
    except Fault as fault:
        report.add(fault.code, node.place, fault.suggestion, **fault.data)
        return None


def number(node: Scalar, kind: Kind, report: Report) -> Number | None:
    """Return a number of that kind; None, with the reason reported, when it is not one."""
    return cast("Number | None", typed(node, Expected(kind, cents=True), report))


def bound(node: Mapping, key: str, expected: Expected, report: Report) -> Any:
    """Return the bound under `minimum` or `maximum`; only numbers and dates have any."""
    found = scalar(node, key)
    if found is None:
        return None
    base = expected.kind.base
    if base not in {"number", "date"}:
        report.add("bound-unexpected", node.key_place(key), key=key, type=base)
        return None
    return typed(found, expected, report)


def entries(node: Mapping, key: str) -> tuple[Entry, ...]:
    """Return the keys and values under a key; none when it is not there."""
    found = mapping(node, key)
    return found.entries if found is not None else ()


class Choices:
    """The choices of a rulebook's inputs and rules, written out or by the name of another."""

    def __init__(self, root: Mapping) -> None:
        self._written = {
            entry.key.text: found
            for section in ("inputs", "rules")
            for entry in entries(root, section)
            if isinstance(entry.value, Mapping) and (found := mapping(entry.value, "choices"))
        }

    def of(self, node: Mapping) -> Frozen[str, str]:
        """Return the choices of an input or a rule and their labels; none when it has none."""
        named = scalar(node, "choices")
        written = self._written.get(named.text) if named else mapping(node, "choices")
        return texts(written)

    def check(self, node: Mapping, report: Report) -> bool:
        """Report a name under `choices` that has no choices written out; tell whether it has."""
        named = scalar(node, "choices")
        if named is None or named.text in self._written:
            return True
        near = nearest(named.text, self._written)
        report.add("no-such-choices", named.place, near, name=named.text)
        return False


_NUMERIC = frozenset({"amount", "number", "integer"})
_CHOSEN = frozenset({"choice", "list"})
_PLAIN = {"boolean": BOOLEAN, "date": DATE, "text": TEXT}


def declared_kind(
    name: Scalar, node: Mapping, type_: str, choices: Choices, report: Report
) -> Kind | None:
    """Return the kind that `type`, `unit` and `choices` declare; None, with the reason reported."""
    unit, chosen = scalar(node, "unit"), node.get("choices") is not None
    for key, misplaced in (
        ("choices", chosen and type_ not in _CHOSEN),
        ("unit", unit is not None and type_ not in _NUMERIC),
    ):
        if misplaced:
            report.add("key-not-for-type", node.key_place(key), key=key, type=type_)
            return None
    if type_ in _CHOSEN:
        if not chosen:
            report.add("missing-key", name.place, key="choices")
            return None
        if not choices.check(node, report):
            return None
        base: Base = "list" if type_ == "list" else "choice"
        return Kind(base, choices=frozenset(choices.of(node)))
    if type_ in _NUMERIC:
        return kind_of_unit(unit, report) if unit else number_kind(NO_UNIT)
    return _PLAIN[type_]


def kind_of_unit(node: Scalar, report: Report) -> Kind | None:
    """Return the kind of numbers in the unit a scalar names."""
    unit = parse_unit(node.text)
    if unit is None:
        bare = re.sub(r"\s+par\s+", "/", node.text.strip("“”«» \u00a0"))
        written = re.sub(r"\beur(?:os?)?\b", "€", bare, flags=re.IGNORECASE)
        parts = [
            part if part in KNOWN else nearest(part, KNOWN)
            for part in written.replace(" ", "").split("/")
        ]
        near = "/".join(part for part in parts if part) if all(parts) else None
        near = '"%"' if near == "%" else near
        report.add("unknown-unit", node.place, near, text=node.text, known=", ".join(KNOWN))
        return None
    return number_kind(unit)
