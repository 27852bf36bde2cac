"""The people of a file, judged by both sides: what becomes of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.rulebook import Rules, request_of
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bareme.batch.sources import AnySource
    from bareme.differences.effects.groups import Command
    from bareme.differences.model import Group
    from bareme.differences.population.people import People
    from bareme.rulebook import Rulebook
    from bareme.values import Expected


def population_group(
    before: Rules | Rulebook,
    after: Rules | Rulebook,
    path: Path,
    names: Sequence[str],
    command: Command,
    former: Mapping[str, str] | None = None,
) -> Group:
    """Return what becomes of the outputs that both sides know, for the people of a file, or of
    the files of a directory, CSV or Parquet, read as `bareme batch` reads them.

    Between two rulebooks each is judged on their own reference date; between two versions that
    column is not looked at, nor are those that neither side knows. `former` gives the names that
    some columns had before: they are read where the new ones are not there. A row that cannot be
    read, or is refused by both sides, is rejected. Memory grows by some bytes a person.

    Raises BatchError for a file that cannot be read or judged; ModuleNotFoundError without the
    extra `tables`.
    """
    books = [side.book if isinstance(side, Rules) else side for side in (before, after)]
    request_of(books[1], None, ())  # says what to install where it is lacking
    from bareme.batch.sources import open_sources
    from bareme.differences.population.crowd import Crowd

    dated = not isinstance(after, Rules)
    known = {**books[0].expected, **books[1].expected}
    if not dated:
        for book in books:
            known.pop(book.definition.reference_date or "", None)
    renamed = {old: new for new, old in (former or {}).items() if new in known and old not in known}
    declared = {**known, **{old: known[new] for old, new in renamed.items()}}
    crowd, first = Crowd(before, after, names), 0
    for source in open_sources(path, {}, declared):
        columns = _columns(source, known, renamed)
        _check(source, columns, books, dated)
        for people, size in _people(source, columns, known, dated, first):
            first += size
            crowd.reject(size - len(people))
            crowd.add(people)
    return crowd.group(command)


def _columns(
    source: AnySource, known: Mapping[str, Expected], renamed: Mapping[str, str]
) -> dict[str, str]:
    """Return the columns to read of a file, and the name of each in the rulebook."""
    found = {column: column for column in source.columns if column in known}
    for column in source.columns:
        if column in renamed and renamed[column] not in found:
            found[column] = renamed[column]
    return found


def _check(
    source: AnySource, columns: Mapping[str, str], books: Sequence[Rulebook], dated: bool
) -> None:
    """Refuse a file in which there is nothing to judge, or nobody has a date to be judged on."""
    from bareme.batch.refusal import refuse

    for column in columns:
        if source.columns.count(column) > 1:
            refuse("column-twice", name=column)
    for book in books if dated else ():
        reference = book.definition.reference_date
        if reference is None:
            refuse("date-missing", name="")
        if reference not in columns.values():
            refuse("date-column-missing", name=reference)
    if not columns:
        names = ", ".join(tr("« {name} »", name=name) for name in source.columns)
        refuse("columns-unknown", file=source.path, names=names, book=books[1].name)


def _people(
    source: AnySource,
    columns: Mapping[str, str],
    known: Mapping[str, Expected],
    dated: bool,
    first: int,
) -> Iterator[tuple[People, int]]:
    """Give the people of a file, stretch after stretch, and how many rows were read; `first` is
    the place of the first.
    """
    import numpy as np

    from bareme.batch.stretch import Wants
    from bareme.differences.population.people import People

    judged = {column: known[name] for column, name in columns.items()}
    for stretch in source.stretches(judged, Wants(frozenset(), whole=False)):
        table = stretch.given.rename_columns([columns[name] for name in stretch.given.column_names])
        sure = np.ones(table.num_rows, np.bool_)
        sure[list(stretch.doubts)] = False  # of what stands there, nobody knows what is meant
        people = People(table, first + np.arange(table.num_rows), dated)
        yield people.some(None if sure.all() else np.flatnonzero(sure)), stretch.size
        first += stretch.size
