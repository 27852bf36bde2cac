"""The keys of the files, as a French hand writes them before it knows them.

The only place where the keys have French names; a word may stand for several, of which the one
that is known at its place is meant.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_FRENCH = {
    "label": "libelle intitule nom_complet",
    "description": "descriptif",
    "title": "titre intitule nom",
    "version": "edition",
    "from": "debut depuis a_partir_du des date_debut",
    "until": "fin jusqu_a jusqu_au jusque date_fin",
    "reference_date": "date_de_reference date_reference",
    "notes": "remarques",
    "note": "remarque commentaire",
    "uses": "utilise emprunte emprunts",
    "inputs": "donnees entrees questions saisies",
    "rules": "regles",
    "outputs": "reponses sorties resultats",
    "question": "demande",
    "type": "genre sorte nature",
    "unit": "unite",
    "minimum": "mini min",
    "maximum": "maxi max",
    "default": "defaut par_defaut",
    "choices": "choix options",
    "formula": "formule calcul",
    "cases": "cas",
    "table": "tableau",
    "list": "liste",
    "variants": "variantes versions",
    "published": "publie publies montants_publies",
    "when": "si quand lorsque if condition",
    "then": "alors donne resultat",
    "otherwise": "sinon autrement else",
    "because": "parce_que car motif raison reason",
    "reason": "raison motif",
    "applies": "applique s_applique",
    "discrepancy": "ecart",
    "floor": "plancher au_moins minimal",
    "cap": "au_plus maximal",
    "round": "arrondi arrondir",
    "same_as": "comme meme_que",
    "first": "premier premiere",
    "rows": "lignes rangees",
    "changes": "change evolution revalorisation",
    "by": "par selon",
    "values": "valeurs",
    "value": "valeur montant chiffre",
    "provenance": "origine",
    "examples": "exemples",
    "name": "nom",
    "on": "le date au date_du_droit",
    "given": "donnees donne situation sachant",
    "expect": "attendu attendus attend expected resultat reponse",
    "refused": "refus refuse",
    "reference": "texte article loi source ref",
}
_KEYS: dict[str, list[str]] = {}
for _key, _words in _FRENCH.items():
    for _word in _words.split():
        _KEYS.setdefault(_word, []).append(_key)


def is_key(word: str) -> bool:
    """Tell whether a word is a key of the files."""
    return word in _FRENCH


def keys_for(word: str) -> list[str]:
    """Return the keys a French word may stand for."""
    bare = normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return _KEYS.get(re.sub(r"[^a-z]+", "_", bare).strip("_"), [])
