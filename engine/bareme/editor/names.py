"""The names of a rulebook as its files say them, be they whole or not: what each is called, what
it may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bareme.editor.outline import Keyed
    from bareme.editor.workspace import Book

Sort: TypeAlias = Literal["figure", "input", "rule"]
_SECTIONS: dict[str, Sort] = {"inputs": "input", "rules": "rule"}


@dataclass(frozen=True, slots=True)
class Named:
    """A name and what is said of it: `attributes` are the texts under its keys, `choices` what it
    may be and how that is called; `origin` is the rulebook that declares it.
    """

    name: str
    sort: Sort
    origin: str
    attributes: dict[str, str]
    choices: dict[str, str]

    @property
    def label(self) -> str:
        """What it is called; empty when nothing is said yet."""
        return self.attributes.get("label", "")

    @property
    def sort_of_value(self) -> str:
        """Its unit, else its type, as they are written."""
        return self.attributes.get("unit") or self.attributes.get("type", "")


def names_of(book: Book) -> dict[str, Named]:
    """Return every name a rulebook may use: its own inputs, rules and figures, those borrowed."""
    found = _declared(book)
    for name, origin in book.uses.items():
        lender = book._replace(name=origin)
        lent = figures_of(lender).get(name)
        if lent is not None:
            found[name] = lent
    return found


def figures_of(book: Book) -> dict[str, Named]:
    """Return the figures a rulebook declares."""
    keys = book.outline("parameters")
    found = {
        keyed.key: Named(keyed.key, "figure", book.name, {}, {}) for keyed in keys if not keyed.path
    }
    for keyed in keys:
        if len(keyed.path) == 1 and str(keyed.path[0]) in found:
            found[str(keyed.path[0])].attributes[keyed.key] = keyed.value
    return found


def _declared(book: Book) -> dict[str, Named]:
    found = figures_of(book)
    for keyed in book.outline("rulebook"):
        section, *below = keyed.path or ("",)
        sort = _SECTIONS.get(str(section))
        if sort is None:
            continue
        if not below:
            found[keyed.key] = Named(keyed.key, sort, book.name, {}, {})
        elif named := found.get(str(below[0])):
            _note(named, keyed, tuple(below[1:]))
    for named in found.values():
        same = found.get(named.attributes.get("choices", ""))
        if same is not None and not named.choices:
            named.choices.update(same.choices)
    return found


def _note(named: Named, keyed: Keyed, below: tuple[object, ...]) -> None:
    """Take over what a key says of a name: an attribute, a choice, or an item of a list."""
    if not below:
        named.attributes[keyed.key] = keyed.value
    elif below == ("choices",):
        named.choices[keyed.key] = keyed.value
    elif below[-1] == "list":
        named.choices[keyed.key] = ""
    elif below[-2:-1] == ("list",) and keyed.key == "label":
        named.choices[str(below[-1])] = keyed.value
