"""Values as a French reader expects them: 1 234,50 €/an, 1er mars 2019, 71 %, oui.

Only what a person reads passes here; machine formats keep points and ISO dates.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.diagnostics.rendering import printable
from bareme.reading.scalars import magnitude
from bareme.values import as_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind
    from bareme.reading.scalars import Number
    from bareme.units import Unit

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
_THIN_SPACE = "\u202f"  # between thousands, never at the end of a line
_SHOWN = 3  # decimals of a number that goes on: enough to see which way it rounds
_PLURAL_FROM = 2
_TWO_DIGITS, _MOST_PLACES = 10, 6  # of an evolution
_QUOTED = 60  # characters of a text that are told
NONE = "sans objet"
EMPTY = "néant"  # a list with nothing in it

PROVENANCES = {
    "source": "page source",
    "published": "publié",
    "computed": "calculé, non vu imprimé",
    "general": "connaissance générale",
}


def date(day: dt.date) -> str:
    """Return a date in full: 1er mars 2019."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def truth(holds: bool) -> str:
    """Return oui or non."""
    return "oui" if holds else "non"


def number(given: Number, at_least: int = 0, shown: int = _SHOWN) -> str:
    """Return a number with its decimals, at least so many; one that goes on beyond those
    `shown` is cut there, not rounded, and ends in `…`: 27,397… is what is rounded to 27,40.
    """
    decimal = as_decimal(given, at_least)
    goes_on = isinstance(decimal, Fraction) or -int(decimal.as_tuple().exponent) > shown
    if goes_on:
        whole_part, rest = divmod(magnitude(given), 1)
        text = f"{whole_part}.{int(rest * 10**shown):0{shown}d}"
    else:
        text = format(abs(decimal), "f")
    whole, _, digits = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", _THIN_SPACE)
    sign, end = "−" if given < 0 else "", "…" if goes_on else ""
    return f"{sign}{grouped},{digits}{end}" if digits else f"{sign}{grouped}"


def amount(value: Number, unit: Unit | None, shown: int = _SHOWN) -> str:
    """Return a number with its unit: 27,40 €/jour."""
    if unit is None:
        return number(value, shown=shown)
    if unit.percent:
        value *= 100
    decimals = 2 if unit.is_money else 0
    return unit.after(number(value, decimals, shown), plural=magnitude(value) >= _PLURAL_FROM)


def evolution(ratio: Number) -> str:
    """Return how much more or less, as a percentage of what there was: to the hundredth, or further
    where that would leave less than two digits. +1,99 %, +25 %, −0,0021 %.
    """
    size = Fraction(magnitude(ratio)) * 100
    places = 2
    while 0 < size * 10**places < _TWO_DIGITS and places < _MOST_PLACES:
        places += 1
    rounded = Fraction((2 * size * 10**places + 1) // 2, 10**places)
    sign = "−" if ratio < 0 else "+" if ratio else ""
    return f"{sign}{number(rounded, shown=places)} %"


def text(written: str) -> str:
    """Return a text as it is quoted: on one line, its beginning when it is long."""
    line = printable(" ".join(written.split()))
    return f"« {line if len(line) <= _QUOTED else line[:_QUOTED] + '…'} »"


def value(
    value: Value,
    unit: Unit | None = None,
    choices: Mapping[str, str] | None = None,
    shown: int = _SHOWN,
) -> str:
    """Return any value as it is told to a person; `choices` are the labels of a choice."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return truth(value)
    if isinstance(value, (int, Fraction)):
        return amount(value, unit, shown)
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, tuple):
        return " ; ".join((choices or {}).get(item, item) for item in value) or EMPTY
    return (choices or {}).get(value, value)


def quantity(found: Value, kind: Kind, choices: Mapping[str, str] | None = None) -> str:
    """Return a value of a known kind as it is told to a person."""
    if kind.base == "text" and isinstance(found, str):
        return text(found)
    return value(found, kind.unit, choices)
