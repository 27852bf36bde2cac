"""Rows of a file as people: their columns, read once for every version that judges them, and one
person among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from bareme.columns.column import MISSING, UNDECIDED
from bareme.columns.evaluation import ColumnEvaluation
from bareme.domains.columns import Vocabulary
from bareme.tables.cells import value_of
from bareme.tables.reading import read
from bareme.values import Fault, accept, parse_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bareme.columns.column import Column, Mask
    from bareme.domains.exact import Value
    from bareme.model import Definition
    from bareme.rulebook import Rulebook, Rules
    from bareme.values import Expected


class Answered(NamedTuple):
    """The answers of a version to some people, a column each; who is refused which of them; and
    whom only the exact evaluation can judge.
    """

    columns: Mapping[str, Column]
    refused: Mapping[str, Mask]
    alone: Mask


class People:
    """Some rows of a file, and their numbers in it.

    With `dated` each has a reference date of their own; else it is that of the version.
    """

    def __init__(self, table: pa.Table, numbers: Any, dated: bool) -> None:
        self.table, self.numbers, self._dated = table, numbers, dated
        self._vocabulary = Vocabulary()
        self._columns: dict[tuple[str, Expected], tuple[Column, Any]] = {}

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def some(self, rows: Any) -> People:
        """Return some of them; all when no rows are said."""
        if rows is None:
            return self
        return People(self.table.take(pa.array(rows)), self.numbers[rows], self._dated)

    def column(self, name: str, expected: Expected) -> tuple[Column, Any]:
        """Return a column, and a mask of what cannot be taken of it (None where all can be)."""
        key = name, expected
        if key not in self._columns:
            self._columns[key] = read(self.table.column(name), expected, self._vocabulary)
        return self._columns[key]

    def answered(self, rules: Rules, outputs: Iterable[str]) -> Answered:
        """Return what a version answers. One that is mixed may raise anything."""
        made, size = rules.book.definition, len(self)
        given: dict[str, Any] = {}
        wrong = np.zeros(size, np.bool_)
        for name in self.table.column_names:
            if name in rules.book.expected:
                given[name], bad = self.column(name, rules.book.expected[name])
                if bad is not None:
                    wrong |= bad
        if made.reference_date is not None and not self._dated:
            given[made.reference_date] = rules.date
        evaluation = ColumnEvaluation(rules.program, given, size, self._vocabulary)
        columns: dict[str, Column] = {}
        refused: dict[str, Mask] = {}
        alone = np.zeros(size, np.bool_)
        for output in outputs:
            found = evaluation.column(output, base_of(made, output))
            columns[output], refused[output] = found, wrong
            if found.flaw is not None:
                refused[output] = wrong | (found.flaw == MISSING)
                alone |= found.flaw == UNDECIDED
        return Answered(columns, refused, alone & ~wrong)

    def person(self, row: int, books: Sequence[Rulebook]) -> dict[str, Value]:
        """Return what is given of someone, each value as the first rulebook reads it that can."""
        found: dict[str, Value] = {}
        for name in self.table.column_names:
            cell = value_of(self.table.column(name)[row])
            for expected in (book.expected.get(name) for book in books):
                if expected is not None and cell is not None and name not in found:
                    try:
                        found[name] = _taken(cell, expected)
                    except Fault:
                        continue
        return found


def base_of(made: Definition, name: str) -> str:
    """Return what a column of a name holds."""
    kind = made.kind_of(name)
    assert kind is not None
    return "text" if kind.base == "choice" else kind.base


def _taken(cell: Any, expected: Expected) -> Value:
    written = isinstance(cell, str) and expected.kind.base not in {"text", "choice"}
    return parse_text(cell, expected) if written else accept(cell, expected)
