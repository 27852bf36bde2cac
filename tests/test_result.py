"""What an answer holds: values, trace, texts, warnings, and what it can be reproduced from."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.resources import shipped
from shelf import book

if TYPE_CHECKING:
    from bareme import Result


@pytest.fixture(name="result")
def _result() -> Result:
    rules = book().on("2018-03-01")
    return rules.evaluate(statut="artisan", revenu_annuel_moyen=20000)


def test_values_are_exact(result: Result) -> None:
    assert result["indemnite_journaliere"] == Decimal("27.40")
    assert str(result["indemnite_journaliere"]) == "27.40"
    assert str(result["revenu_annuel_moyen"]) == "20000.00"
    assert result["statut"] == "artisan"
    assert result["micro_entrepreneur"] is False
    assert result["date_constat"] == dt.date(2018, 3, 1)
    assert result.exact("indemnite_journaliere") == Fraction(2740, 100)


def test_a_mean_that_no_decimal_holds_is_a_fraction() -> None:
    rules = book().on("2018-03-01")
    result = rules.evaluate(
        statut="artisan", revenu_annee_1=20000, revenu_annee_2=20000, revenu_annee_3=20001
    )
    assert result["revenu_annuel_moyen"] == Fraction(60001, 3)


def test_it_is_a_mapping_of_everything_computed(result: Result) -> None:
    assert {"plafond_annuel", "seuil_revenu", "indemnite_temps_plein"} <= set(result)
    assert "duree_arret" not in result
    assert len(result) == len(list(result))
    with pytest.raises(KeyError, match="montant_total was not computed"):
        _ = result["montant_total"]


def test_it_does_not_change(result: Result) -> None:
    with pytest.raises(AttributeError):
        result.date = dt.date(2019, 1, 1)
    with pytest.raises(AttributeError):
        result.outputs = ()
    with pytest.raises(TypeError):
        result["indemnite_journaliere"] = 1  # type: ignore[index]  # that is the point


def test_what_was_given_and_what_was_assumed(result: Result) -> None:
    assert set(result.given) == {"date_constat", "statut", "revenu_annuel_moyen"}
    assert result.assumed["affiliation_un_an"] is True
    assert "cotisation_minimale" not in result.assumed  # not asked for: the income is enough


def test_the_trace_tells_how(result: Result) -> None:
    (step,) = (step for step in result.trace if step.name == "indemnite_temps_plein")
    assert step.raw == Fraction(20000, 730)
    assert [(f.how, f.value) for f in step.finishes] == [("round", Fraction(2740, 100))]
    assert step.variant.cases[step.chosen[0]].when is None


def test_the_texts_it_rests_on(result: Result) -> None:
    texts = {(reference.name, reference.citation.reference) for reference in result.references}
    assert ("plafond_annuel", "Arrêté du 5 décembre 2017") in texts  # the cap
    assert ("plafond_annuel", "Arrêté du 5 décembre 2016") in texts  # the threshold
    assert all(name != "taux_abattement" for name, _ in texts)


def test_a_published_amount_that_prevails_is_a_warning() -> None:
    rulebook = book()
    result = rulebook.on("2019-06-01").evaluate(statut="conjoint_collaborateur")
    (warning,) = result.warnings
    assert warning.code == "published-prevails"
    assert "22,20" in warning.remedy
    assert not rulebook.on("2018-06-01").evaluate(statut="conjoint_collaborateur").warnings


def test_plain_data_holds_no_float(result: Result) -> None:
    data = json.loads(json.dumps(result.to_dict()), parse_float=lambda _: pytest.fail("a float"))
    assert data["outputs"] == {"indemnite_journaliere": "27.40"}
    assert data["values"]["micro_entrepreneur"] is False
    assert data["pending"]["montant_total"] == ["duree_arret"]


def test_the_fingerprint_follows_the_files(tmp_path: Path) -> None:
    def fingerprint() -> str:
        book = bareme.load("indemnites-journalieres", rules=rules)
        return book.definition.fingerprint

    rules = tmp_path / "rules"
    shutil.copytree(shipped("rules"), rules)
    first = fingerprint()
    assert len(first) == 64
    figures = rules / "plafonds" / "parameters.yaml"
    text = figures.read_text(encoding="utf-8")

    figures.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert fingerprint() == first, "line ends are no part of what a rulebook says"
    figures.write_text(text.replace("48060", "48061"), encoding="utf-8")
    assert fingerprint() != first, "a borrowed figure changes the answers"
    figures.write_text(text, encoding="utf-8")
    (rules / "indemnites-journalieres" / "examples.yaml").unlink()
    assert fingerprint() == first, "examples decide no answer"


def test_an_input_that_a_given_rule_makes_useless_is_told() -> None:
    rules = book().on("2018-03-01")
    result = rules.evaluate(statut="artisan", revenu_annuel_moyen=20000, revenu_annee_1=10)
    assert [(w.code, w.data["name"]) for w in result.warnings] == [
        ("given-unread", "revenu_annee_1")
    ]
    beside = rules.evaluate(statut="artisan", revenu_annuel_moyen=20000, duree_arret=8)
    assert not beside.warnings


def test_a_rule_given_has_bounds_too() -> None:
    with pytest.raises(bareme.SituationError) as refusal:
        book().on("2018-03-01").evaluate(statut="artisan", revenu_annuel_moyen=-5000)
    assert [d.code for d in refusal.value.diagnostics] == ["too-small"]


def test_part_time_does_not_hide_why_nothing_is_due() -> None:
    result = (
        book()
        .on("2018-03-01")
        .evaluate(
            statut="artisan",
            micro_entrepreneur=True,
            revenu_annuel_moyen=2500,
            temps_partiel_therapeutique=True,
        )
    )
    assert result["indemnite_journaliere"] == 0
    assert result.reasons("indemnite_journaliere") == (
        "Le revenu d'un micro-entrepreneur doit atteindre le seuil.",
    )


def test_a_rulebook_is_loaded_from_its_own_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    directory = shipped("rules") / "indemnites-journalieres"
    assert bareme.load(directory).name == "indemnites-journalieres"
    monkeypatch.chdir(directory)
    assert bareme.load(Path()).definition.fingerprint == book().definition.fingerprint
