"""One cell of a decision table: to a condition, and to the values it covers.

A cell is a value, a list of values, a comparison (`<= 7`) or an interval (`8..30`, both ends
included).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.building.coverage import Among, Extent, Interval
from bareme.reading.tree import Scalar, Sequence
from bareme.values import Expected, Fault, parse_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind
    from bareme.reading.tree import Node

_CELL = re.compile(r"(<=|>=|<|>|==|!=)\s*(.+)")
_SPELT = {"=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "=": "=="}
_FOREIGN = re.compile(r"(=>|=<|≥|≤|≠|<>|=(?!=))")
_RANGE = re.compile(r"(\S+)\s*\.\.\s*(\S+)")
# An interval, and several values, as they are said elsewhere.
_INTERVALS = tuple(
    re.compile(way)
    for way in (
        r"(?:>=|=>|≥)\s*(.+?)\s*(?:and|et)\s*(?:<=|=<|≤)\s*(.+)",
        r"entre (.+) et (.+)",
        r"(?:(?:de|du) )?(.+?)\s*(?:\.{2,}|…| (?:à|au) )\s*(.+)",
        r"([^–—-]+?)\s*[–—-]\s*([^–—-]+)",
    )
)
_SEVERAL = re.compile(r"\s*(?:;|\||, |\b(?:ou|et|or|and)\b)\s*")
_OPERATORS: dict[str, type[ast.cmpop]] = {
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
}


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads the cells of one column; the names of other columns they meet go to `read`."""

    column: str
    kind: Kind
    kind_of: Callable[[str], Kind | None]
    read: dict[str, None]

    def understand(self, node: Node) -> tuple[ast.expr, Extent | None]:
        """Return the condition of a cell, and what it covers: None where that is not known at
        load. Fault when it cannot be understood.
        """
        if isinstance(node, Sequence):
            values = [self._item(item) for item in node.items if isinstance(item, Scalar)]
            members = ast.List([_literal(value) for value in values], ast.Load())
            return self._compare(ast.In, members), Among(frozenset(values))
        assert isinstance(node, Scalar)
        text = node.text.strip()
        if self.kind.base == "text" and not _CELL.fullmatch(text):
            return self._equal(text)
        try:
            return self._condition(text)
        except Fault as fault:
            if fault.code != "empty-range":
                fault.suggestion = self._interval(text) or self._list(text) or fault.suggestion
            raise

    def _condition(self, text: str) -> tuple[ast.expr, Extent | None]:
        if match := _RANGE.fullmatch(text):
            return self._between(match[1], match[2], text)
        if match := _FOREIGN.match(text):
            written = _SPELT[match[1]]
            rest = text[match.end() :].strip()
            raise Fault("foreign-spelling", f'"{written} {rest}"', found=match[1])
        if match := _CELL.fullmatch(text):
            try:
                return self._comparison(match[1], match[2])
            except Fault as fault:
                if fault.suggestion is not None:
                    fault.suggestion = f'"{match[1]} {fault.suggestion}"'
                raise
        return self._equal(text)

    def _interval(self, text: str) -> str | None:
        """Return the interval a cell probably means."""
        ordered = self.kind.base in {"number", "date"}
        for match in filter(None, (way.fullmatch(text) for way in _INTERVALS if ordered)):
            first, last = map(self._meant, match.groups())
            if first and last:
                return f"{first}..{last}"
        return None

    def _list(self, text: str) -> str | None:
        """Return the list of values a cell probably means."""
        if self.kind.base != "number":  # there, a comma may begin the decimals
            text = text.replace(",", ";")
        values = [self._meant(part) for part in _SEVERAL.split(text)]
        known = [value for value in values if value]
        return f"[{', '.join(known)}]" if 1 < len(values) == len(known) else None

    def _meant(self, text: str) -> str | None:
        try:
            self._value(text)
        except Fault as fault:
            return fault.suggestion
        return text

    def _item(self, item: Scalar) -> Value:
        try:
            return self._value(item.text)
        except Fault as fault:
            fault.place = item.place
            raise

    def _equal(self, text: str) -> tuple[ast.expr, Extent]:
        value = self._value(text)
        return self._compare(ast.Eq, _literal(value)), Among(frozenset({value}))

    def _between(self, first: str, last: str, text: str) -> tuple[ast.expr, Extent]:
        low, high = self._ordered(first), self._ordered(last)
        if low > high:  # type: ignore[operator]  # of one kind
            raise Fault("empty-range", f"{last}..{first}", text=text)
        ends = [self._compare(ast.GtE, _literal(low)), self._compare(ast.LtE, _literal(high))]
        return ast.BoolOp(ast.And(), ends), Interval(low, high)  # type: ignore[arg-type]

    def _comparison(self, symbol: str, text: str) -> tuple[ast.expr, Extent | None]:
        operator = _OPERATORS[symbol]
        if self.kind.base != "choice" and self.kind_of(text) is not None:
            self.read[text] = None
            return self._compare(operator, ast.Name(text, ast.Load())), None
        if symbol in {"==", "!="}:
            value = self._value(text)
            extent: Extent = Among(frozenset({value}), others=symbol == "!=")
        else:
            value = self._ordered(text)
            ends = {"<": (None, value), "<=": (None, value), ">": (value, None)}
            low, high = ends.get(symbol, (value, None))
            extent = Interval(low, high, symbol == ">", symbol == "<")  # type: ignore[arg-type]
        return self._compare(operator, _literal(value)), extent

    def _compare(self, operator: type[ast.cmpop], right: ast.expr) -> ast.expr:
        return ast.Compare(ast.Name(self.column, ast.Load()), [operator()], [right])

    def _value(self, text: str) -> Value:
        return parse_text(text, Expected(self.kind.certain()))

    def _ordered(self, text: str) -> Value:
        if self.kind.base not in {"number", "date"}:
            raise Fault("not-ordered", found=self.kind)
        return self._value(text)


def _literal(value: Value) -> ast.Constant:
    return ast.Constant(value)  # type: ignore[arg-type]  # exact rationals and days
