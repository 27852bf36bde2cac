"""What stands under a date of a figure: put into the place that waits for it, or inserted where
its date belongs, in the manner of the neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.editing.entries import Manner, filled, inserted, line_end
from bareme.editing.proving import Intended

if TYPE_CHECKING:
    import datetime as dt

    from bareme.editing.entries import Content
    from bareme.editing.figures import Figures
    from bareme.reading.tree import Entry


def dated(figures: Figures, name: str, start: dt.date, content: Content) -> Intended:
    """Return how a content comes to stand under a date of a figure."""
    text, there = figures.text, figures.entry(name, start)
    if there is not None:
        return Intended(name, start, content, tuple(filled(text, there, content)))
    values = figures.values(name)
    beside, before = _neighbour(figures, name, start)
    manner = Manner.of(text, beside.value)
    key = text[beside.key.span.start : beside.key.span.end]
    written = key.replace(beside.key.text, start.isoformat())
    value = f":{manner.written(content, line_end(text))}"
    edits = inserted(text, values, beside, before, written, value)
    return Intended(name, start, content, tuple(edits))


def _neighbour(figures: Figures, name: str, start: dt.date) -> tuple[Entry, bool]:
    """Return the entry beside which a date belongs, and whether before it. Dates are in order in a
    file that could be read, and written so that their texts are.
    """
    entries = figures.values(name).entries
    earlier = [entry for entry in entries if entry.key.text < start.isoformat()]
    return (max(earlier, key=lambda e: e.key.text), False) if earlier else (entries[0], True)
