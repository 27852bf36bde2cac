"""The examples of a rulebook as situations of a period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bareme.diagnostics import Report
from bareme.differences.effects.groups import Case
from bareme.situation import read_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.differences.periods import Period
    from bareme.domains.exact import Value
    from bareme.model import Definition, Example


def cases_of(
    examples: tuple[Sequence[Example], Sequence[Example]], period: Period, every: bool
) -> list[Case]:
    """Return the situations of the examples of both sides that fall within a period, or of all;
    those that cannot be read are told elsewhere.
    """
    found: dict[tuple[str, frozenset[tuple[str, Value]]], Case] = {}
    for place, rules in enumerate((period.before, period.after)):
        for example in examples[place]:
            day, case = _case(example, rules.book.definition)
            if case is not None and (every or _within(day, period)):
                found[example.name, frozenset(case.situation.items())] = case
    return list(found.values())


def _within(day: object, period: Period) -> bool:
    if not isinstance(day, dt.date) or day < period.after.date:
        return False
    return period.until is None or day <= period.until


def _case(example: Example, made: Definition) -> tuple[object, Case | None]:
    """Return the day that an example is judged by, its own or that of its situation, and the rest
    of the situation.
    """
    report = Report()
    given = read_entries(made, example.given.values(), report)
    own = given.pop(made.reference_date or "", None)
    return example.on or own, None if report.has_errors else Case(given, example.name)
