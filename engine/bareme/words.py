"""Values as a French reader expects them: 1 234,50 €/an, 1er mars 2019, 71 %, oui.

Only what a person reads passes here; machine formats keep points and ISO dates.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.domains.exact import round_to
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
_NO_BREAK = "\u202f"  # between thousands
_SHOWN = 3  # decimals of a number that is not a round one: enough to see which way it rounds


def date(day: dt.date) -> str:
    """Return a date in full: 1er mars 2019."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def number(value: Number, at_least: int = 0) -> str:
    """Return a number with its decimals, or its first three and nothing more when they go on."""
    decimal = as_decimal(value, at_least)
    places = max(at_least, _SHOWN)
    if isinstance(decimal, Fraction) or -int(decimal.as_tuple().exponent) > places:
        shown = round_to(value, Fraction(1, 10**places))
        decimal = Decimal(as_decimal(shown, places))  # type: ignore[arg-type]  # it has an end now
    text = format(decimal, "f")
    whole, _, digits = text.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", _NO_BREAK)
    sign = "−" if decimal < 0 else ""
    return f"{sign}{grouped},{digits}" if digits else f"{sign}{grouped}"


def is_exact(value: Value) -> bool:
    """Tell whether `number` shows every decimal of a value."""
    if not isinstance(value, Fraction):
        return True
    return (value * 10**_SHOWN).denominator == 1


def amount(value: Number, unit: Unit | None) -> str:
    """Return a number with its unit: 27,40 €/jour."""
    if unit is None:
        return number(value)
    if unit.percent:
        return f"{number(value * 100)} %"
    return unit.after(number(value, 2 if unit.is_money else 0), plural=abs(value) >= 2)  # noqa: PLR2004


def quantity(value: Value, kind: Kind, choices: Mapping[str, str] | None = None) -> str:
    """Return any value as it is told to a person; `choices` are the labels of a choice."""
    if value is None:
        return "aucun"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, (int, Fraction)):
        return amount(value, kind.unit)
    if isinstance(value, dt.date):
        return date(value)
    return (choices or {}).get(value, value)
