"""One person as Markdown: a table of their answers, then the changes that move them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.rendering import change_words, effect_words, person, words
from bareme.differences.rendering.change_words import MARKED
from bareme.differences.rendering.fitting import Block
from bareme.differences.rendering.safe import code, plain
from bareme.translation import tr
from bareme.words import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.differences.model import Change, Comparison, Difference, Facet, Group, OutputEffect
    from bareme.language.kinds import Kind

_HEAD, _ANSWERS, _CHANGES, _REST = range(4)
_LONG = 1000  # characters


def blocks(item: Difference) -> Iterator[Block]:
    """Give what changes for one person in a rulebook, the answers first."""
    head = Block(f"\n### {plain(words.title(item))}\n\n{plain(words.sides(item), 600)}", _HEAD)
    yield head
    found = list(person.groups(item))
    nothing = person.nothing(item)
    if nothing:
        yield Block(f"\n{nothing}", _HEAD, under=head)
    for _, group in found:
        yield from _answers(group, head)
    changes = person.changes(item)
    if changes:
        head_of_changes = labelled(tr("Ce qui change ces réponses"), "").rstrip()
        title = Block(f"\n{head_of_changes}\n", _CHANGES, under=head)
        yield title
        for change in changes:
            yield Block(_change(change), _CHANGES, "change", title)
        for comparison, _ in found:
            yield from _followed(comparison, changes, title)
    left = person.others(item)
    if left:
        yield Block(f"\n{left}", _REST, under=head)


def _answers(group: Group, head: Block) -> Iterator[Block]:
    moving = person.moving(group)
    if moving:
        table = Block("\n".join(("", *_columns())), _ANSWERS, under=head)
        yield table
        for effect in moving:
            yield Block(_row(effect), _ANSWERS, "row", table)
    unmoved = person.unmoved(group)
    if unmoved:
        yield Block(f"\n{plain(unmoved, _LONG)}", _REST, "effect", head)


def _columns() -> tuple[str, str]:
    names = tr("Réponse"), tr("Avant"), tr("Après"), tr("Écart")
    return f"| {' | '.join(names)} |", "|---|---|---|---|"


def _row(effect: OutputEffect) -> str:
    told = person.witness(effect)
    sides = effect_words.arrow(told.before, told.after, effect.kind) if told else ("", "")
    cells = (
        f"{code(effect.name, cell=True)} {plain(effect.label, 120)}",
        plain(sides[0]),
        f"**{plain(sides[1])}**",
        plain(person.by(effect), _LONG),
    )
    return f"| {' | '.join(cells)} |"


def _change(change: Change) -> str:
    lines = [f"- {plain(person.heading(change), _LONG)}"]
    for facet in person.told(change):
        lines += _facet(facet, change.kind)
    return "\n".join(lines)


def _facet(facet: Facet, kind: Kind | None) -> Iterator[str]:
    told = person.step(facet, kind)
    name = person.aspect(facet)
    if told is not None and MARKED not in told:
        yield f"  - {plain(name)} {plain(told)}" if name else f"  - {plain(told)}"
    else:
        before, after = (
            tr("rien") if said is None else code(said) for said in change_words.sides(facet, kind)
        )
        yield f"  - {plain(name)} {before} → {after}"
    source = change_words.source(facet.after or facet.before)
    if source:
        yield f"  - {plain(source)}"


def _followed(comparison: Comparison, changes: list[Change], title: Block) -> Iterator[Block]:
    for derived in person.followed(comparison, changes):
        yield Block(f"- {plain(effect_words.follows(derived), _LONG)}", _REST, "effect", title)
