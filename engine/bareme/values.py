"""One value, from text or from Python, judged by what it is to be: exact, or refused.

The same judgement serves the figures of a rulebook, the defaults and bounds of an input, the
examples, a command line and a call of the library.
"""

from __future__ import annotations

import datetime as dt
import numbers
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.domains.exact import MAX_BITS
from bareme.domains.texts import MAX_TEXT
from bareme.nearest import nearest
from bareme.reading.scalars import (
    Number,
    decimals,
    looks_like_date,
    magnitude,
    parse_boolean,
    parse_date,
    parse_number,
    simplest,
    suggest_boolean,
    suggest_date,
    suggest_number,
)
from bareme.reading.tree import Scalar, Sequence
from bareme.translation import tr

if TYPE_CHECKING:
    from bareme.diagnostics import Place
    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind
    from bareme.model import Input, Rule
    from bareme.reading.tree import Node


_CENTS = 2
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")  # a point that may separate thousands


class Fault(Exception):
    """A value that cannot be taken: the code, facts and suggestion of a diagnostic."""

    def __init__(self, code: str, suggestion: str | None = None, **data: object) -> None:
        super().__init__(code)
        self.code, self.suggestion, self.data = code, suggestion, data
        self.place: Place | None = None  # of the part at fault, where it is not the whole


@dataclass(frozen=True, slots=True)
class Expected:
    """What a value must be: its kind, and the bounds an input sets.

    `order` is that in which a list holds its names, in whichever they were given. With `cents`,
    money stops at the cent. Without, a rule that was not rounded may be given, but
    a text that looks like thousands (`20.000`) is still asked about.
    """

    kind: Kind
    whole: bool = False
    cents: bool = False
    minimum: Number | dt.date | None = None
    maximum: Number | dt.date | None = None
    order: tuple[str, ...] = ()

    @staticmethod
    def of(named: Input | Rule) -> Expected:
        """Return what the value of an input, or of a rule given as known, must be."""
        type_ = getattr(named, "type", "")
        whole, cents = type_ == "integer", type_ == "amount"
        order = tuple(named.choices) if named.kind.base == "list" else ()
        return Expected(named.kind, whole, cents, named.minimum, named.maximum, order)


def parse_text(text: str, expected: Expected) -> Value:
    """Return the exact value a text stands for; Fault when it stands for none of that kind."""
    kind = expected.kind
    if kind.optional and text == "nothing":
        return None
    if kind.base == "list":
        bare = text.strip()
        if bare.startswith("[") and bare.endswith("]"):  # as a file writes it
            bare = bare[1:-1]
        items = tuple(item.strip() for item in bare.split(","))
        return _judged(items if bare.strip() else (), expected)
    if kind.base == "number":
        value: Value = _parse_number(text, expected)
    elif kind.base == "boolean":
        value = parse_boolean(text)
        if value is None:
            raise Fault("not-a-boolean", suggest_boolean(text), text=text)
    elif kind.base == "date":
        value = _parse_date(text)
    else:
        value = text
    return _judged(value, expected)


def parse_node(node: Node, expected: Expected) -> Value:
    """Return the exact value of what a file says: a scalar, or a list of names."""
    if isinstance(node, Scalar):
        if node.is_empty:
            wanted = tr('Il faut {kind} ; un texte vide s\'écrit "".', kind=expected.kind)
            raise Fault("empty-value", expected=wanted)
        return parse_text(node.text, expected)
    if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in node.items):
        raise Fault("wrong-type", found=tr("un groupe"), expected=expected.kind)
    names = tuple(item.text for item in node.items if isinstance(item, Scalar))
    if expected.kind.base != "list":
        only = names[0] if len(names) == 1 else None
        raise Fault("list-unexpected", only, expected=expected.kind)
    return _judged(names, expected)


def accept(value: object, expected: Expected) -> Value:
    """Return a Python value as the exact one it is; Fault when it is of another kind.

    Numbers may be `int`, `Decimal`, `Fraction`, or `float`, which is read as the shortest
    decimal it prints as; dates `datetime.date` or ISO text; choices their names, lists a list,
    tuple or set of them; texts are text.
    """
    base = expected.kind.base
    if value is None and expected.kind.optional:
        return None
    if base == "number":
        return _judged(_exact(value), expected)
    if base == "boolean" and isinstance(value, bool):
        return value
    if base == "date":
        if isinstance(value, str):
            return _judged(_parse_date(value), expected)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return _judged(value, expected)
    if base in {"choice", "text"} and isinstance(value, str):
        return _judged(str(value), expected)
    if base == "list" and isinstance(value, (list, tuple, set, frozenset)):
        items = [str(item) for item in value if isinstance(item, str)]
        if len(items) == len(value):
            ordered = isinstance(value, (list, tuple))
            return _judged(tuple(items if ordered else sorted(items)), expected)
    raise Fault(
        "wrong-type", _code(value, expected), found=_describe(value), expected=expected.kind
    )


def _code(value: object, expected: Expected) -> str | None:
    """Return the choice whose name is a code, for a number that lacks its quotes: `"01"`."""
    if expected.kind.base != "choice" or type(value) is not int or value.bit_length() > MAX_BITS:
        return None
    near = _meant(str(value), expected.kind)
    return None if near is None else f'"{near}"'


def _parse_number(text: str, expected: Expected) -> Number:
    value = parse_number(text)
    if value is None:
        raise Fault("not-a-number", suggest_number(text), text=text)
    unit = expected.kind.unit
    if unit is None:
        return value
    if unit.percent and "%" not in text and magnitude(value) >= 1:
        raise Fault("percent-missing", f"{text} %", text=text)
    if "%" in text and unit.powers:
        raise Fault("percent-unexpected", text.rstrip(" %"), text=text, unit=unit)
    thousands = text.replace(".", "") if _THOUSANDS.fullmatch(text) else None
    if unit.is_money and decimals(text) > _CENTS and (expected.cents or thousands):
        raise Fault("not-cents", thousands, text=text, unit=unit)
    return value


def _parse_date(text: str) -> dt.date:
    day = parse_date(text)
    if day is None:
        code = "no-such-day" if looks_like_date(text) else "not-a-date"
        raise Fault(code, suggest_date(text), text=text)
    return day


def _exact(value: object) -> Number:
    if type(value) is int and value.bit_length() <= MAX_BITS:
        return value  # by far the most common, and exact as it is
    if isinstance(value, bool) or not isinstance(value, (numbers.Rational, Decimal, float)):
        raise Fault("wrong-type", found=_describe(value), expected=tr("un nombre"))
    if isinstance(value, numbers.Rational):
        exact = Fraction(int(value.numerator), int(value.denominator))
    else:
        decimal = Decimal(float.__repr__(value)) if isinstance(value, float) else value
        if not decimal.is_finite() or abs(decimal.adjusted()) > MAX_BITS // 4:
            raise Fault("number-out-of-reach", text=_describe(value))
        exact = Fraction(decimal)
    if max(exact.numerator.bit_length(), exact.denominator.bit_length()) > MAX_BITS:
        raise Fault("number-out-of-reach", text=_describe(value))
    return simplest(exact)


def _judged(value: Value, expected: Expected) -> Value:
    kind = expected.kind
    if kind.base == "choice":
        return _chosen(value, kind)
    if isinstance(value, tuple):
        return _listed(value, expected)
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise Fault("text-too-long", limit=MAX_TEXT)
        return value
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        _check_grain(value, expected)
    low, high = expected.minimum, expected.maximum
    if low is not None and value < low:  # type: ignore[operator]  # of one kind, see above
        raise Fault("too-small", text=plain(value), bound=plain(low))
    if high is not None and value > high:  # type: ignore[operator]
        raise Fault("too-large", text=plain(value), bound=plain(high))
    return value


def _listed(names: tuple[str, ...], expected: Expected) -> Value:
    """Return a list whose names are all known; what is suggested is the whole list."""
    kind = expected.kind
    if len(set(names)) < len(names):
        twice = next(name for index, name in enumerate(names) if name in names[:index])
        raise Fault("duplicate-item", name=twice)
    meant = [name if name in kind.choices else _meant(name, kind) for name in names]
    for name in names:
        if name not in kind.choices:
            whole = f"[{', '.join(map(str, meant))}]" if len(names) > 1 else meant[0]
            whole = None if None in meant else whole
            listing = ", ".join(sorted(kind.choices))
            raise Fault("unknown-choice", whole, name=name, known=listing)
    return tuple(name for name in expected.order if name in names) if expected.order else names


def _check_grain(value: Number, expected: Expected) -> None:
    unit = expected.kind.unit
    if expected.whole and value.denominator != 1:
        raise Fault("not-an-integer", text=plain(value))
    money = unit is not None and unit.is_money
    if expected.cents and money and (value * 100).denominator != 1:
        raise Fault("not-cents", text=plain(value), unit=unit)


def _chosen(name: Value, kind: Kind) -> Value:
    if name not in kind.choices:
        listing = ", ".join(sorted(kind.choices))
        raise Fault("unknown-choice", _meant(str(name), kind), name=name, known=listing)
    return name


def _meant(name: str, kind: Kind) -> str | None:
    """Return the choice a name was probably meant to be. A code is never like another: only its
    zeros and its capitals may have been forgotten.
    """
    if not name[:1].isdigit():
        return nearest(name, kind.choices)
    widths = {len(choice) for choice in kind.choices}
    written = {name.upper().zfill(width) for width in widths} & kind.choices
    return min(written, key=len, default=None)


def plain(value: object) -> str:
    """Return a value as a file writes it, where it can be written: 3919.20, 2019-01-01, 2A."""
    if isinstance(value, Fraction):
        decimal = as_decimal(value)
        return str(decimal) if isinstance(decimal, Decimal) else str(value)
    return str(value)


def _describe(value: object) -> str:
    try:
        text = f"{value!r:.60}"
    except Exception:  # noqa: BLE001  # a foreign object, or a number of too many digits
        text = "…"
    return f"{text} ({type(value).__name__})"


def as_decimal(value: Number, at_least: int = 0) -> Decimal | Fraction:
    """Return the same number as a Decimal with at least so many decimals; a Fraction where
    no Decimal is exact (one third).
    """
    if not 10**at_least % value.denominator:  # most amounts are whole cents
        cents = value.numerator * (10**at_least // value.denominator)
        return Decimal(f"{cents}E-{at_least}")
    denominator, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while denominator % prime == 0:
            denominator //= prime
            power += 1
        places = max(places, power)
    if denominator != 1:
        return Fraction(value)
    places = max(places, at_least)
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")
