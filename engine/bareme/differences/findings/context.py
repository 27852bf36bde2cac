"""What a change is judged in: both editions, the day that tells the past, all the other changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bareme.calendar import add_years

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from bareme.differences.model import Change, Subject
    from bareme.model import Definition, Figure, Parameter, Published, Rule, Variant

    Held: TypeAlias = Figure | Variant | Published | None


@dataclass(frozen=True, slots=True)
class Context:
    """Both sides of a comparison, the first one told with the names of the second; None where a
    rulebook is not there, or cannot be read: `figures` are then what can be read of its figures. A
    day up to `as_of` is past. `changes` are all those of the rulebook.
    """

    before: Definition | None
    after: Definition | None
    as_of: dt.date
    changes: tuple[Change, ...] = ()
    figures: tuple[Mapping[str, Parameter], Mapping[str, Parameter]] | None = None

    def parameters(self, name: str) -> tuple[Parameter | None, Parameter | None]:
        """Return a figure as each side has it; None where it has none."""
        made = (self.before, self.after)
        before, after = self.figures or tuple(side.parameters if side else {} for side in made)
        return before.get(name), after.get(name)

    @property
    def same_edition(self) -> bool:
        """Whether both sides are one edition, on two days: nothing in it has been rewritten."""
        before, after = self.before, self.after
        return before is not None and after is not None and before.fingerprint == after.fingerprint

    def on_both(self, change: Change) -> bool:
        """Tell whether both sides have what changes; of two days, whether the first one has it."""
        made = (self.before, self.after)
        if any(side is None or side.kind_of(change.name) is None for side in made):
            return False
        return not (self.same_edition and self._begins(change))

    def _begins(self, change: Change) -> bool:
        """Tell whether what changes between two days is there from that change on."""
        assert self.after is not None
        parameter, rule = self.parameters(change.name)[1], self.after.rules.get(change.name)
        if change.subject == "figure" and parameter is not None:
            return parameter.figures[0].start == change.since
        # A rule of one variant can only differ by its not being there.
        return (
            change.subject == "rule"
            and rule is not None
            and rule.variants[0].start == (change.since or rule.variants[0].start)
        )

    def rewritten(self, change: Change) -> dt.date | None:
        """Return the first past day on which the first side answered, and for which a change of a
        figure, of a rule or of what is published says otherwise; None where there is none.

        A rule, and a figure of before the rulebook begins, only count where they move an answer.
        """
        if self.same_edition:
            return None
        for day in self._days(change):
            held, holds = self._held(change, day)
            if held is not None and self._counted(change, day) and not _same(held, holds):
                return day
        return None

    def _days(self, change: Change) -> list[dt.date]:
        """Return the days on which a change may begin to count: that from which it holds, the first
        one that the first side covers, and the first one on which it moves an answer.
        """
        start = self.before.start if self.before else change.since
        first = change.since or start
        if first is None or start is None:
            return []
        days = {first, max(first, start), change.reach.date or first}
        return sorted(day for day in days if day >= first)

    def _counted(self, change: Change, day: dt.date) -> bool:
        """Tell whether a past answer of the first side rested on what held on a day."""
        before, reach = self.before, change.reach
        if before is None:
            return day <= self.as_of
        counts = max(day, before.start, reach.date or day)
        if not reach.outputs and (change.subject != "figure" or day < before.start):
            return False
        return counts <= self.as_of and _answers(before, reach.outputs, counts)

    def _held(self, change: Change, day: dt.date) -> tuple[Held, Held]:
        """Return what is in force on each side, of what changes, on a day."""
        if change.subject == "figure":
            one, other = self.parameters(change.name)
            return (
                one.in_force(day) if one else None,
                other.in_force(day) if other else None,
            )
        rules = [
            made.rules.get(change.name) if made else None for made in (self.before, self.after)
        ]
        return _of_rule(rules[0], change.subject, day), _of_rule(rules[1], change.subject, day)


def _of_rule(rule: Rule | None, subject: Subject, day: dt.date) -> Held:
    """Return the variant of a rule in force on a day; or the published amount that stands in."""
    if rule is None:
        return None
    published = rule.prevailing(day) if subject == "published" else None
    return published or rule.in_force(day)


def _same(one: object, other: object) -> bool:
    """Tell whether two things in force say the same, whatever they rest on."""
    values = [getattr(each, "value", each) for each in (one, other)]
    return bool(values[0] == values[1])


def _answers(made: Definition, outputs: tuple[str, ...], day: dt.date) -> bool:
    """Tell whether an edition answers one of some outputs on a day: whether it covers the day, and
    knows the yearly figures it reads. Without outputs, whether it covers the day.
    """
    if made.end is not None and day > made.end:
        return False
    return not outputs or any(_known(made, output, day) for output in outputs)


def _known(made: Definition, output: str, day: dt.date) -> bool:
    """Tell whether every figure that an output reads, directly or not, is known on a day."""
    pending, seen = [output], {output}
    while pending:
        for name, read_on in _read(made, pending.pop(), day):
            if name in made.parameters and made.parameters[name].in_force(read_on) is None:
                return False
            if name not in seen:
                seen.add(name)
                pending.append(name)
    return True


def _read(made: Definition, name: str, day: dt.date) -> Iterator[tuple[str, dt.date]]:
    """Give what a rule reads on a day, and the day for which it reads it; a figure, itself."""
    if name in made.parameters:
        yield name, day
    variant = made.rules[name].in_force(day) if name in made.rules else None
    for expression in variant.expressions if variant else ():
        yield from ((read, day) for read in expression.names)
        yield from ((read, add_years(day, -back)) for read, back in expression.history)
