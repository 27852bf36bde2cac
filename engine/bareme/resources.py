"""Where the shipped rulebooks and schemas lie: inside the package once installed, beside
`engine/` in a checkout.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def shipped(directory: str) -> Path:
    """Return the directory `rules` or `schemas` that belongs to this program."""
    inside = _PACKAGE / directory
    return inside if inside.is_dir() else _CHECKOUT / directory
