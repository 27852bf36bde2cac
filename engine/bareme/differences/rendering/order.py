"""What is told first, and what is told once: rulebooks, changes, findings, values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.rendering.words import where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bareme.differences.model import Change, Difference, Facet, Finding, Said


def first_to_see(items: Iterable[Difference]) -> list[Difference]:
    """Return rulebooks, those that must be looked at first first: what cannot be read, then the
    gravest, the one that writes a figure before those that borrow it, last those in which nothing
    changes.
    """
    listed = list(items)
    names = {item.rulebook for item in listed}

    def rank(item: Difference) -> tuple[bool, int, bool, bool]:
        borrows = any(is_told_elsewhere(change, item, names) for change in item.changes)
        return not item.unreadable, -(item.level or 0), not item.changes, borrows

    return sorted(listed, key=rank)


def is_told_elsewhere(change: Change, item: Difference, names: Collection[str]) -> bool:
    """Tell whether a change is that of a figure borrowed from another of some rulebooks."""
    return change.origin != item.rulebook and change.origin in names


def told_once(items: Iterable[Difference]) -> list[Change]:
    """Return the changes of rulebooks, without those that are told elsewhere among them."""
    listed = first_to_see(items)
    names = {item.rulebook for item in listed}
    return [
        change
        for item in listed
        for change in item.changes
        if not is_told_elsewhere(change, item, names)
    ]


def gravest_first(changes: Iterable[Change]) -> list[Change]:
    """Return changes, those that must be looked at first first."""
    return sorted(changes, key=lambda change: -(change.level or 0))


def findings(change: Change) -> list[Finding]:
    """Return what is remarkable in a change, the gravest first, last what has been accepted."""
    return sorted(change.findings, key=lambda f: (f.accepted is not None, -f.level))


def facets(change: Change) -> list[Facet]:
    """Return what changes, without the choices of a figure that keep their value; all of them where
    a new date only repeats what was.
    """
    return [each for each in change.facets if not _keeps(each)] or list(change.facets)


def kept(change: Change) -> list[str]:
    """Return the choices that keep their value where others do not."""
    told = facets(change)
    return [] if len(told) == len(change.facets) else [f.part for f in change.facets if _keeps(f)]


def _keeps(facet: Facet) -> bool:
    before, after = facet.before, facet.after
    return (
        facet.aspect == "value"
        and before is not None
        and after is not None
        and (before.value, before.text) == (after.value, after.text)
    )


def same_source(one: Said | None, other: Said | None) -> bool:
    """Tell whether two sides rest on the same text at the same line: it is told once."""
    if one is None or other is None:
        return False
    return (where(one.place), one.reference) == (where(other.place), other.reference)
