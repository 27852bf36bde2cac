"""What a change says, as the sentences of its findings tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme import words
from bareme.differences.vocabulary import ASPECTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.differences.model import Change, Facet, Said

NOTHING = "rien"
_WORDS = {**ASPECTS, "choice": "libellé d'un choix"}


def of(change: Change, *aspects: str) -> tuple[Facet, ...]:
    """Return the facets of some aspects."""
    return tuple(facet for facet in change.facets if facet.aspect in aspects)


def aspects(change: Change) -> str:
    """Return which words change, as a list."""
    told = dict.fromkeys(_WORDS.get(facet.aspect, facet.aspect) for facet in change.facets)
    return ", ".join(told)


def before(facets: tuple[Facet, ...], nothing: str = NOTHING) -> str:
    """Return what is said of some facets before."""
    return _joined(((facet.part, facet.before) for facet in facets), nothing)


def after(facets: tuple[Facet, ...], nothing: str = NOTHING) -> str:
    """Return what is said of some facets after."""
    return _joined(((facet.part, facet.after) for facet in facets), nothing)


def both(facets: tuple[Facet, ...], nothing: str = NOTHING) -> dict[str, str]:
    """Return what is said of some facets, as the facts `before` and `after`."""
    return {"before": before(facets, nothing), "after": after(facets, nothing)}


def names(change: Change) -> dict[str, str]:
    """Return how what changes is called, as the facts `label` and `name`."""
    return {"label": change.label, "name": change.name}


def _joined(said: Iterator[tuple[str, Said | None]], nothing: str) -> str:
    parts = [
        f"{part} : {each.text}" if part else each.text for part, each in said if each is not None
    ]
    return " ; ".join(parts) or nothing


def date(day: dt.date | None) -> str:
    """Return a day in full."""
    return NOTHING if day is None else words.date(day)


def evolution(facets: tuple[Facet, ...]) -> str:
    """Return how much the one value of some facets moves: ` (+2,04 %)`; empty for several."""
    ratio = facets[0].ratio if len(facets) == 1 else None
    return "" if ratio is None else f" ({words.evolution(ratio)})"
