"""Documents whose shape is wrong: keys that are unknown, missing, empty or of another sort."""

from __future__ import annotations

from rulebooks import (
    HEAD,
    INPUTS,
    READS,
    RULEBOOK,
    Mistake,
    in_example,
    in_figure,
    in_input,
    in_rule,
    mistake,
)

_VALUES = "values:\n  2019-01-01: {value: 5, reference: Décret}"
_FIGURE = f"unit: €\n{_VALUES}"
_INPUT = "label: Donnée\ntype: boolean"
_GIVEN = "on: 2019-06-01\ngiven: {marie: true}"

UNKNOWN = (
    in_figure("misspelt optional key", f"changs: yearly ◄ unknown-key → changes\n{_FIGURE}"),
    in_figure("misspelt required key", f"unitt: € ◄ unknown-key → unit\n{_VALUES}"),
    in_figure("capital", f"Unit: € ◄ unknown-key → unit\n{_VALUES}"),
    in_figure("unlike any", f"importance: grande ◄ unknown-key\n{_FIGURE}"),
    in_figure(
        "misspelt, within a value",
        "unit: €\nvalues:\n  2019-01-01: {value: 5, refrence: Décret} ◄ unknown-key → reference",
    ),
    in_figure(
        "misspelt and required, within a value",
        "unit: €\nvalues:\n  2019-01-01: {valeu: 5, reference: Décret} ◄ unknown-key → value",
    ),
    mistake("section", rulebook=f"{RULEBOOK}outpouts: [reads] ◄ unknown-key → outputs\n"),
    mistake(
        "required section",
        rulebook=RULEBOOK.replace("title: ", "titre: ", 1).replace(
            "d'essai\n", "d'essai ◄ unknown-key → title\n", 1
        ),
    ),
    in_input("input", f"{_INPUT}\nquestions: Oui ? ◄ unknown-key → question"),
    in_input("required in an input", "label: D\ntipe: boolean ◄ unknown-key → type"),
    in_rule("body of a rule", "unit: €\nformla: 1 ◄ unknown-key → formula"),
    in_rule("another tongue", "unit: €\nformule: 1 ◄ unknown-key → formula"),
    in_rule(
        "body of a variant",
        "unit: €\nvariants:\n  2019-01-01:\n    formla: 1 ◄ unknown-key → formula",
    ),
    in_rule(
        "case",
        "unit: €\ncases:\n  - when: marie\n    the: 1 ◄ unknown-key → then\n  - otherwise: 0",
    ),
    in_rule("otherwise", "unit: €\ncases:\n  - otherwhise: 0 ◄ unknown-key → otherwise"),
    in_rule(
        "else",
        "unit: €\ncases:\n  - when: marie\n    then: 1\n  - else: 0 ◄ unknown-key → otherwise",
    ),
    in_rule("table", "unit: €\ntable:\n  row: ◄ unknown-key → rows\n    - otherwise: 0"),
    in_rule(
        "row",
        "unit: €\ntable:\n  rows:\n    - when: {marie: true}\n      them: 0 ◄ unknown-key → then",
    ),
    in_rule(
        "discrepancy",
        "unit: €\nformula: 1\npublished:\n  2019-01-01:\n    value: 2\n"
        "    discrepancy: {reasons: Erreur, applies: formula} ◄ unknown-key → reason",
    ),
    in_example("example", f"{_GIVEN}\nexpected: {{marie: true}} ◄ unknown-key → expect"),
    in_figure(
        "a text cut by a comma",
        "unit: €\nvalues:\n"
        "  2019-01-01: {value: 5, reference: Arrêté du 5 décembre, JO du 9} ◄ yaml-comma",
    ),
)

_LIST = "list:\n  un: {label: Un, when: marie}\n"

ITEMS = (
    in_rule("list misspelt", "lists: ◄ unknown-key → list\n  un: {label: Un}"),
    in_rule("list in another tongue", "liste: ◄ unknown-key → list\n  un: {label: Un}"),
    in_rule("because in an item", f"{_LIST}  deux: {{label: Deux, because: Oui}} ◄ unknown-key"),
    in_rule(
        "then in an item",
        f"{_LIST}  deux: {{label: Deux, when: marie, then: deux}} ◄ unknown-key",
    ),
    in_rule("note in an item", f"{_LIST}  deux: {{label: Deux, note: Une note}} ◄ unknown-key"),
    in_rule("if in an item", f"{_LIST}  deux: {{label: Deux, if: marie}} ◄ unknown-key → when"),
    in_rule(
        "when misspelt in an item",
        f"{_LIST}  deux: {{label: Deux, wen: marie}} ◄ unknown-key → when",
    ),
    in_rule(
        "label misspelt in an item",
        f"{_LIST}  deux: {{labl: Deux, when: marie}} ◄ unknown-key → label",
    ),
    in_rule("no label in an item", f"{_LIST}  deux: {{when: marie}} ◄ missing-key"),
    in_rule(
        "no label in an item, on lines of its own", f"{_LIST}  deux: ◄ missing-key\n    when: marie"
    ),
    in_rule("empty label in an item", f"{_LIST}  deux: {{label: , when: marie}} ◄ empty-value"),
    in_rule("empty condition in an item", f"{_LIST}  deux: {{label: Deux, when: }} ◄ empty-value"),
    in_rule(
        "condition in quotes with nothing in them",
        f'{_LIST}  deux: {{label: Deux, when: ""}} ◄ wrong-value',
    ),
    in_rule(
        "condition as in a table",
        f"{_LIST}  deux: {{label: Deux, when: {{marie: true}}}} ◄ wrong-shape",
    ),
    in_rule(
        "condition as a list", f"{_LIST}  deux:\n    label: Deux\n    when: [marie] ◄ wrong-shape"
    ),
    in_rule("an item without anything", f"{_LIST}  deux: ◄ empty-value"),
    in_rule("an item that is its label", f"{_LIST}  deux: Un beau libellé ◄ wrong-value"),
    in_rule("an item that is a condition", f"{_LIST}  deux: marie ◄ wrong-value"),
    in_rule("otherwise as an item", f"{_LIST}  otherwise: deux ◄ wrong-value"),
    in_rule("first, as in a table", f"{_LIST}  first: true ◄ wrong-value"),
    in_rule(
        "items with dashes", "list: ◄ wrong-shape\n  - un: {label: Un}\n  - deux: {label: Deux}"
    ),
    in_rule("items by their names", "list: [un, deux] ◄ wrong-shape"),
    in_rule("no items", "list: {} ◄ wrong-shape"),
    in_rule("nothing after list", "list: ◄ empty-value"),
    in_rule("a text after list", "list: un ◄ wrong-value"),
    in_rule("item with a capital", "list:\n  Un: {label: Un} ◄ bad-name → un"),
    in_rule("item with a space", "list:\n  un deux: {label: Un} ◄ bad-name → un_deux"),
    in_rule("item with an accent", "list:\n  élément: {label: Un} ◄ bad-name → element"),
    in_rule("item with a hyphen", "list:\n  un-deux: {label: Un} ◄ bad-name → un_deux"),
    in_rule("item with a code", "list:\n  2A: {label: Un} ◄ bad-name"),
    in_rule("item with a number", "list:\n  1: {label: Un} ◄ bad-name"),
    in_rule("type of a list", "type: list ◄ wrong-value\nlist:\n  un: {label: Un}"),
    in_rule("type of a list in French", "type: liste ◄ wrong-value\nlist:\n  un: {label: Un}"),
    in_rule("type of a list that is a formula", "type: list ◄ wrong-value\nformula: formats"),
    in_rule(
        "list in a variant, misspelt",
        "variants:\n  2019-01-01:\n    lits: {un: {label: Un}} ◄ unknown-key → list",
    ),
    in_rule(
        "condition of a table with no column",
        "unit: €\ntable:\n  rows:\n    - when: {} ◄ wrong-shape\n      then: 1",
    ),
    in_rule(
        "cell with no value",
        "unit: €\ntable:\n  rows:\n    - when: {statut: } ◄ empty-value\n      then: 1",
    ),
    in_rule(
        "cell with no names",
        "unit: €\ntable:\n  rows:\n    - when: {statut: []} ◄ wrong-shape\n      then: 1",
    ),
    in_rule(
        "cell with brackets within brackets",
        "unit: €\ntable:\n  rows:\n    - when: {statut: [[artisan]]} ◄ wrong-shape\n      then: 1",
    ),
    in_rule(
        "cell with braces",
        "unit: €\ntable:\n  rows:\n    - when: {statut: {artisan: true}} ◄ wrong-shape\n"
        "      then: 1",
    ),
    in_rule(
        "column with a capital",
        "unit: €\ntable:\n  rows:\n    - when: {Statut: artisan} ◄ bad-name → statut\n"
        "      then: 1\n    - otherwise: 0",
    ),
    in_rule(
        "result of a row as a list",
        "type: choice\nchoices: departement\ntable:\n  rows:\n    - when: {marie: true}\n"
        "      then: [01, 75] ◄ wrong-shape\n    - otherwise: 2A",
    ),
    in_rule(
        "floor in a row",
        "unit: €\ntable:\n  rows:\n    - when: {marie: true}\n      then: 1\n"
        "      floor: 2 ◄ unknown-key\n    - otherwise: 0",
    ),
)

CHOICES = (
    in_input("choices as a list", "label: D\ntype: choice\nchoices: [un, deux] ◄ wrong-shape"),
    in_input(
        "choices with dashes",
        "label: D\ntype: choice\nchoices: ◄ wrong-shape\n  - artisan\n  - commercant",
    ),
    in_input("choices as a number", "label: D\ntype: choice\nchoices: 12 ◄ bad-name"),
    in_input(
        "choices by a name with a capital",
        "label: D\ntype: choice\nchoices: Statut ◄ bad-name → statut",
    ),
    in_input("choices with nothing", "label: D\ntype: choice\nchoices: ◄ empty-value"),
    in_input(
        "code in small letters", "label: D\ntype: choice\nchoices:\n  2a: Corse-du-Sud ◄ bad-name"
    ),
    in_input(
        "code that begins with a capital",
        "label: D\ntype: choice\nchoices:\n  A2: Corse ◄ bad-name → a2",
    ),
    in_input("code with a hyphen", "label: D\ntype: choice\nchoices:\n  2-A: Corse ◄ bad-name"),
    in_input("code with a point", "label: D\ntype: choice\nchoices:\n  2.1: Corse ◄ bad-name"),
    in_input(
        "code without a label", "label: D\ntype: choice\nchoices:\n  01: ◄ empty-value\n  02: Aisne"
    ),
    in_input(
        "the same code twice",
        "label: D\ntype: choice\nchoices:\n  01: Ain\n  01: Aisne ◄ duplicate-key",
    ),
    in_input(
        "the same code twice, once in quotes",
        'label: D\ntype: choice\nchoices:\n  01: Ain\n  "01": Aisne ◄ duplicate-key',
    ),
    in_input(
        "default as a mapping",
        "label: D\ntype: list\nchoices: formats\ndefault: {pdf: true} ◄ wrong-shape",
    ),
    in_input(
        "default with brackets within brackets",
        "label: D\ntype: list\nchoices: formats\ndefault: [[pdf]] ◄ wrong-shape",
    ),
    in_input(
        "default with nothing", "label: D\ntype: list\nchoices: formats\ndefault: ◄ empty-value"
    ),
    in_input("form of a text", 'label: D\ntype: text\npattern: "##" ◄ unknown-key'),
    in_input("size of a text", "label: D\ntype: text\nlength: 10 ◄ unknown-key"),
    in_example(
        "a value with nothing", "on: 2019-06-01\ngiven:\n  nom: ◄ empty-value\nexpect: {taux: 10 %}"
    ),
    in_example(
        "a list with nothing", "on: 2019-06-01\ngiven: {}\nexpect:\n  formats: ◄ empty-value"
    ),
    in_example(
        "a list as a mapping",
        "on: 2019-06-01\ngiven:\n  formats: {pdf: true} ◄ wrong-shape\nexpect: {taux: 10 %}",
    ),
    in_example(
        "a list within a list",
        "on: 2019-06-01\ngiven:\n  formats: [[pdf]] ◄ wrong-shape\nexpect: {taux: 10 %}",
    ),
)

MISSING = (
    mistake(
        "unit",
        parameters="chiffre: ◄ missing-key\n  label: C\n  values:\n"
        "    2019-01-01: {value: 5, reference: D}\n",
    ),
    mistake("values", parameters="chiffre: ◄ missing-key\n  label: C\n  unit: €\n"),
    mistake(
        "label and unit",
        parameters="chiffre: ◄ missing-key ◄ missing-key\n  values:\n"
        "    2019-01-01: {value: 5, reference: D}\n",
    ),
    in_figure("value", "unit: €\nvalues:\n  2019-01-01: {reference: Décret} ◄ missing-key"),
    mistake("title", rulebook="version: 2026.1 ◄ missing-key\nfrom: 2019-01-01\n"),
    mistake(
        "label of a rule", rulebook=f"{RULEBOOK}  r: ◄ missing-key\n    unit: €\n    formula: 1\n"
    ),
    mistake(
        "body of a rule", rulebook=f"{RULEBOOK}  r: ◄ wrong-shape\n    label: R\n    unit: €\n"
    ),
    in_rule("then", "unit: €\ncases:\n  - when: marie ◄ wrong-shape\n  - otherwise: 1"),
    in_rule("when", "unit: €\ncases:\n  - then: 1 ◄ wrong-shape\n  - otherwise: 1"),
    in_rule(
        "applies",
        "unit: €\nformula: 1\npublished:\n  2019-01-01:\n    value: 2\n"
        "    discrepancy: {reason: Erreur} ◄ missing-key",
    ),
    mistake(
        "expect",
        examples="examples:\n  - name: Un ◄ wrong-shape\n    given: {marie: true}\n",
    ),
    mistake(
        "given",
        examples="examples:\n  - name: Un ◄ missing-key\n    expect: {taux: 10 %}\n",
    ),
)

EMPTY = (
    in_figure("unit", f"unit: ◄ empty-value\n{_VALUES}"),
    in_figure("values", "unit: €\nvalues: ◄ empty-value"),
    in_figure("no values", "unit: €\nvalues: {} ◄ wrong-shape"),
    in_figure("a date without a value", "unit: €\nvalues:\n  2019-01-01: ◄ empty-value"),
    in_figure(
        "reference", "unit: €\nvalues:\n  2019-01-01:\n    value: 5\n    reference: ◄ empty-value"
    ),
    in_figure(
        "no choices", 'unit: "%"\nby: statut\nvalues:\n  2019-01-01: {value: {}} ◄ wrong-shape'
    ),
    mistake("title", rulebook="title: ◄ empty-value\nversion: 2026.1\nfrom: 2019-01-01\n"),
    mistake("rules", rulebook=f"{HEAD}rules: ◄ empty-value\n"),
    mistake("figures of a rulebook", rulebook=f"{RULEBOOK}outputs: [] ◄ wrong-shape\n"),
    in_input("choices", "label: D\ntype: choice\nchoices: {} ◄ wrong-shape"),
    in_input(
        "label of a choice", "label: D\ntype: choice\nchoices: {oui: , non: Non} ◄ empty-value"
    ),
    in_rule("formula", "unit: €\nformula: ◄ empty-value"),
    in_rule("formula in quotes", 'unit: €\nformula: "" ◄ wrong-value'),
    in_rule("cases", "unit: €\ncases: [] ◄ wrong-shape"),
    in_rule("variants", "unit: €\nvariants: {} ◄ wrong-shape"),
    mistake("examples", examples="examples: ◄ empty-value\n"),
    mistake("no examples", examples="examples: [] ◄ wrong-shape\n"),
)

OTHERWISE_SHAPED = (
    mistake("inputs as a list", rulebook=f"{HEAD}inputs: ◄ wrong-shape\n  - revenu\n"),
    mistake("an input as a text", rulebook=f"{HEAD}inputs:\n  revenu: montant ◄ wrong-value\n"),
    mistake("a rule as a text", rulebook=f"{HEAD}rules:\n  double: 2 * 3 ◄ wrong-value\n"),
    mistake("outputs as a text", rulebook=f"{RULEBOOK}outputs: reads ◄ wrong-value → [reads]\n"),
    mistake("notes as a text", rulebook=f"{RULEBOOK}notes: Une note ◄ wrong-value\n"),
    mistake("uses as a list", rulebook=f"{RULEBOOK}uses: [plafonds] ◄ wrong-shape\n"),
    mistake(
        "figures of uses as a text",
        rulebook=f"{RULEBOOK}uses:\n  plafonds: plafond ◄ wrong-value → [plafond]\n",
    ),
    in_figure("a value without its key", "unit: €\nvalues:\n  2019-01-01: 5 ◄ wrong-value"),
    in_figure("values without dates", "unit: €\nvalues: 5 ◄ wrong-value"),
    in_figure(
        "a label as a list", "unit: [€] ◄ wrong-shape\nvalues: {}".replace("values: {}", _VALUES)
    ),
    in_rule("a formula as a list", "unit: €\nformula: [1, 2] ◄ wrong-shape"),
    in_rule("cases as a mapping", "unit: €\ncases: ◄ wrong-shape\n  when: marie\n  then: 1"),
    in_rule("rows as a mapping", "unit: €\ntable:\n  rows: ◄ wrong-shape\n    otherwise: 1"),
    in_rule("table as a list", "unit: €\ntable: ◄ wrong-shape\n  - otherwise: 1"),
    in_rule(
        "condition of a row as a text",
        "unit: €\ntable:\n  rows:\n    - when: marie ◄ wrong-value\n      then: 1",
    ),
    in_rule("published as a list", "unit: €\nformula: 1\npublished: [1] ◄ wrong-shape"),
    in_example(
        "given as a list", "on: 2019-06-01\ngiven: [marie] ◄ wrong-shape\nexpect: {taux: 10 %}"
    ),
)

WORDS = (
    in_input("type", "label: D\ntype: bolean ◄ wrong-value → boolean"),
    in_input("type with a capital", "label: D\ntype: Boolean ◄ wrong-value → boolean"),
    in_input("type in another tongue", "label: D\ntype: montant ◄ wrong-value → amount"),
    in_input("type of a text", "label: D\ntype: texte ◄ wrong-value → text"),
    in_input("type of a list", "label: D\ntype: liste ◄ wrong-value → list\nchoices: formats"),
    in_input("type unlike any", "label: D\ntype: string ◄ wrong-value"),
    in_rule("type of a rule", "type: nombre ◄ wrong-value → number\nformula: 1"),
    in_rule("type of a rule that is a text", "type: texte ◄ wrong-value → text\nformula: nom"),
    in_figure("changes", f"changes: yearl ◄ wrong-value → yearly\n{_FIGURE}"),
    in_figure(
        "provenance",
        "unit: €\nvalues:\n  2019-01-01:\n    value: 5\n    reference: D\n"
        "    provenance: publised ◄ wrong-value → published",
    ),
    mistake("edition", rulebook="title: T\nversion: 1.0.0 ◄ wrong-value\nfrom: 2019-01-01\n"),
    mistake(
        "edition of a year", rulebook="title: T\nversion: 2026 ◄ wrong-value\nfrom: 2019-01-01\n"
    ),
    in_rule(
        "applies",
        "unit: €\nformula: 1\npublished:\n  2019-01-01:\n    value: 2\n"
        "    discrepancy: {reason: Erreur, applies: publised} ◄ wrong-value → published",
    ),
    in_example("refusal", f"{_GIVEN}\nrefused: Missing Input ◄ bad-name → missing-input"),
)


def _named(name: str, suggestion: str | None, mark: str = "bad-name") -> Mistake:
    told = f"◄ {mark}" + (f" → {suggestion}" if suggestion else "")
    rule = f"  {name}: {told}\n    label: N\n    unit: €\n    formula: 1\n"
    return mistake(f"name {name[:20]!r}", rulebook=f"{HEAD}{INPUTS}rules:\n{READS}{rule}")


NAMES = (
    _named("Plafond", "plafond"),
    _named("plafond annuel", "plafond_annuel"),
    _named("plafond-annuel", "plafond_annuel"),
    _named("Durée de l'arrêt", "duree_de_l_arret"),
    _named("été", "ete"),
    _named("2plafonds", None),
    _named("_plafond", "plafond"),
    _named("__class__", "class"),
    _named("2019", None),
    _named("n" * 81, None),
    _named('""', None),
    _named('"plafond\\nannuel"', "plafond_annuel"),
    _named('"plafond\\n"', "plafond"),
    in_figure("by", f"by: Statut ◄ bad-name → statut\n{_FIGURE}"),
    in_input(
        "choice", "label: D\ntype: choice\nchoices:\n  Salarié: S ◄ bad-name → salarie\n  non: N"
    ),
    mistake("output", rulebook=f"{RULEBOOK}outputs: [Reads] ◄ bad-name → reads\n"),
    mistake("rulebook", rulebook=f"{RULEBOOK}uses:\n  Plafonds: [p] ◄ bad-name → plafonds\n"),
    mistake("outside", rulebook=f"{RULEBOOK}uses:\n  ../../etc: [p] ◄ bad-name → etc\n"),
)

MISTAKES = (*UNKNOWN, *ITEMS, *CHOICES, *MISSING, *EMPTY, *OTHERWISE_SHAPED, *WORDS, *NAMES)
