"""That a file changed says what it said before, and what was meant, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from bareme.diagnostics import Diagnostic, Report, facts
from bareme.editing.edits import applied
from bareme.editing.figures import understood
from bareme.editing.files import Written
from bareme.errors import RulebookError
from bareme.reading.tree import Mapping, Scalar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from bareme.editing.edits import Edit
    from bareme.editing.entries import Content
    from bareme.editing.figures import Figures
    from bareme.reading.tree import Node

_Data: TypeAlias = "str | dict[str, _Data] | list[_Data]"


@dataclass(frozen=True, slots=True)
class Intended:
    """What is to stand under a date of a figure, beside what stands there already, and how it is
    written. An empty text is a place to fill in.
    """

    name: str
    start: dt.date
    content: Content
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The figures of a file before and after, and what is written for it."""

    before: Figures
    after: Figures
    written: Written
    intended: tuple[Intended, ...]


def changed(figures: Figures, intended: Iterable[Intended]) -> Changed:
    """Return a file with what is intended. RulebookError when it would not be readable, would have
    an error it has not now, or would say anything else than what it says and what is intended.
    """
    meant = tuple(intended)
    original, text = figures.original, figures.text
    new = applied(text, [edit for each in meant for edit in each.edits])
    report = Report()
    source = replace(original.source, text=new)
    after = understood(figures.rulebook, replace(original, source=source), report)
    if after is None:
        raise RulebookError(report.diagnostics)
    known = {(error.code, error.data) for error in figures.errors}
    worse = [error for error in after.errors if (error.code, error.data) not in known]
    if worse:
        raise RulebookError(worse)
    if _data(after.root) != _with(_data(figures.root), meant):
        raise RulebookError([_unsafe(figures, each) for each in meant])
    return Changed(figures, after, Written(original, new), meant)


def _unsafe(figures: Figures, each: Intended) -> Diagnostic:
    place = figures.values(each.name).place
    data = facts({"name": each.name, "date": each.start})
    return Diagnostic("edit-unsafe", place, data)


def _data(node: Node) -> _Data:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {entry.key.text: _data(entry.value) for entry in node.entries}
    return [_data(item) for item in node.items]


def _with(root: _Data, intended: Iterable[Intended]) -> _Data:
    """Return a document with what is intended in its place."""
    for each in intended:
        node = _below(_below(root, each.name), "values")
        entry = _below(node, each.start.isoformat())
        for key, value in each.content.items():
            if isinstance(value, str):
                entry[key] = value
            else:
                _below(entry, key).update(value)
    return root


def _below(node: _Data, key: str) -> dict[str, _Data]:
    """Return what stands under a key, made where nothing does."""
    assert isinstance(node, dict)
    found = node.get(key)
    if not isinstance(found, dict):
        found = node[key] = {}
    return found
