"""The domain of one person: a number is an exact rational, a date a day, a choice its name, a
list the names of what is in it.

Integers stay integers as long as they can (they compute ten times faster than fractions).
No value may grow beyond `MAX_BITS`: a hostile rulebook cannot make numbers that take long.
"""

from __future__ import annotations

import ast
import datetime as dt
import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from simpleeval import FeatureNotAvailable

from bareme import calendar
from bareme.domains import texts
from bareme.domains.errors import CalculationError
from bareme.language.walker import Walker
from bareme.reading.scalars import Number, simplest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value: TypeAlias = Number | bool | str | dt.date | tuple[str, ...] | None

MAX_BITS = 1024


def _bounded(value: Number) -> Number:
    if value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS:
        raise CalculationError("number-too-large")
    return value


def _add(a: Number, b: Number) -> Number:
    return _bounded(a + b)


def _subtract(a: Number, b: Number) -> Number:
    return _bounded(a - b)


def _multiply(a: Number, b: Number) -> Number:
    return _bounded(a * b)


def divide(a: Number, b: Number) -> Number:
    """Return the exact quotient."""
    if not b:
        raise CalculationError("division-by-zero")
    return _bounded(simplest(Fraction(a) / b))


def round_to(value: Number, step: Number) -> Number:
    """Return the multiple of `step` nearest to `value`; away from zero on a tie."""
    _check_step(step)
    numerator, divisor = value.numerator * step.denominator, value.denominator * step.numerator
    count = (2 * abs(numerator) + divisor) // (2 * divisor)
    total = (count if numerator >= 0 else -count) * step.numerator
    whole, rest = divmod(total, step.denominator)
    return Fraction(total, step.denominator) if rest else whole


def round_up_to(value: Number, step: Number) -> Number:
    """Return the smallest multiple of `step` that is not below `value`."""
    return -round_down_to(-value, step)


def round_down_to(value: Number, step: Number) -> Number:
    """Return the largest multiple of `step` that is not above `value`."""
    _check_step(step)
    return simplest(Fraction(value // step) * step)


def _check_step(step: Number) -> None:
    if step.numerator <= 0:
        raise CalculationError("step-negative" if step else "division-by-zero")


def mean(*values: Number) -> Number:
    """Return the exact mean."""
    total: Number = 0
    for value in values:
        total = _add(total, value)
    return divide(total, len(values))


def remainder(a: Number, b: Number) -> Number:
    """Return what is left of `a` after as many whole times `b` as go into it; never negative
    for a positive `b`.
    """
    if not b:
        raise CalculationError("division-by-zero")
    rest = a % b
    return _bounded(rest if isinstance(rest, int) else simplest(rest))


def _whole(count: Number) -> int:
    if count.denominator != 1:
        raise CalculationError("not-whole", value=count)
    return int(count)


def _within_calendar(shift: Callable[[dt.date, int], dt.date]) -> Callable[..., dt.date]:
    def shifted(day: dt.date, count: Number) -> dt.date:
        try:
            return shift(day, _whole(count))
        except OverflowError:
            raise CalculationError("date-out-of-range") from None

    return shifted


OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.Div: divide,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda item, members: item in members,
    ast.NotIn: lambda item, members: item not in members,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "mean": mean,
    "round_to": round_to,
    "round_up_to": round_up_to,
    "round_down_to": round_down_to,
    "days_between": lambda start, end: (end - start).days,
    "add_days": _within_calendar(lambda day, count: day + dt.timedelta(days=count)),
    "add_months": _within_calendar(calendar.add_months),
    "add_years": _within_calendar(calendar.add_years),
    "age_on": calendar.age_on,
    "remainder": remainder,
    **texts.FUNCTIONS,
}


class Exact:
    """The operations of this domain; `look_up` gives the figures of the version in force.

    `look_up` has three functions: of a figure by a choice, of a figure some years back, and
    of its mean over the years before.
    """

    def __init__(self, look_up: Mapping[str, Callable[..., Number]]) -> None:
        self.operators: Mapping[type[ast.AST], Callable[..., Any]] = OPERATORS
        self.functions: Mapping[str, Callable[..., Any]] = {**FUNCTIONS, **look_up}

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """Literals, `if`, `and`/`or` and comparisons mean what they mean in Python."""
        del walker
        return {ast.Constant: lambda node: node.value}


class ExactWalker(Walker):
    """The walker of this domain, without simpleeval's search of every value for functions and
    modules: the operations above make none.
    """

    def _eval(self, node: ast.AST) -> Any:
        if type(node) is ast.Name:  # more than half of all nodes
            return self.names[node.id]
        try:
            handler = self.nodes[type(node)]
        except KeyError:
            raise FeatureNotAvailable(type(node).__name__) from None
        return handler(node)

    walk = _eval
