"""What to look at first: what is remarkable in all the changes, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.diagnostics import Severity
from bareme.differences.page.changes import finding_told, level_badge
from bareme.differences.page.markup import code, labelled, tag
from bareme.differences.rendering import change_words, counting, order, words
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import Change, Finding
    from bareme.differences.page.links import Section
    from bareme.differences.page.markup import Content, Markup


def first_section(sections: Sequence[Section]) -> Markup:
    """Return what is remarkable, the gravest first; notes, and what is accepted, folded."""
    once = {id(change) for change in order.told_once(each.item for each in sections)}
    found = [
        (id_, change, finding)
        for section in sections
        for id_, change in section.changes()
        if id(change) in once
        for finding in order.findings(change)
    ]
    found.sort(key=lambda each: -each[2].level)
    grave = [f for f in found if f[2].accepted is None and f[2].level > Severity.NOTE]
    notes = [f for f in found if f[2].accepted is None and f[2].level == Severity.NOTE]
    accepted = [f for f in found if f[2].accepted is not None]
    unreadable = [section for section in sections if section.item.unreadable]
    return tag(
        "section",
        tag("h2", tr("À regarder d'abord"), id="d-abord"),
        tag("ul", map(_not_read, unreadable), class_="findings") if unreadable else None,
        _listed(grave) if grave else None,
        None
        if grave or unreadable
        else tag("p", tr("Rien qui soit une erreur, ou qui appelle l'attention.")),
        _folded(notes, counting.of_level(len(notes), Severity.NOTE)),
        _folded(accepted, counting.accepted(len(accepted))),
        aria_labelledby="d-abord",
    )


def _not_read(section: Section) -> Markup:
    rulebook = tag("a", code(words.line(section.item.rulebook)), href=f"#{section.id}")
    badge = level_badge(Severity.ERROR)
    return tag("li", badge, " ", labelled(tag("b", tr("Illisible")), rulebook))


def _listed(found: Sequence[tuple[str, Change, Finding]]) -> Markup:
    return tag("ul", (tag("li", _told(*each)) for each in found), class_="findings")


def _told(id_: str, change: Change, finding: Finding) -> Iterator[Content]:
    yield from finding_told(finding)
    yield tag("a", labelled(change_words.what(change), code(change.name)), href=f"#{id_}")


def _folded(found: Sequence[tuple[str, Change, Finding]], count: str) -> Markup | None:
    if not found:
        return None
    return tag("details", tag("summary", count), _listed(found))
