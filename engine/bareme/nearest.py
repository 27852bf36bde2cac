"""The known word a misspelt one was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` most like `word`; None when none is like it."""
    candidates = sorted(set(known))
    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    if word.casefold() in by_folded:
        return by_folded[word.casefold()]
    matches = get_close_matches(word, candidates, n=1, cutoff=0.6)
    return matches[0] if matches else None
