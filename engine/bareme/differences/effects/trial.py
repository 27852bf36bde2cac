"""Two versions of a rulebook put to the test: both, and those in between, on many situations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bareme.differences.effects.answers import Judge
from bareme.differences.effects.mixing import differing, mixed
from bareme.differences.effects.standing import reads, resting_on
from bareme.translation import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bareme.differences.effects.answers import Judged
    from bareme.differences.model import Answer
    from bareme.domains.exact import Value
    from bareme.model import Definition
    from bareme.rulebook import Rulebook, Rules
    from bareme.units import Unit


class Trial:
    """Two versions, and those in which some names only are as after.

    `outputs` are those asked for, or else those that both sides can be asked for and that what
    differs may reach. What both sides answer is kept, for each situation (the very mapping, not one
    like it), and so are the versions in between.
    """

    def __init__(self, before: Rules, after: Rules, outputs: tuple[str, ...] | None = None) -> None:
        self.before, self.after = before, after
        self.outputs = reached_outputs(before, after) if outputs is None else outputs
        self._sides = Judge(before, self.outputs), Judge(after, self.outputs)
        self._kept: dict[int, tuple[Mapping[str, Value], Judged, Judged]] = {}
        self._versions: dict[frozenset[str], Rules] = {}
        self._judges: dict[tuple[frozenset[str], str], Judge] = {}
        self._needs: dict[str, frozenset[str]] = {}

    def sides(self, situation: Mapping[str, Value]) -> tuple[Judged, Judged]:
        """Return what both sides answer."""
        found = self._kept.get(id(situation))
        if found is None:  # the situation is kept with it, so that no other takes its place
            found = self._kept[id(situation)] = situation, *self.judged(situation)
        return found[1:]

    def judged(self, situation: Mapping[str, Value]) -> tuple[Judged, Judged]:
        """Return what both sides answer, without keeping it."""
        before, after = self._sides
        return before(situation), after(situation)

    def version(self, taken: frozenset[str]) -> Rules:
        """Return the version in which only the names `taken` are as after."""
        if taken not in self._versions:
            self._versions[taken] = mixed(self.before, self.after, taken)
        return self._versions[taken]

    def between(
        self, taken: frozenset[str], output: str, situation: Mapping[str, Value]
    ) -> Answer | None:
        """Return what a version in between answers; None where what it mixes does not fit."""
        key = taken, output
        if key not in self._judges:
            self._judges[key] = Judge(self.version(taken), (output,))
        try:
            return self._judges[key](situation).answers[0]
        except Exception:  # noqa: BLE001  # nobody has checked it: a text may meet a number
            return None

    def concerning(self, output: str, names: Iterable[str]) -> tuple[str, ...]:
        """Return those among some names on which an output may depend, on whichever side."""
        if output not in self._needs:
            found, pending = {output}, [output]
            while pending:
                name = pending.pop()
                for rules in (self.before, self.after):
                    new = set(reads(rules.program, name)) - found
                    found |= new
                    pending += new
            self._needs[output] = frozenset(found)
        return tuple(name for name in names if name in self._needs[output])


def trial(before: Rules, after: Rules, outputs: tuple[str, ...] | None = None) -> Trial:
    """Return the trial of two versions; the last one is kept, with what it has found."""
    return _kept(before, after, outputs, language())  # under one key, however it is called


@lru_cache(maxsize=1)
def _kept(before: Rules, after: Rules, outputs: tuple[str, ...] | None, spoken: str) -> Trial:
    del spoken  # what is kept holds the words of refusals
    return Trial(before, after, outputs)


def reached_outputs(before: Rules, after: Rules) -> tuple[str, ...]:
    """Return the outputs that both sides can be asked for, and that what differs may reach: all
    where an input may be given otherwise, as whoever gives it may be refused.
    """
    names = differing(before, after)
    every = common_outputs(before.book, after.book)
    if any(judged_otherwise(name, before, after) for name in names):
        return every
    reached = resting_on(names, before, after)
    return tuple(output for output in every if output in reached)


def judged_otherwise(name: str, before: Rules, after: Rules) -> bool:
    """Tell whether what may be given under a name differs: it may be refused, whether or not it is
    read.
    """
    return before.book.expected.get(name) != after.book.expected.get(name)


def common_outputs(before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """Return the outputs of either side that both answer in the same sort of value and the same
    unit: first those of `after`. Others cannot be compared.
    """
    made = after.definition, before.definition
    sorts = {name: {_sort(each, name) for each in made} for each in made for name in each.outputs}
    return tuple(name for name, found in sorts.items() if len(found) == 1 and None not in found)


def _sort(made: Definition, name: str) -> tuple[str, Unit | None] | None:
    kind = made.kind_of(name)
    return None if kind is None else (kind.base, kind.unit)
