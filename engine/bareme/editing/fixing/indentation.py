"""Lines that begin with tabs, or with spaces that are none: the spaces they stand for.

How wide a tab is, nobody says. It is read in every usual way; where the file is readable in one,
or says the same in all that leave the fewest errors, that is what was meant. Elsewhere nothing is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from bareme.diagnostics import Report
from bareme.editing.edits import Edit, applied
from bareme.editing.layout.proof import content
from bareme.reading.composing import compose
from bareme.reading.shape import KINDS, check_shape
from bareme.reading.source import decode
from bareme.reading.tree import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.diagnostics import Source
    from bareme.reading.tree import Node

BLANK = "[ \t\u00a0\u2007\u202f\u3000\u2009]"
_LEADING = re.compile(rf"^(?P<blank>{BLANK}+)(?=\S)", re.MULTILINE)
_LARGEST = 200_000  # characters; read a dozen times
_STOPS = (2, 4, 8)  # columns from one to the next: a tab leads to the next
_WIDTHS = (2, 4, 0)  # columns that each tab adds


@lru_cache(maxsize=4)  # every tab of a file asks
def indentation(source: Source) -> tuple[Edit, ...]:
    """Return the edits by which every line of a text begins with spaces; none when what was meant
    is not certain.
    """
    if len(source.text) > _LARGEST:
        return ()
    read = [(edits, _read(source, edits)) for edits in _ways(source.text)]
    readable = [(errors, edits, said) for edits, found in read if found for errors, said in [found]]
    if not readable:
        return ()
    fewest = min(errors for errors, _, _ in readable)
    best = [(edits, said) for errors, edits, said in readable if errors == fewest]
    return best[0][0] if all(said == best[0][1] for _, said in best) else ()


def _ways(text: str) -> Iterator[tuple[Edit, ...]]:
    """Yield the edits for each way of reading what lines begin with, the likeliest first."""
    seen = set()
    for stop, width in (*((stop, None) for stop in _STOPS), *((0, width) for width in _WIDTHS)):
        for odd in (" ", ""):
            edits = []
            for match in _LEADING.finditer(text):
                blank = re.sub("[^ \t]", odd, match["blank"])
                new = blank.expandtabs(stop) if width is None else blank.replace("\t", " " * width)
                if new != match["blank"]:
                    edits.append(Edit(Span(*match.span("blank")), new))
            if (way := tuple(edits)) not in seen:
                seen.add(way)
                yield way


def _read(source: Source, edits: tuple[Edit, ...]) -> tuple[int, object] | None:
    """Return how many errors a file would have, and what it would say; None when unreadable."""
    from bareme.editing.fixing.characters import within_lines

    text = applied(source.text, (*edits, *within_lines(source.text)))
    report = Report()
    made = decode(text.encode("utf-8", "surrogatepass"), source.name, report)
    root: Node | None = compose(made, report) if made is not None else None
    if root is None:
        return None
    kind = PurePath(source.name).stem
    if kind in KINDS:
        check_shape(root, kind, report)
    return report.errors, content(root)
