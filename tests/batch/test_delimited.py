"""Delimited files as offices write them: each form is read, and comes out as it went in."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bareme.batch import delimited
from rulebooks import RULEBOOK, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from batch.conftest import Ran

Batch = "Callable[..., Ran]"
DAILY = ("--outputs", "indemnite_journaliere")
ON = ("--on", "2018-03-01")


class Form(NamedTuple):
    what: str
    written: bytes
    comes_out: bytes
    told: str


# By hand: 20 000 / 730 = 27,397… is 27,40 € a day, and 730 × 21,77 = 15 892,10.
FORMS = (
    Form(
        "French, Windows-1252",
        "Identité;statut;revenu_annuel_moyen\r\né;artisan;20000,00\r\nœ;artisan;15892,10\r\n".encode(
            "cp1252"
        ),
        "Identité;statut;revenu_annuel_moyen;indemnite_journaliere\r\n"
        "é;artisan;20000,00;27,40\r\nœ;artisan;15892,10;21,77\r\n".encode("cp1252"),
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, windows-1252",
    ),
    Form(
        "French, UTF-8 with its mark",
        "\ufeffstatut;revenu_annuel_moyen\nartisan;20000,5\n".encode(),
        "\ufeffstatut;revenu_annuel_moyen;indemnite_journaliere\nartisan;20000,5;27,40\n".encode(),
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, utf-8-bom",
    ),
    Form(
        "English",
        b"statut,revenu_annuel_moyen\nartisan,20000.00\n",
        b"statut,revenu_annuel_moyen,indemnite_journaliere\nartisan,20000.00,27.40\n",
        "séparateur « , », décimales « . », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "tabs and spaces between thousands",
        "statut\trevenu_annuel_moyen\nartisan\t20 000,00\n"
        "artisan\t20\u00a0000\nartisan\t20\u202f000\n".encode(),
        "statut\trevenu_annuel_moyen\tindemnite_journaliere\nartisan\t20 000,00\t27,40\n"
        "artisan\t20\u00a0000\t27,40\nartisan\t20\u202f000\t27,40\n".encode(),
        "séparateur tabulation, décimales « , », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "commas between cells and within numbers",
        b'statut,revenu_annuel_moyen\nartisan,"20000,00"\n',
        b'statut,revenu_annuel_moyen,indemnite_journaliere\nartisan,"20000,00","27,40"\n',
        "séparateur « , », décimales « , », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "semicolons and points",
        b"statut;revenu_annuel_moyen\nartisan;20000.00\n",
        b"statut;revenu_annuel_moyen;indemnite_journaliere\nartisan;20000.00;27.40\n",
        "séparateur « ; », décimales « . », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "everything in quotes",
        b'"statut";"revenu_annuel_moyen";"note"\n"artisan";"20000,00";"a;b"\n"artisan";"20000";""\n',
        b'"statut";"revenu_annuel_moyen";"note";indemnite_journaliere\n'
        b'"artisan";"20000,00";"a;b";27,40\n"artisan";"20000";"";27,40\n',
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "lines within cells, and a last line without end",
        b'note;statut;revenu_annuel_moyen\n"a\nb";artisan;20000,00\n"c""\r\n";artisan;20000',
        b"note;statut;revenu_annuel_moyen;indemnite_journaliere\n"
        b'"a\nb";artisan;20000,00;27,40\n"c""\r\n";artisan;20000;27,40\n',
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "truths and spaces of a spreadsheet",
        b"statut;micro_entrepreneur;revenu_annuel_moyen\n"
        b"artisan;FAUX; 20000,00 \nartisan;VRAI;2500\n",
        b"statut;micro_entrepreneur;revenu_annuel_moyen;indemnite_journaliere\n"
        b"artisan;FAUX; 20000,00 ;27,40\nartisan;VRAI;2500;0,00\n",
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "a column of that name is taken the place of",
        b'indemnite_journaliere;statut;revenu_annuel_moyen;x\n;artisan;20000,00;"a\nb"\n"30,00";;;\n',
        b"indemnite_journaliere;statut;revenu_annuel_moyen;x\n"
        b'27,40;artisan;20000,00;"a\nb"\n30,00;;;\n',
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "blank lines are no rows",
        b"\nstatut;revenu_annuel_moyen\n\nartisan;20000\n\r\n",
        b"\nstatut;revenu_annuel_moyen;indemnite_journaliere\nartisan;20000;27,40\n",
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, utf-8",
    ),
    Form(
        "a heading and no rows",
        b"statut;revenu_annuel_moyen\n",
        b"statut;revenu_annuel_moyen;indemnite_journaliere\n",
        "séparateur « ; », décimales « , », dates aaaa-mm-jj, utf-8",
    ),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.what)
@pytest.mark.parametrize("block", [5, 1 << 22])
def test_each_form_comes_out_as_it_went_in(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, form: Form, block: int
) -> None:
    monkeypatch.setattr(delimited, "BLOCK", block)
    Path("in.csv").write_bytes(form.written)
    ran = batch("in.csv", "out.csv", *ON, *DAILY)
    assert Path("out.csv").read_bytes() == form.comes_out
    assert ran.status == 0
    assert form.told in ran.err.splitlines()[0]


@pytest.mark.parametrize("packed", ["in", "out", "both"])
def test_compressed(batch: Callable[..., Ran], packed: str) -> None:
    form = FORMS[0]
    source = "in.csv.gz" if packed != "out" else "in.csv"
    target = "out.csv.gz" if packed != "in" else "out.csv"
    written = gzip.compress(form.written) if packed != "out" else form.written
    Path(source).write_bytes(written)
    assert batch(source, target, *ON, *DAILY).status == 0
    found = Path(target).read_bytes()
    assert (gzip.decompress(found) if packed != "in" else found) == form.comes_out


def test_what_is_declared_is_not_detected(batch: Callable[..., Ran]) -> None:
    form = ("--separator", "|", "--decimal", ".", "--dates", "jj/mm/aaaa", "--encoding", "utf-8")
    Path("in.csv").write_bytes(b"statut|revenu_annuel_moyen\nartisan|20000.00\n")
    ran = batch("in.csv", "out.csv", *ON, *DAILY, *form)
    assert (ran.status, ran.err) == (0, "1 ligne lue = 1 écrite + 0 rejetée.\n")
    assert b"artisan|20000.00|27.40\n" in Path("out.csv").read_bytes()


def test_dates_as_offices_write_them(batch: Callable[..., Ran]) -> None:
    """Read day first, and written so; each row by the version in force on its day."""
    rows = ["date_constat;statut;revenu_annuel_moyen", "31/12/2018;artisan;99999"]
    rows += ["1/1/2019;artisan;99999", "2019-01-01;artisan;99999"]
    Path("in.csv").write_text("\n".join(rows), encoding="utf-8")
    ran = batch("in.csv", "out.csv", "--outputs", "date_constat,indemnite_journaliere")
    assert "dates jj/mm/aaaa" in ran.err
    assert Path("out.csv").read_text("utf-8").splitlines() == [
        "date_constat;statut;revenu_annuel_moyen;indemnite_journaliere",
        "31/12/2018;artisan;99999;54,43",
        "01/01/2019;artisan;99999;55,51",
        "01/01/2019;artisan;99999;55,51",
    ]


def test_codes_keep_their_zeros(batch: Callable[..., Ran]) -> None:
    rows = "profession_liberale;departement_residence;x\nfalse;01;007\nfalse;1;+5\nFAUX;03;1e3\n"
    Path("in.csv").write_text(rows, encoding="utf-8")
    ran = batch("in.csv", "out.csv", "--on", "2019-06-15", book="rattachement-agence")
    assert ran.status == 1
    lines = Path("out.csv").read_text("utf-8").splitlines()[1:]
    assert lines == ["false;01;007;rhone", "FAUX;03;1e3;auvergne"]
    assert "Ligne 3, departement_residence : « 1 »" in ran.err
    assert "Écrivez : 01" in ran.err


POINTED = (
    ("1,5", True),
    ("20000.50", True),
    ("1234.5678", True),
    ("0.125", True),
    ("20.000", False),
    ("-1.234", False),
)


def test_a_point_that_may_separate_thousands_is_asked_about(
    batch: Callable[..., Ran], tmp_path: Path
) -> None:
    write(tmp_path / "rules", {"rulebook.yaml": f"{RULEBOOK}outputs: [reads]\n"})
    text = "coefficient\n" + "".join(f"{cell}\n" for cell, _ in POINTED)
    Path("in.csv").write_text(text, encoding="utf-8")
    asked = ("--on", "2019-06-01", "--outputs", "age", "--rules", "rules")
    batch("in.csv", "out.csv", *asked, "--rejects", "rejects.csv", book="essai")
    told = Path("rejects.csv").read_text("utf-8").splitlines()[1:]
    doubted = [line for line in told if ";thousands-or-decimals;" in line]
    assert [cell for cell, sure in POINTED if not sure] == [line.split(";")[2] for line in doubted]
    assert "Écrivez 20000, ou 20,000" in doubted[0]


def test_numbers_that_no_rule_rounds_come_out_exactly(batch: Callable[..., Ran]) -> None:
    years = "statut;revenu_annee_1;revenu_annee_2;revenu_annee_3"
    rows = f"{years}\nartisan;10000;10000;10001\nartisan;10000;10000;10000,75\n"
    Path("in.csv").write_text(rows, encoding="utf-8")
    batch("in.csv", "out.csv", *ON, "--outputs", "revenu_annuel_moyen,profession_couverte")
    ends = [line.split(";", 4)[4] for line in Path("out.csv").read_text("utf-8").splitlines()]
    assert ends == ["revenu_annuel_moyen;profession_couverte", "30001/3;true", "10000,25;true"]


def test_an_encoding_that_lacks_a_character_rejects_the_row(batch: Callable[..., Ran]) -> None:
    rows = "nom;statut;revenu_annuel_moyen\n→;artisan;20000\né;artisan;20000\n"
    Path("in.csv").write_text(rows, encoding="utf-8")
    assert batch("in.csv", "in.parquet", *ON, *DAILY).status == 0
    ran = batch("in.parquet", "out.csv", *ON, *DAILY, "--encoding", "windows-1252")
    assert ran.status == 1
    assert "Ligne 1 : « → » ne s'écrit pas en windows-1252." in ran.err
    assert Path("out.csv").read_bytes().decode("cp1252").splitlines()[1:] == [
        "é;artisan;20000;27,40"
    ]
