"""The findings as the workflow commands by which GitHub annotates a change, each at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.diagnostics.rendering import annotation, as_annotations
from bareme.differences.findings import codes
from bareme.differences.rendering.order import findings, first_to_see, gravest_first
from bareme.differences.rendering.words import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.diagnostics import Place
    from bareme.differences.model import Change, Difference, Differences


def annotated(differences: Differences) -> str:
    """Return a line a finding that nobody has accepted, the gravest first, at the line it is about
    of the second side; and what makes a side unreadable.
    """
    return "\n".join(
        told for item in first_to_see(differences.items) for told in _of_rulebook(item)
    )


def _of_rulebook(item: Difference) -> Iterator[str]:
    if item.unreadable:
        yield as_annotations(item.unreadable)
    for change in gravest_first(item.changes):
        for finding in findings(change):
            if finding.accepted is None:
                told = f"{line(codes.message(finding))}\n{line(codes.advice(finding))}"
                yield annotation(
                    finding.level,
                    _place(change),
                    f"{codes.title(finding)} [{finding.code}]",
                    told,
                )


def _place(change: Change) -> Place | None:
    """Return where the second side says what changes; where the first did, if it no longer does."""
    places = (facet.after.place for facet in change.facets if facet.after is not None)
    return next((place for place in places if place is not None), change.place)
