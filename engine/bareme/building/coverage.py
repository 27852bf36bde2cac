"""Which situations the rows of a decision table cover: two at once, none at all, never any.

The values of a column that matter are few: the bounds that its cells name, and one value on each
side of them. Rows that agree on all of those agree on everything, so that trying them is a proof,
and what is found is a situation to show.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, TypeAlias

from bareme.reading.scalars import FIRST_YEAR, LAST_YEAR, Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind

_MAX_STATES = 50_000  # combinations tried before a table is said to be too wide to be checked
_FEW = 100

Ordered: TypeAlias = Number | dt.date


@dataclass(frozen=True, slots=True)
class Among:
    """The values listed, or with `others` every value but those."""

    values: frozenset[Value]
    others: bool = False

    def __contains__(self, value: object) -> bool:
        return (value in self.values) != self.others

    @property
    def bounds(self) -> frozenset[Value]:
        """The values at which it begins or ends."""
        return self.values


@dataclass(frozen=True, slots=True)
class Interval:
    """Ordered values between two bounds; None is no bound; an open end excludes its bound."""

    low: Ordered | None = None
    high: Ordered | None = None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: object) -> bool:
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):  # type: ignore[operator]  # of one kind
            return False
        return self.high is None or not (
            value > self.high or (self.high_open and value == self.high)  # type: ignore[operator]
        )

    @property
    def bounds(self) -> frozenset[Value]:
        """The values at which it begins or ends."""
        return frozenset(bound for bound in (self.low, self.high) if bound is not None)


Extent: TypeAlias = Among | Interval
Situation: TypeAlias = dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may hold: its kind, the distance between two values (1 for whole numbers,
    a cent for amounts; None where there is always one in between), and the bounds of an input.
    """

    kind: Kind
    step: Number | None = None
    minimum: Number | dt.date | None = None
    maximum: Number | dt.date | None = None

    def representatives(self, extents: Sequence[Extent]) -> tuple[Value, ...]:
        """Return values among which every distinction is found that the extents make."""
        bounds = {bound for extent in extents for bound in extent.bounds}
        if self.kind.base == "boolean":
            return (True, False)
        if self.kind.base == "choice":
            return tuple(sorted(self.kind.choices))
        if self.kind.base == "text":
            return (*sorted(map(str, bounds)), _other(bounds))
        if self.kind.base == "date":
            return tuple(self._days({bound for bound in bounds if isinstance(bound, dt.date)}))
        return tuple(self._numbers({b for b in bounds if isinstance(b, (int, Fraction))}))

    def _days(self, bounds: set[dt.date]) -> Iterator[dt.date]:
        low = self.minimum if isinstance(self.minimum, dt.date) else dt.date(FIRST_YEAR, 1, 1)
        high = self.maximum if isinstance(self.maximum, dt.date) else dt.date(LAST_YEAR, 12, 31)
        day = dt.timedelta(days=1)
        near = {bound + shift for bound in bounds for shift in (-day, 0 * day, day)}
        return (found for found in sorted(near | {low, high}) if low <= found <= high)

    def _numbers(self, bounds: set[Number]) -> Iterator[Number]:
        low, high = self.minimum, self.maximum
        assert not isinstance(low, dt.date)
        assert not isinstance(high, dt.date)
        known = sorted(bounds | {end for end in (low, high) if end is not None} or {0})
        if self.step is None:
            found = {known[0] - 1, *known, known[-1] + 1}
            found |= {Fraction(a + b) / 2 for a, b in pairwise(known)}
        else:  # a bound may lie between two values
            step = Fraction(self.step)
            around = ((floor(bound / step), ceil(bound / step)) for bound in known)
            found = {step * n for first, last in around for n in range(first - 1, last + 2)}
        return (
            value
            for value in sorted(found)
            if (low is None or value >= low) and (high is None or value <= high)
        )


OTHER = "…"  # begins a text that stands for any that a table does not name


def _other(texts: set[Value]) -> str:
    """Return a text that is none of these."""
    return OTHER * (1 + max((len(str(text)) for text in texts), default=0))


class TooWide(Exception):
    """A table with too many combinations to be tried."""


class Grid:
    """The rows of a table over the values that matter, each row as a set of bits per column."""

    def __init__(
        self, columns: Mapping[str, Column], rows: Sequence[Mapping[str, Extent | None]]
    ) -> None:
        self._values = {
            name: column.representatives([e for row in rows if (e := row.get(name)) is not None])
            for name, column in columns.items()
        }
        self._names = tuple(self._values)
        self._all = {name: (1 << len(values)) - 1 for name, values in self._values.items()}
        self._rows = [self._bits(row) for row in rows]
        # For each value of each column, the rows that take it.
        self._takers = [
            [
                (1 << n, sum(1 << i for i, row in enumerate(self._rows) if row and row[c] >> n & 1))
                for n in range(len(values))
            ]
            for c, values in enumerate(self._values.values())
        ]
        self._budget = [_MAX_STATES]

    def _bits(self, row: Mapping[str, Extent | None]) -> tuple[int, ...] | None:
        """Return which values of each column a row takes; None when that is not known at load."""
        if None in row.values():
            return None
        found = []
        for name, values in self._values.items():
            extent = row.get(name)
            taken = (1 << i for i, value in enumerate(values) if extent is None or value in extent)
            found.append(sum(taken))
        return tuple(found)

    def shared(self, a: int, b: int) -> Situation | None:
        """Return a situation that satisfies both rows; None when there is none, or none known."""
        left, right = self._rows[a], self._rows[b]
        if left is None or right is None:
            return None
        both = [one & other for one, other in zip(left, right, strict=True)]
        return self._situation(both, left, right) if all(both) else None

    def gap(self) -> Situation | None:
        """Return a situation that no row covers, as far as is known at load; None when there is
        none. TooWide when there are too many combinations to try.
        """
        room = tuple(self._all.values())
        taken = self._search(len(self._rows), room)
        rows = [row for row in self._rows if row is not None]
        return None if taken is None else self._situation(taken, *rows)

    def _search(self, count: int, room: tuple[int, ...]) -> list[int] | None:
        """Return a value of each column, within `room`, that none of the first rows takes."""
        before = (1 << count) - 1
        columns = [
            [(bit, takers & before) for bit, takers in column if bit & room[index]]
            for index, column in enumerate(self._takers)
        ]
        known = sum(1 << i for i, row in enumerate(self._rows[:count]) if row is not None)
        return _Search(columns, room, known, self._budget).gap()

    def is_possible(self, index: int) -> bool:
        """Tell whether some situation satisfies a row, whatever the others say."""
        row = self._rows[index]
        return row is None or all(row)

    def may_apply(self, index: int) -> bool:
        """Tell whether some situation satisfies a row and none before it; TooWide as above."""
        row = self._rows[index]
        if row is None:
            return True
        return all(row) and self._search(index, row) is not None

    def _situation(self, taken: Sequence[int], *seen: tuple[int, ...]) -> Situation:
        """Name one value of each column that some row looks at."""
        situation: Situation = {}
        for index, name in enumerate(self._names):
            if any(bits[index] != self._all[name] for bits in seen):
                lowest = taken[index] & -taken[index]
                situation[name] = self._values[name][lowest.bit_length() - 1]
        return situation


class _Search:
    """Looks, within the values of `room`, for a combination that none of the rows takes, column
    by column. `columns` give the rows that take each value, `rows` all of them; each combination
    tried is one of the budget.
    """

    def __init__(
        self,
        columns: list[list[tuple[int, int]]],
        room: tuple[int, ...],
        rows: int,
        budget: list[int],
    ) -> None:
        self._room, self._rows, self._budget = room, rows, budget
        self._columns = [_least(column) for column in columns]
        self._free = _rest_covered(columns, rows)
        self._none: set[tuple[int, int]] = set()  # what has been searched without a find

    def gap(self) -> list[int] | None:
        """Return a value of each column, as bits; None when the rows take every combination."""
        return self._from(0, self._rows)

    def _from(self, column: int, left: int) -> list[int] | None:
        """Return values from this column on that none of the rows `left` takes."""
        if not left:
            return list(self._room[column:])
        if left & self._free[column] or (column, left) in self._none:
            return None
        self._budget[0] -= 1
        if self._budget[0] < 0:
            raise TooWide
        for bit, takers in self._columns[column]:
            below = self._from(column + 1, left & takers)
            if below is not None:
                return [bit, *below]
        self._none.add((column, left))
        return None


def _least(column: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the values of a column without those that every row of another takes too."""
    found: dict[int, int] = {}
    for bit, takers in column:
        found.setdefault(takers, bit)
    ordered = sorted(found, key=int.bit_count)
    if len(ordered) <= _FEW:  # else it takes longer than it helps
        least: list[int] = []
        for takers in ordered:
            if not any(other & takers == other for other in least):
                least.append(takers)
        ordered = least
    return [(found[takers], takers) for takers in ordered]


def _rest_covered(columns: list[list[tuple[int, int]]], rows: int) -> list[int]:
    """Return, for each column, the rows that take everything from that column on."""
    found = [rows]
    for column in reversed(columns):
        whole = found[-1]
        for _, takers in column:
            whole &= takers
        found.append(whole)
    return found[::-1]
