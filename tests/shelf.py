"""The shipped rulebooks, read once for the whole run: they do not change."""

from __future__ import annotations

from functools import cache

import bareme


@cache
def book(name: str = "indemnites-journalieres") -> bareme.Rulebook:
    """Return a shipped rulebook."""
    return bareme.load(name)
