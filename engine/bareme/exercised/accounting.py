"""The examples of a rulebook held against all there is to exercise in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bareme.exercised.pieces import BESIDE, REQUIRED, pieces_of
from bareme.exercised.taking import taken
from bareme.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bareme.checking.examples import Outcome
    from bareme.exercised.pieces import Key, Piece, Sort
    from bareme.model import Definition, Example


class Count(NamedTuple):
    """How many of a sort are exercised, of how many."""

    sort: Sort
    exercised: int
    total: int


@dataclass(frozen=True, slots=True)
class Account:
    """What the examples of a rulebook exercise: `by` are the names of those that take a piece."""

    definition: Definition
    examples: tuple[Example, ...]
    pieces: tuple[Piece, ...]
    by: Mapping[Key, tuple[str, ...]]

    def exercised_by(self, piece: Piece) -> tuple[str, ...]:
        """Return the names of the examples that take a piece, in their order."""
        return self.by.get(piece.key, ())

    def missing(self, required: bool = True) -> tuple[Piece, ...]:
        """Return what no example takes: what is required, or what is told for information."""
        return tuple(
            piece
            for piece in self.pieces
            if piece.required is required and not self.exercised_by(piece)
        )

    def counts(self, required: bool = True) -> tuple[Count, ...]:
        """Return how many of each sort there is are exercised."""
        found = []
        for sort in REQUIRED if required else BESIDE:
            own = [piece for piece in self.pieces if piece.sort == sort]
            if own:
                found.append(Count(sort, sum(bool(self.exercised_by(p)) for p in own), len(own)))
        return tuple(found)


def account(definition: Definition, outcomes: Iterable[Outcome]) -> Account:
    """Return what the examples of a rulebook exercise. One that fails exercises nothing, nor does
    one that expects no answer: neither holds what it took against the law.
    """
    by: dict[Key, dict[str, None]] = {}
    outcomes = tuple(outcomes)
    for outcome in outcomes:
        if outcome.passed and outcome.result is not None:
            for key in taken(outcome.result):
                by.setdefault(key, {})[outcome.example.name] = None
    return Account(
        definition,
        tuple(outcome.example for outcome in outcomes),
        pieces_of(definition),
        Frozen({key: tuple(names) for key, names in by.items()}),
    )
