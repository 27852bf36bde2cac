"""Kinds: what sort of value a name or an expression stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from bareme.translation import N_, tr
from bareme.translation.manners import manner

if TYPE_CHECKING:
    from bareme.units import Unit

Base: TypeAlias = Literal["number", "boolean", "choice", "date", "text", "list", "nothing"]

_WORDS: dict[Base, str] = {
    "number": N_("un nombre"),
    "boolean": N_("true ou false"),
    "choice": N_("un choix"),
    "date": N_("une date"),
    "text": N_("un texte"),
    "list": N_("une liste"),
    "nothing": N_("rien (nothing)"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of value.

    A number has a `unit`; a number without one is a bare literal, which takes the unit of what
    it is added to or compared with. A choice knows the `choices` it may be, a list those it may
    hold. A text that knows its `choices` is a literal, which a choice may be compared with.
    `optional` values may also be nothing.
    """

    base: Base
    unit: Unit | None = None
    choices: frozenset[str] = frozenset()
    optional: bool = False

    def __str__(self) -> str:
        words, choices = tr(_WORDS[self.base]), ", ".join(sorted(self.choices))
        if self.base == "number" and self.unit is not None and self.unit.powers:
            words = tr("un nombre en {unit}", unit=self.unit.named(manner().plural_throughout))
        elif self.base == "choice" and self.choices:
            words = tr("un choix parmi {choices}", choices=choices)
        elif self.base == "list" and self.choices:
            words = tr("une liste de choix parmi {choices}", choices=choices)
        return tr("{kind}, ou rien", kind=words) if self.optional else words

    @property
    def is_literal(self) -> bool:
        """Whether this is a text written in a formula: one that may name a choice."""
        return self.base == "text" and bool(self.choices)

    def certain(self) -> Kind:
        """Return this kind without the possibility of being nothing."""
        return replace(self, optional=False)


NUMBER = Kind("number")
BOOLEAN = Kind("boolean")
DATE = Kind("date")
TEXT = Kind("text")
LIST = Kind("list")
NOTHING = Kind("nothing", optional=True)


def number(unit: Unit) -> Kind:
    """Return the kind of numbers in `unit`."""
    return Kind("number", unit)
