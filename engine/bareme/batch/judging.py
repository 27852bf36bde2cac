"""Stretches of rows to what is written of them, and what is rejected."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.batch.rejects import errors
from bareme.batch.stretch import Reject
from bareme.diagnostics import Diagnostic, facts
from bareme.tables.cells import value_of
from bareme.tables.streaming import evaluate_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa

    from bareme.batch.stretch import Carried, Stretch
    from bareme.tables.judging import Request


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch with its answers; `wrong` is what is wrong with some of its rows, by place."""

    stretch: Stretch
    answers: Mapping[str, pa.Array]
    wrong: Mapping[int, tuple[Diagnostic, ...]]
    reference: str | None

    def kept(self) -> tuple[Carried, Mapping[str, pa.Array]]:
        """Return the rows that were judged, with their answers."""
        if not self.wrong:
            return self.stretch.carried, self.answers
        rows = self._places()
        taken = {name: array.take(rows) for name, array in self.answers.items()}
        return self.stretch.carried.taken(rows), taken

    def rejects(self, lacking: Mapping[int, str], encoding: str) -> list[Reject]:
        """Return everything that is wrong, by line. `lacking` are those of the rows kept that
        could not be written, with the character that the encoding lacks.
        """
        found = list(self.stretch.rejects)
        for row, diagnostics in self.wrong.items():
            found += [self._reject(row, diagnostic) for diagnostic in diagnostics]
        places = self._places()
        for place, character in lacking.items():
            data = facts({"character": character, "encoding": encoding})
            number = int(self.stretch.numbers[places[place]])
            found.append(Reject(number, "", "", Diagnostic("not-in-encoding", None, data)))
        return sorted(found, key=lambda reject: reject.number)

    def _places(self) -> Any:
        every = np.ones(self.stretch.given.num_rows, np.bool_)
        every[list(self.wrong)] = False
        return np.flatnonzero(every)

    def _reject(self, row: int, diagnostic: Diagnostic) -> Reject:
        # What has no name of its own is about the date by which the row is judged.
        column = diagnostic.subject or self.reference or ""
        shown = self.stretch.shown
        value = value_of(shown.column(column)[row]) if column in shown.column_names else None
        number = int(self.stretch.numbers[row])
        return Reject(number, column, "" if value is None else str(value), diagnostic)


def judged(request: Request, stretches: Iterable[Stretch], workers: int | None) -> Iterator[Judged]:
    """Judge stretches as they come, in their order."""
    under_way: deque[Stretch] = deque()

    def given() -> Iterator[pa.Table]:
        for stretch in stretches:
            under_way.append(stretch)
            yield stretch.given

    first = 0
    for result in evaluate_stream(request, given(), workers=workers):
        stretch = under_way.popleft()
        wrong = dict(stretch.doubts)
        for row in result.rejected:
            place, found = row.row - first, errors(row.diagnostics)
            told = {diagnostic.subject for diagnostic in found}  # a cell that is refused anyway
            doubts = (doubt for doubt in wrong.get(place, ()) if doubt.subject not in told)
            wrong[place] = (*doubts, *found)
        answers = {name: result.table.column(name) for name in result.outputs}
        yield Judged(stretch, answers, wrong, request.book.definition.reference_date)
        first += stretch.given.num_rows
