"""One person as text: first the answers, then the changes that move them, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.rendering import change_words, effect_words, person, words
from bareme.differences.rendering.change_words import MARKED
from bareme.differences.rendering.lines import BOLD, DIM, NEW, OLD, wrapped
from bareme.translation import tr
from bareme.words import labelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bareme.differences.model import Change, Difference, Facet, Group, Said
    from bareme.language.kinds import Kind

    Paint = Callable[[str, str], str]


def lines(item: Difference, paint: Paint) -> Iterator[str]:
    """Give the lines of what changes for one person in a rulebook; `paint` puts a text in colour
    where that is wanted.
    """
    found, changes = list(person.groups(item)), person.changes(item)
    nothing = person.nothing(item)
    if nothing:
        yield nothing
    for _, group in found:
        yield from _answers(group, paint)
    if changes:
        yield ""
        yield paint(tr("Ce qui change ces réponses"), BOLD)
        for change in changes:
            yield from _change(change, paint)
        for comparison, _ in found:
            for derived in person.followed(comparison, changes):
                yield from wrapped(effect_words.follows(derived), "  ")
    left = person.others(item)
    if left:
        yield ""
        yield left


def _answers(group: Group, paint: Paint) -> Iterator[str]:
    for effect in person.moving(group):
        yield from wrapped(labelled(words.called(effect.name, effect.label), ""), "  ")
        yield from (paint(each, BOLD) for each in wrapped(person.in_full(effect), "    "))
    unmoved = person.unmoved(group)
    if unmoved:
        yield from wrapped(unmoved, "  ")


def _change(change: Change, paint: Paint) -> Iterator[str]:
    yield from wrapped(person.heading(change), "  ")
    for facet in person.told(change):
        yield from _facet(facet, change.kind, paint)


def _facet(facet: Facet, kind: Kind | None, paint: Paint) -> Iterator[str]:
    told = person.step(facet, kind)
    name = person.aspect(facet)
    if told is not None and MARKED not in told:
        yield from wrapped(f"{name}{told}", "    ")
    else:
        if name:
            yield from wrapped(name.rstrip(), "    ")
        pairs = zip(("−", "+"), (OLD, NEW), change_words.sides(facet, kind), strict=True)
        for sign, color, side in pairs:
            if side is not None:
                yield from (paint(each, color) for each in wrapped(f"{sign} {side}", "      "))
    yield from _source(facet.after or facet.before, paint)


def _source(said: Said | None, paint: Paint) -> Iterator[str]:
    told = change_words.source(said)
    if told:
        yield from (paint(each, DIM) for each in wrapped(told, "    "))
