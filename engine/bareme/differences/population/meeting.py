"""Two versions that judge some people of a file, and what their differences bring in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bareme.differences.effects.attribution import parts, subsets
from bareme.differences.effects.mixing import differing
from bareme.differences.effects.trial import Trial
from bareme.differences.population.tally import are_numbers, exact_total, with_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bareme.columns.column import Mask
    from bareme.differences.model import Part
    from bareme.differences.population.people import People
    from bareme.differences.population.tally import Pair
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rules

    ExactOne = Callable[[frozenset[str], str], Number | None]
    Exact = Callable[[int, frozenset[str], str], Number | None]

MOST = 16  # versions in between that judge everyone: all there are of four names


class Meeting:
    """A version before and one after, by which some people are judged; for each output, what the
    sets of differing names bring in all, None where a version in between has no answer.
    """

    def __init__(
        self, before: Rules, after: Rules, outputs: Sequence[str], names: Sequence[str]
    ) -> None:
        self._trial = Trial(before, after, tuple(outputs))
        there = set(differing(before, after))
        own = [name for name in names if name in there]
        self._names = {output: self._trial.concerning(output, own) for output in outputs}
        self._totals: dict[str, Number] = dict.fromkeys(outputs, 0)
        self._gains: dict[str, dict[frozenset[str], Number | None]] = {
            output: dict.fromkeys(subsets(self._names[output], MOST), 0) for output in outputs
        }

    def add(self, people: People, pairs: Mapping[str, Pair], counted: Mask, exact: Exact) -> None:
        """Add what is brought to some people, those `counted`; `exact` judges a row by a version
        in between where the columns cannot.
        """
        numeric = {
            output: mask
            for output, pair in pairs.items()
            if are_numbers(pair) and (mask := with_numbers(pair, counted)).any()
        }
        starts = {output: exact_total(pairs[output].before, numeric[output]) for output in numeric}
        for output, mask in numeric.items():
            self._totals[output] += exact_total(pairs[output].after, mask) - starts[output]
        for taken in dict.fromkeys(some for gains in self._gains.values() for some in gains):
            asked = {o: mask for o, mask in numeric.items() if taken in self._gains[o]}
            found = self._between(people, taken, asked, exact) if asked else {}
            for output in asked:
                self._bring(output, taken, starts[output], found.get(output))

    def add_one(self, output: str, before: Number, after: Number, exact: ExactOne) -> None:
        """Add what is brought to one person who has a number on both sides."""
        self._totals[output] += after - before
        for taken in self._gains[output]:
            self._bring(output, taken, before, exact(taken, output))

    def parts(self, output: str) -> tuple[Part, ...]:
        """Return whence what is moved in all comes; none where that cannot be said."""
        gains = {some: gain for some, gain in self._gains[output].items() if gain is not None}
        if len(gains) < len(self._gains[output]):
            return ()
        return parts(self._names[output], self._totals[output], gains)

    def _bring(self, output: str, taken: frozenset[str], start: Number, end: Number | None) -> None:
        gain = self._gains[output][taken]
        known = gain is not None and end is not None
        self._gains[output][taken] = gain + end - start if known else None  # type: ignore[operator]

    def _between(
        self, people: People, taken: frozenset[str], asked: Mapping[str, Mask], exact: Exact
    ) -> dict[str, Number]:
        """Return the sum of what a version in between answers to the people asked for, of each
        output that it answers to all of them.
        """
        try:
            answered = people.answered(self._trial.version(taken), asked)
        except Exception:  # noqa: BLE001  # nobody has checked it: a text may meet a number
            return {}
        found: dict[str, Number] = {}
        for output, mask in asked.items():
            column, alone = answered.columns[output], mask & answered.alone
            judged, lost = mask & ~alone, answered.refused[output]
            if column.nothing is not None:
                lost = lost | column.nothing
            ends = [exact(row, taken, output) for row in np.flatnonzero(alone).tolist()]
            sure = [end for end in ends if end is not None]
            if column.base == "number" and not (judged & lost).any() and len(sure) == len(ends):
                found[output] = exact_total(column, judged) + sum(sure)
        return found
