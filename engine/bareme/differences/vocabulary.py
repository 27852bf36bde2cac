"""The words of the model, and those of the files of a rulebook, as they are told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.translation import N_, tr
from bareme.units import parse_unit
from bareme.words import PROVENANCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.differences.model import How, Subject

# What becomes of each subject.
WHAT: dict[Subject, dict[How, str]] = {
    "rulebook": {
        "added": N_("Barème ajouté"),
        "removed": N_("Barème supprimé"),
        "renamed": N_("Barème renommé"),
        "changed": N_("Barème modifié"),
    },
    "figure": {
        "added": N_("Chiffre ajouté"),
        "removed": N_("Chiffre supprimé"),
        "renamed": N_("Chiffre renommé"),
        "changed": N_("Chiffre modifié"),
    },
    "input": {
        "added": N_("Donnée ajoutée"),
        "removed": N_("Donnée supprimée"),
        "renamed": N_("Donnée renommée"),
        "changed": N_("Donnée modifiée"),
    },
    "rule": {
        "added": N_("Règle ajoutée"),
        "removed": N_("Règle supprimée"),
        "renamed": N_("Règle renommée"),
        "changed": N_("Règle modifiée"),
    },
    "published": {
        "added": N_("Montant publié ajouté"),
        "removed": N_("Montant publié supprimé"),
        "renamed": N_("Montant publié renommé"),
        "changed": N_("Montant publié modifié"),
    },
    "output": {
        "added": N_("Réponse ajoutée"),
        "removed": N_("Réponse supprimée"),
        "renamed": N_("Réponse renommée"),
        "changed": N_("Réponse modifiée"),
    },
    "example": {
        "added": N_("Exemple ajouté"),
        "removed": N_("Exemple supprimé"),
        "renamed": N_("Exemple renommé"),
        "changed": N_("Exemple modifié"),
    },
}
# Of a figure that stays: a value from a date on.
OF_A_DATE: dict[How, str] = {"added": N_("Nouvelle valeur"), "removed": N_("Valeur supprimée")}
ASPECTS = {
    "value": N_("valeur"),
    "history": N_("valeur d'il y a"),
    "unit": N_("unité"),
    "by": N_("varie selon"),
    "yearly": N_("change chaque année"),
    "start": N_("date d'effet"),
    "name": N_("nom"),
    "label": N_("libellé"),
    "title": N_("titre"),
    "description": N_("description"),
    "note": N_("note"),
    "reference": N_("référence"),
    "provenance": N_("provenance"),
    "discrepancy": N_("écart connu avec la formule"),
    "formula": N_("formule"),
    "form": N_("forme de la règle"),
    "case": N_("cas"),
    "when": N_("condition"),
    "then": N_("résultat"),
    "because": N_("motif"),
    "order": N_("rang"),
    "floor": N_("au moins (floor)"),
    "cap": N_("au plus (cap)"),
    "round": N_("arrondi"),
    "type": N_("type"),
    "minimum": N_("minimum"),
    "maximum": N_("maximum"),
    "default": N_("valeur par défaut"),
    "choice": N_("choix"),
    "question": N_("question"),
    "output": N_("réponse"),
    "main": N_("réponse principale"),
    "example": N_("exemple"),
    "rulebook": N_("barème"),
    "on": N_("date"),
    "given": N_("donnée"),
    "expect": N_("réponse attendue"),
    "refused": N_("refus attendu"),
    "version": N_("édition"),
    "from": N_("début"),
    "until": N_("fin"),
    "reference_date": N_("date de référence"),
}
# Words of a rulebook's files, as they are told.
SAID: dict[str, Mapping[str, str]] = {
    "provenance": PROVENANCES,
    "yearly": {"yearly": N_("oui")},
    "form": {"list": N_("liste"), "cases": N_("cas")},
}
_TYPES = {
    "amount": N_("montant"),
    "number": N_("nombre"),
    "integer": N_("nombre entier"),
    "boolean": N_("oui ou non"),
    "choice": N_("choix"),
    "date": N_("date"),
    "text": N_("texte"),
    "list": N_("liste de choix"),
}


WORK_TREE = N_("répertoire de travail")  # the side that no revision names


def aspect_words(aspect: str) -> str:
    """Return what a facet is about, in words."""
    return tr(ASPECTS[aspect]) if aspect in ASPECTS else aspect


def said_words(aspect: str, text: str) -> str:
    """Return what a side says of something, in words where the files have a word of their own."""
    if aspect == "type":
        return _type(text)
    if aspect == "unit":
        return _unit(text)
    word = SAID.get(aspect, {}).get(text)
    return text if word is None else tr(word)


def _type(text: str) -> str:
    """Return the type of an input, which a rulebook writes in English: montant (€/an)."""
    name, _, unit = text.partition(" ")
    word = tr(_TYPES[name]) if name in _TYPES else name
    return f"{word} ({_unit(unit[1:-1])})" if unit else word


def _unit(text: str) -> str:
    found = parse_unit(text)
    return text if found is None else found.named()
