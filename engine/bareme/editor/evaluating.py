"""What a rulebook gives: for the example that is followed, and of rules that ask for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.diagnostics import Report
from bareme.errors import SituationError
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.result import Result
from bareme.situation import read_entries

if TYPE_CHECKING:
    import datetime as dt

    from bareme.evaluation import Step
    from bareme.model import Example
    from bareme.rulebook import Rulebook, Rules


@dataclass(frozen=True, slots=True)
class Followed:
    """An example followed through the rules: what every name that has a value is worth in it.

    `result` holds all that could be computed, `steps` how each rule came to its value.
    """

    example: Example
    result: Result
    steps: dict[str, Step]

    @property
    def date(self) -> dt.date:
        """The date of the law that is applied."""
        return self.result.date


def follow(book: Rulebook, example: Example) -> Followed | None:
    """Return what an example gives; None when it cannot be read as a situation of the rulebook."""
    given = read_entries(book.definition, example.given.values(), Report())
    try:
        rules = book.on(example.on) if example.on else book.for_situation(given)
    except SituationError:
        return None
    reference = book.definition.reference_date
    if reference is not None:
        given.setdefault(reference, rules.date)
    evaluation = Evaluation(rules.program, given)
    known = tuple(name for name in rules.program.procedures if _computed(evaluation, name))
    return Followed(
        example,
        Result(rules.program, rules.date, given, evaluation, known, {}),
        evaluation.steps,
    )


def fixed_value(book: Rulebook, name: str, day: dt.date) -> str | None:
    """Return what a rule gives to everyone on a day, in words; None when it asks for something,
    or gives nothing on that day.
    """
    try:
        rules: Rules = book.on(day)
        if name not in rules.program.fixed:
            return None
        return rules.evaluate({}, outputs=[name]).words(name)
    except SituationError:
        return None


def _computed(evaluation: Evaluation, name: str) -> bool:
    """Compute a rule; tell whether it has a value."""
    try:
        evaluation.compute([name])
    except (MissingInput, RuleFailed):
        return False
    return True
