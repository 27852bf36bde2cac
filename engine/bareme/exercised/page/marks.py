"""The parts of a file and the state of each: exercised, in part, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.exercised.accounting import Account
    from bareme.exercised.pieces import Piece

State: TypeAlias = Literal["done", "partly", "missing"]
_WORST: tuple[State, ...] = ("missing", "partly", "done")


@dataclass(frozen=True, slots=True)
class Mark:
    """What begins on a line: a piece, or both ways of one that goes two ways."""

    pieces: tuple[Piece, ...]
    state: State

    @property
    def first(self) -> Piece:
        """The piece, or the first of its ways."""
        return self.pieces[0]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file from 1, the marks of what begins there, and the state of the innermost
    part that it belongs to; None outside any.
    """

    number: int
    text: str
    marks: tuple[Mark, ...]
    state: State | None


def lines_of(account: Account, file: str) -> Iterator[Line]:
    """Give the lines of a file, in order."""
    own = [piece for piece in account.pieces if piece.place.file == file]
    marks = _marks(account, own)
    text = own[0].place.source.text.replace("\r\n", "\n").rstrip("\n")
    states = _states([mark for mark in marks if mark.first.required])
    for number, line in enumerate(text.split("\n"), 1):
        here = tuple(mark for mark in marks if mark.first.place.line == number)
        yield Line(number, line, here, states.get(number))


def _marks(account: Account, pieces: Sequence[Piece]) -> list[Mark]:
    """Return the marks of a file. What is exercised itself, but not in all its parts, is so in
    part.
    """
    grouped: dict[tuple[str, int, int], list[Piece]] = {}
    for piece in pieces:
        key = (piece.key.what, piece.place.line, piece.place.column)
        grouped.setdefault(key, []).append(piece)
    found = []
    for ways in grouped.values():
        whole = ways[0]
        taken = [bool(account.exercised_by(way)) for way in ways]
        state: State = "done" if all(taken) else "partly" if any(taken) else "missing"
        if state == "done" and whole.sort in {"rule", "variant"}:
            inside = (p for p in pieces if p.required and whole.holds(p))
            state = "done" if all(map(account.exercised_by, inside)) else "partly"
        found.append(Mark(tuple(ways), state))
    return found


def _states(marks: Sequence[Mark]) -> dict[int, State]:
    """Return the state of each line: of the parts that end last, those that begin last; of several
    on one line, the worst.
    """
    states: dict[int, State] = {}
    begun: dict[int, int] = {}
    for mark in sorted(marks, key=lambda mark: mark.first.place.line):
        start = mark.first.place.line
        for number in range(start, mark.first.last_line + 1):
            known = states.get(number, "done") if begun.get(number) == start else "done"
            states[number] = min(known, mark.state, key=_WORST.index)
            begun[number] = start
    return states
