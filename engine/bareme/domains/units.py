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
from bareme.reading.scalars import (
    looks_like_date,
    suggest_boolean,
    suggest_date,
    suggest_number,
)
from bareme.translation import N_, tr
from bareme.units import CHARACTERS, DAYS, NO_UNIT, YEARS, Unit, parse_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class MeaningError(Exception):
    """A formula that cannot mean anything: the code and facts of a diagnostic, and the node.

    `literal` is the text in quotes that the suggestion replaces, when it is not the whole node;
    `form` is a suggestion in which {0}, {1} and {sign} stand for the operands and the operator.
    """

    def __init__(
        self,
        code: str,
        suggestion: str | None = None,
        /,
        *,
        form: str | None = None,
        literal: str | None = None,
        **data: object,
    ) -> None:
        super().__init__(code)
        self.code, self.suggestion, self.data = code, suggestion, data
        self.form, self.literal = form, literal
        self.node: ast.expr | None = None


def _want(kind: Kind, base: str, wanted: Kind) -> None:
    if kind.optional:
        raise MeaningError("may-be-nothing")
    if kind.base != base:
        raise wrong_kind(kind, wanted)


def wrong_kind(found: Kind, wanted: Kind) -> MeaningError:
    """Return what to say of a value of another kind: of a literal, as it is written there."""
    text = min(found.choices) if found.is_literal else None
    meant = _unquoted(text, wanted)
    return MeaningError("wrong-kind", meant, literal=text, found=found, wanted=wanted)


def _numbers(*kinds: Kind) -> None:
    for kind in kinds:
        _want(kind, "number", NUMBER)


def unify(a: Kind, b: Kind, doing: str) -> Kind:
    """Return the kind both can be; MeaningError when there is none. `doing` is the message that
    says what is done with both.
    """
    optional = a.optional or b.optional
    if a.base == "nothing" or b.base == "nothing":
        other = b if a.base == "nothing" else a
        return Kind(other.base, other.unit, other.choices, optional=True)
    if a.base != b.base:
        a, b = named(a, b), named(b, a)
    if a.base != b.base:
        literal, other = (a, b) if a.is_literal else (b, a)
        text = min(literal.choices) if literal.is_literal else None
        raise MeaningError(
            "wrong-kind", _unquoted(text, other), literal=text, found=literal, wanted=other
        )
    if a.base == "text" and not (a.is_literal and b.is_literal):
        return Kind("text", optional=optional)
    if a.base == "number" and a.unit is not None and b.unit is not None and a.unit != b.unit:
        raise MeaningError("units-differ", left=a.unit, right=b.unit, doing=tr(doing))
    unit = a.unit if a.unit is not None else b.unit
    return Kind(a.base, unit, a.choices | b.choices, optional)


def named(kind: Kind, other: Kind) -> Kind:
    """Return a literal as the choice it names, where a choice is expected."""
    chosen = kind.is_literal and other.base == "choice"
    return Kind("choice", choices=kind.choices) if chosen else kind


def _unquoted(text: str | None, other: Kind) -> str | None:
    """Return a value that was put in quotes as it is written without them."""
    if text is None:
        return None
    written = _WRITTEN.get(other.base)
    return written(text) if written else None


_WRITTEN: dict[str, Callable[[str], str | None]] = {
    "date": lambda text: text if looks_like_date(text) else suggest_date(text),
    "boolean": suggest_boolean,
    "number": suggest_number,
}


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


_SHIFTS = {"jour": "add_days", "mois": "add_months", "an": "add_years"}


def _shift_for(count: Kind, other: str) -> str | None:
    """Return the function that moves a date by so many of a unit; days where none is said."""
    if count.base != "number" or count.optional:
        return None
    name = _SHIFTS.get(str(count.unit or DAYS))
    return f"{name}({other})" if name else None


def _sum(sign: str, doing: str) -> Callable[[Kind, Kind], Kind]:
    """`+` and `-`, which dates do not know."""
    add = _together(doing)

    def combined(a: Kind, b: Kind) -> Kind:
        if "date" not in {a.base, b.base}:
            return add(a, b)
        if a.base == b.base:
            form = "days_between({1}, {0})" if sign == "-" else None
        elif a.base == "date":
            form = _shift_for(b, "{0}, {1}" if sign == "+" else "{0}, -({1})")
        else:
            form = _shift_for(a, "{1}, {0}") if sign == "+" else None
        raise MeaningError("date-calculated", form=form)

    return combined


def _negative(kind: Kind) -> Kind:
    _numbers(kind)
    return kind


def _not(kind: Kind) -> Kind:
    if kind.base == "list":
        raise MeaningError("list-compared", form="count({0}) == 0")
    _want(kind, "boolean", BOOLEAN)
    return BOOLEAN


def _same(membership: str) -> Callable[[Kind, Kind], Kind]:
    """`==` and `!=`: values of one kind; a choice with one of its own names.

    `membership` is what is meant where a list is compared with a choice.
    """

    def compared(a: Kind, b: Kind) -> Kind:
        if "list" in {a.base, b.base}:  # nor with another: the order would count
            raise MeaningError("list-compared", form=_of_list(membership, a, b))
        if "nothing" not in {a.base, b.base}:
            _comparable(a, b)
        elif not (a.optional and b.optional):
            found = b if a.base == "nothing" else a
            form = '{0} {sign} ""' if a.base == "text" else None
            raise MeaningError("never-nothing", form=form, found=found)
        return BOOLEAN

    return compared


def _of_list(membership: str, a: Kind, b: Kind) -> str | None:
    """Return what the comparison of a list with something else probably asks."""
    if a.base == b.base:
        return None
    if b.base == "list":
        return f"{{0}} {membership} {{1}}" if a.is_literal else None
    if b.is_literal or b.base == "choice":
        return f"{{1}} {membership} {{0}}"
    counted = {"nothing": "count({0}) {sign} 0", "number": "count({0}) {sign} {1}"}
    return counted.get(b.base)


def _comparable(a: Kind, b: Kind) -> None:
    if a.optional or b.optional:
        raise MeaningError("may-be-nothing")
    unify(a, b, N_("comparez"))
    if "choice" in {a.base, b.base} and a.choices and b.choices and not a.choices & b.choices:
        literal, known = sorted((a.choices, b.choices), key=len)
        name = min(literal)
        listing = ", ".join(sorted(known))
        raise MeaningError("unknown-choice", _quoted(name, known), name=name, known=listing)


def _quoted(name: str, known: frozenset[str]) -> str | None:
    near = nearest(name, known)
    return None if near is None else f'"{near}"'


def _ordered(a: Kind, b: Kind) -> Kind:
    bases = {a.base, b.base}
    if (a.is_literal or b.is_literal) and bases & _ORDERED:
        unify(a, b, N_("comparez"))  # which says how to write it without quotes
    for base, code, measure in (
        ("text", "text-measured", "length"),
        ("list", "list-compared", "count"),
    ):
        if bases == {base, "number"}:
            of = measure + "({0}) {sign} {1}", "{0} {sign} " + measure + "({1})"
            raise MeaningError(code, form=of[b.base == base])
    for kind in (a, b):
        if kind.base not in _ORDERED:
            raise MeaningError("not-ordered", found=kind)
    _comparable(a, b)
    return BOOLEAN


_ORDERED = frozenset({"number", "date"})


def _member(item: Kind, members: tuple[Kind, ...] | Kind) -> Kind:
    if isinstance(members, Kind):
        _want(members, "list", LIST)
        members = (Kind("choice", choices=members.choices),)
    for member in members:
        _comparable(item, member)
    return BOOLEAN


def _round(value: Kind, step: Kind) -> Kind:
    return _together(N_("arrondissez"))(value, step)


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
        try:
            _together(N_("ajoutez"))(count, number(unit))
        except MeaningError as error:
            error.form = _shift_for(count, "{0}, {1}")
            raise
        return DATE

    return shifted


def _of_texts(gives: Kind, *wanted: Kind) -> Callable[..., Kind]:
    """A function of texts, and of numbers that count characters."""

    def found(*kinds: Kind) -> Kind:
        for kind, want in zip(kinds, wanted, strict=True):
            _want(kind, want.base, want)
            unify(kind, want, N_("comptez en"))
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
            return unify(walker.walk(node.body), walker.walk(node.orelse), N_("choisissez entre"))

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
    ast.Add: _sum("+", N_("additionnez")),
    ast.Sub: _sum("-", N_("soustrayez")),
    ast.Mult: _product(divide=False),
    ast.Div: _product(divide=True),
    ast.USub: _negative,
    ast.Not: _not,
    ast.Eq: _same("in"),
    ast.NotEq: _same("not in"),
    ast.Lt: _ordered,
    ast.LtE: _ordered,
    ast.Gt: _ordered,
    ast.GtE: _ordered,
    ast.In: _member,
    ast.NotIn: _member,
}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": _smallest(N_("comparez")),
    "max": _smallest(N_("comparez")),
    "abs": _negative,
    "mean": _together(N_("moyennez")),
    "round_to": _round,
    "round_up_to": _round,
    "round_down_to": _round,
    "days_between": _days_between,
    "add_days": _shift(DAYS),
    "add_months": _shift(_MONTHS),
    "add_years": _shift(YEARS),
    "age_on": _age_on,
    "remainder": _together(N_("divisez")),
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
    """Return the literal an unknown choice or another value was written as, else the whole node."""
    literal = error.data["name"] if error.code == "unknown-choice" else error.literal
    if error.code == "unknown-choice" or (literal is not None and error.suggestion is not None):
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and part.value == literal:
                return part
    return node
