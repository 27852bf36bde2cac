"""The words of every finding: its severity, what is wrong, and what to do about it.

One entry a code, in the language of those who read them. `message` and `remedy` are filled
with the facts of the case; `suggest` is the remedy when the text to write is known. Codes are
stable: tests, files and pages name them.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """The words for one code."""

    severity: str
    message: str
    remedy: str
    suggest: str = "Écrivez : {suggestion}"


def _error(message: str, remedy: str, suggest: str = "Écrivez : {suggestion}") -> Entry:
    return Entry("ERROR", message, remedy, suggest)


_NUMBER = "Un nombre s'écrit avec un point et sans espace : 3919.20 ; un taux : 71 %."
_DATE = "Une date s'écrit année-mois-jour : 2019-01-01."

_READING = {
    "not-a-file": _error(
        "Le fichier {file} n'existe pas ou n'est pas un fichier ordinaire.",
        "Créez-le, ou vérifiez son nom et son répertoire.",
    ),
    "unreadable-file": _error(
        "Le fichier {file} ne peut pas être lu : {reason}.", "Vérifiez les droits d'accès."
    ),
    "file-too-large": _error(
        "Le fichier {file} dépasse {limit} octets.", "Répartissez-le en plusieurs barèmes."
    ),
    "not-utf8": _error(
        "Le fichier n'est pas en UTF-8 (octet {byte}).",
        "Enregistrez-le en UTF-8 : dans l'éditeur, « Enregistrer avec l'encodage… ».",
    ),
    "not-a-text": _error(
        "Ce fichier n'est pas un texte YAML : c'est {kind}.",
        "Remettez le bon fichier à sa place ; un barème s'écrit dans un éditeur de texte.",
    ),
    "characters-alike": _error(
        "Et {count} autres caractères comme celui-là dans ce fichier.",
        "Remplacez-les tous à la fois : « Rechercher et remplacer » de l'éditeur.",
    ),
    "merge-conflict": _error(
        "Une marque de conflit de fusion est restée dans le fichier.",
        "Gardez la bonne des deux versions, et effacez les lignes <<<<<<<, ======= et >>>>>>>.",
    ),
    "tab": _error(
        "Une tabulation : les éditeurs ne lui donnent pas tous la même largeur.",
        "Remplacez-la par des espaces (deux par niveau).",
    ),
    "invisible-space": _error(
        "Un espace invisible ({character}) à la place d'un espace ordinaire.",
        "Effacez-le et tapez un espace.",
    ),
    "control-character": _error(
        "Un caractère invisible ({character}) qui n'a pas sa place ici.", "Effacez-le."
    ),
    "yaml-alias": _error(
        "Les ancres et les renvois (& et *) ne sont pas admis.",
        "Écrivez la valeur en toutes lettres ; mettez entre guillemets un texte qui commence par "
        "& ou *.",
    ),
    "yaml-tag": _error(
        "Les étiquettes YAML ({tag}) ne sont pas admises.",
        "Effacez-la ; mettez entre guillemets un texte qui commence par « ! ».",
    ),
    "too-deep": _error(
        "Plus de {limit} niveaux imbriqués.", "Vérifiez les retraits et les crochets."
    ),
    "several-documents": _error(
        "Le fichier contient plusieurs documents (ligne « --- »).", "Gardez-en un seul."
    ),
    "yaml-syntax": _error(
        "Le fichier n'est pas lisible à partir d'ici ({problem}).",
        "Vérifiez les deux-points, les retraits et les guillemets de cette ligne et de la "
        "précédente.",
    ),
    "yaml-colon": _error(
        "Un deux-points suivi d'une espace annonce une valeur : ce texte en contient un.",
        'Mettez entre guillemets droits un texte qui contient « : » — label: "Montant : 2019".',
    ),
    "yaml-indentation": _error(
        "Le retrait de cette ligne ne va pas avec celui des lignes voisines.",
        "Alignez-la exactement sur les lignes du même niveau.",
    ),
    "yaml-dash": _error(
        "Il manque une espace après le tiret.", "Écrivez « - nom », avec une espace."
    ),
    "yaml-one-line": _error(
        "Un second nom sur la même ligne.",
        "Mettez chacun sur sa ligne, l'un sous l'autre, ou les deux entre accolades.",
    ),
    "yaml-semicolon": _error(
        "Entre accolades, c'est la virgule qui sépare.", "Écrivez une virgule."
    ),
    "yaml-text-start": _error(
        "Un texte ne peut pas commencer ainsi.", 'Mettez-le entre guillemets droits (").'
    ),
    "comment-cuts-text": Entry(
        "WARNING",
        "Une espace puis # : le reste de la ligne n'est pas lu.",
        'Mettez le texte entre guillemets droits ("), ou la remarque sur sa propre ligne.',
        "Écrivez : {suggestion} (ou mettez la remarque sur sa propre ligne).",
    ),
    "yaml-comma": _error(
        "Entre accolades, la virgule sépare deux données : ce qui suit n'a pas de valeur.",
        'Mettez entre guillemets droits (") un texte qui contient une virgule ; plusieurs valeurs '
        "se mettent entre crochets : [01, 75].",
    ),
    "yaml-missing-colon": _error(
        "Il manque, après le nom, un deux-points ou l'espace qui le suit.",
        "Écrivez « nom: valeur », avec une espace après.",
    ),
    "yaml-quote": _error(
        "Un guillemet, une apostrophe, un crochet ou une accolade n'est pas à sa place.",
        "Refermez sur la même ligne ce qui est ouvert ; un texte qui contient des apostrophes "
        "se met entre guillemets droits (\"), sans # précédé d'une espace.",
    ),
    "yaml-percent": _error(
        "Une valeur ne peut pas commencer par %.", 'Mettez-la entre guillemets : unit: "%".'
    ),
    "yaml-greater-than": _error(
        "Une valeur qui commence par > ou | annonce un texte sur plusieurs lignes.",
        'Mettez-la entre guillemets : ">= 62".',
    ),
    "empty-file": _error("Le fichier est vide.", "Remplissez-le, ou effacez-le."),
    "yaml-complex-key": _error(
        "Une liste ou un groupe sert ici de nom.", "Un nom est un mot, suivi d'un deux-points."
    ),
    "duplicate-key": _error(
        "« {key} » est déjà écrit à la ligne {first}.",
        "N'en gardez qu'un, ou corrigez la date ou le nom de l'autre.",
    ),
}

_SHAPE = {
    "other-kind": _error(
        "Ce fichier contient ce qui va dans {file}.",
        "Remettez à sa place le fichier d'avant ; son contenu a pu être remplacé par mégarde.",
    ),
    "unknown-key": _error(
        "« {key} » n'est pas un mot connu à cet endroit.", "On attend l'un de : {known}."
    ),
    "key-elsewhere": _error(
        "« {key} » n'a pas sa place ici.", "Mettez-le sous « {under} », un niveau plus loin."
    ),
    "missing-key": _error("Il manque « {key} ».", "Ajoutez une ligne « {key}: … »."),
    "wrong-shape": _error("Ce n'est pas ce qui est attendu ici.", "{expected}"),
    "empty-value": _error("La valeur manque.", "{expected}"),
    "wrong-value": _error("« {text} » n'est pas admis ici.", "{expected}"),
    "bad-name": _error("« {text} » ne peut pas servir de nom.", "{expected}"),
    "comma-in-formula": _error(
        "« {text} » : une virgule décimale, ou deux valeurs ?",
        _NUMBER,
        "Écrivez : {suggestion} ; pour deux valeurs, mettez une espace après la virgule.",
    ),
    "not-a-number": _error("« {text} » n'est pas un nombre tel qu'on l'écrit ici.", _NUMBER),
    "not-a-date": _error("« {text} » n'est pas une date telle qu'on l'écrit ici.", _DATE),
    "no-such-day": _error(
        "Le {text} n'existe pas au calendrier, ou sort des années 1700 à 2999.",
        "Vérifiez le jour, le mois et l'année.",
    ),
    "not-a-boolean": _error(
        "« {text} » n'est ni true ni false.", "Écrivez true (oui) ou false (non)."
    ),
}

_FORMULAS = {
    "formula-too-long": _error(
        "La formule est trop longue.", "Coupez-la en plusieurs règles ({limit} caractères au plus)."
    ),
    "formula-too-deep": _error(
        "La formule a trop de parenthèses ou de termes imbriqués.",
        "Coupez-la en plusieurs règles ({limit} niveaux au plus).",
    ),
    "formula-syntax": _error(
        "La formule « {text} » n'est pas lisible à partir d'ici.",
        "Vérifiez les parenthèses et les opérateurs ; un nom s'écrit sans espace ni accent.",
    ),
    "foreign-spelling": _error("« {found} » ne s'écrit pas ainsi dans une formule.", ""),
    "foreign-character": _error(
        "Le caractère « {character} » n'a pas sa place dans une formule.",
        "Les noms s'écrivent sans accent, les opérateurs + - * / < <= == != >= >.",
    ),
    "unit-in-formula": _error(
        "Une formule ne contient pas d'unité.",
        "Mettez le chiffre dans parameters.yaml, avec son unité, et son nom dans la formule.",
        "Un nombre prend l'unité de ce à quoi on le compare ou l'ajoute. Écrivez : {suggestion}",
    ),
    "not-in-language": _error(
        "« {construct} » ne fait pas partie des formules.",
        "Seuls sont admis : + - * /, comparaisons, and or not, a if c else b, in [...], "
        "chiffre[choix] et les fonctions.",
    ),
    "unknown-name": _error(
        "« {name} » n'est ni un chiffre, ni une donnée, ni une règle de ce barème.",
        "Vérifiez l'orthographe, ou déclarez-le.",
    ),
    "unknown-function": _error(
        "La fonction « {name} » n'existe pas.", "On peut appeler : {known}."
    ),
    "function-without-call": _error(
        "Une fonction s'appelle avec des parenthèses.", "Écrivez {usage}."
    ),
    "wrong-arity": _error(
        "La fonction {name} ne se lit pas avec {count} valeur(s).", "Écrivez {usage}."
    ),
    "not-a-parameter": _error(
        "Le nom d'un chiffre de la loi est attendu ici (sans « by »).", "Écrivez {usage}."
    ),
    "not-a-pattern": _error(
        "Un modèle entre guillemets est attendu ici : # un chiffre, ? un caractère, * n'importe "
        "quoi, [AB] l'un de ces caractères, [!0] aucun d'eux.",
        "Écrivez {usage} ; un crochet ouvert se referme, et contient les caractères un à un.",
    ),
    "not-a-count": _error(
        "Un nombre entier d'années, écrit en chiffres, est attendu ici (de 1 à {limit}).",
        "Écrivez {usage}.",
    ),
    "not-a-stretch": _error(
        "Aucun texte n'a ces caractères-là.",
        "Écrivez {usage} : on compte à partir de 1, le premier avant le dernier.",
    ),
    "never-nothing": _error(
        "On trouve ici {found}, qui n'est jamais nothing : la comparaison ne sert à rien.",
        "Effacez-la ; seule une règle qui peut donner nothing se compare ainsi.",
    ),
    "date-calculated": _error(
        "On ne calcule pas avec une date comme avec un nombre.",
        "Pour la décaler : add_days(date, n), add_months ou add_years ; entre deux dates : "
        "days_between(du, au), ou age_on(naissance, date) en années.",
    ),
    "list-compared": _error(
        "Une liste ne se compare pas, et n'est ni vraie ni fausse.",
        "Comptez-la, count(liste) == 0 quand elle est vide, ou cherchez-y un choix : "
        '"choix" in liste.',
    ),
    "text-measured": _error(
        "Un texte ne se compare pas à un nombre.",
        "Comparez sa longueur, length(texte), ou le nombre qu'il écrit, as_number(texte).",
    ),
    "may-be-nothing": _error(
        "Cette valeur peut être « nothing » : on ne peut pas calculer avec.",
        "Calculez à partir d'une autre règle ; on peut seulement demander si elle est nothing "
        "(… == nothing).",
    ),
    "wrong-kind": _error("On trouve ici {found}.", "Il faut {wanted}."),
    "units-differ": _error(
        "Vous {doing} {left} et {right}.",
        "Ramenez les deux à la même unité : divisez par un chiffre en jour/an, par exemple.",
    ),
    "wrong-unit": _error(
        "La formule donne un résultat en {found}, mais {wanted} est annoncé.",
        "Corrigez la formule, ou l'unité annoncée ; pour passer d'une période à une autre, "
        "divisez par un chiffre qui porte l'unité (jour/an).",
    ),
    "not-ordered": _error(
        "On trouve ici {found}, qui n'a ni plus petit ni plus grand.",
        "Comparez avec == ou !=, ou avec in [...].",
    ),
    "name-or-choice": _error(
        "« {name} » est à la fois un choix de cette règle et un nom du barème.",
        "Renommez l'un des deux.",
        "Pour le choix, écrivez : {suggestion} ; sinon, renommez l'un des deux.",
    ),
    "unknown-choice": _error(
        "« {name} » ne fait pas partie des choix.", "Les choix sont : {known}."
    ),
}

_VALUES = {
    "percent-missing": _error(
        "« {text} » sans signe % : un taux de {text} ou de {text} % ?",
        "Écrivez le signe %, ou la fraction (0.71).",
    ),
    "percent-unexpected": _error(
        "« {text} » est un pourcentage, mais l'unité est {unit}.",
        "Enlevez le signe %, ou changez l'unité.",
    ),
    "not-cents": _error(
        "« {text} » : un montant en {unit} s'arrête au centime.",
        "Écrivez deux décimales au plus.",
        "Si le point sépare des milliers, écrivez : {suggestion} ; sinon, deux décimales au plus.",
    ),
    "wrong-type": _error("{found} n'est pas une valeur possible.", "Il faut {expected}."),
    "number-out-of-reach": _error("{text} n'est pas un nombre utilisable.", _NUMBER),
    "not-an-integer": _error("{text} n'est pas un nombre entier.", "Donnez un nombre entier."),
    "text-too-long": _error("Ce texte dépasse {limit} caractères.", "Raccourcissez-le."),
    "duplicate-item": _error(
        "« {name} » est deux fois dans la liste.", "Ne l'y mettez qu'une fois."
    ),
    "list-unexpected": _error(
        "Une liste, là où il faut {expected}.", "N'écrivez qu'une valeur, sans crochets."
    ),
    "too-small": _error("{text} est trop petit.", "La plus petite valeur admise est {bound}."),
    "too-large": _error("{text} est trop grand.", "La plus grande valeur admise est {bound}."),
}

_BUILDING = {
    "choices-unexpected": _error(
        "Plusieurs chiffres, mais rien ne dit selon quoi ils varient.",
        "Ajoutez « by: … » avec le nom du choix, ou n'écrivez qu'un chiffre.",
    ),
    "choices-expected": _error(
        "Un seul chiffre, alors qu'il varie selon « {by} ».",
        "Écrivez un chiffre par choix : {{choix: 71 %, …}}.",
    ),
    "choices-missing": _error(
        "Il manque un chiffre pour : {missing}.", "Ajoutez un chiffre pour chaque choix."
    ),
    "not-a-choice": _error(
        "« {by} » n'est pas une donnée de type choice.",
        "Donnez après « by » le nom d'une donnée ou d'une règle de type choice.",
    ),
    "dates-out-of-order": _error(
        "Le {date} n'est pas à sa place, près du {last}.",
        "Rangez les dates de la plus ancienne à la plus récente, ou corrigez l'année.",
    ),
    "unknown-unit": _error("« {text} » n'est pas une unité connue.", "Les unités : {known}."),
    "bound-unexpected": _error(
        "« {key} » n'a pas de sens pour une donnée de type {type}.", "Effacez cette ligne."
    ),
    "key-not-for-type": _error(
        "« {key} » ne va pas avec le type {type}.", "Effacez cette ligne, ou changez le type."
    ),
    "amount-without-euro": _error(
        "Un montant (amount) est en euros, pas en {text}.",
        "Écrivez une unité en euros (€, €/an, €/jour…), ou le type number.",
    ),
    "unit-or-type-missing": _error(
        "La règle « {name} » ne dit pas ce qu'elle donne.",
        "Ajoutez « unit: €/jour » pour un nombre, ou « type: boolean », « choice », « date » ou "
        "« text ».",
    ),
    "several-bodies": _error(
        "Une règle se dit d'une seule façon ; ici : {keys}.", "N'en gardez qu'une."
    ),
    "same-as-alone": _error(
        "« {key} » ne va pas avec « same_as », qui reprend l'autre version telle quelle.",
        "Effacez cette ligne, ou écrivez la version en entier.",
    ),
    "no-such-variant": _error(
        "Aucune version de cette règle ne commence plus tôt à la date {date}.",
        "Les versions qui précèdent : {known}.",
    ),
    "step-not-positive": _error(
        "On ne peut pas arrondir à {text}.", "Écrivez un pas positif : 0.01 pour le centime."
    ),
    "case-mixed": _error(
        "« otherwise » va seul, sans « when » ni « then ».",
        "Faites-en un cas à part, en dernier.",
    ),
    "otherwise-not-last": _error(
        "Les cas qui suivent « otherwise » ne servent jamais.", "Mettez « otherwise » en dernier."
    ),
    "empty-range": _error("L'intervalle {text} est vide.", "Écrivez le plus petit d'abord."),
    "rows-overlap": _error(
        "Cette ligne et celle de la ligne {other} du fichier s'appliquent toutes deux à : "
        "{situation}.",
        "Précisez l'une des deux, ou écrivez « first: true » si la première l'emporte.",
    ),
    "table-not-checkable": _error(
        "On ne peut pas vérifier d'avance la colonne « {column} » de cette ligne.",
        "Comparez à une valeur écrite, ou écrivez « first: true » (la première ligne l'emporte).",
    ),
    "rows-missing": _error(
        "Aucune ligne de la table ne s'applique à : {situation}.",
        "Ajoutez une ligne pour ce cas, ou « otherwise: … » en dernière ligne.",
    ),
    "row-never-applies": Entry(
        "WARNING",
        "Cette ligne ne s'applique jamais : d'autres lignes, ou les bornes des données, ne lui "
        "laissent aucun cas.",
        "Déplacez-la plus haut, précisez les autres, ou effacez-la.",
    ),
    "table-too-wide": _error(
        "La table a trop de colonnes et de valeurs pour vérifier que rien n'y manque.",
        "Ajoutez « otherwise: … » en dernière ligne, ou coupez-la en plusieurs tables.",
    ),
    "list-column": _error(
        "« {name} » est une liste : elle ne peut pas être la colonne d'une table.",
        'Écrivez des cas (cases), avec « "nom" in {name} » ou « count({name}) ».',
    ),
    "no-such-choices": _error(
        "« {name} » n'est pas une donnée ou une règle dont les choix sont écrits.",
        "Écrivez les choix ici (nom: Libellé), ou le nom de ce qui les a.",
    ),
    "published-not-a-number": _error(
        "Seul un nombre peut avoir des montants publiés.", "Effacez « published »."
    ),
    "reserved-name": _error(
        "« {name} » est un mot du langage des formules.", "Choisissez un autre nom."
    ),
    "name-taken": _error("« {name} » est déjà défini ({where}).", "Choisissez un autre nom."),
    "not-a-date-input": _error(
        "« {name} » n'est pas une donnée de type date.",
        "Donnez après reference_date le nom d'une donnée de type date.",
    ),
    "until-before-from": _error(
        "Le barème finirait ({end}) avant de commencer ({start}).", "Corrigez l'une des deux dates."
    ),
    "duplicate-example": _error(
        "L'exemple « {name} » existe déjà à la ligne {first}.", "Donnez-lui un autre nom."
    ),
    "unknown-code": _error(
        "« {text} » n'est le code d'aucun refus.",
        "Le code est entre crochets après « erreur » : missing-input, par exemple.",
    ),
    "expect-and-refused": _error(
        "Un exemple attend une réponse (expect) ou un refus (refused), pas les deux.",
        "N'en gardez qu'un.",
    ),
}

_CHECKING = {
    "year-missing": _error(
        "« {name} » change chaque année : il n'y a rien entre le {date} et le {next}.",
        "Ajoutez une ligne « {date}: {{value: …, reference: …}} ».",
    ),
    "unusual-day": Entry(
        "WARNING",
        "« {name} » change chaque année, et jusqu'ici à un autre jour que le {date}.",
        "Vérifiez le jour ; s'il est le bon, dites pourquoi dans une note (note: …).",
        "Écrivez : {suggestion} ; si ce jour est le bon, dites pourquoi dans une note (note: …).",
    ),
    "same-reference": Entry(
        "WARNING",
        "« {name} » a au {date} le même texte qu'au {before} : il a pu être recopié.",
        "Écrivez le texte qui fixe ce chiffre ; si c'est bien le même, dites-le dans une note "
        "(note: …).",
    ),
    "no-reference": Entry(
        "WARNING",
        "Rien ne dit quel texte fixe « {name} » au {date}.",
        "Ajoutez « reference: … », ou une note.",
    ),
    "cycle": _error(
        "Ces règles ont besoin l'une de l'autre, en rond ({cycle}), au {date}.",
        "Coupez le cercle : l'une d'elles doit se calculer sans les autres.",
    ),
    "finisher-not-a-number": _error(
        "floor, cap et round ne vont qu'avec des nombres ; cette règle donne {kind}.",
        "Effacez-les.",
    ),
    "known-too-late": _error(
        "Cette formule lit « {name} » au {date}, mais il n'est connu qu'à partir du {first}.",
        "Ajoutez une valeur plus ancienne, ou faites commencer la règle (ou le barème) plus tard.",
    ),
    "published-outside": _error(
        "Ce montant est publié pour le {date}, avant que la règle n'existe.",
        "Corrigez la date, ou faites commencer la règle plus tôt.",
    ),
    "implausible-jump": Entry(
        "WARNING",
        "« {name} » passe de {before} à {now} : est-ce bien le chiffre ?",
        "Relisez le texte qui le fixe ; une virgule ou un chiffre a pu se perdre.",
    ),
    "input-unused": Entry(
        "WARNING",
        "Aucune règle ne lit la donnée « {name} ».",
        "Vérifiez l'orthographe de son nom dans les formules, ou effacez-la.",
    ),
    "output-twice": Entry("WARNING", "« {name} » est déjà annoncé.", "Ne l'annoncez qu'une fois."),
    "published-needs-input": _error(
        "« {name} » dépend d'une donnée de la personne ({input}) : rien à confronter.",
        "Faites-en un exemple dans examples.yaml.",
    ),
    "published-differs": _error(
        "Au {date}, {published} est publié pour « {name} », mais la formule donne {derived}.",
        "Vérifiez le montant et la formule ; si l'écart est réel, notez-le : "
        "discrepancy: {{reason: …, applies: published}}.",
    ),
    "published-alike": _error(
        "Et {count} autres montants publiés ne sont pas non plus ceux que donne la formule.",
        "Cherchez d'abord ce qu'ils ont tous en commun : {names}.",
    ),
    "figure-suspect": _error(
        "« {figure} », au {since} : {count} montants publiés qui en dépendent ne se retrouvent "
        "pas. Au {date}, {published} est publié pour « {rule} » (ligne {line} de {file}), et la "
        "formule donne {derived}.",
        "Relisez d'abord ce chiffre dans le texte qui le fixe.",
    ),
    "unit-suspect": _error(
        "« {name} » est en {unit} : {count} formules qui le lisent ne s'en accommodent pas.",
        "Vérifiez d'abord cette unité ; sinon, la formule de la ligne {line}.",
    ),
    "discrepancy-unfounded": _error(
        "Un écart est noté pour « {name} » au {date}, mais la formule donne bien {derived}.",
        "Effacez « discrepancy ».",
    ),
    "discrepancy-known": Entry(
        "NOTE",
        "Au {date}, {published} est publié pour « {name} » quand la formule donne {derived}.",
        "Écart connu : {reason}",
    ),
    "example-fails": _error(
        "« {example} » : {name} devait donner {expected}, et donne {found}.",
        "Corrigez la règle, le chiffre, ou l'exemple s'il a vieilli.",
    ),
    "example-refused": _error(
        "« {name} » est refusé : {causes}",
        "Corrigez la situation ; si le refus est voulu, écrivez refused: {code}.",
    ),
    "examples-alike": _error(
        "Et {count} autres exemples ne donnent pas non plus ce qu'ils attendent, de la même façon.",
        "Corrigez d'abord les premiers ; « bareme test » les dit tous.",
    ),
    "example-not-refused": _error(
        "« {name} » devait être refusé ({refusal}), et ne l'est pas.",
        "Corrigez la situation, ou remplacez refused par expect.",
    ),
    "unknown-rulebook": _error(
        "Il n'y a pas de barème « {name} » dans « {where} ».", "Les barèmes présents : {known}."
    ),
    "bad-directory": _error(
        "« {name} » ne peut pas être le nom d'un barème.",
        "Renommez le répertoire, dans « {where} » : minuscules sans accent, chiffres et tirets.",
        "Renommez le répertoire, dans « {where} » : {suggestion}",
    ),
    "no-rulebooks": _error(
        "Il n'y a aucun barème dans « {where} ».",
        "Un barème est un répertoire qui contient rulebook.yaml ; vérifiez le chemin (--rules).",
    ),
    "outside-rules": _error(
        "« {name} » mène hors du répertoire des barèmes.", "Placez-y une vraie copie du fichier."
    ),
    "stray-file": Entry(
        "WARNING",
        "Le fichier {file} n'est pas lu.",
        "Un barème tient en parameters.yaml, rulebook.yaml et examples.yaml, dans son propre "
        "répertoire ; si c'est une copie, effacez-la.",
        "Fallait-il le nommer {suggestion} ? Si c'est une copie, effacez-la.",
    ),
    "misnamed-file": _error(
        "Le fichier {file} n'est pas lu, et il n'y en a pas du nom attendu.",
        "Renommez-le.",
        "Renommez-le : {suggestion}",
    ),
}

_EVALUATION = {
    "missing-input": _error("Il manque « {name} » : {question}", "Donnez {name} ({values})."),
    "possible-input": Entry(
        "NOTE",
        "Selon les réponses, il faudra peut-être « {name} » : {question}",
        "Donnez {name} ({values}).",
    ),
    "unknown-input": _error(
        "« {name} » n'est ni une donnée ni une règle de ce barème.",
        "« bareme show » donne la liste des données et des règles.",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "unknown-output": _error(
        "« {name} » n'est pas une réponse de ce barème.",
        "« bareme show » donne la liste des règles.",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "figure-given": _error(
        "« {name} » est un chiffre de la loi : il ne se donne pas.",
        "Pour l'essayer autrement, changez-le dans une copie du barème (--rules).",
    ),
    "date-missing": _error(
        "Ce barème dépend de la date du droit applicable.",
        "Donnez-la : --on 2019-01-01 (ou on(date) dans un programme).",
    ),
    "reference-date-missing": _error(
        "Il manque « {name} », la date qui décide des règles applicables.",
        "Donnez-la : --on 2019-01-01, ou {name}=2019-01-01.",
    ),
    "dates-disagree": _error(
        "Deux dates : {name} vaut {date}, mais les règles demandées sont celles du {on}.",
        "Donnez deux fois la même date, ou une seule.",
    ),
    "before-rulebook": _error(
        "« {title} » ne couvre pas le {date} : il commence le {start}.",
        "Choisissez une date à partir du {start}.",
    ),
    "after-rulebook": _error(
        "« {title} » ne couvre pas le {date} : il finit le {end}.",
        "Choisissez une date jusqu'au {end}.",
    ),
    "no-outputs": _error(
        "Le barème « {name} » n'annonce aucune réponse (outputs).",
        "Demandez une règle par son nom.",
    ),
    "figure-before-first": _error(
        "« {name} » ({label}) n'est pas connu au {date} : il commence le {first}.",
        "Choisissez une date plus tardive, ou ajoutez la valeur au barème.",
    ),
    "figure-past-its-year": _error(
        "« {name} » ({label}) n'est pas connu au {date} : le dernier chiffre vaut du {last} "
        "pour un an.",
        "Ajoutez celui de l'année dans {rulebook}/parameters.yaml ; rien n'est deviné.",
    ),
    "rule-before-first": _error(
        "La règle « {name} » ({label}) n'existe pas encore au {date} : elle commence le {first}.",
        "Choisissez une date plus tardive.",
    ),
    "figure-by-choice": _error(
        "« {name} » varie selon un choix : il n'a pas une seule valeur.",
        "« bareme show » en donne toutes les valeurs.",
    ),
    "no-case-holds": _error(
        "Aucun cas de la règle « {name} » ({label}) ne s'applique à cette situation.",
        "Ajoutez un cas « otherwise » à la règle, ou vérifiez la situation.",
    ),
    "step-negative": _error(
        "La règle « {name} » ({label}) arrondit à un pas négatif.", "Vérifiez la formule."
    ),
    "division-by-zero": _error(
        "La règle « {name} » ({label}) divise par zéro.", "Vérifiez les valeurs données."
    ),
    "number-too-large": _error(
        "La règle « {name} » ({label}) donne un nombre démesuré.", "Vérifiez la formule."
    ),
    "not-digits": _error(
        "La règle « {name} » ({label}) attend un texte fait de chiffres, et non « {text} ».",
        "Vérifiez la valeur donnée ; dans la règle, vérifiez-en d'abord la forme avec like(…).",
    ),
    "no-such-characters": _error(
        "La règle « {name} » ({label}) demande les caractères {first} à {last} d'un texte.",
        "Comptez à partir de 1, le premier avant le dernier.",
    ),
    "not-whole": _error(
        "Un nombre entier (de jours, de mois, d'ans, de caractères) est attendu, et non {value}.",
        "Arrondissez d'abord : round_down_to(…, 1).",
    ),
    "date-out-of-range": _error(
        "La règle « {name} » ({label}) sort du calendrier (années 1 à 9999).",
        "Vérifiez les valeurs données.",
    ),
    "output-without-result": Entry("WARNING", "« {name} » n'est pas donné. {reason}", "{remedy}"),
    "given-unread": Entry(
        "WARNING",
        "« {name} » n'a pas servi : « {rule} », qui en dépend, est donné aussi.",
        "Ne donnez que l'un des deux.",
    ),
    "published-prevails": Entry(
        "WARNING",
        "{label} : le montant publié ({value}) s'applique à la place de la formule.",
        "{reason}",
    ),
}

_TABLES = {
    "column-twice": _error(
        "La table a deux colonnes « {name} ».", "Gardez-en une, ou renommez l'autre."
    ),
    "column-misspelt": _error(
        "La colonne « {name} » n'est pas une donnée de ce barème, mais lui ressemble.",
        "Renommez-la.",
        "S'il s'agit de {suggestion}, renommez-la ainsi ; sinon, donnez-lui un autre nom.",
    ),
    "answer-beyond-type": _error(
        "« {name} » vaut {value} : une colonne de type {type} ne peut pas l'écrire exactement.",
        "Vérifiez les valeurs données ; dans un programme, types={{…}} demande un autre type.",
    ),
}

_BATCH = {
    "row-ragged": _error(
        "La ligne a {found} cellules, et l'en-tête {expected}.",
        "Vérifiez les séparateurs et les guillemets de la ligne.",
    ),
    "quotes-misplaced": _error(
        "Un guillemet ouvre une cellule et n'est pas refermé à sa fin.",
        "Refermez-le, ou doublez-le s'il fait partie du texte.",
    ),
    "byte-undecodable": _error(
        "Un octet ({byte}) ne veut rien dire en {encoding}.",
        "Corrigez la cellule ; si tout le fichier est écrit autrement, dites-le : --encoding.",
    ),
    "thousands-or-decimals": _error(
        "« {text} » : le point sépare-t-il des milliers ? Ce fichier a des virgules décimales.",
        "Écrivez {bare}, ou {comma} ; si tout le fichier a des points, dites : --decimal .",
    ),
    "not-in-encoding": _error(
        "« {character} » ne s'écrit pas en {encoding}.", "Choisissez --encoding utf-8."
    ),
    "file-empty": _error("Le fichier {file} est vide.", "Vérifiez le chemin, ou l'exportation."),
    "file-utf16": _error(
        "Le fichier {file} est en UTF-16.", "Enregistrez-le en « CSV UTF-8 », et recommencez."
    ),
    "file-is-workbook": _error(
        "Le fichier {file} est un classeur, ou une archive.",
        "Enregistrez la feuille en « CSV UTF-8 », et recommencez.",
    ),
    "file-broken-off": _error(
        "Le fichier compressé {file} est abîmé, ou s'arrête avant sa fin.",
        "Copiez-le de nouveau en entier.",
    ),
    "not-parquet": _error(
        "Le fichier {file} n'est pas un Parquet, malgré son nom.", "Vérifiez l'exportation."
    ),
    "parquet-unreadable": _error(
        "Le fichier Parquet {file} n'est pas lisible : {reason}.", "Copiez-le de nouveau en entier."
    ),
    "heading-unreadable": _error(
        "La première ligne de {file} n'est pas un en-tête : les noms des colonnes.",
        "Écrivez-y le nom de chaque colonne, sur une seule ligne.",
    ),
    "heading-undecodable": _error(
        "La première ligne de {file} n'est pas en {encoding}.",
        "Dites comment le fichier est écrit : --encoding.",
    ),
    "lines-without-feed": _error(
        "Les lignes de {file} finissent par un simple retour chariot.",
        "Enregistrez-le avec des fins de ligne Windows ou Unix.",
    ),
    "line-too-long": _error(
        "La ligne {line} de {file} est démesurée.", "Est-ce bien un fichier CSV ?"
    ),
    "columns-unknown": _error(
        "Aucune colonne de {file} n'est une donnée de « {book} » : {names}.",
        "Vérifiez l'en-tête et --separator ; « bareme show {book} » donne les données.",
    ),
    "column-unwritable": _error(
        "La colonne « {name} » ({type}) ne s'écrit pas dans un CSV.",
        "Choisissez une sortie .parquet, ou retirez cette colonne.",
    ),
    "date-column-missing": _error(
        "Il manque la colonne « {name} », la date qui décide des règles applicables.",
        "Ajoutez-la, ou donnez une date pour toutes les lignes : --on 2019-01-01.",
    ),
    "not-a-part": _error(
        "Dans {directory}, {file} n'est ni un Parquet ni un CSV.",
        "Retirez-le : chaque fichier du répertoire doit être lu, et aucun oublié.",
    ),
    "directory-empty": _error(
        "Le répertoire {file} ne contient rien à lire.", "Vérifiez le chemin."
    ),
    "formats-mixed": _error(
        "Le répertoire {input} mêle des Parquet et des CSV.", "Séparez-les en deux répertoires."
    ),
    "format-unknown": _error(
        "Le nom {output} ne dit pas sous quelle forme écrire.",
        "Terminez-le par .csv, .csv.gz ou .parquet (sans rien : un répertoire de parties).",
    ),
    "output-is-directory": _error(
        "L'entrée est un répertoire : la sortie {output} en sera un aussi.",
        "Donnez-lui un nom sans .csv ni .parquet.",
    ),
    "output-exists": _error(
        "{output} existe déjà.", "Donnez un autre nom ; --force le remplace, une fois tout écrit."
    ),
    "same-place": _error(
        "L'entrée, la sortie {output} et les rejets ne peuvent pas être au même endroit, ni l'un "
        "dans l'autre.",
        "Donnez à chacun son propre nom, hors du répertoire d'entrée.",
    ),
    "directory-foreign": _error(
        "{output} est un répertoire que « bareme batch » n'a pas fait : il n'est pas remplacé.",
        "Donnez le nom d'un répertoire à faire, ou videz celui-ci vous-même.",
    ),
    "no-such-directory": _error("Il n'y a pas de répertoire {directory}.", "Créez-le d'abord."),
    "run-unfinished": _error(
        "Une exécution interrompue a laissé des parties complètes de {output}.",
        "--resume les garde et finit le reste ; --force recommence tout.",
    ),
    "run-different": _error(
        "Les parties déjà complètes de {output} répondent à une autre demande : {name}, {before} "
        "et non {now}.",
        "Redemandez la même chose, ou recommencez tout avec --force (sans --resume).",
    ),
    "run-under-way": _error(
        "Une autre exécution écrit déjà {output}.", "Attendez sa fin, ou donnez un autre nom."
    ),
}

_COMMAND_LINE = {
    "not-an-assignment": _error(
        "« {text} » n'est pas une donnée.", "Une donnée s'écrit nom=valeur : age=64."
    ),
    "no-such-file": _error("Il n'y a pas de fichier {file}.", "Vérifiez le chemin."),
    "situation-unreadable": _error(
        "La situation n'est pas lisible : {reason}.",
        "Un fichier de situation contient une ligne « nom: valeur » par donnée (YAML ou JSON).",
    ),
}

_COMPARISONS = {
    "nothing-to-compare": _error(
        "La commande ne dit pas quoi comparer.",
        "Donnez deux dates (--from et --to), une révision git (--base), ou deux répertoires.",
    ),
    "two-dates-needed": _error(
        "Il faut deux dates pour comparer.", "Donnez --from 2018-12-31 et --to 2019-01-01."
    ),
    "one-rulebook-needed": _error(
        "Des données sans un barème, et un seul, auquel les appliquer.",
        "Nommez le barème : bareme diff BAREME … nom=valeur.",
    ),
}

_REVISIONS = {
    "git-missing": _error(
        "git n'est pas installé, ou n'est pas dans le PATH.",
        "Installez-le ; sans lui, deux répertoires se comparent : bareme diff DIR_A DIR_B.",
    ),
    "git-failed": _error("git ne peut pas répondre : {reason}.", "Réglez d'abord cela avec git."),
    "not-a-repository": _error(
        "Le répertoire {where} n'est pas dans la copie de travail d'un dépôt git.",
        "Donnez celui des barèmes du dépôt (--rules DIR) ; sans git, deux répertoires se "
        "comparent : bareme diff DIR_A DIR_B.",
    ),
    "unknown-revision": _error(
        "Le dépôt n'a pas de révision « {revision} ».",
        "Une révision est une branche, une étiquette ou un commit : git log --oneline --all.",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "revision-not-fetched": _error(
        "La révision « {revision} » n'est pas dans cette copie partielle du dépôt.",
        "Allez la chercher : git fetch --unshallow (dans un flux de travail : fetch-depth: 0, ou "
        'GIT_DEPTH: "0").',
    ),
    "rulebook-in-submodule": _error(
        "Dans la révision {revision}, {where} est un sous-module : ce dépôt n'a pas son contenu.",
        "Comparez dans le sous-module lui-même : --rules DIR, avec une de ses révisions.",
    ),
}

_REVIEW = {
    "acceptance-stale": Entry(
        "NOTE",
        "Ce changement accepté ({fingerprint}) ne se trouve pas dans cette comparaison.",
        "S'il est en vigueur depuis, effacez cette ligne ; sinon, vérifiez son empreinte.",
    ),
    "accepted-twice": _error(
        "Le changement {fingerprint} est déjà accepté à la ligne {first}.",
        "N'en gardez qu'un ; pour deux constats du même changement, donnez à chacun son code.",
    ),
}

_FIGURES_SET = {
    "not-a-year": _error(
        "« {text} » n'est pas une année.", "Écrivez-la en quatre chiffres : {year}."
    ),
    "year-before-missing": _error(
        "« {name} » n'a pas non plus de valeur pour {missing}.",
        "Commencez par l'année la plus ancienne : bareme new-year {first}.",
    ),
    "year-before-waits": _error(
        "La valeur de « {name} » pour {first} attend ici d'être remplie.",
        "Remplissez-la d'abord, ou donnez-la : bareme new-year {first} --set {name}=…",
    ),
    "year-known": _error(
        "« {name} » a déjà une valeur pour {year}.",
        "Pour en changer : bareme set {rulebook} {name} DATE VALEUR --reference TEXTE.",
    ),
    "not-yearly": _error(
        "« {name} » ne change pas chaque année.",
        "Donnez-lui une valeur à sa date : bareme set {rulebook} {name} DATE VALEUR "
        "--reference TEXTE.",
    ),
    "no-such-figure": _error(
        "Aucun chiffre ne s'appelle « {name} ».",
        "Ceux qui attendent une valeur pour {year} : {known}.",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "unknown-figure": _error(
        "Le barème {rulebook} n'écrit pas de chiffre « {name} ».",
        "Ses chiffres : {known}.",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "figure-elsewhere": _error(
        "« {name} » n'est pas écrit dans le barème {rulebook}, mais dans {origin}.",
        "Changez-le là : bareme set {origin} {name} …",
    ),
    "figure-ambiguous": _error(
        "Plusieurs barèmes ont un chiffre « {name} » : {where}.",
        "Dites lequel : {first}/{name}=…",
    ),
    "not-a-value-given": _error(
        "« {text} » ne donne pas de valeur à un chiffre.",
        "Écrivez NOM=VALEUR, ou NOM.CHOIX=VALEUR pour un chiffre qui varie selon un choix.",
    ),
    "value-missing": _error(
        "Il manque la valeur de « {name} ».", "Écrivez-la après le signe = : {name}=49000."
    ),
    "choice-needed": _error(
        "« {name} » varie selon « {by} » : rien ne dit pour quel choix est ce chiffre.",
        "Donnez un chiffre par choix, CHOIX=VALEUR ou {name}.CHOIX=VALEUR : {known}.",
    ),
    "choice-needless": _error(
        "« {name} » ne varie selon aucun choix : « {choice} » est de trop.",
        "Donnez une seule valeur, sans choix.",
    ),
    "reference-needed": _error(
        "Rien ne dit quel texte fixe « {name} ».",
        'Ajoutez --reference "Arrêté du …".',
    ),
    "reference-empty": _error(
        "Le texte donné avec --reference est vide.",
        'Écrivez le texte qui fixe le chiffre : --reference "Arrêté du …".',
    ),
    "nothing-set": _error("Un texte est donné, mais aucune valeur.", "Ajoutez --set NOM=VALEUR."),
    "past-figure": _error(
        "« {name} » vaut {value} depuis le {date} : cette valeur a déjà été appliquée.",
        'Pour la corriger, dites pourquoi : --correct "…" (gardé en note).',
    ),
    "past-date": _error(
        "Le {date} est passé : une valeur de « {name} » à cette date change ce qui a déjà été "
        "appliqué.",
        'Vérifiez la date ; pour corriger le passé, dites pourquoi : --correct "…" (gardé en '
        "note).",
    ),
    "edit-unsafe": _error(
        "La valeur de « {name} » au {date} ne peut pas être écrite ici sans toucher au reste.",
        "Écrivez-la à la main, à la suite des autres ; rien n'a été modifié.",
    ),
    "shipped-rules": _error(
        "Ces barèmes sont ceux du programme installé : les modifier changerait ses réponses.",
        "Travaillez sur une copie : cp -r {path} rules, puis --rules rules.",
    ),
    "rules-elsewhere": _error(
        "Il y a des barèmes ici, dans {here}, mais ce programme est celui de {path}.",
        "Dites lesquels : --rules rules pour ceux d'ici, --rules {path} pour les autres.",
    ),
    "file-changed": _error(
        "Le fichier {file} a changé pendant la commande.",
        "Relancez-la ; rien n'a été modifié.",
    ),
    "unwritable-file": _error(
        "Le fichier {file} ne peut pas être écrit : {reason}.",
        "Vérifiez les droits d'accès ; rien n'a été modifié.",
    ),
}

READING = frozenset(_READING)  # of files whose text, or whose YAML, cannot be read

CATALOGUE: dict[str, Entry] = {
    **_READING,
    **_SHAPE,
    **_FORMULAS,
    **_VALUES,
    **_BUILDING,
    **_CHECKING,
    **_EVALUATION,
    **_TABLES,
    **_BATCH,
    **_COMMAND_LINE,
    **_COMPARISONS,
    **_REVISIONS,
    **_REVIEW,
    **_FIGURES_SET,
}
