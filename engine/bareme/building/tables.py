"""Decision tables to cases: each row's cells become one condition; a column left out of a row
may be anything.

Two rows that can both hold are an error unless the table says `first: true`; a situation that
no row covers is one unless the last row is `otherwise`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.building.cells import Cells
from bareme.building.coverage import OTHER, Column, Extent, Grid, TooWide
from bareme.language.expression import Expression
from bareme.nearest import nearest
from bareme.reading.tree import Scalar, Sequence
from bareme.translation import tr
from bareme.values import Fault, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.building.coverage import Situation
    from bareme.diagnostics import Place, Report
    from bareme.domains.exact import Value
    from bareme.language.grammar import Names
    from bareme.language.kinds import Kind
    from bareme.reading.tree import Mapping as MappingNode
    from bareme.reading.tree import Node


MAX_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """The condition of one row, and which values of each column it covers."""

    condition: Expression
    extents: Mapping[str, Extent | None]
    place: Place


def build_row(
    when: MappingNode,
    kind_of: Callable[[str], Kind | None],
    report: Report,
    names: Names,
    told: set[str],
) -> Row | None:
    """Return a row's cells as one condition; None, with the reason reported. `told` are the
    columns that can be none, which are reported once a table.
    """
    conditions: list[ast.expr] = []
    extents: dict[str, Extent | None] = {}
    read: dict[str, None] = {}
    for entry in when.entries:
        column = entry.key.text
        kind = kind_of(column)
        if column in told:
            continue
        if column in names.by:
            told.add(column)
            report.add("figure-by-choice", entry.key.place, name=column)
            continue
        if kind is None and column in names.known:
            return None  # what is wrong with it is told where it is declared
        if kind is not None and kind.base == "list":
            told.add(column)
            report.add("list-column", entry.key.place, name=column)
            continue
        if kind is None:
            told.add(column)
            near = nearest(column, names.known)
            report.add("unknown-name", entry.key.place, near, name=column)
            continue
        cells = Cells(column, kind, kind_of, read)
        try:
            condition, extents[column] = cells.understand(entry.value)
        except Fault as fault:
            where = fault.place or entry.value.place
            report.add(fault.code, where, fault.suggestion, **fault.data)
            continue
        read[column] = None
        conditions.append(condition)
    if len(conditions) != len(when.entries):
        return None
    tree = conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.And(), conditions)
    _place(tree)
    text = ", ".join(f"{entry.key.text}: {_cell_text(entry.value)}" for entry in when.entries)
    return Row(Expression(text, tree, when.place, tuple(read), (), 5), extents, when.place)


def check_rows(
    rows: list[Row],
    column_of: Callable[[str], Column],
    first: bool,
    whole: Place,
    otherwise: Place | None,
    report: Report,
) -> None:
    """Report rows that can both hold, rows that never do, and situations that no row covers.

    `first` says that the first row that holds wins; `whole` is the place of the table,
    `otherwise` that of its last row when it takes all the rest.
    """
    columns = {name: column_of(name) for row in rows for name in row.extents}
    if len(columns) > MAX_COLUMNS:
        report.add("table-too-wide", whole)
        return
    grid = Grid(columns, [row.extents for row in rows])
    if not first and not _check_overlaps(rows, grid, columns, report):
        return
    try:
        _check_reached(rows, grid, first, report)
        gap = grid.gap()
    except TooWide:
        if otherwise is None:
            report.add("table-too-wide", whole)
        return
    if gap is not None and otherwise is None:
        report.add("rows-missing", whole, situation=_told(gap, columns))
    elif gap is None and otherwise is not None:
        report.add("row-never-applies", otherwise)


def _check_overlaps(
    rows: list[Row], grid: Grid, columns: Mapping[str, Column], report: Report
) -> bool:
    """Report every row that can hold together with another; tell whether there is none."""
    before = report.errors
    for index, row in enumerate(rows):
        unknown = [column for column, extent in row.extents.items() if extent is None]
        if unknown:
            report.add("table-not-checkable", row.place, column=unknown[0])
            continue
        for other in range(index):
            shared = grid.shared(other, index)
            if shared is not None:
                line = rows[other].place.line
                report.add("rows-overlap", row.place, other=line, situation=_told(shared, columns))
                break
    return report.errors == before


def _check_reached(rows: list[Row], grid: Grid, first: bool, report: Report) -> None:
    """Report rows that no situation comes to; where none may overlap, those beyond all bounds."""
    for index, row in enumerate(rows):
        if not (grid.may_apply(index) if first else grid.is_possible(index)):
            report.add("row-never-applies", row.place)


def _told(situation: Situation, columns: Mapping[str, Column]) -> str:
    """Return a situation as it is written in a row."""
    cells = (f"{name}: {_cell(value, columns[name].kind)}" for name, value in situation.items())
    return ", ".join(cells) or tr("toute situation")


def _cell(value: Value, kind: Kind) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return tr("un autre texte") if value.startswith(OTHER) else value or '""'
    if kind.unit is not None and kind.unit.percent and isinstance(value, (int, Fraction)):
        return f"{plain(value * 100)} %"
    return plain(value)


def _place(tree: ast.expr) -> None:
    """Give made nodes a column, so that they can be pointed to as a whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.lineno, node.col_offset, node.end_lineno, node.end_col_offset = 1, 0, 1, 1


def _cell_text(node: Node) -> str:
    if isinstance(node, Sequence):
        return " ou ".join(item.text for item in node.items if isinstance(item, Scalar))
    assert isinstance(node, Scalar)
    return node.text
