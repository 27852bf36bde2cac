"""What goes into Spark comes out of it: types, columns, rejects; and what is refused at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import bareme
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Callable

IJ = "indemnites-journalieres"
DAY = "2018-03-01"
OUTPUTS = ["indemnite_journaliere"]
STATUS = ["artisan", "commercant", "conjoint_collaborateur"]
AMOUNTS = [Decimal("27.40"), Decimal("21.00"), Decimal("21.77")]
INCOME = "revenu_annuel_moyen"


@pytest.fixture
def evaluate(spark: Any) -> Callable[..., Any]:
    import bareme.spark

    return bareme.spark.evaluate


@pytest.fixture
def people(spark: Any) -> Any:
    incomes = pa.array([20000, 2500, 42000], pa.int64())
    return spark.createDataFrame(pa.table({"statut": STATUS, INCOME: incomes}))


def amounts(frame: Any) -> list[Any]:
    return [row[0] for row in frame.select(*OUTPUTS).collect()]


@pytest.mark.parametrize("type_", ["int", "double", "decimal(9,2)", "decimal(38,18)", "string"])
def test_amounts_of_every_type(type_: str, people: Any, evaluate: Callable[..., Any]) -> None:
    given = people.withColumn(INCOME, people[INCOME].cast(type_))
    found = evaluate(given, book(IJ), on=DAY, outputs=OUTPUTS)
    assert dict(found.dtypes)[OUTPUTS[0]] == "decimal(38,2)"
    assert amounts(found) == AMOUNTS


def test_dates_truths_and_lists(spark: Any, evaluate: Callable[..., Any]) -> None:
    frame = spark.sql(
        "select date'2019-05-02' date_courrier, 'retraite' personne,"
        " date'2019-03-01' date_retraite, true prestations_maladie_independants,"
        " date'1957-02-11' date_naissance"
    )
    asked = book("bilan-sante-retraite")
    (row,) = evaluate(frame, asked).collect()
    situation = {name: row[name] for name in frame.columns}
    assert row["rejet"] is None
    result = asked.evaluate(situation)
    types = dict(evaluate(frame, asked).dtypes)
    assert {types[name] for name in asked.definition.outputs} == {
        *("boolean", "date", "array<string>")
    }
    for name in asked.definition.outputs:
        value = result.exact(name)
        assert row[name] == (list(value) if isinstance(value, tuple) else value)


def test_each_row_may_have_its_own_date(people: Any, evaluate: Callable[..., Any]) -> None:
    from pyspark.sql import functions

    days = functions.array(functions.lit(dt.date(2018, 3, 1)), functions.lit(dt.date(2014, 12, 31)))
    given = people.where("statut = 'conjoint_collaborateur'").withColumn(
        "date_constat", functions.explode(days)
    )
    found = evaluate(given, book(IJ), outputs=OUTPUTS)
    by_date = {row["date_constat"]: row[OUTPUTS[0]] for row in found.collect()}
    assert by_date == {dt.date(2018, 3, 1): AMOUNTS[2], dt.date(2014, 12, 31): None}
    (before,) = found.where("rejet is not null").collect()
    assert before["rejet"][0]["code"] == "before-rulebook"


def test_what_is_wrong_with_a_row_is_told_in_words(
    people: Any, evaluate: Callable[..., Any]
) -> None:
    given = people.replace("commercant", "comercant").limit(2)
    found = evaluate(given, book(IJ), on=DAY, outputs=OUTPUTS)
    good, bad = found.collect()
    assert (good["rejet"], bad[OUTPUTS[0]]) == (None, None)
    (reason,) = bad["rejet"]
    assert reason.asDict() == {
        "code": "unknown-choice",
        "subject": "statut",
        "message": "« comercant » ne fait pas partie des choix.",
        "remedy": "Écrivez : commercant",
    }


def test_the_column_of_rejects_may_be_named(people: Any, evaluate: Callable[..., Any]) -> None:
    found = evaluate(people, book(IJ), on=DAY, outputs=OUTPUTS, rejects="motifs")
    assert found.columns == [*people.columns, *OUTPUTS, "motifs"]


def test_no_rows_at_all(people: Any, evaluate: Callable[..., Any]) -> None:
    found = evaluate(people.limit(0), book(IJ), on=DAY)
    assert found.collect() == []
    assert found.columns == [*people.columns, *book(IJ).definition.outputs, "rejet"]


def test_partitions_may_be_empty(people: Any, evaluate: Callable[..., Any]) -> None:
    found = evaluate(people.repartition(6), book(IJ), on=DAY, outputs=OUTPUTS)
    assert sorted(amounts(found)) == sorted(AMOUNTS)


def test_other_columns_are_carried_as_they_are(people: Any, evaluate: Callable[..., Any]) -> None:
    given = people.selectExpr(
        *("1 a", "struct(1 x, 'y' y) b", "map('k', 1) c", "cast('z' as binary) d", "*"),
        *("timestamp'2020-01-01 12:00:00' e", "array(1, null) f", "interval 1 day g", "null h"),
    ).withMetadata("a", {"note": "gardée"})
    found = evaluate(given, book(IJ), on=DAY, outputs=OUTPUTS)
    assert found.schema.fields[: len(given.columns)] == given.schema.fields
    assert found.select(*given.columns).collect() == given.collect()
    assert amounts(found) == AMOUNTS


def test_an_answer_takes_the_place_of_its_column(people: Any, evaluate: Callable[..., Any]) -> None:
    given = people.selectExpr("statut", "cast(12.5 as double) indemnite_journaliere", INCOME)
    found = evaluate(given, book(IJ), on=DAY, outputs=OUTPUTS)
    assert found.columns == [*given.columns, "rejet"]
    assert amounts(found) == [Decimal("12.50")] * 3, "what is given is not computed again"


def test_other_types_may_be_asked_for(people: Any, evaluate: Callable[..., Any]) -> None:
    types = {OUTPUTS[0]: pa.float64()}
    found = evaluate(people, book(IJ), on=DAY, outputs=OUTPUTS, types=types)
    assert dict(found.dtypes)[OUTPUTS[0]] == "double"
    assert amounts(found) == [27.4, 21.0, 21.77]


def test_an_answer_that_its_type_cannot_hold_rejects_its_row(
    people: Any, evaluate: Callable[..., Any]
) -> None:
    types = {OUTPUTS[0]: pa.int8()}
    found = evaluate(people, book(IJ), on=DAY, outputs=OUTPUTS, types=types)
    assert amounts(found) == [None, 21, None]
    codes = [row["rejet"] and row["rejet"][0]["code"] for row in found.collect()]
    assert codes == ["answer-beyond-type", None, "answer-beyond-type"]


@pytest.mark.parametrize(
    ("code", "columns", "asked"),
    [
        ("column-misspelt", ("statut statu",), {}),
        ("column-misspelt", ("statut STATUT",), {}),
        ("column-twice", ("statut", "statut"), {}),
        ("figure-given", ("1 diviseur_annuel",), {}),
        ("unknown-output", ("statut",), {"outputs": ["indemnite"]}),
        ("before-rulebook", ("statut",), {"on": "2014-12-31"}),
        ("no-such-day", ("statut",), {"on": "2018-02-30"}),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_runs(
    code: str,
    columns: tuple[str, ...],
    asked: dict[str, Any],
    people: Any,
    evaluate: Callable[..., Any],
) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        evaluate(people.selectExpr(*columns), book(IJ), **{"on": DAY, **asked})
    assert [found.code for found in refused.value.diagnostics] == [code]


@pytest.mark.parametrize("name", ["rejet", "Rejet"])
def test_a_column_is_never_taken_for_the_rejects(
    name: str, people: Any, evaluate: Callable[..., Any]
) -> None:
    given = people.withColumn(name, people["statut"])
    with pytest.raises(ValueError, match="there is a column rejet already"):
        evaluate(given, book(IJ), on=DAY)
    with pytest.raises(ValueError, match="there is a column indemnite_journaliere"):
        evaluate(people, book(IJ), on=DAY, outputs=OUTPUTS, rejects=OUTPUTS[0])
