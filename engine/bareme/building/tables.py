"""Decision tables to cases: each row's cells become one condition, and rows must not overlap.

A cell is a value, a list of values, a comparison (`<= 7`) or an interval (`8..30`, both ends
included); a column left out of a row may be anything. Two rows that can both hold are an
error unless the table says `first: true`.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bareme.language.grammar import Expression
from bareme.nearest import nearest
from bareme.reading.tree import Mapping, Scalar, Sequence
from bareme.values import Expected, Fault, parse_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bareme.diagnostics import Place, Report
    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind
    from bareme.reading.tree import Node

_CELL = re.compile(r"(<=|>=|<|>|==|!=)\s*(.+)")
_SPELT = {"=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "=": "=="}
_FOREIGN = re.compile(r"(=>|=<|≥|≤|≠|<>|=(?!=))")
_RANGE = re.compile(r"(\S+)\s*\.\.\s*(\S+)")
_OPERATORS: dict[str, type[ast.cmpop]] = {
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
}


@dataclass(frozen=True, slots=True)
class _Interval:
    """Ordered values between two bounds; None is no bound; an open end excludes its bound."""

    low: Value = None
    high: Value = None
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: _Interval) -> bool:
        """Tell whether some value lies in both."""
        return self._begins_before_end_of(other) and other._begins_before_end_of(self)

    def _begins_before_end_of(self, other: _Interval) -> bool:
        if self.low is None or other.high is None:
            return True
        if self.low == other.high:
            return not (self.low_open or other.high_open)
        return self.low < other.high  # type: ignore[operator]  # values of one column


_Extent: TypeAlias = "frozenset[Value] | _Interval | None"  # None: not known at load


@dataclass(frozen=True, slots=True)
class Row:
    """The condition of one row, and which values of each column it covers."""

    condition: Expression
    extents: dict[str, _Extent]
    place: Place


def build_row(
    when: Mapping, kind_of: Callable[[str], Kind | None], report: Report, names: Iterable[str]
) -> Row | None:
    """Return a row's cells as one condition; None, with the reason reported."""
    conditions: list[ast.expr] = []
    extents: dict[str, _Extent] = {}
    read: dict[str, None] = {}
    for entry in when.entries:
        column = entry.key.text
        kind = kind_of(column)
        if kind is None:
            near = nearest(column, names)
            report.add("unknown-name", entry.key.place, near, name=column)
            continue
        cell = _Cells(column, kind, kind_of, read)
        try:
            condition, extents[column] = cell.read(entry.value)
        except Fault as fault:
            where = entry.value.place
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


def check_overlaps(rows: list[Row], report: Report) -> None:
    """Report every pair of rows that some situation satisfies both."""
    for index, row in enumerate(rows):
        unknown = [column for column, extent in row.extents.items() if extent is None]
        if unknown:
            report.add("table-not-checkable", row.place, column=unknown[0])
            continue
        for other in rows[:index]:
            if None not in other.extents.values() and _overlap(row, other):
                report.add("rows-overlap", row.place, other=other.place.line)
                break


def _overlap(a: Row, b: Row) -> bool:
    for column in a.extents.keys() & b.extents.keys():
        left, right = a.extents[column], b.extents[column]
        if isinstance(left, frozenset) and isinstance(right, frozenset):
            if not left & right:
                return False
        elif isinstance(left, _Interval) and isinstance(right, _Interval):
            if not left.meets(right):
                return False
        elif not _some_in(*((left, right) if isinstance(left, frozenset) else (right, left))):
            return False
    return True


def _some_in(values: _Extent, interval: _Extent) -> bool:
    assert isinstance(values, frozenset)
    assert isinstance(interval, _Interval)
    return any(interval.meets(_Interval(value, value)) for value in values)


class _Cells:
    """Reads the cells of one column."""

    def __init__(
        self,
        column: str,
        kind: Kind,
        kind_of: Callable[[str], Kind | None],
        read: dict[str, None],
    ) -> None:
        self.column, self.kind, self.kind_of, self.names_read = column, kind, kind_of, read

    def read(self, node: Node) -> tuple[ast.expr, _Extent]:
        if isinstance(node, Sequence):
            values = [self._value(item.text) for item in node.items if isinstance(item, Scalar)]
            members = ast.List([ast.Constant(v) for v in values], ast.Load())  # type: ignore[arg-type]
            return self._compare(ast.In, members), frozenset(values)
        assert isinstance(node, Scalar)
        text = node.text.strip()
        if match := _RANGE.fullmatch(text):
            low, high = self._value(match[1]), self._value(match[2])
            if low > high:  # type: ignore[operator]  # of one kind
                raise Fault("empty-range", f"{match[2]}..{match[1]}", text=text)
            between = ast.BoolOp(
                ast.And(),
                [
                    self._compare(ast.GtE, ast.Constant(low)),  # type: ignore[arg-type]
                    self._compare(ast.LtE, ast.Constant(high)),  # type: ignore[arg-type]
                ],
            )
            return between, _Interval(low, high)
        if match := _FOREIGN.match(text):
            written = _SPELT[match[1]]
            rest = text[match.end() :].strip()
            raise Fault("foreign-spelling", f"{written} {rest}", found=match[1])
        if match := _CELL.fullmatch(text):
            try:
                return self._comparison(match[1], match[2])
            except Fault as fault:
                if fault.suggestion is not None:
                    fault.suggestion = f"{match[1]} {fault.suggestion}"
                raise
        value = self._value(text)
        return self._compare(ast.Eq, ast.Constant(value)), frozenset({value})  # type: ignore[arg-type]

    def _comparison(self, symbol: str, text: str) -> tuple[ast.expr, _Extent]:
        operator = _OPERATORS[symbol]
        if self.kind.base != "choice" and self.kind_of(text) is not None:
            self.names_read[text] = None
            return self._compare(operator, ast.Name(text, ast.Load())), None
        value = self._value(text)
        condition = self._compare(operator, ast.Constant(value))  # type: ignore[arg-type]
        extents: dict[str, _Extent] = {
            "<": _Interval(high=value, high_open=True),
            "<=": _Interval(high=value),
            ">": _Interval(low=value, low_open=True),
            ">=": _Interval(low=value),
            "==": frozenset({value}),
        }
        if symbol == "!=" and self.kind.base in {"choice", "boolean"}:
            every: frozenset[Value] = frozenset(self.kind.choices or (True, False))
            return condition, frozenset(every - {value})
        return condition, extents.get(symbol)

    def _compare(self, operator: type[ast.cmpop], right: ast.expr) -> ast.expr:
        return ast.Compare(ast.Name(self.column, ast.Load()), [operator()], [right])

    def _value(self, text: str) -> Value:
        return parse_text(text, Expected(self.kind.certain()))


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
