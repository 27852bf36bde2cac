"""Values as a reader of the language in use expects them: 1 234,50 €/an, 1er mars 2019, 71 %, oui;
€1,234.50/year, 1 March 2019, 71%, yes.

Only what a person reads passes here; machine formats keep points and ISO dates.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.diagnostics.rendering import printable
from bareme.reading.scalars import magnitude
from bareme.translation import N_, tr
from bareme.translation.manners import manner
from bareme.values import as_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bareme.domains.exact import Value
    from bareme.language.kinds import Kind
    from bareme.reading.scalars import Number
    from bareme.units import Unit

_SHOWN = 3  # decimals of a number that goes on: enough to see which way it rounds
_TWO = 2
_TWO_DIGITS, _MOST_PLACES = 10, 6  # of an evolution
_QUOTED = 60  # characters of a text that are told
# Messages, to be translated where they are shown.
NONE = N_("sans objet")
EMPTY = N_("néant")  # a list with nothing in it

PROVENANCES = {
    "source": N_("page source"),
    "published": N_("publié"),
    "computed": N_("calculé, non vu imprimé"),
    "general": N_("connaissance générale"),
}


def date(day: dt.date) -> str:
    """Return a date in full: 1er mars 2019, 1 March 2019."""
    way = manner()
    return f"{way.first if day.day == 1 else day.day} {way.months[day.month - 1]} {day.year}"


def truth(holds: bool) -> str:
    """Return oui or non, in the language in use."""
    return tr("oui") if holds else tr("non")


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
    way = manner()
    grouped = f"{int(whole):,}".replace(",", way.thousands)
    sign, end = "−" if given < 0 else "", "…" if goes_on else ""
    return f"{sign}{grouped}{way.decimal}{digits}{end}" if digits else f"{sign}{grouped}"


def amount(value: Number, unit: Unit | None, shown: int = _SHOWN) -> str:
    """Return a number with its unit: 27,40 €/jour, €27.40/day."""
    if unit is None:
        return number(value, shown=shown)
    if unit.percent:
        value *= 100
    decimals = 2 if unit.is_money else 0
    size = magnitude(value)
    several = size >= _TWO if manner().several_from_two else size != 1
    return unit.after(number(value, decimals, shown), plural=several)


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
    return f"{sign}{number(rounded, shown=places)}{manner().percent}"


def text(written: str) -> str:
    """Return a text as it is quoted: on one line, its beginning when it is long."""
    line = printable(" ".join(written.split()))
    return tr("« {text} »", text=line if len(line) <= _QUOTED else line[:_QUOTED] + "…")


def listing(items: Iterable[str]) -> str:
    """Return several things in one line: a ; b; nothing for none."""
    return manner().between.join(items)


def labelled(label: str, told: str) -> str:
    """Return what is told, after what it is about: Âge : 64."""
    return tr("{label} : {value}", label=label, value=told)


def value(
    value: Value,
    unit: Unit | None = None,
    choices: Mapping[str, str] | None = None,
    shown: int = _SHOWN,
) -> str:
    """Return any value as it is told to a person; `choices` are the labels of a choice."""
    if value is None:
        return tr(NONE)
    if isinstance(value, bool):
        return truth(value)
    if isinstance(value, (int, Fraction)):
        return amount(value, unit, shown)
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, tuple):
        return listing((choices or {}).get(item, item) for item in value) or tr(EMPTY)
    return (choices or {}).get(value, value)


def quantity(found: Value, kind: Kind, choices: Mapping[str, str] | None = None) -> str:
    """Return a value of a known kind as it is told to a person."""
    if kind.base == "text" and isinstance(found, str):
        return text(found)
    return value(found, kind.unit, choices)
