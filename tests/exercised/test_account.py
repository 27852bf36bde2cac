"""What examples exercise: counted by hand, on a small rulebook and on deep ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bareme.exercised.accounting import account
from bareme.exercised.trial import tried
from bareme.loading import rules_directory
from exercised.sample import EXAMPLES, RULEBOOK, exercised

if TYPE_CHECKING:
    from pathlib import Path

    from bareme.exercised.telling import Exercised

SHIPPED = rules_directory().names()


def _missing(found: Exercised, required: bool = True) -> list[tuple[str, str, str, bool | None]]:
    return [(p.sort, p.name, p.said, p.way) for p in found.account.missing(required)]


def test_everything_is_counted_once(tmp_path: Path) -> None:
    found = exercised(tmp_path).account
    assert found.counts() == (
        ("rule", 4, 5),  # not impasse
        ("variant", 2, 3),  # not that of 2020
        ("case", 2, 5),  # of tarif, those that same_as takes again counted once; of impasse, none
        ("row", 1, 2),
        ("item", 1, 2),
    )
    assert found.counts(required=False) == (
        ("absent", 1, 1),
        ("floor", 1, 2),
        ("cap", 1, 2),
        ("branch", 1, 2),
    )


def test_what_no_example_takes_is_told_where_it_stands(tmp_path: Path) -> None:
    found = exercised(tmp_path)
    assert _missing(found) == [
        ("case", "tarif", "otherwise", None),
        ("variant", "tarif", "2020-01-01", None),
        ("row", "zone", "statut: commercant", None),
        ("item", "pieces", "accord (age < 18)", None),
        ("rule", "impasse", "impasse", None),
        ("case", "impasse", "age < 18 and age > 20", None),
        ("case", "impasse", "otherwise", None),
    ]
    lines = RULEBOOK.split("\n")
    for piece in found.account.missing():
        begins = lines[piece.place.line - 1][piece.place.column - 1 :]
        assert begins.startswith(("- ", "otherwise", "when", "accord", "impasse", "2020-01-01"))


def test_what_goes_two_ways_is_told_for_each(tmp_path: Path) -> None:
    assert _missing(exercised(tmp_path), required=False) == [
        ("floor", "total", "1", True),
        ("cap", "total", "8", True),
        ("branch", "total", "age > 10", False),
    ]


def test_examples_are_named_in_their_order(tmp_path: Path) -> None:
    found = exercised(tmp_path).account
    by = {(p.sort, p.name, p.said): found.exercised_by(p) for p in found.pieces}
    assert by["rule", "tarif", "tarif"] == (
        "Enfant",
        "Retraité, sous la version qui reprend celle de 2019",
    )
    assert by["rule", "total", "total"] == ("Tarif déjà connu",)


def test_a_rule_that_is_given_is_not_exercised(tmp_path: Path) -> None:
    lines = EXAMPLES.split("  - name: ")
    found = exercised(tmp_path, examples=f"{lines[0]}  - name: {lines[5]}")
    assert {name for sort, name, _, _ in _missing(found) if sort == "rule"} == {
        "tarif",
        "zone",
        "pieces",
        "impasse",
    }


def test_a_published_amount_that_prevails_exercises_no_formula(tmp_path: Path) -> None:
    rulebook = RULEBOOK.replace(
        "  zone:\n",
        """\
  forfait:
    label: Forfait
    unit: €
    formula: 3
    published:
      2019-01-01:
        value: 4
        reference: Page
        discrepancy: {reason: La page dit autre chose., applies: published}
      2020-01-01: {value: 3, reference: Page}
  zone:
""",
    )
    one = "  - {{name: F{year}, on: {year}-02-01, given: {{}}, expect: {{forfait: {value}}}}}\n"
    prevails = exercised(tmp_path / "a", rulebook, EXAMPLES + one.format(year=2019, value=4))
    assert ("rule", "forfait", "forfait", None) in _missing(prevails)
    agrees = exercised(tmp_path / "b", rulebook, EXAMPLES + one.format(year=2020, value=3))
    assert ("rule", "forfait", "forfait", None) not in _missing(agrees)


def test_a_floor_of_a_case_and_one_of_its_rule_are_told_apart(tmp_path: Path) -> None:
    rulebook = RULEBOOK.replace(
        "formula: tarif if age > 10 else 0\n",
        "cases:\n      - otherwise: tarif\n        floor: 4\n",
    )
    one = "  - {name: T, on: 2019-02-01, given: {tarif: 0}, expect: {total: 4}}\n"
    found = exercised(tmp_path, rulebook, EXAMPLES.partition("  - name: Tarif")[0] + one)
    assert _missing(found, required=False) == [
        ("floor", "total", "4", False),
        ("floor", "total", "1", True),
        ("cap", "total", "8", True),
    ]


@pytest.mark.parametrize("first", ["formula: age", "formula: 0 * 1"])
def test_every_rule_of_a_deep_chain_is_exercised(tmp_path: Path, first: str) -> None:
    chain = [f'  r0:\n    label: R0\n    unit: "1"\n    {first.replace("age", "nombre")}\n']
    for i in range(1, 400):
        body = f"- when: r{i - 1} < 0\n        then: 0\n      - otherwise: r{i - 1} + 1"
        chain.append(f'  r{i}:\n    label: R{i}\n    unit: "1"\n    cases:\n      {body}\n')
    rulebook = (
        "title: Longue\nversion: 2026.1\nfrom: 2019-01-01\ninputs:\n"
        "  nombre: {label: Nombre, question: Combien, type: integer}\n"
        f"rules:\n{''.join(chain)}outputs: [r399]\n"
    )
    example = "  - {{name: E{n}, on: 2019-01-01, given: {{nombre: 0}}, expect: {{r{n}: {n}}}}}\n"
    examples = "examples:\n" + example.format(n=399) + example.format(n=398)
    directory = tmp_path / "longue"
    directory.mkdir()
    (directory / "rulebook.yaml").write_text(rulebook, encoding="utf-8")
    (directory / "examples.yaml").write_text(examples, encoding="utf-8")
    found = tried(rules_directory(tmp_path), "longue").account
    assert found.counts() == (("rule", 400, 400), ("case", 399, 798))
    taken = {len(found.exercised_by(p)) for p in found.pieces if p.sort == "rule"}
    assert taken == {1, 2}


def test_figures_are_exercised_where_they_are_read(tmp_path: Path) -> None:
    figures = """\
taux:
  label: Taux
  unit: "1"
  values:
    2017-01-01: {value: 1, reference: A}
    2018-01-01: {value: 2, reference: B}
    2020-01-01: {value: 3, reference: C}
"""
    rulebook = RULEBOOK.replace("formula: 0\n", "formula: 1 * previous(taux, 2) - taux\n")
    rulebook = rulebook.replace("unit: €\n    variants", 'unit: "1"\n    variants')
    rulebook = rulebook.replace("formula: tarif if", "formula: 6 if")
    one = "  - {name: T, on: 2020-02-01, given: {}, expect: {tarif: -1}}\n"
    found = exercised(tmp_path, rulebook, EXAMPLES + one, figures)
    told = {(s, said) for s, _, said, _ in _missing(found, required=False) if s == "figure"}
    assert told == {("figure", "2017-01-01: 1")}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_rulebooks_are_exercised_in_full(name: str) -> None:
    found = tried(rules_directory(), name).account
    assert [(p.sort, p.name, p.said, p.place.line) for p in found.missing()] == []


@pytest.mark.parametrize(
    ("name", "example"),
    [
        ("indemnites-journalieres", "Plus petite indemnité d'un micro-entrepreneur en 2019"),
        (
            "indemnites-journalieres",
            "Artisan ramené au plafond, qui n'est pas celui des professions libérales",
        ),
        (
            "indemnites-journalieres",
            "Aucun jour n'est indemnisable à une profession libérale avant la couverture",
        ),
        ("indemnites-journalieres", "Fausse couche, premier jour sans carence"),
    ],
)
def test_an_example_that_alone_covers_something_is_missed(name: str, example: str) -> None:
    trial = tried(rules_directory(), name)
    others = [outcome for outcome in trial.outcomes if outcome.example.name != example]
    assert len(others) == len(trial.outcomes) - 1
    assert account(trial.book.definition, others).missing()
