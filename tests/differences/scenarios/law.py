"""The invented law of the scenarios, worked out without the program: what each person must get."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CEILINGS = {"2022": 48, "2023": 49, "2024": 50, "2025": 51}  # the yearly figure, over 730


def cents(amount: Fraction) -> Fraction:
    """Return an amount to the cent, half up."""
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


@dataclass(frozen=True)
class Law:
    """What is paid to who is ill; in euros a day, days and parts."""

    ceiling: Fraction
    minimum: Fraction
    divisor: int = 730
    independent: Fraction = Fraction(1, 2)
    apprentices_first: bool = False
    children: bool = False  # three of them double the ceiling

    def daily(self, given: Mapping[str, str]) -> Fraction:
        """KeyError for what is needed and not given, here and below."""
        apprentice = given.get("apprenti") == "true"
        if apprentice and self.apprentices_first:
            return Fraction(15)
        revenue = Fraction(given["revenu"])
        if revenue < 4000:
            return Fraction(0)
        if apprentice:
            return Fraction(15)
        part = {"salarie": Fraction(1), "independant": self.independent}[given["statut"]]
        ceiling = self.ceiling * (2 if self.children and int(given["enfants"]) >= 3 else 1)
        return cents(min(max(part * revenue / self.divisor, self.minimum), ceiling))

    def waiting(self, given: Mapping[str, str]) -> Fraction:
        if given.get("nature") == "hospitalisation":
            return Fraction(0)
        return Fraction(7 if int(given["duree"]) <= 10 else 3)

    def total(self, given: Mapping[str, str]) -> Fraction:
        return self.daily(given) * max(Fraction(0), int(given["duree"]) - self.waiting(given))


OUTPUTS = {
    "indemnite_journaliere": Law.daily,
    "delai_carence": Law.waiting,
    "indemnite_totale": Law.total,
}


def base(day: str) -> Law:
    """Return the law before anything is done to it, on a day."""
    minimum = 20 if day < "2024-01-01" else 21
    return Law(Fraction(CEILINGS[day[:4]]), Fraction(minimum))


def _corrected(day: str) -> Law:
    return replace(base(day), minimum=Fraction("21.50")) if day >= "2024-01-01" else base(day)


def _together(day: str) -> Law:
    if day < "2025-06-01":
        return base(day)
    return replace(base(day), ceiling=Fraction("51.71"), divisor=720, independent=Fraction(3, 5))


# What each scenario makes of it.
AFTER: Mapping[str, Callable[[str], Law]] = {
    "yearly-update": lambda _: Law(Fraction("52.50"), Fraction("21.50")),
    "two-dates": lambda _: Law(Fraction("52.50"), Fraction("21.50")),
    "decimal-point-lost": lambda _: Law(Fraction("5.25"), Fraction(21)),
    "retroactive-correction": _corrected,
    "accepted": _corrected,
    "cases-swapped": lambda day: replace(base(day), apprentices_first=True),
    "input-added": lambda day: replace(base(day), children=True),
    "two-figures-together": _together,
}
