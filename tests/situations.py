"""Random situations of any rulebook: valid and invalid, near what its rules and figures turn on."""

from __future__ import annotations

import ast
import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import bareme
    from bareme.model import Input, Rule


@cache
def limits(book: bareme.Rulebook) -> tuple[tuple[Fraction, ...], tuple[dt.date, ...]]:
    """Return the numbers and dates a rulebook's formulas and figures name."""
    definition = book.definition
    numbers = {Fraction(0), Fraction(1)}
    dates = {*book.version_dates, definition.end or dt.date(2026, 12, 31)}
    for rule in definition.rules.values():
        for variant in rule.variants:
            for expression in variant.expressions:
                for node in ast.walk(expression.tree):
                    if isinstance(node, ast.Constant):
                        value: Any = node.value
                        if isinstance(value, dt.date):
                            dates.add(value)
                        elif isinstance(value, (int, Fraction)):
                            numbers.add(Fraction(value))
        numbers |= {Fraction(published.value) for published in rule.published}
    for parameter in definition.parameters.values():
        for figure in parameter.figures:
            values = (
                figure.value
                if not isinstance(figure.value, (int, Fraction))
                else {"": figure.value}
            )
            numbers |= {Fraction(value) for value in values.values()}
    return tuple(sorted(numbers)), tuple(sorted(dates))


class Situations:
    """Situations of one rulebook, the same for the same seed."""

    def __init__(self, book: bareme.Rulebook, seed: int) -> None:
        self._book, self._random = book, random.Random(seed)
        self._numbers, self._dates = limits(book)

    def one(self, wrong: float = 0.02, missing: float = 0.05) -> dict[str, Any]:
        """Return a situation: each input with a value near a limit, some missing, some wrong."""
        found: dict[str, Any] = {}
        definition = self._book.definition
        for asked in definition.inputs.values():
            chance = self._random.random()
            if asked.name == definition.reference_date:
                found[asked.name] = self._day() if chance > wrong else None
            elif chance < wrong:
                found[asked.name] = self._wrong(asked)
            elif chance > wrong + missing and (asked.default is None or chance > 0.4):
                found[asked.name] = self._value(asked)
        for rule in definition.rules.values():
            if self._random.random() < 0.03 and rule.kind.base in {"number", "boolean", "choice"}:
                found[rule.name] = self._value(rule)
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, named: Input | Rule) -> Any:
        pick, kind = self._random, named.kind
        if kind.base == "boolean":
            return pick.random() < 0.5
        if kind.base == "choice":
            return pick.choice(sorted(kind.choices))
        if kind.base == "list":
            return [name for name in sorted(kind.choices) if pick.random() < 0.4]
        if kind.base == "date":
            return self._day()
        return self._text() if kind.base == "text" else self._number(named)

    def _number(self, named: Input | Rule) -> Any:
        pick = self._random
        if getattr(named, "type", "") == "integer":
            close = int(pick.choice(self._numbers)) + pick.choice([-1, 0, 1])
            return max(0, close if pick.random() < 0.5 else pick.randint(0, 400))
        if pick.random() < 0.5:
            near = pick.choice(self._numbers) * pick.choice([1, 1, 730, 12])
            cents = round(near * 100) + pick.choice([-1, 0, 0, 1])
        else:  # halves of a cent after division by 730 and by 2 are among these
            cents = (
                pick.randint(0, 6_000_000) if pick.random() < 0.9 else 365 * pick.randint(1, 9999)
            )
        return Decimal(abs(cents)) / 100

    def _day(self) -> dt.date:
        pick = self._random
        if pick.random() < 0.6:
            return pick.choice(self._dates) + dt.timedelta(days=pick.choice([-1, 0, 1]))
        return dt.date(2019, 1, 1) + dt.timedelta(days=pick.randint(-1500, 2800))

    def _text(self) -> str:
        pick = self._random
        return pick.choice(
            [
                *("", "Bonjour", "a@b.fr", "a@b", "x" * 150, "x" * 151, "612345678", "0123456789"),
                *("255081416802538", "2550814168025 38", "1" * 15, "185052A00604822"),
                "".join(pick.choice("0123456789") for _ in range(15)),
            ]
        )

    def _wrong(self, asked: Input) -> Any:
        if asked.kind.base == "number":
            return self._random.choice([-1, Decimal("1.005"), Decimal(10) ** 20])
        if asked.kind.base in {"choice", "list"}:
            return "inconnu" if asked.kind.base == "choice" else ["inconnu"]
        return None
