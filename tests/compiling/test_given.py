"""Rules that are given in place of what serves to compute them: bounds, grains, dates."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import bareme
from compiling.comparing import compare
from rulebooks import HEAD, load

if TYPE_CHECKING:
    from pathlib import Path

_INPUTS = """\
inputs:
  n: {label: N, type: number}
  e: {label: E, type: amount, unit: €}
  b: {label: B, type: boolean}
  nom: {label: Nom, type: text}
"""
_READ = '  lu: {label: L, type: boolean, formula: nom == "" and e > 0 and b and n > nul}\n'
_FIGURES = "nul: {label: Nul, unit: '%', values: {2019-01-01: {value: 0 %, note: N}}}\n"


_NONE = "c: {label: C, unit: 1, values: {2019-01-01: {value: 0, note: N}}}\n"


def _rules(where: Path, rules: str) -> bareme.Rules:
    text = f"{HEAD}{_INPUTS}rules:\n{_READ}{rules}"
    return load(where, {"parameters.yaml": _FIGURES, "rulebook.yaml": text}).on("2019-03-01")


def test_bounds_that_are_not_whole(tmp_path: Path) -> None:
    rules = _rules(
        tmp_path,
        """\
  m: {label: M, unit: 1, minimum: -0.5, maximum: 2.5, formula: "max(n, 0) / 2"}
  absolu: {label: R, unit: 1, formula: abs(m)}
  arrondi: {label: R, unit: 1, formula: "round_to(m * 3, 1)"}
  borne: {label: R, unit: 1, formula: "max(min(m, 2), -1)"}
""",
    )
    for output in ("absolu", "arrondi", "borne"):
        compiled = rules.compile([output], given=["m"])
        for m in ("-0.5", "-0.51", "-0.25", "0", "0.5", "2.25", "2.5", "2.51"):
            compare(compiled, {"m": Decimal(m)})
    assert rules.compile(["absolu"], given=["m"]).function(m=Decimal("-0.5")) == {
        "absolu": Decimal("0.5")
    }


@pytest.mark.parametrize(
    "formula",
    [
        "e * nul if b else 0",
        "0 if b and e * nul == 0 else 1",
        "as_number(nom) * 0 if b else 0",
        "1 / 0 * 0 if b else 0",
        "n / 0 * 0 if b else 0",
    ],
)
def test_times_nothing_is_still_asked_for(tmp_path: Path, formula: str) -> None:
    unit = "€" if formula.startswith("e") else "1"
    rules = _rules(tmp_path, f'  u: {{label: U, unit: {unit}, formula: "{formula}"}}\n')
    compiled = rules.compile(["u"])
    rows: list[dict[str, Any]] = [
        *({"b": b} for b in (True, False)),
        *({"b": True, "e": 1, "nom": "x", "n": n} for n in (1, 0, Decimal("0.5"))),
    ]
    for row in rows:
        compare(compiled, row)


def test_a_rule_that_is_not_in_force_may_be_given(tmp_path: Path) -> None:
    rules = _rules(
        tmp_path,
        """\
  v: {label: V, unit: 1, variants: {2019-07-01: {formula: n * 2}}}
""",
    )
    compiled = rules.compile(["v"], given=["v"])
    for row in ({"v": 3}, {"v": Decimal("0.5"), "b": True}, {"n": 2}, {}):
        compare(compiled, row)
    assert compiled.function(v=Decimal("0.5")) == {"v": Decimal("0.5")}
    other = rules.compile(["lu", "v"])
    compare(other, {"nom": "x", "v": 1})
    assert other.function(nom="x", v=1) == {"lu": False, "v": 1}


def test_a_rule_that_nothing_reads_may_be_given(tmp_path: Path) -> None:
    rules = _rules(
        tmp_path,
        "  q: {label: Q, unit: 1, formula: n}\n  r: {label: R, unit: 1, formula: n + 1}\n",
    )
    compiled = rules.compile(["r"], given=["q"])
    assert compiled.function(q=Decimal("0.125"), n=1) == {"r": 2}
    compare(compiled, {"q": "0.5", "n": 1})


def test_names_beside_a_situation_are_taken_with_it(tmp_path: Path) -> None:
    rules = _rules(tmp_path, "  r: {label: R, unit: 1, formula: n + 1}\n")
    compiled = rules.compile(["r"])
    assert compiled({"n": 1}, b=True) == {"r": 2}
    with pytest.raises(TypeError, match="given twice: n"):
        compiled({"n": 1}, n=1)
    with pytest.raises(bareme.MissingInputError):
        compiled({})


def test_cases_within_cases_stay_within_the_page(tmp_path: Path) -> None:
    count, books = 20, []
    for depth in range(4):
        inputs = "".join(f"      - {{when: x{depth}_{c}, then: {c}}}\n" for c in range(count))
        rest = f"r{depth + 1}" if depth < 3 else "c"
        books.append(
            f"  r{depth}:\n    label: R\n    unit: 1\n    cases:\n{inputs}"
            f"      - {{otherwise: {rest}}}\n"
        )
    asked = "".join(
        f"  x{d}_{c}: {{label: X, type: boolean}}\n" for d in range(4) for c in range(count)
    )
    text = f"{HEAD}inputs:\n{asked}rules:\n{''.join(books)}"
    rules = load(tmp_path, {"parameters.yaml": _NONE, "rulebook.yaml": text}).on("2019-03-01")
    compiled = rules.compile(["r0"])
    row = {f"x{d}_{c}": (d, c) == (3, 7) for d in range(4) for c in range(count)}
    assert compiled.function(**row) == {"r0": 7}
    assert max(map(len, compiled.module().splitlines())) < 400
    compare(compiled, {"x0_0": False})


def test_chained_comparisons_do_not_multiply(tmp_path: Path) -> None:
    formula = "n"
    for _ in range(25):
        formula = f"(1 if 0 < {formula} < 9 else 2)"
    rules = _rules(tmp_path, f'  r: {{label: R, unit: 1, formula: "{formula}"}}\n')
    compiled = rules.compile(["r"])
    assert len(compiled.module()) < 8_000
    for n in (-1, 0, 1, 8, 9, Decimal("8.5")):
        compare(compiled, {"n": n})
