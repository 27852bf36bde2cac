"""Random rulebooks on random situations: one answer, or one refusal, however they are judged.

The exact evaluation of one situation is what the columns of a table, the compiled function and the
written module are held against.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from bareme.compiling.runtime import Refused
from bareme.values import as_decimal
from compiling.comparing import compare as compare_compiled
from random_rulebooks import random_rulebook
from rulebooks import load
from situations import Situations
from tables.comparing import compare as compare_columns
from tables.comparing import table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import bareme

# On which the law changes, or does not; the yearly figures end with 2019.
_DAYS = tuple(
    dt.date.fromisoformat(day)
    for day in ("2019-01-01", "2019-02-28", "2019-03-01", "2019-08-31", "2019-12-31", "2020-01-01")
)
_SIZES = (1, 1, 2, 3, 50)  # of tables: in small ones a condition holds on every row, or on none


@pytest.fixture(scope="module", name="book", params=range(10, 40))
def _book(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> bareme.Rulebook:
    return load(tmp_path_factory.mktemp("rules"), random_rulebook(request.param))


def test_a_table_is_judged_as_its_rows_alone(book: bareme.Rulebook) -> None:
    some = _Situations(book, 1)
    every = list(book.definition.rules)
    for outputs, given in ((None, ()), (None, every), (every, ())):
        dated = book.definition.reference_date is not None
        judge: Any = book if dated else _OnADay(book.on(some.day()))
        for size in _SIZES:
            rows = [some.with_rules(given, wrong=0.01) for _ in range(size)]
            judged = judge.evaluate_table(table_of(book, rows), outputs=outputs)
            compare_columns(judge, rows, judged, outputs)


def test_compiled_rules_answer_and_refuse_as_the_rules_do(book: bareme.Rulebook) -> None:
    some = _Situations(book, 2)
    every = tuple(book.definition.rules)
    for outputs, given in ((None, ()), (None, every), (every, every[::2])):
        rules = book.on(some.day())
        compiled = rules.compile(outputs, given=given)
        module = _written(compiled.module())
        for _ in range(30):
            row = some.with_rules(given, wrong=0.01)
            if book.definition.reference_date:
                row["day"] = rules.date
            row = some.otherwise_written(row)
            answer = _answer(module, row)
            assert repr(_answer(compiled.function, row)) == repr(answer), row
            wanted = compare_compiled(compiled, row)
            if isinstance(answer, dict):
                assert repr(answer) == repr(wanted), row
            elif isinstance(wanted, dict):  # a rule given finer than the module computes with
                assert answer[0] == "wrong-value", (row, answer, wanted)
                assert answer[1] in given, (row, answer, wanted)


class _OnADay:
    """The rules of a day, to be judged as a rulebook without a reference date is."""

    def __init__(self, rules: bareme.Rules) -> None:
        self.definition = rules.book.definition
        self.evaluate, self.evaluate_table = rules.evaluate, rules.evaluate_table


def _written(text: str) -> Callable[..., Any]:
    space: dict[str, Any] = {}
    exec(text, space)
    evaluate: Callable[..., Any] = space["evaluate"]
    return evaluate


def _answer(function: Callable[..., Any], row: dict[str, Any]) -> Any:
    """Return what a function answers, or why not: a code, and the name it is about."""
    try:
        return function(**row)
    except ValueError as refused:  # each module has a class of its own
        if type(refused).__name__ != Refused.__name__:
            raise
        return refused.code, refused.name  # type: ignore[attr-defined]


class _Situations(Situations):
    """Situations in which amounts are negative too, and rules of every sort are given."""

    def with_rules(self, given: Any, wrong: float) -> dict[str, Any]:
        """Return a situation; each of the rules `given` is in it one time in four."""
        definition, pick = self._book.definition, self._random
        row = self.one(wrong=wrong, missing=pick.choice([0, 0, 0.02, 0.2]))
        found = {name: row[name] for name in row if name in definition.inputs}
        if definition.reference_date and pick.random() < 0.7:
            found[definition.reference_date] = self.day()
        for name in given:
            if pick.random() < 0.25:
                found[name] = self._value(definition.rules[name])
        return found

    def day(self) -> dt.date:
        """Return a day of the law."""
        return self._random.choice(_DAYS)

    def otherwise_written(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a situation with values as only a program gives them, right or wrong."""
        pick = self._random
        return {name: self._odd(v) if pick.random() < 0.01 else v for name, v in row.items()}

    def _odd(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            others = [Fraction(value) / 3, float(value), Decimal("NaN"), value.scaleb(-3)]
            return self._random.choice([*others, str(value), 10**30, True])
        if isinstance(value, list):
            return self._random.choice([tuple(value), set(value), [*value, *value], "x"])
        if isinstance(value, dt.date):
            return self._random.choice([value.isoformat(), "2019-02-30", "1699-12-31", 20190101])
        return self._random.choice([None, 1, "", b"", Fraction(1, 2)])

    def _number(self, named: Any) -> Any:
        """Often a small number, of either sign, with few decimals."""
        pick = self._random
        if pick.random() < 0.4:
            number = super()._number(named)
        elif getattr(named, "type", "") == "integer":
            number = pick.randint(0, 10)
        else:
            number = pick.choice([0, 1, 2, 3, Decimal("0.5"), Decimal("0.07"), Decimal("12.34")])
        return self._within(named, -number if pick.random() < 0.25 else number)

    def _within(self, named: Any, number: Any) -> Any:
        """Return the bound instead of what is beyond it, most often."""
        low, high = named.minimum, named.maximum
        if self._random.random() < 0.05:
            return number
        if low is not None and number < low:
            return as_decimal(low)
        return as_decimal(high) if high is not None and number > high else number

    def _value(self, named: Any) -> Any:
        value = super()._value(named)
        if isinstance(value, list):
            self._random.shuffle(value)
        return value

    def _text(self) -> str:
        some = ("", "ab", "0", "12", "a0b", "abc", "xx0ab0", "a.b", "Aé", "b\n", "1" * 20)
        return self._random.choice(some)

    def _day(self) -> dt.date:
        edges = (dt.date(2020, 2, 29), dt.date.min, dt.date.max)
        return self._random.choice(edges) if self._random.random() < 0.1 else super()._day()
