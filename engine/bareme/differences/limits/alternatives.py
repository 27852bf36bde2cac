"""What an input may be, to see what it changes: every choice, the texts that formulas name, and
the way along which a number or a date is followed.
"""

from __future__ import annotations

import ast
import datetime as dt
import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bareme.differences.limits.lines import Axis
from bareme.domains.texts import MAX_TEXT
from bareme.language.patterns import matches
from bareme.values import Fault, accept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bareme.domains.exact import Value
    from bareme.program import Program
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rules
    from bareme.values import Expected

_THOUSANDTH = Fraction(1, 1000)
_FARTHEST = {1: 10**9, Fraction(1, 100): 10**8, _THOUSANDTH: 10**6}  # by step, where unbounded
_DAYS = 130 * 366  # either way, around the day of the law
_SEEDS = 12  # texts kept of each input
_TOKENS = re.compile(r"\[!?[^\]]*\]|.", re.DOTALL)


def step_of(expected: Expected) -> Number:
    """Return the least by which two values of an input differ: the cent of an amount, one of
    what is counted; a thousandth stands for it where a number has no such thing.
    """
    if expected.whole:
        return 1
    return Fraction(1, 100) if expected.cents else _THOUSANDTH


class Alternatives:
    """What each input of some rules may be; `seeds` are situations to take values from."""

    def __init__(self, rules: Rules, seeds: Iterable[Mapping[str, Value]] = ()) -> None:
        self._rules = rules
        self._inputs = rules.book.definition.inputs
        self.seeds = tuple(self._fitting(seed) for seed in seeds)
        self._texts: dict[str, tuple[str, ...]] = {}

    def _fitting(self, seed: Mapping[str, Value]) -> dict[str, Value]:
        """Return what these rules can be given of a situation, which may be made for others."""
        expected, made = self._rules.book.expected, self._rules.book.definition
        fitting: dict[str, Value] = {}
        for name, value in seed.items():
            if name not in expected or name == made.reference_date:
                continue
            try:
                fitting[name] = accept(value, expected[name])
            except Fault:
                continue
        return fitting

    def first(self, name: str) -> Value:
        """Return what an input is as long as nothing else is known: its default, or least."""
        asked, expected = self._inputs[name], self._rules.book.expected[name]
        base = asked.kind.base
        if asked.default is not None:
            return asked.default
        if base == "number":
            return self.axes(name)[0].origin  # type: ignore[no-any-return]
        if base == "date":
            return _within(self._rules.date, expected)  # type: ignore[no-any-return]
        if base == "choice":
            return next(iter(asked.choices))
        least: dict[str, Value] = {"boolean": False, "list": ()}
        return least.get(base, "")

    def axes(self, name: str) -> tuple[Axis, ...]:
        """Return the ways along which a number or a date is followed: up, and down where it
        has no least value. None for other inputs.
        """
        expected = self._rules.book.expected[name]
        low: Any = expected.minimum
        high: Any = expected.maximum
        if expected.kind.base == "date":
            day = _within(self._rules.date, expected)
            last, first = high or dt.date(dt.MAXYEAR, 1, 1), low or dt.date(dt.MINYEAR, 12, 31)
            return (
                Axis(name, day, 1, min((last - day).days, _DAYS), high is not None),
                Axis(name, day, -1, min((day - first).days, _DAYS), low is not None),
            )
        if expected.kind.base != "number":
            return ()
        step = step_of(expected)
        far = _FARTHEST[step]
        origin = math.ceil(Fraction(_within(0, expected) if low is None else low) / step) * step
        top = far if high is None else high
        length = max(0, math.floor(Fraction(top - origin) / step))
        up = Axis(name, origin, step, length, high is not None)
        if low is not None:
            return (up,)
        return up, Axis(name, origin, -step, math.floor(Fraction(origin + far) / step))

    def values(self, name: str, known: Mapping[str, Value]) -> Iterator[Value]:
        """Give every value worth trying of an input that is not followed along an axis."""
        asked = self._inputs[name]
        base = asked.kind.base
        if base == "boolean":
            yield from (False, True)
        elif base == "choice":
            yield from asked.choices
        elif base == "list":
            yield ()
            yield from ((item,) for item in asked.choices)
            yield tuple(asked.choices)
        elif base == "text":
            if name not in self._texts:
                self._texts[name] = tuple(dict.fromkeys(self._named(name)))
            yield from self._texts[name]
            others = [other for other, each in self._inputs.items() if each.kind.base == "text"]
            yield from (known[other] for other in others if other in known)

    def _named(self, name: str) -> Iterator[str]:
        """Give the texts that formulas set an input against, and those that were given."""
        yield ""
        given = (seed[name] for seed in self.seeds if name in seed)
        yield from list(dict.fromkeys(str(text) for text in given))[:_SEEDS]
        program = self._rules.program
        for procedure in program.procedures.values():
            for expression in procedure.variant.expressions:
                if name in expression.names:
                    yield from _texts_in(program, expression.tree, expression.names)


def _within(value: Any, expected: Expected) -> Any:
    """Return a value, or the nearest that an input may be."""
    for bound, choose in ((expected.minimum, max), (expected.maximum, min)):
        value = value if bound is None else choose(value, bound)
    return value


def _texts_in(program: Program, tree: ast.expr, names: Iterable[str]) -> Iterator[str]:
    numbers = [program.constants[name] for name in names if name in program.constants]
    measured = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield from _written(node.value)
            elif isinstance(node.value, (int, Fraction)):
                numbers.append(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            measured = measured or node.func.id == "length"
    for number in numbers if measured else ():
        for length in (math.floor(number), math.floor(number) + 1):
            if 0 < length <= MAX_TEXT:
                yield "x" * length


def _written(pattern: str) -> Iterator[str]:
    """Give a text as a formula writes it, and one that it would match as a pattern."""
    yield pattern
    for run in ("", "a"):
        text = "".join(_character(token, run) for token in _TOKENS.findall(pattern))
        try:
            if text != pattern and matches(text, pattern):
                yield text
        except AssertionError:  # no pattern
            return


def _character(part: str, run: str) -> str:
    """Return a character that a part of a pattern is met by; `run` for any run of them."""
    if part.startswith("[!"):
        return next((sign for sign in "1aA-0" if sign not in part), "")
    if part.startswith("[") and part.endswith("]"):
        return part[1]
    return {"*": run, "#": "1", "?": "a"}.get(part, part)
