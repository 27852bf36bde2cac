"""The figures of a file that is being filled in: those it says, and the places that wait for one.

A value that waits makes the file unreadable for everyone else. Here it is set aside, so that the
rest is read and judged as ever.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bareme.building.parameters import build_parameters
from bareme.checking.meaning import check_figures
from bareme.diagnostics import Place, Report, Severity, Source
from bareme.editing.files import Original, read_original
from bareme.reading.composing import compose
from bareme.reading.scalars import parse_date
from bareme.reading.shape import check_shape
from bareme.reading.tree import Entry, Mapping, Scalar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping as MappingType

    from bareme.diagnostics import Diagnostic
    from bareme.loading import RulesDirectory
    from bareme.model import Parameter
    from bareme.reading.tree import Node

FILE = "parameters.yaml"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a rulebook as their file has them.

    `waiting` are the dated entries without a value or without a reference, by figure and date;
    `errors` what makes the figures it says unusable together, such as a year without a value.
    """

    rulebook: str
    original: Original
    root: Mapping
    parameters: MappingType[str, Parameter]
    waiting: MappingType[tuple[str, dt.date], Entry]
    errors: tuple[Diagnostic, ...]

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.original.source.text

    def values(self, name: str) -> Mapping:
        """Return the dated entries of a figure."""
        node = self.root.get(name)
        values = node.get("values") if isinstance(node, Mapping) else None
        assert isinstance(values, Mapping)
        return values

    def entry(self, name: str, start: dt.date) -> Entry | None:
        """Return what stands under a date of a figure, a place that waits included."""
        dated = self.values(name).entries
        return next((entry for entry in dated if entry.key.text == start.isoformat()), None)


def read_figures(directory: RulesDirectory, name: str, report: Report) -> Figures | None:
    """Read the figures of a rulebook; None when it has none, or when their file cannot be read,
    the reasons being reported.
    """
    path = directory.path / name / FILE
    if not path.exists() and not path.is_symlink():
        return None
    shown = directory.shown(path)
    if not path.resolve().is_relative_to(directory.path.resolve()):
        report.add("outside-rules", Place(Source(shown, ""), 1, 1, 1), name=name)
        return None
    original = read_original(path, shown, report)
    return None if original is None else understood(name, original, report)


def understood(name: str, original: Original, report: Report) -> Figures | None:
    """Return the figures a file says; None when it cannot be read, the reasons being reported."""
    own = Report()
    root = compose(original.source, own)
    waiting: dict[tuple[str, dt.date], Entry] = {}
    parameters: MappingType[str, Parameter] = {}
    if isinstance(root, Mapping):
        said = _said(root, waiting)
        if check_shape(said, "parameters", own):
            parameters = build_parameters(said, own)
    elif root is not None:
        check_shape(root, "parameters", own)
    for diagnostic in own.diagnostics:
        report.include(diagnostic)
    if own.has_errors or not isinstance(root, Mapping):
        return None
    judged = Report()
    for parameter in parameters.values():
        check_figures(parameter, judged)
    errors = tuple(d for d in judged.diagnostics if d.severity is Severity.ERROR)
    return Figures(name, original, root, parameters, waiting, errors)


def _said(root: Mapping, waiting: dict[tuple[str, dt.date], Entry]) -> Mapping:
    """Return a document without the entries that wait for a value, which are put aside."""
    entries = []
    for figure in root.entries:
        node = figure.value
        values = node.get("values") if isinstance(node, Mapping) else None
        if isinstance(node, Mapping) and isinstance(values, Mapping):
            left = [e for e in values.entries if not _set_aside(figure.key.text, e, waiting)]
            if left:  # with none at all, it is told as it stands
                kept = replace(values, entries=tuple(left))
                node = replace(node, entries=tuple(_with_values(node, kept)))
        entries.append(replace(figure, value=node))
    return replace(root, entries=tuple(entries))


def _with_values(node: Mapping, values: Mapping) -> list[Entry]:
    return [replace(e, value=values) if e.key.text == "values" else e for e in node.entries]


def _set_aside(name: str, entry: Entry, waiting: dict[tuple[str, dt.date], Entry]) -> bool:
    start = parse_date(entry.key.text)
    if start is None or not _waits(entry.value):
        return False
    waiting[name, start] = entry
    return True


def _waits(node: Node) -> bool:
    """Tell whether a dated entry has no value yet, or a slot for its reference and none in it."""
    if not isinstance(node, Mapping):
        return _is_empty(node)
    value, reference = node.get("value"), node.get("reference")
    if isinstance(value, Mapping):
        empty = any(_is_empty(entry.value) for entry in value.entries)
    else:
        empty = value is not None and _is_empty(value)
    return empty or (reference is not None and _is_empty(reference))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_empty
