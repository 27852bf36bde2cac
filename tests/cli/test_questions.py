"""What a rulebook asks: the list of its questions, and the questions put one at a time."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bareme.cli import main
from bareme.loading import rules_directory
from rulebooks import write
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IJ = "indemnites-journalieres"
HEALTH_CHECK = "bilan-sante-retraite"


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    def run(*arguments: str, answers: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        status = main(("evaluate", *arguments))
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


if TYPE_CHECKING:
    Run = Callable[..., Ran]


def numbered(out: str) -> list[str]:
    """Give the names of the questions, in order."""
    return re.findall(r"^ *[0-9]+\. (\S+) — ", out, flags=re.MULTILINE)


def test_nothing_given_lists_the_questions_in_the_order_they_matter(run: Run) -> None:
    ran = run(IJ)
    assert ran.status == 0
    needed, _, possible = ran.out.partition("Selon les réponses")
    assert numbered(needed)[:2] == ["date_constat", "statut"]
    assert "revenu_annee_1" in numbered(possible)
    assert "chiffre_affaires_annee_1" in numbered(possible)
    assert "micro_entrepreneur" in numbered(possible)
    assert "par défaut : false (non)" in possible
    for asked in book(IJ).definition.inputs.values():
        if asked.name in numbered(ran.out):
            assert asked.question in ran.out


@pytest.mark.parametrize("name", rules_directory().names())
def test_every_rulebook_lists_every_question_it_may_ask(run: Run, name: str) -> None:
    definition = book(name).definition
    if not definition.inputs:
        return
    ran = run(name)
    assert ran.status == 0
    assert set(numbered(ran.out)) <= set(definition.inputs)
    data = json.loads(run(name, "--format", "json").out)
    assert [question["name"] for question in data["questions"]] == numbered(ran.out)
    assert data["title"] == definition.title


def test_the_version_of_the_date_decides_what_is_asked(run: Run) -> None:
    assert "duree_arret" in numbered(run(IJ, "--on", "2018-03-01").out)
    listed = numbered(run(IJ, "--on", "2018-03-01").out)
    assert "date_constat" not in listed, "the date is known"


def test_what_needs_no_answer_is_answered(run: Run) -> None:
    ran = run("plafonds", "--on", "2019-01-01")
    assert "40 524,00 €/an" in ran.out.replace("\u202f", " ")


def test_something_given_is_judged_and_what_is_missing_told(run: Run) -> None:
    ran = run(HEALTH_CHECK, "date_courrier=2019-03-05")
    assert ran.status == 1
    assert "[missing-input]" in ran.err


def dialogue(ran: Ran) -> list[str]:
    """Give the questions that were put."""
    return [line for line in ran.err.splitlines() if line.endswith("?")]


def test_questions_one_at_a_time_then_the_answer_and_why(run: Run) -> None:
    ran = run(HEALTH_CHECK, "--ask", answers="2019-03-05\n1\n2018-09-01\noui\n")
    assert ran.status == 0
    inputs = book(HEALTH_CHECK).definition.inputs
    asked = ("date_courrier", "personne", "date_retraite", "prestations_maladie_independants")
    assert dialogue(ran) == [inputs[name].question for name in asked]
    assert "Droit au Bilan santé retraite : oui" in ran.out
    assert "Calcul" in ran.out
    assert "5 septembre 2019" in ran.out


def test_what_an_answer_made_pointless_is_not_asked(run: Run) -> None:
    spouse = run(HEALTH_CHECK, "--ask", answers="2019-03-05\nconjoint\n2018-09-01\n1960-01-01\n")
    assert "prestations" not in " ".join(dialogue(spouse))
    assert spouse.status == 0
    other = run("pluriactivite", "--ask", answers="2019-03-05\n2\n\n")
    assert len(dialogue(other)) == 3, "the date, the other activity, the profession"


def test_what_is_given_beforehand_is_not_asked(run: Run) -> None:
    ran = run(
        *(HEALTH_CHECK, "personne=retraite", "date_retraite=2018-09-01", "--ask"),
        *("--on", "2019-03-05"),
        answers="non\n",
    )
    assert len(dialogue(ran)) == 1
    assert "Droit au Bilan santé retraite : non" in ran.out


def test_a_wrong_answer_is_told_and_the_question_stands(run: Run) -> None:
    answers = "1er mars 2019\n\nperso\n3\n1\n2018-09-01\npeut-être\no\n"
    ran = run(HEALTH_CHECK, "--ask", answers=answers)
    assert ran.status == 0, "an empty answer takes what was suggested: 2019-03-01"
    assert "Écrivez : 2019-03-01" in ran.err
    assert ran.err.count("Ce n'est pas une réponse possible : un numéro de 1 à 2.") == 2
    assert "Ce n'est pas une réponse possible : oui ou non." in ran.err
    assert "Droit applicable le 1er mars 2019" in ran.out


def test_a_date_outside_the_rulebook_is_told_and_asked_again(run: Run) -> None:
    ran = run("organisme-maladie", "--ask", answers="2018-12-31\n2019-01-01\n2018-12-31\nnon\n")
    assert ran.status == 0
    assert "ne couvre pas le 2018-12-31" in ran.err
    assert "Organisme conventionné" in ran.out


def test_more_is_told_of_a_question(run: Run) -> None:
    ran = run("organisme-maladie", "--ask", answers="?\n2019-01-01\n2018-12-31\nnon\n")
    assert ran.status == 0
    note = book("organisme-maladie").definition.inputs["date_demande"].citation.note
    assert note is not None
    assert note in ran.err


def test_questions_of_the_other_answers_may_be_passed_over(run: Run) -> None:
    answers = "\n".join(["2018-03-01", "", "1", "", "", "20000", "20000", "20000", "", "", ""])
    ran = run(IJ, "--ask", "--on", "2018-03-01", answers=answers.partition("\n")[2] + "\n")
    assert ran.status == 0
    assert "27,40 €/jour" in ran.out
    assert "Non calculé" in ran.out


def test_the_end_of_the_answers_is_what_is_missing(run: Run) -> None:
    ran = run(HEALTH_CHECK, "--ask", answers="2019-03-05\n")
    assert ran.status == 1
    assert "Arrêté : il manque encore " in ran.err
    assert "missing-input" not in ran.err
    ran = run(HEALTH_CHECK, "--ask", answers="")
    assert ran.status == 1
    assert "Arrêté : il manque la date." in ran.err


@pytest.mark.parametrize(
    ("answer", "agency"),
    [
        ("20", None),
        ("96", None),
        ("2a", None),
        ("2A", "Corse"),
        ("Paris (75)", "Île-de-France Centre"),
        ("76", "Haute-Normandie"),
        ("971", "Antilles-Guyane"),
        ("1", None),
        ("01", "Rhône"),
    ],
)
def test_choices_that_are_codes_are_not_numbered(run: Run, answer: str, agency: str | None) -> None:
    exceptions = [
        *("navigation_fluviale", "volontaire_assurance_vieillesse", "residence_etranger"),
        *("activite_saint_pierre_et_miquelon", "profession_liberale"),
    ]
    given = [f"{name}=false" for name in exceptions]
    ran = run("rattachement-agence", *given, "--ask", "--on", "2019-06-01", answers=f"{answer}\n")
    assert (ran.status == 0) == (agency is not None)
    if agency is not None:
        assert f"Agence de rattachement : {agency}" in ran.out
    else:
        assert "Ce n'est pas une réponse possible : un code, comme 01." in ran.err


def test_an_answer_alone(run: Run) -> None:
    answers = "2019-03-05\n1\n2018-09-01\noui\n"
    assert run(HEALTH_CHECK, "--ask", "--get", "droit", answers=answers).out == "true\n"


def test_where_no_input_carries_the_date_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "parameters.yaml": "taux: {label: T, unit: '%', values: {2019-01-01: "
            "{value: 10 %, reference: R}}}\n",
            "rulebook.yaml": """\
title: Essai
version: 2026.1
from: 2019-01-01
inputs:
  nom: {label: Nom, type: text}
  formats: {label: Formats, type: list, choices: {pdf: PDF, jpg: JPG, png: PNG}}
  age: {label: Âge, type: integer, unit: ans, minimum: 0}
rules:
  reponse: {label: Réponse, type: boolean, formula: 'nom != "" and "png" in formats and age > 3'}
  double: {label: Double, unit: "1", formula: 2 * taux}
outputs: [reponse, double]
""",
        },
    )
    rules = ("--rules", str(tmp_path))
    listed = run("essai", *rules).out
    assert "--on — Quelle est la date" in listed
    assert f"bareme evaluate essai --rules {tmp_path} --on DATE nom=valeur" in listed
    ran = run("essai", *rules, "--ask", answers="2019-02-03\nMoi\n1, 3\n4\n")
    assert ran.status == 0
    assert "Réponse : oui" in ran.out
    ran = run("essai", *rules, "--ask", "--on", "2019-02-03", answers="Moi\n0\n")
    assert "Réponse : non" in ran.out, "no format at all; the age is then not asked"
    ran = run("essai", *rules, "--ask", "--on", "2019-02-03", answers="\n")
    assert "Réponse : non" in ran.out, "an empty text is an answer"


def test_the_answer_alone_goes_to_standard_output(run: Run) -> None:
    answers = "2019-03-05\n1\n2018-09-01\noui\n"
    ran = run(HEALTH_CHECK, "--ask", "--format", "json", answers=answers)
    assert json.loads(ran.out)["outputs"]["droit"] is True
