"""Dates: when anything in a rulebook changes, and what is in force in between."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TypeAlias

from bareme.calendar import add_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.language.expression import Expression
    from bareme.model import Definition, Parameter


How: TypeAlias = Literal["start", "figure", "history", "rule", "published", "end"]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that begins to hold on `date`.

    `what` is the name concerned, `how` one of `figure`, `rule`, `published`, `history` (a figure
    some years back has changed), `start` (the rulebook begins), `end` (a yearly figure has run
    out).
    """

    date: dt.date
    what: str
    how: How


_ORDER: tuple[How, ...] = ("start", "figure", "history", "rule", "published", "end")


def changes(definition: Definition) -> tuple[Change, ...]:
    """Return everything that changes, by date, within the period the rulebook covers."""
    start = definition.start
    found = {Change(start, definition.name, "start"): None}
    expressions = tuple(_expressions(definition))
    read = {name for expression in expressions for name in expression.names}
    looked_into = {pair for expression in expressions for pair in expression.history}
    for name, parameter in definition.parameters.items():
        if name in read or name not in definition.borrowed:
            for day, how in _moments(parameter):
                found[Change(day, name, how)] = None
    for name, back in looked_into:
        for day, how in _moments(definition.parameters[name]):
            seen: How = "history" if how == "figure" else how
            found[Change(_years_after(day, back), name, seen)] = None
    for name, rule in definition.rules.items():
        for variant in rule.variants[1:] if rule.variants[0].start <= start else rule.variants:
            found[Change(variant.start, name, "rule")] = None
        for published in rule.published:
            found[Change(published.start, name, "published")] = None
    end = definition.end or dt.date.max
    within = [change for change in found if start <= change.date <= end]
    return tuple(
        sorted(within, key=lambda change: (change.date, _ORDER.index(change.how), change.what))
    )


def version_dates(definition: Definition) -> tuple[dt.date, ...]:
    """Return the first day of each version: the dates on which anything changes."""
    return tuple(sorted({change.date for change in changes(definition)}))


def last_day(definition: Definition) -> dt.date | None:
    """Return the last day that can be judged in full: the end of the rulebook, or the eve of
    the first day on which a yearly figure has run out; None while nothing ends.
    """
    ends = [] if definition.end is None else [definition.end]
    runs_out = (change.date for change in changes(definition) if change.how == "end")
    return min([*ends, *(day - dt.timedelta(days=1) for day in runs_out)], default=None)


def _moments(parameter: Parameter) -> Iterator[tuple[dt.date, Literal["figure", "end"]]]:
    """Give the days on which a figure begins to hold, and those on which it is known no more."""
    following = [figure.start for figure in parameter.figures[1:]]
    for figure, after in zip_longest(parameter.figures, following):
        yield figure.start, "figure"
        end = parameter.end_of_year(figure)
        if parameter.yearly and (after is None or end < after):
            yield end, "end"


def _years_after(day: dt.date, years: int) -> dt.date:
    """Return the first day on which looking `years` back finds `day` or a later one."""
    later = add_years(day, years)
    return later if add_years(later, -years) >= day else later + dt.timedelta(days=1)


def _expressions(definition: Definition) -> Iterator[Expression]:
    for rule in definition.rules.values():
        for variant in rule.variants:
            yield from variant.expressions
