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
        "answer with a comma",
        f"{_ON}given: {{}}\nexpect:\n  plafond: 40 524 ◄ not-a-number → 40524",
    ),
)


def _example(what: str, code: str, body: str) -> Mistake:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return mistake(what, examples=f"examples:\n  - name: Celui-ci ◄ {code}\n{lines}")


REFUSED = (
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

MISTAKES = (*CIRCLES, *DATES, *KINDS, *USE, *PUBLISHED, *EXAMPLES, *REFUSED)
