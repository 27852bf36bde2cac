"""The words of the model, and those of the files of a rulebook, as they are told in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.words import PROVENANCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.differences.model import How, Subject

# Each subject with the ending of what is said to have become of it.
SUBJECTS: dict[Subject, tuple[str, str]] = {
    "rulebook": ("barème", ""),
    "figure": ("chiffre", ""),
    "input": ("donnée", "e"),
    "rule": ("règle", "e"),
    "published": ("montant publié", ""),
    "output": ("réponse", "e"),
    "example": ("exemple", ""),
}
HOW: dict[How, str] = {
    "added": "ajouté",
    "removed": "supprimé",
    "renamed": "renommé",
    "changed": "modifié",
}
# Of a figure that stays: a value from a date on.
OF_A_DATE: dict[How, str] = {"added": "Nouvelle valeur", "removed": "Valeur supprimée"}
ASPECTS = {
    "value": "valeur",
    "history": "valeur d'il y a",
    "unit": "unité",
    "by": "varie selon",
    "yearly": "change chaque année",
    "start": "date d'effet",
    "name": "nom",
    "label": "libellé",
    "title": "titre",
    "description": "description",
    "note": "note",
    "reference": "référence",
    "provenance": "provenance",
    "discrepancy": "écart connu avec la formule",
    "formula": "formule",
    "form": "forme de la règle",
    "case": "cas",
    "when": "condition",
    "then": "résultat",
    "because": "motif",
    "order": "rang",
    "floor": "au moins (floor)",
    "cap": "au plus (cap)",
    "round": "arrondi",
    "type": "type",
    "minimum": "minimum",
    "maximum": "maximum",
    "default": "valeur par défaut",
    "choice": "choix",
    "question": "question",
    "output": "réponse",
    "main": "réponse principale",
    "example": "exemple",
    "rulebook": "barème",
    "on": "date",
    "given": "donnée",
    "expect": "réponse attendue",
    "refused": "refus attendu",
    "version": "édition",
    "from": "début",
    "until": "fin",
    "reference_date": "date de référence",
}
# Words of a rulebook's files, as they are told.
SAID: dict[str, Mapping[str, str]] = {
    "provenance": PROVENANCES,
    "yearly": {"yearly": "oui"},
    "form": {"list": "liste", "cases": "cas"},
}
_TYPES = {
    "amount": "montant",
    "number": "nombre",
    "integer": "nombre entier",
    "boolean": "oui ou non",
    "choice": "choix",
    "date": "date",
    "text": "texte",
    "list": "liste de choix",
}


def type_(told: str) -> str:
    """Return the type of an input, which a rulebook writes in English, in words: montant (€/an)."""
    name, _, rest = told.partition(" ")
    return f"{_TYPES.get(name, name)} {rest}".rstrip()
