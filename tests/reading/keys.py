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
    in_rule("else", "unit: €\ncases:\n  - when: marie\n    then: 1\n  - else: 0 ◄ unknown-key"),
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
    mistake("outputs as a text", rulebook=f"{RULEBOOK}outputs: reads ◄ wrong-value\n"),
    mistake("notes as a text", rulebook=f"{RULEBOOK}notes: Une note ◄ wrong-value\n"),
    mistake("uses as a list", rulebook=f"{RULEBOOK}uses: [plafonds] ◄ wrong-shape\n"),
    mistake(
        "figures of uses as a text",
        rulebook=f"{RULEBOOK}uses:\n  plafonds: plafond ◄ wrong-value\n",
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
    in_rule("type of a rule", "type: nombre ◄ wrong-value → number\nformula: 1"),
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

MISTAKES = (*UNKNOWN, *MISSING, *EMPTY, *OTHERWISE_SHAPED, *WORDS, *NAMES)
