"""The mistakes that have one right answer, and that answer as edits of the file.

A suggestion is what the reader takes for likely; here it must be the only reading there is. A
figure of three decimals after a comma, a day and a month that may be exchanged, a word that merely
looks like a known one are left to whoever knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.editing.edits import Edit, span_of
from bareme.editing.fixing import characters
from bareme.editing.fixing.answers import ANSWERS

if TYPE_CHECKING:
    from bareme.diagnostics import Diagnostic

CODES = frozenset({*ANSWERS, *characters.FIXES})


def fixes(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    """Return what to write where, in the text of the source a finding is in; nothing when it has
    no one right answer.

    The cause of a character out of place is the same throughout a file: its edits mend them all.
    """
    place, code = diagnostic.place, diagnostic.code
    if place is None or code not in CODES:
        return ()
    span = span_of(place)
    if code in characters.FIXES:
        return characters.FIXES[code](place.source, span)
    written = place.source.text[span.start : span.end]
    answer = ANSWERS[code](written, diagnostic) if diagnostic.suggestion else None
    return () if answer in {None, written} else (Edit(span, answer or ""),)
