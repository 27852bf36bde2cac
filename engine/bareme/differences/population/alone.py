"""One person of a file, judged by both sides exactly: on the day of both, or on their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.effects.answers import Judge
from bareme.differences.effects.attribution import attribution
from bareme.differences.effects.fates import fate, number
from bareme.differences.effects.situations import as_written
from bareme.differences.effects.trial import Trial
from bareme.differences.model import Answer, Witness
from bareme.errors import SituationError
from bareme.rulebook import Rulebook, Rules

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from bareme.differences.effects.groups import Command
    from bareme.differences.model import Part
    from bareme.domains.exact import Value
    from bareme.reading.scalars import Number

_KEPT = 64  # trials: of so many days, one after the other


class Alone:
    """Two sides that judge one person at a time, and what lies in between."""

    def __init__(self, sides: Sequence[Rules | Rulebook], outputs: tuple[str, ...]) -> None:
        self._sides, self._outputs = sides, outputs
        self._books = [side.book if isinstance(side, Rules) else side for side in sides]
        self._trials: dict[tuple[dt.date, ...], Trial] = {}

    def answers(self, situation: Mapping[str, Value]) -> tuple[tuple[Answer, ...], ...]:
        """Return the answers of both sides; each a refusal, where the rulebook is not in force."""
        before, after = self._rules(situation)
        if isinstance(before, Rules) and isinstance(after, Rules):
            return tuple(each.answers for each in self._trial(before, after).judged(situation))
        return tuple(
            Judge(rules, self._outputs)(situation).answers
            if isinstance(rules, Rules)
            else (rules,) * len(self._outputs)
            for rules in (before, after)
        )

    def between(
        self, situation: Mapping[str, Value], taken: frozenset[str], output: str
    ) -> Number | None:
        """Return the number that a version in between answers, if it does."""
        before, after = self._rules(situation)
        assert isinstance(before, Rules)
        assert isinstance(after, Rules)
        answer = self._trial(before, after).between(taken, output, situation)
        return None if answer is None else number(answer)

    def witness(
        self, situation: Mapping[str, Value], output: str, names: Sequence[str], command: Command
    ) -> Witness:
        """Return what becomes of an output for a person, why, and what shows it again."""
        place = self._outputs.index(output)
        before, after = (answers[place] for answers in self.answers(situation))
        one, other = self._rules(situation)
        parts: tuple[Part, ...] = ()
        if isinstance(one, Rules) and isinstance(other, Rules):
            parts = attribution(self._trial(one, other), names, output, situation)
        dated = isinstance(self._sides[0], Rulebook)
        written = as_written(situation, self._books[::-1], dated)
        return Witness(fate(before, after), written, before, after, parts, command(written))

    def _rules(self, situation: Mapping[str, Value]) -> tuple[Rules | Answer, Rules | Answer]:
        """Return the two versions that judge someone; why not, where a side has none."""
        before, after = self._sides
        return _version(before, situation), _version(after, situation)

    def _trial(self, before: Rules, after: Rules) -> Trial:
        days = before.date, after.date
        if days not in self._trials:
            if len(self._trials) >= _KEPT:
                self._trials.clear()
            self._trials[days] = Trial(before, after, self._outputs)
        return self._trials[days]


def _version(side: Rules | Rulebook, situation: Mapping[str, Value]) -> Rules | Answer:
    """Return the version of a side that judges someone; why not, where it has none."""
    if isinstance(side, Rules):
        return side
    try:
        return side.for_situation(situation)
    except SituationError as error:
        told = error.diagnostics[0]
        return Answer(None, told.code, told.message)
