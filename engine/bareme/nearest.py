"""The known word a misspelt one was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` most like `word`; None when none is like it."""
    by_folded = {_folded(candidate): candidate for candidate in sorted(set(known))}
    matches = get_close_matches(_folded(word), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def _folded(word: str) -> str:
    """Return a word without accents and capitals, as names are written."""
    return normalize("NFKD", word[:100]).encode("ascii", "ignore").decode().lower()
