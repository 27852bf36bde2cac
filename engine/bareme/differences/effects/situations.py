"""A situation as a command line writes it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.reading.scalars import simplest
from bareme.values import Fault, parse_text, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bareme.domains.exact import Value
    from bareme.rulebook import Rulebook
    from bareme.values import Expected


def as_written(
    situation: Mapping[str, Value], books: Sequence[Rulebook], dated: bool = False
) -> dict[str, str]:
    """Return what some rulebooks know of a situation as a command line writes it; the reference
    date only if the situation is `dated`.
    """
    own = {book.definition.reference_date for book in books}
    found = {}
    for name, value in situation.items():
        expected = next((book.expected[name] for book in books if name in book.expected), None)
        if expected is not None and (dated or name not in own):
            found[name] = _written(value, expected)
    return found


def _written(value: Value, expected: Expected) -> str:
    """Return a value as a command line writes it: the first way that reads as the same."""
    if isinstance(value, tuple):
        return ",".join(value)
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    ways = [plain(value)]
    if isinstance(value, (int, Fraction)):
        ways += [f"{plain(simplest(Fraction(value) * 100))} %", f"{plain(value)}0"]
    for way in ways:
        try:
            if parse_text(way, expected) == value:
                return way
        except Fault:
            continue
    return ways[0]
