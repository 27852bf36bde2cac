"""What a compiled rulebook calls. Each function that it uses is copied into the module that is
written, so that none may need more than this file and the calendar: what the exact domain does is
said again here, and the tests hold one against the other. A message stands in the copy in the
language that was in use when it was written.

Numbers are numerators over a denominator that the caller knows; those without one (`_add` and
the others) are exact rationals, `int` or `Fraction`.
"""

from __future__ import annotations

import re as _re
from datetime import date as _date
from datetime import datetime as _datetime
from datetime import timedelta as _timedelta
from decimal import Context as _Context
from decimal import Decimal as _Decimal
from fractions import Fraction as _Fraction
from numbers import Rational as _Rational
from typing import Any, NoReturn

from bareme.translation import tr

MISSING: Any = type("Missing", (), {"__repr__": lambda _: "MISSING"})()

_CENT = _Decimal("0.01")
_times: Any = _Context(prec=1000).multiply  # exact, whatever the context of the caller
REACH = 30  # digits, before the point and after it: further than any amount goes
_BITS = 1024
_DAY = "(1[7-9]|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}"  # years that may be meant
_TEXT = 10_000  # characters
_DIGITS = 300


class Refused(ValueError):
    """A situation that cannot be judged: the code of the reason, and what it is about."""

    def __init__(self, code: str, name: str | None, message: str) -> None:
        super().__init__(message)
        self.code, self.name = code, name


def _refuse(code: str, name: str | None, message: str) -> NoReturn:
    raise Refused(code, name, message)


def _wrong(name: str, value: object, expected: Any) -> NoReturn:
    try:
        shown = f"{value!r:.60}"
    except Exception:  # noqa: BLE001  # a foreign object, or a number of too many digits
        shown = type(value).__name__
    message = tr("« {name} » : {value} ne convient pas, il faut {expected}.")
    told = {"name": name, "value": shown, "expected": expected[name]}
    raise Refused("wrong-value", name, message.format_map(told))


def _missing(name: str, questions: Any) -> NoReturn:
    raise Refused("missing-input", name, questions[name])


def _is_text(value: Any) -> bool:
    return type(value) is str and len(value) <= _TEXT


def _ratio(numerator: Any, denominator: int) -> Any:
    if numerator is None:
        return None
    found = _Fraction(numerator, denominator)
    return found.numerator if found.denominator == 1 else found


def _parts(name: str, value: Any, expected: Any) -> tuple[int, int]:
    """Return the numerator and the denominator of a number; a float is the decimal it prints as."""
    if isinstance(value, float):
        value = _Decimal(float.__repr__(value))
    if isinstance(value, _Decimal):
        if not (value.is_finite() and abs(value.adjusted()) <= REACH):
            _wrong(name, value, expected)
        found: tuple[int, int] = value.as_integer_ratio()
        return found
    if isinstance(value, bool) or not isinstance(value, _Rational):
        _wrong(name, value, expected)
    return int(value.numerator), int(value.denominator)


def _rational(name: str, value: Any, low: Any, high: Any, expected: Any) -> Any:
    """Return a number as the exact rational it is."""
    found = _ratio(*_parts(name, value, expected))
    if not low <= found <= high:
        _wrong(name, value, expected)
    return found


def _number(name: str, value: Any, denominator: int, low: int, high: int, expected: Any) -> Any:
    """Return a number as a numerator over a denominator; refuse what is finer than that."""
    kind = type(value)
    if kind is int:
        found, rest = value * denominator, 0
    elif kind is _Decimal and value.is_finite() and -REACH <= value.adjusted() <= REACH:
        top, bottom = value.as_integer_ratio()  # as below, but for a call: amounts are many
        found, rest = divmod(top * denominator, bottom)
    else:
        top, bottom = _parts(name, value, expected)
        found, rest = divmod(top * denominator, bottom)
    if rest or not low <= found <= high:
        _wrong(name, value, expected)
    return found


def _day(name: str, value: Any, low: _date, high: _date, expected: Any) -> _date:
    if isinstance(value, str) and _re.fullmatch(_DAY, value):
        try:
            value = _date.fromisoformat(value)
        except ValueError:
            _wrong(name, value, expected)
    if not isinstance(value, _date) or isinstance(value, _datetime) or not low <= value <= high:
        _wrong(name, value, expected)
    return value


def _listed(name: str, value: Any, choices: Any, expected: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple, set, frozenset)):
        _wrong(name, value, expected)
    if any(type(item) is not str or item not in choices for item in value):
        _wrong(name, value, expected)
    found = tuple(item for item in choices if item in value)
    if len(found) < len(value):  # one twice
        _wrong(name, value, expected)
    return found


def _is_choice(value: Any, choices: Any) -> bool:
    return type(value) is str and value in choices


def _bounded(value: Any) -> Any:
    if value.numerator.bit_length() > _BITS or value.denominator.bit_length() > _BITS:
        raise Refused("number-too-large", None, tr("Le calcul donne un nombre démesuré."))
    return _ratio(value.numerator, value.denominator)


def _add(a: Any, b: Any) -> Any:
    return _bounded(a + b)


def _subtract(a: Any, b: Any) -> Any:
    return _bounded(a - b)


def _multiply(a: Any, b: Any) -> Any:
    return _bounded(a * b)


def _divide(a: Any, b: Any) -> Any:
    if not b:
        raise Refused("division-by-zero", None, tr("Le calcul divise par zéro."))
    return _bounded(_Fraction(a) / b)


def _remainder(a: Any, b: Any) -> Any:
    if not b:
        raise Refused("division-by-zero", None, tr("Le calcul divise par zéro."))
    return _bounded(a % b)


def _step(step: Any) -> Any:
    if not step:
        raise Refused("division-by-zero", None, tr("Le calcul arrondit à un pas nul."))
    if step < 0:
        raise Refused("step-negative", None, tr("Le calcul arrondit à un pas négatif."))
    return step


def _round_to(value: Any, step: Any) -> Any:
    """Round to the nearest multiple, away from zero on a tie."""
    times = _Fraction(abs(value)) / _step(step)
    count = (2 * times.numerator + times.denominator) // (2 * times.denominator)
    return _ratio((count if value >= 0 else -count) * step, 1)


def _round_down_to(value: Any, step: Any) -> Any:
    return _ratio(value // _step(step) * step, 1)


def _round_up_to(value: Any, step: Any) -> Any:
    return _ratio(-(-value // _step(step)) * step, 1)


def _nearest(numerator: int, denominator: int) -> int:
    """Return the nearest whole number, away from zero on a tie."""
    if numerator < 0:
        return -((denominator // 2 - numerator) // denominator)
    return (numerator + denominator // 2) // denominator


def _scaled(value: Any, factor: int) -> Any:
    return None if value is None else value * factor


def _whole(count: Any) -> int:
    if count.denominator != 1:
        raise Refused(
            "not-whole", None, tr("Le calcul compte avec un nombre qui n'est pas entier.")
        )
    return int(count)


def _shifted(shift: Any, day: _date, count: Any) -> _date:
    """Return a day so many days, months or years later."""
    try:
        found: _date = shift(day, _whole(count))
    except OverflowError:
        _refuse("date-out-of-range", None, tr("Le calcul sort du calendrier."))
    return found


def add_days(day: _date, count: int) -> _date:
    """Return the day so many days later."""
    return day + _timedelta(days=count)


def _length(value: Any) -> int:
    return len(value)


def _like(text: str, pattern: str) -> bool:
    return _re.match(pattern, text) is not None


def _characters(text: str, first: Any, last: Any) -> str:
    if not 1 <= _whole(first) <= _whole(last):
        _refuse(
            "no-such-characters", None, tr("Le calcul demande des caractères qui n'existent pas.")
        )
    return text[first - 1 : last]


def _replace(text: str, old: str, new: str) -> str:
    if not old:
        return text
    if len(text) + text.count(old) * (len(new) - len(old)) > _TEXT:
        _refuse("text-too-long", None, tr("Le calcul donne un texte trop long."))
    return text.replace(old, new)


def _as_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        _refuse(
            "not-digits", None, tr("Le calcul lit comme un nombre un texte qui n'en est pas un.")
        )
    if len(text) > _DIGITS:
        _refuse("number-too-large", None, tr("Le calcul donne un nombre démesuré."))
    return int(text)


def _decimal(value: Any, denominator: int, at_least: int) -> Any:
    """Return a number as a Decimal of at least so many decimals; a Fraction where none is exact."""
    if value is None:
        return None
    exact = _Fraction(value, denominator)
    rest, places = exact.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return exact
    places = max(places, at_least)
    return _Decimal(f"{exact.numerator * 10**places // exact.denominator}E-{places}")
