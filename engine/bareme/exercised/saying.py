"""The words in which it is told what is exercised and what is not, in every form."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bareme import words
from bareme.diagnostics.rendering import printable
from bareme.exercised.pieces import OTHERWISE
from bareme.translation import N_, tr

if TYPE_CHECKING:
    from bareme.exercised.accounting import Count
    from bareme.exercised.pieces import Days, Piece, Sort

SORTS: dict[Sort, str] = {
    "rule": N_("règles"),
    "variant": N_("versions datées"),
    "case": N_("cas (when, otherwise)"),
    "row": N_("lignes de tableau"),
    "item": N_("éléments de liste"),
    "absent": N_("éléments de liste, absents"),
    "floor": N_("minimums (floor)"),
    "cap": N_("maximums (cap)"),
    "branch": N_("conditions dans les formules"),
    "figure": N_("chiffres datés"),
}

_MISSING: dict[tuple[Sort, bool | None], str] = {
    ("rule", None): N_("Aucun exemple ne calcule la règle {name} ({label})."),
    ("variant", None): N_("Aucun exemple n'applique {name} ({label}) dans sa version du {said}."),
    ("case", None): N_("Aucun exemple n'entre dans ce cas de {name} ({label}) : {said}"),
    ("row", None): N_("Aucun exemple ne prend cette ligne de {name} ({label}) : {said}"),
    ("item", None): N_("Aucun exemple ne met cet élément dans {name} ({label}) : {said}"),
    ("absent", None): N_("Aucun exemple n'écarte cet élément de {name} ({label}) : {said}"),
    ("floor", True): N_("Aucun exemple n'est relevé au minimum de {name} ({label}) : {said}"),
    ("floor", False): N_("Aucun exemple ne dépasse le minimum de {name} ({label}) : {said}"),
    ("cap", True): N_("Aucun exemple n'est ramené au maximum de {name} ({label}) : {said}"),
    ("cap", False): N_("Aucun exemple ne reste sous le maximum de {name} ({label}) : {said}"),
    ("branch", True): N_("Aucun exemple ne rend cela vrai dans {name} ({label}) : {said}"),
    ("branch", False): N_("Aucun exemple ne rend cela faux dans {name} ({label}) : {said}"),
    ("figure", None): N_("Aucun exemple ne lit ce chiffre de {name} ({label}) : {said}"),
}


def missing(piece: Piece) -> str:
    """Return that no example takes a piece, in one sentence and on one line."""
    told = tr(
        _MISSING[piece.sort, piece.way],
        name=piece.name,
        label=piece.label,
        said=said(piece),
    )
    return printable(told)


def said(piece: Piece) -> str:
    """Return how a piece is told from the others of its rule; a date in full."""
    if piece.sort == "variant":
        return words.date(dt.date.fromisoformat(piece.said))
    if piece.said == OTHERWISE:
        return tr("otherwise (tous les autres)")
    return piece.said


def counted(count: Count) -> str:
    """Return how many of a sort are exercised: cas 38/40."""
    return f"{tr(SORTS[count.sort])} {ratio(count)}"


def ratio(count: Count) -> str:
    """Return how many are exercised of how many: 38/40."""
    return f"{words.number(count.exercised)}/{words.number(count.total)}"


def period(days: tuple[Days, ...]) -> str:
    """Return when something is in force; empty when it never is."""
    if not days:
        return ""
    start, end = days[0].start, days[-1].end
    if end is None:
        return tr("à partir du {start}", start=words.date(start))
    return tr("du {start} au {end}", start=words.date(start), end=words.date(end))


def without_witness(piece: Piece) -> str:
    """Return why no situation is proposed for a piece."""
    if piece.days:
        return tr("Aucun des cas essayés n'y mène : vérifiez qu'on peut y arriver.")
    return tr("Le barème ne l'a en vigueur à aucune date.")
