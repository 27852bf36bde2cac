"""The history of a figure as a picture and as a table, with what is new in it marked."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.differences.page.axes import amounts, unit_words, years
from bareme.differences.page.charts import chart, legend
from bareme.differences.page.curves import sides
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
from bareme.differences.page.markup import join, tag
from bareme.differences.page.tables import table
from bareme.differences.rendering.words import difference
from bareme.translation import N_, tr, trn
from bareme.words import amount, date, listing, number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bareme.differences.model import History, Point
    from bareme.differences.page.markup import Content, Markup

_ABOVE, _HEIGHT, _FOOT = 36, 150, 26  # pixels above it beside its labels, for it, and below
_NAMED = 16  # where the name of the upright axis stands
_LABELLED = 6
_SEVERAL = 2
_NEW = N_("nouveau, ou changé")
_SHORT = dt.timedelta(days=400)  # shown after the last point: the value goes on


def history_figure(
    history: History, since: Collection[dt.date], id_: str, before: str, after: str
) -> Markup | None:
    """Return the figure of a history, None where it has a single value; `since` are the days from
    which something new holds, `before` and `after` how the two sides are called.
    """
    points = history.points
    name = f"{history.label} ({history.part})" if history.part else history.label
    title = tr("{figure}, au fil du temps", figure=name)
    corrected = any(_corrected(point) for point in points)
    if len(points) < _SEVERAL and not corrected:
        return None
    entries = [("mark new after", tr(_NEW))]
    if corrected:
        entries += sides(before, after)
    new = [point for point in points if point.new or point.date in since]
    folded = trn("{count} valeur", "{count} valeurs", len(points), count=number(len(points)))
    picture = _Drawing(history, new).picture(id_, title)
    return chart(title, legend(*entries), picture, folded, _table(history, new, title))


def _corrected(point: Point) -> bool:
    """Return whether the first side says something else of the same day."""
    return point.before is not None and point.before != point.value


class _Drawing:
    """A history laid over its axes; `new` are the points that stand out."""

    def __init__(self, history: History, new: Sequence[Point]) -> None:
        self.history, self.new, points = history, new, history.points
        self.ends = [*(point.date for point in points[1:]), _later(points[-1].date)]
        self.x = years(points[0].date, self.ends[-1], LEFT, RIGHT, at_most=10)
        self.labels = arranged([*self.told()], _LABELLED)
        self.top = _ABOVE + room(self.labels)
        values = [v for point in points for v in (point.value, point.before) if v is not None]
        low, high = min(values), max(values)
        self.y = amounts(
            0 if 0 < low * 2 < high else low,
            high,
            self.top + _HEIGHT,
            self.top,
            history.kind,
            at_most=4,
            whole=True,
        )

    def told(self) -> Iterator[Label]:
        """Give the new values, the last ones first."""
        unit = self.history.kind.unit
        for point in reversed(self.new):
            yield Label(self.x.at(point.date.toordinal()), amount(point.value, unit), "after")

    def picture(self, id_: str, title: str) -> Markup:
        """Return the whole picture."""
        kind = self.history.kind
        told = listing(f"{date(one.date)}, {amount(one.value, kind.unit)}" for one in self.new)
        return picture(
            id_,
            title,
            tr("Une marche par valeur. Nouveau, ou changé : {values}.", values=told or tr("rien")),
            self.y.start + _FOOT,
            upright(self.y, self.x, f"{self.history.label}{unit_words(kind)}", _NAMED),
            flags(self.labels, self.top, self.y.start),
            tag("path", d=self.path(), class_="line after"),
            self.marks(),
            foot(self.x, self.y.start, ""),
        )

    def path(self) -> str:
        """Return the steps: each value until the next one."""
        parts: list[str] = []
        for point, end in zip(self.history.points, self.ends, strict=True):
            y = self.y.place(point.value)
            parts.append(f"{'V' if parts else f'M{self.day(point.date)} '}{y}H{self.day(end)}")
        return "".join(parts)

    def marks(self) -> Iterator[Markup]:
        """Give a mark a point, and what was said of it before where that was something else."""
        for point, end in zip(self.history.points, self.ends, strict=True):
            x, y, new = self.day(point.date), self.y.place(point.value), point in self.new
            if point.before is not None and _corrected(point):
                old = self.y.place(point.before)
                yield tag("path", d=f"M{x} {old}H{self.day(end)}", class_="line before")
                yield dot(x, old, "open before")
            yield dot(x, y, "mark new after", 6) if new else dot(x, y, "mark after", 2)

    def day(self, day: dt.date) -> str:
        """Return where a day is."""
        return self.x.place(day.toordinal())


def _later(last: dt.date) -> dt.date:
    return last + _SHORT if last < dt.date.max - _SHORT else dt.date.max


def _table(history: History, new: Sequence[Point], title: str) -> Markup:
    unit = history.kind.unit
    rows: list[list[Content]] = []
    former: Point | None = None
    for point in history.points:
        change = None
        if former is not None:
            by = point.value - former.value
            change = difference(by, Fraction(by) / former.value if former.value else None, unit)
        told = [tag("strong", tr(_NEW))] if point in new else []
        if point.before is not None and _corrected(point):
            former_value = amount(point.before, unit)
            told.append(join((" ", tr("(auparavant : {amount})", amount=former_value))))
        rows.append([date(point.date), amount(point.value, unit), change, told])
        former = point
    columns = (tr("À partir du"), tr("Valeur"), tr("Évolution"), tr("Dans cette comparaison"))
    return table(title, columns, rows, "numbers")
