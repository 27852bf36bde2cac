"""Tables one after another: types that fit, rows counted through, order kept, memory bounded."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bareme
from bareme.tables.judging import Request
from bareme.tables.streaming import evaluate_stream
from rulebooks import load
from shelf import book
from situations import Situations
from tables.comparing import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IJ = "indemnites-journalieres"
DAILY = "indemnite_journaliere"


def rules() -> bareme.Rules:
    return book(IJ).on("2018-03-01")


def _people(*incomes: Any) -> pa.Table:
    return pa.table({"statut": ["artisan"] * len(incomes), "revenu_annuel_moyen": list(incomes)})


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_result_for_each_table_in_their_order(workers: int) -> None:
    tables = [_people(20000), _people(), _people(42000, None), _people(None, 730)]
    found = list(rules().evaluate_stream(tables, outputs=[DAILY], workers=workers))
    answers = [result.table.column(DAILY).to_pylist() for result in found]
    paid = [Decimal("27.40"), Decimal("54.43"), Decimal("21.00")]
    assert answers == [[paid[0]], [], [paid[1], None], [None, paid[2]]]
    assert [[row.row for row in result.rejected] for result in found] == [[], [], [2], [3]]


@pytest.mark.parametrize("workers", [1, 3])
def test_a_stream_is_the_table_it_adds_up_to(workers: int) -> None:
    some = Situations(book(IJ), 8)
    whole = table_of(book(IJ), [some.one() for _ in range(300)])
    request = Request(book(IJ), None, book(IJ).definition.outputs, main_only=True)
    parts = [whole.slice(start, 37) for start in range(0, 300, 37)]
    found = list(evaluate_stream(request, parts, workers=workers, chunk_rows=20))
    wanted = book(IJ).evaluate_table(whole)
    assert pa.concat_tables([result.table for result in found]).equals(wanted.table)
    assert tuple(row for result in found for row in result.rejected) == wanted.rejected


def test_no_more_tables_are_read_than_threads_can_take() -> None:
    read = []

    def tables() -> Iterator[pa.Table]:
        for number in range(100):
            read.append(number)
            yield _people(20000)

    for workers, ahead in ((1, 1), (2, 5)):
        read.clear()
        stream = rules().evaluate_stream(tables(), outputs=[DAILY], workers=workers)
        assert read == [], "nothing is read before a result is asked for"
        next(stream)
        assert len(read) == ahead
        stream.close()  # type: ignore[attr-defined]  # a generator


@pytest.mark.parametrize("workers", [1, 4])
def test_what_is_wrong_with_a_table_is_raised_in_its_turn(workers: int) -> None:
    wrong = pa.table({"statu": ["artisan"], "revenu_annuel_moyen": [1]})
    stream = rules().evaluate_stream([_people(20000), _people(1), wrong], workers=workers)
    assert next(stream).table.num_rows == 1
    assert next(stream).table.num_rows == 1
    with pytest.raises(bareme.SituationError, match="statu"):
        next(stream)


def test_a_rulebook_judges_each_row_of_a_stream_on_its_own_date() -> None:
    days = [dt.date(2018, 12, 31), dt.date(2019, 1, 1)]
    tables = [_people(99999).append_column("date_constat", pa.array([day])) for day in days]
    found = [r.table.column(DAILY).to_pylist() for r in book(IJ).evaluate_stream(tables)]
    assert found == [[Decimal("54.43")], [Decimal("55.51")]]


RULES = """\
  arrondie: {label: A, unit: €/an, formula: revenu / tiers, round: 0.01}
  au_millieme: {label: M, unit: jours, formula: duree / tiers, round: 0.001}
  en_euros: {label: E, unit: €/an, formula: revenu / tiers, round: 10}
  jours_dus: {label: J, unit: jours, formula: duree * 2, round: 1}
  exacte: {label: X, unit: €/an, formula: revenu / tiers}
"""


@pytest.fixture(scope="module", name="small")
def _small(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    inputs = (
        "title: Essai\nversion: 2026.1\nfrom: 2010-01-01\ninputs:\n"
        "  revenu: {label: Revenu, type: amount, unit: €/an}\n"
        "  duree: {label: Jours, type: integer, unit: jours, default: 1}\n"
        "  naissance: {label: N, type: date, default: 2000-01-01}\n"
    )
    text = f"{inputs}rules:\n{RULES}outputs: [arrondie]\n"
    figure = "tiers: {label: T, unit: '1', values: {2010-01-01: {value: 3, reference: R}}}\n"
    return load(
        tmp_path_factory.mktemp("rules"), {"parameters.yaml": figure, "rulebook.yaml": text}
    ).on("2020-01-01")


TYPES = {
    "arrondie": pa.decimal128(38, 2),
    "au_millieme": pa.decimal128(38, 3),
    "en_euros": pa.decimal128(38, 2),
    "jours_dus": pa.int64(),
    "exacte": pa.string(),
    "revenu": pa.decimal128(38, 2),
    "duree": pa.int64(),
    "naissance": pa.date32(),
}


@pytest.mark.parametrize("revenu", [[], [3], [1], [None], [10**20], [Decimal("0.01")]])
def test_types_come_from_the_rules_and_not_from_the_rows(
    small: bareme.Rules, revenu: list[Any]
) -> None:
    given = pa.table({"revenu": pa.array(revenu, pa.decimal128(30, 2))})
    found = small.evaluate_table(given, outputs=list(TYPES)).table
    assert {name: found.schema.field(name).type for name in TYPES} == TYPES


# What is given for a rule, the output asked for, its type (its own without), and what comes out:
# None where the row is rejected, for the type cannot hold the number.
BEYOND = (
    ("arrondie", "27.40", None, Decimal("27.40")),
    ("arrondie", "27.4055", None, None),
    ("arrondie", "-0.001", None, None),
    ("en_euros", "12.34", None, Decimal("12.34")),
    ("jours_dus", "9223372036854775807", None, 2**63 - 1),
    ("jours_dus", "9223372036854775808", None, None),
    ("jours_dus", "-9223372036854775808", None, -(2**63)),
    ("jours_dus", "0.5", None, None),
    ("jours_dus", "255", pa.uint8(), 255),
    ("jours_dus", "256", pa.uint8(), None),
    ("jours_dus", "-1", pa.uint64(), None),
    ("jours_dus", "18446744073709551615", pa.uint64(), 2**64 - 1),
    ("arrondie", "999.99", pa.decimal128(5, 2), Decimal("999.99")),
    ("arrondie", "1000.00", pa.decimal128(5, 2), None),
    ("arrondie", "-1000.00", pa.decimal128(5, 2), None),
    ("arrondie", "27.40", pa.decimal128(5, 1), Decimal("27.4")),
    ("arrondie", "27.41", pa.decimal128(5, 1), None),
    ("arrondie", "27.41", pa.decimal256(60, 20), Decimal("27.41")),
    ("arrondie", "27.00", pa.int32(), 27),
    ("arrondie", "27.40", pa.int32(), None),
    ("arrondie", "27.40", pa.string(), "27.4"),
    ("arrondie", "27.4055", pa.large_string(), "27.4055"),
    ("arrondie", "27.40", pa.float64(), 27.4),
    ("arrondie", "0.1", pa.float32(), float(np.float32(0.1))),
    ("exacte", "0.3333", None, "0.3333"),
    ("exacte", "70000", pa.float16(), None),
)


@pytest.mark.parametrize("case", BEYOND, ids=str)
def test_what_a_type_cannot_hold_is_never_rounded_nor_lost(
    small: bareme.Rules, case: tuple[str, str, Any, Any]
) -> None:
    name, value, type_, wanted = case
    given = pa.table({name: [value, None], "revenu": ["3", "3"], "duree": ["1", "1"]})
    types = None if type_ is None else {name: type_}
    found = small.evaluate_table(given, outputs=["revenu", name], types=types)
    assert found.table.column(name)[0].as_py() == wanted
    if wanted is not None:
        assert found.rejected == ()
        return
    (rejected,) = found.rejected
    (diagnostic,) = rejected.diagnostics
    assert (rejected.row, diagnostic.code, diagnostic.subject) == (0, "answer-beyond-type", name)
    plain = f"{Decimal(value).normalize():f}"
    assert f"« {name} » vaut {plain} :" in diagnostic.message
    assert found.table.column("revenu").to_pylist() == [None, Decimal("3.00")]


def test_a_number_without_end_has_a_decimal_nowhere(small: bareme.Rules) -> None:
    types = {"exacte": pa.decimal128(38, 20)}
    given = pa.table({"revenu": [3, 1, None]})
    found = small.evaluate_table(given, outputs=["exacte"], types=types)
    assert found.table.column("exacte").to_pylist() == [Decimal(1), None, None]
    assert [(r.row, r.diagnostics[0].code) for r in found.rejected] == [
        (1, "answer-beyond-type"),
        (2, "missing-input"),
    ]
    assert "« exacte » vaut 1/3 :" in found.rejected[0].diagnostics[0].message


def test_a_day_that_a_clock_does_not_reach_is_told(small: bareme.Rules) -> None:
    days = [dt.date(2000, 2, 29), dt.date(2999, 1, 1), None]
    given = pa.table({"naissance": days, "revenu": [1, 1, 1]})
    types = {"naissance": pa.timestamp("ns")}
    found = small.evaluate_table(given, outputs=["naissance"], types=types)
    column = found.table.column("naissance").cast(pa.date32()).to_pylist()
    assert column == [dt.date(2000, 2, 29), None, dt.date(2000, 1, 1)]
    assert "« naissance » vaut 2999-01-01 :" in found.rejected[0].diagnostics[0].message


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("arrondie", pa.bool_()),
        ("arrondie", pa.date32()),
        ("arrondie", pa.list_(pa.string())),
        ("arrondie", pa.decimal128(10, -2)),
        ("naissance", pa.int64()),
    ],
)
def test_a_type_of_another_sort_is_refused_at_once(
    small: bareme.Rules, name: str, type_: Any
) -> None:
    with pytest.raises(TypeError, match=f"{name} is a .*: it cannot be written as"):
        small.evaluate_table(pa.table({"revenu": [1]}), outputs=[name], types={name: type_})


@pytest.mark.parametrize("type_", ["int64", float, None, np.dtype("int64")])
def test_a_type_is_one_of_pyarrow(small: bareme.Rules, type_: Any) -> None:
    with pytest.raises(TypeError, match="the type asked of arrondie is no pyarrow type"):
        small.evaluate_table(pa.table({"revenu": [1]}), types={"arrondie": type_})


@pytest.mark.parametrize("types", [[], [("arrondie", pa.float64())], pa.float64(), "arrondie", 0])
def test_types_are_a_mapping(small: bareme.Rules, types: Any) -> None:
    with pytest.raises(TypeError, match="types is a mapping of outputs to pyarrow types, not"):
        small.evaluate_table(pa.table({"revenu": [1]}), types=types)


@pytest.mark.parametrize("workers", [0, -1, True, False, 2.0, "2"])
@pytest.mark.parametrize("rows", [0, 1])
def test_workers_are_a_whole_number_of_threads(
    small: bareme.Rules, rows: int, workers: Any
) -> None:
    given = pa.table({"revenu": [1] * rows})
    with pytest.raises(ValueError, match="workers is a number of threads"):
        small.evaluate_table(given, workers=workers)
    with pytest.raises(ValueError, match="workers is a number of threads"):
        small.evaluate_stream([given], workers=workers)


ONE = {"revenu": [1]}


@pytest.mark.parametrize(
    "one",
    [ONE, pa.table(ONE), pa.RecordBatch.from_pydict(ONE), pd.DataFrame(ONE), pl.DataFrame(ONE), 3],
    ids=lambda one: type(one).__name__,
)
def test_a_stream_is_no_single_table(small: bareme.Rules, one: Any) -> None:
    wanted = f"an iterable of tables is expected, not {type(one).__name__}"
    with pytest.raises(TypeError, match=wanted):
        small.evaluate_stream(one)


def test_what_is_asked_of_a_stream_is_checked_at_the_call(small: bareme.Rules) -> None:
    with pytest.raises(TypeError, match="no pyarrow type"):
        small.evaluate_stream([], types={"arrondie": float})
    with pytest.raises(ValueError, match="no output"):
        small.evaluate_stream([], types={"exacte": pa.float64()})


def test_a_type_of_what_is_no_output_is_refused(small: bareme.Rules) -> None:
    with pytest.raises(ValueError, match="no output: exacte"):
        small.evaluate_table(pa.table({"revenu": [1]}), types={"exacte": pa.float64()})


@pytest.mark.parametrize(
    ("name", "type_", "wanted"),
    [
        ("profession_couverte", pa.int8(), [1]),
        ("profession_couverte", pa.string(), ["true"]),
        ("statut", pa.dictionary(pa.int8(), pa.string()), ["artisan"]),
        ("date_constat", pa.string(), ["2018-03-01"]),
        ("date_constat", pa.date64(), [dt.date(2018, 3, 1)]),
    ],
)
def test_other_types_of_what_is_no_number(name: str, type_: Any, wanted: list[Any]) -> None:
    found = rules().evaluate_table(_people(20000), outputs=[name], types={name: type_}).table
    assert found.schema.field(name).type == type_
    assert found.column(name).to_pylist() == wanted


def test_a_list_of_large_texts() -> None:
    name = "formulaire-contact"
    output = next(n for n in book(name).definition.outputs if _base(name, n) == "list")
    some = Situations(book(name), 1)
    rows = table_of(book(name), [some.one(wrong=0, missing=0) for _ in range(20)])
    type_ = pa.large_list(pa.large_string())
    found = book(name).evaluate_table(rows, outputs=[output], types={output: type_}).table
    plain = book(name).evaluate_table(rows, outputs=[output]).table
    assert found.schema.field(output).type == type_
    assert found.column(output).to_pylist() == plain.column(output).to_pylist()


def _base(name: str, output: str) -> str:
    kind = book(name).definition.kind_of(output)
    assert kind is not None
    return kind.base


def test_a_figure_by_choice_is_refused_row_by_row(tmp_path: Path) -> None:
    rules = load(tmp_path, {}).on("2020-01-01")
    found = rules.evaluate_table({"age": np.array([3])}, outputs=["taux_statut"])
    assert [d.code for d in found.rejected[0].diagnostics] == ["figure-by-choice"]
