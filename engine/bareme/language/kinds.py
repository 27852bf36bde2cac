"""Kinds: what sort of value a name or an expression stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bareme.units import Unit

Base: TypeAlias = Literal["number", "boolean", "choice", "date", "text", "list", "nothing"]

_WORDS: dict[Base, str] = {
    "number": "un nombre",
    "boolean": "true ou false",
    "choice": "un choix",
    "date": "une date",
    "text": "un texte",
    "list": "une liste",
    "nothing": "rien (nothing)",
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
        words = _WORDS[self.base]
        if self.base == "number" and self.unit is not None and self.unit.powers:
            words = f"un nombre en {self.unit}"
        elif self.base == "choice" and self.choices:
            words = "un choix parmi " + ", ".join(sorted(self.choices))
        elif self.base == "list" and self.choices:
            words = "une liste de choix parmi " + ", ".join(sorted(self.choices))
        return f"{words}, ou rien" if self.optional else words

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
