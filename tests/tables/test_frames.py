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
