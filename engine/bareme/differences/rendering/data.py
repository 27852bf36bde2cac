"""The differences as plain data, for JSON: everything the model holds, numbers as text.

What it may look like is published in `schemas/diff.schema.json`. What can be worked out
from the model stands beside what it holds: how much more, the level, the words of a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bareme.diagnostics import Diagnostic, Place, Severity
from bareme.diagnostics.rendering import as_data as diagnostic_data
from bareme.differences.findings import codes
from bareme.differences.model import (
    Change,
    Curve,
    Difference,
    Differences,
    Facet,
    Finding,
    Said,
    Shift,
)
from bareme.differences.rendering.change_words import unit_of
from bareme.differences.rendering.summary import summary
from bareme.explanation.data import plain
from bareme.language.kinds import Kind
from bareme.result import answer

if TYPE_CHECKING:
    from collections.abc import Callable

_BARE = Kind("number")  # of a number that has no unit: a part of another
_COUNTS = frozenset({"cases", "counts", "size", "rejected"})  # the only numbers that are counted


def data(differences: Differences) -> dict[str, Any]:
    """Return all that differs as JSON can hold it.

    Numbers are decimal text (`"27.40"`), or a fraction where no decimal is exact (`"80000/3"`);
    dates are ISO text, levels `error`, `warning` or `note`, and what is not there is null. Only
    what is counted is a JSON number.
    """
    return {"summary": summary(differences), **_fields(differences, _BARE)}


def _data(item: Any, kind: Kind) -> Any:
    """Return anything of the model; `kind` is that of the numbers in it."""
    writer = _WRITERS.get(type(item))
    if writer is not None:
        return writer(item, kind)
    if hasattr(item, "__dataclass_fields__"):
        return _fields(item, kind)
    if isinstance(item, Mapping):
        return {key: _data(value, kind) for key, value in item.items()}
    if isinstance(item, (tuple, frozenset)):
        return [_data(each, kind) for each in item]
    return item


def _fields(item: Any, kind: Kind) -> dict[str, Any]:
    """Return the fields of an object; the numbers of one that has a kind are in its unit."""
    inner = getattr(item, "kind", None) or kind
    found = {field.name: getattr(item, field.name) for field in fields(item)}
    return {
        name: _counted(value) if name in _COUNTS else _data(value, inner)
        for name, value in found.items()
    }


def _counted(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _said(said: Said, kind: Kind) -> dict[str, Any]:
    """Return what a side says, without what only tells fingerprints apart."""
    return {name: value for name, value in _fields(said, kind).items() if name != "known_by"}


def _facet(facet: Facet, kind: Kind) -> dict[str, Any]:
    inner = kind if unit_of(facet, kind) is not None else _BARE
    change, ratio = _data(facet.change, inner), _data(facet.ratio, _BARE)
    return {**_fields(facet, inner), "change": change, "ratio": ratio}


def _change(change: Change, kind: Kind) -> dict[str, Any]:
    return {**_fields(change, kind), "level": _data(change.level, kind)}


def _finding(finding: Finding, kind: Kind) -> dict[str, Any]:
    return {
        **_fields(finding, kind),
        "facts": codes.shown_facts(finding),
        "title": codes.title(finding),
        "message": codes.message(finding),
        "advice": codes.advice(finding),
    }


def _shift(shift: Shift, kind: Kind) -> dict[str, Any]:
    return {"amount": _data(shift.amount, kind), "ratio": _data(shift.ratio, _BARE)}


def _curve(curve: Curve, kind: Kind) -> dict[str, Any]:
    """Return a curve; where its stretches start and end is in the unit of the input."""

    def stretches(found: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [
            {**_fields(each, curve.kind)}
            | {side: _data(getattr(each, side), curve.input_kind) for side in ("start", "end")}
            for each in found
        ]

    sides = {"before": stretches(curve.before), "after": stretches(curve.after)}
    return {**_fields(curve, kind), **sides}


def _difference(item: Difference, kind: Kind) -> dict[str, Any]:
    return {**_fields(item, kind), "level": _data(item.level, kind)}


def _kind(kind: Kind, _: Kind) -> dict[str, Any]:
    return {
        "base": kind.base,
        "unit": None if kind.unit is None else str(kind.unit),
        "choices": sorted(kind.choices),
        "optional": kind.optional,
    }


def _place(place: Place, _: Kind) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_column": place.end_column,
    }


def _number(value: int | Fraction, kind: Kind) -> Any:
    return plain(answer(value, kind))


_WRITERS: dict[type, Callable[[Any, Kind], Any]] = {
    int: _number,
    Fraction: _number,
    dt.date: lambda day, _: day.isoformat(),
    Severity: lambda level, _: level.name.lower(),
    Diagnostic: lambda found, _: diagnostic_data(found),
    Kind: _kind,
    Place: _place,
    Facet: _facet,
    Said: _said,
    Change: _change,
    Finding: _finding,
    Shift: _shift,
    Curve: _curve,
    Difference: _difference,
}
