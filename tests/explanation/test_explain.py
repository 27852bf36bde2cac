"""Explanations, as a person reads them: golden files, looked at before they were kept.

After a change that is meant, write them again with `BAREME_GOLDEN=write pytest tests/explanation`
and read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rulebooks import load
from shelf import book

if TYPE_CHECKING:
    import bareme

GOLDEN = Path(__file__).parent / "golden"
MICRO = {"statut": "commercant", "micro_entrepreneur": True, "categorie_activite": "vente"}
TURNOVERS = {f"chiffre_affaires_annee_{n}": 55_500 for n in (1, 2, 3)}

SITUATIONS: dict[str, tuple[str, dict[str, object]]] = {
    "two-weeks-of-an-artisan": (
        "2018-03-01",
        {"statut": "artisan", "revenu_annuel_moyen": 20_000, "duree_arret": 14},
    ),
    "brought-down-to-the-cap": (
        "2018-03-01",
        {"statut": "commercant", "revenu_annuel_moyen": 42_000},
    ),
    "raised-to-the-floor": ("2018-03-01", {"statut": "artisan", "revenu_annuel_moyen": 10_000}),
    "micro-entrepreneur": ("2018-03-01", {**MICRO, **TURNOVERS}),
    "below-the-threshold-by-a-hair": (
        "2018-03-01",
        {**MICRO, "chiffre_affaires_annuel_moyen": 13_319.99},
    ),
    "published-amount-prevails": (
        "2019-03-01",
        {"statut": "conjoint_collaborateur", "temps_partiel_therapeutique": True},
    ),
    "not-covered-yet": (
        "2021-06-30",
        {"statut": "profession_liberale", "revenu_annuel_moyen": 60_000, "duree_arret": 10},
    ),
    "long-illness": (
        "2024-02-29",
        {
            "statut": "artisan",
            "revenu_annuel_moyen": 30_000,
            "duree_arret": 1200,
            "affection_longue_duree": True,
        },
    ),
}


# A list and texts, from a rulebook of two dozen lines.
LISTS: dict[str, tuple[str, dict[str, object]]] = {
    "list-of-what-is-missing": (
        "2019-06-01",
        {"code_postal": "7501", "age": 16, "pieces": ["carte", "photo"]},
    ),
    "list-with-one-item": ("2019-06-01", {"code_postal": "75011", "age": 16, "pieces": []}),
    "list-with-nothing-in-it": (
        "2019-06-01",
        {"code_postal": "20000", "age": 18, "pieces": ["accord"]},
    ),
    "list-given-in-place-of-its-rule": ("2020-06-01", {"manques": ["carte"]}),
    "list-of-another-version": ("2020-06-01", {"code_postal": "20000", "pieces": []}),
}


@pytest.fixture(scope="module")
def file_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rulebook:
    text = (Path(__file__).parent / "rulebook.yaml").read_text("utf-8")
    return load(tmp_path_factory.mktemp("rules"), {"rulebook.yaml": text, "parameters.yaml": _AGES})


_AGES = """\
majorite:
  label: Âge de la majorité
  unit: an
  values: {1974-07-07: {value: 18, reference: "Code civil, art. 414", provenance: published}}
"""


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("name", LISTS)
def test_explanations_of_lists(
    file_of_a_person: bareme.Rulebook,
    name: str,
    format: str,  # noqa: A002  # as the library calls it
) -> None:
    date, situation = LISTS[name]
    result = file_of_a_person.on(date).evaluate(situation)
    _compare(name, format, result.explain(format))  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("name", SITUATIONS)
def test_explanations(name: str, format: str) -> None:  # noqa: A002  # as the library calls it
    date, situation = SITUATIONS[name]
    _compare(name, format, book().on(date).evaluate(situation).explain(format))  # type: ignore[arg-type]


def _compare(name: str, format: str, told: str) -> None:  # noqa: A002
    told = re.sub(r"empreinte (`?)[0-9a-f]{12}", r"empreinte \1…", told) + "\n"
    path = GOLDEN / f"{name}.{'txt' if format == 'text' else 'md'}"
    if os.environ.get("BAREME_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


def test_an_unknown_format_is_refused() -> None:
    result = book().on("2018-03-01").evaluate(statut="conjoint_collaborateur")
    with pytest.raises(ValueError, match="text, markdown"):
        result.explain("html")  # type: ignore[arg-type]  # that is the point


FORMULAS = [
    ("(revenu + 1) * 2 / diviseur", "(1 200,00 €/an + 1) × 2 ÷ 360 jour/an"),
    ("revenu / (diviseur / 2)", "1 200,00 €/an ÷ (360 jour/an ÷ 2)"),
    ("revenu / diviseur - (1 - 2)", "1 200,00 €/an ÷ 360 jour/an − (1 − 2)"),
    ("-revenu / diviseur", "−1 200,00 €/an ÷ 360 jour/an"),
    ("max(revenu / diviseur, 1)", "le plus grand de (1 200,00 €/an ÷ 360 jour/an ; 1)"),
    ("(revenu if marie else 0) / diviseur", "1 200,00 €/an ÷ 360 jour/an"),
    ("taux_statut * revenu / diviseur", "71 % × 1 200,00 €/an ÷ 360 jour/an"),
    ('taux_statut["commercant"] * revenu / diviseur', "50 % × 1 200,00 €/an ÷ 360 jour/an"),
    (
        "mean_of_previous(plafond, 2) / diviseur",
        "moyenne de (39 732,00 €/an ; 39 228,00 €/an) ÷ 360 jour/an",
    ),
    ("previous(plafond, 1) / diviseur", "39 732,00 €/an ÷ 360 jour/an"),
]


@pytest.mark.parametrize(("formula", "told"), FORMULAS)
def test_formulas_are_told_with_their_figures(formula: str, told: str, tmp_path: Path) -> None:
    from rulebooks import RULEBOOK

    rule = f"  r: {{label: R, unit: €/jour, formula: '{formula}'}}\noutputs: [r]\n"
    rules = load(tmp_path, {"rulebook.yaml": RULEBOOK + rule}).on("2019-06-01")
    result = rules.evaluate(revenu=1200, statut="artisan", marie=True)
    assert f"       = {told} = " in result.explain().replace("\u202f", " ")


_PERSON = {
    "revenu": 1200,
    "statut": "artisan",
    "marie": True,
    "nom": "Dupont",
    "formats": ["pdf", "jpg"],
    "departement": "2A",
    "naissance": "1980-02-29",
}

FACTS = [
    ("revenu < 1000", False, "Revenu (1 200,00 €/an) ≥ 1 000"),
    ("revenu >= 1200", True, "Revenu (1 200,00 €/an) ≥ 1 200"),
    ("1000 <= revenu < 2000", True, "Revenu (1 200,00 €/an) < 2 000"),
    ("not marie", False, "Marié : oui"),
    ("marie and revenu > 2000", False, "Revenu (1 200,00 €/an) ≤ 2 000"),
    ("marie or revenu > 2000", True, "Marié : oui"),
    ('statut == "commercant"', False, "Statut : Artisan"),
    ('statut in ["commercant", "artisan"]', True, "Statut : Artisan"),
    ('statut != "commercant"', True, "Statut : Artisan"),
    ('"pdf" in formats', True, "Formats : PDF ; JPEG"),
    ('"autre" in formats', False, "Formats : PDF ; JPEG"),
    ('"autre" not in formats', True, "Formats : PDF ; JPEG"),
    ('nom == "Dupont"', True, "Nom : « Dupont »"),
    ('nom == ""', False, "Nom : « Dupont »"),
    ('"Durand" == nom', False, "Nom : « Dupont »"),
    ('nom in ["Durand", "Dupont"]', True, "Nom : « Dupont »"),
    ('like(nom, "D*")', True, "Nom (« Dupont ») a bien la forme « D* »"),
    ('like(nom, "X*")', False, "Nom (« Dupont ») n'a pas la forme « X* »"),
    ('not like(nom, "X*")', True, "Nom (« Dupont ») n'a pas la forme « X* »"),
    ('not like(nom, "D*")', False, "Nom (« Dupont ») a bien la forme « D* »"),
    ('departement == "75"', False, "Département : Corse-du-Sud"),
    ('departement in ["75", "2A"]', True, "Département : Corse-du-Sud"),
    ("naissance >= 1980-02-29", True, "Naissance (29 février 1980) ≥ 29 février 1980"),
    ("naissance < 1980-02-29", False, "Naissance (29 février 1980) ≥ 29 février 1980"),
    ("naissance in [1980-03-01]", False, "Naissance : 29 février 1980"),
    # Too close for three decimals: enough are shown to tell them apart.
    ("revenu < 1200.0000001", True, "Revenu (1 200,00 €/an) < 1 200,0000001"),
]


@pytest.mark.parametrize(("condition", "holds", "fact"), FACTS)
def test_conditions_are_told_as_they_truly_are(
    condition: str, holds: bool, fact: str, tmp_path: Path
) -> None:
    from rulebooks import RULEBOOK

    rule = f"  r: {{label: R, type: boolean, formula: '{condition}'}}\noutputs: [r]\n"
    rules = load(tmp_path, {"rulebook.yaml": RULEBOOK + rule}).on("2019-06-01")
    result = rules.evaluate(_PERSON)
    assert result["r"] is holds
    assert f"       • {fact}\n" in result.explain().replace("\u202f", " ") + "\n"
