"""What becomes of an answer, and how much it moves; of many, the smallest, middle and largest."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias, get_args

from bareme.differences.model import Fate, Shift
from bareme.reading.scalars import Number, as_number, magnitude, simplest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.differences.model import Answer
    from bareme.domains.exact import Value

FATES: tuple[Fate, ...] = get_args(Fate)

Move: TypeAlias = tuple[Number, Number]  # how much an answer moves, and what it was before


def fate(before: Answer, after: Answer) -> Fate:
    """Return what becomes of an answer; refused on both sides, it is the same."""
    if before.refusal is not None or after.refusal is not None:
        if before.refusal is not None and after.refusal is not None:
            return "same"
        return "answered" if after.refusal is None else "refused"
    one, other = before.value, after.value
    if _is_same(one, other):
        return "same"
    start, end = number(before), number(after)
    if start is not None and end is not None and min(start, end) < 0:  # a debt is no something
        return "gain" if end > start else "lose"
    if bool(one) != bool(other):  # nothing, zero, false and what is empty are alike
        return "vanish" if one else "appear"
    if start is None or end is None:
        return "other"
    return "gain" if end > start else "lose"


def number(answer: Answer) -> Number | None:
    """Return the number that is answered, if one is."""
    return as_number(answer.value)


def move(before: Answer, after: Answer) -> Move | None:
    """Return how much an answer moves, and from where; None unless it is another number."""
    start, end = number(before), number(after)
    if start is None or end is None or start == end:
        return None
    return end - start, start


def by_size(moved: Move) -> tuple[Number, Number, Number]:
    """Return what moves are put in order by: their size, their sign, and from where."""
    amount, start = moved
    return magnitude(amount), amount, start


def shift(moved: Move) -> Shift:
    """Return a move with its part of what there was."""
    amount, start = moved
    ratio = simplest(Fraction(amount) / start) if start else None
    return Shift(simplest(Fraction(amount)), ratio)


def middle(moves: Sequence[Move]) -> Move:
    """Return the move in the middle of some in order; of two, what lies between them."""
    pair = moves[(len(moves) - 1) // 2], moves[len(moves) // 2]
    amount, start = (Fraction(sum(both), 2) for both in zip(*pair, strict=True))
    return amount, start


def _is_same(one: Value, other: Value) -> bool:
    """Tell whether two answers are the same; the order of a list is that of its rule."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)
