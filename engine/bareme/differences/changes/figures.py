"""Which figures differ: dated values, and what is said of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bareme.calendar import add_years
from bareme.differences.changes.readers import looked_into
from bareme.differences.changes.said import citations, facet, told, worth
from bareme.differences.model import Change, Facet, History, Point
from bareme.frozen import Frozen
from bareme.model import Definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bareme.differences.changes.moment import Moment
    from bareme.differences.model import How, Said
    from bareme.model import Figure, Parameter


def figure_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """Give what differs between two editions, figure by figure, date by date."""
    names = dict.fromkeys([*before.parameters, *after.parameters])
    for name in names:
        pair = _Pair(name, before, after)
        if pair.one is None or pair.other is None:
            yield pair.whole("removed" if pair.other is None else "added")
            continue
        yield from pair.nature()
        yield from pair.dated()


def changes_of_figures(
    name: str, before: Mapping[str, Parameter], after: Mapping[str, Parameter]
) -> Iterator[Change]:
    """Give what differs between the figures of two editions, of which nothing else can be read."""
    one, other = (
        Definition(
            *(name, name, None, "", dt.date.min, None, None, ()),
            *(Frozen(figures), Frozen(), Frozen(), Frozen(), (), ""),
        )
        for figures in (before, after)
    )
    yield from figure_changes(one, other)


def figures_on(before: Moment, after: Moment) -> Iterator[Change]:
    """Give the figures that two dates find otherwise, those of years before included."""
    (old, day), (new, other_day) = before, after
    years_back = looked_into(new)
    for name in dict.fromkeys([*old.parameters, *new.parameters]):
        pair = _Pair(name, old, new)
        if pair.one is None or pair.other is None:
            yield pair.whole("removed" if pair.other is None else "added")
            continue
        one, other = pair.one.in_force(day), pair.other.in_force(other_day)
        facets = list(pair.values(one, other))
        for back in sorted(years_back.get(name, ())):
            earlier = pair.one.in_force(add_years(day, -back))
            later = pair.other.in_force(add_years(other_day, -back))
            facets += pair.values(earlier, later, aspect="history", part=str(back))
        if facets:
            yield pair.change("changed", other.start if other else None, facets)


def histories(changes: Iterable[Change], before: Definition, after: Definition) -> list[History]:
    """Return all the values of the figures that change, those that only one side knows marked."""
    names = dict.fromkeys(change.name for change in changes if change.subject == "figure")
    found = []
    for name in names:
        parameter = after.parameters.get(name)
        if parameter is None:
            continue
        old = before.parameters.get(name)
        parts = sorted({part for figure in parameter.figures for part in figure.by_choice})
        for part in parts:
            known = (
                {figure.start: figure.by_choice.get(part) for figure in old.figures} if old else {}
            )
            points = tuple(
                Point(
                    figure.start, value, known.get(figure.start) != value, known.get(figure.start)
                )
                for figure in parameter.figures
                if (value := figure.by_choice.get(part)) is not None
            )
            found.append(History(name, part, parameter.label, parameter.kind, points))
    return found


@dataclass(frozen=True)
class _Pair:
    """One figure, as each side has it."""

    name: str
    before: Definition
    after: Definition

    @property
    def one(self) -> Parameter | None:
        return self.before.parameters.get(self.name)

    @property
    def other(self) -> Parameter | None:
        return self.after.parameters.get(self.name)

    def change(self, how: How, since: dt.date | None, facets: Iterable[Facet]) -> Change:
        parameter = self.other or self.one
        assert parameter is not None
        made = self.after if self.other else self.before
        origin = made.borrowed.get(self.name, made.name)
        return Change(
            *("figure", how, self.name, parameter.label, origin, since, tuple(facets)),
            kind=parameter.kind,
        )

    def whole(self, how: How) -> Change:
        """Return that a figure comes or goes, with all its values."""
        parameter = self.other or self.one
        assert parameter is not None
        facets: list[Facet] = []
        for figure in parameter.figures:
            values = self.values(*((None, figure) if how == "added" else (figure, None)))
            facets += (replace(f, part=f"{figure.start} {f.part}".rstrip()) for f in values)
        return self.change(how, parameter.figures[0].start, facets)

    def nature(self) -> Iterator[Change]:
        """Give what differs in what a figure is, on whichever date."""
        one, other = self.one, self.other
        assert one is not None
        assert other is not None
        said = [
            {
                "unit": str(parameter.kind.unit),
                "by": parameter.by,
                "yearly": "yearly" if parameter.yearly else None,
                "label": parameter.label,
                "note": parameter.note,
            }
            for parameter in (one, other)
        ]
        facets = [
            found
            for aspect in said[0]
            for found in facet(
                aspect, told(said[0][aspect], one.place), told(said[1][aspect], other.place)
            )
        ]
        if facets:
            yield self.change("changed", None, facets)

    def dated(self) -> Iterator[Change]:
        """Give what differs from each date on; a value that only moves is told as moved."""
        one, other = self.one, self.other
        assert one is not None
        assert other is not None
        old = {figure.start: figure for figure in one.figures}
        new = {figure.start: figure for figure in other.figures}
        gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
        moved = dict(_same_values([old[day] for day in gone], [new[day] for day in come]))
        for day in sorted(old.keys() | new.keys()):
            if day in moved.values():
                continue
            if day in moved:
                yield self._moved(old[day], new[moved[day]])
            elif day not in new:
                yield self._dated("removed", day, old[day], other.in_force(day))
            elif day not in old:
                yield self._dated("added", day, _latest(one, other, day), new[day])
            else:
                facets = [
                    *self.values(old[day], new[day]),
                    *citations(old[day], new[day]),
                ]
                if facets:
                    yield self.change("changed", day, facets)

    def _dated(self, how: How, day: dt.date, one: Figure | None, other: Figure | None) -> Change:
        return self.change(how, day, self.values(one, other, same=True))

    def _moved(self, one: Figure, other: Figure) -> Change:
        start = facet("start", told(one.start, one.place), told(other.start, other.place))
        facets = [*start, *self.values(one, other)]
        return self.change("changed", min(one.start, other.start), facets)

    def values(
        self,
        one: Figure | None,
        other: Figure | None,
        *,
        aspect: str = "value",
        part: str = "",
        same: bool = False,
    ) -> Iterator[Facet]:
        """Give the values that differ, or with `same` all, choice by choice."""
        choices = sorted({*(one.by_choice if one else ()), *(other.by_choice if other else ())})
        for choice in choices:
            said: list[Said | None] = []
            for parameter, figure in ((self.one, one), (self.other, other)):
                value = figure.by_choice.get(choice) if figure else None
                if parameter is None or figure is None or value is None:
                    said.append(None)
                    continue
                place = figure.choice_places.get(choice, figure.place)
                said.append(worth(value, parameter.kind, place, figure.citation))
            where = choice or part
            before, after = said
            if before is None or after is None or before.value != after.value or same:
                yield Facet(aspect, where, before, after)


def _latest(one: Parameter, other: Parameter, day: dt.date) -> Figure | None:
    """Return the figure that a new one takes over from: that of the day as it was known, or else
    the last one before.
    """
    held = one.in_force(day)
    if held is not None:
        return held
    return max(
        (figure for figure in other.figures if figure.start < day),
        key=lambda figure: figure.start,
        default=None,
    )


def _same_values(gone: list[Figure], come: list[Figure]) -> Iterator[tuple[dt.date, dt.date]]:
    """Give the dates of figures that are the same but for their date."""
    left = list(come)
    for figure in gone:
        same = next((new for new in left if new.by_choice == figure.by_choice), None)
        if same is not None:
            left.remove(same)
            yield figure.start, same.start
