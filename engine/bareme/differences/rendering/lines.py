"""Lines of a terminal: not too long, in colour or not."""

from __future__ import annotations

import re
import textwrap

WIDTH = 100
BOLD, DIM, OLD, NEW = "1", "2", "31", "32"
_GLUED = re.compile(r"(?<=\d) (?=[€%\w])|(?<=«) | (?=[»:;!?→])")


def wrapped(told: str, indent: str = "") -> list[str]:
    """Return a text on lines that are not too long; numbers stay with their units."""
    glued = _GLUED.sub("\xa0", told)
    lines = textwrap.wrap(
        glued,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [each.replace("\xa0", " ") for each in lines]
