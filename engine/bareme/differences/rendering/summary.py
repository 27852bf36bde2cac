"""The differences in one line: how many, how grave, who gains or loses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bareme.diagnostics import Severity
from bareme.diagnostics.rendering import WORDS
from bareme.differences.rendering import alike, person
from bareme.differences.rendering.effect_words import counts, fate
from bareme.differences.rendering.order import told_once
from bareme.differences.rendering.words import counted, line, listed
from bareme.words import date

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

NOTHING = "Rien ne change."
_TOLD = 2  # answers; the others are counted
_OF: dict[Origin, str] = {
    "population": "personnes",
    "limits": "cas aux limites",
    "examples": "exemples",
    "situation": "situation donnée",
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
    """Return what differs in one line of French, without a line end."""
    items = differences.items
    changes = told_once(items)
    unreadable = [line(item.rulebook) for item in items if item.unreadable]
    told = f"Illisible : {', '.join(unreadable)}. " if unreadable else ""
    if person.is_asked(items):
        moved = [each for each in map(person.sentence, items) if each]
        if moved:
            return f"{told}Pour cette personne : {' ; '.join(moved)}."
        return told + next(filter(None, map(person.nothing, items)), person.NOTHING)
    if changes:
        places = len({change.origin for change in changes})
        within = f" dans {counted(places, 'barème')}" if len(items) > 1 else ""
        told += f"{counted(len(changes), 'changement')}{within}{_levels(changes)} ; "
        return f"{told}{_effects(items)}."
    return told + ("Rien d'autre n'est comparé." if unreadable else NOTHING)


def _levels(changes: list[Change]) -> str:
    """Return how many changes are of which level, the gravest first; how many findings have been
    accepted.
    """
    levels = Counter(change.level for change in changes)
    told = [
        counted(levels[level], word, word if level is Severity.WARNING else None)  # invariable
        for level, word in WORDS.items()
        if levels[level]
    ]
    accepted = sum(each.accepted is not None for change in changes for each in change.findings)
    if accepted:
        told.append(counted(accepted, "constat accepté", "constats acceptés"))
    return f" ({', '.join(told)})" if told else ""


def _effects(items: tuple[Difference, ...]) -> str:
    moved = [each for item in items for each in _moved(item)]
    if not moved:
        return _without_effects(items)
    told = [_effect(each) for each in moved[:_TOLD]]
    if len(moved) > _TOLD:
        told.append(f"et {counted(len(moved) - _TOLD, 'autre réponse', 'autres réponses')}")
    return " ; ".join(told)


def _without_effects(items: tuple[Difference, ...]) -> str:
    """Return why there is nobody to speak of; that nothing changes only where that is known."""
    touched = dict.fromkeys(
        name for item in items for change in item.changes for name in change.reach.outputs
    )
    if touched:
        return f"réponses touchées : {listed([*touched], _TOLD)}"
    if any(item.changes and None in (item.before, item.after) for item in items):
        return "les réponses ne peuvent pas être comparées"
    return "aucune réponse ne change"


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
    whom = _OF[moved.group.origin]
    when = "" if moved.told is None else f", {date(moved.told.comparison.after)}"
    if moved.told is not None and moved.told.alike:
        when += f" et {alike.others(moved.told.alike)}"
    told = f"{line(moved.effect.name)} : {counts(moved.effect, unmoved=False)} ({whom}{when})"
    if moved.elsewhere:
        kind = moved.effect.kind
        others = listed([fate(each, kind, several=True) for each in moved.elsewhere])
        told += f", et ailleurs certains {others}"
    return told
