"""One person on the page: their answers before and after, then what moves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.page.changes import changes_section
from bareme.differences.page.curves import curve_figure
from bareme.differences.page.effects import amount, derived_table, parts_list, versions
from bareme.differences.page.links import listed
from bareme.differences.page.markup import code, free, tag
from bareme.differences.page.tables import table
from bareme.differences.rendering import effect_words, person
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.differences.model import Change, Comparison, Group, OutputEffect
    from bareme.differences.page.links import Section
    from bareme.differences.page.markup import Content, Markup


def person_section(section: Section) -> Iterator[Markup]:
    """Give what becomes of the one person whose situation is given, in a rulebook."""
    found = list(person.groups(section.item))
    yield tag("h3", tr("Les réponses"), id=f"{section.id}-e1")
    nothing = person.nothing(section.item)
    if nothing:
        yield tag("p", nothing)
    for _, group in found:
        yield from _answers(group, section)
    told = person.changes(section.item)
    if told:
        yield tag("h3", tr("Ce qui change ces réponses"), id=f"{section.id}-c")
        yield from changes_section(section, told)
    for comparison, _ in found:
        yield from _followed(comparison, told, section)
    left = [change for change in section.item.changes if not change.reach.outputs]
    others = person.others(section.item)
    if others:
        yield tag(
            "details",
            tag("summary", others),
            changes_section(section, left),
        )


def _answers(group: Group, section: Section) -> Iterator[Markup]:
    moving = person.moving(group)
    if moving:
        rows = [_row(effect, f"{section.id}-e1-{n}", section) for n, effect in enumerate(moving, 1)]
        columns = (
            *(tr("Réponse"), tr("Avant"), tr("Après")),
            *(tr("Écart"), tr("D'où il vient")),
        )
        yield table(tr("Les réponses qui changent"), columns, rows, "answers")
    unmoved = person.unmoved(group)
    if unmoved:
        yield tag("p", unmoved, class_="about")


def _row(effect: OutputEffect, id_: str, section: Section) -> list[Content]:
    found = person.witness(effect)
    assert found is not None  # who is answered otherwise has a witness
    told = effect_words.arrow(found.before, found.after, effect.kind)
    before, after = map(free if effect.largest is None else amount, told)
    parts = effect_words.moving(found.parts)
    why: Content = listed(map(section.change, parts[0].names)) if len(parts) == 1 else None
    if len(parts) > 1:
        why = parts_list(parts, effect.kind, section)
    return [
        tag("span", free(effect.label), " ", code(effect.name), id=id_),
        before,
        tag("b", after),
        amount(person.shift(effect)),
        why,
    ]


def _followed(comparison: Comparison, told: list[Change], section: Section) -> Iterator[Markup]:
    derived = person.followed(comparison, told)
    if derived:
        yield derived_table(derived, section)
    sides = versions(section, comparison)
    if comparison.curves:
        yield tag("h3", tr("Avant et après, selon la donnée principale"))
    for place, curve in enumerate(comparison.curves, 1):
        yield curve_figure(curve, f"{section.id}-e1-k{place}", *sides)
