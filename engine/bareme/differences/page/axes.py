"""Scales of a picture: exact numbers to places on it, with round ticks. No float is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from bareme.reading.scalars import magnitude
from bareme.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.language.kinds import Kind
    from bareme.reading.scalars import Number
    from bareme.units import Unit

_HUNDREDTHS = 100
_LONGEST_DECIMALS = 30


def pixels(value: Number) -> str:
    """Return a place on the picture, to the hundredth."""
    hundredths = floor(value * _HUNDREDTHS + Fraction(1, 2))
    whole, rest = divmod(abs(hundredths), _HUNDREDTHS)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if hundredths < 0 else text


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where its value is, and what is written beside it."""

    at: Number
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of values, `low` to `high`, laid over `start` to `end` in pixels."""

    low: Number
    high: Number
    start: int
    end: int
    ticks: tuple[Tick, ...]

    def at(self, value: Number) -> Fraction:
        """Return where a value is, in pixels."""
        part = Fraction(value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    def place(self, value: Number) -> str:
        """Return where a value is, as the picture writes it."""
        return pixels(self.at(value))


def amounts(
    low: Number, high: Number, start: int, end: int, kind: Kind, *, at_most: int, whole: bool
) -> Axis:
    """Return an axis of amounts with at most about so many round ticks; `whole` ends it on ticks,
    rather than where the values do.
    """
    low, high = _apart(low, high)
    step = _round_step(Fraction(high - low) / at_most)
    if whole:
        low, high = floor(low / step) * step, ceil(high / step) * step
    steps = range(ceil(low / step), floor(high / step) + 1)
    ticks = tuple(Tick(n * step, _written(n * step, step, kind.unit)) for n in steps)
    return Axis(low, high, start, end, ticks)


def years(first: dt.date, last: dt.date, start: int, end: int, *, at_most: int) -> Axis:
    """Return an axis of days (their ordinals), ticked at the first of January of round years."""
    step = max(1, int(_round_step(Fraction(last.year - first.year + 1, at_most))))
    marked = range(ceil(first.year / step) * step, last.year + 1, step)
    days = [dt.date(year, 1, 1) for year in marked]
    ticks = tuple(Tick(day.toordinal(), str(day.year)) for day in days if first <= day <= last)
    return Axis(first.toordinal(), last.toordinal(), start, end, ticks)


def unit_words(kind: Kind) -> str:
    """Return the unit of an axis as it is written after its name: ` (€/jour)`; empty for none."""
    unit = kind.unit
    if unit is None or (not unit.powers and not unit.percent):
        return ""
    return f" ({unit.plural if unit.powers else '%'})"


def _apart(low: Number, high: Number) -> tuple[Number, Number]:
    """Return bounds that are not the same: a flat line needs room above and below."""
    if low != high:
        return low, high
    room = magnitude(low) / Fraction(2) or Fraction(1)
    return low - room, high + room


def _round_step(least: Fraction) -> Fraction:
    """Return the smallest 1, 2 or 5 followed by noughts (or a decimal of those) from `least` on."""
    return next(step for step in _round_steps(least) if step >= least)


def _round_steps(near: Fraction) -> Iterator[Fraction]:
    power = Fraction(1)
    while power > near:
        power /= 10
    while power * 10 <= near:
        power *= 10
    yield from (power * factor for factor in (1, 2, 5, 10))


def _written(value: Fraction, step: Fraction, unit: Unit | None) -> str:
    if unit is not None and unit.percent:
        value, step = value * 100, step * 100
    decimals = 0
    while step * 10**decimals % 1:
        decimals += 1
    return number(value, decimals, _LONGEST_DECIMALS)
