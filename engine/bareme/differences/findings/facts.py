"""What a change says, as the sentences of its findings tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme import words
from bareme.differences.vocabulary import aspect_words, said_words
from bareme.translation import N_, tr

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.differences.model import Change, Facet, Said

# That there is nothing: in the facts always this word, by which it is known.
NOTHING = N_("rien")


def of(change: Change, *aspects: str) -> tuple[Facet, ...]:
    """Return the facets of some aspects."""
    return tuple(facet for facet in change.facets if facet.aspect in aspects)


def aspects(change: Change) -> str:
    """Return which words change, as a list."""
    return ", ".join(dict.fromkeys(_word(facet.aspect) for facet in change.facets))


def _word(aspect: str) -> str:
    return tr("libellé d'un choix") if aspect == "choice" else aspect_words(aspect)


def before(facets: tuple[Facet, ...], nothing: str = NOTHING) -> str:
    """Return what is said of some facets before."""
    return _joined(((facet, facet.before) for facet in facets), nothing)


def after(facets: tuple[Facet, ...], nothing: str = NOTHING) -> str:
    """Return what is said of some facets after."""
    return _joined(((facet, facet.after) for facet in facets), nothing)


def both(facets: tuple[Facet, ...], nothing: str = NOTHING) -> dict[str, str]:
    """Return what is said of some facets, as the facts `before` and `after`."""
    return {"before": before(facets, nothing), "after": after(facets, nothing)}


def names(change: Change) -> dict[str, str]:
    """Return how what changes is called, as the facts `label` and `name`."""
    return {"label": change.label, "name": change.name}


def _joined(said: Iterator[tuple[Facet, Said | None]], nothing: str) -> str:
    return words.listing(_of(facet, each) for facet, each in said if each is not None) or nothing


def _of(facet: Facet, said: Said) -> str:
    told = said_words(facet.aspect, said.text)
    return words.labelled(facet.part, told) if facet.part else told


def date(day: dt.date | None) -> str:
    """Return a day in full."""
    return NOTHING if day is None else words.date(day)


def evolution(facets: tuple[Facet, ...]) -> str:
    """Return how much the one value of some facets moves: ` (+2,04 %)`; empty for several."""
    ratio = facets[0].ratio if len(facets) == 1 else None
    return "" if ratio is None else f" ({words.evolution(ratio)})"
