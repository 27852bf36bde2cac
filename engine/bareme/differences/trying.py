"""Two versions tried on people: the examples, those at every limit, or one person alone."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.differences.effects.attribution import derived, moved_by
from bareme.differences.effects.fates import move
from bareme.differences.effects.groups import Case, group
from bareme.differences.effects.trial import common_outputs, judged_otherwise, trial
from bareme.differences.limits.alternatives import step_of
from bareme.differences.limits.curves import curves
from bareme.differences.limits.exploring import limit_cases
from bareme.differences.limits.together import together
from bareme.differences.model import Comparison
from bareme.differences.reaching import Compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bareme.differences.model import Curve, Origin
    from bareme.differences.periods import Period
    from bareme.domains.exact import Value
    from bareme.rulebook import Rules

_DAY = dt.timedelta(days=1)
_TRIES = 5  # people of whom a curve is drawn, until one has an input that moves them


def tried(
    period: Period,
    names: tuple[str, ...],
    cases: Mapping[Origin, Sequence[Case]],
    command: Callable[[Mapping[str, str]], str],
) -> Compared:
    """Return what becomes of some people between two versions that differ in `names`."""
    before, after = period.before, period.after
    groups = tuple(
        group(before, after, origin, own, names, command) for origin, own in cases.items() if own
    )
    every = [case for own in cases.values() for case in own]
    comparison = Comparison(
        before.date,
        after.date,
        period.until,
        period.of_before,
        names,
        derived(before, after, names),
        groups,
        tuple(_curves(period, every)),
    )
    outputs = {name for rules in (before, after) for name in rules.book.definition.outputs}
    return Compared(
        comparison,
        before,
        after,
        moved_by(before, after, every, names),
        sum(made.size - made.rejected for made in groups),
        period.answers,
        frozenset(outputs.difference(common_outputs(before.book, after.book))),
    )


def at_limits(
    before: Rules,
    after: Rules,
    seeds: Sequence[Mapping[str, Value]],
    names: Sequence[str],
) -> list[Case]:
    """Return the situations at the limits of both versions. Where inputs differ, those of each are
    there too, as one may refuse what the other takes; and the same without these inputs, as what is
    assumed in their place may be what differs. So are rules given at bounds that differ.
    """
    both, outputs = together(before, after, names)
    explored = [limit_cases(both, seeds, outputs)]
    inputs = [name for name in names if name in after.book.definition.inputs]
    inputs = [name for name in inputs if name != after.book.definition.reference_date]
    if inputs:
        explored += [limit_cases(rules, seeds) for rules in (before, after)]
    found: dict[frozenset[tuple[str, Value]], Mapping[str, Value]] = {}
    for cases in explored:
        for case in cases:
            found.setdefault(frozenset(case.items()), case)
    for name in inputs:
        for case in [case for case in found.values() if name in case]:
            without = {key: value for key, value in case.items() if key != name}
            found.setdefault(frozenset(without.items()), without)
    typical = next(iter(found.values()), {})
    for name in names:
        if name in after.book.definition.rules and judged_otherwise(name, before, after):
            for value in _at_bounds(name, before, after):
                given = {**typical, name: value}
                found.setdefault(frozenset(given.items()), given)
    return [Case(situation) for situation in found.values()]


def _at_bounds(name: str, *sides: Rules) -> Iterator[Value]:
    """Give what a rule may be given as, on one side and perhaps not on the other."""
    for rules in sides:
        expected = rules.book.expected.get(name)
        if expected is None:
            continue
        for bound in (expected.minimum, expected.maximum):
            if isinstance(bound, (int, Fraction)):
                step = step_of(expected)
                yield from (bound - step, bound, bound + step)
            elif bound is not None:
                yield from (bound - _DAY, bound, bound + _DAY)
        if expected.kind.base == "choice":
            yield from sorted(expected.kind.choices)


def _curves(period: Period, cases: Sequence[Case]) -> Iterator[Curve]:
    """Give a curve of each output that moves, for one of the people it moves most."""
    before, after = period.before, period.after
    sides = trial(before, after)
    inputs = after.book.definition.inputs
    for place, output in enumerate(sides.outputs):
        moved = []
        for case in cases:
            answers = [judged.answers[place] for judged in sides.sides(case.situation)]
            amount = move(*answers)
            # Where a rule is given, what it is computed from moves nothing.
            if amount is not None and inputs.keys() >= case.situation.keys():
                moved.append((abs(Fraction(amount[0])), case.situation))
        moved.sort(key=lambda pair: -pair[0])
        tries = (curves(before, after, situation, output) for _, situation in moved[:_TRIES])
        curve = next((found for found in tries if found is not None), None)
        if curve is not None:
            yield curve
