"""Whence a difference comes: each changed name alone, then what several bring only together.

The parts are the exact terms of interaction: what some names bring together is what they move,
less all that fewer of them do. They always add up.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from bareme.differences.effects.fates import fate, number
from bareme.differences.effects.trial import judged_otherwise, trial
from bareme.differences.model import Derived, Part
from bareme.reading.scalars import simplest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bareme.differences.effects.answers import Judged
    from bareme.differences.effects.groups import Case
    from bareme.differences.effects.trial import Trial
    from bareme.differences.model import Answer
    from bareme.domains.exact import Value
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rules

MOST = 62  # versions in between for one person: all there are of six names


def subsets(names: Sequence[str], most: int) -> list[frozenset[str]]:
    """Return the sets of names to try between none and all, small ones first: all of one size, or
    none of it, but for single names, of which there are `most` at most.
    """
    found = [frozenset([name]) for name in names[:most]] if len(names) > 1 else []
    for size in range(2, len(names)):
        if len(found) + comb(len(names), size) > most:
            break
        found += map(frozenset, combinations(names, size))
    return found


def parts(
    names: Sequence[str], total: Number, gains: Mapping[frozenset[str], Number]
) -> tuple[Part, ...]:
    """Return the parts of a total, from what the sets of `subsets` bring. What is left is brought
    by all the names together. Of names together, none is told that brings nothing.
    """
    if not names:
        return ()
    found: dict[frozenset[str], Number] = {}
    for some, gain in gains.items():
        found[some] = gain - sum(own for fewer, own in found.items() if fewer < some)
    found[frozenset(names)] = total - sum(found.values())
    return tuple(
        Part(tuple(name for name in names if name in some), simplest(Fraction(own)))
        for some, own in found.items()
        if own or len(some) == 1
    )


def added(every: Iterable[tuple[Part, ...]], names: Sequence[str]) -> tuple[Part, ...]:
    """Return the parts of several totals as those of their sum, in the order of the names."""
    found: dict[tuple[str, ...], Number] = {}
    for part in (part for some in every for part in some):
        found[part.names] = found.get(part.names, 0) + part.amount
    order = {name: place for place, name in enumerate(names)}
    return tuple(
        Part(some, simplest(Fraction(found[some])))
        for some in sorted(found, key=lambda some: (len(some), [order[name] for name in some]))
        if found[some] or len(some) == 1
    )


def attribution(
    tried: Trial, names: Iterable[str], output: str, situation: Mapping[str, Value]
) -> tuple[Part, ...]:
    """Return the parts of what an output moves for one person, by the names on which it depends
    for them; none where it is no number, or where a version in between has no answer.
    """
    place, sides = tried.outputs.index(output), tried.sides(situation)
    concerned = [name for name in tried.concerning(output, names) if _read(name, *sides)]
    answers = [judged.answers[place] for judged in sides]
    return _attributed(tried, concerned, output, situation, *answers)


def derived(before: Rules, after: Rules, names: Sequence[str]) -> tuple[Derived, ...]:
    """Return the rules that are the same for everyone, on both sides, and would move even if what
    they say had stayed as it was.
    """
    tried, made = trial(before, after), after.book.definition
    fixed = before.program.fixed & after.program.fixed
    found = []
    for rule in (rule for rule in made.rules if rule in fixed):
        concerned = tried.concerning(rule, names)
        versions = [frozenset[str](), frozenset(concerned), frozenset(concerned) - {rule}]
        answers = [tried.between(taken, rule, {}) for taken in versions]
        given = [each for each in answers if each is not None and each.refusal is None]
        if len(given) < len(versions):
            continue
        one, other, led = given
        if one not in (other, led):
            told = _attributed(tried, concerned, rule, {}, one, other)
            kind = made.rules[rule].kind
            found.append(Derived(rule, made.label_of(rule), kind, one.value, other.value, told))
    return tuple(found)


def moved_by(
    before: Rules, after: Rules, cases: Iterable[Case], names: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return for each name the outputs it moves for someone: taken alone into `before`, or left
    out of `after`. Where an output moves and no name does that, all on which it depends count.
    """
    tried = trial(before, after)
    situations = [case.situation for case in cases]
    found: dict[str, list[str]] = {name: [] for name in names}
    for place, output in enumerate(tried.outputs):
        moving = [n for n in names if _moves(tried, n, names, output, situations)]
        if not moving:
            pairs = (tried.sides(situation) for situation in situations)
            answers = ((one.answers[place], other.answers[place]) for one, other in pairs)
            if any(fate(*pair) != "same" for pair in answers):
                moving = [*tried.concerning(output, names)]
        for name in moving:
            found[name].append(output)
    return {name: tuple(moved) for name, moved in found.items()}


def _read(name: str, *sides: Judged) -> bool:
    """Tell whether a name may have been read on one side at least."""
    return any(judged.read is None or name in judged.read for judged in sides)


def _attributed(
    tried: Trial,
    names: Sequence[str],
    output: str,
    situation: Mapping[str, Value],
    before: Answer,
    after: Answer,
) -> tuple[Part, ...]:
    start, end = number(before), number(after)
    if start is None or end is None:
        return ()
    gains: dict[frozenset[str], Number] = {}
    for some in subsets(names, MOST):
        answer = tried.between(some, output, situation)
        value = None if answer is None else number(answer)
        if value is None:
            return ()
        gains[some] = value - start
    return parts(names, end - start, gains)


def _moves(
    tried: Trial,
    name: str,
    names: Sequence[str],
    output: str,
    situations: Iterable[Mapping[str, Value]],
) -> bool:
    """Tell whether a name moves an output in any situation."""
    place, judges = tried.outputs.index(output), judged_otherwise(name, tried.before, tried.after)
    versions = frozenset([name]), frozenset(names) - {name}
    if not judges and not tried.concerning(output, [name]):
        return False
    for situation in situations:
        for judged, taken in zip(tried.sides(situation), versions, strict=True):
            if judges or _read(name, judged):
                answer = tried.between(taken, output, situation)
                if answer is not None and fate(judged.answers[place], answer) != "same":
                    return True
    return False
