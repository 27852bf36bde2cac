"""What the functions of the language give, in a sentence each."""

from __future__ import annotations

from bareme.translation import N_, tr

MEANINGS = {
    "min": N_("Le plus petit des nombres, ou la première des dates."),
    "max": N_("Le plus grand des nombres, ou la dernière des dates."),
    "mean": N_("La moyenne, exacte."),
    "abs": N_("Le nombre sans son signe."),
    "round_to": N_("L'arrondi au multiple du pas le plus proche, la moitié vers le haut."),
    "round_up_to": N_("L'arrondi au multiple du pas qui suit."),
    "round_down_to": N_("L'arrondi au multiple du pas qui précède."),
    "remainder": N_("Le reste de la division."),
    "days_between": N_("Le nombre de jours de la première date à la seconde."),
    "add_days": N_("La date tant de jours plus tard."),
    "add_months": N_("La date tant de mois plus tard ; le dernier du mois si le jour y manque."),
    "add_years": N_("La date tant d'années plus tard ; le 28 février si le 29 y manque."),
    "age_on": N_("L'âge à une date, en années révolues."),
    "length": N_("Le nombre de caractères d'un texte."),
    "like": N_(
        "Vrai quand tout le texte suit le modèle : # un chiffre, ? un caractère, * n'importe"
        " lesquels, [AB] l'un d'eux, [!0] aucun d'eux."
    ),
    "characters": N_("Les caractères d'un texte, du premier au dernier rang ; le premier est 1."),
    "replace": N_("Le texte où l'ancien a fait place au nouveau, partout."),
    "as_number": N_("Le nombre qu'un texte écrit en chiffres."),
    "count": N_("Le nombre d'éléments d'une liste."),
    "previous": N_("Le chiffre en vigueur n années plus tôt."),
    "mean_of_previous": N_("La moyenne du chiffre sur les n années précédentes."),
}


def meaning(name: str) -> str:
    """Return what a function gives."""
    return tr(MEANINGS[name])
