"""Writes a rulebook of any size, to see how the engine grows with one.

The rules come in blocks of ten, one of each form a rulebook uses: formulas, cases, a decision
table, dated variants, floors, caps, rounding, conditions, a note of several lines; one rule in
ten rests on figures alone. They hang together both ways: each rule reads the one before it and
each block the block before, so that the last rule rests on a chain as long as the rulebook;
and each block reads up to twenty earlier ones at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 10
FAN = 20
NAME = "bareme-engendre"
SITUATION: dict[str, object] = {"revenu": 23456.78, "statut": "salarie", "enfants": 2}
DATE = "2024-06-01"

_HEAD = """\
title: Barème engendré de {count} règles
version: 2026.1
from: 2015-01-01

inputs:
  revenu:
    label: Revenu de l'année
    type: amount
    unit: €/an
    minimum: 0
  statut:
    label: Statut
    type: choice
    choices: {{salarie: Salarié, independant: Indépendant, retraite: Retraité}}
  enfants:
    label: Enfants à charge
    type: integer
    minimum: 0
    default: 0
"""
_INPUT = """\
  supplement_{block}:
    label: Supplément déclaré, bloc {block}
    type: amount
    unit: €/an
    default: 0
"""
_PARAMETERS = """\
taux_{block}:
  label: Taux du bloc {block}
  unit: "%"
  values:
    2015-01-01: {{value: {low} %, reference: Décret n° {block} de 2014}}
    2019-01-01: {{value: {high} %, reference: Décret n° {block} de 2018}}
    2023-01-01: {{value: {high}.5 %, reference: Décret n° {block} de 2022}}

plafond_{block}:
  label: Plafond du bloc {block}
  unit: €/an
  values:
    2015-01-01: {{value: {amount}, reference: Arrêté n° {block} du 1er décembre 2014}}
    2019-01-01: {{value: {amount}.50, reference: Arrêté n° {block} du 1er décembre 2018}}
    2023-01-01: {{value: {amount}.75, reference: Arrêté n° {block} du 1er décembre 2022}}

"""
# One body for each place in a block: `{a}` is the rule before, `{b}` the one before that…
_BODIES = (
    "unit: €/an\n    formula: (plafond_{block} + {fixed}) / 2\n    round: 0.01",
    """\
unit: €/an
    formula: max((revenu + {supplement}) * taux_{block}, {a} / 10)
    round: 0.01""",
    """\
unit: €/an
    cases:
      - when: statut == "salarie" and {a} > plafond_{block}
        then: plafond_{block}
        because: Le plafond du bloc est atteint.
      - when: enfants >= 3
        then: {a} * (1 - taux_{block})
        because: Trois enfants au moins sont à charge.
      - otherwise: {a}
    floor: 0
    cap: plafond_{block}""",
    "unit: €/an\n    formula: min({a}, {b}) + plafond_{block} / 10\n    round: 0.01",
    "type: boolean\n    formula: {a} >= plafond_{block} / 2 or not enfants > 4",
    """\
unit: €/an
    table:
      rows:
        - when: {{statut: salarie, enfants: 0..2}}
          then: plafond_{block} / 20
        - when: {{statut: [independant, retraite], enfants: 0..2}}
          then: plafond_{block} / 30
        - otherwise: plafond_{block} / 10""",
    """\
unit: €/an
    note: >-
      Le texte du bloc {block} laisse ouvert le cas de qui change de statut en cours d'année :
      la situation du 1er janvier est retenue.
    round: 0.01
    variants:
      2015-01-01:
        formula: {a} + {c}
      2020-01-01:
        reference: Réforme du bloc {block}
        cases:
          - when: {b}
            then: {a} + {c}
            floor: plafond_{block} / 100
          - otherwise: {c}""",
    "unit: €/an\n    formula: mean({fan}, {a})\n    round: 0.01",
    "unit: €/an\n    formula: {a} if {d} else {b}",
    """\
unit: €/an
    formula: ({a} + max({b}, {c}) * taux_{block} + {before}) / 3
    floor: plafond_{block} / 50
    cap: plafond_{block}
    round: 0.01""",
)


def last_rule(count: int) -> str:
    """Return the name of the last of so many rules."""
    return _rule(count - 1)


def write_rulebook(directory: Path, count: int) -> int:
    """Write a rulebook of `count` rules (a multiple of ten) there; return its size in bytes."""
    home = directory / NAME
    home.mkdir(parents=True, exist_ok=True)
    blocks = range(count // BLOCK)
    inputs = "".join(_INPUT.format(block=block) for block in blocks[::FAN])
    rules = "".join(text for block in blocks for text in _block(block))
    rulebook = (
        f"{_HEAD.format(count=count)}{inputs}\nrules:\n{rules}outputs: [{last_rule(count)}]\n"
    )
    parameters = "".join(
        _PARAMETERS.format(
            block=block, low=1 + block % 40, high=2 + block % 40, amount=9000 + block % 700
        )
        for block in blocks
    )
    return (home / "rulebook.yaml").write_bytes(rulebook.encode()) + (
        home / "parameters.yaml"
    ).write_bytes(parameters.encode())


def _block(block: int) -> Iterator[str]:
    first = block * BLOCK
    earlier = range(max(BLOCK - 1, first - FAN * BLOCK + BLOCK - 1), first, BLOCK)
    for place, body in enumerate(_BODIES):
        index = first + place
        before = {letter: _rule(index - back) for back, letter in enumerate("abcd", start=1)}
        filled = body.format(
            block=block,
            supplement=f"supplement_{block - block % FAN}",
            fan=", ".join(_rule(total) for total in earlier) or _rule(first),
            before=_rule(first - 1) if block else _rule(first),
            fixed=_rule(first - BLOCK) if block else "plafond_0",
            **before,
        )
        yield f"  {_rule(index)}:\n    label: Règle {index} du bloc {block}\n    {filled}\n\n"


def _rule(index: int) -> str:
    return f"regle_{index}"
