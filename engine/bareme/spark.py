"""Situations in a Spark DataFrame: judged where they lie, batch by batch, by the same kernel.

Needs the extra `spark`, here and on the executors; no rules directory is needed there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bareme.distributed import REJECTS, Judge

try:
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_type
    from pyspark.sql.types import StructField, StructType
except ModuleNotFoundError as lacking:
    message = f"bareme.spark needs {lacking.name}: pip install 'bareme[spark]'"
    raise ModuleNotFoundError(message, name=lacking.name) from None

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from pyspark.sql import DataFrame

    from bareme.rulebook import Rulebook


def evaluate(
    dataframe: DataFrame,
    rulebook: Rulebook,
    *,
    on: dt.date | str | None = None,
    outputs: Iterable[str] | None = None,
    types: Mapping[str, Any] | None = None,
    rejects: str = REJECTS,
) -> DataFrame:
    """Return the DataFrame with a column for each output, as `Rules.evaluate_table` answers, and
    one more, `rejects`, that tells why a row is rejected: null where it was judged, else an array
    of structs (`code`, `subject`, `message`, `remedy`). No row is lost, and none stops the job.

    With `on`, every row is judged by the version in force on that date (a `date`, or ISO text);
    without, each on its own reference date. `types` asks for other Arrow types of some outputs.
    Like every transformation, it is carried out when its rows are asked for, and each time anew
    unless they are kept (`persist`).

    Raises at once, before anything runs: SituationError for an output, a date or a column that
    cannot be what it is called, or is misspelt; ValueError when a column is called `rejects`
    already, or a type is asked of what is no output; TypeError for a type that cannot be.
    """
    judge = Judge(book=rulebook, on=on, outputs=outputs, types=types, rejects=rejects)
    return dataframe.mapInArrow(lambda batches: map(judge, batches), _schema(dataframe, judge))


def _schema(dataframe: DataFrame, judge: Judge) -> StructType:
    """Return the schema of the answers: that of no rows at all; what is carried stays as it is."""
    names, carried = dataframe.columns, dataframe.schema.fields
    answered = judge(pa.table([pa.nulls(0)] * len(names), names=names)).schema
    return StructType(
        [
            carried[place]
            if pa.types.is_null(field.type)  # given, and no answer has taken its place
            else StructField(field.name, from_arrow_type(field.type))
            for place, field in enumerate(answered)
        ]
    )
