"""A new year, and a new domain, are YAML and nothing else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import bareme

if TYPE_CHECKING:
    from pathlib import Path

# The figure is made up for the test; the law will fix another one.
PASS_2027 = "    2027-01-01: {value: 48960, reference: Arrêté à venir, provenance: published}\n"


@pytest.fixture
def next_year(rules_copy: Path) -> bareme.Rulebook:
    """The rulebook after one line was added to the yearly figures."""
    with (rules_copy / "plafonds/parameters.yaml").open("a", encoding="utf-8") as figures:
        figures.write(PASS_2027)
    return bareme.load("indemnites-journalieres", rules=rules_copy)


def daily(book: bareme.Rulebook, date: str, **given: object) -> object:
    return book.on(date).evaluate({"statut": "artisan", **given})["indemnite_journaliere"]


@pytest.mark.parametrize("date", ["2027-01-01", "2027-06-01", "2027-12-31"])
def test_one_line_gives_every_figure_of_the_new_year(next_year: bareme.Rulebook, date: str) -> None:
    expected = {
        # 10 % of (46 368 + 47 100 + 48 060) / 3 = 10 % of 47 176
        "seuil_revenu": Decimal("4717.60"),
        # 48 960 / 730 = 67,0684…
        "plafond_journalier_commun": Decimal("67.07"),
        # 3 × 48 960 / 730 = 201,2054…
        "plafond_journalier_liberal": Decimal("201.21"),
        # 4 717,60 / 730 = 6,4624…
        "seuil_journalier_micro_entrepreneur": Decimal("6.46"),
        # 40 % of 48 960 / 730 = 26,8273…
        "forfait_conjoint": Decimal("26.83"),
        "indemnite_minimale": Decimal("26.83"),
    }
    result = next_year.on(date).evaluate(outputs=expected)
    assert {name: result[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ({"revenu_annuel_moyen": 0}, "26.83"),
        ({"revenu_annuel_moyen": 20000}, "27.40"),
        ({"revenu_annuel_moyen": 48959}, "67.07"),
        ({"revenu_annuel_moyen": 100000}, "67.07"),
        ({"revenu_annuel_moyen": 100000, "statut": "profession_liberale"}, "136.99"),
        ({"revenu_annuel_moyen": 200000, "statut": "profession_liberale"}, "201.21"),
        ({"revenu_annuel_moyen": Decimal("4717.59"), "micro_entrepreneur": True}, "0.00"),
        ({"revenu_annuel_moyen": Decimal("4717.60"), "micro_entrepreneur": True}, "6.46"),
        ({"revenu_annuel_moyen": Decimal("4717.59"), "cotisation_minimale": False}, "0.00"),
        ({"statut": "conjoint_collaborateur"}, "26.83"),
        ({"statut": "conjoint_collaborateur", "temps_partiel_therapeutique": True}, "13.42"),
    ],
)
def test_the_new_year_is_answered(
    next_year: bareme.Rulebook, given: dict[str, object], amount: str
) -> None:
    assert daily(next_year, "2027-06-01", **given) == Decimal(amount)


def test_the_days_of_the_new_year_are_counted_as_before(next_year: bareme.Rulebook) -> None:
    given = {"statut": "artisan", "revenu_annuel_moyen": 20000, "duree_arret": 10}
    result = next_year.on("2027-06-01").evaluate(given)
    assert result["delai_carence"] == 3
    assert result["premier_jour_indemnise"] == 4
    assert result["jours_indemnises"] == 7
    assert result["montant_total"] == Decimal("191.80")


def test_the_years_before_are_as_they_were(
    book: bareme.Rulebook, next_year: bareme.Rulebook
) -> None:
    for year in range(2015, 2027):
        for income in (0, 20000, 42000, 100000):
            date, given = f"{year}-12-31", {"revenu_annuel_moyen": income}
            assert daily(next_year, date, **given) == daily(book, date, **given)


def test_the_year_after_the_new_one_is_refused(next_year: bareme.Rulebook) -> None:
    assert next_year.last_day == dt.date(2027, 12, 31)
    with pytest.raises(bareme.SituationError) as refusal:
        daily(next_year, "2028-01-01", revenu_annuel_moyen=20000)
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == ["figure-past-its-year"]


def test_a_year_cannot_be_left_out(rules_copy: Path) -> None:
    with (rules_copy / "plafonds/parameters.yaml").open("a", encoding="utf-8") as figures:
        figures.write(PASS_2027.replace("2027", "2028"))
    with pytest.raises(bareme.RulebookError) as refusal:
        bareme.load("plafonds", rules=rules_copy)
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == ["year-missing"]


# Another domain: the price of a school meal.

CANTEEN_FIGURES = """\
taux_effort:
  label: Part du quotient demandée pour un repas
  unit: "%"
  by: niveau
  values:
    2024-09-01:
      value: {maternelle: 0.5 %, elementaire: 0.6 %}
      reference: Délibération du 3 juin 2024
    2025-09-01:
      value: {maternelle: 0.5 %, elementaire: 0.65 %}
      reference: Délibération du 2 juin 2025

prix_minimal:
  label: Prix le plus bas
  unit: €
  values:
    2024-09-01: {value: 1.00, reference: Délibération du 3 juin 2024}

prix_maximal:
  label: Prix le plus haut
  unit: €
  values:
    2024-09-01: {value: 7.00, reference: Délibération du 3 juin 2024}

prix_exterieur:
  label: Prix pour les familles d'une autre commune
  unit: €
  values:
    2024-09-01: {value: 8.40, reference: Délibération du 3 juin 2024}
"""

CANTEEN = """\
title: Prix de la cantine
version: 2025.1
from: 2024-09-01

inputs:
  revenu_mensuel: {label: Revenu mensuel du foyer, type: amount, unit: €, minimum: 0}
  parts: {label: Nombre de parts, type: number, unit: "1", minimum: 1}
  niveau:
    label: École
    type: choice
    choices: {maternelle: Maternelle, elementaire: Élémentaire}
  habitant: {label: Habite la commune, type: boolean, default: true}
  enfants: {label: Enfants à la cantine, type: integer, unit: "1", minimum: 1, default: 1}

rules:
  quotient_familial:
    label: Quotient familial
    unit: €
    formula: revenu_mensuel / parts
    round: 1

  reduction:
    label: Réduction selon le nombre d'enfants
    unit: "%"
    table:
      rows:
        - when: {enfants: 1}
          then: 0 %
        - when: {enfants: 2}
          then: 10 %
        - when: {enfants: ">= 3", quotient_familial: "< 1000"}
          then: 25 %
        - when: {enfants: ">= 3", quotient_familial: ">= 1000"}
          then: 20 %

  prix_repas:
    label: Prix d'un repas
    unit: €
    cases:
      - when: not habitant
        then: prix_exterieur
        because: Le quotient ne compte que pour les habitants.
      - otherwise: quotient_familial * taux_effort * (1 - reduction)
        floor: prix_minimal
        cap: prix_maximal
    round: 0.05

outputs: [prix_repas]
"""


@pytest.fixture
def canteen(tmp_path: Path) -> bareme.Rulebook:
    """A rulebook of another domain, alone in its directory, and without a single remark."""
    home = tmp_path / "cantine"
    home.mkdir()
    (home / "parameters.yaml").write_text(CANTEEN_FIGURES, encoding="utf-8")
    (home / "rulebook.yaml").write_text(CANTEEN, encoding="utf-8")
    assert bareme.rules_directory(tmp_path).check("cantine") == ()
    return bareme.load(home)


@pytest.mark.parametrize(
    ("date", "income", "parts", "more", "price"),
    [
        # 2 000 / 2,5 = 800; 0,6 % of it is 4,80
        ("2024-09-01", "2000.00", "2.5", {}, "4.80"),
        ("2025-08-31", "2000.00", "2.5", {}, "4.80"),
        # 0,65 % of 800 is 5,20
        ("2025-09-01", "2000.00", "2.5", {}, "5.20"),
        ("2025-09-01", "2000.00", "2.5", {"niveau": "maternelle"}, "4.00"),
        # 10 % off 5,20 is 4,68, to the nearest five cents
        ("2025-09-01", "2000.00", "2.5", {"enfants": 2}, "4.70"),
        # 25 % off 5,20 is 3,90
        ("2025-09-01", "2000.00", "2.5", {"enfants": 3}, "3.90"),
        # 1 000 a part: 20 % off 6,50; one euro less, 25 % off 6,4935
        ("2025-09-01", "2499.00", "2.5", {"enfants": 4}, "5.20"),
        ("2025-09-01", "2498.00", "2.5", {"enfants": 4}, "4.85"),
        # half a euro rounds the quotient up: 999,50 counts as 1 000
        ("2025-09-01", "1999.00", "2", {"enfants": 3}, "5.20"),
        ("2025-09-01", "1998.99", "2", {"enfants": 3}, "4.85"),
        ("2025-09-01", "0.00", "3", {}, "1.00"),
        ("2025-09-01", "9000.00", "2", {}, "7.00"),
        # 875 × 0,6 % = 5,25; 879 → 5,274; 880 → 5,28: five cents up from the half
        ("2024-09-01", "875.00", "1", {}, "5.25"),
        ("2024-09-01", "879.00", "1", {}, "5.25"),
        ("2024-09-01", "880.00", "1", {}, "5.30"),
        ("2025-09-01", "2000.00", "2.5", {"habitant": False}, "8.40"),
    ],
)
def test_a_rulebook_of_another_domain_answers(
    canteen: bareme.Rulebook,
    date: str,
    income: str,
    parts: str,
    more: dict[str, object],
    price: str,
) -> None:
    given = {"revenu_mensuel": Decimal(income), "parts": Decimal(parts), "niveau": "elementaire"}
    result = canteen.on(date).evaluate({**given, **more})
    assert result["prix_repas"] == Decimal(price)


def test_it_explains_and_refuses_as_the_shipped_ones_do(canteen: bareme.Rulebook) -> None:
    given = {"revenu_mensuel": 2000, "parts": 2, "niveau": "maternelle", "habitant": False}
    told = canteen.on("2025-09-01").evaluate(given).reasons("prix_repas")
    assert told == ("Le quotient ne compte que pour les habitants.",)

    with pytest.raises(bareme.SituationError) as refusal:
        canteen.on("2024-08-31")
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == ["before-rulebook"]

    with pytest.raises(bareme.MissingInputError) as missing:
        canteen.on("2025-09-01").evaluate(revenu_mensuel=2000)
    assert [asked.name for asked in missing.value.needed] == ["parts", "niveau"]
