"""The errors `bareme` raises: one root, each carrying what it knows as data.

Faults of a user (a rulebook, a situation) arrive as a list of diagnostics, all of them at
once. Faults of a programmer are Python's own `TypeError` and `ValueError`, raised at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bareme.diagnostics import Diagnostic
    from bareme.model import Input


class BaremeError(Exception):
    """The root of every error a user can cause."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.diagnostics,))

    def __str__(self) -> str:
        from bareme.diagnostics.rendering import plain

        return "\n".join(plain(d) for d in self.diagnostics)


class RulebookError(BaremeError):
    """A rulebook cannot be read or does not mean anything: every reason, with its place."""


class SituationError(BaremeError):
    """A situation cannot be judged: unknown or ill-typed values, no version on that date."""


class MissingInputError(SituationError):
    """Answers are missing.

    `needed` are the inputs that are needed for sure, in the order in which the rules ask for
    them; `possible` those that may be needed too, depending on the answers.
    """

    def __init__(
        self,
        diagnostics: Iterable[Diagnostic],
        needed: tuple[Input, ...],
        possible: tuple[Input, ...],
    ) -> None:
        super().__init__(diagnostics)
        self.needed = needed
        self.possible = possible

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.diagnostics, self.needed, self.possible))
