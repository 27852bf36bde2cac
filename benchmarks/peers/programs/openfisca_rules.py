"""The daily allowance as OpenFisca's documentation writes formulas, in three ways.

*Variables*: one Variable a step, with `where`, `max_`, `min_` and `round_`. *By status*: the
same, with the figures that depend on the status looked up by it (`parameters[statut]`), as for
parameters that depend on a variable. *Select*: a single formula with `numpy.select`.
"""
# mypy: disallow-subclassing-any=False
# ruff: noqa: N801, N805  # OpenFisca calls a variable by its class, and a formula's self `person`

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from openfisca_core.entities import build_entity  # type: ignore[import-not-found]
from openfisca_core.model_api import (  # type: ignore[import-not-found]
    MONTH,
    Enum,
    Variable,
    max_,
    min_,
    not_,
    round_,
    where,
)

Array: TypeAlias = Any


def _since_2019(figures: dict[str, float]) -> dict[str, Any]:
    return {name: {"values": {"2019-01-01": {"value": v}}} for name, v in figures.items()}


PARAMETERS = {
    **_since_2019(
        {
            "seuil_revenu": 3919.20,
            "diviseur_annuel": 730,
            "indemnite_minimale": 21.00,
            "plafond_journalier": 55.51,
            "forfait_conjoint": 21.77,
            "taux_temps_partiel": 0.5,
        }
    ),
    "par_statut": {
        "artisan": _since_2019({"couverture": 1, "forfait": 0}),
        "commercant": _since_2019({"couverture": 1, "forfait": 0}),
        "conjoint_collaborateur": _since_2019({"couverture": 1, "forfait": 21.77}),
        "profession_liberale": _since_2019({"couverture": 0, "forfait": 0}),
    },
}

Person = build_entity(key="person", plural="persons", label="A person", is_person=True)


class Statut(Enum):
    artisan = "Artisan"
    commercant = "Commerçant"
    conjoint_collaborateur = "Conjoint collaborateur"
    profession_liberale = "Professionnel libéral"


class statut(Variable):
    value_type = Enum
    possible_values = Statut
    default_value = Statut.artisan
    entity = Person
    definition_period = MONTH


class revenu_annuel_moyen(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH


class micro_entrepreneur(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH


class cotisation_minimale(Variable):
    value_type = bool
    default_value = True
    entity = Person
    definition_period = MONTH


class affiliation_un_an(Variable):
    value_type = bool
    default_value = True
    entity = Person
    definition_period = MONTH


class temps_partiel_therapeutique(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH


class ouvre_droit(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any) -> Array:
        is_covered = person("statut", period) != Statut.profession_liberale
        return is_covered * person("affiliation_un_an", period)


class montant_minimal(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Array:
        minimum = parameters(period).indemnite_minimale
        return where(person("micro_entrepreneur", period), 0, minimum)


class montant_sous_le_seuil(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any) -> Array:
        return person("cotisation_minimale", period) * person("montant_minimal", period)


class montant_selon_revenu(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Array:
        figures = parameters(period)
        daily = person("revenu_annuel_moyen", period) / figures.diviseur_annuel
        least = person("montant_minimal", period)
        return round_(min_(max_(daily, least), figures.plafond_journalier), 2)


class indemnite_temps_plein(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Array:
        figures = parameters(period)
        is_below = person("revenu_annuel_moyen", period) < figures.seuil_revenu
        is_spouse = person("statut", period) == Statut.conjoint_collaborateur
        by_income = where(
            is_below,
            person("montant_sous_le_seuil", period),
            person("montant_selon_revenu", period),
        )
        amount = where(is_spouse, figures.forfait_conjoint, by_income)
        return person("ouvre_droit", period) * amount


class indemnite_journaliere(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Array:
        full = person("indemnite_temps_plein", period)
        is_part_time = person("temps_partiel_therapeutique", period)
        return round_(where(is_part_time, full * parameters(period).taux_temps_partiel, full), 2)


class indemnite_temps_plein_par_statut(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Array:
        figures = parameters(period)
        own = figures.par_statut[person("statut", period)]
        is_below = person("revenu_annuel_moyen", period) < figures.seuil_revenu
        by_income = where(
            is_below,
            person("montant_sous_le_seuil", period),
            person("montant_selon_revenu", period),
        )
        amount = where(own.forfait > 0, own.forfait, by_income)
        return own.couverture * person("affiliation_un_an", period) * amount


class indemnite_journaliere_par_statut(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Array:
        full = person("indemnite_temps_plein_par_statut", period)
        is_part_time = person("temps_partiel_therapeutique", period)
        return round_(where(is_part_time, full * parameters(period).taux_temps_partiel, full), 2)


class indemnite_journaliere_select(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person: Any, period: Any, parameters: Any) -> Array:
        figures = parameters(period)
        status = person("statut", period)
        income = person("revenu_annuel_moyen", period)
        is_micro = person("micro_entrepreneur", period)
        is_below = income < figures.seuil_revenu
        daily = min_(income / figures.diviseur_annuel, figures.plafond_journalier)
        full = np.select(
            [
                status == Statut.profession_liberale,
                not_(person("affiliation_un_an", period)),
                status == Statut.conjoint_collaborateur,
                is_below & (is_micro | not_(person("cotisation_minimale", period))),
                is_below,
                is_micro,
            ],
            [0, 0, figures.forfait_conjoint, 0, figures.indemnite_minimale, round_(daily, 2)],
            round_(max_(daily, figures.indemnite_minimale), 2),
        )
        is_part_time = person("temps_partiel_therapeutique", period)
        return round_(where(is_part_time, full * figures.taux_temps_partiel, full), 2)


INPUTS = (
    statut,
    revenu_annuel_moyen,
    micro_entrepreneur,
    cotisation_minimale,
    affiliation_un_an,
    temps_partiel_therapeutique,
)
_BY_INCOME = (montant_minimal, montant_sous_le_seuil, montant_selon_revenu)
# The steps of each way of writing; the last one is the answer.
WAYS = {
    "variables": (ouvre_droit, *_BY_INCOME, indemnite_temps_plein, indemnite_journaliere),
    "figures by status": (
        *_BY_INCOME,
        indemnite_temps_plein_par_statut,
        indemnite_journaliere_par_statut,
    ),
    "numpy.select": (indemnite_journaliere_select,),
}
