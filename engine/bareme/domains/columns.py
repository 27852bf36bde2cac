"""The domain of many situations: a value is a column, or plain where every row has the same.

Every operation gives row by row what the exact domain gives. Where it cannot, or something went
wrong, the rows are marked (`Column.flaw`), and the exact domain judges them one at a time.
"""

from __future__ import annotations

import ast
import datetime as dt
import operator
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns import calendar, numbers
from bareme.columns.choosing import choose
from bareme.columns.column import (
    UNDECIDED,
    Column,
    day_number,
    days,
    either,
    flaw_of,
    flawed,
    size_of,
    truths,
    unusable,
)
from bareme.columns.column import numbers as number_column
from bareme.domains.errors import CalculationError
from bareme.language.functions import FIGURE_OF
from bareme.reading.scalars import Number, simplest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.columns.column import Values
    from bareme.domains.exact import Exact
    from bareme.language.walker import Walker


class Vocabulary:
    """The texts of some rows, names of choices among them, each with its code; 0 is the empty
    one.
    """

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._codes: dict[str, int] = {"": 0}

    def code(self, text: str) -> int:
        """Return the code of a text, a new one when it has none."""
        code = self._codes.get(text)
        if code is None:
            code = self._codes[text] = len(self.texts)
            self.texts.append(text)
        return code


class Columns:
    """The operations of this domain, for the figures of one version: made once, for many rows.

    `figure` gives the values of a figure by each choice. Like the walker, it serves one thread at a
    time: it knows how many rows are under way, and their texts.
    """

    def __init__(self, exact: Exact, figure: Callable[[str], Mapping[str, Number]]) -> None:
        self.begin(0, Vocabulary())
        self._figure = figure
        symbols: dict[type[ast.AST], Callable[..., Any]] = {
            ast.Add: numbers.add,
            ast.Sub: numbers.subtract,
            ast.Mult: numbers.multiply,
            ast.Div: numbers.divide,
            ast.USub: numbers.negative,
            ast.Not: lambda a: truths(~a.data, a.flaw),
            ast.Eq: partial(self._same, equal=True),
            ast.NotEq: partial(self._same, equal=False),
            ast.Lt: _ordered(operator.lt),
            ast.LtE: _ordered(operator.le),
            ast.Gt: _ordered(operator.gt),
            ast.GtE: _ordered(operator.ge),
            ast.In: partial(self._member, inside=True),
            ast.NotIn: partial(self._member, inside=False),
        }
        self.operators: Mapping[type[ast.AST], Callable[..., Any]] = {
            symbol: self._act(exact.operators[symbol], act, "number")
            for symbol, act in symbols.items()
        }
        own: dict[str, Callable[..., Any]] = {
            "min": _all_of(np.minimum, numbers.smallest),
            "max": _all_of(np.maximum, numbers.largest),
            "mean": numbers.mean,
            "abs": numbers.absolute,
            "round_to": numbers.round_to,
            "round_up_to": numbers.round_up_to,
            "round_down_to": numbers.round_down_to,
            "remainder": numbers.remainder,
            "days_between": _days_between,
            "add_days": _add_days,
            "add_months": partial(_add_months, months=1),
            "add_years": partial(_add_months, months=12),
            "age_on": _age_on,
            "count": _count,
            FIGURE_OF: self._figure_of,
            **{
                name: partial(self._of_texts, exact.functions[name], base)
                for name, base in _OF_TEXTS.items()
            },
        }
        self.functions: Mapping[str, Callable[..., Any]] = {
            name: self._act(act, own.get(name, act), _GIVES.get(name, "number"))
            for name, act in exact.functions.items()
        }

    def begin(self, size: int, vocabulary: Vocabulary) -> None:
        """Take up other rows: so many, with these texts."""
        self._size, self.vocabulary = size, vocabulary

    def _act(
        self, exact: Callable[..., Any], act: Callable[..., Any], gives: str
    ) -> Callable[..., Any]:
        """Act exactly on what is the same on every row; what has no result on any is left to the
        exact evaluation of each row that comes to it.
        """

        def acted(*operands: Any) -> Any:
            try:
                if Column in map(type, operands):
                    return act(*operands)
                return exact(*operands)
            except CalculationError:
                flaw = unusable(gives, self._size, UNDECIDED)
                for operand in reversed(operands):
                    flaw = flaw._replace(flaw=either(flaw_of(operand), flaw.flaw))
                return flaw

        return acted

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """Conditions are masks; what no row reaches is not walked."""
        return {
            ast.Constant: lambda node: node.value,
            ast.IfExp: partial(self._choice, walker),
            ast.BoolOp: partial(self._logical, walker),
            ast.Compare: partial(self._comparison, walker),
        }

    # Conditions

    def _choice(self, walker: Walker, node: ast.IfExp) -> Any:
        test = walker.walk(node.test)
        if not isinstance(test, Column):
            return walker.walk(node.body if test else node.orelse)
        return self.select(test, partial(walker.walk, node.body), partial(walker.walk, node.orelse))

    def select(self, test: Column, chosen: Callable[[], Any], other: Callable[[], Any]) -> Any:
        """Return one value where a test holds and another where it does not, each computed only
        if some row needs it.
        """
        size, holding = len(test.data), np.count_nonzero(test.data)
        if holding == size:
            found = chosen()
            base = self.base_of(found)
        elif not holding:
            found = other()
            base = self.base_of(found)
        else:
            a, b = chosen(), other()
            base = self.base_of(a if a is not None else b)
            found = choose(test.data, self.coded(a), self.coded(b), base)
        if test.flaw is None:  # a plain text stays one: codes are for columns
            return found
        return flawed(self.coded(found), test.flaw, size, base)

    def coded(self, value: Any) -> Any:
        """Return a text by its code; other values as they are."""
        return self.vocabulary.code(value) if isinstance(value, str) else value

    @staticmethod
    def base_of(value: Any) -> str:
        """Return what sort of value this is; a choice is a text."""
        if isinstance(value, Column):
            return value.base
        for types, base in _BASES:
            if isinstance(value, types):
                return base
        return "number"  # nothing: any will do

    def _logical(self, walker: Walker, node: ast.BoolOp) -> Any:
        decisive = isinstance(node.op, ast.Or)
        found: Column | None = None
        for operand in node.values:
            value = walker.walk(operand)
            found = self._joined(found, value, decisive) if found is not None else value
            if not isinstance(found, Column):
                if found == decisive:
                    return found
                found = None
            elif np.count_nonzero(found.data) == (len(found.data) if decisive else 0):
                break
        return (not decisive) if found is None else found

    @staticmethod
    def _joined(found: Column, value: Any, decisive: bool) -> Column:
        """Return `found or value` (`and`, where false decides), flaws of rows that it reaches."""
        data = found.data
        if isinstance(value, Column):
            flaw = value.flaw
            if flaw is not None:
                flaw = flaw * (~data if decisive else data)
            data = data | value.data if decisive else data & value.data
            return truths(data, either(found.flaw, flaw))
        return truths(np.full(len(data), decisive) if value == decisive else data, found.flaw)

    def _comparison(self, walker: Walker, node: ast.Compare) -> Any:
        left, found = walker.walk(node.left), None
        for symbol, operand in zip(node.ops, node.comparators, strict=True):
            right = walker.walk(operand)
            holds = walker.operators[type(symbol)](left, right)
            found = holds if found is None else self._joined(found, holds, decisive=False)
            if not isinstance(found, Column):
                if not found:
                    return False
                found = None
            left = right
        return True if found is None else found

    def _same(self, a: Any, b: Any, *, equal: bool) -> Any:
        if a is None or b is None:
            column = b if a is None else a
            size = size_of(column)
            none = np.zeros(size, np.bool_) if column.nothing is None else column.nothing
            return truths(none if equal else ~none, column.flaw)
        found = self._equal(a, b)
        return found if equal else truths(~found.data, found.flaw)

    def _equal(self, a: Any, b: Any) -> Column:
        base = a.base if isinstance(a, Column) else b.base
        if base == "number":
            return numbers.compared(np.equal)(a, b)
        if base == "list":
            return numbers.undecided(a, b, base="boolean")
        left, right = (self._plain_data(value, base) for value in (a, b))
        data = np.asarray(left == right, np.bool_)
        return truths(data, either(flaw_of(a), flaw_of(b)))

    def _plain_data(self, value: Any, base: str) -> Any:
        if isinstance(value, Column):
            return value.data
        if base == "text":
            return self.vocabulary.code(value)
        return day_number(value) if base == "date" else value

    def _member(self, item: Any, members: Any, *, inside: bool) -> Any:
        if isinstance(members, Column):
            found = self._in_list(item, members)
        else:
            found = truths(np.zeros(size_of(item), np.bool_), item.flaw)
            for member in members:
                same = self._equal(item, member)
                found = truths(found.data | same.data, found.flaw)
        return found if inside else truths(~found.data, found.flaw)

    def _in_list(self, item: Any, members: Column) -> Column:
        size = size_of(members)
        none = np.zeros(size, np.bool_)
        if isinstance(item, str):
            return truths(members.data.get(item, none), members.flaw)
        data = none
        for name, mask in members.data.items():
            data = data | ((item.data == self.vocabulary.code(name)) & mask)
        return truths(data, either(item.flaw, members.flaw))

    # Functions

    def _figure_of(self, name: str, choice: Column) -> Column:
        values = self._figure(name)
        by_code = [values.get(text, 0) for text in self.vocabulary.texts]
        return number_column(*numbers.looked_up(by_code, choice.data), choice.flaw)

    def _of_texts(self, act: Callable[..., Any], base: str, *operands: Any) -> Any:
        """Act once on each combination of texts and numbers that some row has."""
        size = size_of(*operands)
        flaw = None
        for operand in operands:
            flaw = either(flaw, flaw_of(operand))
        varying = [self._values(operand) for operand in operands if isinstance(operand, Column)]
        if len(varying) == 1:
            different, inverse = np.unique(varying[0][0], return_inverse=True)
            keys = [(key,) for key in different]
        else:
            rows = list(zip(*(codes for codes, _ in varying), strict=True))
            place = {key: index for index, key in enumerate(dict.fromkeys(rows))}
            keys, inverse = list(place), np.array([place[row] for row in rows], np.int64)
        found: list[Any] = []
        failed = np.zeros(len(keys), np.int8)
        for index, key in enumerate(keys):
            told = iter(read(code) for code, (_, read) in zip(key, varying, strict=True))
            try:
                found.append(act(*(next(told) if isinstance(o, Column) else o for o in operands)))
            except CalculationError:
                found.append(_NO_RESULT[base])
                failed[index] = UNDECIDED
        flaw = either(flaw, failed[inverse] if failed.any() else None)
        if base == "number":
            return number_column(*numbers.looked_up(found, inverse), flaw)
        if base == "boolean":
            return truths(np.array(found, np.bool_)[inverse], flaw)
        codes = np.array([self.vocabulary.code(text) for text in found], np.int32)
        return Column("text", codes[inverse].reshape(size), flaw=flaw)

    def _values(self, column: Column) -> tuple[Any, Callable[[Any], Any]]:
        """Return what stands for the values of a column, and how each is read."""
        if column.base == "text":
            return column.data, self.vocabulary.texts.__getitem__
        return column.data, lambda numerator: simplest(Fraction(int(numerator), column.denominator))


_OF_TEXTS = {
    "length": "number",
    "like": "boolean",
    "characters": "text",
    "replace": "text",
    "as_number": "number",
}
# What the functions give, of those that may have no result and give no number.
_GIVES = {
    "add_days": "date",
    "add_months": "date",
    "add_years": "date",
    "characters": "text",
    "replace": "text",
}
_NO_RESULT: dict[str, Any] = {"number": 0, "boolean": False, "text": ""}


def _ordered(act: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Column]:
    compare = numbers.compared(act)

    def ordered(a: Any, b: Any) -> Column:
        if (a.base if isinstance(a, Column) else b.base) == "number":
            return compare(a, b)
        left, right = (_days(value) for value in (a, b))
        return truths(np.asarray(act(left, right)), either(flaw_of(a), flaw_of(b)))

    return ordered


def _days(value: Any) -> Any:
    return value.data if isinstance(value, Column) else day_number(value)


def _all_of(of_days: Any, of_numbers: Callable[[Any, Any], Column]) -> Callable[..., Values]:
    def combined(*values: Any) -> Any:
        column = next(value for value in values if isinstance(value, Column))
        found = values[0]
        for value in values[1:]:
            if column.base == "date":
                data = np.broadcast_to(of_days(_days(found), _days(value)), column.data.shape)
                found = days(data, either(flaw_of(found), flaw_of(value)))
            elif isinstance(found, Column) or isinstance(value, Column):
                found = of_numbers(found, value)
            else:
                found = min(found, value) if of_days is np.minimum else max(found, value)
        return found

    return combined


def _days_between(start: Any, end: Any) -> Column:
    data = _days(end) - _days(start)
    flaw = either(flaw_of(start), flaw_of(end))
    bound = calendar.LAST_DAY - calendar.FIRST_DAY
    return number_column(data, 1, -bound, bound, flaw)


def _age_on(birth: Any, day: Any) -> Column:
    size = size_of(birth, day)
    born, now = (
        np.broadcast_to(np.asarray(_days(value), np.int64), size) for value in (birth, day)
    )
    flaw = either(flaw_of(birth), flaw_of(day))
    return number_column(calendar.age_on(born, now), 1, -10_000, 10_000, flaw)


def _add_days(day: Any, count: Any) -> Column:
    shift, broken = numbers.whole(count)
    size = size_of(day, count)
    found = np.broadcast_to(np.asarray(_days(day) + shift), size)
    outside = (found < calendar.FIRST_DAY) | (found > calendar.LAST_DAY)
    return _shifted(found, outside, broken, day, count)


def _add_months(day: Any, count: Any, *, months: int) -> Column:
    shift, broken = numbers.whole(count)
    size = size_of(day, count)
    start = np.broadcast_to(np.asarray(_days(day), np.int64), size)
    far = 12 * 10_000
    if isinstance(shift, np.ndarray):
        shift = np.clip(shift, -far, far).astype(np.int64)
    else:
        shift = max(-far, min(far, shift))
    found, outside = calendar.add_months(start, shift * months)
    return _shifted(found, outside, broken, day, count)


def _shifted(found: Any, outside: Any, broken: Any, day: Any, count: Any) -> Column:
    wrong = outside if broken is None else outside | broken
    flaw = either(flaw_of(day), flaw_of(count))
    if np.any(wrong):
        wrong = np.broadcast_to(wrong, found.shape)
        flaw = either(flaw, np.where(wrong, np.int8(UNDECIDED), np.int8(0)))
        found = np.where(wrong, 0, found)
    return days(np.asarray(found, np.int64), flaw)


def _count(members: Column) -> Column:
    size = size_of(members)
    total = np.zeros(size, np.int64)
    for mask in members.data.values():
        total = total + mask
    return number_column(total, 1, 0, len(members.data), members.flaw)


_BASES: tuple[tuple[Any, str], ...] = (
    (bool, "boolean"),
    ((int, Fraction), "number"),
    (str, "text"),
    (dt.date, "date"),
    (tuple, "list"),
)
