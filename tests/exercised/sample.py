"""A small rulebook with something of every sort that no example exercises; counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.exercised.telling import Exercised
from bareme.exercised.trial import tried
from bareme.loading import rules_directory
from rulebooks import write

if TYPE_CHECKING:
    from pathlib import Path

RULEBOOK = """\
title: Essai
version: 2026.1
from: 2019-01-01
inputs:
  age: {label: Âge, question: Votre âge, type: integer, unit: ans, minimum: 0}
  statut:
    label: Statut
    question: Votre statut
    type: choice
    choices: {artisan: Artisan, commercant: Commerçant}
rules:
  tarif:
    label: Tarif
    unit: €
    variants:
      2019-01-01:
        cases:
          - when: age < 18
            then: 5
          - when: age >= 65
            then: 7
          - otherwise: 10
      2020-01-01:
        formula: 0
      2021-01-01:
        same_as: 2019-01-01
  zone:
    label: Zone
    unit: "1"
    table:
      rows:
        - when: {statut: artisan}
          then: 1
        - when: {statut: commercant}
          then: 2
  pieces:
    label: Pièces à joindre
    list:
      identite: {label: Pièce d'identité}
      accord: {label: Accord des parents, when: age < 18}
  total:
    label: Total
    unit: €
    formula: tarif if age > 10 else 0
    floor: 1
    cap: 8
  impasse:
    label: Impasse
    unit: €
    cases:
      - when: age < 18 and age > 20
        then: 3
      - otherwise: 4
outputs: [tarif, zone, pieces, total, impasse]
"""

EXAMPLES = """\
examples:
  - name: Enfant
    on: 2019-06-01
    given: {age: 10}
    expect: {tarif: 5}
  - name: Retraité, sous la version qui reprend celle de 2019
    on: 2021-06-01
    given: {age: 70}
    expect: {tarif: 7}
  - name: Artisan
    on: 2019-06-01
    given: {statut: artisan}
    expect: {zone: 1}
  - name: Adulte, sans l'accord de personne
    on: 2019-06-01
    given: {age: 30}
    expect: {pieces: [identite]}
  - name: Tarif déjà connu
    on: 2019-06-01
    given: {tarif: 6, age: 20}
    expect: {total: 6}
  - name: Échoue, et n'exerce donc rien
    on: 2019-06-01
    given: {age: 40}
    expect: {tarif: 11}
  - name: Refusé, et n'exerce donc rien
    on: 2018-06-01
    given: {age: 40}
    refused: before-rulebook
"""


def exercised(
    rules: Path, rulebook: str = RULEBOOK, examples: str = EXAMPLES, parameters: str = ""
) -> Exercised:
    """Write a rulebook, and return what its examples exercise."""
    files = {"rulebook.yaml": rulebook, "examples.yaml": examples, "parameters.yaml": parameters}
    directory = write(rules, files)
    if not parameters:
        (directory / "parameters.yaml").unlink()
    trial = tried(rules_directory(rules), directory.name)
    return Exercised.of(trial.book, trial.account)
