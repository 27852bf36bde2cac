"""Parquet and directories: every type carried along, in and out, alone and in parts."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bareme.batch import delimited, parquet, running

if TYPE_CHECKING:
    from collections.abc import Callable

    from batch.conftest import Ran

DAILY = ("--outputs", "indemnite_journaliere")
ON = ("--on", "2018-03-01")
PAID = [Decimal("27.40"), Decimal("21.00"), Decimal("54.43")]


def _people(**more: pa.Array) -> pa.Table:
    incomes = pa.array([Decimal("20000.00"), Decimal("730.00"), Decimal("42000.00")])
    return pa.table({"statut": ["artisan"] * 3, "revenu_annuel_moyen": incomes, **more})


CARRIED = {
    "code": pa.array(["01", "", None]),
    "dictionary": pa.array(["a;b", 'c"d', None]).dictionary_encode(),
    "whole": pa.array([1, -2, None], pa.int32()),
    "double": pa.array([0.1, 1e22, None]),
    "small": pa.array([Decimal("0.0000001"), Decimal("-1.5"), None], pa.decimal128(20, 7)),
    "day": pa.array([dt.date(2018, 3, 1), dt.date(1999, 12, 31), None]),
    "moment": pa.array([1519907400000, None, None], pa.timestamp("ms")),
    "truth": pa.array([True, False, None]),
    "names": pa.array([["x", "y"], [], None]),
    "nothing": pa.nulls(3),
}
CELLS = [
    '01;"a;b";1;0,1;0,0000001;2018-03-01;2018-03-01 12:30:00.000;true;x,y;;27,40',
    '"";"c""d";-2;1e+22;-1,5000000;1999-12-31;;false;"";;21,00',
    ";;;;;;;;;;54,43",
]


def test_every_type_is_carried_along(batch: Callable[..., Ran]) -> None:
    pq.write_table(_people(**CARRIED), "in.parquet")
    ran = batch("in.parquet", "out.parquet", *ON, *DAILY)
    assert (ran.status, ran.err) == (0, "3 lignes lues = 3 écrites + 0 rejetée.\n")
    found = pq.read_table("out.parquet")
    assert found.drop_columns(DAILY[1]).equals(pq.read_table("in.parquet"))
    assert found.column(DAILY[1]).to_pylist() == PAID
    assert found.schema.field(DAILY[1]).type == pa.decimal128(38, 2)


def test_every_type_is_written_in_a_cell(batch: Callable[..., Ran]) -> None:
    pq.write_table(_people(**CARRIED), "in.parquet")
    assert batch("in.parquet", "out.csv", *ON, *DAILY).status == 0
    heading, *lines = Path("out.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert heading == ";".join(["statut", "revenu_annuel_moyen", *CARRIED, DAILY[1]])
    assert [line.split(";", 2)[2] for line in lines if line] == CELLS


def test_from_cells_to_a_table(batch: Callable[..., Ran]) -> None:
    text = (
        'n;statut;revenu_annuel_moyen\n01;artisan;20 000,00\n"a\nb";artisan;730\n;artisan;42000\n'
    )
    Path("in.csv").write_bytes(text.encode())
    assert batch("in.csv", "out.parquet", *ON, *DAILY).status == 0
    found = pq.read_table("out.parquet")
    assert found.column("n").to_pylist() == ["01", "a\nb", None]
    assert found.column("revenu_annuel_moyen").to_pylist() == ["20 000,00", "730", "42000"]
    assert found.column(DAILY[1]).to_pylist() == PAID


def test_an_answer_takes_the_place_of_its_column(batch: Callable[..., Ran]) -> None:
    given = {DAILY[1]: pa.array([None, 30.0, None])}
    pq.write_table(
        pa.table({**given, **{n: _people().column(n) for n in _people().column_names}}),
        "in.parquet",
    )
    assert batch("in.parquet", "out.parquet", *ON, *DAILY).status == 0
    found = pq.read_table("out.parquet")
    assert found.column_names == [DAILY[1], "statut", "revenu_annuel_moyen"]
    assert found.column(DAILY[1]).to_pylist() == [PAID[0], Decimal("30.00"), PAID[2]]
    assert batch("in.parquet", "out.csv", *ON, *DAILY).status == 0
    assert Path("out.csv").read_text("utf-8-sig").splitlines()[2] == "30,00;artisan;730,00"


def test_a_type_that_no_cell_holds_is_refused(batch: Callable[..., Ran]) -> None:
    pq.write_table(_people(deep=pa.array([{"a": 1}] * 3), raw=pa.array([b"x"] * 3)), "in.parquet")
    ran = batch("in.parquet", "out.csv", *ON, *DAILY)
    assert ran.status == 2
    assert "[column-unwritable] La colonne « deep »" in ran.err
    assert batch("in.parquet", "out.parquet", *ON, *DAILY).status == 0


def _directory(name: str, parts: dict[str, pa.Table]) -> None:
    Path(name).mkdir()
    for part, table in parts.items():
        pq.write_table(table, Path(name) / part)


def test_a_directory_gives_a_part_for_each_part(batch: Callable[..., Ran]) -> None:
    wrong = _people().set_column(0, "statut", pa.array(["artisan", "artisn", None]))
    _directory("in", {"b.parquet": wrong, "a.parquet": _people(), "empty.parquet": _people()[:0]})
    Path("in/_SUCCESS").touch()
    ran = batch("in", "out", *ON, *DAILY, "--rejects", "rejects.csv")
    assert ran.status == 1
    assert ran.err == "6 lignes lues = 4 écrites + 2 rejetées.\n"
    names = [path.name for path in sorted(Path("out").iterdir())]
    assert names == ["_bareme.json", "a.parquet", "b.parquet", "empty.parquet"]
    assert pq.read_table("out/a.parquet").column(DAILY[1]).to_pylist() == PAID
    whole = pq.read_table("out")  # the parts fit together
    assert whole.num_rows == 4
    told = Path("rejects.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(";")[:5] for line in told] == [
        ["fichier", "ligne", "colonne", "valeur", "code"],
        ["b.parquet", "2", "statut", "artisn", "unknown-choice"],
        ["b.parquet", "3", "statut", "", "missing-input"],
    ]
    assert sorted(path.name for path in Path().iterdir()) == ["in", "out", "rejects.csv"]


def test_a_directory_of_delimited_files(batch: Callable[..., Ran]) -> None:
    Path("in").mkdir()
    for name in ("a.csv", "b.csv"):
        Path("in", name).write_bytes(b"statut;revenu_annuel_moyen\nartisan;20000,00\n")
    assert batch("in", "out/", *ON, *DAILY).status == 0
    out = b"statut;revenu_annuel_moyen;indemnite_journaliere\nartisan;20000,00;27,40\n"
    assert [Path("out", name).read_bytes() for name in ("a.csv", "b.csv")] == [out, out]


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".parquet"])
def test_one_file_may_come_out_in_parts(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """Parts of so many rows, at the next end of a block; the same as in one file."""
    monkeypatch.setattr(parquet, "ROWS", 2)
    monkeypatch.setattr(delimited, "BLOCK", 70)
    monkeypatch.setattr(running, "PART_ROWS", 4)
    rows = "n;statut;revenu_annuel_moyen\n" + "".join(f"{n};artisan;{n}000\n" for n in range(1, 24))
    Path("people.csv").write_text(rows, encoding="utf-8")
    source = f"people{suffix}"
    if suffix != ".csv":
        assert batch("people.csv", source, *ON, *DAILY, "--outputs", "statut").status == 0
    assert batch(source, f"whole{suffix}", *ON, *DAILY).status == 0
    assert batch(source, "parts", *ON, *DAILY).status == 0
    parts = json.loads(Path("parts/_bareme.json").read_text("utf-8"))["parts"]
    assert len(parts) > 3
    assert sum(part["written"] for part in parts) == 23
    names = [part["name"] for part in parts]
    assert names[0] == f"part-00001{suffix}"
    if suffix == ".parquet":
        found = pa.concat_tables([pq.read_table(Path("parts", name)) for name in names])
        assert found.equals(pq.read_table("whole.parquet"))
        return

    def lines(path: Path) -> list[bytes]:
        data = path.read_bytes()
        return (gzip.decompress(data) if suffix.endswith(".gz") else data).splitlines()

    found_lines = [line for name in names for line in lines(Path("parts", name))[1:]]
    assert found_lines == lines(Path(f"whole{suffix}"))[1:]


@pytest.mark.parametrize("items", [["cni", None], ["a,b", "c"]])
def test_a_list_that_one_cell_cannot_hold_is_not_lost(
    batch: Callable[..., Ran], items: list[str | None]
) -> None:
    table = pa.table({"statut": ["artisan"], "revenu_annuel_moyen": [20_000], "pieces": [items]})
    pq.write_table(table, "a.parquet")
    ran = batch("a.parquet", "out.csv", "--on", "2018-03-01")
    assert ran.status == 2
    assert "column-unwritable" in ran.err
    assert not Path("out.csv").exists()
