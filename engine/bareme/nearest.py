"""The known word a misspelt one was probably meant to be."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable


# How alike two words must be, of 1: names of several words share words without being one another.
_ALIKE = {False: 0.6, True: 0.7}
_ALIKE_LEFT = 0.52
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
    matches = get_close_matches(folded, candidates[:_MANY], n=3, cutoff=_ALIKE["_" in folded])
    return next((by_folded[match] for match in matches if _differ_little(folded, match)), None)


def _differ_little(word: str, other: str) -> bool:
    """Tell whether the words in which two names differ are alike too."""
    here, there = word.split("_"), other.split("_")
    left = [
        [part for part in here if part not in there],
        [part for part in there if part not in here],
    ]
    if not all(left):
        return True  # one of them only has more words
    mine, its = ("_".join(parts) for parts in left)
    return SequenceMatcher(None, mine, its).ratio() >= _ALIKE_LEFT


@lru_cache(maxsize=16)
def _by_folded(known: frozenset[str]) -> dict[str, str]:
    return {_folded(candidate): candidate for candidate in sorted(known)}


def _folded(word: str) -> str:
    """Return a word without accents and capitals, as names are written."""
    return normalize("NFKD", word[:100]).encode("ascii", "ignore").decode().lower()
