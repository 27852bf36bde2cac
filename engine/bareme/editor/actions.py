"""What mends a finding at once: the edits of `bareme check --fix`, as an editor offers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.editing.edits import Edit, applied, span_of
from bareme.editing.fixing import fixes
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bareme.diagnostics import Diagnostic
    from bareme.reading.tree import Span


@dataclass(frozen=True, slots=True)
class Action:
    """Edits of a text and what they do; `mends` are the findings they do away with."""

    title: str
    edits: tuple[Edit, ...]
    mends: tuple[Diagnostic, ...]
    is_all: bool = False


def actions(found: Iterable[Diagnostic], text: str, span: Span) -> tuple[Action, ...]:
    """Return what mends the findings of a text: each that touches a stretch of it, then all of
    them at once where several can be. Findings about another text are left out.
    """
    known = [one for one in found if one.place is not None and one.place.source.text == text]
    single = [(one, edits) for one in known if (edits := fixes(one))]
    here = [Action(one.remedy, edits, (one,)) for one, edits in single if _touches(one, span)]
    together = tuple(_together(text, single))
    if len(together) > 1:
        everything = tuple(edit for _, edits in together for edit in edits)
        mended = tuple(one for one, _ in together)
        title = tr("Corriger tout ce qui n'a qu'une bonne réponse")
        here.append(Action(title, everything, mended, is_all=True))
    return tuple(here)


def _touches(found: Diagnostic, span: Span) -> bool:
    assert found.place is not None
    place = span_of(found.place)
    return place.start <= span.end and span.start <= place.end


def _together(
    text: str, single: list[tuple[Diagnostic, tuple[Edit, ...]]]
) -> Iterator[tuple[Diagnostic, tuple[Edit, ...]]]:
    """Give the edits that can be made at once: the first of those that overlap."""
    made: list[Edit] = []
    for one, edits in single:
        new = [edit for edit in edits if edit not in made]
        try:
            applied(text, [*made, *new])
        except ValueError:
            continue
        made += new
        if new:
            yield one, tuple(new)
