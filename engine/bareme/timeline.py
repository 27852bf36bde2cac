"""Dates: when anything in a rulebook changes, and what is in force in between."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.calendar import add_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.language.grammar import Expression
    from bareme.model import Definition, Parameter


@dataclass(frozen=True, slots=True)
class Change:
    """Something that begins to hold on `date`.

    `what` is the name concerned, `how` one of `figure`, `rule`, `published`, `history` (a figure
    some years back has changed), `start` (the rulebook begins), `end` (a yearly figure has run
    out).
    """

    date: dt.date
    what: str
    how: str


_ORDER = ("start", "figure", "history", "rule", "published", "end")


def changes(definition: Definition) -> tuple[Change, ...]:
    """Return everything that changes, by date, within the period the rulebook covers."""
    start = definition.start
    found = {Change(start, definition.name, "start"): None}
    expressions = tuple(_expressions(definition))
    read = {name for expression in expressions for name in expression.names}
    looked_into = {pair for expression in expressions for pair in expression.history}
    for name, parameter in definition.parameters.items():
        if name in read or name not in definition.borrowed:
            for figure in parameter.figures:
                found[Change(figure.start, name, "figure")] = None
            if parameter.yearly:
                found[Change(_end(parameter), name, "end")] = None
    for name, back in looked_into:
        for figure in definition.parameters[name].figures:
            found[Change(add_years(figure.start, back), name, "history")] = None
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
    the day on which a yearly figure runs out; None while nothing ends.
    """
    ends = [] if definition.end is None else [definition.end]
    read = {name for expression in _expressions(definition) for name in expression.names}
    for name, parameter in definition.parameters.items():
        if parameter.yearly and (name in read or name not in definition.borrowed):
            ends.append(_end(parameter) - dt.timedelta(days=1))
    return min(ends, default=None)


def _end(parameter: Parameter) -> dt.date:
    return parameter.end_of_year(parameter.figures[-1])


def _expressions(definition: Definition) -> Iterator[Expression]:
    for rule in definition.rules.values():
        for variant in rule.variants:
            yield from variant.expressions
