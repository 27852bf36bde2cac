"""What every picture of the page is made of: the picture itself, its axes, its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.differences.page.axes import pixels
from bareme.differences.page.markup import tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from bareme.differences.page.axes import Axis
    from bareme.differences.page.markup import Content, Markup
    from bareme.reading.scalars import Number

WIDTH = 760
LEFT, RIGHT = 76, 640  # of what is drawn, within the picture
_LANE = 16  # pixels from one row of labels to the next
_LANES = 4
_TRIED = 60  # labels that are tried for a place before the others are left to the table
_TITLED = 90  # characters of the name of an axis


@dataclass(frozen=True, slots=True)
class Label:
    """A text that points at a place from above; `class_` tells whose it is."""

    at: Fraction
    text: str
    class_: str

    @property
    def end(self) -> Fraction:
        """Where the text ends, as wide as any letters make it."""
        return self.at + len(self.text) * 13 // 2 + 10


def picture(id_: str, title: str, description: str, height: int, *content: Content) -> Markup:
    """Return a picture that is also told in words."""
    return tag(
        "svg",
        tag("title", title, id=f"{id_}-t"),
        tag("desc", description, id=f"{id_}-d"),
        content,
        role="img",
        aria_labelledby=f"{id_}-t",
        aria_describedby=f"{id_}-d",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
    )


def upright(y: Axis, x: Axis, title: str, at: int) -> Iterator[Markup]:
    """Give the axis of the values, as lines across the picture; its name stands at a height."""
    for tick in y.ticks:
        height = y.place(tick.at)
        yield tag("path", d=f"M{x.start} {height}H{x.end}", class_="grid")
        yield tag("text", tick.text, x=x.start - 8, y=height, dy="0.35em", class_="end")
    yield tag("text", cut(title), x=8, y=at, class_="name")


def foot(x: Axis, base: int, title: str) -> Iterator[Markup]:
    """Give the axis along which the picture is read, and its name."""
    yield tag("path", d=f"M{x.start} {base}H{x.end}", class_="axis")
    for tick in x.ticks:
        at = x.place(tick.at)
        yield tag("path", d=f"M{at} {base}v5", class_="axis")
        yield tag("text", tick.text, x=at, y=base + 19, class_="middle")
    if title:
        middle = (x.start + x.end) // 2
        yield tag("text", cut(title), x=middle, y=base + 40, class_="middle name")


def dot(x: str, y: str, class_: str, radius: Number = 4) -> Markup:
    """Return a mark at a point."""
    return tag("circle", cx=x, cy=y, r=pixels(radius), class_=class_)


def arranged(labels: Sequence[Label], at_most: int) -> tuple[tuple[Label, int], ...]:
    """Return labels with the row of each, the first ones first, so that none runs over another nor
    over its line; those for which there is no room are left out.
    """
    kept: list[Label] = []
    for label in labels[:_TRIED]:
        tried = sorted((*kept, label), key=lambda one: one.at)
        if len(kept) < at_most and max(_rows(tried)) < _LANES:
            kept = tried
    return tuple(zip(kept, _rows(kept), strict=True))


def room(placed: Sequence[tuple[Label, int]]) -> int:
    """Return how much room labels take, in pixels."""
    return _LANE * (1 + max((row for _, row in placed), default=-1))


def flags(placed: Sequence[tuple[Label, int]], top: int, bottom: int) -> Iterator[Markup]:
    """Give labels above what they point at, each with its line."""
    for label, row in placed:
        at, base = pixels(label.at), top - 10 - row * _LANE
        yield tag("path", d=f"M{at} {base - 9}V{bottom}", class_=f"guide {label.class_}")
        yield tag("text", label.text, x=pixels(label.at + 4), y=base, class_=label.class_)


def _rows(labels: Sequence[Label]) -> list[int]:
    """Return how high each label stands. A text stands right of its line, and above all labels
    whose line it would hide: so no line crosses a text.
    """
    rows: list[int] = []
    for place in reversed(range(len(labels))):
        over = [
            row
            for other, row in zip(reversed(labels[place + 1 :]), rows, strict=True)
            if other.at < labels[place].end
        ]
        rows.append(max(over, default=-1) + 1)
    return rows[::-1]


def cut(text: str, longest: int = _TITLED) -> str:
    """Return the beginning of a text that is too long for a picture."""
    return text if len(text) <= longest else f"{text[:longest]}…"
