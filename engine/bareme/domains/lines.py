"""The domain of one input that moves: a value, and how it changes with each step of that input.

Every value is the exact one, as the exact domain gives it. Beside it stands its `slope`, how much
it changes a step further, and its `play`, how far it may then be from that straight line (a
rounding strays by its step at most); no play is bounded where a value is not straight at all. So
each decision knows how many steps further it is sure to be the same, and no limit is missed,
however close or far: a walk finds the next one by arithmetic, not by trying.
"""

from __future__ import annotations

import ast
import datetime as dt
import math
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from bareme.domains.errors import CalculationError
from bareme.language.functions import FIGURE_OF
from bareme.reading.scalars import Number, magnitude

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.domains.exact import Exact
    from bareme.language.walker import Walker

# What is decided where the left side is less than the right one, equal to it, or more.
Signs: TypeAlias = tuple[bool, bool, bool]
LESS, MORE, EQUAL = (True, False, False), (False, False, True), (False, True, False)

_YEARS_A_DAY = Fraction(400, 146_097)  # of the calendar's whole period
_DAYS = {"add_years": 1 / _YEARS_A_DAY, "add_months": 1 / _YEARS_A_DAY / 12}
_PLAY_OF_MONTHS = 8  # days: so many months are not as long from every day on
_PLAY_OF_AGES = 2  # years


class Line:
    """A number or a date, its change with each step, and how far it may stray (None: any)."""

    __slots__ = ("play", "slope", "value")

    def __init__(self, value: Any, slope: Number, play: Number | None) -> None:
        self.value, self.slope, self.play = value, slope, play


def line(value: Any, slope: Number, play: Number | None = 0) -> Any:
    """Return a line; the plain value where it never changes."""
    return value if not slope and play == 0 else Line(value, slope, play)


def bent(value: Any) -> Line:
    """Return a value of which nothing is known a step further."""
    return Line(value, 0, None)


class Lines:
    """The operations of `exact` on lines, and what is known of the decisions they took.

    `path` holds what was decided, in order; parts of conditions with their node. All of it is sure
    to be the same for `same` steps (None: for ever); `again` steps further (None: at no known
    place) it is known again whether it is. `flip` is the exact place where it changes, where that
    is known. Serves one walk at a time.
    """

    def __init__(self, exact: Exact) -> None:
        self.begin()
        act = exact.operators
        self._exact = exact
        signs: dict[type[ast.AST], Signs] = {
            ast.Lt: LESS,
            ast.LtE: (True, True, False),
            ast.Gt: MORE,
            ast.GtE: (False, True, True),
            ast.Eq: EQUAL,
            ast.NotEq: (True, False, True),
        }
        self.operators: Mapping[type[ast.AST], Callable[..., Any]] = {
            ast.Add: partial(_sum, act[ast.Add], 1),
            ast.Sub: partial(_sum, act[ast.Sub], -1),
            ast.Mult: partial(_product, act[ast.Mult]),
            ast.Div: self._quotient,
            ast.USub: partial(_product, act[ast.Mult], -1),
            ast.Not: act[ast.Not],
            ast.In: self._among,
            ast.NotIn: lambda item, members: not self._among(item, members),
            **{symbol: partial(self._compare, act[symbol], signs[symbol]) for symbol in signs},
        }
        own: dict[str, Callable[..., Any]] = {
            "min": partial(self._best, LESS),
            "max": partial(self._best, MORE),
            "abs": self._absolute,
            "mean": self._mean,
            "remainder": self._remainder,
            "days_between": lambda start, end: _gap(end, start),
            "add_days": self._add_days,
            FIGURE_OF: self._figure_of,
            "age_on": self._age_on,
            **{name: partial(self._rounded, name) for name in _ROUNDINGS},
            **{name: partial(self._shifted, name) for name in ("add_months", "add_years")},
        }
        self.functions: Mapping[str, Callable[..., Any]] = {
            name: own.get(name, partial(self._any, function))
            for name, function in exact.functions.items()
        }

    def begin(self) -> None:
        """Take up another walk."""
        self.path: list[Any] = []
        self.same: int | None = None
        self.again: int | None = None
        self.flip: Number | None = None

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """Conditions mean what they mean in Python, and leave their trace."""
        return {
            ast.Constant: lambda node: node.value,
            ast.IfExp: partial(self._choice, walker),
            ast.BoolOp: partial(self._logical, walker),
        }

    # Decisions

    def decide(self, signs: Signs, left: Any, right: Any) -> bool:
        """Tell what two numbers or dates decide, and note for how long."""
        if not isinstance(left, Line) and not isinstance(right, Line):
            found = signs[(left > right) - (left < right) + 1]
        else:
            gap = _gap(left, right)
            value = gap.value if isinstance(gap, Line) else gap
            found = signs[(value > 0) - (value < 0) + 1]
            if isinstance(gap, Line):
                self._note(signs, gap)
        self.path.append(found)
        return found

    def _note(self, signs: Signs, gap: Line) -> None:
        value, slope, play = gap.value, gap.slope, gap.play
        now, ahead = (value > 0) - (value < 0), (slope > 0) - (slope < 0)
        if play is None:
            self._limit(0, None)
        elif play == 0:
            self._note_exact(signs, value, slope, now, ahead)
        elif magnitude(value) <= play:  # any way, and known again once the line is far enough
            steps = math.floor((magnitude(value) + play) / magnitude(slope)) + 1 if slope else None
            self._limit(0, steps)
        elif now * ahead < 0:
            rate = magnitude(slope)
            sure = math.ceil((magnitude(value) - play) / rate) - 1
            self._limit(sure, math.floor((magnitude(value) + play) / rate) + 1)

    def _note_exact(self, signs: Signs, value: Number, slope: Number, now: int, ahead: int) -> None:
        if now * ahead > 0:
            return
        if not now:
            if signs[1] != signs[ahead + 1]:
                self._limit(0, 1, 0)
            return
        place = Fraction(-value) / slope
        whole = place.denominator == 1
        if signs[now + 1] != signs[1]:
            if whole or signs[now + 1] != signs[ahead + 1]:
                sure = math.ceil(place) - 1
                self._limit(sure, sure + 1, place)
        elif signs[1] != signs[ahead + 1]:
            sure = math.floor(place)
            self._limit(sure, sure + 1, place)

    def _limit(self, sure: int, again: int | None, flip: Number | None = None) -> None:
        if self.same is None or sure < self.same:
            self.same, self.again, self.flip = sure, again, flip
        elif sure == self.same:
            self.again = None if again is None or self.again is None else max(again, self.again)
            self.flip = flip if flip == self.flip else None

    # Conditions

    def _choice(self, walker: Walker, node: ast.IfExp) -> Any:
        holds = bool(walker.walk(node.test))
        self.path.append((node, holds))
        return walker.walk(node.body if holds else node.orelse)

    def _logical(self, walker: Walker, node: ast.BoolOp) -> bool:
        decisive = isinstance(node.op, ast.Or)
        for operand in node.values:
            holds = bool(walker.walk(operand))
            self.path.append((operand, holds))
            if holds == decisive:
                return decisive
        return not decisive

    def _compare(self, act: Callable[..., bool], signs: Signs, a: Any, b: Any) -> bool:
        if (isinstance(a, Line) or isinstance(b, Line)) and a is not None and b is not None:
            return self.decide(signs, a, b)
        found = act(a, b)
        self.path.append(found)
        return found

    def _among(self, item: Any, members: tuple[Any, ...]) -> bool:
        found = any(self._compare(self._exact.operators[ast.Eq], EQUAL, item, m) for m in members)
        self.path.append(found)
        return found

    # Numbers

    def _quotient(self, a: Any, b: Any) -> Any:
        divide = self._exact.operators[ast.Div]
        if isinstance(b, Line):
            self.decide(EQUAL, b, 0)
            return bent(divide(_value(a), b.value))
        if not isinstance(a, Line):
            return divide(a, b)
        play = a.play and a.play / abs(Fraction(b)) if b else None
        return line(divide(a.value, b), Fraction(a.slope) / b, play)

    def _best(self, signs: Signs, *values: Any) -> Any:
        found = values[0]
        for value in values[1:]:
            if self.decide(signs, value, found):
                found = value
        return found

    def _absolute(self, a: Any) -> Any:
        return self.operators[ast.USub](a) if self.decide(LESS, a, 0) else a

    def _remainder(self, a: Any, b: Any) -> Any:
        if isinstance(b, Line):
            self.decide(EQUAL, b, 0)
        return self._any(self._exact.functions["remainder"], a, b)

    def _mean(self, *values: Any) -> Any:
        total: Any = 0
        for value in values:
            total = self.operators[ast.Add](total, value)
        return self._quotient(total, len(values))

    def _rounded(self, name: str, a: Any, step: Any) -> Any:
        if isinstance(step, Line):
            self.decide(MORE, step, 0)
        value = self._exact.functions[name](_value(a), _value(step))
        if isinstance(step, Line):
            return bent(value)
        if not isinstance(a, Line):
            return value
        play = a.play
        if play is None or (play == 0 and a.value % step == 0 and a.slope % step == 0):
            return Line(value, a.slope, play)
        return Line(value, a.slope, play + step)

    def _figure_of(self, name: str, choice: str) -> Any:
        self.path.append(choice)  # another figure is another way
        return self._exact.functions[FIGURE_OF](name, choice)

    # Dates

    def _add_days(self, day: Any, count: Any) -> Any:
        if not isinstance(day, Line) and not isinstance(count, Line):
            return self._exact.functions["add_days"](day, count)
        if isinstance(count, Line) and (count.play != 0 or Fraction(count.slope).denominator != 1):
            self._limit(0, None)  # not always a whole number
        play = None if None in (_play(day), _play(count)) else _play(day) + _play(count)
        slope = _slope(day) + _slope(count)
        self._check_calendar(_value(day), _value(count), slope, play)
        found = self._exact.functions["add_days"](_value(day), _value(count))
        return line(found, slope, play)

    def _shifted(self, name: str, day: Any, count: Any) -> Any:
        act = self._exact.functions[name]
        if isinstance(count, Line):
            self._limit(0, None)
            return bent(act(_value(day), count.value))
        if not isinstance(day, Line):
            return act(day, count)
        play = None if day.play is None else day.play + _PLAY_OF_MONTHS
        self._check_calendar(day.value, count * _DAYS[name], day.slope, play)
        return Line(act(day.value, count), day.slope, play)

    def _check_calendar(
        self, day: dt.date, count: Number, slope: Number, play: Number | None
    ) -> None:
        """Note where a date leaves the calendar, or comes back to it."""
        ordinal = line(day.toordinal() + count, slope, play)
        self.decide(LESS, ordinal, dt.date.min.toordinal())
        self.decide(MORE, ordinal, dt.date.max.toordinal())

    def _age_on(self, birth: Any, day: Any) -> Any:
        found = self._exact.functions["age_on"](_value(birth), _value(day))
        gap = _gap(day, birth)
        if not isinstance(gap, Line):
            return found
        play = None if gap.play is None else gap.play * _YEARS_A_DAY + _PLAY_OF_AGES
        return Line(found, gap.slope * _YEARS_A_DAY, play)

    def _any(self, function: Callable[..., Any], *operands: Any) -> Any:
        """Act on what is not straight: what comes of it may be anything a step further."""
        if not any(isinstance(operand, Line) for operand in operands):
            return function(*operands)
        try:
            found = function(*map(_value, operands))
        except CalculationError:
            self._limit(0, None)
            raise
        if isinstance(found, (int, Fraction)) and not isinstance(found, bool):
            return bent(found)
        self._limit(0, None)
        self.path.append(found)
        return found


_ROUNDINGS = ("round_to", "round_up_to", "round_down_to")


def _value(a: Any) -> Any:
    return a.value if isinstance(a, Line) else a


def _slope(a: Any) -> Number:
    return a.slope if isinstance(a, Line) else 0


def _play(a: Any) -> Any:
    return a.play if isinstance(a, Line) else 0


def _gap(left: Any, right: Any) -> Any:
    """Return how much more the left one is: of dates, in days."""
    gap = _value(left) - _value(right)
    number = gap.days if isinstance(gap, dt.timedelta) else gap
    play = None if None in (_play(left), _play(right)) else _play(left) + _play(right)
    return line(number, _slope(left) - _slope(right), play)


def _sum(act: Callable[..., Number], sign: int, a: Any, b: Any) -> Any:
    found = act(_value(a), _value(b))
    play = None if None in (_play(a), _play(b)) else _play(a) + _play(b)
    return line(found, _slope(a) + sign * _slope(b), play)


def _product(act: Callable[..., Number], a: Any, b: Any) -> Any:
    found = act(_value(a), _value(b))
    if isinstance(a, Line) and isinstance(b, Line):
        return bent(found)
    if isinstance(b, Line):
        a, b = b, a
    if not isinstance(a, Line):
        return found
    play = a.play and a.play * magnitude(b)
    return line(found, a.slope * b, play if b else 0)
