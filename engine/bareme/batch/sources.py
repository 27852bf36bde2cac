"""What goes in: a file, or the files of a directory; opened, and looked at before anything runs."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, TypeAlias

from bareme.batch import files
from bareme.batch.delimited import DelimitedSource
from bareme.batch.dialect import writable
from bareme.batch.parquet import ParquetSource
from bareme.batch.refusal import BatchError, refuse
from bareme.diagnostics import Diagnostic, Place, Source, facts
from bareme.errors import SituationError
from bareme.tables.checking import check_columns
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bareme.tables.judging import Request
    from bareme.values import Expected

AnySource: TypeAlias = DelimitedSource | ParquetSource


def open_sources(
    path: Path, declared: Mapping[str, str], expected: Mapping[str, Expected]
) -> tuple[AnySource, ...]:
    """Open a file, or every file of a directory, by name. The dialect of the first delimited file
    is that of all.
    """
    if not (path.is_file() or path.is_dir()):
        refuse("no-such-file", file=path)
    found: list[AnySource] = []
    for file in _parts(path) if path.is_dir() else [path]:
        if files.format_within(file) == files.PARQUET:
            found.append(ParquetSource.open(file))
        else:
            source = DelimitedSource.open(file, declared, expected)
            declared = {**asdict(source.dialect), **declared}
            found.append(source)
    return tuple(found)


def _parts(directory: Path) -> list[Path]:
    """Return the files to read of a directory; BatchError for one that would be forgotten."""
    entries = [entry for entry in sorted(directory.iterdir()) if not _is_aside(entry)]
    for entry in entries:
        if entry.is_dir() or files.format_named(entry) is None:
            refuse("not-a-part", file=entry, directory=directory)
    if not entries:
        refuse("directory-empty", file=directory)
    return entries


def _is_aside(entry: Path) -> bool:
    """Tell whether a file stands beside the data: hidden, or a mark such as `_SUCCESS`."""
    return entry.name[0] == "." or (entry.name[0] == "_" and not files.format_named(entry))


def check_source(request: Request, source: AnySource, to_parquet: bool) -> None:
    """Refuse a file whose columns cannot be meant, or cannot come out; SituationError or
    BatchError, with the file.
    """
    try:
        check_columns(request, source.columns)
        if not any(name in request.book.expected for name in source.columns):
            names = ", ".join(tr("« {text} »", text=name) for name in source.columns)
            refuse("columns-unknown", file=source.path, names=names, book=request.book.name)
        _check_dates(request, source.columns)
    except SituationError as error:
        place = Place(Source(str(source.path), ""), 1, 1, 1)
        raise BatchError([replace(d, place=place) for d in error.diagnostics]) from None
    if to_parquet:
        for name in source.columns:
            if source.columns.count(name) > 1:
                refuse("column-twice", name=name)
    elif isinstance(source, ParquetSource):
        for field in source.schema:
            if not writable(field.type):
                refuse("column-unwritable", name=field.name, type=field.type)


def _check_dates(request: Request, columns: Sequence[str]) -> None:
    """Refuse a file of which no row has a date to be judged on."""
    reference = request.book.definition.reference_date
    if request.day is None and (reference is None or reference not in columns):
        code = "date-missing" if reference is None else "date-column-missing"
        raise SituationError([Diagnostic(code, None, facts({"name": reference or ""}))])
