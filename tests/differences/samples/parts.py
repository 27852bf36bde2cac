"""What samples are made of: what a side says, sides, amounts."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.diagnostics import Place, Source
from bareme.differences.model import (
    Said,
    Segment,
    Shift,
    Side,
)
from bareme.language.kinds import Kind, number
from bareme.units import parse_unit

if TYPE_CHECKING:
    from bareme.domains.exact import Value
    from bareme.reading.scalars import Number


def unit(text: str) -> Kind:
    unit = parse_unit(text)
    assert unit is not None
    return number(unit)


YEARLY, DAILY, DAYS, PERCENT = unit("€/an"), unit("€/jour"), unit("jours"), unit("%")
AGENCY = Kind("choice", choices=frozenset({"paris", "lyon", "lille"}))

FIGURES = "rules/plafonds/parameters.yaml"
RULES = "rules/indemnites-journalieres/rulebook.yaml"
AMOUNTS = "rules/indemnites-journalieres/parameters.yaml"


def said(
    text: str, file: str, line: int, value: Value = None, reference: str | None = None
) -> Said:
    """Return what stands at the start of a line of a file that holds nothing else."""
    source = Source(file, "\n" * (line - 1) + f"  {text}")
    return Said(text, Place(source, line, 3, 3 + max(len(text), 1)), value, reference)


def euros(amount: str) -> Number:
    """Return an exact amount from how it is written."""
    return Fraction(amount)


def side(label: str, edition: str, date: str | None = None) -> Side:
    """Return a side of the rulebook that most of this is about."""
    return Side(
        label,
        "indemnites-journalieres",
        "Indemnités journalières des indépendants",
        edition,
        {"2026.1": "3f9c2a7be0d1"}.get(edition, "b81f00c4a7e2") + "0" * 52,
        None if date is None else dt.date.fromisoformat(date),
    )


def shift(amount: str, before: str | None) -> Shift:
    """Return a change of an amount that was `before`."""
    ratio = None if before is None else Fraction(amount) / Fraction(before)
    return Shift(Fraction(amount), ratio)


_EVALUATE = "bareme evaluate indemnites-journalieres --explain"


def command(given: dict[str, str]) -> str:
    return " ".join([_EVALUATE, *(f"{name}={value}" for name, value in given.items())])


def line(start: str, end: str, at_start: str, at_end: str) -> Segment:
    return Segment(*(Fraction(text) for text in (start, end, at_start, at_end)))
