"""Patterns of texts, as office programs write them: `#` a digit, `?` any character, `*` any run.

`[AB]` is one of these characters, `[!0]` none of these; anything else is itself. No pattern
takes long, whatever the text: `fnmatch` translates them to expressions that never backtrack.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache

_PART = re.compile(r"\[!?[^\[\]!#*?]+\]|[^\[\]]")


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the expression a pattern stands for; None when its brackets make no sense."""
    parts = [match.group() for match in _PART.finditer(pattern)]
    if "".join(parts) != pattern:
        return None
    return re.compile(translate("".join("[0-9]" if part == "#" else part for part in parts)))


def matches(text: str, pattern: str) -> bool:
    """Tell whether a whole text has the form of a pattern checked at load."""
    expression = compiled(pattern)
    assert expression is not None
    return expression.match(text) is not None
