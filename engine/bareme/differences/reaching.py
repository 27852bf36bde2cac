"""Which outputs a change moves; or why it moves none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.differences.changes.editions import concerns, is_of_words
from bareme.differences.model import Reach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bareme.differences.model import Change, Comparison
    from bareme.model import Definition
    from bareme.rulebook import Rules

_SORTS = frozenset({"type", "unit"})  # of which no two values are compared


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions compared: which outputs each name moves on the `cases` that either answers.

    `known` tells that every figure of that time is, `incomparable` which outputs are answered in
    another unit, or as another sort of value: whatever they rest on moves them.
    """

    comparison: Comparison
    before: Rules
    after: Rules
    moved: Mapping[str, tuple[str, ...]]
    cases: int
    known: bool
    incomparable: frozenset[str]

    def concerned_by(self, change: Change) -> bool:
        """Tell whether a change counts in this comparison."""
        return any(
            concerns(change, rules.book.definition, rules.date)
            for rules in (self.before, self.after)
        )

    def moves(self, change: Change) -> set[str]:
        """Return the outputs that a change moves: itself, or where only one side has it, with what
        reads it.
        """
        names = [change.name]
        halves = any(facet.before is None or facet.after is None for facet in change.facets)
        if halves and change.name not in self.comparison.names:
            names += change.dependents
        moved = {output for name in names for output in self.moved.get(name, ())}
        return moved | self.incomparable.intersection([change.name, *change.dependents])


def reach_of(
    change: Change, made: tuple[Definition, Definition], compared: Sequence[Compared]
) -> Reach:
    """Return which outputs a change moves in any of the comparisons, and from which day on."""
    known = _by_nature(change, made)
    if known is not None:
        return known
    concerned = [each for each in compared if each.concerned_by(change)]
    moving = [each for each in concerned if each.moves(change)]
    if moving:
        moved = {output for each in moving for output in each.moves(change)}
        order = dict.fromkeys(output for side in reversed(made) for output in side.outputs)
        since = min(each.comparison.after for each in moving)
        outputs = tuple(name for name in order if name in moved)
        return Reach(outputs, None, since, sum(each.cases for each in concerned))
    return _none(change, concerned)


def _by_nature(change: Change, made: tuple[Definition, Definition]) -> Reach | None:
    """Return the reach that needs no trying, if there is one."""
    if change.subject == "output" and change.how != "changed":
        return Reach((change.name,))
    if change.how == "renamed" or is_of_words(change):
        return Reach(why="words")
    if change.subject == "rulebook":  # whose days, or the date they are read from, are others
        return Reach(made[1].outputs)
    if change.subject == "output":
        return Reach(why="incomparable")
    resting = {change.name, *change.dependents}
    outputs = dict.fromkeys(name for side in reversed(made) for name in side.outputs)
    reached = tuple(name for name in outputs if name in resting)
    if change.subject == "rule" and any(facet.aspect in _SORTS for facet in change.facets):
        return Reach(reached)
    return None if reached else Reach(why="unread")


def _none(change: Change, concerned: Sequence[Compared]) -> Reach:
    """Return why a change moves nothing that it might."""
    if not concerned and change.subject == "published":
        return Reach(why="words")
    cases = sum(each.cases for each in concerned)
    first = min((each.comparison.after for each in concerned), default=change.since)
    if not concerned and change.since is None:
        return Reach(why="same")
    if concerned and not any(each.known for each in concerned):
        return Reach(why="unknown", date=change.since or first)
    if not cases:  # nothing is compared, or nothing answered
        return Reach(why="outside", date=change.since or first)
    if change.subject == "rule" and all(_prevails(change.name, each) for each in concerned):
        return Reach(why="published", date=first, cases=cases)
    return Reach(why="same", date=first, cases=cases)


def _prevails(name: str, compared: Compared) -> bool:
    """Tell whether a published amount stands in for a rule on both sides."""
    rules = [side.book.definition.rules.get(name) for side in (compared.before, compared.after)]
    days = (compared.before.date, compared.after.date)
    return all(
        rule is not None and rule.prevailing(day) is not None
        for rule, day in zip(rules, days, strict=True)
    )
