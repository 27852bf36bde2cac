"""What comes in goes out: Arrow, pandas, polars, numpy; whatever their types, exactly."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bareme
from bareme.tables.frames import names_of
from shelf import book

IJ = "indemnites-journalieres"
OUTPUTS = ["indemnite_journaliere"]
STATUS = ["artisan", "commercant", "conjoint_collaborateur"]
INCOME = [20000, 2500, 42000]
AMOUNTS = [Decimal("27.40"), Decimal("21.00"), Decimal("21.77")]


def rules() -> bareme.Rules:
    return book(IJ).on("2018-03-01")


def test_an_arrow_table() -> None:
    table = pa.table({"id": ["a", "b", "c"], "statut": STATUS, "revenu_annuel_moyen": INCOME})
    found = rules().evaluate_table(table, outputs=OUTPUTS)
    assert found.table.column_names == [*table.column_names, *OUTPUTS]
    assert found.table.column("id").to_pylist() == ["a", "b", "c"]
    assert found.table.schema.field(OUTPUTS[0]).type == pa.decimal128(38, 2)
    assert found.table.column(OUTPUTS[0]).to_pylist() == AMOUNTS
    assert found.rejected == ()


def test_a_record_batch() -> None:
    batch = pa.RecordBatch.from_pydict({"statut": STATUS, "revenu_annuel_moyen": INCOME})
    found = rules().evaluate_table(batch, outputs=OUTPUTS).table
    assert isinstance(found, pa.RecordBatch)
    assert found.column(OUTPUTS[0]).to_pylist() == AMOUNTS


def test_a_pandas_frame_keeps_its_index() -> None:
    frame = pd.DataFrame({"statut": STATUS, "revenu_annuel_moyen": INCOME}, index=[7, 3, 9])
    found = rules().evaluate_table(frame, outputs=OUTPUTS).table
    assert isinstance(found, pd.DataFrame)
    assert list(found.index) == [7, 3, 9]
    assert list(found[OUTPUTS[0]]) == AMOUNTS
    assert list(frame.columns) == ["statut", "revenu_annuel_moyen"], "what is given is not changed"


def test_a_polars_frame() -> None:
    frame = pl.DataFrame({"statut": STATUS, "revenu_annuel_moyen": INCOME})
    found = rules().evaluate_table(frame, outputs=OUTPUTS).table
    assert isinstance(found, pl.DataFrame)
    assert found[OUTPUTS[0]].to_list() == AMOUNTS


def test_a_mapping_of_numpy_arrays() -> None:
    columns = {"statut": np.array(STATUS), "revenu_annuel_moyen": np.array(INCOME)}
    found = rules().evaluate_table(columns, outputs=OUTPUTS).table
    assert isinstance(found, dict)
    assert list(found[OUTPUTS[0]]) == AMOUNTS


def test_whole_numbers_stay_whole_where_some_are_missing() -> None:
    columns = {"statut": ["artisan"] * 2, "revenu_annuel_moyen": INCOME[:2]}
    columns["duree_arret"] = [8, None]
    for table in (pd.DataFrame(columns), columns):
        found = rules().evaluate_table(table).table["jours_indemnises"]
        assert [type(value) for value in found] == [int, type(None)]


def _odd_pandas() -> pd.DataFrame:
    columns = {"statut": STATUS, "revenu_annuel_moyen": INCOME, "note": [1, "x", None], 3: 1j}
    frame = pd.DataFrame(columns, index=[7, 3, 9])
    return pd.concat([frame, frame[["note"]]], axis=1)


def _odd_polars() -> pl.DataFrame:
    columns = {"statut": STATUS, "revenu_annuel_moyen": INCOME, "note": [1, 2**100, None]}
    return pl.DataFrame(columns, schema_overrides={"note": pl.Int128})


def _odd_mapping() -> dict[str, Any]:
    return {"statut": STATUS, "revenu_annuel_moyen": INCOME, "note": np.array([1, "x", {}], object)}


def _odd_arrow() -> pa.Table:
    table = pa.table({"statut": STATUS, "revenu_annuel_moyen": INCOME, "note": [1, 2, 3]})
    return table.append_column("note", pa.array(["a", "b", "c"]))


@pytest.mark.parametrize("odd", [_odd_pandas, _odd_polars, _odd_mapping, _odd_arrow])
def test_what_is_carried_along_may_be_anything(odd: Any) -> None:
    table = odd()
    found = rules().evaluate_table(table, outputs=OUTPUTS).table
    assert type(found) is type(table)
    assert names_of(found) == [*names_of(table), *OUTPUTS]
    answers = found[OUTPUTS[0]]
    assert (answers.to_pylist() if odd is _odd_arrow else list(answers)) == AMOUNTS


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"note": [1, "x", None]}),
        pd.DataFrame(index=[4, 5, 6]),
        pl.DataFrame({"note": [1, 2, 3]}, schema={"note": pl.Int128}),
        {"note": [1, "x", None]},
        pa.table({"note": [1, 2, 3]}),
        pa.RecordBatch.from_pydict({"note": [1, 2, 3]}),
    ],
    ids=lambda table: f"{type(table).__module__.split('.')[0]}",
)
def test_rows_are_judged_without_any_known_column(table: Any) -> None:
    found = rules().evaluate_table(table, outputs=OUTPUTS)
    assert [row.row for row in found.rejected] == [0, 1, 2]
    assert len(found.table[OUTPUTS[0]]) == 3


def test_the_names_of_a_frame_are_checked_before_its_values() -> None:
    twice = pd.DataFrame([["artisan", 1, "x"]], columns=["statut", "note", "statut"])
    misspelt = pd.DataFrame({"statu": [1, "x"]})
    for frame, code in ((twice, "column-twice"), (misspelt, "column-misspelt")):
        with pytest.raises(bareme.SituationError) as refused:
            rules().evaluate_table(frame)
        assert [d.code for d in refused.value.diagnostics] == [code]


def test_columns_of_several_lengths_are_no_table() -> None:
    with pytest.raises(ValueError, match=r"one length, not \[2, 3\]"):
        rules().evaluate_table({"statut": STATUS, "note": [1, 2]})


def test_anything_else_is_no_table() -> None:
    with pytest.raises(TypeError, match="a table is expected, not list"):
        rules().evaluate_table([1, 2])


def test_no_rows_at_all() -> None:
    table = pa.table({"statut": pa.array([], pa.string()), "duree_arret": pa.array([], pa.int64())})
    found = rules().evaluate_table(table)
    assert found.table.num_rows == 0
    assert set(rules().book.definition.outputs) <= set(found.table.column_names)


_WHOLE, _DECIMAL = [20000, None, 42000], [Decimal(20000), None, Decimal(42000)]
_WRITTEN = ["20000", None, "42000.00"]
INCOMES = (
    *(pa.array(_WHOLE, kind) for kind in (pa.int32(), pa.int64(), pa.uint64(), pa.float64())),
    *(pa.array(_DECIMAL, kind) for kind in (pa.decimal128(9, 2), pa.decimal128(38, 10))),
    *(pa.array(_WRITTEN, kind) for kind in (pa.string(), pa.large_string())),
    pa.array(_DECIMAL, pa.decimal256(40, 2)),
    pa.array(_WRITTEN).dictionary_encode(),
)


@pytest.mark.parametrize("incomes", INCOMES, ids=lambda array: str(array.type))
def test_amounts_of_every_type(incomes: pa.Array) -> None:
    table = pa.table({"statut": ["artisan"] * 3, "revenu_annuel_moyen": incomes})
    found = rules().evaluate_table(table, outputs=OUTPUTS)
    assert found.table.column(OUTPUTS[0]).to_pylist() == [Decimal("27.40"), None, Decimal("54.43")]
    (rejected,) = found.rejected
    assert rejected.row == 1
    assert rejected.diagnostics[0].code == "missing-input"


@pytest.mark.parametrize("slice_", [(1, 2), (2, 1), (0, 0)])
def test_slices_are_what_they_show(slice_: tuple[int, int]) -> None:
    incomes = pa.array([Decimal("1.00"), Decimal("20000.00"), Decimal("42000.00")])
    table = pa.table({"statut": STATUS, "revenu_annuel_moyen": incomes}).slice(*slice_)
    found = rules().evaluate_table(table, outputs=OUTPUTS).table.column(OUTPUTS[0]).to_pylist()
    whole = [rules().evaluate(row, outputs=OUTPUTS)[OUTPUTS[0]] for row in table.to_pylist()]
    assert found == whole


FLOATS = (
    *(0.1, 0.07, 0.29, 1.005, 2.675, 3862.8, 3862.79, 19999.995, 1e15, 12345678901234.56),
    *(0.1 + 0.2, 1 / 3, -0.01, 1e22, 5e-324, float("nan"), float("inf")),
)


@pytest.mark.parametrize("value", FLOATS)
def test_a_float_is_the_decimal_it_prints_as(value: float) -> None:
    """The same as for one person: taken, or refused with the same words."""
    row = {"statut": "artisan", "revenu_annuel_moyen": value}
    table = pa.table({name: [cell] for name, cell in row.items()})
    asked = ["revenu_annuel_moyen", "indemnite_temps_plein"]
    found = rules().evaluate_table(table, outputs=asked)
    if found.rejected:
        with pytest.raises(bareme.SituationError) as refused:
            rules().evaluate(row, outputs=asked)
        assert found.rejected[0].diagnostics == refused.value.diagnostics
        return
    wanted = rules().evaluate(row, outputs=asked)
    for name in asked:
        assert Decimal(found.table.column(name)[0].as_py()) == wanted[name]


WRONG: tuple[tuple[str, Any, str], ...] = (
    ("statut", "artisn", "unknown-choice"),
    ("statut", 3, "wrong-type"),
    ("revenu_annuel_moyen", "20 000", "not-a-number"),
    ("revenu_annuel_moyen", "20.000", "not-cents"),
    ("revenu_annee_1", "-1", "too-small"),
    ("revenu_annee_1", Decimal("1.005"), "not-cents"),
    ("duree_arret", 0, "too-small"),
    ("duree_arret", Decimal("1.5"), "not-an-integer"),
    ("micro_entrepreneur", "oui", "not-a-boolean"),
    ("date_constat", "2018-02-30", "no-such-day"),
    ("date_constat", dt.datetime(2018, 3, 1, 12, tzinfo=dt.UTC), "wrong-type"),
)


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_a_value_that_cannot_be_taken_rejects_its_row(name: str, value: Any, code: str) -> None:
    row = {"statut": "artisan", "revenu_annuel_moyen": "20000", name: value}
    found = rules().evaluate_table(pa.table({key: [cell] for key, cell in row.items()}))
    assert [d.code for d in found.rejected[0].diagnostics] == [code]
    assert found.rejected[0].diagnostics[0].subject == name


NOT_UTF_8 = pa.Array.from_buffers(
    pa.string(), 1, [None, pa.py_buffer(np.array([0, 2], np.int32)), pa.py_buffer(b"\xff1")]
)
# The column, the value, the code of the finding, and what it shows of the value.
UNHELD: tuple[tuple[str, pa.Array, str, str], ...] = (
    ("date_constat", pa.array([5_000_000], pa.date32()), "wrong-type", "15659-07-15 (date32[day])"),
    ("date_constat", pa.array([2**31 - 1], pa.date32()), "wrong-type", "(date32[day])"),
    ("date_constat", pa.array([-(2**31)], pa.date32()), "wrong-type", "(date32[day])"),
    ("date_constat", pa.array([10**17], pa.date64()), "wrong-type", f"{10**17}> (date64[ms])"),
    ("date_constat", pa.array([10**18], pa.timestamp("us")), "wrong-type", "(timestamp[us])"),
    ("date_constat", NOT_UTF_8, "wrong-type", "b'\\xff1' (string)"),
    ("statut", NOT_UTF_8, "wrong-type", "b'\\xff1' (string)"),
    ("statut", NOT_UTF_8.dictionary_encode(), "wrong-type", "b'\\xff1' (string)"),
    ("statut", pa.array([b"artisan"]), "wrong-type", "b'artisan' (bytes)"),
    ("statut", pa.array([{"a": 1}]), "wrong-type", "{'a': 1} (dict)"),
    ("statut", pa.array([["artisan"]]), "wrong-type", "['artisan'] (list)"),
    ("statut", pa.array([[["artisan"]]]), "wrong-type", "[['artisan']] (list)"),
    ("statut", pa.array([[5_000_000]], pa.list_(pa.date32())), "wrong-type", "… (list<"),
    ("revenu_annuel_moyen", NOT_UTF_8, "wrong-type", "b'\\xff1' (string)"),
    ("revenu_annuel_moyen", pa.array([[[1]]]), "wrong-type", "[[1]] (list)"),
    ("revenu_annuel_moyen", pa.array([10**18], pa.duration("s")), "wrong-type", f"{10**18} (dur"),
    ("duree_arret", pa.array([{"a": 1}]), "wrong-type", "{'a': 1} (dict)"),
    ("micro_entrepreneur", NOT_UTF_8, "wrong-type", "b'\\xff1' (string)"),
)


@pytest.mark.parametrize(("name", "value", "code", "shown"), UNHELD)
def test_a_value_that_python_cannot_hold_rejects_its_row_alone(
    name: str, value: pa.Array, code: str, shown: str
) -> None:
    whole = pa.table(
        {
            "statut": ["artisan", "artisan"],
            "revenu_annuel_moyen": ["20000", "20000"],
            "date_constat": ["2018-03-01", "2018-03-01"],
        }
    )
    others = whole.drop_columns([name] if name in whole.column_names else [])
    with_nothing = pa.chunked_array([value, pa.nulls(1, value.type)])
    for judge in (rules(), book(IJ)):
        found = judge.evaluate_table(others.append_column(name, with_nothing), outputs=OUTPUTS)
        rejected = {row.row: row.diagnostics for row in found.rejected}
        (diagnostic,) = rejected[0]
        assert (diagnostic.code, diagnostic.subject) == (code, name)
        assert shown in diagnostic.message
        assert all(d.code != code for d in rejected.get(1, ()))


def test_numbers_too_large_for_64_bits() -> None:
    incomes = [Decimal("123456789012345678901234567890.12"), Decimal("0.01"), None]
    table = pa.table({"statut": STATUS, "revenu_annuel_moyen": incomes})
    asked = ["revenu_annuel_moyen", "indemnite_temps_plein"]
    found = rules().evaluate_table(table, outputs=asked).table
    told = ["123456789012345678901234567890.12", "0.01", None]  # a rule that nothing rounds: text
    assert found.column("revenu_annuel_moyen").to_pylist() == told
    assert found.column("indemnite_temps_plein").to_pylist()[0] == Decimal("54.43")


def test_a_number_without_end_is_told_exactly() -> None:
    years = {f"revenu_annee_{n}": [10000, 10000] for n in (1, 2)}
    table = pa.table({"statut": ["artisan"] * 2, **years, "revenu_annee_3": [10000, 10001]})
    found = rules().evaluate_table(table, outputs=["revenu_annuel_moyen"]).table
    assert found.column("revenu_annuel_moyen").to_pylist() == ["10000", "30001/3"]


def test_another_type_on_demand() -> None:
    table = pa.table({"statut": STATUS, "revenu_annuel_moyen": INCOME})
    types = {OUTPUTS[0]: pa.float64()}
    found = rules().evaluate_table(table, outputs=OUTPUTS, types=types).table
    assert found.column(OUTPUTS[0]).to_pylist() == [27.4, 21.0, 21.77]


def test_what_is_probably_misspelt_is_refused() -> None:
    table = pa.table({"statut": STATUS, "revenu_anuel_moyen": INCOME, "plafond_annuel": INCOME})
    with pytest.raises(bareme.SituationError) as refused:
        rules().evaluate_table(table)
    found = {(d.code, d.subject, d.suggestion) for d in refused.value.diagnostics}
    assert ("figure-given", "plafond_annuel", None) in found


def test_a_rule_may_be_given_on_some_rows() -> None:
    table = pa.table(
        {
            "statut": ["artisan"] * 2,
            "revenu_annuel_moyen": [20000, None],
            **{f"revenu_annee_{n}": [None, 42000] for n in (1, 2, 3)},
        }
    )
    found = rules().evaluate_table(table, outputs=[*OUTPUTS, "revenu_annuel_moyen"]).table
    assert found.column(OUTPUTS[0]).to_pylist() == [Decimal("27.40"), Decimal("54.43")]
    assert [Decimal(v) for v in found.column("revenu_annuel_moyen").to_pylist()] == [20000, 42000]


def test_each_row_on_its_own_date() -> None:
    dates = [dt.date(2018, 12, 31), dt.date(2019, 1, 1), dt.date(2099, 1, 1)]
    same = {"statut": ["artisan"] * 3, "revenu_annuel_moyen": [99999] * 3}
    table = pa.table({"date_constat": dates, **same})
    found = book(IJ).evaluate_table(table, outputs=OUTPUTS)
    assert found.table.column(OUTPUTS[0]).to_pylist() == [Decimal("54.43"), Decimal("55.51"), None]
    assert [d.code for d in found.rejected[0].diagnostics] == ["figure-past-its-year"]
