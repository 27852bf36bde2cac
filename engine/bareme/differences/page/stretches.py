"""What there is to draw and to tell of a curve: both sides over the same stretches, and where
they break. Only exact numbers; nothing is drawn here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from bareme.reading.scalars import magnitude
from bareme.values import as_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import Curve, Segment
    from bareme.reading.scalars import Number

Ends: TypeAlias = "tuple[Number, Number]"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the input on which neither side breaks, with what each answers at its ends;
    None where it answers nothing. Of one point where start and end are the same.
    """

    start: Number
    end: Number
    before: Ends | None
    after: Ends | None

    @property
    def change(self) -> Ends | None:
        """How much more there is after, at both ends; None where a side does not answer."""
        if self.before is None or self.after is None:
            return None
        return self.after[0] - self.before[0], self.after[1] - self.before[1]

    @property
    def sign(self) -> int:
        """Whether there is more after (1), less (-1), or neither, on a stretch that does not
        cross.
        """
        total = sum(self.change or ())
        return (total > 0) - (total < 0)


@dataclass(frozen=True, slots=True)
class Jump:
    """A leap of one side, from the last point before it to the first one after; `lands` tells
    whether the second is the limit at which it leaps.
    """

    left: Segment
    right: Segment
    lands: bool

    @property
    def at(self) -> Number:
        """The limit."""
        return self.right.start if self.lands else self.left.end

    @property
    def by(self) -> Number:
        """How far it leaps."""
        return self.right.at_start - self.left.at_end


@dataclass(frozen=True, slots=True)
class Break:
    """A point at which a side changes its course, and by how much it leaps there."""

    at: Number
    leap: Number


def step(curve: Curve) -> Number:
    """Return the least by which values of the input differ, as its segments show it: there is
    nothing between two that are no further apart.
    """
    if curve.input_kind.unit is not None and curve.input_kind.unit.is_money:
        return Fraction(1, 100)
    ends = (x for one in (*curve.before, *curve.after) for x in (one.start, one.end))
    return 1 if all(x == int(x) for x in ends) else Fraction(1, 1000)


def stretches(curve: Curve) -> tuple[Stretch, ...]:
    """Return both sides over the same stretches, in order."""
    sides, least = (_Side(curve.before), _Side(curve.after)), step(curve)
    knots = sorted({x for s in (*curve.before, *curve.after) for x in (s.start, s.end)})
    found: list[Stretch] = []
    for start, end in zip(knots, [*knots[1:], None], strict=True):
        if any(start in side.points for side in sides):
            found.append(Stretch(start, start, *(side.single(start) for side in sides)))
        if end is not None:
            before, after = (side.over(start, end) for side in sides)
            whole = before is not None and after is not None
            if whole or (end - start > least and (before, after) != (None, None)):
                found.append(Stretch(start, end, before, after))
    return tuple(found)


def surfaces(found: Sequence[Stretch], near: Number) -> Iterator[tuple[Stretch, ...]]:
    """Give the stretches between which a surface lies, all of it more or all of it less."""
    held: list[Stretch] = []
    for stretch in (half for one in found if one.start < one.end for half in _halves(one)):
        follows = held and held[-1].sign == stretch.sign and stretch.start - held[-1].end <= near
        if held and not follows:
            yield tuple(held)
            held = []
        if stretch.sign:
            held.append(stretch)
    if held:
        yield tuple(held)


def _halves(stretch: Stretch) -> Iterator[Stretch]:
    """Give a stretch in two, where its sides cross."""
    first, last = stretch.change or (0, 0)
    if first * last >= 0 or stretch.before is None or stretch.after is None:
        yield stretch
        return
    part = Fraction(first) / (first - last)
    at = stretch.start + part * (stretch.end - stretch.start)
    value = stretch.before[0] + part * (stretch.before[1] - stretch.before[0])
    before, after = stretch.before, stretch.after
    yield Stretch(stretch.start, at, (before[0], value), (after[0], value))
    yield Stretch(at, stretch.end, (value, before[1]), (value, after[1]))


def jumps(side: Sequence[Segment], near: Number) -> Iterator[Jump]:
    """Give where a side leaps: stretches no further apart than `near` that do not meet."""
    for one, other in pairwise(side):
        if other.start - one.end <= near and one.at_end != other.at_start:
            yield Jump(one, other, _lands(one, other))


def breaks(side: Sequence[Segment], near: Number) -> Iterator[Break]:
    """Give where a side leaps, bends, begins or ends to answer, within the picture."""
    yield from (Break(jump.at, magnitude(jump.by)) for jump in jumps(side, near))
    for one, other in pairwise(side):
        if other.start - one.end > near:
            yield from (Break(one.end, 0), Break(other.start, 0))
        elif one.at_end == other.at_start and _slope(one) != _slope(other):
            yield Break(other.start, 0)


class _Side:
    """The segments of a side, found by where they are."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.points = {s.start: s.at_start for s in segments if s.start == s.end}
        self._long = [s for s in segments if s.start < s.end]
        self._starts = [s.start for s in self._long]

    def over(self, start: Number, end: Number) -> Ends | None:
        """Return what is answered at both ends of a stretch within one segment."""
        place = bisect_right(self._starts, start) - 1
        held = self._long[place] if place >= 0 else None
        if held is None or held.end < end:
            return None
        return _value(held, start), _value(held, end)

    def single(self, at: Number) -> Ends | None:
        """Return what is answered at a point."""
        if at in self.points:
            return self.points[at], self.points[at]
        place = bisect_right(self._starts, at) - 1
        held = self._long[place] if place >= 0 else None
        if held is None or held.end < at:
            return None
        return _value(held, at), _value(held, at)


def _value(segment: Segment, at: Number) -> Number:
    if at == segment.start:
        return segment.at_start
    return segment.at_start + (at - segment.start) * _slope(segment)


def _slope(segment: Segment) -> Fraction:
    length = segment.end - segment.start
    return Fraction(segment.at_end - segment.at_start) / length if length else Fraction(0)


def _lands(one: Segment, other: Segment) -> bool:
    """Return whether a leap has landed at its point: a single point says so itself, a threshold
    is the rounder of the last value below and the first above.
    """
    if one.start == one.end or other.start == other.end:
        return other.start == other.end
    return _digits(other.start) <= _digits(one.end)


def _digits(value: Number) -> int:
    """Return how many digits it takes to write a number: few for a round one."""
    decimal = as_decimal(value)
    return len(format(decimal, "f")) if not isinstance(decimal, Fraction) else len(str(decimal))
