"""The functions on texts and lists, exact: what they give for one person.

No text may grow beyond `MAX_TEXT`: a hostile rulebook cannot make one that fills the memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.domains.errors import CalculationError
from bareme.language.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from bareme.reading.scalars import Number

MAX_TEXT = 10_000
_MAX_DIGITS = 300


def characters(text: str, first: Number, last: Number) -> str:
    """Return the characters from the first to the last, counted from 1; fewer where the text
    ends before.
    """
    for position in (first, last):
        if position.denominator != 1:
            raise CalculationError("not-whole", value=position)
    if not 1 <= first <= last:
        raise CalculationError("no-such-characters", first=first, last=last)
    return text[int(first) - 1 : int(last)]


def replace(text: str, old: str, new: str) -> str:
    """Return the text with every `old` in it replaced; as it is when `old` is empty."""
    if not old:
        return text
    if len(text) + text.count(old) * (len(new) - len(old)) > MAX_TEXT:
        raise CalculationError("text-too-long", limit=MAX_TEXT)
    return text.replace(old, new)


def as_number(text: str) -> int:
    """Return the whole number that a text of digits writes."""
    if not (text.isascii() and text.isdigit()):
        raise CalculationError("not-digits", text=text)
    if len(text) > _MAX_DIGITS:
        raise CalculationError("number-too-large")
    return int(text)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "length": len,
    "like": matches,
    "characters": characters,
    "replace": replace,
    "as_number": as_number,
    "count": len,
}
