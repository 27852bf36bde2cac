"""All of a rulebook: its two sides, why one cannot be read, what changes, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.page.changes import changes_section, known_by, level_badge
from bareme.differences.page.effects import comparison_section, group_section
from bareme.differences.page.markup import code, free, tag, verbatim
from bareme.differences.page.person import person_section
from bareme.differences.rendering import counting, words
from bareme.differences.rendering.summary import NOTHING
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.diagnostics import Diagnostic
    from bareme.differences.model import Difference, Side
    from bareme.differences.page.links import Section
    from bareme.differences.page.markup import Content, Markup

_CODE = 12  # characters of a fingerprint


def rulebook_section(section: Section) -> Markup:
    """Return all that there is to tell of a rulebook."""
    item, id_ = section.item, section.id
    return tag(
        "section",
        tag("h2", _title(item), id=id_),
        tag("p", _side(item.before, item), " → ", _side(item.after, item), class_="about"),
        map(_fault, item.unreadable),
        person_section(section) if section.is_of_one else _everyone(section),
        aria_labelledby=id_,
    )


def _everyone(section: Section) -> Iterator[Content]:
    """Give all changes, and what becomes of everyone."""
    item = section.item
    yield None if item.changes or item.unreadable else tag("p", tr(NOTHING))
    yield _changes(section) if item.changes else None
    for number, told in enumerate(section.periods, 1):
        yield comparison_section(section, number, told)
    yield _population(section)


def _title(item: Difference) -> Content:
    side = item.after or item.before
    name = code(words.line(item.rulebook))
    return name if side is None or not side.title else (free(side.title), " ", name)


def _changes(section: Section) -> Iterator[Content]:
    count = counting.changes(len(section.item.changes))
    yield tag("h3", count, id=f"{section.id}-c")
    yield changes_section(section)


def _population(section: Section) -> Iterator[Content]:
    group, id_ = section.item.population, f"{section.id}-p"
    if group is not None:
        yield tag("h3", tr("Population"), id=id_)
        yield group_section(group, section, f"{id_}-1")


def _side(side: Side | None, item: Difference) -> Content:
    if side is None:
        return words.missing(item)
    return free(words.side(side)), ", ", known_by(side.fingerprint[:_CODE])


def _fault(fault: Diagnostic) -> Markup:
    """Return why a side cannot be read: what is wrong, where, and what to write instead."""
    place = fault.place
    quoted = place.source.line(place.line).strip() if place else ""
    level = fault.severity
    return tag(
        "article",
        tag("p", level_badge(level), " ", tag("b", free(fault.message)), " ", code(fault.code)),
        tag("p", code(words.where(place)), class_="about") if place else None,
        tag("pre", verbatim(quoted)) if quoted else None,
        tag("p", free(fault.remedy)),
        class_=f"is-{level.name.lower()}",
    )
