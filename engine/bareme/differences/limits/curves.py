"""An output over one input, as straight pieces between exact limits: nothing is sampled."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bareme.differences.effects.situations import as_written
from bareme.differences.limits.alternatives import Alternatives, step_of
from bareme.differences.limits.lines import Axis, Walker, exact, stretches
from bareme.differences.model import Curve, Segment
from bareme.domains.lines import Line
from bareme.reading.scalars import magnitude, simplest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bareme.differences.limits.lines import Stretch, Walk
    from bareme.domains.exact import Value
    from bareme.model import Input
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rules

_MOST = 200  # pieces of a curve; what lies beyond is left out
_HALVINGS = 7  # of a piece that is not straight
_NEAR_ENOUGH = Fraction(1, 500)  # of what such a piece is worth
_BEYOND = Fraction(6, 5)  # how far to show, of where the last limit is
_ORDER = ("amount", "integer", "number")


class _Piece(NamedTuple):
    """A segment, with the true slope of its line (None where it is not straight), and how far
    values may be from that line.
    """

    segment: Segment
    slope: Number | None
    play: Number


def segments(
    rules: Rules,
    situation: Mapping[str, Value],
    along: str,
    output: str,
    start: Number,
    end: Number,
) -> tuple[Segment, ...]:
    """Return an output over one numeric input, from `start` to `end`, all else being as in
    `situation`: exact values, without the reference date input.

    The ends of every segment are evaluated exactly; what is rounded is drawn as the straight line
    between them, from which it is never farther than the roundings may stray. Where the output
    jumps, a segment ends at the last value of the input before, by its step (a cent, one of what
    is counted), and the next begins at the limit itself. What is not straight is drawn by as many
    segments as it takes to be near.
    """
    walker = _walker(rules, output)
    step = step_of(rules.book.expected[along])
    axis = Axis(along, start, step, max(0, math.floor(Fraction(end - start) / step)))
    found: list[_Piece] = []
    came: Number | None = None
    for stretch in islice(stretches(walker, situation, axis), _MOST):
        for piece in _pieces(walker, situation, axis, stretch, came):
            joined = _joined(found[-1], piece, step) if found else None
            if joined is not None:
                found.pop()
            found.append(joined or piece)
        came = stretch.flip
    return tuple(piece.segment for piece in found)


def curves(
    before: Rules, after: Rules, situation: Mapping[str, Value], output: str
) -> Curve | None:
    """Return an output over the main input, before and after; None where it is no number, or no
    numeric input moves it.

    The main input is the first that moves it, amounts before what is counted, among those over
    which the two sides differ if there are any. It goes from its least value to a fifth beyond
    the last limit of either side.
    """
    made = after.book.definition
    kind = made.kind_of(output)
    sides = before, after
    if kind is None or kind.base != "number" or before.book.definition.kind_of(output) is None:
        return None
    best: Curve | None = None
    for asked in _candidates(sides, situation, output):
        ends = _range(sides, situation, asked.name, output)
        if ends is None:
            continue
        drawn = [segments(side, situation, asked.name, output, *ends) for side in sides]
        rest = {name: value for name, value in situation.items() if name != asked.name}
        given = as_written(rest, (after.book, before.book))
        label = made.label_of(output)
        curve = Curve(
            output, label, kind, asked.name, asked.label, asked.kind, given, drawn[0], drawn[1]
        )
        if drawn[0] != drawn[1]:
            return curve
        best = best or curve
    return best


def _walker(rules: Rules, output: str) -> Walker:
    walker = Walker(rules.program, (output,))
    reference = rules.book.definition.reference_date
    if reference is not None:
        walker.filling[reference] = rules.date
    return walker


def _candidates(
    sides: tuple[Rules, Rules], situation: Mapping[str, Value], output: str
) -> list[Input]:
    """Return the numeric inputs that the output reads on either side, the main ones first."""
    read: set[str] = set()
    for rules in sides:
        read |= _walker(rules, output).walk(situation).read.keys()
    inputs = [rules.book.definition.inputs for rules in sides]
    found = [
        asked
        for name, asked in inputs[1].items()
        if name in read and name in inputs[0] and asked.type in _ORDER
    ]
    return sorted(found, key=lambda asked: _ORDER.index(asked.type))


def _range(
    sides: tuple[Rules, Rules], situation: Mapping[str, Value], name: str, output: str
) -> tuple[Number, Number] | None:
    """Return from where to where an input is shown; None where the output does not move."""
    limits: list[Number] = []
    moves = False
    origins = []
    for rules in sides:
        axis, *down = Alternatives(rules).axes(name)
        lowest = down[0].at(down[0].length) if down else axis.origin
        origins.append(0 if down else lowest)
        found = segments(rules, situation, name, output, lowest, axis.at(axis.length))
        limits += [end for segment in found for end in (segment.start, segment.end)][1:-1]
        values = {value for segment in found for value in (segment.at_start, segment.at_end)}
        moves = moves or len(values) > 1
    if not moves:
        return None
    own = situation.get(name)
    shown = [*limits, *origins, *([own] if isinstance(own, (int, Fraction)) else [])]
    start, last = min(shown), max(shown)
    step = step_of(sides[1].book.expected[name])
    if last == start:
        last = start + 1000 * step
    steps = math.ceil((last - start) * _BEYOND / step)
    bounds = [rules.book.expected[name].maximum for rules in sides]
    high = [bound for bound in bounds if isinstance(bound, (int, Fraction))]
    ends = [simplest(Fraction(start + steps * step)), *high]
    return start, min(ends)


def _pieces(
    walker: Walker,
    known: Mapping[str, Value],
    axis: Axis,
    stretch: Stretch,
    came: Number | None,
) -> Iterator[_Piece]:
    """Give a stretch as segments, up to the limits at its ends where the output does not jump."""
    (output,) = walker.outputs
    first, last = stretch.first, stretch.last
    low = exact(stretch.walk, output)
    line = None if low is None else stretch.walk[output]
    if not isinstance(low, (int, Fraction)):
        return
    if isinstance(line, Line) and line.play is None:
        yield from _bent(
            walker, known, axis, (first, low), (last, _value(walker, known, axis, last))
        )
        return
    slope, play = (line.slope, line.play or 0) if isinstance(line, Line) else (0, 0)
    high = low if last == first else _value(walker, known, axis, last)
    if high is None:
        return
    places: list[tuple[Number, Number]] = [(first, low), (last, high)]
    for index, place in enumerate((came, stretch.flip)):
        if place is None or (axis.step == 1 and Fraction(place).denominator != 1):
            continue
        value = _value(walker, known, axis, place)
        if value is not None and magnitude(value - low - slope * (place - first)) <= play:
            places[index] = (place, value)
    (start, at_start), (end, at_end) = places
    segment = Segment(axis.at(start), axis.at(end), at_start, at_end)
    yield _Piece(segment, Fraction(slope) / axis.step, play)


def _bent(
    walker: Walker,
    known: Mapping[str, Value],
    axis: Axis,
    start: tuple[int, Number],
    end: tuple[int, Number | None],
    halvings: int = _HALVINGS,
) -> Iterator[_Piece]:
    """Give what is not straight as segments near to it."""
    (first, low), (last, high) = start, end
    if high is None:
        return
    if last - first > 1 and halvings:
        middle = (first + last) // 2
        value = _value(walker, known, axis, middle)
        chord = low + (high - low) * Fraction(middle - first, last - first)
        near = (magnitude(low) + magnitude(high)) * _NEAR_ENOUGH
        if value is not None and (halvings == _HALVINGS or magnitude(value - chord) > near):
            yield from _bent(walker, known, axis, start, (middle, value), halvings - 1)
            yield from _bent(walker, known, axis, (middle, value), end, halvings - 1)
            return
    yield _Piece(Segment(axis.at(first), axis.at(last), low, high), None, 0)


def _value(walker: Walker, known: Mapping[str, Value], axis: Axis, steps: Number) -> Number | None:
    walk: Walk = walker.walk(known, axis, steps)
    value = exact(walk, walker.outputs[0])
    return value if isinstance(value, (int, Fraction)) else None


def _joined(left: _Piece, right: _Piece, step: Number) -> _Piece | None:
    """Return two pieces as one, where they lie on one line."""
    a, b = left.segment, right.segment
    if (a.end, a.at_end) == (b.start, b.at_start) and b.start == b.end:
        return left
    if (a.end, a.at_end) == (b.start, b.at_start) and a.start == a.end:
        return right
    gap = b.start - a.end
    if left.slope is None or left.slope != right.slope or gap > step:
        return None
    play = max(left.play, right.play)
    if magnitude(b.at_start - a.at_end - left.slope * gap) > play:
        return None
    return _Piece(Segment(a.start, b.end, a.at_start, b.at_end), left.slope, play)
