"""The differences in one line: how many, how grave, who gains or loses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bareme.diagnostics import Severity
from bareme.differences.rendering import alike, counting, person
from bareme.differences.rendering.effect_words import counts, fate
from bareme.differences.rendering.order import told_once
from bareme.differences.rendering.words import line, listed
from bareme.translation import N_, tr, trn
from bareme.words import date, labelled, listing, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.differences.model import (
        Change,
        Difference,
        Differences,
        Fate,
        Group,
        Origin,
        OutputEffect,
    )

NOTHING = N_("Rien ne change.")  # a message, translated where it is shown
_TOLD = 2  # answers; the others are counted
_OF: dict[Origin, str] = {
    "population": N_("personnes"),
    "limits": N_("cas aux limites"),
    "examples": N_("exemples"),
    "situation": N_("situation donnée"),
}


class _Moved(NamedTuple):
    """An answer that changes, for whom, and since when where that must be told."""

    effect: OutputEffect
    group: Group
    told: alike.Told | None
    elsewhere: tuple[Fate, ...] = ()  # what happens at other times, and not here

    @property
    def weight(self) -> tuple[bool, int]:
        """How much it tells: people first, then whatever is most."""
        moved = sum(count for fate, count in self.effect.counts.items() if fate != "same")
        return self.group.origin == "population", moved


def summary(differences: Differences) -> str:
    """Return what differs in one line, without a line end."""
    items = differences.items
    changes = told_once(items)
    unreadable = [line(item.rulebook) for item in items if item.unreadable]
    told = [tr("Illisible : {rulebooks}.", rulebooks=", ".join(unreadable))] if unreadable else []
    if person.is_asked(items):
        told.append(_of_person(items))
    elif changes:
        told.append(f"{listing([_changes(changes, several=len(items) > 1), _effects(items)])}.")
    else:
        told.append(tr("Rien d'autre n'est comparé.") if unreadable else tr(NOTHING))
    return " ".join(told)


def _of_person(items: tuple[Difference, ...]) -> str:
    moved = [each for each in map(person.sentence, items) if each]
    if moved:
        return tr("Pour cette personne : {answers}.", answers=listing(moved))
    return next(filter(None, map(person.nothing, items)), tr(person.NOTHING))


def _changes(changes: list[Change], *, several: bool) -> str:
    """Return how many changes there are, and of which levels; in how many rulebooks, where several
    are compared.
    """
    told = counting.changes(len(changes))
    if several:
        places = counting.rulebooks(len({change.origin for change in changes}))
        told = tr("{changes} dans {rulebooks}", changes=told, rulebooks=places)
    return f"{told}{_levels(changes)}"


def _levels(changes: list[Change]) -> str:
    """Return how many changes are of which level, the gravest first; how many findings have been
    accepted.
    """
    levels = Counter(change.level for change in changes)
    told = [
        counting.of_level(levels[level], level)
        for level in sorted(Severity, reverse=True)
        if levels[level]
    ]
    accepted = sum(each.accepted is not None for change in changes for each in change.findings)
    if accepted:
        told.append(counting.accepted(accepted))
    return f" ({', '.join(told)})" if told else ""


def _effects(items: tuple[Difference, ...]) -> str:
    moved = [each for item in items for each in _moved(item)]
    if not moved:
        return _without_effects(items)
    told = [_effect(each) for each in moved[:_TOLD]]
    if len(moved) > _TOLD:
        left = len(moved) - _TOLD
        told.append(
            trn(
                "et {count} autre réponse",
                "et {count} autres réponses",
                left,
                count=number(left),
            )
        )
    return listing(told)


def _without_effects(items: tuple[Difference, ...]) -> str:
    """Return why there is nobody to speak of; that nothing changes only where that is known."""
    touched = dict.fromkeys(
        name for item in items for change in item.changes for name in change.reach.outputs
    )
    if touched:
        return tr("réponses touchées : {outputs}", outputs=listed([*touched], _TOLD))
    if any(item.changes and None in (item.before, item.after) for item in items):
        return tr("les réponses ne peuvent pas être comparées")
    return tr("aucune réponse ne change")


def _moved(item: Difference) -> list[_Moved]:
    """Return each answer of a rulebook that changes, where it tells most."""
    found: dict[str, _Moved] = {}
    for each in _everyone(item):
        best = found.get(each.effect.name)
        if each.effect.moves and (best is None or each.weight > best.weight):
            found[each.effect.name] = each
    return [each._replace(elsewhere=_elsewhere(each, item)) for each in found.values()]


def _elsewhere(moved: _Moved, item: Difference) -> tuple[Fate, ...]:
    """Return what happens to an answer at some time, and not at that which is told."""
    found = {
        fate: None
        for each in _of_all(item)
        if each.name == moved.effect.name
        for fate, count in each.counts.items()
        if count and fate != "same" and not moved.effect.counts.get(fate, 0)
    }
    return tuple(found)


def _of_all(item: Difference) -> Iterator[OutputEffect]:
    for comparison in item.comparisons:
        for group in comparison.groups:
            yield from group.outputs


def _everyone(item: Difference) -> Iterator[_Moved]:
    if item.population is not None:
        for effect in item.population.outputs:
            yield _Moved(effect, item.population, None)
    for told in alike.told(item.comparisons):
        for group in told.comparison.groups:
            for effect in group.outputs:
                yield _Moved(effect, group, told if len(item.comparisons) > 1 else None)


def _effect(moved: _Moved) -> str:
    whom = tr(_OF[moved.group.origin])
    when = "" if moved.told is None else f", {date(moved.told.comparison.after)}"
    if moved.told is not None and moved.told.alike:
        when += f" {alike.and_others(moved.told.alike)}"
    told = labelled(
        line(moved.effect.name), f"{counts(moved.effect, unmoved=False)} ({whom}{when})"
    )
    if moved.elsewhere:
        kind = moved.effect.kind
        others = listed([fate(each, kind, several=True) for each in moved.elsewhere])
        told = tr("{effect}, et ailleurs certains {fates}", effect=told, fates=others)
    return told
