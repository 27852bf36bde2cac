"""Which values of a figure are plausible, given its history: exact, and without a guess at the law.

A figure that is revalued moves little: anything beyond ten per cent, or three times its largest
step so far, is a jump. An amount of money that has not moved twice yet may move by half; a rate, a
duration or a count of that sort moves by steps of any size, and only what looks like a decimal
point or a zero lost, or one too many, is a jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from bareme.reading.scalars import simplest

if TYPE_CHECKING:
    import datetime as dt

    from bareme.model import Parameter
    from bareme.reading.scalars import Number

LEAST = Fraction(1, 10)  # what any figure may move by
MULTIPLE = 3  # of its largest step so far
KNOWN = 2  # steps from which a history tells something
UNKNOWN = Fraction(1, 2)  # what an amount without a history may move by
POWERS = (-3, -2, -1, 1, 2, 3)  # of ten: how far a decimal point is misplaced


@dataclass(frozen=True, slots=True)
class Jump:
    """A step that a figure's history does not make plausible: from one value to the next.

    `meant` is the value it was probably to be: the same with its decimal point elsewhere.
    """

    before: Number
    after: Number
    meant: Number | None


def jump(
    parameter: Parameter, day: dt.date, choice: str, value: Number, former: Number | None = None
) -> Jump | None:
    """Return the step by which a figure that is `value` from `day` on leaves what is plausible;
    None where it does not.

    `choice` is empty for a figure that does not vary by one. What `parameter` itself says of that
    day does not count. `former` is what was said of the day before the change: it only counts
    where nothing else is known.
    """
    known = [
        (figure.start, number)
        for figure in parameter.figures
        if figure.start != day and (number := figure.by_choice.get(choice)) is not None
    ]
    earlier = [number for start, number in known if start < day]
    later = [number for start, number in known if start > day]
    told = _steps(earlier)
    if len(told) < KNOWN:  # what came later tells something too, but of other years
        told += _steps(later)
    steady = parameter.yearly or (parameter.kind.unit is not None and parameter.kind.unit.is_money)
    found = []
    if earlier:
        found.append(_judged(earlier[-1], value, value, told, steady))
    if later:
        found.append(_judged(value, later[0], value, told, steady))
    if not known and former is not None:
        found.append(_judged(former, value, value, told, steady))
    return next((step for step in found if step is not None), None)


def _steps(values: list[Number]) -> list[Fraction]:
    """Return how far each value is from the one before it, where that has a meaning."""
    steps = (_distance(one, other) for one, other in pairwise(values))
    return [step for step in steps if step is not None]


def _judged(
    before: Number, after: Number, value: Number, steps: list[Fraction], steady: bool
) -> Jump | None:
    """Return a step, where it is a jump; `value` is the one of the two that is being judged."""
    step = _distance(before, after)
    known = len(steps) >= KNOWN
    limit = max(LEAST, MULTIPLE * max(steps)) if known else UNKNOWN
    if step is None:  # to or from nothing, or to the other side of it
        return Jump(before, after, None) if known and before != after else None
    if step <= limit:
        return None
    neighbour = before if value == after else after
    meant = _meant(value, neighbour, limit)
    return Jump(before, after, meant) if known or steady or meant is not None else None


def _meant(value: Number, neighbour: Number, limit: Fraction) -> Number | None:
    """Return the value with its decimal point where it is plausible; None where it is nowhere."""
    shifted = [simplest(Fraction(value) * Fraction(10) ** power) for power in POWERS]
    near = [(step, number) for number in shifted if (step := _distance(neighbour, number))]
    same = [number for number in shifted if number == neighbour]
    if same:
        return same[0]
    step, number = min(near)
    return number if step <= limit else None


def _distance(one: Number, other: Number) -> Fraction | None:
    """Return how far two values are apart, as a part of the smaller: a tenth is as far as ten
    times. None where that has no meaning.
    """
    if one == other:
        return Fraction(0)
    if one * other <= 0:
        return None
    ratio = Fraction(one) / other
    return max(ratio, 1 / ratio) - 1
