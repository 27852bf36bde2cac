"""Two states of a rulebook to all that differs between them: what, for whom, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bareme.differences.changes.editions import date_changes, edition_changes
from bareme.differences.changes.figures import histories
from bareme.differences.changes.moment import Moment
from bareme.differences.changes.renaming import renamed, renamed_examples, renames
from bareme.differences.effects.examples import cases_of
from bareme.differences.effects.groups import Case
from bareme.differences.effects.mixing import differing
from bareme.differences.findings.judging import Context, judged
from bareme.differences.model import Difference, Side
from bareme.differences.periods import Period, periods
from bareme.differences.reaching import reach_of
from bareme.differences.trying import at_limits, tried
from bareme.rulebook import Rulebook, Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bareme.differences.model import Change, Group
    from bareme.differences.reaching import Compared
    from bareme.domains.exact import Value
    from bareme.model import Example

    Command = Callable[[dt.date, dt.date, bool, Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a comparison.

    `labels` are how the sides are called, `examples` those of each. `situation` asks for one person
    alone, `population` names a file of people. `as_of` tells the past from what is to come. The
    `command` shows a situation again, for two days and whether the first one is of the first side.
    """

    labels: tuple[str, str]
    examples: tuple[Sequence[Example], Sequence[Example]]
    as_of: dt.date
    command: Command
    situation: Mapping[str, Value] | None = None
    population: Path | None = None


def compare(before: Rulebook | Rules, after: Rulebook | Rules, asked: Asked) -> Difference:
    """Return all that differs between two rulebooks, or between two versions in force.

    What `diff` raises.
    """
    if isinstance(before, Rules) and isinstance(after, Rules):
        return _Work(before.book, after.book, asked, (before.date, after.date)).done()
    if isinstance(before, Rulebook) and isinstance(after, Rulebook):
        return _Work(before, after, asked).done()
    kinds = " and ".join(type(side).__name__ for side in (before, after))
    raise TypeError(f"two rulebooks are expected, or two versions (book.on(date)): not {kinds}")


@dataclass
class _Work:
    """A comparison under way."""

    before: Rulebook
    after: Rulebook
    asked: Asked
    days: tuple[dt.date, dt.date] | None = None
    renames: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        labels, days = self.asked.labels, self.days or (None, None)
        self.sides = (
            Side.of(self.before.definition, labels[0], days[0]),
            Side.of(self.after.definition, labels[1], days[1]),
        )
        self.renames = renames(self.before.definition, self.after.definition)
        if self.renames:
            self.before = Rulebook(renamed(self.before.definition, self.renames))

    def done(self) -> Difference:
        """Compare everything."""
        changes = self._changes()
        compared = list(self._compared())
        made = self.before.definition, self.after.definition
        reaching = tuple(
            replace(change, reach=reach_of(change, made, compared)) for change in changes
        )
        found = judged(reaching, Context(*made, self.asked.as_of, reaching))
        return Difference(
            self.after.name,
            self.sides[0],
            self.sides[1],
            self.asked.as_of,
            found,
            tuple(each.comparison for each in compared),
            self._population(compared),
            tuple(histories(changes, *made)),
        )

    def _changes(self) -> tuple[Change, ...]:
        old, new = self.before.definition, self.after.definition
        if self.days is not None:
            return date_changes(Moment(old, self.days[0]), Moment(new, self.days[1]))
        return edition_changes(old, new, self._examples(), self.renames)

    def _examples(self) -> tuple[Sequence[Example], Sequence[Example]]:
        old, new = self.asked.examples
        return renamed_examples(old, self.renames), new

    def _periods(self) -> Iterator[Period]:
        if self.days is not None:
            yield Period(self.before.on(self.days[0]), self.after.on(self.days[1]), None)
        else:
            yield from periods(self.before, self.after)

    def _compared(self) -> Iterator[Compared]:
        """Give what comes of each period in which anything differs; of those for which a yearly
        figure is not known yet, only where something differs that has not been seen before.
        """
        seen: set[str] = set()
        for period in self._periods():
            names = differing(period.before, period.after)
            told = set(names)
            if not period.of_before:  # that the day is another is no matter of editions
                told.discard(self.after.definition.reference_date or "")
            alone = self.asked.situation is not None
            if alone or (told and (period.answers or not seen.issuperset(told))):
                yield self._tried(period, names)
            seen |= told

    def _tried(self, period: Period, names: tuple[str, ...]) -> Compared:
        before, after = period.before, period.after

        def command(situation: Mapping[str, str]) -> str:
            return self.asked.command(before.date, after.date, period.of_before, situation)

        if self.asked.situation is not None:
            return tried(period, names, {"situation": [Case(self.asked.situation)]}, command)
        examples = cases_of(self._examples(), period, self.days is not None)
        seeds = [case.situation for case in examples]
        limits = at_limits(before, after, seeds, names)
        return tried(period, names, {"examples": examples, "limits": limits}, command)

    def _population(self, compared: Sequence[Compared]) -> Group | None:
        if self.asked.population is None:
            return None
        from bareme.differences.population.reading import population_group

        names = tuple(dict.fromkeys(name for each in compared for name in each.comparison.names))
        sides: tuple[Rules, Rules] | tuple[Rulebook, Rulebook] = (self.before, self.after)
        if self.days is not None:
            sides = (self.before.on(self.days[0]), self.after.on(self.days[1]))

        dated = self.after.definition.reference_date or ""

        def command(situation: Mapping[str, str]) -> str:
            rest = {name: value for name, value in situation.items() if name != dated}
            day = dt.date.fromisoformat(situation.get(dated, self.asked.as_of.isoformat()))
            return self.asked.command(*(self.days or (day, day)), True, rest)

        former = {new: old for old, new in self.renames.items()}
        return population_group(sides[0], sides[1], self.asked.population, names, command, former)
