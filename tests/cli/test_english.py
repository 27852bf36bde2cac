"""What the command line tells in English, and what programs read, which is the same in both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rulebooks import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cli.conftest import Ran

    Run = Callable[..., Ran]

IJ = "indemnites-journalieres"
ARTISAN = ("evaluate", IJ, "--on", "2018-03-01", "statut=artisan", "revenu_annuel_moyen=20000")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("list",), 0),
        (("--version",), 0),
        (("check", "plafonds"), 0),
        (("test", "plafonds"), 0),
        (ARTISAN, 0),
        (("evaluate", IJ, "--on", "2018-03-01", "statut=boulanger"), 1),
        (("evaluate", IJ, "--on", "2018-03-01", "--get", "indemnite_journaliere"), 1),
        (("evaluate", "inconnu"), 2),
        (("show", IJ, "--on", "hier"), 2),
        (("check", "absent/rulebook.yaml"), 2),
        (("compile", IJ), 2),
        (("inconnue",), 2),
        ((), 2),
    ],
)
def test_a_status_is_the_same(run: Run, arguments: Sequence[str], status: int) -> None:
    for code in ("fr", "en"):
        ran = run(*arguments, "--lang", code)
        assert ran.status == status
        assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--format", "json"),
        ("versions", IJ, "--format", "json"),
        ("evaluate", IJ, "--format", "json"),
        (*ARTISAN, "--format", "json"),
        (*ARTISAN, "--get", "indemnite_journaliere"),
    ],
)
def test_what_a_program_reads_is_the_same(run: Run, arguments: Sequence[str]) -> None:
    french, english = (run(*arguments, "--lang", code) for code in ("fr", "en"))
    assert french.status == 0
    assert french.out == english.out != ""


def test_a_history_as_data_differs_by_its_words(run: Run) -> None:
    history = ("history", "plafonds", "plafond_annuel", "--format", "json")
    french, english = (json.loads(run(*history, "--lang", code).out) for code in ("fr", "en"))
    assert english[-1]["words"] == "€48,060.00/year"
    assert english[-1]["change"] == "+2.0%"
    meant_for_people = {"words", "change"}
    assert [{k: point[k] for k in point.keys() - meant_for_people} for point in french] == [
        {k: point[k] for k in point.keys() - meant_for_people} for point in english
    ]


def test_findings_as_data_differ_by_their_sentences(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rulebook.yaml": "title: T\nversion: 2026.1\nfrom: 2019-02-30\n"})
    found = [
        json.loads(run("check", str(tmp_path), "--format", "json", "--lang", code).out)
        for code in ("fr", "en")
    ]
    sentences = {"message", "remedy"}
    assert found[0] != found[1]
    french, english = (_without(data, sentences) for data in found)
    assert french == english
    shown = [
        run("check", str(tmp_path), "--format", "github", "--lang", code).out.splitlines()
        for code in ("fr", "en")
    ]
    places = [[line.partition("::")[2].partition("::")[0] for line in lines] for lines in shown]
    assert places[0] == places[1] != []


def _without(data: object, keys: set[str]) -> object:
    if isinstance(data, dict):
        return {key: _without(value, keys) for key, value in data.items() if key not in keys}
    return [_without(item, keys) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "plafonds", "--on", "2026-03-01"), "In force on 1 March 2026 (edition 2026.1)"),
        (("show", "plafonds", "--on", "2026-03-01"), "€48,060.00/year, since 1 January 2026"),
        (("versions", "plafonds"), "figure: plafond_annuel"),
        (("history", "plafonds", "plafond_annuel"), "+2.0%"),
        (("test", "plafonds"), "plafonds: 5 of 5 examples pass"),
        (ARTISAN, "Indemnité journalière"),
        (ARTISAN, "€27.40/day"),
        (("evaluate", IJ), "Questions, in the order in which they matter"),
    ],
)
def test_what_is_told_in_english(run: Run, arguments: Sequence[str], told: str) -> None:
    assert told in run(*arguments, "--lang", "en").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "plafonds"), "1 rulebook checked: nothing to report."),
        (ARTISAN, "For the calculation and the texts: --explain."),
    ],
)
def test_what_is_told_beside_in_english(run: Run, arguments: Sequence[str], told: str) -> None:
    assert told in run(*arguments, "--lang", "en").err


QUESTIONS = """\
title: Essai
version: 2026.1
from: 2019-01-01
inputs:
  marie: {label: Marié, type: boolean}
  formats: {label: Formats, type: list, choices: {pdf: PDF, jpg: JPG}}
rules:
  reponse: {label: Réponse, type: boolean, formula: marie and not ("pdf" in formats)}
  double: {label: Double, unit: "1", formula: 2 * taux}
outputs: [reponse]
"""
FIGURE = "taux: {label: T, unit: '%', values: {2019-01-01: {value: 10 %, reference: R}}}\n"
BOOK = {"parameters.yaml": FIGURE, "rulebook.yaml": QUESTIONS}


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize(
    ("married", "formats", "answer"),
    [
        ("oui", "aucun", True),
        ("yes", "none", True),
        ("o", "0", True),
        ("y", "[]", True),
        ("Oui", "2", True),
        ("YES", "1, 2", False),
        ("non", "", False),
        ("no", "", False),
        ("n", "", False),
    ],
)
def test_questions_are_answered_in_either_language(
    run: Run, tmp_path: Path, code: str, married: str, formats: str, answer: bool
) -> None:
    write(tmp_path, BOOK)
    ask = ("evaluate", "essai", "--rules", str(tmp_path), "--on", "2019-02-03", "--ask")
    ran = run(*ask, "--format", "json", "--lang", code, answers=f"{married}\n{formats}\n")
    assert ran.status == 0
    assert json.loads(ran.out)["outputs"]["reponse"] is answer


def test_questions_are_put_in_english(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BOOK)
    ask = ("evaluate", "essai", "--rules", str(tmp_path), "--ask", "--lang", "en")
    ran = run(*ask, answers="2019-02-30\n2019-02-03\nmaybe\nyes\n3\nnone\n")
    assert ran.status == 0
    assert "What is the date of the applicable law?" in ran.err
    assert "a date from 2019-01-01 on" in ran.err
    assert ran.err.count("  yes or no\n") == 1
    assert "That is not a possible answer: yes or no." in ran.err
    assert "That is not a possible answer: a number from 1 to 2." in ran.err
    assert "(several: 1, 3; none: 0)" in ran.err
    assert "Réponse: yes" in ran.out
