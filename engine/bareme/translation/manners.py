"""How each language writes what is no message: numbers, amounts, dates, the names of units.

One `Manner` a language. Words and sentences are in the catalogues; here is only what no
translation of a sentence could say: on which side the euro stands, what parts thousands.
"""

from __future__ import annotations

from dataclasses import dataclass

from bareme.translation import language

TYPE_CHECKING = False  # as in the module above
if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes values.

    `percent` follows a number with the space it takes, `between` parts the items of a list,
    `first` is the first day of a month. `units` are the names of one and of several of a unit,
    by the name rulebooks give it; `several_from_two` says that 0 and 1.5 are still one,
    `plural_throughout` that what is counted stands in the plural in a compound too, and where no
    number is said: 730 days/year, a number in days.
    """

    thousands: str
    decimal: str
    percent: str
    between: str
    first: str
    months: tuple[str, ...]
    units: Mapping[str, tuple[str, str]]
    euro_first: bool
    several_from_two: bool
    plural_throughout: bool


_FRENCH = Manner(
    thousands="\u202f",  # a thin space, never at the end of a line
    decimal=",",
    percent=" %",
    between=" ; ",
    first="1er",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
        *("septembre", "octobre", "novembre", "décembre"),
    ),
    units={
        "€": ("€", "€"),
        "an": ("an", "ans"),
        "trimestre": ("trimestre", "trimestres"),
        "mois": ("mois", "mois"),
        "semaine": ("semaine", "semaines"),
        "jour": ("jour", "jours"),
        "heure": ("heure", "heures"),
        "caractère": ("caractère", "caractères"),
        "Mo": ("Mo", "Mo"),
    },
    euro_first=False,
    several_from_two=True,
    plural_throughout=False,
)
_ENGLISH = Manner(
    thousands=",",
    decimal=".",
    percent="%",
    between="; ",
    first="1",
    months=(
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    units={
        "€": ("€", "€"),
        "an": ("year", "years"),
        "trimestre": ("quarter", "quarters"),
        "mois": ("month", "months"),
        "semaine": ("week", "weeks"),
        "jour": ("day", "days"),
        "heure": ("hour", "hours"),
        "caractère": ("character", "characters"),
        "Mo": ("MB", "MB"),
    },
    euro_first=True,
    several_from_two=False,
    plural_throughout=True,
)

MANNERS = {"fr": _FRENCH, "en": _ENGLISH}  # one for each of `LANGUAGES`


def manner() -> Manner:
    """Return how the language in use writes values."""
    return MANNERS[language()]
