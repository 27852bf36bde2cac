"""This engine, and the function written by hand, as the peers are run: a table, or one person."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from benchmarks.handwritten import daily_allowance
from benchmarks.peers.programs.serving import (
    COLUMNS,
    FLAGS,
    INCOME,
    STATUSES,
    Engine,
    rounded_cents,
    serve,
    situations,
)

import bareme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_DAY = dt.date(2019, 3, 1)
_AMOUNT = "indemnite_journaliere"


def main() -> None:
    serve({"table": table, "evaluate": evaluate, "compiled": compiled, "handwritten": handwritten})


def table(directory: Path, threads: int) -> Engine:
    """Return the judgement of a pyarrow table: incomes as decimal128(12, 2)."""
    read = {name: np.fromfile(directory / name, dtype) for name, dtype in COLUMNS.items()}
    columns = {name: pa.array(read[name].astype(bool)) for name in FLAGS}
    columns["statut"] = pa.DictionaryArray.from_arrays(
        pa.array(read["statut"].astype(np.int8)), list(STATUSES)
    )
    words = np.zeros((len(read[INCOME]), 2), np.int64)  # the low and the high half of each
    words[:, 0] = read[INCOME]
    buffers = [None, pa.py_buffer(words)]
    columns[INCOME] = pa.Array.from_buffers(pa.decimal128(12, 2), len(words), buffers)
    people, rules = pa.table(columns), _rules()

    def judge() -> Any:
        return rules.evaluate_table(people, outputs=[_AMOUNT], workers=threads)

    def cents(result: Any) -> Iterable[int]:
        if result.table.num_rows != len(people):
            raise ValueError("some rows were refused")
        chunks = result.table.column(_AMOUNT).combine_chunks()
        if chunks.type.scale != 2:
            raise ValueError(f"not in cents: {chunks.type}")
        whole = np.frombuffer(chunks.buffers()[1], np.int64).reshape(-1, 2)[:, 0]
        return whole[chunks.offset : chunks.offset + len(chunks)].tolist()  # type: ignore[no-any-return]

    return Engine(judge, cents)


def evaluate(directory: Path, _threads: int) -> Engine:
    """Return the full evaluation, with its trace, one situation at a time."""
    rules, outputs = _rules(), [_AMOUNT]
    return _each(directory, lambda person: rules.evaluate(person, outputs=outputs)[_AMOUNT])


def compiled(directory: Path, _threads: int) -> Engine:
    """Return the rules compiled to one function, which is told that the mean income is given."""
    function = _rules().compile(outputs=[_AMOUNT], given=[INCOME])
    return _each(directory, lambda person: function(person)[_AMOUNT])


def handwritten(directory: Path, _threads: int) -> Engine:
    """Return the function written by hand in Decimal."""
    return _each(directory, lambda person: daily_allowance(_DAY, **person))


def _each(directory: Path, call: Callable[[dict[str, Any]], Any]) -> Engine:
    people = situations(directory, lambda cents: Decimal(cents).scaleb(-2))
    return Engine(lambda: [call(person) for person in people], rounded_cents)


def _rules() -> bareme.Rules:
    return bareme.load("indemnites-journalieres").on(_DAY)


if __name__ == "__main__":
    main()
