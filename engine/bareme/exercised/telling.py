"""What the examples of a rulebook exercise, told on a terminal and as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bareme.diagnostics.rendering import printable
from bareme.exercised import saying
from bareme.exercised.entries import entry
from bareme.exercised.witnesses import witnesses
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bareme.exercised.accounting import Account, Count
    from bareme.exercised.pieces import Key, Piece
    from bareme.exercised.witnesses import Witness
    from bareme.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Exercised:
    """A rulebook, what its examples exercise of it, and situations that would exercise the rest."""

    book: Rulebook
    account: Account
    witnesses: Mapping[Key, Witness]

    @staticmethod
    def of(book: Rulebook, account: Account) -> Exercised:
        """Return the account of a rulebook, with its witnesses."""
        lacking = [p for own in (True, False) for p in account.missing(own) if p.sort != "figure"]
        return Exercised(book, account, witnesses(book, lacking, account.examples))

    def told_by_parts(self, piece: Piece) -> bool:
        """Whether what would exercise a piece is told of its parts, and need not be told twice."""
        return any(map(piece.holds, self.account.missing()))

    def entry_for(self, piece: Piece) -> str | None:
        """Return an entry of `examples.yaml` that would exercise a piece, its answer left empty;
        None when no situation was found.
        """
        witness = self.witnesses.get(piece.key)
        return None if witness is None else entry(self.book, piece, witness)


def as_text(exercised: Exercised, verbose: bool = False) -> Iterator[str]:
    """Give the lines that tell what is exercised, and all that is not; with `verbose`, what is
    told for information too.
    """
    account = exercised.account
    if counts := account.counts():
        told = tr("Exercé par les exemples : {counts}", counts=_counted(counts))
        yield f"  {told}"
    if beside := account.counts(required=False):
        told = tr("Pour information : {counts}", counts=_counted(beside))
        yield f"  {told}"
    for piece in account.missing():
        yield from _missing(exercised, piece)
    for piece in account.missing(required=False) if verbose else ():
        yield from _missing(exercised, piece)


def _counted(counts: Iterable[Count]) -> str:
    return ", ".join(map(saying.counted, counts))


def _missing(exercised: Exercised, piece: Piece) -> Iterator[str]:
    place = piece.place
    where = f"{place.file}:{place.line}:{place.column}"
    when = saying.period(piece.days)
    yield ""
    yield printable(f"  {where}")
    yield f"  {saying.missing(piece)}"
    if when and piece.sort != "rule":
        in_force = tr("En vigueur {period}.", period=when)
        yield f"  {in_force}"
    if piece.sort == "figure" or exercised.told_by_parts(piece):
        return
    proposed = exercised.entry_for(piece)
    if proposed is None:
        yield f"  {saying.without_witness(piece)}"
        return
    announced = tr("Une situation qui y mène, pour examples.yaml :")
    yield f"  {announced}"
    yield from proposed.split("\n")


def as_data(exercised: Exercised) -> dict[str, Any]:
    """Return what is exercised as plain data for JSON; places count from 1, and names of sorts
    stay the same.
    """
    account = exercised.account
    counts = (*account.counts(), *account.counts(required=False))
    return {
        "counts": {c.sort: {"exercised": c.exercised, "total": c.total} for c in counts},
        "complete": not account.missing(),
        "pieces": [_piece(exercised, piece) for piece in account.pieces],
    }


def _piece(exercised: Exercised, piece: Piece) -> dict[str, Any]:
    names = exercised.account.exercised_by(piece)
    witness = exercised.witnesses.get(piece.key)
    return {
        "sort": piece.sort,
        "required": piece.required,
        "name": piece.name,
        "said": piece.said,
        "way": piece.way,
        "file": piece.place.file,
        "line": piece.place.line,
        "column": piece.place.column,
        "in_force": [
            {"from": str(days.start), "to": None if days.end is None else str(days.end)}
            for days in piece.days
        ],
        "examples": list(names),
        "witness": None if witness is None else exercised.entry_for(piece),
    }
