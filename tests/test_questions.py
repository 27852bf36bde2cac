"""What is asked for: what this situation needs, and nothing else."""

from __future__ import annotations

import pytest

import bareme
from shelf import book

INCOMES = ("revenu_annee_1", "revenu_annee_2", "revenu_annee_3")
TURNOVERS = ("chiffre_affaires_annee_1", "chiffre_affaires_annee_2", "chiffre_affaires_annee_3")
DAILY = ["indemnite_journaliere"]

CASES: list[tuple[str, dict[str, object], list[str], tuple[str, ...], tuple[str, ...]]] = [
    # date, given, asked, needed for sure, possibly needed
    ("2018-03-01", {}, DAILY, ("statut",), INCOMES),
    ("2018-03-01", {"statut": "artisan"}, DAILY, INCOMES, ()),
    ("2018-03-01", {"statut": "artisan", "revenu_annee_2": 1}, DAILY, (INCOMES[0], INCOMES[2]), ()),
    ("2018-03-01", {"statut": "artisan", "revenu_annuel_moyen": 1}, DAILY, (), ()),
    ("2018-03-01", {"statut": "conjoint_collaborateur"}, DAILY, (), ()),
    ("2018-03-01", {"statut": "profession_liberale"}, DAILY, (), ()),
    ("2021-07-01", {"statut": "profession_liberale"}, DAILY, INCOMES, ()),
    ("2018-03-01", {"statut": "artisan", "affiliation_un_an": False}, DAILY, (), ()),
    (
        "2018-03-01",
        {"statut": "artisan", "micro_entrepreneur": True},
        DAILY,
        (*TURNOVERS, "categorie_activite"),
        (),
    ),
    # Before 2018 the waiting period hangs on the nature of the leave alone.
    ("2017-12-31", {}, ["delai_carence"], (), ()),
    ("2018-01-01", {}, ["delai_carence"], ("duree_arret",), ()),
    ("2018-01-01", {"nature_arret": "hospitalisation"}, ["delai_carence"], (), ()),
    ("2021-01-01", {}, ["delai_carence"], (), ()),
    ("2018-01-01", {"statut": "artisan"}, ["jours_indemnises"], ("duree_arret",), ()),
]


@pytest.mark.parametrize(("date", "given", "asked", "needed", "possible"), CASES)
def test_questions(
    date: str,
    given: dict[str, object],
    asked: list[str],
    needed: tuple[str, ...],
    possible: tuple[str, ...],
) -> None:
    rules = book().on(date)
    assert rules.questions(given, asked) == (needed, possible)
    if not needed:
        rules.evaluate(given, outputs=asked)
        return
    with pytest.raises(bareme.MissingInputError) as missing:
        rules.evaluate(given, outputs=asked)
    assert tuple(i.name for i in missing.value.needed) == needed
    assert tuple(i.name for i in missing.value.possible) == possible
    for question in missing.value.needed:
        assert question.question in str(missing.value)


def test_other_outputs_wait_for_their_inputs() -> None:
    rules = book().on("2018-03-01")
    result = rules.evaluate(statut="artisan", revenu_annuel_moyen=20000)
    assert result.outputs == ("indemnite_journaliere",)
    assert result.pending["montant_total"] == ("duree_arret",)
    whole = rules.evaluate(statut="artisan", revenu_annuel_moyen=20000, duree_arret=8)
    assert not whole.pending
    assert whole.outputs[-1] == "montant_total"


def test_every_fault_is_told_at_once() -> None:
    rules = book().on("2018-03-01")
    with pytest.raises(bareme.SituationError) as refusal:
        rules.evaluate(
            statut="artisn",
            revenu_annuel_moyen="beaucoup",
            duree_aret=3,
            jours_deja_indemnises=-1,
            plafond_annuel=1,
        )
    found = [(d.code, d.suggestion) for d in refusal.value.diagnostics]
    assert found == [
        ("unknown-choice", "artisan"),
        ("wrong-type", None),
        ("unknown-input", "duree_arret"),
        ("too-small", None),
        ("figure-given", None),
    ]
