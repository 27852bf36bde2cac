"""Rulebooks written for a test: from texts to files, findings and answers.

A text may say of its own lines what is wrong with them, with a mark at their end that is not
written to the file: the code of the finding and, where there is one, what to write instead.

    values:
      2019-01-01: {value: 3919,20}  ◄ not-a-number → 3919.20
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import bareme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME = "essai"

_MARK = re.compile(r"[ ]*◄ (?P<code>[a-z0-9-]+)(?: → (?P<suggestion>.*?))?(?=[ ]*(?:◄|$))")

# Inputs and figures of every sort, all of them read by some rule: what a test adds stands alone.
PARAMETERS = """\
plafond:
  label: Plafond annuel
  unit: €/an
  changes: yearly
  values:
    2016-01-01: {value: 38616, reference: Arrêté de 2015}
    2017-01-01: {value: 39228, reference: Arrêté de 2016}
    2018-01-01: {value: 39732, reference: Arrêté de 2017}
    2019-01-01: {value: 40524, reference: Arrêté de 2018}
    2020-01-01: {value: 41136, reference: Arrêté de 2019}
diviseur:
  label: Jours par an
  unit: jour/an
  values:
    2010-01-01: {value: 360, reference: Usage}
taux:
  label: Taux
  unit: "%"
  values:
    2010-01-01: {value: 10 %, reference: Usage}
taux_statut:
  label: Taux par statut
  unit: "%"
  by: statut
  values:
    2010-01-01: {value: {artisan: 71 %, commercant: 50 %}, reference: Usage}
"""

HEAD = """\
title: Barème d'essai
version: 2026.1
from: 2019-01-01
"""

INPUTS = """\
inputs:
  revenu: {label: Revenu, type: amount, unit: €/an}
  age: {label: Âge, type: integer, unit: an}
  coefficient: {label: Coefficient, type: number}
  statut: {label: Statut, type: choice, choices: {artisan: Artisan, commercant: Commerçant}}
  marie: {label: Marié, type: boolean}
  naissance: {label: Naissance, type: date}
  nom: {label: Nom, type: text}
  formats: {label: Formats, type: list, choices: {pdf: PDF, jpg: JPEG, autre: Autre}}
  departement: {label: Département, type: choice, choices: {01: Ain, 2A: Corse-du-Sud, 75: Paris}}
"""

READS = """\
  reads:
    label: Lit toutes les données
    type: boolean
    formula: >-
      revenu > 0 and age > 0 and coefficient > 0 and statut == "artisan" and marie
      and naissance == naissance and nom != "" and count(formats) > 0 and departement == "01"
"""

RULEBOOK = f"{HEAD}{INPUTS}rules:\n{READS}"

EXAMPLES = """\
examples:
  - name: Un exemple
    on: 2019-06-01
    given: {marie: true}
    expect: {marie: true}
"""


class Finding(NamedTuple):
    """What a test holds of a diagnostic: where it stands, its code, what to write instead."""

    file: str
    line: int
    code: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """Files with something wrong in them, and the findings their marks announce."""

    what: str
    files: Mapping[str, str | bytes]

    @property
    def written(self) -> dict[str, str | bytes]:
        """The files without their marks."""
        return {name: _unmarked(content) for name, content in self.files.items()}

    @property
    def expected(self) -> list[Finding]:
        """What the marks announce, in the order in which findings come."""
        found = [finding for name in self.files for finding in _marks(name, self.files[name])]
        return sorted(found, key=_in_order)


def mistake(what: str, /, **files: str | bytes) -> Mistake:
    """Return a mistake in a rulebook whose other files are sound.

    `parameters`, `rulebook` and `examples` stand for the files of those names.
    """
    return Mistake(what, {f"{kind}.yaml": content for kind, content in files.items()})


def in_rule(what: str, body: str) -> Mistake:
    """Return a mistake in one rule, `resultat`, given as its lines without their indentation."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return mistake(what, rulebook=f"{RULEBOOK}  resultat:\n    label: Résultat\n{lines}")


def in_input(what: str, body: str) -> Mistake:
    """Return a mistake in one input, `donnee`, given as its lines; a rule reads it."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    text = RULEBOOK.replace("rules:\n", f"  donnee:\n{lines}rules:\n")
    return mistake(what, rulebook=f"{text}outputs: [donnee]\n")


def in_figure(what: str, body: str) -> Mistake:
    """Return a mistake in one figure, `chiffre`, given as its lines."""
    lines = "".join(f"  {line}\n" for line in body.split("\n"))
    return mistake(what, parameters=f"{PARAMETERS}chiffre:\n  label: Chiffre\n{lines}")


def in_example(what: str, body: str) -> Mistake:
    """Return a mistake in one example, given as its lines."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return mistake(what, examples=f"{EXAMPLES}  - name: Celui-ci\n{lines}")


def write(rules: Path, files: Mapping[str, str | bytes], name: str = NAME) -> Path:
    """Write a rulebook into the directory `rules`; a file not given is a sound one."""
    directory = rules / name
    directory.mkdir(parents=True, exist_ok=True)
    sound = {"parameters.yaml": PARAMETERS, "rulebook.yaml": RULEBOOK}
    for file, content in {**sound, **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (directory / file).write_bytes(data)
    return directory


def check(
    rules: Path, files: Mapping[str, str | bytes], name: str = NAME
) -> tuple[bareme.Diagnostic, ...]:
    """Write a rulebook and return everything there is to say about it."""
    write(rules, files, name)
    return bareme.rules_directory(rules).check(name)


def load(rules: Path, files: Mapping[str, str | bytes], name: str = NAME) -> bareme.Rulebook:
    """Write a rulebook and load it."""
    write(rules, files, name)
    return bareme.load(name, rules=rules)


def findings(diagnostics: Iterable[bareme.Diagnostic]) -> list[Finding]:
    """Return what a test holds of diagnostics, in order."""
    found = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        file = place.file.rpartition("/")[2] if place else ""
        line = place.line if place else 0
        found.append(Finding(file, line, diagnostic.code, diagnostic.suggestion))
    return sorted(found, key=_in_order)


def codes(diagnostics: Iterable[bareme.Diagnostic]) -> list[str]:
    """Return the codes of diagnostics, in order."""
    return [diagnostic.code for diagnostic in diagnostics]


def stretch(diagnostic: bareme.Diagnostic) -> str:
    """Return the text a diagnostic points to."""
    place = diagnostic.place
    assert place is not None
    return place.source.line(place.line)[place.column - 1 : place.end_column - 1]


def _in_order(finding: Finding) -> tuple[str, int, str, str]:
    return (finding.file, finding.line, finding.code, finding.suggestion or "")


def _unmarked(content: str | bytes) -> str | bytes:
    if isinstance(content, bytes):
        return content
    return "\n".join(_MARK.sub("", line) for line in content.split("\n"))


def _marks(file: str, content: str | bytes) -> list[Finding]:
    if isinstance(content, bytes):
        return []
    return [
        Finding(file, number, match["code"], match["suggestion"])
        for number, line in enumerate(content.split("\n"), start=1)
        for match in _MARK.finditer(line)
    ]
