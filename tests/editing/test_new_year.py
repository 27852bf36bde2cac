"""`bareme new-year`: from the order that fixes next year's figure to the file that says it."""

from __future__ import annotations

import codecs
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.cli import main
from rulebooks import write

if TYPE_CHECKING:
    from pathlib import Path

    from editing.commands import Shelf

PASS = ("--set", "plafond_annuel=48960", "--reference", "Arrêté du 12 décembre 2026")
LINE = "    2027-01-01: {value: 48960, reference: Arrêté du 12 décembre 2026}\n"
SLOT = "    2027-01-01: {value: , reference: }\n"


def test_a_place_is_left_for_each_figure_of_the_shipped_rulebooks(shelf: Shelf) -> None:
    before = shelf.contents
    ran = shelf.run("new-year", "2027")
    assert (ran.status, ran.err) == (0, "")
    plafonds = "plafonds/parameters.yaml"
    assert shelf.contents == before | {plafonds: before[plafonds] + SLOT.encode()}
    assert "  1er janvier 2026  48 060,00 €/an  +2,04 %  Arrêté du 22 décembre 2025\n" in ran.out
    assert f"+{SLOT}" in ran.out
    line = before[plafonds].count(b"\n") + 1
    assert f"  rules/{plafonds}:{line}  plafond_annuel\n" in ran.out

    found = bareme.rules_directory(shelf.path).check("plafonds")
    places = [(d.code, d.place.line, d.place.column) for d in found if d.place]
    assert places == [("empty-value", line, 24), ("empty-value", line, 37)]
    assert "3919.20" in found[0].remedy
    assert "arrêté" in found[1].remedy


def test_a_place_is_left_once_and_filled_later(shelf: Shelf) -> None:
    original = shelf.figures("plafonds").read_text("utf-8")
    shelf.run("new-year", "2027")
    waiting = shelf.contents
    again = shelf.run("new-year", "2027")
    assert (again.status, shelf.contents) == (0, waiting)
    assert "parameters.yaml:34  plafond_annuel" in again.out
    filled = shelf.run("new-year", "2027", *PASS)
    assert (filled.status, filled.err) == (0, "")
    assert shelf.figures("plafonds").read_text("utf-8") == original + LINE
    known = shelf.run("new-year", "2027")
    assert (known.status, known.out) == (0, "Il ne manque aucune valeur pour 2027.\n")


@pytest.mark.usefixtures("shelf", "compared")
def test_a_value_is_written_at_once_and_what_follows_is_told(shelf: Shelf) -> None:
    original = shelf.figures("plafonds").read_text("utf-8")
    ran = shelf.run("new-year", "plafonds", "2027", *PASS)
    assert (ran.status, ran.err) == (0, "")
    assert shelf.figures("plafonds").read_text("utf-8") == original + LINE
    # 48 960 / 48 060 = 1,01872…
    assert "1er janvier 2027  48 960,00 €/an  +1,87 %  Arrêté du 12 décembre 2026\n" in ran.out
    assert "bareme check n'a rien à signaler" in ran.out
    # 48 960 / 730 = 67,0684…; 10 % of the mean of 46 368, 47 100 and 48 060
    assert "Ce qui en découle au 1er janvier 2027, indemnites-journalieres :" in ran.out
    assert "  65,84 → 67,07 €/jour " in ran.out
    assert "  4 582,00 → 4 717,60 €/an " in ran.out
    assert "Ce que dira bareme diff :\n  1 changement dans 1 barème" in ran.out
    after = ran.out.partition("Ensuite :\n")[2].split("\n")
    file = "rules/plafonds/rulebook.yaml"
    rules = f"--rules {shelf.path}"
    assert after == [
        f"  dans {file}, relevez l'édition si ce n'est fait : version: 2026.2 (aujourd'hui 2026.1)",
        f"  bareme check {rules}",
        f"  bareme test indemnites-journalieres plafonds {rules}",
        "",
    ]
    book = bareme.load("indemnites-journalieres", rules=shelf.path)
    result = book.on("2027-06-01").evaluate(outputs=["plafond_journalier_commun"])
    assert result["plafond_journalier_commun"] == Decimal("67.07")


def test_nothing_is_written_on_a_dry_run(shelf: Shelf) -> None:
    before = shelf.contents
    ran = shelf.run("new-year", "2027", *PASS, "--dry-run")
    assert (ran.status, shelf.contents) == (0, before)
    assert f"+{LINE}" in ran.out
    assert "Rien n'est écrit (--dry-run)." in ran.out


def test_a_file_with_a_mark_and_the_line_ends_of_windows(shelf: Shelf) -> None:
    file = shelf.figures("plafonds")
    data = codecs.BOM_UTF8 + file.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    file.write_bytes(data)
    assert shelf.run("new-year", "2027", *PASS).status == 0
    assert file.read_bytes() == data + b"\r\n" + LINE.rstrip("\n").encode()


def test_an_implausible_value_is_written_and_told(shelf: Shelf) -> None:
    ran = shelf.run("new-year", "2027", "--set", "plafond_annuel=489600", "--reference", "Arrêté")
    assert ran.status == 0
    assert "attention[implausible-jump]" in ran.out


def test_what_stands_beside(shelf: Shelf) -> None:
    shelf.run("new-year", "2027", *PASS, "--provenance", "published", "--note", "À vérifier : oui")
    line = shelf.figures("plafonds").read_text("utf-8").rstrip("\n").rpartition("\n")[2]
    assert line == (
        "    2027-01-01: {value: 48960, reference: Arrêté du 12 décembre 2026, "
        'provenance: published, note: "À vérifier : oui"}'
    )


@pytest.mark.parametrize(
    ("words", "codes", "told"),
    [
        (["20027"], ["not-a-year"], "Écrivez : 2027"),
        (["plafonds"], ["not-a-year"], "2027"),
        (["2029"], ["year-before-missing"], "bareme new-year 2027"),
        (["plafond", "2027"], ["unknown-rulebook"], "Écrivez : plafonds"),
        (["2027", "--reference", "Arrêté"], ["nothing-set"], "--set NOM=VALEUR"),
        (["2027", "--set", "plafond_annuel=1"], ["reference-needed"], "--reference"),
        (["2027", *PASS[:3], " \t"], ["reference-empty"], "Arrêté du …"),
        (["2027", *PASS[:3], "a\u200bb"], ["control-character"], "Effacez-le"),
        (["2027", "--set", "plafond_anuel=1"], ["no-such-figure"], "plafond_annuel ?"),
        (["2027", "--set", "zzz=1"], ["no-such-figure"], ": plafond_annuel."),
        (["2027", "--set", "taux_seuil=1"], ["not-yearly"], "bareme set indemnites-journalieres"),
        (["2026", "--set", "plafond_annuel=1"], ["year-known"], "bareme set plafonds"),
        (["2027", "--set", "plafond_annuel"], ["not-a-value-given"], "NOM=VALEUR"),
        (["2027", "--set", "plafond_annuel.a=1", *PASS[2:]], ["choice-needless"], "sans choix"),
        (["2027", "--set", "plafond_annuel=", *PASS[2:]], ["value-missing"], "plafond_annuel="),
        (["2027", "--set", "plafond_annuel=48 960,00", *PASS[2:]], ["not-a-number"], ": 48960.00"),
        (["2027", "--set", "plafond_annuel=48.960", *PASS[2:]], ["not-cents"], ": 48960"),
        (["2027", "--set", "plafond_annuel=48960 %", *PASS[2:]], ["percent-unexpected"], "48960"),
        (["2027", *PASS, *PASS[:2]], ["duplicate-key"], ""),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    shelf: Shelf, words: list[str], codes: list[str], told: str
) -> None:
    before = shelf.contents
    ran = shelf.run("new-year", *words)
    assert (ran.status, ran.out, ran.codes) == (2, "", codes)
    assert told in ran.err
    assert shelf.contents == before


def test_a_place_that_waits_comes_first(shelf: Shelf) -> None:
    shelf.run("new-year", "2027")
    ran = shelf.run("new-year", "2028")
    assert ran.codes == ["year-before-waits"]
    assert "parameters.yaml:34:5" in ran.err


def test_a_file_that_cannot_be_read_is_told_and_left(shelf: Shelf) -> None:
    file = shelf.figures("formulaire-contact")
    file.write_text(file.read_text("utf-8").replace("value: 97", "value: 97,0"), "utf-8")
    before = shelf.contents
    ran = shelf.run("new-year", "2027", *PASS)
    assert (ran.status, ran.codes, shelf.contents) == (2, ["not-a-number"], before)


FIGURES = """\
tarif:
  label: Tarif
  unit: €
  changes: yearly
  values:
    2025-04-01: {value: 10, reference: A}
    2026-04-01: {value: 11, reference: B}
taux:
  label: Taux
  unit: "%"
  by: statut
  changes: yearly
  values:
    2026-01-01:
      value: {artisan: 10 %, commercant: 20 %}
      reference: C
"""
RULEBOOK = """\
title: Essai
version: 2026.1
from: 2026-04-01
inputs:
  statut: {label: Statut, type: choice, choices: {artisan: Artisan, commercant: Commerçant}}
rules:
  prix: {label: Prix, unit: €, formula: tarif * (1 - taux)}
outputs: [prix]
"""
FILES = {"parameters.yaml": FIGURES, "rulebook.yaml": RULEBOOK}


def test_the_day_of_the_year_and_the_choices_of_a_figure_are_kept(shelf: Shelf) -> None:
    write(shelf.path, FILES)
    ran = shelf.run("new-year", "essai", "2027")
    assert ran.status == 0
    assert "Prendra effet le 1er avril 2027, au jour et au mois de la dernière valeur." in ran.out
    assert "--set tarif=… --set taux.artisan=… --set taux.commercant=… --reference" in ran.out
    slots = shelf.figures("essai").read_text("utf-8")
    assert (
        slots
        == FIGURES.replace(
            "reference: B}\n", "reference: B}\n    2027-04-01: {value: , reference: }\n"
        )
        + "    2027-01-01:\n      value: {artisan: , commercant: }\n      reference:\n"
    )

    values = ("--set", "essai/tarif=12", "--set", "taux.artisan=11 %", "--set", "taux.commercant=0")
    half = shelf.run("new-year", "essai", "2027", *values[:4], "--reference", "D")
    assert half.codes == ["choices-missing"]
    none = shelf.run("new-year", "essai", "2027", "--set", "taux=3 %", "--reference", "D")
    assert none.codes == ["choice-needed"]
    other = shelf.run("new-year", "essai", "2027", "--set", "taux.artisans=3 %", "--reference", "D")
    assert other.codes == ["unknown-choice"]
    texts = ("--reference", "D", "--reference", "taux=E : F")
    assert shelf.run("new-year", "essai", "2027", *values, *texts).err == ""
    assert shelf.figures("essai").read_text("utf-8") == FIGURES.replace(
        "reference: B}\n", "reference: B}\n    2027-04-01: {value: 12, reference: D}\n"
    ) + ('    2027-01-01:\n      value: {artisan: 11 %, commercant: 0}\n      reference: "E : F"\n')


def test_a_name_of_two_rulebooks_is_told(shelf: Shelf) -> None:
    write(shelf.path, FILES)
    write(shelf.path, FILES, "autre")
    ran = shelf.run("new-year", "essai", "autre", "2027", "--set", "tarif=1", "--reference", "D")
    assert ran.codes == ["figure-ambiguous"]
    assert "essai/tarif=" in ran.err
    both = ("--set", "essai/tarif=12", "--set", "autre/tarif=13", "--reference", "D")
    assert shelf.run("new-year", "essai", "autre", "2027", *both).status == 0
    for name, value in (("essai", 12), ("autre", 13)):
        text = shelf.figures(name).read_text("utf-8")
        assert f"2027-04-01: {{value: {value}, reference: D}}" in text
        assert "2027-01-01:\n      value: {artisan: , commercant: }" in text


def test_years_that_are_over_are_filled_from_the_oldest(shelf: Shelf) -> None:
    file = shelf.figures("plafonds")
    whole = file.read_text("utf-8")
    file.write_text(whole[: whole.index("    2024-01-01")], "utf-8")
    assert "2024, 2025, 2026" in shelf.run("new-year", "2027").err
    ran = shelf.run("new-year", "2024")
    assert "L'année 2024 est passée" in ran.out
    assert file.read_text("utf-8").endswith("    2024-01-01: {value: , reference: }\n")


def test_it_is_told_in_english(shelf: Shelf) -> None:
    ran = shelf.run("--lang", "en", "new-year", "2027", *PASS)
    assert "  1 January 2027  €48,960.00/year  +1.87%  Arrêté du 12 décembre 2026\n" in ran.out
    assert "What follows on 1 January 2027, indemnites-journalieres:\n" in ran.out
    edition = "raise the edition if that is not done: version: 2026.2 (now 2026.1)"
    assert f"\nNext:\n  in rules/plafonds/rulebook.yaml, {edition}\n" in ran.out


def test_the_rules_of_an_installed_program_are_left_alone(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bareme.cli import main

    package = shelf.path.parent
    monkeypatch.setattr("bareme.resources._PACKAGE", package)
    monkeypatch.setattr("bareme.resources.__file__", str(package / "resources.py"))
    before = shelf.contents
    assert main(["new-year", "2027"]) == 2
    assert shelf.run("new-year", "2027").status == 0  # by its name
    assert shelf.contents != before


def test_a_copy_elsewhere_is_not_written_to(
    shelf: Shelf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = tmp_path / "other" / "rules"
    shutil.copytree(shelf.path, other)
    monkeypatch.chdir(other.parent)
    monkeypatch.setattr("bareme.loading.shipped", lambda each: shelf.path.parent / each)
    before = shelf.contents
    assert main(["new-year", "2027", *PASS]) == 2
    assert "erreur[rules-elsewhere]" in capsys.readouterr().err
    assert shelf.contents == before


def test_a_rulebook_brings_those_it_borrows_from(shelf: Shelf) -> None:
    ran = shelf.run("new-year", "indemnites-journalieres", "2027", *PASS)
    assert ran.status == 0
    assert "2027-01-01: {value: 48960" in shelf.figures("plafonds").read_text("utf-8")


@pytest.mark.parametrize("text", ["…", "...", "Arrêté du …", " "])
def test_what_the_help_shows_is_no_reference(shelf: Shelf, text: str) -> None:
    ran = shelf.run("new-year", "2027", "--set", "plafond_annuel=48960", "--reference", text)
    assert ran.codes == ["reference-empty"]


def test_a_gap_is_told_alone(shelf: Shelf) -> None:
    ran = shelf.run("new-year", "2028", *PASS)
    assert ran.codes == ["year-before-missing"]
