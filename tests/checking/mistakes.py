"""Rulebooks that are well formed and still wrong: circles, dates, published figures, examples."""

from __future__ import annotations

from rulebooks import (
    PARAMETERS,
    RULEBOOK,
    Mistake,
    in_example,
    in_input,
    in_rule,
    mistake,
)

CIRCLES = (
    mistake(
        "a rule that needs itself",
        rulebook=f"{RULEBOOK}  a: ◄ cycle\n    label: A\n    unit: €\n    formula: a + 1\n",
    ),
    mistake(
        "two rules that need each other",
        rulebook=f"{RULEBOOK}  a: ◄ cycle\n    label: A\n    unit: €\n    formula: b + 1\n"
        "  b:\n    label: B\n    unit: €\n    formula: a + 1\n",
    ),
    mistake(
        "a circle through a condition, from a date on",
        rulebook=f"{RULEBOOK}  a: ◄ cycle\n    label: A\n    unit: €\n    variants:\n"
        "      2019-01-01: {formula: 1}\n      2020-01-01: {formula: b}\n"
        "  b:\n    label: B\n    unit: €\n    cases:\n      - when: a > 0\n        then: 1\n"
        "      - otherwise: 0\n",
    ),
    mistake(
        "a circle through a cap",
        rulebook=f"{RULEBOOK}  a: ◄ cycle\n    label: A\n    unit: €\n    formula: 1\n"
        "    cap: b\n  b:\n    label: B\n    unit: €\n    formula: a\n",
    ),
)

DATES = (
    mistake(
        "a figure known too late",
        parameters=f"{PARAMETERS}tard:\n  label: Tard\n  unit: €\n  values:\n"
        "    2020-01-01: {value: 5, reference: D}\n",
        rulebook=f"{RULEBOOK}  r:\n    label: R\n    unit: €\n    formula: tard ◄ known-too-late\n",
    ),
    in_rule("a history too short", "unit: €/an\nformula: previous(plafond, 4) ◄ known-too-late"),
    in_rule(
        "a mean too long", "unit: €/an\nformula: mean_of_previous(plafond, 4) ◄ known-too-late"
    ),
    mistake(
        "a rule that begins too late",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    unit: €\n    variants:\n"
        "      2020-01-01: {formula: 1}\n"
        "  b:\n    label: B\n    unit: €\n    formula: a ◄ known-too-late\n",
    ),
    in_rule(
        "a figure known too late for the second variant only in part",
        "unit: €/an\nvariants:\n  2019-01-01: {formula: 1}\n"
        "  2019-06-01: {formula: 'previous(plafond, 5)'} ◄ known-too-late",
    ),
    in_rule(
        "published before the rule",
        "unit: €\nvariants:\n  2020-01-01: {formula: 1}\n"
        "published:\n  2019-01-01: 1 ◄ published-outside\n  2020-01-01: 1",
    ),
)

KINDS = (
    in_rule("floor in days", "unit: €/an\nformula: revenu\nfloor: age ◄ wrong-unit"),
    in_rule("cap that is none", "unit: €/an\nformula: revenu\ncap: marie ◄ wrong-kind"),
    in_rule(
        "condition that is a number",
        "unit: €/an\ncases:\n  - when: revenu ◄ wrong-kind\n    then: 1\n  - otherwise: 0",
    ),
    in_rule(
        "case in another unit",
        "unit: €/an\ncases:\n  - when: marie\n    then: age ◄ wrong-unit\n  - otherwise: 0",
    ),
    in_rule(
        "floor under a choice",
        "type: boolean\nformula: marie\nfloor: 0 ◄ finisher-not-a-number",
    ),
    in_rule("rounded condition", "type: boolean\nformula: marie\nround: 1 ◄ finisher-not-a-number"),
    in_rule("rounded date", "type: date\nformula: naissance\nround: 1 ◄ finisher-not-a-number"),
    in_rule(
        "rounded choice",
        "type: choice\nchoices: {artisan: A, commercant: C}\nformula: statut\n"
        "round: 1 ◄ finisher-not-a-number",
    ),
    in_rule(
        "choice of another rule",
        "type: choice\nchoices: {artisan: A}\nformula: statut ◄ unknown-choice",
    ),
    in_rule(
        "choice misspelt",
        "type: choice\nchoices: {artisan: A}\n"
        'formula: \'"artisan" if marie else "artisans"\' ◄ unknown-choice → artisan',
    ),
    mistake(
        "a value that may be nothing",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    unit: €\n    cases:\n      - when: marie\n"
        "        then: 1\n      - otherwise: nothing\n"
        "  b:\n    label: B\n    unit: €\n    formula: a + 1 ◄ may-be-nothing\n",
    ),
    in_rule(
        "a cell that is compared with another unit",
        "unit: €\ntable:\n  first: true\n  rows:\n"
        '    - when: {revenu: "< age"} ◄ units-differ\n      then: 1\n    - otherwise: 0',
    ),
)

_HEAD = "list:\n  un:\n    label: Un\n    when: "

LISTS = (
    in_rule("item under a number", f"{_HEAD}age ◄ wrong-kind"),
    in_rule("item under a text", f"{_HEAD}nom ◄ wrong-kind"),
    in_rule("item under a list", f"{_HEAD}formats ◄ wrong-kind"),
    in_rule("item under a choice", f"{_HEAD}statut ◄ wrong-kind"),
    in_rule("item under a date", f"{_HEAD}naissance ◄ wrong-kind"),
    in_rule("item under a sum of units", f"{_HEAD}revenu > age ◄ units-differ"),
    in_rule(
        "item under a choice misspelt",
        'list:\n  un:\n    label: Un\n    when: statut == "artisn" ◄ unknown-choice → "artisan"',
    ),
    in_rule("item under nothing", f"{_HEAD}nothing ◄ may-be-nothing"),
    mistake(
        "an item that is not in the list",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    list: {{un: {{label: Un}}}}\n"
        "  b:\n    label: B\n    type: boolean\n"
        '    formula: \'"une" in a\' ◄ unknown-choice → "un"\n',
    ),
    mistake(
        "a list for a number",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    list: {{un: {{label: Un}}}}\n"
        "  b:\n    label: B\n    unit: €\n    formula: a ◄ wrong-kind\n",
    ),
    mistake(
        "a list for a choice",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    list: {{un: {{label: Un}}}}\n"
        "  b:\n    label: B\n    type: choice\n    choices: {un: U}\n    formula: a ◄ wrong-kind\n",
    ),
    mistake(
        "a list that needs itself",
        rulebook=f"{RULEBOOK}  a: ◄ cycle\n    label: A\n    list:\n"
        "      un: {label: Un, when: count(a) > 0}\n",
    ),
    mistake(
        "two lists that need each other",
        rulebook=f"{RULEBOOK}  a: ◄ cycle\n    label: A\n    list:\n"
        "      un: {label: Un, when: count(b) > 0}\n  b:\n    label: B\n    list:\n"
        "      un: {label: Un, when: not marie}\n      deux: {label: Deux, when: count(a) == 0}\n",
    ),
    mistake(
        "a list that begins too late",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    variants:\n"
        "      2020-01-01: {list: {un: {label: Un}}}\n"
        "  b:\n    label: B\n    unit: 1\n    formula: count(a) ◄ known-too-late\n",
    ),
    in_rule(
        "a list in one version, a number in the next",
        "variants:\n  2019-01-01: {list: {un: {label: Un}}}\n"
        "  2020-01-01: {formula: 1} ◄ wrong-kind",
    ),
    in_rule(
        "a list in one version, nothing in the next",
        "variants:\n  2019-01-01: {list: {un: {label: Un}}}\n"
        "  2020-01-01: {formula: nothing} ◄ wrong-kind",
    ),
    in_rule(
        "a list in one version, another list in the next",
        "variants:\n  2019-01-01: {list: {un: {label: Un}}}\n"
        "  2020-01-01: {formula: formats} ◄ unknown-choice",
    ),
    mistake(
        "an item under a value that may be nothing",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    unit: €\n"
        "    formula: nothing if marie else 1\n"
        "  b:\n    label: B\n    list:\n      un:\n        label: Un\n"
        "        when: a > 0 ◄ may-be-nothing\n      deux:\n        label: Deux\n"
        "        when: a < 0\n",
    ),
    mistake(
        "a rule that may be nothing, as a column",
        rulebook=f"{RULEBOOK}  a:\n    label: A\n    type: choice\n    choices: statut\n"
        "    formula: statut if marie else nothing\n  b:\n    label: B\n    unit: €\n"
        "    table:\n      rows:\n        - when: {a: artisan} ◄ may-be-nothing\n"
        "          then: 1\n        - otherwise: 0\n",
    ),
)

TEXTS = (
    in_rule("text that is a choice", "type: text\nformula: statut ◄ wrong-kind"),
    in_rule("text that is a number", "type: text\nformula: age ◄ wrong-kind"),
    in_rule("text that is a list", "type: text\nformula: formats ◄ wrong-kind"),
    in_rule("choice that is a text", "type: choice\nchoices: statut\nformula: nom ◄ wrong-kind"),
    in_rule("date that is a text", "type: date\nformula: nom ◄ wrong-kind"),
    in_rule(
        "case that is a number",
        "type: text\ncases:\n  - when: marie\n    then: 75 ◄ wrong-kind\n  - otherwise: '\"\"'",
    ),
    in_rule("rounded text", "type: text\nformula: nom\nround: 1 ◄ finisher-not-a-number"),
    in_rule(
        "choice of another input",
        "type: choice\nchoices: statut\nformula: departement ◄ unknown-choice",
    ),
    in_rule("characters for jours", "unit: jours\nformula: length(nom) ◄ wrong-unit"),
)

USE = (
    mistake(
        "an input no rule reads",
        rulebook=RULEBOOK.replace(
            "rules:\n", "  donnee: ◄ input-unused\n    label: D\n    type: boolean\nrules:\n"
        ),
    ),
    in_input("an input that is an answer", "label: D\ntype: boolean"),
)


def _published(what: str, formula: str, published: str, kind: str = "unit: €") -> Mistake:
    return in_rule(what, f"{kind}\nformula: {formula}\npublished:\n  2019-01-01: {published}")


PUBLISHED = (
    _published("a cent less", "3919.20", "3919.19 ◄ published-differs"),
    _published("a cent more", "3919.20", "3919.21 ◄ published-differs"),
    _published("to the cent", "3919.204", "3919.20"),
    _published("half a cent up", "3919.205", "3919.21"),
    _published("half a cent down", "3919.205", "3919.20 ◄ published-differs"),
    _published("a rate to the digit", "1 / 3", "33.33 % ◄ published-differs", 'unit: "%"'),
    _published(
        "known",
        "2",
        "{value: 1, discrepancy: {reason: Erreur, applies: published}} ◄ discrepancy-known",
    ),
    _published(
        "known, formula applies",
        "2",
        "{value: 1, discrepancy: {reason: Erreur, applies: formula}} ◄ discrepancy-known",
    ),
    _published(
        "unfounded",
        "1",
        "{value: 1, discrepancy: {reason: Erreur, applies: formula}} ◄ discrepancy-unfounded",
    ),
    _published("of a person", "revenu", "1 ◄ published-needs-input", "unit: €/an"),
    _published("divided by nothing", "1 / 0", "1 ◄ division-by-zero"),
    in_rule(
        "past the year of a figure",
        "unit: €/an\nformula: plafond\npublished:\n  2019-01-01: 40524\n"
        "  2021-01-01: 41136 ◄ figure-past-its-year",
    ),
    in_rule(
        "before the rulebook",
        "unit: €\nformula: 1\npublished:\n  2018-01-01: 1 ◄ published-outside",
    ),
)

_ON = "on: 2019-06-01\n"

EXAMPLES = (
    in_example("fails", f"{_ON}given: {{}}\nexpect:\n  plafond: 40525 ◄ example-fails"),
    in_example(
        "fails twice",
        f"{_ON}given: {{}}\nexpect:\n  plafond: 1 ◄ example-fails\n  taux: 11 % ◄ example-fails",
    ),
    in_example(
        "input unknown",
        f"{_ON}given:\n  mariee: true ◄ unknown-input → marie\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "figure given",
        f"{_ON}given:\n  taux: 20 % ◄ figure-given\nexpect: {{plafond: 40524}}",
    ),
    in_example(
        "answer unknown", f"{_ON}given: {{}}\nexpect:\n  plafonds: 40524 ◄ unknown-name → plafond"
    ),
    in_example(
        "value of another kind",
        f"{_ON}given:\n  marie: oui ◄ not-a-boolean → true\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "choice misspelt",
        f"{_ON}given:\n  statut: artisn ◄ unknown-choice → artisan\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "amount with a comma",
        f"{_ON}given:\n  revenu: 3919,20 ◄ not-a-number → 3919.20\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "age not whole", f"{_ON}given:\n  age: 1.5 ◄ not-an-integer\nexpect: {{taux: 10 %}}"
    ),
    in_example(
        "code without its zero",
        f"{_ON}given:\n  departement: 1 ◄ unknown-choice → 01\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "code in small letters",
        f"{_ON}given:\n  departement: 2a ◄ unknown-choice → 2A\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "label in place of a code",
        f"{_ON}given:\n  departement: Paris ◄ unknown-choice\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "choice in quotes too many",
        f"{_ON}given:\n  statut: '\"artisan\"' ◄ unknown-choice → artisan\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "list for a choice",
        f"{_ON}given:\n  statut: [artisan] ◄ list-unexpected → artisan\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "two names for a choice",
        f"{_ON}given:\n  statut: [artisan, commercant] ◄ list-unexpected\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "list for a truth",
        f"{_ON}given:\n  marie: [true] ◄ list-unexpected → true\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "list for a number",
        f"{_ON}given:\n  age: [40] ◄ list-unexpected → 40\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "list for a text",
        f"{_ON}given:\n  nom: [Marie, Anne] ◄ list-unexpected\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "list for a date",
        f"{_ON}given:\n  naissance: [2000-01-01] ◄ list-unexpected → 2000-01-01\n"
        "expect: {taux: 10 %}",
    ),
    in_example(
        "a name of the list misspelt",
        f"{_ON}given:\n  formats: [jpeg] ◄ unknown-choice → jpg\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "a label in the list",
        f"{_ON}given:\n  formats: [PDF] ◄ unknown-choice → pdf\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "a name of no choice in the list",
        f"{_ON}given:\n  formats: [pdf, doc] ◄ unknown-choice\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "a name twice in the list",
        f"{_ON}given:\n  formats: [pdf, jpg, pdf] ◄ duplicate-item\nexpect: {{taux: 10 %}}",
    ),
    in_example(
        "answer list for a truth",
        f"{_ON}given: {{marie: true}}\nexpect:\n  marie: [true] ◄ list-unexpected → true",
    ),
    in_example(
        "answer twice in the list",
        f"{_ON}given: {{formats: [pdf]}}\nexpect:\n  formats: [pdf, pdf] ◄ duplicate-item",
    ),
    in_example(
        "text that differs by a capital",
        f"{_ON}given: {{nom: Dupont}}\nexpect:\n  nom: dupont ◄ example-fails",
    ),
    in_example(
        "list that lacks a name",
        f"{_ON}given: {{formats: [pdf, jpg]}}\nexpect:\n  formats: [pdf] ◄ example-fails",
    ),
    in_example(
        "list that has a name too many",
        f"{_ON}given: {{formats: [pdf]}}\nexpect:\n  formats: [pdf, jpg] ◄ example-fails",
    ),
    in_example(
        "list that should be empty",
        f"{_ON}given: {{formats: [pdf]}}\nexpect:\n  formats: [] ◄ example-fails",
    ),
    in_example(
        "list that is empty",
        f"{_ON}given: {{formats: []}}\nexpect:\n  formats: [pdf] ◄ example-fails",
    ),
    in_example(
        "answer with a comma",
        f"{_ON}given: {{}}\nexpect:\n  plafond: 40 524 ◄ not-a-number → 40524",
    ),
)


def _example(what: str, code: str, body: str) -> Mistake:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return mistake(what, examples=f"examples:\n  - name: Celui-ci ◄ {code}\n{lines}")


_NUMBER = (
    f"{RULEBOOK}  numero:\n    label: Numéro\n    unit: 1\n    formula: as_number(nom)\n"
    "  debut:\n    label: Début\n    type: text\n"
    "    formula: characters(nom, length(nom), 3)\noutputs: [numero]\n"
)


def _numbered(what: str, body: str) -> Mistake:
    found = _example(what, "example-refused", body)
    return mistake(what, rulebook=_NUMBER, examples=found.files["examples.yaml"])


REFUSED = (
    _numbered("a number with a space", f"{_ON}given: {{nom: 12 345}}\nexpect: {{numero: 12345}}"),
    _numbered("a number with a sign", f"{_ON}given: {{nom: -5}}\nexpect: {{numero: -5}}"),
    _numbered("a number with decimals", f"{_ON}given: {{nom: 1.5}}\nexpect: {{numero: 1.5}}"),
    _numbered("no number at all", f'{_ON}given: {{nom: ""}}\nexpect: {{numero: 0}}'),
    _numbered("characters backwards", f"{_ON}given: {{nom: abcde}}\nexpect: {{debut: c}}"),
    _numbered(
        "refused for another reason than its digits",
        f"{_ON}given: {{nom: A1}}\nrefused: no-such-characters",
    ),
    in_example(
        "an unusable value, refused for another reason",
        f"{_ON}given:\n  departement: 1 ◄ unknown-choice → 01\nrefused: missing-input",
    ),
    in_example(
        "a list, refused for another reason",
        f"{_ON}given:\n  statut: [artisan] ◄ list-unexpected → artisan\nrefused: unknown-choice",
    ),
    mistake(
        "a value that can be used is not refused",
        rulebook=f"{RULEBOOK}outputs: [departement]\n",
        examples="examples:\n  - name: Celui-ci ◄ example-not-refused\n    on: 2019-06-01\n"
        "    given: {departement: 01}\n    refused: unknown-choice\n",
    ),
    _example("refused", "example-refused", f"{_ON}given: {{}}\nexpect: {{reads: true}}"),
    _example(
        "before the rulebook",
        "example-refused",
        "on: 2018-06-01\ngiven: {}\nexpect: {taux: 10 %}",
    ),
    _example(
        "refused for another reason",
        "example-refused",
        "on: 2018-06-01\ngiven: {}\nrefused: missing-input",
    ),
    mistake(
        "not refused",
        rulebook=f"{RULEBOOK}outputs: [plafond]\n",
        examples="examples:\n  - name: Celui-ci ◄ example-not-refused\n    on: 2019-06-01\n"
        "    given: {}\n    refused: missing-input\n",
    ),
    _example("no date", "example-refused", "given: {}\nexpect: {taux: 10 %}"),
)

MISTAKES = (
    *CIRCLES,
    *DATES,
    *KINDS,
    *LISTS,
    *TEXTS,
    *USE,
    *PUBLISHED,
    *EXAMPLES,
    *REFUSED,
)
