"""What is told to one person: what they are answered before and after, and because of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.changes.said import is_word
from bareme.differences.rendering import effect_words as effects
from bareme.differences.rendering.change_words import aspect as about
from bareme.differences.rendering.change_words import (
    called,
    is_of_a_date,
    moved,
    sides,
    since,
    what,
)
from bareme.differences.rendering.order import facets, gravest_first
from bareme.differences.rendering.words import line
from bareme.translation import N_, tr, trn
from bareme.words import labelled, listing, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import (
        Change,
        Comparison,
        Derived,
        Difference,
        Facet,
        Group,
        OutputEffect,
        Part,
        Witness,
    )
    from bareme.language.kinds import Kind

# Messages, to be translated where they are shown.
NOTHING = N_("Rien ne change pour cette personne.")
REFUSED = N_("Cette personne n'a de réponse d'aucun des deux côtés : rien ne peut être comparé.")


def groups(item: Difference) -> Iterator[tuple[Comparison, Group]]:
    """Give what becomes of the one person whose situation is given; nothing where none is."""
    for comparison in item.comparisons:
        for group in comparison.groups:
            if group.origin == "situation":
                yield comparison, group


def is_asked(items: Sequence[Difference]) -> bool:
    """Tell whether one person is spoken of."""
    return any(True for item in items for _ in groups(item))


def moving(group: Group) -> list[OutputEffect]:
    """Return the answers that change."""
    return [effect for effect in group.outputs if effect.moves]


def nothing(item: Difference) -> str | None:
    """Return that nothing changes for the person, or that they are answered nothing; None where
    something changes, or nobody is spoken of.
    """
    found = [group for _, group in groups(item)]
    if not found or any(map(moving, found)):
        return None
    return tr(REFUSED) if is_refused(item) else tr(NOTHING)


def is_refused(item: Difference) -> bool:
    """Tell whether a person is spoken of, and answered nothing by either side."""
    found = [group for _, group in groups(item)]
    return bool(found) and not any(map(effects.answers_anyone, found))


def witness(effect: OutputEffect) -> Witness | None:
    """Return what the person is answered, where it is known."""
    return next(iter(effect.witnesses), None)


def sentence(item: Difference) -> str | None:
    """Return what changes for the person, in short: each answer before and after."""
    told = [
        f"{line(effect.name)}, {answers(effect)}"
        for _, group in groups(item)
        for effect in moving(group)
    ]
    return listing(told) or None


def answers(effect: OutputEffect) -> str:
    """Return an answer before and after: 54,43 → 55,51 €/jour, +1,08 €/jour (+1,98 %)."""
    return ", ".join(told for told in (arrow(effect), shift(effect)) if told)


def in_full(effect: OutputEffect) -> str:
    """Return an answer before and after, and because of what it moves."""
    return ", ".join(told for told in (arrow(effect), by(effect)) if told)


def by(effect: OutputEffect) -> str:
    """Return how much more or less the answer is, and because of what."""
    parts = causes(effect)
    if len(parts) == 1:
        return f"{shift(effect)} {effects.cause(parts[0])}".strip()
    return ", ".join([shift(effect), *effects.parts(parts, effect.kind)])


def arrow(effect: OutputEffect) -> str:
    """Return an answer before and after."""
    found = witness(effect)
    if found is None:
        return ""
    return " → ".join(effects.arrow(found.before, found.after, effect.kind))


def shift(effect: OutputEffect) -> str:
    """Return how much more or less the answer is; empty for what is no number."""
    if effect.largest is None:
        return ""
    return effects.shift(effect.largest, effect.kind)


def causes(effect: OutputEffect) -> list[Part]:
    """Return what each change brings to it, of those that bring anything."""
    found = witness(effect)
    return effects.moving(found.parts) if found else []


def unmoved(group: Group) -> str | None:
    """Return the answers that stay as they are; None where there are none."""
    told: dict[bool, list[str]] = {}
    for effect in group.outputs:
        if not effect.moves:
            found = witness(effect)
            value = f" ({effects.answer(found.after, effect.kind)})" if found else ""
            there = effect.counts.get("same", 0) and not (found and found.after.refusal)
            told.setdefault(not there, []).append(line(effect.name) + value)
    return listing(_unmoved(names, lost) for lost, names in sorted(told.items())) or None


def _unmoved(names: list[str], lost: bool) -> str:
    if lost:
        return labelled(", ".join(names), tr("sans réponse des deux côtés"))
    return labelled(", ".join(names), trn("inchangé", "inchangés", len(names)))


def changes(item: Difference) -> list[Change]:
    """Return the changes that move something for the person, the gravest first."""
    return [each for each in gravest_first(item.changes) if each.reach.outputs]


def followed(comparison: Comparison, told: Sequence[Change]) -> list[Derived]:
    """Return the rules that follow from changes that move something for the person."""
    names = {change.name for change in told}
    return [
        each
        for each in comparison.derived
        if not each.parts or any(names.issuperset(p.names) for p in effects.moving(each.parts))
    ]


def others(item: Difference) -> str | None:
    """Return how many changes move nothing for the person; None where there are none."""
    left = len(item.changes) - len(changes(item))
    if not left or is_refused(item):
        return None
    if changes(item):
        return trn(
            "{count} autre changement ne change rien pour cette personne.",
            "{count} autres changements ne changent rien pour cette personne.",
            left,
            count=number(left),
        )
    return trn(
        "{count} changement ne change rien pour cette personne.",
        "{count} changements ne changent rien pour cette personne.",
        left,
        count=number(left),
    )


def told(change: Change) -> list[Facet]:
    """Return what is told of a change: what holds now, rather than its words, or figures of years
    before.
    """
    found = facets(change)
    return [each for each in found if each.aspect != "history" and not is_word(each)] or found


def heading(change: Change) -> str:
    """Return what changes, and from when; that a figure or a rule is new, or gone."""
    told = [called(change), since(change)]
    is_new_value = change.how == "added" and is_of_a_date(change)
    if change.how in {"added", "removed"} and not is_new_value:
        told = [labelled(what(change), told[0]), *told[1:]]
    return ", ".join(each for each in told if each)


def aspect(facet: Facet) -> str:
    """Return what a facet is about, before what it says; empty for the value of a figure."""
    return "" if facet.aspect == "value" and not facet.part else labelled(about(facet), "")


def step(facet: Facet, kind: Kind | None) -> str | None:
    """Return a change of value: 39 732,00 → 40 524,00 €/an, +792,00 €/an (+1,99 %); None where a
    side says nothing.
    """
    before, after = sides(facet, kind)
    if before is None or after is None:
        return None
    by = moved(facet, kind)
    return f"{before} → {after}" + (f", {by}" if by else "")
