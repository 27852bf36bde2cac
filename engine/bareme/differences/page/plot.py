"""The picture of a curve: the two sides, the surface between them, and, below, how far apart
they are.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.differences.page.axes import amounts, pixels, unit_words
from bareme.differences.page.drawing import (
    LEFT,
    RIGHT,
    Label,
    arranged,
    dot,
    flags,
    foot,
    picture,
    room,
    upright,
)
from bareme.differences.page.markup import tag
from bareme.differences.page.stretches import breaks, jumps, step, surfaces
from bareme.translation import tr
from bareme.words import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import Curve, Segment
    from bareme.differences.page.axes import Axis
    from bareme.differences.page.markup import Markup
    from bareme.differences.page.stretches import Ends, Stretch
    from bareme.language.kinds import Kind
    from bareme.reading.scalars import Number

_ABOVE, _HEIGHT = 36, 200  # pixels above both sides, beside their labels; and for them
_GAP, _APART = 48, 80  # below them, and for how far apart they are
_NAMED, _OVER = 16, 16  # where the names of the upright axes stand: from above, over the axis
_FOOT = 50  # pixels under the axis at the bottom
_LABELLED = 12  # break points, at most: the table has them all
_MARKED = 6  # pixels between the two ends of a leap, for them to be marked
_FROM_ZERO = Fraction(6, 10)  # the lowest value, as a part of the highest, that calls for a zero


class Plot:
    """A curve laid over the axes that it needs."""

    def __init__(self, curve: Curve, found: Sequence[Stretch]) -> None:
        self._curve, self._found = curve, found
        sides = (*curve.before, *curve.after)
        ends = [x for one in sides for x in (one.start, one.end)] or [0]
        bounds = min(ends), max(ends)
        self._x = amounts(*bounds, LEFT, RIGHT, curve.input_kind, at_most=6, whole=False)
        self._near = step(curve)
        self._labels = arranged(self._points(), _LABELLED)
        top = self._top = _ABOVE + room(self._labels)
        values = [value for one in sides for value in (one.at_start, one.at_end)]
        self._y = _upright(values, top + _HEIGHT, top, curve.kind, at_most=5)
        changes = [value for one in found for value in one.change or ()]
        self._compared = any(changes)
        below = top + _HEIGHT + _GAP
        self._apart = _upright([*changes, 0], below + _APART, below, curve.kind, at_most=3)

    def picture(self, id_: str, title: str) -> Markup:
        """Return the whole picture."""
        curve, x = self._curve, self._x
        bottom = (self._apart if self._compared else self._y).start
        unit = curve.input_kind.unit
        words = tr(
            "Deux lignes, avant et après, de {low} à {high}. Les valeurs exactes sont dans le "
            "tableau qui suit.",
            low=amount(x.low, unit),
            high=amount(x.high, unit),
        )
        return picture(
            id_,
            title,
            words,
            bottom + _FOOT,
            upright(self._y, x, f"{curve.label}{unit_words(curve.kind)}", _NAMED),
            flags(self._labels, self._top, bottom),
            self._between(),
            self._difference() if self._compared else None,
            self._side(curve.after, "after"),
            self._side(curve.before, "before"),
            foot(x, bottom, f"{curve.input_label}{unit_words(curve.input_kind)}"),
        )

    def _points(self) -> list[Label]:
        """Return the break points, the highest leaps first."""
        leaps: dict[Number, Number] = {}
        sides: dict[Number, set[str]] = {}
        for class_, side in (("before", self._curve.before), ("after", self._curve.after)):
            for found in breaks(side, self._near):
                leaps[found.at] = max(found.leap, leaps.get(found.at, 0))
                sides.setdefault(found.at, set()).add(class_)
        unit = self._curve.input_kind.unit
        return [
            Label(
                self._x.at(at), amount(at, unit), "both" if len(sides[at]) > 1 else min(sides[at])
            )
            for at in sorted(leaps, key=lambda at: (-leaps[at], at))
        ]

    def _side(self, side: Sequence[Segment], class_: str) -> Iterator[Markup]:
        """Give the line of one side, its leaps, and the marks at their ends."""
        x, y = self._x, self._y
        lines = [((s.start, s.at_start), (s.end, s.at_end)) for s in side if s.start < s.end]
        yield tag("path", d=_path(lines, x, y), class_=f"line {class_}")
        for jump in jumps(side, self._near):
            left, right = y.at(jump.left.at_end), y.at(jump.right.at_start)
            ends = x.at(jump.left.end), x.at(jump.right.start)
            way = f"M{pixels(ends[0])} {pixels(left)}L{pixels(ends[1])} {pixels(right)}"
            yield tag("path", d=way, class_=f"leap {class_}")
            apart = ends[1] - ends[0] >= 1  # then both ends are seen to be points of their own
            if abs(right - left) >= _MARKED:
                marks = zip(ends, (left, right), (not jump.lands, jump.lands), strict=True)
                for at, value, full in marks:
                    sort = "full" if full or apart else "open"
                    yield dot(pixels(at), pixels(value), f"{sort} {class_}")
        for one in side:
            if one.start == one.end and _alone(one, side):
                yield dot(x.place(one.start), y.place(one.at_start), f"full {class_}")

    def _between(self) -> Iterator[Markup]:
        """Give the surfaces between the two sides."""
        for surface in surfaces(self._found, self._near):
            there = [(one, one.before) for one in surface]
            back = [(one, one.after) for one in surface]
            yield from _shade(_outline(there, back, self._x, self._y), surface[0].sign)

    def _difference(self) -> Iterator[Markup]:
        """Give how far apart the two sides are, over the same axis."""
        x, y, kind = self._x, self._apart, self._curve.kind
        yield from upright(y, x, tr("Écart") + unit_words(kind), y.end - _OVER)
        for surface in surfaces(self._found, self._near):
            there = [(one, one.change) for one in surface]
            back = [(one, (0, 0)) for one in surface]
            yield from _shade(_outline(there, back, x, y), surface[0].sign)
        lines = [
            ((one.start, one.change[0]), (one.end, one.change[1]))
            for one in self._found
            if one.change is not None and one.start < one.end
        ]
        yield tag("path", d=_path(lines, x, y), class_="line apart")


def _upright(values: Sequence[Number], start: int, end: int, kind: Kind, *, at_most: int) -> Axis:
    """Return an axis of values, from zero on where that costs little."""
    low, high = min(values, default=0), max(values, default=0)
    if 0 < low < high * _FROM_ZERO:
        low = 0
    elif high < 0 and high > low * _FROM_ZERO:
        high = 0
    return amounts(low, high, start, end, kind, at_most=at_most, whole=True)


def _alone(point: Segment, side: Sequence[Segment]) -> bool:
    """Return whether a single point touches no other segment: then no leap marks it."""
    return not any(one is not point and point.start in {one.start, one.end} for one in side)


def _path(lines: Sequence[tuple[Ends, Ends]], x: Axis, y: Axis) -> str:
    """Return lines from point to point; the pen is lifted where the next begins elsewhere."""
    parts: list[str] = []
    held: Ends | None = None
    for start, end in lines:
        if start != held:
            parts.append(f"M{x.place(start[0])} {y.place(start[1])}")
        parts.append(f"L{x.place(end[0])} {y.place(end[1])}")
        held = end
    return "".join(parts)


def _outline(
    there: Sequence[tuple[Stretch, Ends | None]],
    back: Sequence[tuple[Stretch, Ends | None]],
    x: Axis,
    y: Axis,
) -> str:
    """Return the way around a surface: along one side of it, and back along the other."""
    points: list[str] = []
    for way, turned in ((there, 1), (back, -1)):
        for one, ends in way[::turned]:
            assert ends is not None
            both = ((one.start, ends[0]), (one.end, ends[1]))
            points += (f"{x.place(at)} {y.place(value)}" for at, value in both[::turned])
    return f"M{'L'.join(points)}Z"


def _shade(outline: str, sign: int) -> Iterator[Markup]:
    """Give a surface: what is more, or, hatched, what is less."""
    yield tag("path", d=outline, class_="shade more" if sign > 0 else "shade less")
    if sign < 0:
        yield tag("path", d=outline, class_="hatching")
