"""What a scalar may be, YAML 1.2 and no more: numbers, booleans and dates from their text.

Numbers are exact from the first character on: `0.10` is one tenth, `71 %` is 71/100. What is
not a number here (`3919,20`, `1e3`, `0010`) is recognised for what was meant, so that the
message can say what to write.
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TypeAlias

from bareme.units import WRITTEN

Number: TypeAlias = int | Fraction

MAX_DIGITS = 30
# Years of law: what lies beyond is a slip, and would lead the calendar past its ends.
FIRST_YEAR, LAST_YEAR = 1700, 2999

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?P<percent> ?%)?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_SPACES = "[ \u00a0\u2007\u202f\u2009_'’]"
_PERCENT = r"[ \u00a0\u202f]*(?:%|pour ?cent|p\. ?100)$"
_GROUPED = re.compile(rf"-?[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+(?:[.,][0-9]+)?")
_UNIT = rf"[ \u00a0\u202f]*(?:EUR|{WRITTEN})(?:[ ]*/[ ]*\w+)?$"
# What is pasted around a figure or a day: quotes, marks of footnotes, the sign before an amount.
_AROUND = re.compile(r"^[\s\"'“”«»€$]+|[\s\"'“”«»*¹]+$")
_TIME = re.compile(r"[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?$")
# Letters for the digits they look like, or whose key they share on a French keyboard.
_LOOKALIKES = str.maketrans("OoIl|&éèçà", "0011112790", "\u00ad")
_SIGNS = str.maketrans("٪−‐‑–—", "%-----", "\u00ad")
_FRENCH_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_WRITTEN_DATE = re.compile(r"([0-9]{1,2})(?:er)? ([^\W\d]+) ([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("janvier", "février fevrier", "mars", "avril", "mai", "juin", "juillet"),
            *("août aout", "septembre", "octobre", "novembre", "décembre decembre"),
        ),
        start=1,
    )
    for name in names.split()
}
_LOOSE_DATE = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_ANY_DATE = re.compile(
    "|".join(
        rf"(?<![\w./-])(?:{way.pattern})(?![\w./-])"
        for way in (_FRENCH_DATE, _WRITTEN_DATE, _LOOSE_DATE)
    )
)


def simplest(value: Fraction) -> Number:
    """Return the same number, as an integer when it is one (integers compute faster)."""
    return value.numerator if value.denominator == 1 else value


def as_number(value: object) -> Number | None:
    """Return a value that is a number; None of any other, a truth included."""
    is_number = isinstance(value, (int, Fraction)) and not isinstance(value, bool)
    return value if is_number else None  # type: ignore[return-value]


def magnitude(value: Number) -> Number:
    """Return a number without its sign."""
    return -value if value < 0 else value


def parse_number(text: str) -> Number | None:
    """Return the exact value of a number as rulebooks write it; None when it is not one."""
    match = _NUMBER.fullmatch(text)
    if match is None or sum(c.isdigit() for c in text) > MAX_DIGITS:
        return None
    percent = match["percent"]
    if percent is None:
        return int(text) if "." not in text else simplest(Fraction(text))
    return simplest(Fraction(text[: -len(percent)]) / 100)


def decimals(text: str) -> int:
    """Count the digits after the point of a number's text."""
    return len(text.partition(".")[2].rstrip(" %"))


def _stripped(text: str) -> str:
    """Return a text without what was pasted around it, its signs as they are written here."""
    return _AROUND.sub("", text).translate(_SIGNS)


def _as_digits(text: str) -> str:
    """Return a text with digits for what looks like them, if it has any digit at all and nothing
    else that is none.
    """
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    meant = digits.translate(_LOOKALIKES)
    return meant if re.search("[0-9]", digits) and not re.search(r"[^\W\d_]", meant) else digits


def suggest_number(text: str) -> str | None:
    """Return how the number that was meant is written here, where that is certain enough."""
    bare = re.sub(_UNIT, "", _stripped(text), flags=re.IGNORECASE)
    percent = " %" if re.search(_PERCENT, bare) else ""
    bare = _as_digits(re.sub(_PERCENT, "", bare).removeprefix("+"))
    if re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", bare):  # 1.234,56
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+", bare):  # 1,234.56
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3}){2,}|-?[0-9]{1,3}(?:,[0-9]{3}){2,}", bare):
        bare = bare.replace(".", "").replace(",", "")  # 1.234.567
    elif _GROUPED.fullmatch(bare):
        bare = re.sub(_SPACES, "", bare).replace(",", ".")
    elif re.fullmatch(r"-?[0-9]+,[0-9]+", bare):
        bare = bare.replace(",", ".")
    elif re.fullmatch(r"-?[0-9_]+(?:\.[0-9]+)?", bare):  # 1_000, 0010
        bare = bare.replace("_", "")
    elif re.fullmatch(r"-?(?:\.[0-9]+|[0-9]+\.)", bare):  # .5, 5.
        bare = re.sub(r"^(-?)\.", r"\g<1>0.", bare).rstrip(".")
    elif re.fullmatch(r"-?[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}", bare):
        mantissa, exponent = re.split("[eE]", bare)
        value = Fraction(mantissa) * 10 ** int(exponent)
        bare = str(value) if value.denominator == 1 else bare
    bare = re.sub(r"^(-?)0+(?=[0-9])", r"\1", bare)
    candidate = bare + percent
    return candidate if parse_number(candidate) is not None else None


def parse_boolean(text: str) -> bool | None:
    """Return what `true` and `false` mean; None for anything else, `yes` and `oui` included."""
    return {"true": True, "false": False}.get(text)


def suggest_boolean(text: str) -> str | None:
    """Return `true` or `false` for the usual other ways of saying it."""
    word = text.strip().lower()
    if word in {"yes", "oui", "vrai", "on", "o", "y", "true", "1"}:
        return "true"
    if word in {"no", "non", "faux", "off", "n", "false", "0"}:
        return "false"
    return None


def parse_date(text: str) -> dt.date | None:
    """Return the day written as `YYYY-MM-DD`; None when the calendar has no such day."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def looks_like_date(text: str) -> bool:
    """Tell whether `text` has the form of a date, whatever the calendar says."""
    return _DATE.fullmatch(text) is not None


def foreign_date(text: str) -> re.Match[str] | None:
    """Return the first date within a text that is one, but is not written as here."""
    return next((found for found in _ANY_DATE.finditer(text) if suggest_date(found.group())), None)


def suggest_date(text: str) -> str | None:
    """Return how the day that was meant is written here, where there is one."""
    stripped = _TIME.sub("", _stripped(text)).removeprefix("le ")
    if not _WRITTEN_DATE.fullmatch(stripped):
        stripped = re.sub(r"\s*([-/.])\s*", r"\1", _as_digits(stripped))
    if match := _FRENCH_DATE.fullmatch(stripped):
        day, month, year = match.groups()
    elif match := _WRITTEN_DATE.fullmatch(stripped):
        day, name, year = match.groups()
        month = str(_MONTHS.get(name.lower(), 0))
    elif match := _LOOSE_DATE.fullmatch(stripped):
        year, month, day = match.groups()
    elif re.fullmatch(r"[0-9]{4}", stripped):
        year, month, day = stripped, "1", "1"
    else:
        return None
    candidates = (f"{year}-{int(a):02d}-{int(b):02d}" for a, b in ((month, day), (day, month)))
    return next(filter(parse_date, candidates), None)
