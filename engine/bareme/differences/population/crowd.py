"""Many people judged by both sides, chunk after chunk: by columns, or alone where those cannot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bareme.columns.column import day_number, spread
from bareme.differences.effects.attribution import added
from bareme.differences.effects.fates import FATES, number
from bareme.differences.effects.groups import effect
from bareme.differences.effects.trial import common_outputs, reached_outputs
from bareme.differences.model import Group
from bareme.differences.population.alone import Alone
from bareme.differences.population.meeting import Meeting
from bareme.differences.population.people import Answered, base_of
from bareme.differences.population.tally import Pair, Tally
from bareme.rulebook import Rules
from bareme.tables.versions import places, rows_by_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bareme.differences.effects.groups import Command
    from bareme.differences.model import OutputEffect
    from bareme.differences.population.people import People
    from bareme.domains.exact import Value
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rulebook

_Place = tuple[int, int]  # which version of each side; -1 where the day is in none


class Crowd:
    """People judged by two sides so far: on their days, or each on their own by two rulebooks."""

    def __init__(
        self, before: Rules | Rulebook, after: Rules | Rulebook, names: Sequence[str]
    ) -> None:
        self._sides, self._names = (before, after), names
        self._books = [side.book if isinstance(side, Rules) else side for side in self._sides]
        self._dated = not isinstance(before, Rules)
        self._outputs = common_outputs(*self._books)
        if isinstance(before, Rules) and isinstance(after, Rules):
            self._outputs = reached_outputs(before, after)
        self._tallies = {output: Tally() for output in self._outputs}
        self._meetings: dict[_Place, Meeting] = {}
        self._alone = Alone(self._sides, self._outputs)
        self._size = self._rejected = 0

    def reject(self, count: int) -> None:
        """Count people whose rows cannot be read."""
        self._size += count
        self._rejected += count

    def add(self, people: People) -> None:
        """Judge some people."""
        self._size += len(people)
        for place, some in self._by_version(people):
            self._judge(place, some)

    def group(self, command: Command) -> Group:
        """Return what has become of everyone's outputs."""
        effects = tuple(self._effect(output, command) for output in self._outputs)
        return Group("population", self._size, self._rejected, effects)

    def _by_version(self, people: People) -> Iterator[tuple[_Place, People]]:
        """Give the people whom the same two versions judge."""
        if not self._dated:
            yield (0, 0), people
        elif len(people):
            before, after = (_versions(people, book) for book in self._books)
            width = len(self._books[1].version_dates) + 1
            for code, rows in rows_by_place((before + 1) * width + after + 1):
                one, other = divmod(code, width)
                yield (one - 1, other - 1), people.some(rows)

    def _rules(self, place: _Place) -> list[Rules | None]:
        """Return two versions, as on the first day on which both are in force."""
        if not self._dated:
            return [side if isinstance(side, Rules) else None for side in self._sides]
        pairs = list(zip(self._books, place, strict=True))
        days = [book.version_dates[at] for book, at in pairs if at >= 0]
        return [book.on(max(days)) if at >= 0 else None for book, at in pairs]

    def _meeting(self, place: _Place, before: Rules, after: Rules) -> Meeting:
        if place not in self._meetings:
            self._meetings[place] = Meeting(before, after, self._outputs, self._names)
        return self._meetings[place]

    def _judge(self, place: _Place, people: People) -> None:
        """Judge people by two versions: by columns, then alone whom those cannot tell."""
        before, after = self._rules(place)
        one, other = (
            self._refused(people, book) if rules is None else people.answered(rules, self._outputs)
            for rules, book in zip((before, after), self._books, strict=True)
        )
        pairs = {
            name: Pair(
                one.columns[name], other.columns[name], one.refused[name], other.refused[name]
            )
            for name in self._outputs
        }
        alone = one.alone | other.alone
        nobody = ~alone
        for pair in pairs.values():
            nobody &= pair.refused_before & pair.refused_after
        self._rejected += int(np.count_nonzero(nobody))
        counted = ~alone & ~nobody
        whom = partial(people.person, books=self._books[::-1])
        for output, pair in pairs.items():
            self._tallies[output].add(pair, counted, people.numbers, whom)
        meeting = None
        if before is not None and after is not None:
            meeting = self._meeting(place, before, after)
            meeting.add(people, pairs, counted, lambda row, *what: self._between(whom(row), *what))
        for row in np.flatnonzero(alone).tolist():
            self._judge_alone(whom(row), int(people.numbers[row]), meeting)

    def _refused(self, people: People, book: Rulebook) -> Answered:
        """Return the answers of a side that is not in force: none."""
        size = len(people)
        every, none = np.ones(size, np.bool_), np.zeros(size, np.bool_)
        bases = {output: base_of(book.definition, output) for output in self._outputs}
        columns = {output: spread(None, size, base) for output, base in bases.items()}
        return Answered(columns, dict.fromkeys(self._outputs, every), none)

    def _judge_alone(
        self, someone: Mapping[str, Value], place: int, meeting: Meeting | None
    ) -> None:
        pairs = list(zip(*self._alone.answers(someone), strict=True))
        if all(answer.refusal is not None for pair in pairs for answer in pair):
            self._rejected += 1
            return
        for output, (before, after) in zip(self._outputs, pairs, strict=True):
            self._tallies[output].add_one(before, after, place, lambda: someone)
            start, end = number(before), number(after)
            if meeting is not None and start is not None and end is not None:
                meeting.add_one(output, start, end, partial(self._between, someone))

    def _between(
        self, someone: Mapping[str, Value], taken: frozenset[str], output: str
    ) -> Number | None:
        return self._alone.between(someone, taken, output)

    def _effect(self, output: str, command: Command) -> OutputEffect:
        tally = self._tallies[output]
        extremes = tally.extremes
        parts = added((each.parts(output) for each in self._meetings.values()), self._names)
        told = [tally.telling[what][1] for what in FATES if what in tally.telling]
        return effect(
            self._books[1].definition,
            output,
            tally.counts,
            extremes,
            tally.total if extremes else None,
            parts,
            tuple(self._alone.witness(each, output, self._names, command) for each in told),
        )


def _versions(people: People, book: Rulebook) -> Any:
    """Return by which version of a rulebook each person is judged; -1 where by none."""
    made = book.definition
    assert made.reference_date is not None
    column, bad = people.column(made.reference_date, book.expected[made.reference_date])
    found = places(column.data, [day_number(day) for day in book.version_dates]).astype(np.int64)
    for wrong in (bad, column.nothing):
        if wrong is not None:
            found[wrong] = -1
    if made.end is not None:
        found[column.data > day_number(made.end)] = -1
    return found
