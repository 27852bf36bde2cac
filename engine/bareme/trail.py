"""What the formulas of a step really read: the names and figures of the branches that were taken.

Walks them again, exactly, over the values the evaluation found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bareme.domains.exact import Exact, ExactWalker
from bareme.language.functions import FIGURE_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bareme.evaluation import Step
    from bareme.language.expression import Expression
    from bareme.model import Case
    from bareme.program import Program
    from bareme.reading.scalars import Number


class Trail:
    """The names read, in order, and the pairs (figure, years back) looked up."""

    def __init__(
        self, program: Program, values: Mapping[str, Any], expressions: Iterable[Expression]
    ) -> None:
        self.names: dict[str, None] = {}
        self.history: dict[tuple[str, int], None] = {}
        self._values = values
        self._look_up = program.domain.functions
        walker = ExactWalker(
            Exact(
                {
                    FIGURE_OF: self._figure_of,
                    "previous": self._previous,
                    "mean_of_previous": self._mean_of_previous,
                }
            )
        )
        walker.names = self
        for expression in expressions:
            walker.walk(expression.tree)

    def __getitem__(self, name: str) -> Any:
        self.names[name] = None
        return self._values[name]

    def _figure_of(self, name: str, choice: str) -> Number:
        self.names[name] = None
        return self._look_up[FIGURE_OF](name, choice)  # type: ignore[no-any-return]

    def _previous(self, name: str, years: int) -> Number:
        self.history[name, years] = None
        return self._look_up["previous"](name, years)  # type: ignore[no-any-return]

    def _mean_of_previous(self, name: str, years: int) -> Number:
        self.history |= {(name, back): None for back in range(1, years + 1)}
        return self._look_up["mean_of_previous"](name, years)  # type: ignore[no-any-return]


def walked(step: Step, cases: Iterable[Case] | None = None) -> Iterator[Expression]:
    """Give the formulas that were evaluated for a step, of all the cases looked at or of some."""
    for case in considered(step) if cases is None else cases:
        if case.when is not None:
            yield case.when
    yield from _giving(step, {"floor", "cap"})


def decisive(step: Step) -> tuple[Case, ...]:
    """Return the cases to tell: of a list only what holds; when nothing does, why nothing does."""
    chosen = tuple(step.variant.cases[index] for index in step.chosen)
    return chosen if step.variant.collects and chosen else considered(step)


def considered(step: Step) -> tuple[Case, ...]:
    """Return the cases whose conditions were looked at: all of a list, else up to the chosen."""
    cases = step.variant.cases
    return cases if step.variant.collects else cases[: step.chosen[0] + 1]


def giving(step: Step) -> Iterator[Expression]:
    """Give the formulas its value comes from: the result of the case, the bounds that counted."""
    yield from _giving(step, {finish.how for finish in step.finishes})


def _giving(step: Step, bounds: set[str]) -> Iterator[Expression]:
    variant = step.variant
    for chosen in (variant.cases[index] for index in step.chosen):
        yield chosen.then
        if step.raw is None:
            return
        for how, expressions in (
            ("floor", (chosen.floor, variant.floor)),
            ("cap", (chosen.cap, variant.cap)),
        ):
            yield from (e for e in expressions if e is not None and how in bounds)
