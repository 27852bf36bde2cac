"""Formulas of a stranger: whatever is not in the language is refused, at once, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rulebooks import HEAD, check, codes

if TYPE_CHECKING:
    from pathlib import Path

# Ways out of a sandbox, ways to make it slow, ways to hide something in it.
_REFUSED: tuple[tuple[str, str], ...] = (
    # Attributes, and what hangs on them.
    ("().__class__", "not-in-language"),
    ("().__class__.__base__.__subclasses__()", "not-in-language"),
    ("a.real", "not-in-language"),
    ("a.__class__", "not-in-language"),
    ("(1).numerator", "not-in-language"),
    ("min.__globals__", "not-in-language"),
    ("min.x", "not-in-language"),
    ('"a".format(a)', "not-in-language"),
    ('"{0.__class__}".format(a)', "not-in-language"),
    ("a.denominator.bit_length()", "not-in-language"),
    # Names that are not the rulebook's.
    ("__import__", "unknown-name"),
    ('__import__("os")', "unknown-function"),
    ("eval", "unknown-name"),
    ('eval("1")', "unknown-function"),
    ('open("passwd")', "unknown-function"),
    ("__builtins__", "unknown-name"),
    ("__name__", "unknown-name"),
    ("self", "unknown-name"),
    ("names", "unknown-name"),
    ("functions", "unknown-name"),
    ("rand()", "unknown-function"),
    ("randint(1)", "unknown-function"),
    ("int(1)", "unknown-function"),
    ("str(1)", "unknown-function"),
    ("float(1)", "unknown-function"),
    ("figure_of(a, 1)", "unknown-function"),
    # Calls of anything but a function by its name.
    ("(min)(1, 2)()", "not-in-language"),
    ("min(1, 2)(3)", "not-in-language"),
    ("(min if true else max)(1, 2)", "not-in-language"),
    ("[min][0](1, 2)", "not-in-language"),
    ('"min"(1, 2)', "not-in-language"),
    ("min(1, key=2)", "foreign-spelling"),
    ("min(*[1, 2])", "wrong-arity"),
    ("min(*[1, 2], 3)", "not-in-language"),
    ("min(**a)", "not-in-language"),
    ("min(1, *a, 2)", "not-in-language"),
    ("a(1)", "unknown-function"),
    # Statements and constructs of Python.
    ("lambda: 1", "not-in-language"),
    ("(lambda x: x)(1)", "not-in-language"),
    ("[x for x in [1, 2]]", "not-in-language"),
    ("min(x for x in [1, 2])", "wrong-arity"),
    ("abs(x for x in [1, 2])", "not-in-language"),
    ("{x: x for x in [1]}", "not-in-language"),
    ("{1, 2}", "not-in-language"),
    ('{"a": 1}', "not-in-language"),
    ("[1, 2]", "not-in-language"),
    ("[1, 2][0]", "not-in-language"),
    ("(1, 2)", "not-in-language"),
    ("a[0]", "not-in-language"),
    ("a[0:1]", "not-in-language"),
    ("a[statut]", "not-in-language"),
    ('f"{a}"', "not-in-language"),
    ('f"{a.__class__}"', "not-in-language"),
    ("*a", "formula-syntax"),
    ("(*a,)", "not-in-language"),
    ("await a", "not-in-language"),
    ("(yield)", "not-in-language"),
    ("...", "not-in-language"),
    ("a is a", "not-in-language"),
    ('b"a"', "not-in-language"),
    ('statut == "\\x61rtisan"', "not-in-language"),
    ("statut == 'arti' 'san'", "not-in-language"),
    ('statut == u"artisan"', "not-in-language"),
    ('statut == r"artisan"', "not-in-language"),
    ('statut == """artisan"""', "not-in-language"),
    # More than one formula.
    ("1; 2", "formula-syntax"),
    ("import os", "formula-syntax"),
    ("pass", "formula-syntax"),
    ("del a", "formula-syntax"),
    ("1 # 2", "formula-syntax"),
    ("a + 1 # + taux", "formula-syntax"),
    ("1 \\", "formula-syntax"),
    # Operators that make numbers, or strings, out of nothing.
    ("9 ** 9 ** 9", "not-in-language"),
    ("2 ** 1000000000", "not-in-language"),
    ("a // 2", "not-in-language"),
    ("a % 2", "not-in-language"),
    ('"%1000000000d" % a', "not-in-language"),
    ("1 << 1000000000", "not-in-language"),
    ("1 >> 1", "not-in-language"),
    ("1 | 2", "foreign-spelling"),
    ("1 & 2", "foreign-spelling"),
    ("1 ^ 2", "not-in-language"),
    ("1 @ 2", "not-in-language"),
    ("~1", "not-in-language"),
    ('"a" * 1000000000', "wrong-kind"),
    ('1000000000 * "a"', "wrong-kind"),
    ('"a" + "b"', "wrong-kind"),
    ("nothing * 1000000000", "may-be-nothing"),
    ("true * 1000000000", "wrong-kind"),
    ("true + true", "wrong-kind"),
    # Literals.
    ("1e999999999", "not-a-number"),
    ("1e400", "not-a-number"),
    ("0x" + "f" * 500, "not-a-number"),
    ("9" * 1999, "not-a-number"),
    ("1" + "0" * 31, "not-a-number"),
    ("1_000", "not-a-number"),
    ("0b1", "not-a-number"),
    ("1j", "not-in-language"),
    ("1.5j", "not-in-language"),
    ("١", "foreign-character"),
    ("①", "foreign-character"),
    # Letters that look like others, or that Python takes for them.
    ("ａ", "foreign-character"),
    ("mın(1, 2)", "foreign-character"),
    ("𝐚 + 1", "foreign-character"),
    ("a\u200b + 1", "control-character"),
    ("a\u00a0+ 1", "invisible-space"),
    ('statut == "artisan\u202e"', "control-character"),
    ("previous(taux, 0x1)", "not-a-number"),
    ("previous(taux, 1_0)", "not-a-number"),
)

_ASSIGNMENTS: tuple[tuple[str, str], ...] = (
    ("x = 3", "foreign-spelling"),
    ("(x := 3)", "foreign-spelling"),
    ("a += 1", "foreign-spelling"),
)

_OVERSIZED: tuple[tuple[str, str, str], ...] = (
    ("100 000 characters", "a" * 100_000, "formula-too-long"),
    ("100 000 characters of sums", "1+" * 50_000 + "1", "formula-too-long"),
    ("190 parentheses", "(" * 190 + "1" + ")" * 190, "formula-too-deep"),
    ("900 parentheses", "(" * 900 + "1" + ")" * 900, "formula-too-deep"),
    ("900 terms", "+".join(["1"] * 900), "formula-too-deep"),
    ("900 factors", "*".join(["2"] * 900), "formula-too-deep"),
    ("300 terms", "+".join(["1"] * 300), "formula-too-deep"),
    ("150 terms", "+".join(["1"] * 150), "formula-too-deep"),
    ("5000 signs", "-" * 5_000 + "1", "formula-too-long"),
    ("1900 signs", "-" * 1_900 + "1", "formula-too-deep"),
    ("100 signs", "-" * 100 + "1", "formula-too-deep"),
    ("nots", "not " * 400 + "true", "formula-too-deep"),
    ("calls within calls", "abs(" * 90 + "1" + ")" * 90, "formula-too-deep"),
    ("conditions within conditions", "1 if true else " * 100 + "1", "formula-too-deep"),
    ("a long list", "a in [" + ",".join(["1"] * 500) + "]", "formula-too-long"),
    ("a long comparison", "<".join(["1"] * 500), "formula-too-long"),
    ("many arguments", "min(" + ",".join(["1"] * 60) + ")", "wrong-arity"),
)

_RULEBOOK = f"""\
{HEAD}inputs:
  a: {{label: A, type: number}}
  statut: {{label: S, type: choice, choices: {{artisan: A}}}}
rules:
  lu: {{label: L, type: boolean, formula: 'a > 0 and statut == "artisan"'}}
  r:
    label: R
    unit: 1
    formula: """

_PARAMETERS = """\
taux:
  label: T
  unit: 1
  values: {2000-01-01: {value: 1, reference: D}}
"""


def _check(rules: Path, formula: str) -> list[str]:
    quoted = formula.replace("'", "''")
    files = {"parameters.yaml": _PARAMETERS, "rulebook.yaml": f"{_RULEBOOK}'{quoted}'\n"}
    found = check(rules, files)
    assert all(d.place is not None and d.place.line == 12 for d in found)
    assert all(d.message and d.remedy for d in found)
    return codes(found)


@pytest.mark.parametrize(
    ("formula", "code"), [*_REFUSED, *_ASSIGNMENTS], ids=lambda value: ascii(value)[:60]
)
def test_what_is_not_in_the_language_is_refused(tmp_path: Path, formula: str, code: str) -> None:
    assert _check(tmp_path, formula) == [code]


@pytest.mark.parametrize(
    ("formula", "code"), [pytest.param(text, code, id=what) for what, text, code in _OVERSIZED]
)
def test_what_is_too_large_is_refused(tmp_path: Path, formula: str, code: str) -> None:
    assert _check(tmp_path, formula) == [code]


@pytest.mark.parametrize(
    ("scalar", "code"),
    [
        ("|\n      a +\n      1 # taux", "formula-syntax"),
        ("|\n      1\n      a.real", "formula-syntax"),
        ("|\n      1\n      import os", "formula-syntax"),
        ('"1\\n+ a.real"', "not-in-language"),
        ('"1 # \\n + a.real"', "formula-syntax"),
        ('"1\\r+ a.real"', "control-character"),
        ('"1\\x0c+ a.real"', "control-character"),
        ('"1\\0"', "control-character"),
        ('"1\\u2028+ a.real"', "control-character"),
        ('"a\\x1b[31m"', "control-character"),
    ],
)
def test_a_second_line_is_never_dropped(tmp_path: Path, scalar: str, code: str) -> None:
    files = {"parameters.yaml": _PARAMETERS, "rulebook.yaml": f"{_RULEBOOK}{scalar}\n"}
    assert codes(check(tmp_path, files)) == [code]


def test_a_formula_at_the_edge_of_what_is_allowed_is_taken(tmp_path: Path) -> None:
    assert _check(tmp_path, "(" * 50 + "1" + ")" * 50) == []
    assert _check(tmp_path, "+".join(["a"] * 50)) == []
    assert _check(tmp_path, "abs(" * 50 + "1" + ")" * 50) == []
