"""When what is suggested for a value or a word is its only reading.

Each judge knows the ways of writing that have one meaning, and finds it on its own: the answer
is what it and the reader agree on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from bareme.editing.fixing.context import declared_unit
from bareme.reading.keys import keys_for
from bareme.reading.scalars import parse_date, suggest_boolean, suggest_date
from bareme.units import WRITTEN, parse_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bareme.diagnostics import Diagnostic

_PAIRS = ("''", '""', "“”", "«»", "‘’", "””", "’’")
_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_GROUPING = "[ \u00a0\u2007\u2009\u202f_'’]"
_NUMBER = re.compile(
    rf"(?P<sign>[-−+]?)"
    rf"(?:(?P<whole>[0-9]{{1,3}}(?:(?P<group>{_GROUPING})[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)"
    rf"|0|[1-9][0-9]*|(?=\.))(?:[.,](?P<decimals>[0-9]+))?"
    r"|(?P<points>[1-9][0-9]{0,2}(?:\.[0-9]{3})+),(?P<cents>[0-9]+)"
    r"|(?P<commas>[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<pence>[0-9]+)"
    r"|(?P<repeated>[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}))"
    rf"(?:{_SPACE}*(?P<percent>%)|{_SPACE}*(?P<unit>EUR|{WRITTEN}))?",
    re.ASCII | re.IGNORECASE,
)
# 1,234 and 1.234: so many thousands, or so many decimals.
_TWO_READINGS = re.compile(r"[-−+]?[1-9][0-9]{0,2}[.,][0-9]{3}(?![0-9.,])", re.ASCII)
_YEAR_FIRST = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}", re.ASCII)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
_IN_WORDS = re.compile(r"[0-9]{1,2}(?:er)? [^\W\d]+ [0-9]{4}")
_PLAIN = re.compile(r"[\w€][\w€/·-]*")  # needs no quotes
_WORDS = re.compile(r"\w[\w '’-]*")


def _number(written: str, diagnostic: Diagnostic) -> str | None:
    text = _unquoted(written)
    match = _NUMBER.fullmatch(text)
    if match is None or _TWO_READINGS.match(text) or not _unit_is_said(match["unit"], diagnostic):
        return None
    return diagnostic.suggestion


def _unit_is_said(unit: str | None, diagnostic: Diagnostic) -> bool:
    """Tell whether a unit written after a number is the one that the file declares for it; a euro
    sign says that it is an amount, and no more.
    """
    if unit is None:
        return True
    said = declared_unit(diagnostic)
    is_euro = unit.lower() in {"€", "eur", "euro", "euros"}
    if is_euro:
        return said is None or said.is_money
    return said is not None and parse_unit(unit.lower()) == said


def _date(written: str, diagnostic: Diagnostic) -> str | None:
    text = _unquoted(written)
    if _IN_WORDS.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        readings = {suggest_date(text)}
        if _YEAR_FIRST.fullmatch(text):
            year, month, day = re.split(r"[-/.]", text)
            readings = {_day(year, month, day)}
    elif match := _YEAR_LAST.fullmatch(text):
        first, _, second, year = match.groups()
        readings = {_day(year, second, first), _day(year, first, second)} - {None}
    else:
        return None
    return diagnostic.suggestion if readings == {diagnostic.suggestion} else None


def _day(year: str, month: str, day: str) -> str | None:
    text = f"{year}-{int(month):02d}-{int(day):02d}"
    return text if parse_date(text) else None


def _boolean(written: str, diagnostic: Diagnostic) -> str | None:
    word = _unquoted(written).lower()
    is_word = len(word) > 1 and suggest_boolean(word) == diagnostic.suggestion  # no 1, no `o`
    return diagnostic.suggestion if is_word else None


def _key(written: str, diagnostic: Diagnostic) -> str | None:
    known = diagnostic.data["known"].split(", ")
    translated = [key for key in keys_for(_unquoted(written)) if key in known]
    is_one = translated == [diagnostic.suggestion]
    return diagnostic.suggestion if is_one else _name(written, diagnostic)


def _name(written: str, diagnostic: Diagnostic) -> str | None:
    """Accept a word that differs from the known one by its capitals, accents and joints only."""
    meant = diagnostic.suggestion or ""
    known = diagnostic.data.get("known", meant)
    alike = [name for name in known.split(", ") if _bare(name) == _bare(meant)]
    are_words = _WORDS.fullmatch(_unquoted(written)) and _WORDS.fullmatch(_unquoted(meant))
    is_one = are_words and _bare(_unquoted(written)) == _bare(meant) and len(alike) <= 1
    return _as_quoted(written, meant) if is_one and not known.endswith("…") else None


def _unit(written: str, diagnostic: Diagnostic) -> str | None:
    meant = diagnostic.suggestion or ""
    is_one = _unquoted(written).casefold() == meant.casefold()
    return _as_quoted(written, meant) if is_one else None


def _bare(word: str) -> str:
    ascii_ = normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", ascii_).strip("_")


def _unquoted(written: str) -> str:
    """Return a value without the quotes around it, be they those of a text processor."""
    text = written.strip()
    pair = text[:1] + text[-1:]
    return text[1:-1].strip() if pair in _PAIRS and len(text) > 1 else text


def _as_quoted(written: str, answer: str) -> str | None:
    """Return an answer with the straight quotes it had, or without where it needs none; as it is
    where it has its own.
    """
    if answer[:1] in {"'", '"'}:
        return answer
    if written[:1] == written[-1:] and written[:1] in {"'", '"'}:
        return f"{written[0]}{answer}{written[0]}"
    return answer if _PLAIN.fullmatch(answer) else f'"{answer}"'


# A text as a text processor quotes it, nothing in it that could be a quote.
_TYPESET = re.compile("[“”„«‘’][ \u00a0\u202f]*([^“”„«»‘’\"'\n]*?)[ \u00a0\u202f]*[”“»’]")


_SIGNS = {
    **dict.fromkeys("≥", ">="),
    **dict.fromkeys("≤", "<="),
    **dict.fromkeys("≠", "!="),
    **dict.fromkeys("×", "*"),
    **dict.fromkeys("÷∕", "/"),
    **dict.fromkeys("−–—", "-"),
    **dict.fromkeys(("et", "ET", "AND"), "and"),
    **dict.fromkeys(("ou", "OU", "OR"), "or"),
    **dict.fromkeys(("=>",), ">="),
    **dict.fromkeys(("=<",), "<="),
    **dict.fromkeys(("<>",), "!="),
    **dict.fromkeys(("=",), "=="),
}


def _sign(written: str, diagnostic: Diagnostic) -> str | None:
    """Accept a sign or a word of formulas in another spelling, as it may stand in the file."""
    meant = diagnostic.suggestion or ""
    typeset = _TYPESET.fullmatch(written)
    is_quoted = typeset is not None and meant in {f'"{typeset[1]}"', f"'{typeset[1]}'"}
    is_known = is_quoted or _SIGNS.get(written) == meant or _is_truth(written, meant)
    return meant if is_known else None


def _is_truth(written: str, meant: str) -> bool:
    return meant in {"true", "false"} and suggest_boolean(written) == meant


ANSWERS: Mapping[str, Callable[[str, Diagnostic], str | None]] = {
    "not-a-number": _number,
    "not-a-date": _date,
    "not-a-boolean": _boolean,
    "unknown-key": _key,
    "wrong-value": _name,
    "unknown-choice": _name,
    "unknown-name": _name,
    "unknown-function": _name,
    "unknown-unit": _unit,
    "foreign-spelling": _sign,
    "foreign-character": _name,
}
