"""A table judged by columns against each of its rows judged alone."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import bareme
from bareme.values import as_decimal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.tables.result import TableResult

_TYPES = {
    "number": pa.decimal128(38, 3),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "choice": pa.string(),
    "text": pa.string(),
    "list": pa.list_(pa.string()),
}


def table_of(book: bareme.Rulebook, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Return situations as a table: null for what is not given."""
    names = [*book.definition.inputs, *book.definition.rules]
    used = [name for name in names if any(name in row for row in rows)]
    kinds = {name: book.definition.kind_of(name) for name in used}
    return pa.table(
        {
            name: pa.array([_cell(row.get(name)) for row in rows], _TYPES[kind.base])
            for name, kind in kinds.items()
            if kind is not None
        }
    )


def _cell(value: Any) -> Any:
    return as_decimal(value) if isinstance(value, Fraction) else value


def alone(book: bareme.Rulebook, row: dict[str, Any], outputs: list[str] | None) -> Any:
    """Return what one situation gives: its values, or the findings of its refusal."""
    try:
        result = book.evaluate(row, outputs=outputs)
    except bareme.SituationError as error:
        return _told(error.diagnostics)
    return {name: result.exact(name) for name in result.outputs}


def _told(diagnostics: Sequence[bareme.Diagnostic]) -> list[tuple[str, str, str]]:
    return sorted((d.code, d.subject or "", d.message) for d in diagnostics)


def compare(
    book: bareme.Rulebook,
    rows: Sequence[dict[str, Any]],
    result: TableResult,
    outputs: list[str] | None,
) -> None:
    """Hold every row against the same row alone: values, or refusals word for word."""
    refused = {row.row: row.diagnostics for row in result.rejected}
    columns = {name: result.table.column(name).to_pylist() for name in result.outputs}
    for index, row in enumerate(rows):
        wanted = alone(book, row, outputs)
        if isinstance(wanted, list):
            assert _told(refused.get(index, ())) == wanted, row
            continue
        if index in refused:
            beyond = {d.subject for d in refused[index] if d.code == "answer-beyond-type"}
            assert len(beyond) == len(refused[index]), (row, refused[index])
            assert beyond == {n for n, v in wanted.items() if not _fits(v, _type(result, n))}, row
            continue
        for name in result.outputs:
            assert same(columns[name][index], wanted.get(name)), (name, row, wanted.get(name))


def _type(result: TableResult, name: str) -> Any:
    return result.table.schema.field(name).type


def _fits(value: Any, type_: Any) -> bool:
    """Tell whether a type can hold a value exactly."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return True
    if pa.types.is_integer(type_):
        return value.denominator == 1 and -(2**63) <= value < 2**63
    if pa.types.is_decimal(type_):
        scaled = value * 10**type_.scale
        return bool(scaled.denominator == 1 and abs(scaled) < 10**type_.precision)
    return True


def same(found: Any, exact: Any) -> bool:
    """Tell whether a cell is an exact value: numbers as numbers, or as text where no decimal is."""
    if isinstance(exact, tuple):
        return bool(list(exact) == found)
    if isinstance(exact, (int, Fraction)) and not isinstance(exact, bool):
        number = plain(Fraction(exact)) if isinstance(found, str) else exact
        return bool(found == number)
    same_type: bool = type(found) is type(exact)
    return same_type and bool(found == exact)
