"""`bareme.diff`: what differs between two rulebooks or two versions in force, as a program asks."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.calendar import today
from bareme.diagnostics import Diagnostic, facts
from bareme.differences.comparing import Asked, compare
from bareme.errors import SituationError
from bareme.rulebook import Rulebook, Rules
from bareme.situation import read_values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from bareme.differences.model import Difference
    from bareme.model import Example


def diff(
    before: Rulebook | Rules,
    after: Rulebook | Rules,
    /,
    *,
    situation: Mapping[str, object] | None = None,
    population: Path | str | None = None,
    examples: tuple[Sequence[Example], Sequence[Example]] = ((), ()),
    as_of: dt.date | None = None,
) -> Difference:
    """Return what differs between two rulebooks, or two versions in force (`book.on(date)`), and
    for whom: on their `examples`, at every limit of their rules, for the people of the file
    `population`; or with a `situation` (of Python values), for that person alone.

    Between two rulebooks, every period on which anything differs is compared. `as_of` tells the
    past from what is to come: today, when it is not said.

    Raises TypeError for anything else; SituationError for a situation that cannot be read, or that
    is given for two rulebooks without a date; BatchError for a file that cannot be.
    """
    days = tuple(side.date for side in (before, after) if isinstance(side, Rules))
    books = [side.book if isinstance(side, Rules) else side for side in (before, after)]
    labels = [str(day) for day in days] or [getattr(book, "name", "") for book in books]
    given = None
    if situation is not None:
        if not days:
            raise SituationError([Diagnostic("date-missing", None, facts({"name": ""}))])
        given = read_values(books[1].definition, books[1].expected, situation)
        given.pop(books[1].definition.reference_date or "", None)
    asked = Asked(
        (labels[0], labels[-1]),
        examples,
        as_of or today(),
        partial(_command, books[1]),
        given,
        None if population is None else Path(population),
    )
    return compare(before, after, asked)


def _command(
    book: Rulebook,
    before: dt.date,
    after: dt.date,
    of_before: bool,
    situation: Mapping[str, str],
) -> str:
    """Return the command that shows a situation, on both days or on the second side."""
    del of_before
    days = ["--on", str(after)] if before == after else ["--from", str(before), "--to", str(after)]
    values = (f"{name}={value}" for name, value in situation.items())
    return shlex.join(
        ["bareme", "evaluate" if before == after else "diff", book.name, *days, *values]
    )
