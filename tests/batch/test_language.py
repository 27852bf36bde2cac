"""A batch in the language of who runs it: the words change, what a program reads does not."""

from __future__ import annotations

import csv
import io
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from bareme.batch.dialect import Dialect
from bareme.batch.forms import FRENCH, ISO
from bareme.batch.progress import Progress
from bareme.distributed import Judge
from bareme.translation import speaking
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Callable

    from batch.conftest import Ran

    Batch = Callable[..., Ran]

IJ = "indemnites-journalieres"
ON = ("--on", "2018-03-01", "--outputs", "indemnite_journaliere")
PEOPLE = "statut;revenu_annuel_moyen\nartisan;20000.50\nboulanger;20000\nartisan;abc\n"


def _ran(batch: Batch, code: str, *arguments: str) -> Ran:
    Path("in.csv").write_text(PEOPLE, encoding="utf-8")
    return batch("in.csv", f"{code}.csv", *ON, "--lang", code, *arguments)


def _rejects(code: str) -> list[dict[str, str]]:
    with Path(f"rejects-{code}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("workers", ["1", "3"])
def test_rejects_differ_by_their_sentences_alone(batch: Batch, workers: str) -> None:
    for code in ("fr", "en"):
        ran = _ran(batch, code, "--rejects", f"rejects-{code}.csv", "--workers", workers)
        assert ran.status == 1
    french, english = _rejects("fr"), _rejects("en")
    assert english[0]["motif"] == "“boulanger” is not one of the choices."
    assert french[0]["motif"] == "« boulanger » ne fait pas partie des choix."
    same = ("ligne", "colonne", "valeur", "code")
    assert [[row[name] for name in same] for row in french] == [
        [row[name] for name in same] for row in english
    ]
    assert [row["code"] for row in english] == ["unknown-choice", "not-a-number"]
    assert Path("fr.csv").read_bytes() == Path("en.csv").read_bytes()


def test_what_is_told_in_english(batch: Batch) -> None:
    ran = _ran(batch, "en")
    assert ran.status == 1
    assert "Read with: separator “;”, decimals “.”, dates yyyy-mm-dd, utf-8." in ran.err
    assert "Line 3, statut: “boulanger” is not one of the choices." in ran.err
    told = "3 rows read = 1 written + 2 rejected; --rejects FILE keeps those rejected"
    assert told in ran.err


def test_what_is_told_in_french(batch: Batch) -> None:
    ran = _ran(batch, "fr")
    assert "Lu avec : séparateur « ; », décimales « . », dates aaaa-mm-jj, utf-8." in ran.err
    assert "Ligne 3, statut : « boulanger » ne fait pas partie des choix." in ran.err
    told = "3 lignes lues = 1 écrite + 2 rejetées ; --rejects FICHIER les garde"
    assert told in ran.err


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("form", ["jj/mm/aaaa", "dd/mm/yyyy"])
def test_a_form_of_dates_is_said_in_either_language(batch: Batch, code: str, form: str) -> None:
    Path("in.csv").write_text("date_constat;statut\n01/03/2018;artisan\n", encoding="utf-8")
    outputs = ("--outputs", "profession_couverte")
    ran = batch("in.csv", "out.csv", *outputs, "--dates", form, "--lang", code)
    assert ran.status == 0
    assert Path("out.csv").read_text("utf-8").splitlines()[1] == "01/03/2018;artisan;true"


def test_a_run_is_resumed_in_another_language(batch: Batch) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_text(PEOPLE, encoding="utf-8")
    assert batch("in", "out", *ON, "--lang", "fr").status == 1
    ran = batch("in", "out", *ON, "--resume", "--lang", "en")
    assert "3 rows read = 1 written + 2 rejected, of which 3 from an earlier run" in ran.err


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("fr", "séparateur tabulation, décimales « , », dates jj/mm/aaaa, windows-1252"),
        ("en", "separator tab, decimals “,”, dates dd/mm/yyyy, windows-1252"),
    ],
)
def test_the_form_of_a_file(code: str, told: str) -> None:
    with speaking(code):
        assert str(Dialect("\t", ",", FRENCH, "windows-1252")) == told
        assert "{" not in str(Dialect(dates=ISO))


def test_a_terminal_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([100.0, 110.0])
    monkeypatch.setattr("bareme.batch.progress.monotonic", lambda: next(times))
    monkeypatch.setenv("COLUMNS", "100")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    with speaking("en"):
        Progress(terminal, total=1000).at(250, 50_000)
    assert " 25%  50,000 rows, 5,000/s, 30 s left" in terminal.getvalue()


def _message(judge: Judge) -> str:
    batch = pa.table({"statut": ["boulanger"], "revenu_annuel_moyen": ["20000"]})
    (reasons,) = judge(batch).column(judge.rejects).to_pylist()
    return str(reasons[0]["message"])


def test_a_worker_speaks_the_language_of_who_sent_it() -> None:
    with speaking("en"):
        judge = Judge(book=book(IJ), on="2018-03-01")
    sent = pickle.dumps(judge)
    with speaking("fr"):
        assert _message(pickle.loads(sent)) == "“boulanger” is not one of the choices."
    named = Judge(book=book(IJ), on="2018-03-01", lang="fr")
    with speaking("en"):
        assert _message(named) == "« boulanger » ne fait pas partie des choix."
