"""The domain of check time: a number is its unit, so that a formula shows what it mixes.

Walks every branch, whatever the conditions, and refuses what no situation could make
meaningful: euros added to days, a choice compared with a number, a condition that is not one.
A bare literal takes the unit of what it meets in additions and comparisons, and is a plain
number in products; a literal in quotes names a choice where it meets one, and is a text elsewhere.
"""

from __future__ import annotations

import ast
import datetime as dt
from typing import TYPE_CHECKING, Any

from bareme.language.functions import FIGURE_OF
from bareme.language.kinds import BOOLEAN, DATE, LIST, NOTHING, NUMBER, TEXT, Kind, number
from bareme.language.walker import Walker
from bareme.nearest import nearest
from bareme.reading.scalars import looks_like_date
from bareme.units import CHARACTERS, DAYS, NO_UNIT, YEARS, Unit, parse_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class MeaningError(Exception):
    """A formula that cannot mean anything: the code and facts of a diagnostic, and the node."""

    def __init__(self, code: str, suggestion: str | None = None, **data: object) -> None:
        super().__init__(code)
        self.code, self.suggestion, self.data = code, suggestion, data
        self.node: ast.expr | None = None


def _want(kind: Kind, base: str, wanted: Kind) -> None:
    if kind.optional:
        raise MeaningError("may-be-nothing")
    if kind.base != base:
        raise MeaningError("wrong-kind", found=kind, wanted=wanted)


def _numbers(*kinds: Kind) -> None:
    for kind in kinds:
        _want(kind, "number", NUMBER)


def unify(a: Kind, b: Kind, doing: str) -> Kind:
    """Return the kind both can be; MeaningError when there is none."""
    optional = a.optional or b.optional
    if a.base == "nothing" or b.base == "nothing":
        other = b if a.base == "nothing" else a
        return Kind(other.base, other.unit, other.choices, optional=True)
    if a.base != b.base:
        a, b = named(a, b), named(b, a)
    if a.base != b.base:
        raise MeaningError("wrong-kind", _unquoted(a, b) or _unquoted(b, a), found=b, wanted=a)
    if a.base == "text" and not (a.is_literal and b.is_literal):
        return Kind("text", optional=optional)
    if a.base == "number" and a.unit is not None and b.unit is not None and a.unit != b.unit:
        raise MeaningError("units-differ", left=a.unit, right=b.unit, doing=doing)
    unit = a.unit if a.unit is not None else b.unit
    return Kind(a.base, unit, a.choices | b.choices, optional)


def named(kind: Kind, other: Kind) -> Kind:
    """Return a literal as the choice it names, where a choice is expected."""
    chosen = kind.is_literal and other.base == "choice"
    return Kind("choice", choices=kind.choices) if chosen else kind


def _unquoted(kind: Kind, other: Kind) -> str | None:
    """Return a date that was put in quotes as it is written."""
    text = min(kind.choices, default="") if kind.is_literal and other.base == "date" else ""
    return text if looks_like_date(text) else None


def _together(doing: str) -> Callable[..., Kind]:
    def combined(*kinds: Kind) -> Kind:
        _numbers(*kinds)
        result = kinds[0]
        for kind in kinds[1:]:
            result = unify(result, kind, doing)
        return result

    return combined


def _smallest(doing: str) -> Callable[..., Kind]:
    """Numbers of one unit, or dates."""

    def combined(*kinds: Kind) -> Kind:
        if all(kind == DATE for kind in kinds):
            return DATE
        return _together(doing)(*kinds)

    return combined


def _product(divide: bool) -> Callable[[Kind, Kind], Kind]:
    def combined(a: Kind, b: Kind) -> Kind:
        _numbers(a, b)
        if a.unit is None and b.unit is None:
            return NUMBER
        left, right = a.unit or NO_UNIT, b.unit or NO_UNIT
        return number(left / right if divide else left * right)

    return combined


def _negative(kind: Kind) -> Kind:
    _numbers(kind)
    return kind


def _not(kind: Kind) -> Kind:
    _want(kind, "boolean", BOOLEAN)
    return BOOLEAN


def _same(a: Kind, b: Kind) -> Kind:
    """`==` and `!=`: values of one kind; a choice with one of its own names."""
    if a.base == "nothing" or b.base == "nothing":
        return BOOLEAN
    _comparable(a, b)
    return BOOLEAN


def _comparable(a: Kind, b: Kind) -> None:
    if a.optional or b.optional:
        raise MeaningError("may-be-nothing")
    unify(a, b, "comparez")
    if "choice" in {a.base, b.base} and a.choices and b.choices and not a.choices & b.choices:
        literal, known = sorted((a.choices, b.choices), key=len)
        name = min(literal)
        listing = ", ".join(sorted(known))
        raise MeaningError("unknown-choice", _quoted(name, known), name=name, known=listing)


def _quoted(name: str, known: frozenset[str]) -> str | None:
    near = nearest(name, known)
    return None if near is None else f'"{near}"'


def _ordered(a: Kind, b: Kind) -> Kind:
    for kind in (a, b):
        if kind.base not in {"number", "date"}:
            raise MeaningError("not-ordered", found=kind)
    _comparable(a, b)
    return BOOLEAN


def _member(item: Kind, members: tuple[Kind, ...] | Kind) -> Kind:
    if isinstance(members, Kind):
        _want(members, "list", LIST)
        members = (Kind("choice", choices=members.choices),)
    for member in members:
        _comparable(item, member)
    return BOOLEAN


def _round(value: Kind, step: Kind) -> Kind:
    return _together("arrondissez")(value, step)


def _days_between(start: Kind, end: Kind) -> Kind:
    _want(start, "date", DATE)
    _want(end, "date", DATE)
    return number(DAYS)


def _age_on(birth: Kind, day: Kind) -> Kind:
    _days_between(birth, day)
    return number(YEARS)


def _shift(unit: Unit) -> Callable[[Kind, Kind], Kind]:
    def shifted(day: Kind, count: Kind) -> Kind:
        _want(day, "date", DATE)
        _together("ajoutez")(count, number(unit))
        return DATE

    return shifted


def _of_texts(gives: Kind, *wanted: Kind) -> Callable[..., Kind]:
    """A function of texts, and of numbers that count characters."""

    def found(*kinds: Kind) -> Kind:
        for kind, want in zip(kinds, wanted, strict=True):
            _want(kind, want.base, want)
            unify(kind, want, "comptez en")
        return gives

    return found


def _count(kind: Kind) -> Kind:
    _want(kind, "list", LIST)
    return number(NO_UNIT)


_MONTHS = parse_unit("mois")
assert _MONTHS is not None


class Units:
    """The operations of this domain; `parameters` gives the kind of each figure and its choice."""

    def __init__(
        self, parameters: Mapping[str, Kind], choices: Mapping[str, frozenset[str]]
    ) -> None:
        self._parameters = parameters
        self._choices = choices

    @property
    def operators(self) -> Mapping[type[ast.AST], Callable[..., Any]]:
        """The meaning of each operator."""
        return _OPERATORS

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The meaning of each function."""
        return {
            **_FUNCTIONS,
            FIGURE_OF: self._figure_of,
            "previous": self._of_parameter,
            "mean_of_previous": self._of_parameter,
        }

    def handlers(self, walker: Walker) -> Mapping[type[ast.AST], Callable[[Any], Any]]:
        """Every branch is walked; a literal is a bare number or a choice of one."""

        def choice(node: ast.IfExp) -> Kind:
            _want(walker.walk(node.test), "boolean", BOOLEAN)
            return unify(walker.walk(node.body), walker.walk(node.orelse), "choisissez entre")

        def logical(node: ast.BoolOp) -> Kind:
            for value in node.values:
                _want(walker.walk(value), "boolean", BOOLEAN)
            return BOOLEAN

        def comparison(node: ast.Compare) -> Kind:
            left = walker.walk(node.left)
            for symbol, comparator in zip(node.ops, node.comparators, strict=True):
                right = walker.walk(comparator)
                walker.operators[type(symbol)](left, right)
                left = right
            return BOOLEAN

        return {
            ast.Constant: _literal,
            ast.IfExp: choice,
            ast.BoolOp: logical,
            ast.Compare: comparison,
        }

    def _figure_of(self, name: Kind, choice: Kind) -> Kind:
        parameter = next(iter(name.choices))
        known = self._choices[parameter]
        choice = named(choice, Kind("choice"))
        if choice.base != "choice" or choice.optional:
            raise MeaningError("wrong-kind", found=choice, wanted=Kind("choice", choices=known))
        if unknown := sorted(choice.choices - known):
            listing = ", ".join(sorted(known))
            near = _quoted(unknown[0], known)
            raise MeaningError("unknown-choice", near, name=unknown[0], known=listing)
        return self._parameters[parameter]

    def _of_parameter(self, name: Kind, years: Kind) -> Kind:
        del years
        return self._parameters[next(iter(name.choices))]


def _literal(node: ast.Constant) -> Kind:
    value: object = node.value
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, dt.date):
        return DATE
    return Kind("text", choices=frozenset({value})) if isinstance(value, str) else NUMBER


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: _together("additionnez"),
    ast.Sub: _together("soustrayez"),
    ast.Mult: _product(divide=False),
    ast.Div: _product(divide=True),
    ast.USub: _negative,
    ast.Not: _not,
    ast.Eq: _same,
    ast.NotEq: _same,
    ast.Lt: _ordered,
    ast.LtE: _ordered,
    ast.Gt: _ordered,
    ast.GtE: _ordered,
    ast.In: _member,
    ast.NotIn: _member,
}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": _smallest("comparez"),
    "max": _smallest("comparez"),
    "abs": _negative,
    "mean": _together("moyennez"),
    "round_to": _round,
    "round_up_to": _round,
    "round_down_to": _round,
    "days_between": _days_between,
    "add_days": _shift(DAYS),
    "add_months": _shift(_MONTHS),
    "add_years": _shift(YEARS),
    "age_on": _age_on,
    "remainder": _together("divisez"),
    "length": _of_texts(number(CHARACTERS), TEXT),
    "like": _of_texts(BOOLEAN, TEXT, TEXT),
    "characters": _of_texts(TEXT, TEXT, number(CHARACTERS), number(CHARACTERS)),
    "replace": _of_texts(TEXT, TEXT, TEXT, TEXT),
    "as_number": _of_texts(number(NO_UNIT), TEXT),
    "count": _count,
}


class UnitsWalker(Walker):
    """Walks in the units domain and remembers at which node a meaning was missing."""

    def _eval(self, node: ast.expr) -> Any:
        try:
            return super()._eval(node)
        except MeaningError as error:
            error.node = error.node or _at_fault(node, error)
            raise

    def _check_disallowed_items(self, item: object) -> None:
        """Kinds are this program's own: nothing to look for in them."""


def _at_fault(node: ast.expr, error: MeaningError) -> ast.expr:
    """Return the literal an unknown choice was written as, else the whole node."""
    if error.code == "unknown-choice":
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and part.value == error.data["name"]:
                return part
    return node
