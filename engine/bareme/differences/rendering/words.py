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
from bareme.differences.vocabulary import WORK_TREE
from bareme.reading.scalars import magnitude
from bareme.translation import tr, trn
from bareme.translation.manners import manner

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


def listed(items: Sequence[str], most: int = 8) -> str:
    """Return names one after the other; how many more, where they are many."""
    told = [line(item) for item in items]
    if len(told) > most + 1:
        left = len(told) - most
        return trn(
            "{items} et {count} autre",
            "{items} et {count} autres",
            left,
            items=", ".join(told[:most]),
            count=words.number(left),
        )
    if len(told) > 1:
        return tr("{items} et {last}", items=", ".join(told[:-1]), last=told[-1])
    return "".join(told)


# --- numbers ---------------------------------------------------------------------------------


def signed(value: Number, unit: Unit | None = None) -> str:
    """Return how much more or less: +0,85 €, −3 jours, +2 points; zero without a sign."""
    told = words.amount(value, unit)
    if unit is not None and unit.percent:
        points = value * _PERCENT
        size = magnitude(points)
        several = size >= _SEVERAL if manner().several_from_two else size != 1
        told = trn("{count} point", "{count} points", 1 + several, count=words.number(points))
    return f"+{told}" if value > 0 else told


def difference(amount: Number, ratio: Number | None, unit: Unit | None) -> str:
    """Return how much more or less, in its unit and as a part: +792,00 €/an (+1,99 %)."""
    told = signed(amount, unit)
    return told if ratio is None else f"{told} ({words.evolution(ratio)})"


def once(before: str, after: str, unit: Unit | None) -> str:
    """Return an amount without its unit, where one that is told right after it has the same."""
    end = "" if unit is None else unit.after("0", plural=False).partition("0")[2]
    return before.removesuffix(end) if after.endswith(end) else before


# --- dates and sides -------------------------------------------------------------------------


def named(label: str) -> str:
    """Return what a side is called: a date in full, a revision or a directory as it is."""
    if label == WORK_TREE:
        return tr(WORK_TREE)
    if _DATE.fullmatch(label):
        try:
            return words.date(dt.date.fromisoformat(label))
        except ValueError:
            return label
    return line(label)


def side(side: Side) -> str:
    """Return how a side is called, and the edition of the rulebook."""
    return tr("{name} (édition {edition})", name=named(side.label), edition=line(side.edition))


def sides(difference: Difference) -> str:
    """Return what is compared with what."""
    told = missing(difference)
    if difference.before is None and difference.after is None:
        return told
    pair = (difference.before, difference.after)
    return " → ".join(told if each is None else side(each) for each in pair)


def missing(difference: Difference) -> str:
    """Return why a side is not there."""
    return tr("illisible") if difference.unreadable else tr("absent")


def unreadable(difference: Difference, differences: Differences) -> str:
    """Return which side of a rulebook cannot be read; with both, it is its examples that cannot."""
    if difference.before is None and difference.after is None:
        return tr("ne peut pas être lu")
    if difference.before is None:
        return tr("ne peut pas être lu dans {side}", side=named(differences.before))
    if difference.after is None:
        return tr("ne peut pas être lu dans {side}", side=named(differences.after))
    return tr("ne peut pas être lu en entier")


def title(difference: Difference) -> str:
    """Return the name of a rulebook, with its title."""
    side = difference.after or difference.before
    name = line(difference.rulebook)
    return name if side is None or not side.title else f"{name} — {line(side.title)}"


def heading(differences: Differences) -> str:
    """Return what is compared with what."""
    sides = named(differences.before), named(differences.after)
    return tr("Ce qui change : {before} → {after}", before=sides[0], after=sides[1])


def where(place: Place | None) -> str:
    """Return file and line; nothing where there is no place."""
    return "" if place is None else line(f"{place.file}:{place.line}")


def called(name: str, label: str) -> str:
    """Return a name with its label, where that says more."""
    return f"{line(name)} — {line(label)}" if label and label != name else line(name)
