"""Random rulebooks: valid, of every form the language has, and the same for the same seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from random_formulas import Formulas

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIGURES = """\
coefficient: {label: C, unit: "1", values: {
  2010-01-01: {value: 0, reference: R}, 2015-01-01: {value: 0.37, reference: R},
  2018-01-01: {value: 0.7, reference: R}, 2019-03-01: {value: 0.9, reference: R}}}
ceiling: {label: C, unit: €, changes: yearly, values: {
  2016-01-01: {value: 100.01, reference: R}, 2017-01-01: {value: 99.99, reference: R},
  2018-01-01: {value: 97, reference: R}, 2019-01-01: {value: 98.5, reference: R}}}
none: {label: N, unit: "%", values: {2010-01-01: {value: 0 %, reference: R}}}
rate: {label: R, unit: "%", by: status, values: {
  2010-01-01: {value: {a: 33.3 %, b: 0 %, c: 100 %}, reference: R}}}
grid: {label: G, unit: €, by: status, values: {
  2010-01-01: {value: {a: 12.34, b: 0, c: 1000}, reference: R}}}
"""

_INPUTS = """\
inputs:
  day: {label: D, type: date}
  whole: {label: W, type: integer}
  few: {label: F, type: integer, minimum: 0, maximum: 400, default: 3}
  ratio: {label: R, type: number, minimum: -5.5}
  income: {label: I, type: amount, unit: €}
  fee: {label: F, type: amount, unit: €, minimum: 0, default: 10.10}
  first: {label: F, type: boolean}
  second: {label: S, type: boolean, default: true}
  status: {label: S, type: choice, choices: {a: A, b: B, c: C}}
  born: {label: B, type: date, maximum: 2030-12-31, default: 2019-02-28}
  code: {label: C, type: text}
  name: {label: N, type: text, default: a0b}
  ticked: {label: T, type: list, choices: {x: X, y: Y, z: Z}}
  shift: {label: S, type: integer, unit: jour}
  months: {label: M, type: integer, unit: mois}
  years: {label: Y, type: integer, unit: an}
  place: {label: P, type: number, unit: caractère}
"""

# Rules that every rulebook has: one that reads all the inputs, one that may be nothing, and
# published amounts, of which one replaces what the formula gives.
_RULES = """\
rules:
  reads:
    label: R
    type: boolean
    formula: >-
      whole > few and ratio > 0 and income > fee and first and second and status == "a"
      and day > born and code == name and count(ticked) > 0 and shift > 0 and months > 0
      and years > 0 and place > 0
  perhaps:
    label: P
    unit: €
    cases: [{when: first, then: nothing}, {otherwise: income / 3}]
  printed:
    label: P
    unit: €
    formula: ceiling / 3
    round: 0.01
    published:
      2019-01-01: 32.83
  misprinted:
    label: M
    unit: €
    formula: ceiling * coefficient
    published:
      2019-01-01: {value: 68.96, discrepancy: {reason: Une faute, applies: published}}
      2019-03-01: {value: 88.66, discrepancy: {reason: Une faute, applies: formula}}
"""

_NAMES: dict[str, tuple[str, ...]] = {
    "number": ("whole", "few", "ratio", "coefficient"),
    "amount": ("income", "fee", "ceiling", "printed", "misprinted"),
    "truth": ("first", "second", "reads"),
    "date": ("day", "born"),
    "text": ("code", "name"),
    "choice": ("status",),
    "list": ("ticked",),
    "days": ("shift",),
    "months": ("months",),
    "years": ("years",),
    "length": ("place",),
    "optional": ("perhaps",),
}

_GIVES = {
    "number": "type: number",
    "amount": "unit: €",
    "truth": "type: boolean",
    "date": "type: date",
    "text": "type: text",
    "choice": "type: choice\n    choices: status",
    "days": "unit: jour",
    "years": "unit: an",
    "length": "unit: caractère",
}
_SORTS = (*("number", "amount") * 3, *_GIVES, "truth", "list")

# The conditions of the rows of a table: the first that holds, or one for every situation.
_FIRST_OF = (
    ("whole: '<= 3'", "whole: 4..10", "whole: '> 7', status: [a, c]"),
    ("status: a, NUMBER: '> 0.5'", "NUMBER: '<= 0'", "first: true"),
    ("day: '< 2019-03-01'", "born: '>= 2019-02-28', second: false"),
)
_EACH_OF = (
    ("status: a", "status: [b, c], whole: '<= 3'", "status: [b, c], whole: '> 3'"),
    ("first: true, NUMBER: '< 1'", "first: true, NUMBER: '>= 1'", "first: false"),
)


def random_rulebook(seed: int) -> dict[str, str]:
    """Return the files of a rulebook; every other one is judged by the date of each situation."""
    head = "title: Au hasard\nversion: 2026.1\nfrom: 2019-01-01\n"
    if seed % 2:
        head += "reference_date: day\n"
    own = _Rules(random.Random(seed))
    text = "".join(own.written())
    outputs = f"outputs: [{', '.join(own.outputs())}]\n"
    return {"parameters.yaml": _FIGURES, "rulebook.yaml": head + _INPUTS + _RULES + text + outputs}


class _Rules:
    """The rules of one rulebook, each reading those before it."""

    def __init__(self, pick: random.Random) -> None:
        self._pick = pick
        self._formulas = Formulas(pick, _NAMES)
        self._made: list[str] = []

    def outputs(self) -> list[str]:
        """Return some of the rules, in any order."""
        return self._pick.sample(self._made, self._pick.randint(1, len(self._made)))

    def written(self) -> Iterator[str]:
        for index in range(self._pick.randint(3, 12)):
            name, sort = f"r{index}", self._pick.choice(_SORTS)
            text = "\n".join([f"  {name}:", f"    label: {name.upper()}", *self._body(sort)]) + "\n"
            self._formulas.know(name, "optional" if "nothing}" in text else sort)
            self._made.append(name)
            yield text

    def _maybe(self, chance: float) -> bool:
        return self._pick.random() < chance

    def _formula(self, sort: str, deepest: int) -> str:
        text = self._formulas.of(sort, self._pick.randint(1, deepest)).replace("'", "''")
        return f"'{text}'"

    def _body(self, sort: str) -> list[str]:
        """Return what stands under a rule."""
        if sort == "list":
            return ["    list:", *(f"      {item}" for item in self._items())]
        lines = [_GIVES[sort]]
        if sort in {"number", "amount"}:
            lines += [*self._finishers(sort), *self._bounds()]
        if self._maybe(0.15):
            lines.append("variants:")
            for start in ("2019-01-01", "2019-03-01"):
                lines += [f"  {start}:", *(f"    {line}" for line in self._way(sort))]
            lines.append("  2019-09-01: {same_as: 2019-01-01}")
        else:
            lines += self._way(sort)
        return [f"    {line}" for line in lines]

    def _items(self) -> Iterator[str]:
        for name in ("x", "y", "z"):
            when = f", when: {self._formula('truth', 2)}" if self._maybe(0.9) else ""
            yield f"{name}: {{label: {name.upper()}{when}}}"

    def _finishers(self, sort: str) -> Iterator[str]:
        for key in ("floor", "cap"):
            if self._maybe(0.3):
                yield f"{key}: {self._formula(sort, 2)}"
        if self._maybe(0.35):
            yield f"round: {self._pick.choice(['1', '0.01', '0.05', '3', '10', '0.5'])}"

    def _bounds(self) -> Iterator[str]:
        """What may be given in place of a rule."""
        if self._maybe(0.3):
            yield f"minimum: {self._pick.choice(['-0.5', '0', '-3', '-0.01', '-100.25'])}"
        if self._maybe(0.3):
            yield f"maximum: {self._pick.choice(['0.5', '100', '1000.01', '3', '0.25'])}"

    def _way(self, sort: str) -> list[str]:
        """Return a way of obtaining a rule."""
        way = self._pick.choice([self._by_formula, self._by_cases, self._by_table])
        return way(sort)

    def _by_formula(self, sort: str) -> list[str]:
        return [f"formula: {self._formula(sort, 4)}"]

    def _by_cases(self, sort: str) -> list[str]:
        whens = [f"when: {self._formula('truth', 3)}" for _ in range(self._pick.randint(1, 4))]
        return ["cases:", *(f"  - {line}" for line in self._thens(whens, sort))]

    def _by_table(self, sort: str) -> list[str]:
        first = self._maybe(0.5)
        conditions = self._pick.choice(_FIRST_OF if first else _EACH_OF)
        number = self._formulas.name("number")
        whens = [f"when: {{{row.replace('NUMBER', number)}}}" for row in conditions]
        rows = list(self._thens(whens, sort, otherwise=first, bounded=False))
        head = ["table:", *(["  first: true"] if first else []), "  rows:"]
        return [*head, *(f"    - {row}" for row in rows)]

    def _thens(
        self, whens: list[str], sort: str, *, otherwise: bool = True, bounded: bool = True
    ) -> Iterator[str]:
        """Give each condition its result, and what is left one too."""
        for when in whens:
            if self._maybe(0.05):
                yield f"{{{when}, then: nothing}}"
                continue
            own = [when, f"then: {self._formula(sort, 3)}"]
            if bounded and sort in {"number", "amount"} and self._maybe(0.3):
                own.append(f"{self._pick.choice(['floor', 'cap'])}: {self._formula(sort, 1)}")
            yield f"{{{', '.join(own)}}}"
        if otherwise:
            yield f"{{otherwise: {self._formula(sort, 3)}}}"
