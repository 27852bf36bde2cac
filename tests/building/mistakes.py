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
    _unit("€ par an", None),
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
        parameters=f"{PARAMETERS}chiffre: ◄ not-a-choice\n  label: C\n  unit: €\n  by: age\n"
        "  values:\n    2019-01-01: {value: {a: 5}, reference: D}\n",
    ),
    mistake(
        "by a misspelt choice",
        parameters=f"{PARAMETERS}chiffre: ◄ not-a-choice → statut\n  label: C\n  unit: €\n"
        "  by: statu\n  values:\n    2019-01-01: {value: {artisan: 5}, reference: D}\n",
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


def _table(what: str, *rows: str, first: str | None = None) -> Mistake:
    head = "unit: €\ntable:\n" + (f"  first: {first}\n" if first else "")
    return in_rule(what, f"{head}  rows:\n" + "\n".join(f"    - {row}" for row in rows))


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
    _cell("{age: 30..8}", "empty-range", "8..30"),
    _cell("{ages: 8}", "unknown-name", "age"),
    _cell("{statut: artisn}", "unknown-choice", "artisan"),
    _cell("{statut: [artisan, commersant]}", "unknown-choice", "commercant"),
    _cell("{statut: Artisan}", "unknown-choice", "artisan"),
    _cell("{marie: oui}", "not-a-boolean", "true"),
    _cell("{age: 7 ans}", "not-a-number"),
    _cell("{age: dix}", "not-a-number"),
    _cell('{age: "<= 1 000"}', "not-a-number", "<= 1000"),
    _cell('{age: "=> 7"}', "foreign-spelling", ">= 7"),
    _cell('{age: "≥ 7"}', "foreign-spelling", ">= 7"),
    _cell("{age: 8-30}", "not-a-number"),
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

MISTAKES = (*FIGURES, *INPUTS_, *RULES, *TABLES, *NAMES, *EXAMPLES_)
