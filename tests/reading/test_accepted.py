"""What may be written in more than one way: none of it is a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bareme
from rulebooks import EXAMPLES, NAME, PARAMETERS, RULEBOOK, check, load, write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sound_rulebook_has_nothing_told_of_it(tmp_path: Path) -> None:
    files = {"rulebook.yaml": f"{RULEBOOK}outputs: [reads]\n", "examples.yaml": EXAMPLES}
    assert check(tmp_path, files) == ()


@pytest.mark.parametrize("name", bareme.rules_directory().names())
def test_the_shipped_rulebooks_are_sound(name: str) -> None:
    found = bareme.rules_directory().check(name)
    assert {d.code for d in found} <= {"discrepancy-known"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", "\ufeff", id="byte order mark"),
        pytest.param("\n", "\r\n", id="line ends of Windows"),
        pytest.param("", "---\n", id="start of a document"),
        pytest.param("", "# yaml-language-server: $schema=x.json\n\n", id="remark"),
        pytest.param("plafond:\n", "plafond :\n", id="space before a colon"),
        pytest.param("unit: €/an", "unit: '€/an'", id="apostrophes"),
        pytest.param("unit: €/an", 'unit: "€/an"', id="quotes"),
        pytest.param("unit: €/an", "unit: € / an", id="spaces in a unit"),
        pytest.param("unit: €/an", "unit: euros/année", id="words in a unit"),
        pytest.param("40524", "40524.00", id="cents"),
        pytest.param("40524", '"40524"', id="number in quotes"),
        pytest.param("2019-01-01", '"2019-01-01"', id="date in quotes"),
        pytest.param("10 %", "10%", id="percent without a space"),
        pytest.param("10 %", "0.1", id="fraction"),
        pytest.param("10 %", "10.0 %", id="percent with a decimal"),
        pytest.param("Arrêté de 2018", "Arrêté de 2018 (JO)", id="brackets in a text"),
        pytest.param("Arrêté de 2018", "L'arrêté de 2018", id="apostrophe in a text"),
        pytest.param("Arrêté de 2018", "«\u00a02018\u00a0»", id="no-break spaces in a text"),
        pytest.param("Arrêté de 2018", "http://example.org", id="address"),
        pytest.param("Arrêté de 2018", "2018", id="year as a text"),
        pytest.param("Arrêté de 2018", "yes", id="yes as a text"),
        pytest.param("Arrêté de 2018", "12:30", id="hour as a text"),
    ],
)
def test_it_means_the_same(tmp_path: Path, before: str, after: str) -> None:
    text = PARAMETERS.replace(before, after) if before else after + PARAMETERS
    assert check(tmp_path, {"parameters.yaml": text.encode()}) == ()
    rules = bareme.load(NAME, rules=tmp_path).on("2019-06-01")
    result = rules.evaluate(outputs=["plafond", "taux"])
    assert result.exact("plafond") == 40524
    assert result.exact("taux") * 10 == 1  # type: ignore[operator]


def test_line_ends_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    one = load(tmp_path, {"parameters.yaml": PARAMETERS.encode()})
    other = load(tmp_path, {"parameters.yaml": PARAMETERS.replace("\n", "\r\n").encode()})
    changed = load(tmp_path, {"parameters.yaml": PARAMETERS.replace("40524", "40525")})
    assert one.definition.fingerprint == other.definition.fingerprint
    assert one.definition.fingerprint != changed.definition.fingerprint


@pytest.mark.parametrize(
    "scalar",
    [
        "revenu / 2",
        "'revenu / 2'",
        '"revenu / 2"',
        ">-\n      revenu\n      / 2",
        ">\n      revenu / 2",
        "|\n      revenu / 2",
        "|\n      revenu\n      / 2",
        "revenu\n      / 2",
        "( revenu )/2",
        "revenu/2 # la moitié",
    ],
)
def test_a_formula_may_stand_in_any_scalar(tmp_path: Path, scalar: str) -> None:
    rule = f"  r:\n    label: R\n    unit: €/an\n    formula: {scalar}\n"
    rules = load(tmp_path, {"rulebook.yaml": RULEBOOK + rule}).on("2019-06-01")
    assert rules.evaluate({"revenu": 10}, outputs=["r"]).exact("r") == 5


def test_a_rulebook_without_figures_or_examples_is_read(tmp_path: Path) -> None:
    directory = write(tmp_path, {"rulebook.yaml": "title: T\nversion: 2026.1\nfrom: 2019-01-01\n"})
    (directory / "parameters.yaml").unlink()
    assert bareme.rules_directory(tmp_path).check(NAME) == ()


def test_a_rulebook_without_its_main_file_is_told(tmp_path: Path) -> None:
    directory = write(tmp_path, {})
    (directory / "rulebook.yaml").unlink()
    found = bareme.rules_directory(tmp_path).check(NAME)
    assert [d.code for d in found] == ["not-a-file"]


def test_a_table_may_let_its_first_row_win(tmp_path: Path) -> None:
    rule = (
        "  r:\n    label: R\n    unit: €\n    table:\n      first: true\n      rows:\n"
        '        - when: {age: "<= 7"}\n          then: 1\n'
        '        - when: {revenu: ">= plafond"}\n          then: 2\n        - otherwise: 3\n'
    )
    rules = load(tmp_path, {"rulebook.yaml": RULEBOOK + rule}).on("2019-06-01")
    answers = [
        rules.evaluate({"age": age, "revenu": revenu}, outputs=["r"]).exact("r")
        for age, revenu in ((7, 50_000), (8, 40_524), (8, 40_523))
    ]
    assert answers == [1, 2, 3]
