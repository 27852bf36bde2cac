"""What is proposed where a cursor stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bareme.editor.completion import completions
from bareme.editor.functions import MEANINGS
from bareme.language.functions import FUNCTIONS
from editor.shelves import CAISSE, EXEMPLES, PRIME, TAUX, cut, document, small

if TYPE_CHECKING:
    from pathlib import Path

    from bareme.editor.completion import Proposal


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return small(tmp_path / "rules")


def proposed(rules: Path, file: str, text: str) -> tuple[Proposal, ...]:
    whole, offset = cut(text)
    return completions(document(rules, file, whole), offset)


def labels(rules: Path, file: str, text: str) -> list[str]:
    return [proposal.label for proposal in proposed(rules, file, text)]


FORMULA = PRIME.replace("plafond / 10", "{}")


@pytest.mark.parametrize(
    ("written", "there", "not_there"),
    [
        ("pla◄", {"plafond", "part", "revenu", "min", "mean_of_previous", "if"}, {"label"}),
        ("plafond / (re◄", {"revenu", "prime"}, set()),
        ('1 if statut == "◄', {"artisan", "liberal"}, {"revenu", "min"}),
        ('1 if statut in ["artisan", "li◄', {"artisan", "liberal"}, {"revenu"}),
        ("\"1 if statut == '◄", {"artisan", "liberal"}, {"revenu"}),
        ('1 if "◄" in statut', {"artisan", "liberal"}, {"revenu"}),
        ('1 if revenu == "◄', set(), {"artisan", "revenu"}),
    ],
)
def test_a_formula_goes_on_with_names_functions_and_choices(
    rules: Path, written: str, there: set[str], not_there: set[str]
) -> None:
    found = set(labels(rules, "prime/rulebook.yaml", FORMULA.replace("{}", written)))
    assert there <= found
    assert not found & not_there


def test_a_name_comes_with_its_label_and_its_unit(rules: Path) -> None:
    found = {p.label: p for p in proposed(rules, "prime/rulebook.yaml", FORMULA.replace("{}", "◄"))}
    assert found["plafond"].detail == "Plafond annuel, €/an"
    assert found["revenu"].detail == "Revenu 😋 d'activité, €/an"
    assert found["min"].text == "min("
    assert found["min"].detail == "min(a, b, …)"
    assert found["min"].meaning


def test_what_is_proposed_takes_the_place_of_what_is_typed(rules: Path) -> None:
    text, offset = cut(FORMULA.replace("{}", "2 * pla◄"))
    found = completions(document(rules, "prime/rulebook.yaml", text), offset)
    assert {text[p.span.start : p.span.end] for p in found} == {"pla"}


@pytest.mark.parametrize(
    ("file", "text", "first", "not_there"),
    [
        ("prime/rulebook.yaml", f"{PRIME}  ◄".replace("outputs: [prime]\n", ""), [], ["label"]),
        (
            "prime/rulebook.yaml",
            PRIME.replace("  duree: {", "  duree: {◄, "),
            ["question"],
            ["label"],
        ),
        (
            "prime/rulebook.yaml",
            PRIME.replace("rules:\n", "  age:\n    ◄\nrules:\n"),
            ["label", "type"],
            [],
        ),
        (
            "prime/rulebook.yaml",
            PRIME.replace("type: amount", "type: ◄"),
            ["amount", "number"],
            ["revenu"],
        ),
        ("prime/rulebook.yaml", PRIME.replace("[plafond]", "[◄]"), ["plafond"], ["revenu"]),
        ("prime/rulebook.yaml", PRIME.replace("caisse: [plafond]", "◄"), ["caisse"], ["prime"]),
        (
            "prime/rulebook.yaml",
            PRIME.replace("outputs: [prime]", "outputs: [◄"),
            ["part", "prime"],
            ["min"],
        ),
        ("prime/rulebook.yaml", PRIME.replace("{duree: <= 7}", "{◄}"), ["revenu"], ["when"]),
        (
            "prime/rulebook.yaml",
            PRIME.replace("default: artisan", "default: ◄"),
            ["artisan", "liberal"],
            [],
        ),
        ("caisse/parameters.yaml", f"{TAUX}taux:\n  ◄", ["label", "unit", "values"], []),
        ("caisse/parameters.yaml", f"{TAUX}taux:\n  unit: ◄", [], ["plafond"]),
        ("caisse/parameters.yaml", f"{TAUX}    2020-01-01: {{◄", ["value"], []),
        ("caisse/parameters.yaml", TAUX.replace("changes: yearly", "changes: ◄"), ["yearly"], []),
        ("caisse/rulebook.yaml", CAISSE.replace("outputs", "◄"), [], ["title"]),
        (
            "prime/examples.yaml",
            EXEMPLES.replace("{revenu: 3000}", "{◄}"),
            ["revenu", "statut"],
            ["plafond"],
        ),
        (
            "prime/examples.yaml",
            EXEMPLES.replace("{revenu: 3000}", "{statut: ◄}"),
            ["artisan", "liberal"],
            [],
        ),
        (
            "prime/examples.yaml",
            EXEMPLES.replace("{prime: 0, part: 3973.20}", "{◄}"),
            ["prime"],
            ["min"],
        ),
        ("prime/examples.yaml", EXEMPLES.replace("    on: 2018", "    ◄on: 2018"), [], ["given"]),
    ],
)
def test_keys_and_values_are_those_that_may_stand_there(
    rules: Path, file: str, text: str, first: list[str], not_there: list[str]
) -> None:
    found = labels(rules, file, text)
    assert found[: len(first)] == first
    assert not set(found) & set(not_there)


def test_a_key_says_what_the_schema_says_and_what_is_required(rules: Path) -> None:
    text = PRIME.replace("rules:\n", "  age:\n    ◄\nrules:\n")
    found = {p.label: p for p in proposed(rules, "prime/rulebook.yaml", text)}
    assert found["type"].detail == "requis"
    assert found["type"].text == "type: "
    assert "choice (un choix parmi choices)" in found["type"].meaning


def test_units_are_proposed_as_they_may_be_written(rules: Path) -> None:
    found = {
        p.label: p.text for p in proposed(rules, "caisse/parameters.yaml", f"{TAUX}t:\n  unit: ◄")
    }
    assert found["€/an"] == "€/an"
    assert found["%"] == '"%"'


def test_a_text_that_is_broken_elsewhere_is_no_hindrance(rules: Path) -> None:
    torn = FORMULA.replace("question: Quel revenu ?", "question: 'Quel").replace("{}", "◄")
    assert "statut" not in labels(rules, "prime/rulebook.yaml", torn)  # it is within the quotes
    torn = FORMULA.replace("    round: 0.01", "  \t round 0.01 }").replace(
        "{}", "1 if statut == '◄"
    )
    assert labels(rules, "prime/rulebook.yaml", torn) == ["artisan", "liberal"]


def test_every_function_has_its_meaning() -> None:
    assert MEANINGS.keys() == FUNCTIONS.keys()
