"""What becomes of one output for many people: counted, added up and put in order, exactly.

Numbers are whole numerators over a common denominator; what the columns cannot judge is added one
by one. Of each person whose number moves two integers are kept, for the one in the middle.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import partial
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bareme.columns.column import aligned, fitting, kind_of
from bareme.differences.effects.fates import fate, middle, move
from bareme.reading.scalars import magnitude

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.columns.column import Column, Mask
    from bareme.differences.effects.fates import Move
    from bareme.differences.model import Answer, Fate
    from bareme.reading.scalars import Number


class Pair(NamedTuple):
    """An answer before and after, a column each, and who is refused it."""

    before: Column
    after: Column
    refused_before: Mask
    refused_after: Mask


class Moves(NamedTuple):
    """How much numbers move, and from where, over one denominator."""

    amounts: Any
    starts: Any
    denominator: int


class Tally:
    """What becomes of one output. `telling` is, for each fate, the person to tell of (what `whom`
    gave for their row), after what they are preferred by: their change, and their place.
    """

    def __init__(self) -> None:
        self.counts: Counter[Fate] = Counter()
        self.total: Number = 0
        self.telling: dict[Fate, tuple[tuple[Number, int], Any]] = {}
        self._moves: list[Moves] = []

    def add(self, pair: Pair, counted: Mask, places: Any, whom: Callable[[int], Any]) -> None:
        """Add some people, those `counted`; `places` are theirs in the file."""
        moves = _moves(pair) if are_numbers(pair) else None
        numeric = with_numbers(pair, counted)
        changed = 0
        for what, mask in _fates(pair, counted, moves).items():
            rows = np.flatnonzero(mask)
            if not len(rows):
                continue
            changed += len(rows)
            self.counts[what] += len(rows)
            size: Number = 0
            row = rows[0]
            if moves is not None and what in {"gain", "lose"}:
                sizes = abs(moves.amounts[rows])
                row = rows[int(sizes.argmax())]
                size = Fraction(int(abs(moves.amounts[row])), moves.denominator)
            self._tell(what, size, int(places[row]), partial(whom, int(row)))
        self.counts["same"] += int(np.count_nonzero(counted)) - changed
        if moves is not None:
            rows = np.flatnonzero(numeric & (moves.amounts != 0))
            moved = Moves(moves.amounts[rows], moves.starts[rows], moves.denominator)
            self.total += Fraction(_exact_sum(moved.amounts), moved.denominator)
            self._moves.append(moved)

    def add_one(self, before: Answer, after: Answer, place: int, whom: Callable[[], Any]) -> None:
        """Add one person."""
        what, moved = fate(before, after), move(before, after)
        self.counts[what] += 1
        if moved is not None:
            self.total += moved[0]
            common = lcm(*(number.denominator for number in moved))
            data = [np.array([int(number * common)], object) for number in moved]
            self._moves.append(Moves(data[0], data[1], common))
        if what != "same":
            size = magnitude(moved[0]) if moved is not None and what in {"gain", "lose"} else 0
            self._tell(what, size, place, whom)

    def _tell(self, what: Fate, size: Number, place: int, whom: Callable[[], Any]) -> None:
        preferred = size, -place
        if what not in self.telling or preferred > self.telling[what][0]:
            self.telling[what] = preferred, whom()

    @property
    def extremes(self) -> tuple[Move, Move, Move] | None:
        """The smallest, middle and largest moves; None when nothing moves."""
        moves = _together([moves for moves in self._moves if len(moves.amounts)])
        if moves is None:
            return None
        last = len(moves.amounts) - 1
        found = _in_order(moves, [0, last // 2, (last + 1) // 2, last])
        return found[0], middle(found[1:3]), found[3]


def with_numbers(pair: Pair, counted: Mask) -> Mask:
    """Return who has a number on both sides."""
    there = counted & ~pair.refused_before & ~pair.refused_after
    return there & _is_there(pair.before) & _is_there(pair.after)


def are_numbers(pair: Pair) -> bool:
    """Tell whether an answer is a number on both sides."""
    return pair.before.base == pair.after.base == "number"


def exact_total(column: Column, counted: Mask) -> Number:
    """Return the sum of some rows of a column of numbers."""
    return Fraction(_exact_sum(column.data[counted]), column.denominator)


def _exact_sum(data: Any) -> int:
    """Return the sum of some integers, however large."""
    if data.dtype != object and len(data):
        widest = max(int(data.max()), -int(data.min()))
        if kind_of(widest * len(data)) is not object:
            return int(data.sum(dtype=np.int64))
    return int(data.astype(object).sum()) if len(data) else 0


def _moves(pair: Pair) -> Moves:
    left, right = aligned(pair.before, pair.after)
    reached = left.low, left.high, right.low, right.high, right.low - left.high
    starts, ends = (fitting(side.data, *reached, right.high - left.low) for side in (left, right))
    return Moves(ends - starts, starts, left.denominator)


def _fates(pair: Pair, counted: Mask, moves: Moves | None) -> Mapping[Fate, Mask]:
    """Return to whom what happens; who is in none stays the same."""
    before, after, lost, found = pair
    changed = counted & ~lost & ~found & ~_is_same(before, after)
    one, other = _is_something(before), _is_something(after)
    alike = one == other
    if moves is not None:  # a debt is no something
        there = _is_there(before) & _is_there(after)
        alike |= there & ((moves.starts < 0) | (moves.starts + moves.amounts < 0))
    fates: dict[Fate, Mask] = {
        "refused": counted & found & ~lost,
        "answered": counted & lost & ~found,
        "appear": changed & ~alike & other,
        "vanish": changed & ~alike & one,
    }
    alike = changed & alike
    if moves is not None:
        numeric = alike & there
        fates["gain"] = numeric & (moves.amounts > 0)
        fates["lose"] = numeric & (moves.amounts < 0)
        alike &= ~numeric
    return fates | {"other": alike}


def _size(column: Column) -> int:
    data = next(iter(column.data.values())) if column.base == "list" else column.data
    return len(data)


def _is_there(column: Column) -> Mask:
    return np.ones(_size(column), np.bool_) if column.nothing is None else ~column.nothing


def _is_something(column: Column) -> Mask:
    """Tell which answers are neither nothing, zero, false nor empty."""
    if column.base == "list":
        named: Mask = np.logical_or.reduce(list(column.data.values()))
        return _is_there(column) & named
    if column.base == "date":
        return _is_there(column)
    return _is_there(column) & np.asarray(column.data != 0, np.bool_)


def _is_same(before: Column, after: Column) -> Mask:
    one, other = _is_there(before), _is_there(after)
    neither = ~one & ~other
    if before.base != after.base:
        return neither
    if before.base == "list":
        none = np.zeros(_size(before), np.bool_)
        equal = ~none
        for name in before.data.keys() | after.data.keys():
            equal &= before.data.get(name, none) == after.data.get(name, none)
    else:
        left, right = before, after
        if before.base == "number":
            left, right = aligned(before, after)
        equal = np.asarray(left.data == right.data, np.bool_)
    return neither | (one & other & equal)


def _together(moves: list[Moves]) -> Moves | None:
    """Return moves over one denominator, in one; None when there is none."""
    if not moves:
        return None
    common = lcm(*(some.denominator for some in moves))

    def joined(numerators: list[Any]) -> Any:
        scaled = []
        for some, data in zip(moves, numerators, strict=True):
            factor = common // some.denominator
            reached = int(data.min()), int(data.max())
            wide = fitting(data, *reached, reached[0] * factor, reached[1] * factor, factor)
            scaled.append(wide * factor if factor != 1 else wide)
        return np.concatenate(scaled)

    amounts, starts = [some.amounts for some in moves], [some.starts for some in moves]
    return Moves(joined(amounts), joined(starts), common)


def _in_order(moves: Moves, places: list[int]) -> list[Move]:
    """Return the moves that would be in some places, were they in order by size, sign and start."""
    sizes = abs(moves.amounts)
    ordered = np.partition(sizes, sorted(set(places)))
    found: list[Move] = []
    for place in places:
        size = ordered[place]
        alike = np.flatnonzero(sizes == size)
        first = int(np.count_nonzero(sizes < size))
        order = np.lexsort((moves.starts[alike], moves.amounts[alike]))
        row = alike[order[place - first]]
        pair = moves.amounts[row], moves.starts[row]
        amount, start = (Fraction(int(number), moves.denominator) for number in pair)
        found.append((amount, start))
    return found
