"""Periods of which the same is to be told: one of them is told in full, the others are named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.differences.rendering import effect_words as effects
from bareme.differences.rendering.words import listed
from bareme.translation import tr, trn
from bareme.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.differences.model import Comparison

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison that is told in full, and those of which the same would be told: the same names
    differ, and the same answers fare the same ways.
    """

    comparison: Comparison
    alike: tuple[Comparison, ...]


def told(comparisons: Sequence[Comparison]) -> tuple[Told, ...]:
    """Return what is to be told of some periods, in their order: of those that are alike the last
    one, rather one that an example speaks of. Those in which nothing moves come last.
    """
    found: dict[object, list[Comparison]] = {}
    for each in comparisons:
        found.setdefault(_likeness(each), []).append(each)
    groups = map(_one_of, found.values())
    return tuple(sorted(groups, key=lambda one: (not moves(one.comparison), one.comparison.after)))


def moves(comparison: Comparison) -> bool:
    """Tell whether anything is answered otherwise, or follows."""
    moving = any(effect.moves for group in comparison.groups for effect in group.outputs)
    return moving or bool(comparison.derived)


def also(alike: Sequence[Comparison]) -> str:
    """Return of which other periods the same is to be told."""
    return tr(
        "De même, à d'autres montants, pour {periods} : {spans}.",
        periods=others(alike),
        spans=spans(alike),
    )


def others(alike: Sequence[Comparison]) -> str:
    """Return how many other periods there are."""
    count = len(alike)
    return trn("{count} autre période", "{count} autres périodes", count, count=number(count))


def and_others(alike: Sequence[Comparison]) -> str:
    """Return how many other periods there are, after one that has been told."""
    return tr("et {periods}", periods=others(alike))


def still(told: Told) -> str:
    """Return in which periods nothing moves, as far as anything can be compared."""
    every = [*told.alike, told.comparison]
    days, count = spans(every), len(every)
    if _answers(told.comparison):
        if count == 1:
            return tr("Aucune réponse ne change {span}.", span=days)
        return trn(
            "Aucune réponse ne change sur {count} période : {spans}.",
            "Aucune réponse ne change sur {count} périodes : {spans}.",
            count,
            count=number(count),
            spans=days,
        )
    if count == 1:
        return tr("Aucune réponse ne peut être comparée {span}.", span=days)
    return trn(
        "Aucune réponse ne peut être comparée sur {count} période : {spans}.",
        "Aucune réponse ne peut être comparée sur {count} périodes : {spans}.",
        count,
        count=number(count),
        spans=days,
    )


def spans(comparisons: Sequence[Comparison]) -> str:
    """Return which days some comparisons speak of, those that follow one another as one stretch."""
    ranges: list[tuple[dt.date, dt.date | None]] = []
    for each in sorted(comparisons, key=lambda each: each.after):
        last = ranges[-1][1] if ranges else None
        if last is not None and last + _DAY == each.after:
            ranges[-1] = ranges[-1][0], each.until
        else:
            ranges.append((each.after, each.until))
    return listed([effects.span(*each) for each in ranges])


def _likeness(comparison: Comparison) -> object:
    """Return what is the same of comparisons that are alike."""
    if not moves(comparison):
        return _answers(comparison)
    fates = {
        (effect.name, fate)
        for group in comparison.groups
        for effect in group.outputs
        for fate, count in effect.counts.items()
        if count and fate != "same"
    }
    return frozenset(comparison.names), comparison.before_edition, frozenset(fates)


def _answers(comparison: Comparison) -> bool:
    """Tell whether anyone is answered by both sides in a way that can be compared."""
    return any(effects.answers_anyone(group) for group in comparison.groups)


def _one_of(group: Sequence[Comparison]) -> Told:
    shown = max(group, key=lambda each: (_has_example(each), each.after))
    return Told(shown, tuple(each for each in group if each is not shown))


def _has_example(comparison: Comparison) -> bool:
    return any(
        effect.moves
        for group in comparison.groups
        if group.origin == "examples"
        for effect in group.outputs
    )
