"""Bad rows never stop a run and are never lost: each is told with its line and every reason."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bareme
from bareme.batch import delimited, parquet
from bareme.diagnostics import Severity
from bareme.loading import rules_directory
from bareme.situation import read_values
from shelf import book
from situations import Situations
from tables.comparing import table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from batch.conftest import Ran

IJ = "indemnites-journalieres"
SHELF = [name for name in rules_directory().names() if book(name).definition.inputs]
_HEADING = ["ligne", "colonne", "valeur", "code", "motif", "remède"]


def _rejects(path: str = "rejects.csv") -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file, delimiter=";")
    assert heading == _HEADING
    return rows


def _alone(name: str, row: dict[str, str]) -> list[tuple[str, str, str]]:
    """What one situation of these texts is refused for; nothing when it is judged."""
    rulebook, given = book(name), {key: text for key, text in row.items() if text}
    definition, expected = rulebook.definition, rulebook.expected
    reference = definition.reference_date or ""
    try:
        date = {reference: given[reference]} if reference in given else {}
        rules = rulebook.for_situation(read_values(definition, expected, date, texts=True))
        rules.evaluate(read_values(definition, expected, given, texts=True))
    except bareme.SituationError as error:
        errors = [d for d in error.diagnostics if d.severity is Severity.ERROR]
        return sorted((d.code, d.message, d.remedy) for d in errors)
    return []


def _cell(value: Any, pick: random.Random) -> str:
    """A value as a file writes it, now and then as it must not be."""
    if pick.random() < 0.03:
        return pick.choice(["x", "1,5", "-1", "1e3", "oui", "31/12/2018", "1.005", " ", "0010"])
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("name", SHELF)
def test_each_row_is_rejected_for_what_it_is_refused_for_alone(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Word for word, and no other row; the rest is written."""
    monkeypatch.setattr(delimited, "BLOCK", 4000)
    definition = book(name).definition
    some, pick = Situations(book(name), 4), random.Random(4)
    situations = [some.one() for _ in range(120)]
    names = table_of(book(name), situations).column_names
    rows = [{n: _cell(row.get(n), pick) for n in names} for row in situations]
    with Path("in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    form = ("--separator", ";", "--decimal", ".", "--dates", "aaaa-mm-jj", "--encoding", "utf-8")
    ran = batch("in.csv", "out.csv", "--rejects", "rejects.csv", *form, book=name)
    told: dict[int, list[tuple[str, str, str]]] = {}
    beyond = set()  # what comes of a rule given with more decimals than an answer may have
    for line, column, value, *reason in _rejects():
        if column in names:
            assert rows[int(line) - 2][column] == value
        if reason[0] == "answer-beyond-type":
            beyond.add(line)
            row = rows[int(line) - 2]
            assert any("." in row[given] for given in definition.rules if given in row)
            continue
        told.setdefault(int(line), []).append((reason[0], reason[1], reason[2]))
    wanted = {line: found for line, row in enumerate(rows, 2) if (found := _alone(name, row))}
    assert {line: sorted(found) for line, found in told.items()} == wanted
    written = Path("out.csv").read_text("utf-8").splitlines()[1:]
    rejected = len(wanted) + len(beyond)
    assert len(written) + rejected == len(rows)
    assert ran.status == (1 if rejected else 0)
    counts = re.findall(r"[0-9]+(?= (?:lignes? lue|écrite|rejetée))", ran.err.splitlines()[-1])
    assert counts == [str(len(rows)), str(len(written)), str(rejected)]


BAD = (
    b"statut;revenu_annuel_moyen;note\r\n"
    b"artisan;20000;sound\r\n"
    b'artisan;abc;"two\r\nlines"\r\n'
    b"artisn;xyz;two faults\r\n"
    b"artisan;20000;too;many\r\n"
    b"artisan\r\n"
    b"artisan;20000;\xe9\xff\x81\r\n"
    b"\r\n"
    b'"artisan;20000;never closed\r\n'
    b"artisan;20000;sound\r\n"
    b";20000;nothing given\r\n"
)
TOLD = [
    ("3", "revenu_annuel_moyen", "abc", "not-a-number"),
    ("5", "revenu_annuel_moyen", "xyz", "not-a-number"),
    ("5", "statut", "artisn", "unknown-choice"),
    ("6", "", "", "row-ragged"),
    ("7", "", "", "row-ragged"),
    ("8", "note", "\ufffd\ufffd\ufffd", "byte-undecodable"),
    ("10", "", "", "quotes-misplaced"),
    ("12", "statut", "", "missing-input"),
]


@pytest.mark.parametrize("block", [11, 1 << 22])
def test_lines_are_those_an_editor_shows(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(delimited, "BLOCK", block)
    Path("in.csv").write_bytes(BAD)
    asked = ("--on", "2018-03-01", "--encoding", "utf-8", "--outputs", "indemnite_journaliere")
    ran = batch("in.csv", "out.csv", *asked, "--rejects", "rejects.csv")
    found = _rejects()
    assert sorted(tuple(row[:4]) for row in found) == sorted(TOLD)
    assert [int(row[0]) for row in found] == sorted(int(row[0]) for row in found)
    assert all(row[4] and row[5] for row in found)
    assert Path("out.csv").read_bytes().count(b"sound;27,40\r\n") == 2
    assert ran.err.splitlines()[-1] == "9 lignes lues = 2 écrites + 7 rejetées."


def test_a_byte_that_windows_1252_lacks(batch: Callable[..., Ran]) -> None:
    data = "nom;statut;revenu_annuel_moyen\né;artisan;20000\n".encode("cp1252")
    Path("in.csv").write_bytes(data + b"\x81;artisan;20000\nf\xfbt;artisan;20000\n")
    asked = ("--on", "2018-03-01", "--outputs", "indemnite_journaliere")
    ran = batch("in.csv", "out.csv", *asked)
    assert "windows-1252" in ran.err
    assert "Ligne 3, nom : Un octet (81) ne veut rien dire en windows-1252." in ran.err
    assert Path("out.csv").read_bytes().splitlines()[1:] == [
        b"\xe9;artisan;20000;27,40",
        b"f\xfbt;artisan;20000;27,40",
    ]


def test_rows_of_parquet_are_counted_from_one(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    table = pa.table(
        {
            "statut": ["artisan", "artisn", "artisan", "artisan", None],
            "revenu_annuel_moyen": [20000.0, 20000.0, -1.0, 20000.0, 0.1 + 0.2],
        }
    )
    pq.write_table(table, "in.parquet", row_group_size=3)
    asked = ("--on", "2018-03-01", "--outputs", "indemnite_journaliere", "--rejects", "rejects.csv")
    assert batch("in.parquet", "out.parquet", *asked).status == 1
    assert [row[:4] for row in _rejects()] == [
        ["2", "statut", "artisn", "unknown-choice"],
        ["3", "revenu_annuel_moyen", "-1.0", "too-small"],
        ["5", "statut", "", "missing-input"],
    ]
    assert pq.read_table("out.parquet").num_rows == 2


def test_the_date_is_what_a_row_without_version_is_rejected_for(batch: Callable[..., Ran]) -> None:
    Path("in.csv").write_bytes(
        b"date_constat;statut;revenu_annuel_moyen\n2014-12-31;artisan;1\n;artisan;1\n"
        b"2018-02-30;artisan;1\n2018-03-01;artisan;1\n"
    )
    asked = ("--outputs", "indemnite_journaliere")
    batch("in.csv", "out.csv", *asked, "--rejects", "rejects.csv")
    assert [row[:4] for row in _rejects()] == [
        ["2", "date_constat", "2014-12-31", "before-rulebook"],
        ["3", "date_constat", "", "reference-date-missing"],
        ["4", "date_constat", "2018-02-30", "no-such-day"],
    ]
    batch("in.csv", "out.csv", *asked, "--on", "2018-03-01", "--rejects", "rejects.csv", "--force")
    assert [row[:4] for row in _rejects()][:2] == [
        ["2", "date_constat", "2014-12-31", "dates-disagree"],
        ["4", "date_constat", "2018-02-30", "no-such-day"],
    ]


def test_the_first_rejects_are_told_when_none_are_kept(batch: Callable[..., Ran]) -> None:
    rows = b"statut;revenu_annuel_moyen\n" + b"artisn;20000\n" * 50
    Path("in.csv").write_bytes(rows)
    ran = batch("in.csv", "out.csv", "--on", "2018-03-01")
    told = ran.err.splitlines()[1:]
    assert [line.partition(" :")[0] for line in told[:3]] == [
        f"Ligne {line}, statut" for line in (2, 3, 4)
    ]
    (summary,) = told[3:]
    assert summary.startswith("50 lignes lues = 0 écrite + 50 rejetées ; --rejects FICHIER ")
    assert Path("out.csv").read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("workers", ["1", "3"])
def test_the_number_of_workers_changes_nothing(
    batch: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setattr(delimited, "BLOCK", 50)
    Path("in.csv").write_bytes(BAD * 3)
    asked = ("--on", "2018-03-01", "--encoding", "utf-8", "--outputs", "indemnite_journaliere")
    batch("in.csv", "one.csv", *asked, "--rejects", "one.rejects")
    batch("in.csv", "out.csv", *asked, "--rejects", "out.rejects", "--workers", workers)
    assert Path("one.csv").read_bytes() == Path("out.csv").read_bytes()
    assert Path("one.rejects").read_bytes() == Path("out.rejects").read_bytes()
