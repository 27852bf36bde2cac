"""Rulebooks to be edited: a small one and one that borrows from it, and copies of those shipped."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bareme.editor.workspace import Document, Workspace
from bareme.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path

TAUX = """\
plafond:
  label: Plafond annuel
  unit: €/an
  changes: yearly
  values:
    2018-01-01: {value: 39732, reference: Arrêté de 2017, provenance: published}
    2019-01-01: {value: 40524, reference: Arrêté de 2018, provenance: published}
"""

CAISSE = """\
title: Caisse
version: 2026.1
from: 2018-01-01
outputs: [plafond]
"""

PRIME = """\
title: Prime
version: 2026.1
from: 2018-01-01
uses:
  caisse: [plafond]
inputs:
  revenu:
    label: Revenu 😋 d'activité
    question: Quel revenu ?
    type: amount
    unit: €/an
    minimum: 0
  statut:
    label: Statut
    type: choice
    choices: {artisan: Artisan, liberal: Profession libérale}
    default: artisan
  duree: {label: Durée, type: integer, unit: jours}
rules:
  part: # un plafond réduit
    label: Part du plafond
    unit: €/an
    reference: Décret, art. 1
    note: La part du plafond, que plafond ne dit pas.
    formula: plafond / 10
  prime:
    label: Prime
    unit: €/an
    round: 0.01
    cases:
      - when: statut == "artisan" and revenu < part
        then: 0
        because: Le revenu est sous la part du plafond.
      - otherwise: >-
          min(revenu,
          plafond) / 3
  delai:
    label: Délai
    unit: jours
    table:
      rows:
        - {when: {duree: <= 7}, then: 0}
        - {when: {duree: "> 7"}, then: duree - 7}
outputs: [prime]
"""

EXEMPLES = """\
examples:
  - name: Sous la part
    on: 2018-06-01
    given: {revenu: 3000}
    expect: {prime: 0, part: 3973.20}
  - name: Au-dessus
    on: 2019-06-01
    given: {revenu: 20000, duree: 10}
    expect: {prime: 6666.67, delai: 3}
"""


def small(rules: Path) -> Path:
    """Write two rulebooks, `caisse` and `prime`, which borrows from it; return the directory."""
    for name, files in (
        ("caisse", {"parameters": TAUX, "rulebook": CAISSE}),
        ("prime", {"rulebook": PRIME, "examples": EXEMPLES}),
    ):
        (rules / name).mkdir(parents=True)
        for kind, text in files.items():
            (rules / name / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return rules


def copied(rules: Path) -> Path:
    """Copy the shipped rulebooks; return the directory."""
    shutil.copytree(shipped("rules"), rules)
    return rules


def document(rules: Path, file: str, text: str | None = None) -> Document:
    """Return a file such as `prime/rulebook.yaml`, with another text where one is given."""
    workspace = Workspace()
    found = workspace.document(rules / file)
    assert found is not None
    if text is not None:
        workspace.texts[found.path] = text
    return found


def cut(text: str) -> tuple[str, int]:
    """Return a text without its mark `◄`, and where that stood."""
    offset = text.index("◄")
    return text.replace("◄", "", 1), offset
