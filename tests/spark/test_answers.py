"""Answers in Spark are those of one situation at a time, however the rows are dealt out."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from shelf import book
from situations import Situations
from tables.comparing import alone, same, table_of

IJ = "indemnites-journalieres"
BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch"
PLACE = "rang"  # rows come back in any order


def judged(spark: Any, name: str, rows: list[dict[str, Any]], parts: int, batch: int) -> list[Any]:
    """Return the rows as Spark judges them, in the order in which they were given."""
    import bareme.spark

    table = table_of(book(name), rows).append_column(PLACE, pa.array(range(len(rows))))
    spark.conf.set(BATCH, batch)
    frame = spark.createDataFrame(table).repartition(parts)
    found: pa.Table = bareme.spark.evaluate(frame, book(name)).toArrow()
    ordered: list[Any] = found.sort_by(PLACE).to_pylist()
    return ordered


def _is_whole(value: Any) -> bool:
    return bool(value.denominator == 1 and abs(value) < 2**63)


@pytest.mark.parametrize("name", [IJ, "bilan-sante-retraite", "formulaire-contact"])
def test_each_row_is_judged_as_alone(name: str, spark: Any) -> None:
    some = Situations(book(name), 4)
    rows = [some.one() for _ in range(400)]
    refused = 0
    for found, row in zip(judged(spark, name, rows, 3, 64), rows, strict=True):
        wanted = alone(book(name), row, None)
        if isinstance(wanted, list):
            told = [(r["code"], r["subject"] or "", r["message"]) for r in found["rejet"]]
            assert sorted(told) == wanted, row
            refused += 1
            continue
        if found["rejet"] is not None:  # days of a rule that is given, and are not whole
            assert all(not _is_whole(wanted[r["subject"]]) for r in found["rejet"]), row
            assert {r["code"] for r in found["rejet"]} == {"answer-beyond-type"}
            continue
        for output in book(name).definition.outputs:
            assert same(found[output], wanted.get(output)), (output, row)
    assert 0 < refused < len(rows)


def test_neither_partitions_nor_batches_change_anything(spark: Any) -> None:
    some = Situations(book(IJ), 3)
    rows = [some.one() for _ in range(30)]
    whole = judged(spark, IJ, rows, 1, 10_000)
    for parts, batch in ((1, 7), (3, 1), (5, 64)):
        assert judged(spark, IJ, rows, parts, batch) == whole
