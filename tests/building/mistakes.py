"""Documents of the right shape that do not make a rulebook: figures, inputs, rules, names."""

from __future__ import annotations

from rulebooks import (
    EXAMPLES,
    PARAMETERS,
    RULEBOOK,
    Mistake,
    in_example,
    in_figure,
    in_input,
    in_rule,
    mistake,
)


def _unit(text: str, suggestion: str | None) -> Mistake:
    told = "◄ unknown-unit" + (f" → {suggestion}" if suggestion else "")
    return in_figure(
        f"unit {text}", f"unit: {text} {told}\nvalues:\n  2019-01-01: {{value: 5, reference: D}}"
    )


_BY = 'unit: "%"\nby: statut\nvalues:\n  2019-01-01:'

FIGURES = (
    _unit("€/annee", "€/année"),
    _unit("Jours", "jours"),
    _unit("€/jours/moi", "€/jours/mois"),
    _unit("dollars", None),
    _unit("€/", None),
    _unit("/an", None),
    _unit("€ par an", "€/an"),
    in_figure(
        "one rate where there is one a choice",
        f"{_BY} {{value: 5 %, reference: D}} ◄ choices-expected",
    ),
    in_figure(
        "one rate a choice, and nothing to choose by",
        'unit: "%"\nvalues:\n  2019-01-01:\n    reference: D\n'
        "    value: {artisan: 5 %, commercant: 6 %} ◄ choices-unexpected",
    ),
    in_figure(
        "a choice left out",
        f"{_BY} ◄ choices-missing\n    reference: D\n    value: {{artisan: 5 %}}",
    ),
    in_figure(
        "a choice misspelt",
        f"{_BY}\n    reference: D\n    value:\n      artisn: 5 % ◄ unknown-choice → artisan\n"
        "      commercant: 6 %",
    ),
    in_figure(
        "a choice too many",
        f"{_BY}\n    reference: D\n    value:\n      artisan: 5 %\n      commercant: 6 %\n"
        "      liberal: 7 % ◄ unknown-choice",
    ),
    mistake(
        "by a number",
        parameters=f"{PARAMETERS}chiffre:\n  label: C\n  unit: €\n  by: age ◄ not-a-choice\n"
        "  values:\n    2019-01-01: {value: {a: 5}, reference: D}\n",
    ),
    mistake(
        "by a misspelt choice",
        parameters=f"{PARAMETERS}chiffre:\n  label: C\n  unit: €\n"
        "  by: statu ◄ not-a-choice → statut\n  values:\n"
        "    2019-01-01: {value: {artisan: 5}, reference: D}\n",
    ),
    in_figure(
        "years in the wrong order",
        "unit: €\nvalues:\n  2020-01-01: {value: 6, reference: D} ◄ dates-out-of-order\n"
        "  2019-01-01: {value: 5, reference: D}",
    ),
    in_figure(
        "one year mistyped",
        "unit: €\nvalues:\n  2018-01-01: {value: 4, reference: D}\n"
        "  2109-01-01: {value: 5, reference: D} ◄ dates-out-of-order\n"
        "  2020-01-01: {value: 6, reference: D}",
    ),
    in_figure(
        "a year left out",
        "unit: €\nchanges: yearly\nvalues:\n  2018-01-01: {value: 5, reference: D}\n"
        "  2020-01-01: {value: 6, reference: D} ◄ year-missing\n"
        "  2021-01-01: {value: 7, reference: D}",
    ),
    in_figure(
        "a digit lost",
        "unit: €\nchanges: yearly\nvalues:\n  2018-01-01: {value: 39732, reference: D}\n"
        "  2019-01-01: {value: 4052, reference: D} ◄ implausible-jump",
    ),
    in_figure("no reference", "unit: €\nvalues:\n  2019-01-01: {value: 5} ◄ no-reference"),
)

_FORMATS = "label: D\ntype: list\nchoices: {pdf: PDF, jpg: JPEG, autre: Autre}"

TEXTS_AND_LISTS = (
    in_input("text with a unit", "label: D\ntype: text\nunit: caractères ◄ key-not-for-type"),
    in_input("text with choices", "label: D\ntype: text\nchoices: {a: A} ◄ key-not-for-type"),
    in_input("text with a largest size", "label: D\ntype: text\nmaximum: 150 ◄ bound-unexpected"),
    in_input(
        "text with a list", "label: D\ntype: text\ndefault: [Dupont] ◄ list-unexpected → Dupont"
    ),
    in_input(
        "text with several texts",
        "label: D\ntype: text\ndefault: [Dupont, Durand] ◄ list-unexpected",
    ),
    in_input(
        "boolean with a list", "label: D\ntype: boolean\ndefault: [true] ◄ list-unexpected → true"
    ),
    in_input(
        "text too long",
        f"label: D\ntype: text\ndefault: {'x' * 10_001} ◄ text-too-long",
    ),
    in_input("integer with a list", "label: D\ntype: integer\ndefault: [1, 2] ◄ list-unexpected"),
    in_input(
        "choice with a list",
        "label: D\ntype: choice\nchoices: departement\ndefault: [01, 75] ◄ list-unexpected",
    ),
    in_input("list with a unit", f"{_FORMATS}\nunit: Mo ◄ key-not-for-type"),
    in_input("list with a smallest number", f"{_FORMATS}\nminimum: 1 ◄ bound-unexpected"),
    in_input("list with an unknown name", f"{_FORMATS}\ndefault: doc ◄ unknown-choice"),
    in_input("list with a name misspelt", f"{_FORMATS}\ndefault: [jpeg] ◄ unknown-choice → jpg"),
    in_input("list with a label for a name", f"{_FORMATS}\ndefault: [PDF] ◄ unknown-choice → pdf"),
    in_input("list with the same name twice", f"{_FORMATS}\ndefault: [pdf, pdf] ◄ duplicate-item"),
    in_input(
        "list with the same name twice, without brackets",
        f"{_FORMATS}\ndefault: pdf, jpg, pdf ◄ duplicate-item",
    ),
    in_input(
        "list with the same name twice, a line each",
        f"{_FORMATS}\ndefault:\n  - jpg ◄ duplicate-item\n  - jpg",
    ),
    mistake(
        "list without choices",
        rulebook=f"{RULEBOOK}outputs: [donnee]\n".replace(
            "rules:\n", "  donnee: ◄ missing-key\n    label: D\n    type: list\nrules:\n"
        ),
    ),
)


def _choices(what: str, choices: str, suggestion: str | None = None) -> Mistake:
    told = "◄ no-such-choices" + (f" → {suggestion}" if suggestion else "")
    return in_input(what, f"label: D\ntype: choice\nchoices: {choices} {told}")


CHOICES = (
    _choices("choices of a name misspelt", "statu", "statut"),
    _choices("choices of a name misspelt in the middle", "departemnt", "departement"),
    _choices("choices of a number", "age"),
    _choices("choices of a text", "nom"),
    _choices("choices of oneself", "donnee"),
    _choices("choices of a figure", "taux_statut", "statut"),
    _choices("choices of a rule that has none", "reads"),
    in_input(
        "choices of a misspelt name, for a list",
        "label: D\ntype: list\nchoices: format ◄ no-such-choices → formats",
    ),
    in_rule(
        "choices of a misspelt name, for a rule",
        "type: choice\nchoices: statu ◄ no-such-choices → statut\nformula: statut",
    ),
    in_input(
        "choices of a misspelt name are told once, not again of the default",
        "label: D\ntype: choice\nchoices: statu ◄ no-such-choices → statut\ndefault: artisan",
    ),
    in_rule(
        "choices of a misspelt name are told once, not again of each case",
        "type: choice\nchoices: statu ◄ no-such-choices → statut\ncases:\n"
        "  - {when: marie, then: artisan}\n  - otherwise: commercant",
    ),
    in_rule(
        "result of another choice",
        "type: choice\nchoices: statut\ncases:\n  - {when: marie, then: artisan}\n"
        "  - otherwise: commersant ◄ unknown-choice → commercant",
    ),
    in_rule(
        "label as a result",
        "type: choice\nchoices: statut\ncases:\n  - {when: marie, then: commercant}\n"
        "  - otherwise: Artisan ◄ unknown-choice → artisan",
    ),
    in_rule(
        "code without its zero as a result",
        "type: choice\nchoices: departement\nformula: 1 ◄ unknown-choice → 01",
    ),
    in_rule(
        "code in small letters as a result",
        "type: choice\nchoices: departement\nformula: 2a ◄ unknown-choice → 2A",
    ),
    mistake(
        "choices of one that has them of another",
        rulebook=RULEBOOK.replace(
            "rules:\n",
            "  un: {label: U, type: choice, choices: statut}\n"
            "  deux: {label: D, type: choice, choices: un} ◄ no-such-choices\nrules:\n",
        )
        + "outputs: [un, deux]\n",
    ),
    in_input(
        "default code without its zero",
        "label: D\ntype: choice\nchoices: departement\ndefault: 1 ◄ unknown-choice → 01",
    ),
    in_input(
        "default code in small letters",
        "label: D\ntype: choice\nchoices: departement\ndefault: 2a ◄ unknown-choice → 2A",
    ),
    in_input(
        "default label in place of the code",
        "label: D\ntype: choice\nchoices: departement\ndefault: Paris ◄ unknown-choice",
    ),
    mistake(
        "figure by codes, one without its zero",
        parameters=f"{PARAMETERS}chiffre:\n  label: C\n  unit: €\n  by: departement\n  values:\n"
        "    2019-01-01:\n      reference: D\n      value:\n        1: 5 ◄ unknown-choice → 01\n"
        "        2A: 6\n        75: 7\n",
    ),
    mistake(
        "figure by a list",
        parameters=f"{PARAMETERS}chiffre:\n  label: C\n  unit: €\n  by: formats ◄ not-a-choice\n"
        "  values:\n    2019-01-01: {value: {pdf: 5}, reference: D}\n",
    ),
    mistake(
        "a choice with the name of a figure",
        rulebook=f"{RULEBOOK}  r:\n    label: R\n    type: choice\n"
        "    choices: {taux: Taux, plancher: Plancher}\n    cases:\n      - when: marie\n"
        "        then: taux ◄ name-or-choice → '\"taux\"'\n      - otherwise: plancher\n",
    ),
    mistake(
        "a choice with the name of a rule, in a table",
        rulebook=f"{RULEBOOK}  r:\n    label: R\n    type: choice\n"
        "    choices: {reads: Lu, autre: Autre}\n    table:\n      rows:\n"
        "        - when: {marie: true}\n          then: reads ◄ name-or-choice → '\"reads\"'\n"
        "        - otherwise: autre\n",
    ),
    mistake(
        "a choice with the name of an input, as a formula",
        rulebook=f"{RULEBOOK}  r:\n    label: R\n    type: choice\n    choices: {{marie: Marié}}\n"
        "    formula: marie ◄ name-or-choice → '\"marie\"'\n",
    ),
    mistake(
        "a choice with the name of an input, in otherwise",
        rulebook=f"{RULEBOOK}  r:\n    label: R\n    type: choice\n"
        "    choices: {age: Âge, autre: Autre}\n    cases:\n      - {when: marie, then: autre}\n"
        "      - otherwise: age ◄ name-or-choice → '\"age\"'\n",
    ),
)

UNITS = (
    in_input("caracteres", "label: D\ntype: number\nunit: caracteres ◄ unknown-unit → caractères"),
    in_input("Caractère", "label: D\ntype: number\nunit: Caractère ◄ unknown-unit → caractère"),
    in_input("mo", "label: D\ntype: number\nunit: mo ◄ unknown-unit → Mo"),
    in_input("MO", "label: D\ntype: number\nunit: MO ◄ unknown-unit → Mo"),
    in_input("octets", "label: D\ntype: number\nunit: octets ◄ unknown-unit"),
)

INPUTS_ = (
    in_input("amount in days", "label: D\ntype: amount\nunit: jours ◄ amount-without-euro"),
    in_input("boolean with a unit", "label: D\ntype: boolean\nunit: € ◄ key-not-for-type"),
    in_input("date with a unit", "label: D\ntype: date\nunit: an ◄ key-not-for-type"),
    in_input("number with choices", "label: D\ntype: number\nchoices: {a: A} ◄ key-not-for-type"),
    in_input("boolean with a bound", "label: D\ntype: boolean\nminimum: 0 ◄ bound-unexpected"),
    in_input(
        "choice with a bound",
        "label: D\ntype: choice\nchoices: {a: A}\nmaximum: 3 ◄ bound-unexpected",
    ),
    in_input("unknown unit", "label: D\ntype: number\nunit: moi ◄ unknown-unit → mois"),
    in_input(
        "default not a choice",
        "label: D\ntype: choice\nchoices: {oui: O, non: N}\ndefault: nom ◄ unknown-choice → non",
    ),
    in_input("default too small", "label: D\ntype: integer\nminimum: 3\ndefault: 1 ◄ too-small"),
    in_input("default too large", "label: D\ntype: integer\nmaximum: 3\ndefault: 5 ◄ too-large"),
    in_input(
        "default too early",
        "label: D\ntype: date\nminimum: 2019-01-01\ndefault: 2018-12-31 ◄ too-small",
    ),
    in_input("default not whole", "label: D\ntype: integer\ndefault: 1.5 ◄ not-an-integer"),
    in_input(
        "default below the cent", "label: D\ntype: amount\nunit: €\ndefault: 1.2345 ◄ not-cents"
    ),
    in_input(
        "bounds the wrong way round",
        "label: D\ntype: integer\nminimum: 10\nmaximum: 5 ◄ empty-range",
    ),
    mistake(
        "amount without a unit",
        rulebook=f"{RULEBOOK}outputs: [donnee]\n".replace(
            "rules:\n", "  donnee: ◄ missing-key\n    label: D\n    type: amount\nrules:\n"
        ),
    ),
    mistake(
        "choice without choices",
        rulebook=f"{RULEBOOK}outputs: [donnee]\n".replace(
            "rules:\n", "  donnee: ◄ missing-key\n    label: D\n    type: choice\nrules:\n"
        ),
    ),
    mistake(
        "a mistaken input that formulas use is told once",
        rulebook=RULEBOOK.replace(
            "rules:\n",
            "  donnee:\n    label: D\n    type: number\n    unit: moi ◄ unknown-unit → mois\n"
            "rules:\n",
        )
        + "  r:\n    label: R\n    unit: mois\n    formula: donnee + donnee\n",
    ),
)


def _rule(what: str, head: str, body: str) -> Mistake:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return mistake(what, rulebook=f"{RULEBOOK}  r:{head}\n    label: R\n{lines}")


RULES = (
    _rule("neither unit nor type", " ◄ unit-or-type-missing", "formula: 1"),
    _rule("choice without choices", " ◄ missing-key", "type: choice\nformula: '\"a\"'"),
    in_rule("boolean with a unit", "type: boolean\nunit: € ◄ key-not-for-type\nformula: true"),
    in_rule("number with choices", "unit: €\nchoices: {a: A} ◄ key-not-for-type\nformula: 1"),
    in_rule("unknown unit", "unit: €/jor ◄ unknown-unit → €/jour\nformula: 1"),
    in_rule("formula and cases", "unit: €\nformula: 1\ncases: ◄ several-bodies\n  - otherwise: 1"),
    in_rule(
        "cases and a table",
        "unit: €\ncases:\n  - otherwise: 1\ntable: ◄ several-bodies\n  rows: [{otherwise: 1}]",
    ),
    in_rule(
        "formula and variants",
        "unit: €\nformula: 1\nvariants: ◄ several-bodies\n  2019-01-01: {formula: 1}",
    ),
    in_rule(
        "two bodies in a variant",
        "unit: €\nvariants:\n  2019-01-01:\n    formula: 1\n    cases: ◄ several-bodies\n"
        "      - otherwise: 1",
    ),
    in_rule(
        "same as none",
        "unit: €\nvariants:\n  2019-01-01:\n    formula: 1\n"
        "  2020-01-01:\n    same_as: 2018-01-01 ◄ no-such-variant",
    ),
    in_rule(
        "same as a later one",
        "unit: €\nvariants:\n  2019-01-01:\n    same_as: 2020-01-01 ◄ no-such-variant\n"
        "  2020-01-01:\n    formula: 1",
    ),
    in_rule(
        "same as one that is mistaken is told once",
        "unit: €\nvariants:\n  2019-01-01:\n    formula: revenus ◄ unknown-name → revenu\n"
        "  2020-01-01:\n    same_as: 2019-01-01",
    ),
    in_rule(
        "variants in the wrong order",
        "unit: €\nvariants:\n  2020-01-01: {formula: 1} ◄ dates-out-of-order\n"
        "  2019-01-01: {formula: 2}",
    ),
    in_rule(
        "same as another, but not quite",
        "unit: €\nvariants:\n  2019-01-01: {formula: 1.5}\n"
        "  2020-01-01: {same_as: 2019-01-01, round: 1} ◄ same-as-alone",
    ),
    in_rule("step of nothing", "unit: €\nformula: 1\nround: 0 ◄ step-not-positive"),
    in_rule("negative step", "unit: €\nformula: 1\nround: -0.01 ◄ step-not-positive"),
    in_rule("step below the cent", "unit: €\nformula: 1\nround: 0.001 ◄ not-cents"),
    in_rule(
        "otherwise with a condition",
        "unit: €\ncases:\n  - when: marie\n    otherwise: 1 ◄ case-mixed\n  - otherwise: 0",
    ),
    in_rule(
        "otherwise with a result",
        "unit: €\ncases:\n  - then: 1\n    otherwise: 1 ◄ case-mixed",
    ),
    in_rule(
        "otherwise not last",
        "unit: €\ncases:\n  - otherwise: 0 ◄ otherwise-not-last\n  - when: marie\n    then: 1",
    ),
    in_rule(
        "otherwise twice",
        "unit: €\ncases:\n  - otherwise: 0 ◄ otherwise-not-last\n  - otherwise: 1",
    ),
    in_rule(
        "published of a condition",
        "type: boolean\nformula: true\npublished: ◄ published-not-a-number\n  2019-01-01: 1",
    ),
    in_rule(
        "published in the wrong order",
        "unit: €\nformula: 1\npublished:\n  2020-01-01: 1 ◄ dates-out-of-order\n  2019-01-01: 1",
    ),
    in_rule("floor with an unknown name", "unit: €\nformula: 1\nfloor: taus ◄ unknown-name → taux"),
    in_rule(
        "one floor for several variants is told once",
        "unit: €\nfloor: taus ◄ unknown-name → taux\nvariants:\n  2019-01-01: {formula: 1}\n"
        "  2020-01-01: {formula: 2}",
    ),
)


_ITEM = "\n  un: {label: Un, when: marie}"
_LIST = f"list:{_ITEM}"

LISTS = (
    in_rule("list and formula", f"formula: 1\nlist: ◄ several-bodies{_ITEM}"),
    in_rule("list and cases", f"cases:\n  - otherwise: 1\nlist: ◄ several-bodies{_ITEM}"),
    in_rule(
        "list and variants",
        f"{_LIST}\nvariants: ◄ several-bodies\n  2019-01-01: {{list: {{deux: {{label: Deux}}}}}}",
    ),
    in_rule(
        "list and formula in a variant",
        "variants:\n  2019-01-01:\n    formula: 1\n    list: ◄ several-bodies\n"
        "      un: {label: Un}",
    ),
    in_rule("list with a unit", f"unit: 1 ◄ key-not-for-type\n{_LIST}"),
    in_rule("list with a type", f"type: choice ◄ key-not-for-type\n{_LIST}"),
    in_rule("list with choices", f"choices: {{un: Un}} ◄ key-not-for-type\n{_LIST}"),
    in_rule(
        "list in a variant, with a unit",
        "unit: 1 ◄ key-not-for-type\nvariants:\n  2019-01-01:\n    list: {un: {label: Un}}",
    ),
    in_rule("rounded list", f"{_LIST}\nround: 1 ◄ finisher-not-a-number"),
    in_rule("list with a floor", f"{_LIST}\nfloor: 1 ◄ finisher-not-a-number"),
    in_rule(
        "list with a cap in a variant",
        "variants:\n  2019-01-01:\n    cap: 1 ◄ finisher-not-a-number\n    list: {un: {label: Un}}",
    ),
    in_rule("list with a bound", f"{_LIST}\nmaximum: 3 ◄ bound-unexpected"),
    in_rule(
        "published list",
        f"{_LIST}\npublished: ◄ published-not-a-number\n  2019-01-01: 1",
    ),
    in_rule(
        "item with a name misspelt",
        "list:\n  un: {label: Un, when: mariee} ◄ unknown-name → marie",
    ),
    in_rule(
        "item with a choice without quotes",
        'list:\n  un:\n    label: Un\n    when: statut == artisan ◄ unknown-name → "artisan"',
    ),
    in_rule(
        "item with a sign of equality",
        "list:\n  un:\n    label: Un\n    when: age = 3 ◄ foreign-spelling → ==",
    ),
    in_rule(
        "item with a word of another tongue",
        "list:\n  un: {label: Un, when: marie et age > 3} ◄ foreign-spelling → and",
    ),
    in_rule(
        "two mistaken items are told each on its line",
        "list:\n  un: {label: Un, when: mariee} ◄ unknown-name → marie\n"
        "  deux: {label: Deux, when: not marie}\n"
        "  trois: {label: Trois, when: ages > 3} ◄ unknown-name → age",
    ),
    in_rule(
        "otherwise among the items",
        "list:\n  un: {label: Un, when: marie}\n  otherwise: {label: Rien} ◄ reserved-name",
    ),
    in_rule(
        "list the same as none",
        "variants:\n  2019-01-01: {list: {un: {label: Un}}}\n"
        "  2020-01-01: {same_as: 2018-01-01} ◄ no-such-variant",
    ),
    in_rule(
        "variants of a list in the wrong order",
        "variants:\n  2020-01-01: {list: {un: {label: Un}}} ◄ dates-out-of-order\n"
        "  2019-01-01: {list: {deux: {label: Deux}}}",
    ),
)


def _table(what: str, *rows: str, first: str | None = None, whole: str = "") -> Mistake:
    """Return a mistake in a table; `whole` is what is told of it as a whole."""
    mark = f" ◄ {whole}" if whole else ""
    head = f"unit: €\ntable:{mark}\n" + (f"  first: {first}\n" if first else "")
    return in_rule(what, f"{head}  rows:\n" + "\n".join(f"    - {row}" for row in rows))


def _row(cells: str, then: str = "1", mark: str = "") -> str:
    told = f" ◄ {mark}" if mark else ""
    return f"when: {{{cells}}}{told}\n      then: {then}"


def _missing(what: str, *cells: str, first: str | None = None) -> Mistake:
    return _table(what, *map(_row, cells), first=first, whole="rows-missing")


def _never(what: str, *cells: str, at: int) -> Mistake:
    """Return a table of which the first row wins, with one row that never does."""
    rows = [_row(cell, mark="row-never-applies" * (i == at)) for i, cell in enumerate(cells)]
    return _table(what, *rows, "otherwise: 0", first="true")


INCOMPLETE = (
    _missing("a truth left out", "marie: true"),
    _missing("a choice left out", "statut: artisan"),
    _missing("a code left out", "departement: [01, 75]"),
    _missing("the only choice excluded", 'statut: "!= artisan"'),
    _missing("the bound left out", 'age: "< 7"', 'age: "> 7"'),
    _missing("a whole number left out", 'age: "<= 7"', 'age: "> 8"'),
    _missing(
        "a whole number left out between intervals",
        'age: "< 0"',
        "age: 0..7",
        "age: 9..30",
        'age: "> 30"',
    ),
    _missing("what comes before the first interval", "age: 0..7", 'age: ">= 8"'),
    _missing("what comes after the last interval", 'age: "< 0"', "age: 0..7"),
    _missing("a cent left out", 'revenu: "<= 7"', 'revenu: ">= 7.02"'),
    _missing("the cents between two euros", 'revenu: "< 0"', "revenu: 0..7", 'revenu: ">= 8"'),
    _missing("what lies between two decimals", 'coefficient: "<= 7"', 'coefficient: ">= 7.01"'),
    _missing(
        "what lies between two whole numbers, of a number",
        'coefficient: "< 8"',
        'coefficient: ">= 9"',
    ),
    _missing("a day left out", 'naissance: "<= 1999-12-30"', 'naissance: ">= 2000-01-01"'),
    _missing("the day itself left out", 'naissance: "< 2000-01-01"', 'naissance: "> 2000-01-01"'),
    _missing("29 February left out", 'naissance: "<= 2000-02-28"', 'naissance: ">= 2000-03-01"'),
    _missing("any other text", "nom: Dupont", "nom: Durand"),
    _missing("one combination left out", "marie: true, statut: artisan", "marie: false"),
    _missing(
        "the last of four combinations",
        "marie: true, statut: artisan",
        "marie: true, statut: commercant",
        "marie: false, statut: artisan",
    ),
    _missing(
        "the bound left out for some only",
        'marie: true, age: "< 18"',
        "marie: false",
        'marie: true, age: "> 18"',
    ),
    _missing(
        "the first row wins, and none is left", 'age: "< 10"', "statut: artisan", first="true"
    ),
    _missing("a rule as a column", "reads: true"),
    _missing("a rate left out", 'taux: "<= 10 %"', 'taux: ">= 11 %"'),
)

SHADOWED = (
    _never("the same row twice", "marie: true", "marie: true", at=1),
    _never("a narrower row after a wider one", 'age: "< 10"', 'age: "< 5"', at=1),
    _never("a value after its interval", "age: 1..7", "age: 7", at=1),
    _never(
        "a day after its year", "naissance: 2000-01-01..2000-12-31", "naissance: 2000-02-29", at=1
    ),
    _never(
        "one of the choices again",
        "statut: [artisan, commercant], marie: true",
        "marie: true, statut: artisan",
        at=1,
    ),
    _never("a column more", "marie: true", "marie: true, statut: artisan", at=1),
    _never("two rows together", "age: 1..5", "age: 3..8", "age: 4..7", at=2),
    _never(
        "two columns together",
        "marie: true",
        "statut: artisan",
        "marie: true, statut: artisan",
        at=2,
    ),
    _never(
        "a row before the last", "marie: false", "marie: false, age: 3", "statut: artisan", at=1
    ),
    _table(
        "otherwise after both truths",
        _row("marie: true"),
        _row("marie: false"),
        "otherwise: 0 ◄ row-never-applies",
    ),
    _table(
        "otherwise after every choice",
        _row("statut: [artisan, commercant]"),
        "otherwise: 0 ◄ row-never-applies",
    ),
    _table(
        "otherwise after everything",
        _row('age: "<= 7"'),
        _row('age: "> 7"'),
        "otherwise: 0 ◄ row-never-applies",
    ),
    _table(
        "otherwise after everything, the first row wins",
        _row('revenu: "< 5"'),
        _row('revenu: ">= 5"'),
        "otherwise: 0 ◄ row-never-applies",
        first="true",
    ),
    _table(
        "otherwise after each code",
        _row("departement: [01, 2A]"),
        _row("departement: 75"),
        "otherwise: 0 ◄ row-never-applies",
    ),
)


def _cell(cell: str, code: str, suggestion: str | None = None) -> Mistake:
    told = f"◄ {code}" + (f" → {suggestion}" if suggestion else "")
    return _table(f"cell {cell}", f"when: {cell} {told}\n      then: 1", "otherwise: 0")


TABLES = (
    _table(
        "same rows",
        "when: {marie: true}\n      then: 1",
        "when: {marie: true} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "rows of different columns",
        "when: {marie: true}\n      then: 1",
        "when: {statut: artisan} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "intervals that touch",
        'when: {age: "<= 7"}\n      then: 1',
        "when: {age: 7..30} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "value within an interval",
        "when: {age: 8..30}\n      then: 1",
        "when: {age: 20} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "lists with a name in common",
        "when: {statut: [artisan, commercant]}\n      then: 1",
        "when: {statut: commercant} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "not one, and the other",
        'when: {statut: "!= artisan"}\n      then: 1',
        "when: {statut: commercant} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "dates",
        'when: {naissance: ">= 2000-01-01"}\n      then: 1',
        "when: {naissance: 1999-01-01..2000-01-01} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "a bound that is a figure",
        'when: {revenu: "< plafond"} ◄ table-not-checkable\n      then: 1',
        'when: {marie: true, revenu: ">= plafond"} ◄ table-not-checkable\n      then: 2',
    ),
    _table(
        "otherwise first", "otherwise: 0 ◄ otherwise-not-last", "when: {marie: true}\n      then: 1"
    ),
    _table(
        "otherwise with a condition",
        "when: {marie: true}\n      otherwise: 0 ◄ case-mixed",
    ),
    _table(
        "the same text twice",
        "when: {nom: [Dupont, Durand]}\n      then: 1",
        "when: {nom: Durand} ◄ rows-overlap\n      then: 2",
        "otherwise: 0",
    ),
    _table(
        "the same code twice",
        "when: {departement: [01, 75]}\n      then: 1",
        "when: {departement: [2A, 75]} ◄ rows-overlap\n      then: 2",
    ),
    _table(
        "a cent in common",
        _row('revenu: "<= 7.01"'),
        _row('revenu: ">= 7.01"', mark="rows-overlap"),
    ),
    _table(
        "a day in common",
        _row("naissance: 1990-01-01..1999-12-31"),
        _row('naissance: ">= 1999-12-31"', mark="rows-overlap"),
        "otherwise: 0",
    ),
    _table(
        "what lies between two numbers in common",
        _row('coefficient: "< 8"'),
        _row('coefficient: "> 7"', mark="rows-overlap"),
    ),
    _table(
        "only the third with the first",
        _row('age: "< 3"'),
        _row("age: 3..5"),
        _row("age: [2, 6]", mark="rows-overlap"),
        "otherwise: 0",
    ),
    _table(
        "a bound that is a figure, before otherwise",
        _row('revenu: "< plafond"', mark="table-not-checkable"),
        "otherwise: 0",
    ),
    _table(
        "a bound that is a date given",
        _row('naissance: "< naissance"', mark="table-not-checkable"),
        "otherwise: 0",
    ),
    _table(
        "a list as the column of several rows is told once",
        "when: {formats: pdf} ◄ list-column\n      then: 1",
        "when: {formats: jpg}\n      then: 2",
        "otherwise: 0",
    ),
    _table(
        "a misspelt column of several rows is told once",
        "when: {mariee: true} ◄ unknown-name → marie\n      then: 1",
        "when: {mariee: false}\n      then: 2",
    ),
    _cell("{formats: pdf}", "list-column"),
    _cell("{formats: [pdf, jpg]}", "list-column"),
    _cell('{formats: ">= 1"}', "list-column"),
    _cell("{departement: 1}", "unknown-choice", "01"),
    _cell("{departement: 2a}", "unknown-choice", "2A"),
    _cell("{departement: Paris}", "unknown-choice"),
    _cell('{departement: "!= 1"}', "unknown-choice", '"!= 01"'),
    _cell("{departement: 01..75}", "not-ordered"),
    _cell('{departement: "< 75"}', "not-ordered"),
    _cell('{departement: "01, 75"}', "unknown-choice", "[01, 75]"),
    _cell("{statut: '\"artisan\"'}", "unknown-choice", "artisan"),
    _cell("{formatss: pdf}", "unknown-name", "formats"),
    _cell("{age: 30..8}", "empty-range", "8..30"),
    _cell("{naissance: 2000-01-01..1999-01-01}", "empty-range", "1999-01-01..2000-01-01"),
    _cell("{ages: 8}", "unknown-name", "age"),
    _cell("{statut: artisn}", "unknown-choice", "artisan"),
    _cell("{statut: [artisan, commersant]}", "unknown-choice", "commercant"),
    _cell("{statut: Artisan}", "unknown-choice", "artisan"),
    _cell("{marie: oui}", "not-a-boolean", "true"),
    _cell("{age: 7 ans}", "not-a-number", "7"),
    _cell("{age: dix}", "not-a-number"),
    _cell('{age: "<= 1 000"}', "not-a-number", '"<= 1000"'),
    _cell('{age: "=> 7"}', "foreign-spelling", '">= 7"'),
    _cell('{age: "≥ 7"}', "foreign-spelling", '">= 7"'),
    _cell("{age: 8-30}", "not-a-number", "8..30"),
    _cell("{age: [8, dix]}", "not-a-number"),
    _cell("{naissance: 1/1/2000}", "not-a-date", "2000-01-01"),
    _cell('{naissance: ">= 2000-02-30"}', "no-such-day"),
    _cell("{revenu: 1.234}", "not-cents", "1234"),
    _cell('{statut: "> artisan"}', "not-ordered"),
    _cell('{marie: ">= true"}', "not-ordered"),
    _cell("{statut: artisan..commercant}", "not-ordered"),
)

_SECOND = "  r:\n    label: R\n    unit: €\n    formula: 1\n"


def _reserved(name: str) -> Mistake:
    text = _SECOND.replace("  r:", f"  {name}: ◄ reserved-name")
    return mistake(f"name {name}", rulebook=f"{RULEBOOK}{text}")


NAMES = (
    *(_reserved(name) for name in ("min", "and", "if", "true", "nothing", "lambda", "outputs")),
    mistake(
        "figure with the name of a function",
        parameters=f"{PARAMETERS}mean: ◄ reserved-name\n  label: M\n  unit: €\n  values:\n"
        "    2019-01-01: {value: 1, reference: D}\n",
    ),
    mistake(
        "input with the name of a word",
        rulebook=RULEBOOK.replace(
            "rules:", "  not: ◄ reserved-name\n    label: N\n    type: boolean\nrules:"
        )
        + "outputs: [not]\n",
    ),
    mistake(
        "rule with the name of an input",
        rulebook=RULEBOOK + _SECOND.replace("  r:", "  age: ◄ name-taken"),
    ),
    mistake(
        "rule with the name of a figure",
        rulebook=RULEBOOK + _SECOND.replace("  r:", "  taux: ◄ name-taken"),
    ),
    mistake("output misspelt", rulebook=f"{RULEBOOK}outputs: [read] ◄ unknown-name → reads\n"),
    mistake("output unknown", rulebook=f"{RULEBOOK}outputs: [montant] ◄ unknown-name\n"),
    mistake(
        "reference date misspelt",
        rulebook=f"{RULEBOOK}reference_date: naisance ◄ not-a-date-input → naissance\n",
    ),
    mistake(
        "reference date not a date",
        rulebook=f"{RULEBOOK}reference_date: age ◄ not-a-date-input\n",
    ),
    mistake("end before the start", rulebook=f"{RULEBOOK}until: 2018-12-31 ◄ until-before-from\n"),
    mistake(
        "borrowing from nowhere", rulebook=f"{RULEBOOK}uses: {{ailleurs: [p]}} ◄ unknown-rulebook\n"
    ),
    mistake(
        "borrowing from itself", rulebook=f"{RULEBOOK}uses: {{essai: [taux]}} ◄ unknown-rulebook\n"
    ),
)

EXAMPLES_ = (
    mistake(
        "the same example twice",
        examples=EXAMPLES
        + EXAMPLES.partition("\n")[2].replace("exemple", "exemple ◄ duplicate-example"),
    ),
    in_example(
        "answer and refusal",
        "on: 2019-06-01\ngiven: {marie: true}\nexpect: {marie: true}\n"
        "refused: missing-input ◄ expect-and-refused",
    ),
)

MISTAKES = (
    *FIGURES,
    *TEXTS_AND_LISTS,
    *CHOICES,
    *UNITS,
    *INPUTS_,
    *RULES,
    *LISTS,
    *TABLES,
    *INCOMPLETE,
    *SHADOWED,
    *NAMES,
    *EXAMPLES_,
)
