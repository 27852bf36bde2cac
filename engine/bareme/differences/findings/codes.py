"""The words of every finding about a change: its level, what it means, what a reviewer should do.

One entry a code, in French; each text is a message to be translated. `message` is filled with the
facts of the case, `come` and `gone` where its fact `before` or `after` is nothing; `suggest` is the
advice where the fact `meant` is known. Codes are stable: review files and pages name them, and
`docs/changes/` has a page for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bareme.diagnostics import Severity, facts
from bareme.differences.findings.facts import NOTHING
from bareme.differences.model import Finding
from bareme.translation import N_, tr, trn
from bareme.words import number

if TYPE_CHECKING:
    from collections.abc import Mapping


class Code(NamedTuple):
    """The words for one code."""

    level: Severity
    title: str
    message: str
    advice: str
    suggest: str | None = None
    come: str | None = None  # the message where there was nothing before,
    gone: str | None = None  # and where there is nothing after


def finding(code: str, **about: object) -> Finding:
    """Return a finding at the level its code has of itself; `about` are the facts of the case."""
    return Finding(code, CODES[code].level, facts(about))


def title(found: Finding) -> str:
    """Return what a finding is, in a few words."""
    return tr(CODES[found.code].title)


def message(found: Finding) -> str:
    """Return what a finding says, in one sentence."""
    code = CODES[found.code]
    told = code.message
    if code.come and found.facts.get("before") == NOTHING:
        told = code.come
    elif code.gone and found.facts.get("after") == NOTHING:
        told = code.gone
    return tr(told).format_map(shown_facts(found))


def advice(found: Finding) -> str:
    """Return what a reviewer should do about it; never empty."""
    code = CODES[found.code]
    told = code.suggest if code.suggest and "meant" in found.facts else code.advice
    return tr(told).format_map(shown_facts(found))


def shown_facts(found: Finding) -> Mapping[str, str]:
    """Return the facts of a finding; that there is nothing, in the language in use."""
    return {
        name: tr(NOTHING) if fact == NOTHING and name in _MAY_BE_NOTHING else fact
        for name, fact in found.facts.items()
    }


_MAY_BE_NOTHING = frozenset({"before", "after", "date"})

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

# Why a change moves no answer: of each `Reach.why` but `same`, as the end of a sentence.
REASONS: Mapping[str, str] = {
    "unread": N_("aucune réponse n'en dépend"),
    "outside": N_("il n'est en vigueur à aucune des dates comparées"),
    "words": N_("il ne touche que des mots"),
    "published": N_("un montant publié s'applique à la place de la formule"),
    "unknown": N_("un chiffre de ce jour-là n'est pas encore connu"),
    "incomparable": N_("l'un des deux côtés ne peut pas être évalué"),
}


def because(why: str, cases: int = 0) -> str:
    """Return why a change moves no answer, as the end of a sentence; `cases` is how many were
    tried.
    """
    if why != "same":
        return tr(REASONS[why])
    if not cases:
        return tr("aucun cas ne pouvait le montrer")
    return trn(
        "le cas essayé donne la même réponse",
        "les {cases} cas essayés donnent les mêmes réponses",
        cases,
        cases=number(cases),
    )


_FIGURES = {
    "yearly-revaluation": Code(
        NOTE,
        "Revalorisation annuelle",
        "« {label} » passe de {before} à {after} le {date}{evolution}.",
        "Vérifiez le montant et la date dans le texte cité.",
    ),
    "figure-added": Code(
        NOTE,
        "Nouveau chiffre",
        "« {label} » commence le {date} : {after}.",
        "Vérifiez le montant, l'unité et la date dans le texte cité.",
    ),
    "figure-changed": Code(
        NOTE,
        "Nouvelle valeur à partir d'une date",
        "« {label} » passe de {before} à {after} le {date}{evolution}.",
        "Vérifiez le montant et la date dans le texte cité.",
    ),
    "figure-corrected": Code(
        WARNING,
        "Chiffre corrigé à la même date",
        "« {label} » devait valoir {before} au {date} ; c'est maintenant {after}{evolution}.",
        "Demandez quel texte, ou quelle erreur, explique la correction.",
    ),
    "retroactive-figure": Code(
        ERROR,
        "Chiffre du passé modifié",
        "« {label} » valait {before} au {date} ; c'est maintenant {after}, et ce jour est passé.",
        "Des réponses déjà données ne pourront plus être retrouvées : si c'est une erreur qu'on "
        "corrige, dites laquelle et qui est concerné ; sinon, ajoutez une date.",
        come="« {label} » n'avait pas de valeur au {date} ; c'est maintenant {after}, et ce jour "
        "est passé.",
        gone="« {label} » valait {before} au {date} ; il n'a plus de valeur, et ce jour est passé.",
    ),
    "figure-removed": Code(
        ERROR,
        "Chiffre supprimé",
        "« {label} » n'a plus sa valeur du {date} ({before}).",
        "Remettez-la : un chiffre remplacé reste écrit, à sa date.",
    ),
    "figure-moved": Code(
        WARNING,
        "Chiffre déplacé à une autre date",
        "« {label} » vaut {value} à partir du {after}, et non plus du {before}.",
        "Vérifiez la date d'effet dans le texte cité.",
    ),
    "figure-expired": Code(
        WARNING,
        "Chiffre inconnu à la seconde date",
        "« {label} » ({before}) change chaque année, et n'est pas connu à la seconde date.",
        "Ajoutez la valeur de l'année ; jusque-là, les réponses qui en dépendent sont refusées.",
    ),
    "figure-without-reference": Code(
        WARNING,
        "Chiffre sans référence",
        "Rien ne dit quel texte fixe « {label} » au {date}.",
        "Demandez la référence (article, arrêté, page), ou une note qui explique son absence.",
    ),
    "reference-unchanged": Code(
        WARNING,
        "Valeur changée, référence inchangée",
        "« {label} » change de valeur au {date}, et cite toujours « {reference} ».",
        "Demandez le texte qui fixe la nouvelle valeur.",
    ),
    "unexpected-jump": Code(
        ERROR,
        "Évolution invraisemblable",
        "« {label} » passe de {before} à {after}{evolution}, bien plus que son histoire ne le "
        "laisse attendre.",
        "Relisez le montant dans le texte cité.",
        "Une virgule ou un zéro de trop ou de moins : fallait-il écrire {meant} ?",
    ),
    "yearly-dropped": Code(
        WARNING,
        "Chiffre qui n'est plus redemandé chaque année",
        "« {label} » n'est plus annoncé comme changeant chaque année : la dernière valeur vaudra "
        "sans fin.",
        "Remettez « changes: yearly », à moins que la loi ne fixe plus ce chiffre chaque année.",
    ),
    "yearly-required": Code(
        NOTE,
        "Chiffre désormais redemandé chaque année",
        "« {label} » change désormais chaque année : une année sans valeur sera refusée.",
        "Vérifiez que la loi le fixe bien chaque année.",
    ),
    "borrowing-changed": Code(
        NOTE,
        "Chiffre emprunté",
        "« {label} » {how} emprunté au barème {origin}.",
        "Vérifiez que les règles lisent le chiffre qu'il faut.",
    ),
    "choices-differ": Code(
        WARNING,
        "Chiffre qui varie selon autre chose",
        "« {label} » variait selon {before} ; il varie maintenant selon {after}.",
        "Vérifiez la valeur de chaque choix, à chaque date.",
    ),
}

_RULES = {
    "rule-added": Code(
        NOTE,
        "Nouvelle règle",
        "La règle « {label} » est nouvelle.",
        "Lisez-la en regard du texte qu'elle cite.",
    ),
    "rule-removed": Code(
        WARNING,
        "Règle supprimée",
        "La règle « {label} » ({name}) n'existe plus.",
        "Qui la demandait, ou la donnait, par son nom sera refusé : annoncez-le.",
    ),
    "rule-changed": Code(
        NOTE,
        "Règle changée",
        "La règle « {label} » est changée{since}.",
        "Lisez la partie marquée en regard du texte, et regardez qui y gagne ou y perd.",
    ),
    "retroactive-rule": Code(
        ERROR,
        "Règle du passé modifiée",
        "La règle « {label} » répond autrement dès le {date}, qui est passé.",
        "Des réponses déjà données ne pourront plus être retrouvées : si c'est une erreur qu'on "
        "corrige, dites laquelle et qui est concerné ; sinon, ajoutez une version datée "
        "(variants).",
    ),
    "rule-refactored": Code(
        NOTE,
        "Règle écrite autrement",
        "La règle « {label} » est écrite autrement ; {reason}.",
        "Vérifiez qu'aucun cas réel n'échappe à ceux qui ont été essayés.",
    ),
    "rule-untested": Code(
        WARNING,
        "Règle changée sans exemple",
        "La règle « {label} » change {outputs}, mais aucun exemple n'est ajouté ni changé.",
        "Demandez un exemple que l'ancienne règle manquerait.",
    ),
    "published-added": Code(
        NOTE,
        "Nouveau montant publié",
        "Pour « {label} », {after} est publié à partir du {date}.",
        "Vérifiez le montant sur la page citée.",
    ),
    "published-lapsed": Code(
        NOTE,
        "Montant publié qui ne s'applique plus",
        "Pour « {label} », le montant publié ({before}) ne remplace plus la formule.",
        "Vérifiez que rien d'autre n'est publié pour la seconde date.",
    ),
    "discrepancy-changed": Code(
        WARNING,
        "Écart connu changé",
        "Pour « {label} » au {date}, l'écart connu entre le montant publié et la formule change : "
        "{after}.",
        "Vérifiez lequel des deux s'applique, et pourquoi.",
    ),
    "published-changed": Code(
        WARNING,
        "Montant publié changé",
        "Pour « {label} », le montant publié au {date} était {before} ; il est maintenant {after}.",
        "Vérifiez le montant sur la page citée : une page ne se corrige pas souvent.",
    ),
}

_INPUTS = {
    "input-added": Code(
        NOTE,
        "Nouvelle donnée facultative",
        "La donnée « {label} » ({name}) est nouvelle ; sans elle, c'est {default}.",
        "Vérifiez que cette valeur convient à qui ne la donne pas encore.",
    ),
    "input-required": Code(
        ERROR,
        "Donnée désormais nécessaire",
        "La donnée « {label} » ({name}) n'a pas de valeur par défaut : il faudra la donner.",
        "Prévenez ceux qui appellent, ou déclarez une valeur par défaut.",
    ),
    "input-removed": Code(
        ERROR,
        "Donnée supprimée",
        "La donnée « {label} » ({name}) n'existe plus.",
        "Qui la donne encore sera refusé : prévenez ceux qui appellent.",
    ),
    "default-changed": Code(
        WARNING,
        "Valeur par défaut changée",
        "Sans « {label} » ({name}), c'était {before} ; c'est maintenant {after}.",
        "Vérifiez ce que cela change pour qui ne la donne pas.",
    ),
    "bounds-narrowed": Code(
        WARNING,
        "Bornes resserrées",
        "« {label} » ({name}) : {bound} était {before} ; c'est maintenant {after}.",
        "Des situations acceptées seront refusées : vérifiez qu'elles sont impossibles.",
    ),
    "bounds-widened": Code(
        NOTE,
        "Bornes élargies",
        "« {label} » ({name}) : {bound} était {before} ; c'est maintenant {after}.",
        "Vérifiez que les règles disent bien ce qu'il advient des nouvelles valeurs.",
    ),
    "choice-added": Code(
        NOTE,
        "Nouveau choix",
        "« {label} » ({name}) peut aussi être « {choice} ».",
        "Vérifiez que chaque règle qui en dépend dit ce qu'il advient de ce choix.",
    ),
    "choice-removed": Code(
        ERROR,
        "Choix supprimé",
        "« {label} » ({name}) ne peut plus être « {choice} ».",
        "Qui donne ou attend encore ce choix sera refusé : prévenez ceux qui appellent.",
    ),
    "type-changed": Code(
        ERROR,
        "Type changé",
        "« {label} » ({name}) était de type {before} ; c'est maintenant {after}.",
        "Ceux qui appellent doivent suivre : prévenez-les, ou donnez-lui un autre nom.",
    ),
    "unit-changed": Code(
        ERROR,
        "Unité changée",
        "« {label} » ({name}) était en {before} ; c'est maintenant en {after}.",
        "Vérifiez chaque valeur dans la nouvelle unité, et prévenez ceux qui appellent.",
    ),
}

_WHOLE = {
    "output-added": Code(
        NOTE,
        "Nouvelle réponse",
        "« {label} » ({name}) fait désormais partie des réponses.",
        "Vérifiez son libellé et son unité : ils seront montrés.",
    ),
    "output-removed": Code(
        ERROR,
        "Réponse supprimée",
        "« {label} » ({name}) ne fait plus partie des réponses.",
        "Qui l'attend ne la trouvera plus : prévenez ceux qui appellent.",
    ),
    "main-output-changed": Code(
        ERROR,
        "Autre réponse principale",
        "La réponse principale est maintenant « {after} », et non plus « {before} ».",
        "Remettez l'ancienne en premier sous « outputs », ou prévenez ceux qui lisent la première.",
    ),
    "example-added": Code(
        NOTE,
        "Nouvel exemple",
        "L'exemple « {name} » est nouveau.",
        "Vérifiez que ce qu'il attend vient du texte, et non du programme.",
    ),
    "example-changed": Code(
        NOTE,
        "Exemple d'une autre situation",
        "L'exemple « {name} » décrit une autre situation, et attend la même chose.",
        "Vérifiez que la situation d'avant n'est pas devenue fausse.",
    ),
    "example-expectation-changed": Code(
        WARNING,
        "Exemple qui attend autre chose",
        "L'exemple « {name} » attendait {before} ; il attend maintenant {after}.",
        "Vérifiez la nouvelle attente dans le texte : un exemple ne se change pas pour passer.",
        come="L'exemple « {name} » attend maintenant aussi {after}.",
        gone="L'exemple « {name} » n'attend plus {before}.",
    ),
    "example-removed": Code(
        WARNING,
        "Exemple supprimé",
        "L'exemple « {name} » n'existe plus.",
        "Demandez pourquoi : ce qu'il prouvait n'est plus vérifié.",
    ),
    "rulebook-added": Code(
        NOTE,
        "Nouveau barème",
        "Le barème « {label} » est nouveau.",
        "Lisez-le en entier, en commençant par ses exemples.",
    ),
    "rulebook-removed": Code(
        ERROR,
        "Barème supprimé",
        "Le barème « {label} » n'existe plus.",
        "Remettez-le avec une fin (until) : des réponses passées peuvent être redemandées.",
    ),
    "period-changed": Code(
        WARNING,
        "Période couverte changée",
        "« {label} » couvrait {before} ; il couvre maintenant {after}.",
        "Vérifiez que des jours qui avaient une réponse ne sont pas perdus.",
    ),
    "reference-date-changed": Code(
        ERROR,
        "Autre date de référence",
        "« {label} » juge selon {after}, et non plus selon {before}.",
        "Chacun peut relever d'une autre version : vérifiez-le dans le texte.",
    ),
    "edition-raised": Code(
        NOTE,
        "Nouvelle édition",
        "« {label} » passe de l'édition {before} à l'édition {after}.",
        "Vérifiez que le journal des changements en parle.",
    ),
    "edition-not-raised": Code(
        WARNING,
        "Édition non relevée",
        "« {label} » change, et son édition (version) est toujours {edition}.",
        "Relevez « version » : une réponse cite l'édition dont elle vient.",
        "Relevez « version », par exemple : version: {meant}",
    ),
    "public-name-changed": Code(
        ERROR,
        "Nom changé, que d'autres emploient",
        "« {former} » semble s'appeler maintenant « {name} » : ceux qui le donnent, ou le lisent, "
        "ne seront plus compris.",
        "Gardez l'ancien nom, ou prévenez ceux qui l'emploient.",
    ),
    "renamed": Code(
        WARNING,
        "Nom changé, à ce qu'il semble",
        "« {former} » semble s'appeler maintenant « {name} ».",
        "Vérifiez que c'est bien la même chose ; qui se sert de l'ancien nom sera refusé.",
    ),
    "words-changed": Code(
        NOTE,
        "Mots changés",
        "Seuls des mots changent pour « {label} » : {aspects}.",
        "Relisez-les ; aucune réponse ne change.",
    ),
    "no-effect": Code(
        NOTE,
        "Sans effet",
        "Le changement de « {label} » ne change aucune réponse : {reason}.",
        "Vérifiez que c'est bien ce qui était voulu.",
    ),
}

CODES: Mapping[str, Code] = {**_FIGURES, **_RULES, **_INPUTS, **_WHOLE}
