"""`bareme set`: what is to come may be written, what is past is only corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from editing.commands import Shelf

IJ = "indemnites-journalieres"
REFERENCE = ("--reference", "Arrêté rectificatif")
CORRECT = ("--correct", "Le montant publié était erroné")


def changed(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """Return the lines that differ between files of as many lines."""
    pairs = zip(before.decode().split("\n"), after.decode().split("\n"), strict=True)
    return [pair for pair in pairs if pair[0] != pair[1]]


def test_a_new_date_is_written_where_it_belongs(shelf: Shelf) -> None:
    file = shelf.figures(IJ)
    before = file.read_text("utf-8")
    words = ("vente=72 %", "prestations_bic=50 %", "prestations_bnc=34 %")
    ran = shelf.run("set", IJ, "taux_abattement", "2027-01-01", *words, *REFERENCE)
    assert (ran.status, ran.err) == (0, "")
    assert "                    prestations_bic  50 %  0 %\n" in ran.out
    new = (
        "    2027-01-01:\n"
        "      value: {vente: 72 %, prestations_bic: 50 %, prestations_bnc: 34 %}\n"
        "      reference: Arrêté rectificatif\n"
    )
    assert file.read_text("utf-8") == before.replace(
        "\ntaux_temps_partiel", f"{new}\ntaux_temps_partiel"
    )
    again = shelf.run("set", IJ, "taux_abattement", "2027-01-01", *words, *REFERENCE)
    assert (again.status, again.out) == (0, "Rien à faire : le barème le dit déjà.\n")
    with_new = file.read_bytes()
    one = shelf.run("set", IJ, "taux_abattement", "2027-01-01", "vente=73 %", "--reference", "B")
    assert one.status == 0
    assert changed(with_new, file.read_bytes()) == [
        (
            "      value: {vente: 72 %, prestations_bic: 50 %, prestations_bnc: 34 %}",
            "      value: {vente: 73 %, prestations_bic: 50 %, prestations_bnc: 34 %}",
        ),
        ("      reference: Arrêté rectificatif", "      reference: B"),
    ]


def test_a_past_value_is_corrected_with_a_reason(shelf: Shelf) -> None:
    file = shelf.figures("plafonds")
    before = file.read_bytes()
    words = ("set", "plafonds", "plafond_annuel", "2025-01-01", "47000", *REFERENCE)
    refused = shelf.run(*words)
    assert (refused.status, refused.codes) == (2, ["past-figure"])
    assert "47 100,00 €/an" in refused.err
    assert file.read_bytes() == before
    ran = shelf.run(*words, *CORRECT)
    assert (ran.status, ran.err) == (0, "")
    note = "Le montant est publié ; la date de l'arrêté reste à vérifier au Journal officiel."
    assert changed(before, file.read_bytes()) == [
        ("      value: 47100", "      value: 47000"),
        ("      reference: Arrêté du 19 décembre 2024", "      reference: Arrêté rectificatif"),
        (f"      note: {note}", f"      note: {note} {CORRECT[1]}"),
    ]
    # 47 100 / 730 = 64,5205…, 47 000 / 730 = 64,3835…
    assert "  64,52 → 64,38 €/jour " in ran.out


def test_the_reason_is_a_note_where_there_was_none(shelf: Shelf) -> None:
    file = shelf.figures("plafonds")
    before = file.read_bytes()
    words = ("set", "plafonds", "plafond_annuel", "2026-01-01", "48000", *REFERENCE, *CORRECT)
    assert shelf.run(*words).status == 0
    ((_, line),) = changed(before, file.read_bytes())
    assert line == (
        "    2026-01-01: {value: 48000, note: Le montant publié était erroné, "
        "reference: Arrêté rectificatif, provenance: published}"
    )


def test_a_date_in_the_past_changes_what_was_applied(shelf: Shelf) -> None:
    file = shelf.figures(IJ)
    before = file.read_text("utf-8")
    words = ("set", IJ, "taux_seuil", "2020-01-01", "11 %", *REFERENCE)
    assert shelf.run(*words).codes == ["past-date"]
    assert shelf.run(*words, *CORRECT).status == 0
    new = (
        "    2020-01-01:\n      value: 11 %\n      reference: Arrêté rectificatif\n"
        f"      note: {CORRECT[1]}\n"
    )
    assert file.read_text("utf-8") == before.replace("\ntaux_conjoint:", f"{new}\ntaux_conjoint:")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["plafond", "x", "2027-01-01", "1"], "unknown-rulebook", "plafonds"),
        (["plafonds", "plafond_anuel", "2027-01-01", "1"], "unknown-figure", "plafond_annuel ?"),
        (["organisme-maladie", "x", "2027-01-01", "1"], "unknown-figure", "organisme-maladie"),
        ([IJ, "plafond_annuel", "2027-01-01", "1"], "figure-elsewhere", "bareme set plafonds"),
        (["plafonds", "plafond_annuel", "1/1/2027", "1"], "not-a-date", "2027-01-01"),
        (["plafonds", "plafond_annuel", "2027-02-30", "1"], "no-such-day", ""),
        (["plafonds", "plafond_annuel", "2027-01-01", "1"], "reference-needed", "--reference"),
        (["plafonds", "plafond_annuel", "2027-01-01", "1,5", *REFERENCE], "not-a-number", "1.5"),
        (
            ["plafonds", "plafond_annuel", "2029-01-01", "1", *REFERENCE],
            "year-missing",
            "2027-01-01",
        ),
        ([IJ, "taux_abattement", "2027-01-01", "1 %", *REFERENCE], "choice-needed", "vente"),
        (
            [IJ, "taux_abattement", "2027-01-01", "vente=1 %", *REFERENCE],
            "choices-missing",
            "prest",
        ),
        ([IJ, "taux_seuil", "2027-01-01", "a=1 %", *REFERENCE], "choice-needless", "sans choix"),
        ([IJ, "taux_seuil", "2027-01-01", "10", *REFERENCE], "percent-missing", "10 %"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    shelf: Shelf, words: list[str], code: str, told: str
) -> None:
    before = shelf.contents
    ran = shelf.run("set", *words)
    assert (ran.status, ran.out, ran.codes) == (2, "", [code])
    assert told in ran.err
    assert shelf.contents == before


def test_a_long_reference_is_refused_as_the_file_would_be(shelf: Shelf) -> None:
    before = shelf.contents
    ran = shelf.run("set", IJ, "taux_seuil", "2027-01-01", "11 %", "--reference", "a" * 1001)
    assert (ran.status, ran.out) == (2, "")
    assert shelf.contents == before


def test_a_space_between_thousands_loses_no_digit(shelf: Shelf) -> None:
    words = ("set", "plafonds", "plafond_annuel", "2027-01-01", "48", "960", "--reference", "A")
    ran = shelf.run(*words)
    assert ran.codes == ["not-a-number"]
    assert "Écrivez : 48960" in ran.err


@pytest.mark.parametrize("why", ["", "  "])
def test_the_past_needs_a_reason_that_says_something(shelf: Shelf, why: str) -> None:
    words = ("set", "plafonds", "plafond_annuel", "2025-01-01", "47200", "--reference", "A")
    assert shelf.run(*words, "--correct", why).codes == ["past-figure"]
