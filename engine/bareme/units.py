"""Units: products of euros and periods, as exact as the numbers that carry them.

`€/an` divided by `jour/an` is `€/jour`; `%` and `1` carry no unit. Nothing converts by
itself: twelve `mois` are not an `an` until a rulebook says so with a figure of its own. A unit as
text is what a rulebook writes; what a person reads is `named`, in their language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from bareme.translation.manners import manner

# Each base unit with the other ways of writing it; the first stands in results.
_SPELLINGS = {
    "€": ("€", "euro", "euros"),
    "an": ("an", "ans", "année", "années"),
    "trimestre": ("trimestre", "trimestres"),
    "mois": ("mois",),
    "semaine": ("semaine", "semaines"),
    "jour": ("jour", "jours"),
    "heure": ("heure", "heures"),
    "caractère": ("caractère", "caractères"),
    "Mo": ("Mo",),
}
_BASE = {spelling: base for base, spellings in _SPELLINGS.items() for spelling in spellings}
KNOWN = (*_BASE, "%", "1")
# How units are written after a number, as patterns: those there are, and usual ones that are not.
_WORD = "|".join(map(re.escape, sorted(_BASE, key=len, reverse=True)))
WRITTEN = rf"(?:{_WORD})(?:/(?:{_WORD}))*"
UNKNOWN = r"[kKG]o|(?:kilo|méga)?octets?|centimes?|minutes?|secondes?|dollars?|[ck]?m[²2]?|kg"


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of base units with whole exponents; `%` is none, shown as a percentage."""

    powers: tuple[tuple[str, int], ...]
    percent: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        if not self.powers:
            return "%" if self.percent else "1"
        above = [_power(base, n) for base, n in self.powers if n > 0]
        below = [_power(base, -n) for base, n in self.powers if n < 0]
        return "·".join(above or ["1"]) + "".join(f"/{base}" for base in below)

    def __mul__(self, other: Unit) -> Unit:
        return _unit({base: self.power(base) + other.power(base) for base in _bases(self, other)})

    def __truediv__(self, other: Unit) -> Unit:
        return _unit({base: self.power(base) - other.power(base) for base in _bases(self, other)})

    def power(self, base: str) -> int:
        """Return the exponent of a base unit."""
        return dict(self.powers).get(base, 0)

    @property
    def is_money(self) -> bool:
        """Whether amounts in this unit are counted in cents."""
        return self.power("€") == 1

    def named(self, plural: bool = False) -> str:
        """Return this unit as it, or several of it, is called: `jours`, `€/an`; `days/year`."""
        if not self.powers:
            return str(self)
        above, below = _names(self.powers, plural)
        return "·".join(above or ["1"]) + below

    @property
    def plural(self) -> str:
        """The unit as several of it are called."""
        return self.named(plural=True)

    def after(self, number: str, plural: bool) -> str:
        """Return a number with this unit as a reader expects it: `5 jours`, `71 %`, `€5/day`."""
        if not self.powers:
            return f"{number}{manner().percent}" if self.percent else number
        if not (manner().euro_first and self.is_money):
            return f"{number} {self.named(plural)}"
        above, below = _names(tuple(each for each in self.powers if each[0] != "€"), plural)
        sign, digits = ("−", number[1:]) if number.startswith("−") else ("", number)
        return f"{sign}€{digits}{''.join(f'·{name}' for name in above)}{below}"


NO_UNIT = Unit(())
DAYS = Unit((("jour", 1),))
YEARS = Unit((("an", 1),))
CHARACTERS = Unit((("caractère", 1),))


@cache
def parse_unit(text: str) -> Unit | None:
    """Return the unit a text names (`€/an`, `jours`, `%`, `1`); None when it names none."""
    if text == "1":
        return NO_UNIT
    if text == "%":
        return Unit((), percent=True)
    above, *below = text.replace(" ", "").split("/")
    powers: dict[str, int] = {}
    for sign, part in ((1, above), *((-1, part) for part in below)):
        for factor in part.split("·"):
            if factor == "1" and sign == 1 and below:
                continue
            if factor not in _BASE:
                return None
            powers[_BASE[factor]] = powers.get(_BASE[factor], 0) + sign
    return _unit(powers)


def _unit(powers: dict[str, int]) -> Unit:
    return Unit(tuple(sorted((base, n) for base, n in powers.items() if n)))


def _bases(a: Unit, b: Unit) -> set[str]:
    return {base for base, _ in a.powers + b.powers}


def _names(powers: tuple[tuple[str, int], ...], plural: bool) -> tuple[list[str], str]:
    """Return the names above the stroke, and what follows."""
    names, alone = manner().units, len(powers) == 1 == abs(powers[0][1])
    several = plural and (alone or manner().plural_throughout)
    above = [_power(names[base][several], n) for base, n in powers if n > 0]
    return above, "".join(f"/{_power(names[base][0], -n)}" for base, n in powers if n < 0)


def _power(base: str, n: int) -> str:
    return base if n == 1 else f"{base}^{n}"
