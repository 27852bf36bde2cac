"""Patterns of texts, as office programs write them: `#` a digit, `?` any character, `*` any run.

`[AB]` is one of these characters, `[!0]` none of these; anything else is itself. No pattern
takes long, whatever the text: `fnmatch` translates them to expressions that never backtrack.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache

# As other languages write them: a range of characters, and how often the one before comes.
_RANGE = re.compile(r"\[[^\]]*[^\]\[!]-[^\]]")
_TIMES = re.compile(r"(?<=[\]#?])\{[0-9]+(?:,[0-9]*)?\}")
_DIGITS = re.compile(r"(?:\[0-9\]|\\d|#)(?:\{([0-9]{1,2})\})?")
_PART = re.compile(r"\[!?[^\[\]!#*?^][^\[\]!#*?]*\]|[^\[\]]")


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the expression a pattern stands for; None when its brackets make no sense."""
    if _RANGE.search(pattern) or _TIMES.search(pattern) or "\\" in pattern:
        return None
    parts = [match.group() for match in _PART.finditer(pattern)]
    if "".join(parts) != pattern:
        return None
    return re.compile(translate("".join("[0-9]" if part == "#" else part for part in parts)))


def meant(pattern: str) -> str | None:
    """Return how a pattern that asks for digits in another way is written here."""
    written = _DIGITS.sub(lambda match: "#" * int(match[1] or 1), pattern)
    return written if written != pattern and compiled(written) else None


def matches(text: str, pattern: str) -> bool:
    """Tell whether a whole text has the form of a pattern checked at load."""
    expression = compiled(pattern)
    assert expression is not None
    return expression.match(text) is not None
