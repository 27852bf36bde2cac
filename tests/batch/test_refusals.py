"""What keeps a batch from being carried out: told before anything is written, status 2."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from batch.conftest import Ran

ON = ("--on", "2018-03-01")
GOOD = b"statut;revenu_annuel_moyen\nartisan;20000\n"


def _parquet() -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"statut": ["artisan"], "revenu_annuel_moyen": [20000]}), sink)
    return bytes(sink.getvalue())


# The name of the input, what is in it, and what is said.
UNREADABLE = (
    ("a.csv", b"", "file-empty"),
    ("a.csv", b"\n\n", "heading-unreadable"),
    ("a.csv", b'"a;b\nc;d\n', "heading-unreadable"),
    ("a.csv", b"statut\rartisan\r", "lines-without-feed"),
    ("a.csv", "statut;x\n".encode("utf-16"), "file-utf16"),
    ("a.csv", b"PK\x03\x04 a workbook", "file-is-workbook"),
    ("a.xlsx", b"PK\x03\x04 a workbook", "file-is-workbook"),
    ("a.csv", b"a;b\n1;2\n", "columns-unknown"),
    ("a.csv", b"statu;revenu_annuel_moyen\nartisan;1\n", "column-misspelt"),
    ("a.csv", b"statut;statut\nartisan;1\n", "column-twice"),
    ("a.csv", b"statut;plafond_annuel\nartisan;1\n", "figure-given"),
    ("a.csv", b"\xff\xff;statut\n\xff;artisan\n", ""),
    ("a.csv.gz", gzip.compress(GOOD * 1000)[:-20], "file-broken-off"),
    ("a.csv.gz", gzip.compress(GOOD)[:-8] + b"\0" * 8, "file-broken-off"),
    ("a.parquet", GOOD, "not-parquet"),
    ("a.parquet", _parquet()[:-100], "parquet-unreadable"),
    ("a.csv", _parquet(), ""),
    ("missing.csv", None, "no-such-file"),
)


@pytest.mark.parametrize(("name", "data", "code"), UNREADABLE)
def test_a_file_that_cannot_be_read(
    batch: Callable[..., Ran], name: str, data: bytes | None, code: str
) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    ran = batch(name, "out.csv", *ON, "--outputs", "indemnite_journaliere")
    if not code:
        assert ran.status in {0, 1}, "read by what is in it"
        return
    assert ran.status == 2
    assert f"erreur[{code}]" in ran.err
    assert [path.name for path in Path().iterdir()] == ([name] if data is not None else [])


def test_a_heading_that_is_not_in_the_encoding_declared(batch: Callable[..., Ran]) -> None:
    Path("a.csv").write_bytes("statut;identité\n".encode("cp1252"))
    ran = batch("a.csv", "out.csv", *ON, "--encoding", "utf-8")
    assert (ran.status, "[heading-undecodable]" in ran.err) == (2, True)


def test_a_line_without_end(batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    from bareme.batch import delimited

    monkeypatch.setattr(delimited, "_LONGEST_LINE", 1000)
    monkeypatch.setattr(delimited, "BLOCK", 100)
    Path("a.csv").write_bytes(GOOD + b"x" * 5000)
    ran = batch("a.csv", "out.csv", *ON, "--outputs", "indemnite_journaliere")
    assert (ran.status, "[line-too-long] La ligne 3 de a.csv" in ran.err) == (2, True)
    assert not Path("out.csv").exists()


# The arguments, and what is said; a.csv is sound, d is a directory with one part, e is empty.
MISSTATED = (
    (("a.csv", "out.csv"), "date-column-missing"),
    (("a.csv", "out.csv", "--on", "2014-01-01"), "before-rulebook"),
    (("a.csv", "out.csv", "--on", "2018-02-30"), "no-such-day"),
    (("a.csv", "out.csv", *ON, "--outputs", "indemnite_journalier"), "unknown-output"),
    (("a.csv", "out.xlsx", *ON), "format-unknown"),
    (("a.csv", "nowhere/out.csv", *ON), "no-such-directory"),
    (("a.csv", "out.csv", *ON, "--rejects", "nowhere/r.csv"), "no-such-directory"),
    (("a.csv", "a.csv", *ON), "same-place"),
    (("a.csv", "out.csv", *ON, "--rejects", "out.csv"), "same-place"),
    (("a.csv", "out.csv", *ON, "--rejects", "./a.csv"), "same-place"),
    (("d", "d/out", *ON), "same-place"),
    (("d", "out.parquet", *ON), "output-is-directory"),
    (("e", "out", *ON), "directory-empty"),
    (("mixed", "out", *ON), "formats-mixed"),
    (("deep", "out", *ON), "not-a-part"),
    (("a.csv", "there.csv", *ON), "output-exists"),
    (("a.csv", "there.csv", *ON, "--resume"), "output-exists"),
    (("a.csv", "out.csv", *ON, "--rejects", "there.csv"), "output-exists"),
    (("a.csv", "d", *ON), "output-exists"),
)


@pytest.mark.parametrize(("arguments", "code"), MISSTATED)
def test_a_run_that_cannot_be_meant(
    batch: Callable[..., Ran], arguments: tuple[str, ...], code: str
) -> None:
    for directory in ("d", "e", "mixed", "deep/er"):
        Path(directory).mkdir(parents=True)
    for file in ("a.csv", "d/a.csv", "mixed/a.csv", "there.csv"):
        Path(file).write_bytes(GOOD)
    Path("mixed/b.parquet").write_bytes(_parquet())
    before = sorted(Path().rglob("*"))
    ran = batch(*arguments)
    assert ran.status == 2
    assert f"erreur[{code}]" in ran.err
    assert sorted(Path().rglob("*")) == before


def test_no_worker_at_all(batch: Callable[..., Ran]) -> None:
    Path("a.csv").write_bytes(GOOD)
    assert batch("a.csv", "out.csv", *ON, "--workers", "0") == (
        2,
        "bareme batch : --workers attend un nombre, 1 ou plus\n",
    )


ASKED = (*ON, "--outputs", "indemnite_journaliere")


@pytest.mark.parametrize("name", ["there.csv", "there"])
def test_what_exists_is_replaced_on_demand_only(batch: Callable[..., Ran], name: str) -> None:
    Path("a.csv").write_bytes(GOOD)
    if name == "there":
        assert batch("a.csv", name, *ASKED).status == 0
        Path(name, "part-00002.csv").touch()
    else:
        Path(name).write_bytes(b"precious")
    assert batch("a.csv", name, *ASKED).status == 2
    assert batch("a.csv", name, *ASKED, "--force").status == 0
    found = Path(name, "part-00001.csv") if name == "there" else Path(name)
    assert found.read_bytes().endswith(b"artisan;20000;27,40\n")
    assert not Path(name, "part-00002.csv").exists()
    assert sorted(path.name for path in Path().iterdir()) == ["a.csv", name]


@pytest.mark.parametrize("output", ["there", "there/in/..", ".", ".."])
def test_a_directory_of_someone_else_is_never_replaced(
    batch: Callable[..., Ran], output: str
) -> None:
    Path("there/in").mkdir(parents=True)
    Path("there/in/precious").touch()
    Path("a.csv").write_bytes(GOOD)
    before = sorted(Path().rglob("*"))
    assert batch("a.csv", output, *ASKED, "--force").status == 2
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize("taken", ["pop/a.csv", "pop"])
def test_an_input_within_the_output_is_not_lost(batch: Callable[..., Ran], taken: str) -> None:
    Path("out/pop").mkdir(parents=True)
    Path("out/pop/a.csv").write_bytes(GOOD)
    ran = batch(f"out/{taken}", "out", *ASKED, "--force")
    assert ran.status == 2
    assert "same-place" in ran.err
    assert Path("out/pop/a.csv").read_bytes() == GOOD


def test_a_finished_directory_is_whole_whatever_is_asked_again(batch: Callable[..., Ran]) -> None:
    Path("pop").mkdir()
    for name in ("a.csv", "b.csv"):
        Path("pop", name).write_bytes(GOOD)
    assert batch("pop", "out", *ASKED).status == 0
    Path("pop/c.csv").write_bytes(GOOD)
    assert batch("pop", "out", *ASKED, "--resume").status == 2
    assert batch("pop", "out", *ASKED, "--resume", "--force").status == 0
    found = sorted(path.name for path in Path("out").iterdir())
    assert found == ["_bareme.json", "a.csv", "b.csv", "c.csv"]


def test_an_answer_that_is_given_is_told(batch: Callable[..., Ran]) -> None:
    Path("a.csv").write_bytes(
        b"statut;revenu_annuel_moyen;indemnite_journaliere\nartisan;1;41,10\n"
    )
    ran = batch("a.csv", "out.csv", *ASKED)
    assert ran.status == 0
    assert "« indemnite_journaliere » donne une réponse demandée" in ran.err


def test_a_file_that_begins_with_a_line_below_is_read(batch: Callable[..., Ran]) -> None:
    Path("pop").mkdir()
    for name in ("_a.csv", "b.csv"):
        Path("pop", name).write_bytes(GOOD)
    Path("pop/_SUCCESS").touch()
    assert batch("pop", "out", *ASKED).status == 0
    assert Path("out/_a.csv").exists()


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        (" revenu_annuel_moyen", "revenu_annuel_moyen"),
        ("REVENU_ANNUEL_MOYEN", "revenu_annuel_moyen"),
        ("revenu_annuel_moyn", "revenu_annuel_moyen"),
        ("revenu_anne_1", "revenu_annee_1"),
    ],
)
def test_a_column_is_told_for_what_it_is_most_like(
    batch: Callable[..., Ran], column: str, meant: str
) -> None:
    Path("a.csv").write_bytes(f"statut;{column}\nartisan;20000\n".encode())
    ran = batch("a.csv", "out.csv", *ASKED)
    assert ran.status == 2
    assert f"S'il s'agit de {meant}," in ran.err


def test_an_empty_directory_is_free(batch: Callable[..., Ran]) -> None:
    Path("a.csv").write_bytes(GOOD)
    Path("out").mkdir()
    assert batch("a.csv", "out", *ON, "--outputs", "indemnite_journaliere").status == 0
    assert Path("out/part-00001.csv").exists()


def test_columns_of_one_name_are_carried_in_cells_only(batch: Callable[..., Ran]) -> None:
    Path("a.csv").write_bytes(b"x;statut;revenu_annuel_moyen;x;\n1;artisan;20000;2;3\n")
    asked = (*ON, "--outputs", "indemnite_journaliere")
    assert batch("a.csv", "out.csv", *asked).status == 0
    assert Path("out.csv").read_bytes().splitlines()[1] == b"1;artisan;20000;2;3;27,40"
    ran = batch("a.csv", "out.parquet", *asked)
    assert (ran.status, "deux colonnes « x »" in ran.err) == (2, True)
