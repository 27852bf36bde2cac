"""Situations at the limits of some rules: every threshold, cap, floor, table edge and period.

From a typical situation, each input that was read is changed alone: to every choice, to every text
that formulas name, and for numbers and dates to each place where a decision changes. A situation
in which some rule decides as it never did before is where the next ones start from. So the
work grows with what the rules decide one by one, and not with how these may be combined.
"""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bareme.differences.limits.alternatives import Alternatives
from bareme.differences.limits.lines import Walker, exact, stretches

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

    from bareme.differences.limits.lines import Axis, Stretch, Walk
    from bareme.domains.exact import Value
    from bareme.rulebook import Rules

_ROUNDS = 4  # of changes that bring a situation nearer to a typical one
_WALKS = 4000  # after which no other situation is started from
_MOST = 200  # limits along one input
_FURTHER = {1: 20, Fraction(1, 100): 200_000, Fraction(1, 1000): 20_000}  # steps without a limit
_WAYS = 32  # of one rule to decide, beyond its cases

# What a situation is kept for, the first ones first where there is no room for all.
_NEW, _OTHER, _LIMIT, _INSIDE = range(4)


def limit_cases(
    rules: Rules,
    seeds: Iterable[Mapping[str, Value]] = (),
    outputs: Collection[str] | None = None,
    budget: int = 4000,
) -> tuple[Mapping[str, Value], ...]:
    """Return situations, in exact values, at the limits of what `outputs` depend on: a step below
    each, on it, and a step above. The step is the cent of amounts, the day, one of what is counted.

    They hold the inputs that are read, without the reference date, which is that of the rules.
    `seeds` are situations to begin with, and to take texts from. At most `budget` are returned:
    first those in which something is decided as in none before. The same every time.
    """
    made = rules.book.definition
    asked = made.outputs or tuple(made.rules) if outputs is None else outputs
    return _Exploration(rules, Alternatives(rules, seeds), asked, budget).cases() if asked else ()


class _Change(NamedTuple):
    """A situation with another value of one input, and why it is tried. `walk` goes the same way;
    `walked` tells whether it is the walk of this very situation.
    """

    situation: Mapping[str, Value]
    why: int
    walk: Walk
    walked: bool


class _Exploration:
    """What has been seen of some rules: `found` are the situations, and what each is kept for."""

    def __init__(
        self, rules: Rules, alternatives: Alternatives, outputs: Collection[str], budget: int
    ) -> None:
        made = rules.book.definition
        self._alternatives, self._budget = alternatives, budget
        self._walker = Walker(rules.program, outputs)
        self._order = [name for name in made.inputs if name != made.reference_date]
        self._lists = {name for name, made in rules.program.procedures.items() if made.collects}
        self._walker.filling = {name: alternatives.first(name) for name in self._order}
        if made.reference_date is not None:
            self._walker.filling[made.reference_date] = rules.date
        self._found: dict[tuple[tuple[str, Value], ...], int] = {}
        self._decided: dict[str, set[Hashable]] = {}
        self._whole: dict[str, set[Hashable]] = {}
        self._paths: set[Hashable] = set()
        self._changed: set[Hashable] = set()

    def cases(self) -> tuple[Mapping[str, Value], ...]:
        """Return the situations, the most telling first."""
        typical = self._typical()
        self._walker.filling |= typical
        self._changed.clear()
        queue: deque[Mapping[str, Value]] = deque()
        for start in (typical, *self._alternatives.seeds, *self._corners()):
            walk = self._walker.walk(start)
            if self._is_new(walk) or start is typical:
                situation = self._situation(walk, start)
                self._keep(situation, _NEW)
                queue.append(situation)
        everything = True  # of the typical situation, even what decides nothing else
        while queue and self._walker.walks < _WALKS:
            queue += self._around(queue.popleft(), everything)
            everything = False
        ranked = sorted(self._found.items(), key=lambda item: item[1])
        return tuple(dict(items) for items, _ in ranked[: self._budget])

    def _typical(self) -> Mapping[str, Value]:
        """Return a situation in which as many outputs as possible say something."""
        best: Mapping[str, Value] = {}
        most = -1
        for start in (*self._alternatives.seeds, *self._corners()):
            walk = self._walker.walk(start)
            if self._says(walk) > most:
                best, most = self._situation(walk, start), self._says(walk)
        for _ in range(_ROUNDS):
            before = most
            self._changed.clear()
            for change in [c for name in best for c in self._changes(best, name)]:
                if change.why != _LIMIT and self._says(change.walk) > most:
                    best, most = change.situation, self._says(change.walk)
            if most == before:
                break
        return best

    def _corners(self) -> Iterator[Mapping[str, Value]]:
        """Give what all may be when nothing is known, and the same with every truth reversed."""
        least = {name: self._alternatives.first(name) for name in self._order}
        yield least
        yield {name: not value if type(value) is bool else value for name, value in least.items()}

    def _says(self, walk: Walk) -> int:
        return sum(bool(exact(walk, name)) for name in self._walker.outputs)

    def _situation(self, walk: Walk, known: Mapping[str, Value]) -> dict[str, Value]:
        """Return what was read for a walk, in the order of the rulebook, and the rules given."""
        read = {name: walk.read[name] for name in self._order if name in walk.read}
        return read | {name: known[name] for name in known if name not in self._walker.filling}

    def _around(
        self, known: Mapping[str, Value], everything: bool
    ) -> Iterator[Mapping[str, Value]]:
        """Give the situations that differ in one input and decide something anew; keep those
        at a limit.
        """
        for name in known:
            if self._walker.walks > _WALKS:
                return
            for change in self._changes(known, name):
                if change.walked and self._is_new(change.walk):
                    self._keep(change.situation, _NEW)
                    yield change.situation
                elif change.walked and self._is_other(change.walk):
                    self._keep(change.situation, _OTHER)
                elif everything or change.why != _OTHER:
                    self._keep(change.situation, change.why)

    def _changes(self, known: Mapping[str, Value], name: str) -> Iterator[_Change]:
        others = (name, *((other, known[other]) for other in known if other != name))
        if name not in self._walker.filling or others in self._changed:  # a rule, or done
            return
        self._changed.add(others)
        for value in self._alternatives.values(name, known):
            if value != known[name]:
                changed = {**known, name: value}
                walk = self._walker.walk(changed)
                yield _Change(self._situation(walk, changed), _OTHER, walk, True)
        for axis in self._alternatives.axes(name):
            for stretch in islice(stretches(self._walker, known, axis), _MOST):
                for steps, why in _telling(axis, stretch):
                    yield self._step(known, axis, stretch, steps, why)

    def _step(
        self, known: Mapping[str, Value], axis: Axis, stretch: Stretch, steps: int, why: int
    ) -> _Change:
        walk, sure = stretch.walk, stretch.walk.same
        walked = steps == stretch.first
        if not walked and sure is not None and steps > stretch.first + sure:
            walk, walked = self._walker.walk(known, axis, steps), True
        return _Change(
            {**self._situation(walk, known), axis.name: axis.at(steps)}, why, walk, walked
        )

    def _is_new(self, walk: Walk) -> bool:
        """Tell whether some rule decides as it never did; remember how it does."""
        found = False
        for rule, path in walk.path.items():
            decided = self._decided.setdefault(rule, set())
            if rule in self._lists:
                ways: list[Hashable] = [
                    (i, part) for i, item in enumerate(path) for part in (item, *item)
                ]
            else:
                ways = [path[:1], *(part for part in path if type(part) is tuple)]
                if len(self._whole.setdefault(rule, set())) < _WAYS:
                    self._whole[rule].add(path)
                    ways.append(path)
            found = found or not decided.issuperset(ways)
            decided.update(ways)
        if found:
            self._is_other(walk)
        return found

    def _is_other(self, walk: Walk) -> bool:
        path = tuple(walk.path.items())
        known = path in self._paths
        self._paths.add(path)
        return not known

    def _keep(self, situation: Mapping[str, Value], why: int) -> None:
        key = tuple(situation.items())
        self._found[key] = min(why, self._found.get(key, why))


def _telling(axis: Axis, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Give the steps of a stretch that tell it from the next ones, and one well inside."""
    first, last, flip = stretch.first, stretch.last, stretch.flip
    yield first, _LIMIT
    ends = last < axis.length or axis.closed
    if ends and last > first:
        yield last, _LIMIT
        if flip == last and last - 1 > first:  # the limit itself: there is a step below it
            yield last - 1, _LIMIT
    if first and first + 1 < last:
        yield first + 1, _LIMIT
    far = last if ends else min(last, first + max(_FURTHER[abs(axis.step)], first // 5))
    if far > first + 1:
        yield (first + far) // 2, _INSIDE
