"""The known word a misspelt one was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable


# How alike two words must be, of 1: names of several words share words without being one another.
_ALIKE = {False: 0.6, True: 0.7}
_MANY = 300  # candidates: comparing with more of them takes longer than it helps


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` most like `word`; None when none is like it."""
    by_folded = _by_folded(frozenset(known))
    folded = _folded(word)
    if not folded:
        return None
    candidates = list(by_folded)
    if len(candidates) > _MANY:  # a slip rarely begins a word
        candidates = [candidate for candidate in candidates if candidate[:2] == folded[:2]]
    matches = get_close_matches(folded, candidates[:_MANY], n=1, cutoff=_ALIKE["_" in folded])
    return by_folded[matches[0]] if matches else None


@lru_cache(maxsize=16)
def _by_folded(known: frozenset[str]) -> dict[str, str]:
    return {_folded(candidate): candidate for candidate in sorted(known)}


def _folded(word: str) -> str:
    """Return a word without accents and capitals, as names are written."""
    return normalize("NFKD", word[:100]).encode("ascii", "ignore").decode().lower()
