"""What several failures have in common and what is sound has not: probably their one cause.

A figure mistyped makes every amount wrong that reads it. Told of each amount, it would be twenty
errors, and none on its line; what all of them read, and hardly any that is right, is told instead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

_FOR_EACH = 3  # failures that one thing right weighs against: rounding can make it right

T = TypeVar("T")
Key = TypeVar("Key", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Cause(Generic[T, Key]):
    """Failures in their order, and all that may be behind them; nothing where there is only one."""

    suspects: frozenset[Key]
    failures: tuple[T, ...]


def causes(
    failing: Mapping[T, frozenset[Key]], sound: Iterable[frozenset[Key]]
) -> list[Cause[T, Key]]:
    """Group failures by what they rest on, the largest group first; every failure is in one.

    `failing` says what each failure rests on, `sound` what each thing that is right does.
    """
    right = Counter(key for rests in sound for key in rests)
    wrong = Counter(key for rests in failing.values() for key in rests)
    cleared = {key for key in right if _FOR_EACH * right[key] >= wrong[key]}
    left = {failure: rests - cleared for failure, rests in failing.items()}
    found: list[Cause[T, Key]] = []
    while left:
        behind: dict[Key, list[T]] = {}
        for failure, suspects in left.items():
            for suspect in suspects:
                behind.setdefault(suspect, []).append(failure)
        largest = max(behind.values(), key=len, default=[])
        if len(largest) <= 1:
            break
        suspects = frozenset(key for key, failures in behind.items() if failures == largest)
        found.append(Cause(suspects, tuple(largest)))
        for failure in largest:
            del left[failure]
    return found + [Cause(frozenset(), (failure,)) for failure in left]
