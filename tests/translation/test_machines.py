"""What programs read is the same in every language, and what people read is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import bareme
from bareme import speaking
from bareme.diagnostics.rendering import as_data, as_json, text
from bareme.explanation.data import as_data as explanation_data

GOLDEN = Path(__file__).parent / "golden"
SITUATIONS: dict[str, tuple[str, dict[str, object]]] = {
    "published-amount-prevails": (
        "2019-03-01",
        {"statut": "conjoint_collaborateur", "temps_partiel_therapeutique": True},
    ),
    "raised-to-the-floor": (
        "2018-03-01",
        {"statut": "artisan", "revenu_annuel_moyen": 10_000, "duree_arret": 14},
    ),
}


def _result(name: str) -> bareme.Result:
    day, situation = SITUATIONS[name]
    return bareme.load("indemnites-journalieres").on(day).evaluate(situation)


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize(("format", "ending"), [("text", "txt"), ("markdown", "md")])
def test_an_explanation_in_english(name: str, format: Any, ending: str) -> None:  # noqa: A002
    with speaking("en"):
        told = _result(name).explain(format)
    assert told + "\n" == (GOLDEN / f"{name}.{ending}").read_text("utf-8")


@pytest.mark.parametrize("name", SITUATIONS)
def test_an_answer_as_data_is_the_same(name: str) -> None:
    with speaking("fr"):
        french = json.dumps(explanation_data(_result(name)))
    with speaking("en"):
        result = _result(name)
        assert json.dumps(result.to_dict()) == french
        assert repr(result) == repr(_result(name))


WRONG = {
    "parameters.yaml": """\
plafond:
  label: Plafond
  unit: €/annee
  values:
    2019-01-01: {value: 3 919,20, reference: Arrêté}
    2018-13-01: {value: 40524, refrence: Arrêté}
""",
    "rulebook.yaml": """\
title: Essai
version: 2026.1
from: 2019-01-01
inputs:
  revenu: {label: Revenu, question: Combien ?, type: amount, unit: €/an}
rules:
  prime: {label: Prime, unit: €, formula: revenu et 10}
outputs: [prime, pime]
""",
}


def _findings(rules: Path) -> tuple[bareme.Diagnostic, ...]:
    with pytest.raises(bareme.RulebookError) as refused:
        bareme.load("essai", rules=rules)
    return refused.value.diagnostics


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "essai").mkdir()
    for name, content in WRONG.items():
        (tmp_path / "essai" / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_findings_as_data_are_the_same_but_for_their_sentences(rules: Path) -> None:
    def bare(findings: tuple[bareme.Diagnostic, ...]) -> list[dict[str, object]]:
        return [as_data(d) | {"message": None, "remedy": None} for d in findings]

    with speaking("fr"):
        french, told = bare(_findings(rules)), as_json(_findings(rules))
    with speaking("en"):
        assert bare(_findings(rules)) == french
        assert as_json(_findings(rules)) != told
    assert len(french) > 2


def test_findings_in_english(rules: Path) -> None:
    with speaking("en"):
        told = text(_findings(rules))
    assert "error[not-a-number] “3 919,20” is not a number as it is written here." in told
    assert "  = Write: 3919.20" in told
    assert not set("«»éè") & set(told.replace("Arrêté", ""))


def test_what_is_fixed_is_told_in_each_language() -> None:
    """A version in force keeps what its fixed rules give, and no words of it."""
    rules = bareme.load("indemnites-journalieres").on("2019-03-01")
    situation = {"statut": "conjoint_collaborateur"}
    with speaking("fr"):
        french = rules.evaluate(situation).explain()
    with speaking("en"):
        assert "€22.204…/day" in rules.evaluate(situation).explain()
    with speaking("fr"):
        assert rules.evaluate(situation).explain() == french
