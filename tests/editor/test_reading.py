"""Hover, definition, references, outline and the values of an example, without any protocol."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.editor.hints import hints, lenses
from bareme.editor.hover import hover
from bareme.editor.navigation import declared, definition, references
from editor.shelves import EXEMPLES, PRIME, copied, document, small

if TYPE_CHECKING:
    from pathlib import Path

IN_2018 = dt.date(2018, 5, 1)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return small(tmp_path / "rules")


def told(rules: Path, file: str, before: str, text: str | None = None) -> str:
    """Return what is told of the word that follows `before`."""
    found = document(rules, file, text)
    offset = found.text.index(before) + len(before)
    known = hover(found, offset, IN_2018)
    return known.markdown if known else ""


@pytest.mark.parametrize(
    ("before", "there"),
    [
        (
            "formula: ",
            [
                "**Plafond annuel** (€/an)",
                "39 732,00 €/an",
                "1er janvier 2018",
                "Arrêté de 2017",
                "`caisse`",
            ],
        ),
        (
            "revenu < ",
            ["**Part du plafond** (€/an)", "plafond / 10", "3 973,20 €/an", "Décret, art. 1"],
        ),
        ("and ", ["**Revenu 😋 d'activité** (€/an)", "Quel revenu ?"]),
        (
            "      - when: ",
            ["**Statut**", "`liberal` — Profession libérale", "À défaut de réponse : Artisan"],
        ),
        ('statut == "', ["`artisan` — Artisan"]),
        ("          mi", ["`min(a, b, …)`", "Le plus petit"]),
        ("    roun", ["`round`", "Pas d'arrondi"]),
        ("    label: Reve", []),
        ("{when: {", ["**Durée** (jour)"]),
    ],
)
def test_hover_tells_what_a_word_stands_for(rules: Path, before: str, there: list[str]) -> None:
    found = told(rules, "prime/rulebook.yaml", before).replace("\u202f", " ")
    assert all(part in found for part in there)
    assert bool(found) == bool(there)


def test_a_figure_is_told_on_the_date_of_its_line(rules: Path) -> None:
    text = PRIME.replace(
        "    formula: plafond / 10",
        "    variants:\n      2018-01-01: {formula: 1}\n      2019-01-01: {formula: plafond / 10}",
    )
    assert "40\u202f524,00 €/an" in told(rules, "prime/rulebook.yaml", "01: {formula: pl", text)
    late = hover(document(rules, "caisse/parameters.yaml"), 3, dt.date(2020, 1, 1))
    assert late is not None
    assert late.markdown.split("\n\n")[1] == "Pas de valeur en vigueur le 1er janvier 2020."


def test_what_was_last_understood_is_told_while_the_text_is_broken(rules: Path) -> None:
    found = document(rules, "prime/rulebook.yaml")
    offset = PRIME.index("revenu < part") + len("revenu < p")
    assert hover(found, offset, IN_2018) is not None
    found.book.workspace.texts[found.path] = PRIME.replace("outputs: [prime]", "outputs: [prime")
    known = hover(found, offset, IN_2018)
    assert known is not None
    assert "3\u202f973,20 €/an" in known.markdown


def test_before_it_was_ever_understood_the_label_is_told(rules: Path) -> None:
    broken = PRIME.replace("outputs: [prime]", "outputs: [prime")
    assert told(rules, "prime/rulebook.yaml", "revenu < ", broken) == "**Part du plafond** (€/an)"


@pytest.mark.parametrize(
    ("file", "before", "there", "line"),
    [
        ("prime/rulebook.yaml", "formula: ", "caisse/parameters.yaml", 1),
        ("prime/rulebook.yaml", "caisse: [", "caisse/parameters.yaml", 1),
        ("prime/rulebook.yaml", "uses:\n  ", "caisse/rulebook.yaml", 1),
        ("prime/rulebook.yaml", "revenu < ", "prime/rulebook.yaml", 20),
        ("prime/rulebook.yaml", "outputs: [", "prime/rulebook.yaml", 26),
        ("prime/rulebook.yaml", 'statut == "', "prime/rulebook.yaml", 16),
        ("prime/rulebook.yaml", "default: ", "prime/rulebook.yaml", 16),
        ("prime/examples.yaml", "given: {", "prime/rulebook.yaml", 7),
        ("prime/examples.yaml", "prime: 0, ", "prime/rulebook.yaml", 20),
        ("prime/rulebook.yaml", "    label: Re", None, 0),
        ("prime/rulebook.yaml", "# un ", None, 0),
    ],
)
def test_definition_goes_to_where_a_word_is_declared(
    rules: Path, file: str, before: str, there: str | None, line: int
) -> None:
    found = document(rules, file)
    place = definition(found, found.text.index(before) + len(before))
    if there is None:
        assert place is None
        return
    assert place is not None
    assert place.path == rules / there
    assert place.text.count("\n", 0, place.span.start) + 1 == line


def test_references_are_in_every_file_and_never_in_a_text(rules: Path) -> None:
    found = document(rules, "prime/rulebook.yaml")
    offset = PRIME.index("formula: plafond") + len("formula: ")
    places = [
        (place.path.parent.name, place.path.stem, place.text.count("\n", 0, place.span.start) + 1)
        for place in references(found, offset, declaration=True)
    ]
    assert places == [
        ("caisse", "parameters", 1),
        ("caisse", "rulebook", 4),
        ("prime", "rulebook", 5),
        ("prime", "rulebook", 25),
        ("prime", "rulebook", 36),
    ]
    assert len(references(found, offset, declaration=False)) == 4


def test_the_outline_names_what_a_file_declares(rules: Path) -> None:
    found = document(rules, "prime/rulebook.yaml")
    listed = [(d.what, d.name, d.label) for d in declared(found)]
    assert listed == [
        ("input", "revenu", "Revenu 😋 d'activité"),
        ("input", "statut", "Statut"),
        ("input", "duree", "Durée"),
        ("rule", "part", "Part du plafond"),
        ("rule", "prime", "Prime"),
        ("rule", "delai", "Délai"),
    ]
    part = declared(found)[3]
    assert PRIME[part.span.start : part.span.end].endswith("formula: plafond / 10")
    names = [d.name for d in declared(document(rules, "prime/examples.yaml"))]
    assert names == ["Sous la part", "Au-dessus"]


def shown(rules: Path, chosen: str | None, text: str | None = None) -> dict[str, str]:
    """Return the values shown beside the lines of `prime`, by the beginning of the line."""
    found = document(rules, "prime/rulebook.yaml", text)
    lines = {}
    for hint in hints(found, chosen):
        start = found.text.rindex("\n", 0, hint.offset) + 1
        line = found.text[start : hint.offset].strip()
        lines[line] = hint.text.replace("\u202f", " ")
    return lines


def test_each_rule_shows_what_it_gives_for_the_first_example(rules: Path) -> None:
    assert shown(rules, None) == {
        "revenu:": "= 3 000,00 €/an",
        "statut:": "= Artisan",
        "part: # un plafond réduit": "= 3 973,20 €/an",
        "prime:": "= 0,00 €/an",
        "then: 0": "= 0,00 €/an",
    }


def test_another_example_may_be_followed(rules: Path) -> None:
    assert shown(rules, "Au-dessus") == {
        "revenu:": "= 20 000,00 €/an",
        "statut:": "= Artisan",
        "duree: {label: Durée, type: integer, unit: jours}": "= 10 jours",
        "part: # un plafond réduit": "= 4 052,40 €/an",
        "prime:": "= 6 666,67 €/an",
        "- otherwise: >-": "= 6 666,666… €/an",
        "delai:": "= 3 jours",
        '- {when: {duree: "> 7"}, then: duree - 7}': "= 3 jours",
    }


def test_figures_show_what_is_in_force_on_the_date_of_the_example(rules: Path) -> None:
    own = f"{EXEMPLES.partition('given')[0]}given: {{}}\n    expect: {{plafond: 39732}}\n"
    (rules / "caisse" / "examples.yaml").write_text(own, encoding="utf-8")
    (hint,) = hints(document(rules, "caisse/parameters.yaml"), None)
    assert hint.text == "= 39\u202f732,00 €/an"
    assert hint.offset == len("plafond:")
    assert hint.tooltip == "Exemple suivi : Sous la part (1er juin 2018)"


def test_values_are_those_of_the_evaluation(tmp_path: Path) -> None:
    rules = copied(tmp_path / "rules")
    found = document(rules, "indemnites-journalieres/rulebook.yaml")
    name = "4e cas : micro-entrepreneur, vente, chiffre d'affaires de 55 500 €"
    given = {"statut": "commercant", "micro_entrepreneur": True, "categorie_activite": "vente"}
    turnover = {f"chiffre_affaires_annee_{year}": 55500 for year in (1, 2, 3)}
    book = bareme.load("indemnites-journalieres")
    result = book.on("2018-03-01").evaluate(
        {**given, **turnover}, outputs=["revenu_annuel_moyen", "indemnite_journaliere"]
    )
    texts = {
        found.text[found.text.rindex("\n", 0, hint.offset) + 1 : hint.offset].strip(": "): hint.text
        for hint in hints(found, name)
    }
    for rule in result.outputs:
        assert texts[rule] == f"= {result.words(rule)}"


def test_an_example_is_chosen_above_it_or_above_the_inputs(rules: Path) -> None:
    examples = lenses(document(rules, "prime/examples.yaml"), "Au-dessus")
    assert [(lens.title, lens.example, lens.followed) for lens in examples] == [
        ("Suivre cet exemple", "Sous la part", False),
        ("Exemple suivi", "Au-dessus", True),
    ]
    (above,) = lenses(document(rules, "prime/rulebook.yaml"), None)
    assert (above.title, above.example) == ("Exemple suivi : Sous la part", "Au-dessus")
    assert lenses(document(rules, "caisse/rulebook.yaml"), None) == ()


def test_every_offset_of_every_file_has_an_answer(rules: Path) -> None:
    for file in ("prime/rulebook.yaml", "prime/examples.yaml", "caisse/parameters.yaml"):
        found = document(rules, file)
        for offset in range(0, len(found.text) + 1, 5):
            hover(found, offset, IN_2018)
            definition(found, offset)
