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
from typing import TYPE_CHECKING, TypeAlias

from bareme.reading.scalars import FIRST_YEAR, LAST_YEAR, Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind

_MAX_STATES = 20_000  # combinations tried before a table is said to be too wide to be checked

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
        known = bounds | {end for end in (low, high) if end is not None} or {0}
        step = self.step or 1
        found = {*known, min(known) - step, max(known) + step}
        if self.step is not None:
            found |= {bound + shift for bound in known for shift in (-step, step)}
            found = {value for value in found if value / Fraction(step) % 1 == 0}
        else:
            ordered = sorted(known)
            found |= {Fraction(a + b) / 2 for a, b in pairwise(ordered)}
        return (
            value
            for value in sorted(found)
            if (low is None or value >= low) and (high is None or value <= high)
        )


def _other(texts: set[Value]) -> str:
    """Return a text that is none of these."""
    return "…" * (1 + max((len(str(text)) for text in texts), default=0))


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
        if not all(both):
            return None
        return self._situation(both, left, right)

    def gap(self, within: int | None = None) -> Situation | None:
        """Return a situation that no row covers; None when there is none.

        `within` asks instead for one that this row covers and no row before it. TooWide when
        there are too many combinations to try.
        """
        row = None if within is None else self._rows[within]
        if within is not None and row is None:
            return {}  # not known: taken as one that may apply
        before = self._rows[:within]
        room = row or tuple(self._all.values())
        if not all(room):
            return None
        search = _Search([found for found in before if found is not None], room)
        taken = search.gap(0, (1 << len(search.rows)) - 1)
        if taken is None:
            return None
        return self._situation(taken, *search.rows, room)

    def _situation(self, taken: Sequence[int], *seen: tuple[int, ...]) -> Situation:
        """Name one value of each column that some row looks at."""
        situation: Situation = {}
        for index, name in enumerate(self._names):
            if any(bits[index] != self._all[name] for bits in seen):
                lowest = taken[index] & -taken[index]
                situation[name] = self._values[name][lowest.bit_length() - 1]
        return situation


class _Search:
    """Looks for values that no row takes, column by column."""

    def __init__(self, rows: list[tuple[int, ...]], room: tuple[int, ...]) -> None:
        self.rows, self._room = rows, room
        self._none: set[tuple[int, int]] = set()  # what has been searched without a find
        self._states = 0

    def gap(self, column: int, left: int) -> list[int] | None:
        """Return values from this column on that none of the rows `left` takes."""
        if not left:
            return list(self._room[column:])
        if column == len(self._room) or (column, left) in self._none:
            return None
        self._states += 1
        if self._states > _MAX_STATES:
            raise TooWide
        tried: set[int] = set()
        room = self._room[column]
        while room:
            bit = room & -room
            room ^= bit
            still = sum(
                1 << i for i, row in enumerate(self.rows) if left >> i & 1 and row[column] & bit
            )
            if still in tried:
                continue
            tried.add(still)
            below = self.gap(column + 1, still)
            if below is not None:
                return [bit, *below]
        self._none.add((column, left))
        return None
