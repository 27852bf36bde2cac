"""A name changed everywhere, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.diagnostics import Severity
from bareme.editing.edits import applied
from bareme.editor.renaming import Refused, renamed
from editor.shelves import EXEMPLES, PRIME, copied, document, small

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return small(tmp_path / "rules")


def rename(rules: Path, file: str, before: str, new: str) -> list[str]:
    """Rename the word that follows `before`, on the disk; return the files that changed."""
    found = document(rules, file)
    edits = renamed(found, found.text.index(before) + len(before), new)
    for path, made in edits.items():
        text = path.read_text(encoding="utf-8")
        path.write_text(applied(text, made), encoding="utf-8")
    return sorted(f"{path.parent.name}/{path.stem}" for path in edits)


def errors(rules: Path) -> list[str]:
    directory = bareme.rules_directory(rules)
    found = [finding for name in directory.names() for finding in directory.check(name)]
    return [finding.message for finding in found if finding.severity is Severity.ERROR]


def test_a_borrowed_figure_is_renamed_where_it_is_lent_and_borrowed(rules: Path) -> None:
    changed = rename(rules, "prime/rulebook.yaml", "formula: ", "plafond_annuel")
    assert changed == ["caisse/parameters", "caisse/rulebook", "prime/rulebook"]
    assert errors(rules) == []
    after = (rules / "prime" / "rulebook.yaml").read_text(encoding="utf-8")
    assert after == (
        PRIME.replace("[plafond]", "[plafond_annuel]")
        .replace("formula: plafond", "formula: plafond_annuel")
        .replace("          plafond)", "          plafond_annuel)")
    )


def test_an_input_is_renamed_in_columns_formulas_and_examples(rules: Path) -> None:
    assert rename(rules, "prime/rulebook.yaml", "  duree", "jours_arret") == [
        "prime/examples",
        "prime/rulebook",
    ]
    assert errors(rules) == []
    assert (rules / "prime" / "rulebook.yaml").read_text(encoding="utf-8") == PRIME.replace(
        "duree", "jours_arret"
    )
    assert (rules / "prime" / "examples.yaml").read_text(encoding="utf-8") == EXEMPLES.replace(
        "duree", "jours_arret"
    )


def test_names_of_a_shipped_rulebook_can_be_renamed(tmp_path: Path) -> None:
    rules = copied(tmp_path / "rules")
    file = "indemnites-journalieres/rulebook.yaml"
    for before, new in (
        ("inputs:\n  ", "jour_du_constat"),
        ("  statut", "qualite"),
        ("mean_of_previous(", "pass_annuel"),
    ):
        assert rename(rules, file, before, new)
    assert errors(rules) == []


@pytest.mark.parametrize(
    ("before", "new", "reason"),
    [
        ("formula: ", "revenu", "« revenu » existe déjà dans prime."),
        ("formula: ", "Plafond", "« Plafond » n'est pas un nom"),
        ("formula: ", "2plafond", "« 2plafond » n'est pas un nom"),
        ("formula: ", "plafond\n", "n'est pas un nom"),
        ("formula: ", "min", "« min » est un mot du langage"),
        ("          mi", "autre", "Aucun nom à changer ici."),
        ('statut == "', "autre", "Aucun nom à changer ici."),
        ("    label: Re", "autre", "Aucun nom à changer ici."),
    ],
)
def test_what_cannot_be_renamed_is_refused_with_its_reason(
    rules: Path, before: str, new: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason.replace("(", r"\(")):
        rename(rules, "prime/rulebook.yaml", before, new)


def test_nothing_is_renamed_where_a_file_cannot_be_read(rules: Path) -> None:
    (rules / "prime" / "examples.yaml").write_text("examples: [\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"prime/examples\.yaml a des erreurs"):
        rename(rules, "prime/rulebook.yaml", "formula: ", "autre")


def test_a_figure_lent_with_the_choice_it_depends_on_keeps_that_name(rules: Path) -> None:
    path = rules / "caisse" / "parameters.yaml"
    added = (
        "taux:\n  label: Taux\n  unit: '%'\n  by: statut\n  values:\n"
        "    2018-01-01: {value: {artisan: 1 %, liberal: 2 %}, reference: R}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    book = rules / "prime" / "rulebook.yaml"
    text = PRIME.replace("[plafond]", "[plafond, taux]").replace("plafond / 10", "plafond * taux")
    book.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="« taux », emprunté à caisse, dépend de « statut »"):
        rename(rules, "prime/rulebook.yaml", "      - when: ", "qualite")


def test_what_would_bring_a_new_error_is_refused(rules: Path) -> None:
    """A rule may not be called as a choice that stands bare."""
    path = rules / "prime" / "rulebook.yaml"
    added = (
        "  qui:\n    label: Qui\n    type: choice\n    choices: statut\n"
        "    cases:\n      - {otherwise: liberal}\noutputs"
    )
    path.write_text(PRIME.replace("outputs", added), encoding="utf-8")
    assert errors(rules) == []
    with pytest.raises(Refused, match="liberal"):
        rename(rules, "prime/rulebook.yaml", "revenu < ", "liberal")
