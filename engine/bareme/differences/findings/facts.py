"""What a change says, as the sentences of its findings tell it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from bareme import words
from bareme.reading.scalars import magnitude, simplest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.differences.model import Change, Facet, Said
    from bareme.reading.scalars import Number

NOTHING = "rien"

# What is said of things beside what they compute.
WORDS = frozenset(
    {
        *("label", "question", "note", "reference", "provenance", "because"),
        *("title", "description", "name"),
    }
)
_ASPECTS = {
    "label": "libellé",
    "question": "question",
    "note": "note",
    "reference": "référence",
    "provenance": "crédit",
    "because": "raison",
    "title": "titre",
    "description": "description",
    "name": "nom",
    "choice": "libellé d'un choix",
}

_TYPES = {
    "amount": "montant",
    "number": "nombre",
    "integer": "nombre entier",
    "boolean": "oui ou non",
    "choice": "choix",
    "date": "date",
    "text": "texte",
    "list": "liste de choix",
}


def of(change: Change, *aspects: str) -> tuple[Facet, ...]:
    """Return the facets of some aspects."""
    return tuple(facet for facet in change.facets if facet.aspect in aspects)


def is_word(facet: Facet) -> bool:
    """Tell whether a facet changes no answer by its nature; the label of a choice is a word."""
    relabelled = facet.before is not None and facet.after is not None
    return facet.aspect in WORDS or (facet.aspect == "choice" and relabelled)


def aspects(change: Change) -> str:
    """Return which words change, as a list."""
    told = dict.fromkeys(_ASPECTS.get(facet.aspect, facet.aspect) for facet in change.facets)
    return ", ".join(told)


def before(facets: tuple[Facet, ...], nothing: str = NOTHING) -> str:
    """Return what is said of some facets before."""
    return _joined(((facet.part, facet.before) for facet in facets), nothing)


def after(facets: tuple[Facet, ...], nothing: str = NOTHING) -> str:
    """Return what is said of some facets after."""
    return _joined(((facet.part, facet.after) for facet in facets), nothing)


def _joined(said: Iterator[tuple[str, Said | None]], nothing: str) -> str:
    parts = [
        f"{part} : {each.text}" if part else each.text for part, each in said if each is not None
    ]
    return " ; ".join(parts) or nothing


def type_(told: str) -> str:
    """Return the type of an input, which a rulebook writes in English, in words: montant (€/an)."""
    name, _, rest = told.partition(" ")
    return f"{_TYPES.get(name, name)} {rest}".rstrip()


def date(day: dt.date | None) -> str:
    """Return a day in full."""
    return NOTHING if day is None else words.date(day)


def evolution(facets: tuple[Facet, ...]) -> str:
    """Return how much the one value of some facets moves: ` (+2,04 %)`; empty for several."""
    ratio = facets[0].ratio if len(facets) == 1 else None
    return "" if ratio is None else f" ({percent(ratio)})"


def percent(ratio: Number) -> str:
    """Return a part as a signed percentage, to the hundredth: +2,04 %."""
    hundredths = int(magnitude(ratio) * 10_000 + Fraction(1, 2))
    sign = "−" if ratio < 0 else "+"
    return f"{sign}{words.number(simplest(Fraction(hundredths, 100)))} %"
