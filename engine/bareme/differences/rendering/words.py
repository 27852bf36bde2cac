"""The words in which differences are told, shared by every format that people read.

Each function gives plain text: a format makes it safe for what it writes. Nothing is computed
here but how numbers look.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from bareme import words
from bareme.diagnostics.rendering import printable
from bareme.reading.scalars import magnitude

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.diagnostics import Place
    from bareme.differences.model import Difference, Differences, Side
    from bareme.reading.scalars import Number
    from bareme.units import Unit

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")  # narrow ones stay: they hold numbers together
_PERCENT = 100
_SEVERAL = 2  # points, from which they are plural


def line(text: str) -> str:
    """Return a text on one line, without anything that a terminal would obey."""
    return printable(_SPACES.sub(" ", text).strip(" "))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return so many of something: 1 cas, 2 changements."""
    several = f"{noun}s" if plural is None else plural
    return f"{words.number(number)} {several if number > 1 else noun}"


def listed(items: Sequence[str], most: int = 8) -> str:
    """Return names one after the other; how many more, where they are many."""
    told = [line(item) for item in items]
    if len(told) > most + 1:
        return f"{', '.join(told[:most])} et {words.number(len(told) - most)} autres"
    return " et ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


# --- numbers ---------------------------------------------------------------------------------


def signed(value: Number, unit: Unit | None = None) -> str:
    """Return how much more or less: +0,85 €, −3 jours, +2 points; zero without a sign."""
    told = words.amount(value, unit)
    if unit is not None and unit.percent:
        points = value * _PERCENT
        several = magnitude(points) >= _SEVERAL
        told = f"{words.number(points)} {'points' if several else 'point'}"
    return f"+{told}" if value > 0 else told


def difference(amount: Number, ratio: Number | None, unit: Unit | None) -> str:
    """Return how much more or less, in its unit and as a part: +792,00 €/an (+1,99 %)."""
    told = signed(amount, unit)
    return told if ratio is None else f"{told} ({words.evolution(ratio)})"


# --- dates and sides -------------------------------------------------------------------------


def named(label: str) -> str:
    """Return what a side is called: a date in full, a revision or a directory as it is."""
    if _DATE.fullmatch(label):
        try:
            return words.date(dt.date.fromisoformat(label))
        except ValueError:
            return label
    return line(label)


def side(side: Side) -> str:
    """Return how a side is called, and the edition of the rulebook."""
    return f"{named(side.label)} (édition {line(side.edition)})"


def sides(difference: Difference) -> str:
    """Return what is compared with what."""
    missing = "illisible" if difference.unreadable else "absent"
    if difference.before is None and difference.after is None:
        return missing
    pair = (difference.before, difference.after)
    return " → ".join(missing if each is None else side(each) for each in pair)


def unreadable(difference: Difference, differences: Differences) -> str:
    """Return which side of a rulebook cannot be read; with both, it is its examples that cannot."""
    told = "ne peut pas être lu"
    if difference.before is None and difference.after is None:
        return told
    if difference.before is None:
        return f"{told} dans {named(differences.before)}"
    if difference.after is None:
        return f"{told} dans {named(differences.after)}"
    return "ne peut pas être lu en entier"


def title(difference: Difference) -> str:
    """Return the name of a rulebook, with its title."""
    side = difference.after or difference.before
    name = line(difference.rulebook)
    return name if side is None or not side.title else f"{name} — {line(side.title)}"


def heading(differences: Differences) -> str:
    """Return what is compared with what."""
    return f"Ce qui change : {named(differences.before)} → {named(differences.after)}"


def where(place: Place | None) -> str:
    """Return file and line; nothing where there is no place."""
    return "" if place is None else line(f"{place.file}:{place.line}")


def called(name: str, label: str) -> str:
    """Return a name with its label, where that says more."""
    return f"{line(name)} — {line(label)}" if label and label != name else line(name)
