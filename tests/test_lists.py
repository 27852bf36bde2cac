"""Lists and texts: what is asked for them, how they are given, what they answer and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import bareme
from bareme.cli import main
from rulebooks import HEAD, NAME, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INPUTS = """\
inputs:
  etudiant: {label: Étudiant, question: "Êtes-vous étudiant ?", type: boolean}
  ecole: {label: École, question: "Dans quelle école ?", type: text}
  age: {label: Âge, question: "Quel âge avez-vous ?", type: integer, unit: an}
  jointes:
    label: Pièces jointes
    question: Quelles pièces joignez-vous ?
    type: list
    choices: {carte: Carte, photo: Photo, certificat: Certificat, accord: Accord des parents}
  en_double: {label: Pièces en double, type: list, choices: jointes, default: []}
  premiere: {label: Première pièce, type: choice, choices: jointes, default: carte}
"""

RULES = """\
rules:
  requises:
    label: Pièces requises
    reference: Code, art. 1
    list:
      carte: {label: La carte d'identité.}
      certificat:
        label: Le certificat de scolarité.
        when: etudiant and ecole != ""
        reference: Code, art. 2
      accord: {label: L'accord des parents., when: age < 18, reference: "Code, art. 3"}
  manquantes:
    label: Pièces manquantes
    list:
      carte: {label: Il manque la carte., when: '"carte" in requises and "carte" not in jointes'}
      certificat:
        label: Il manque le certificat.
        when: '"certificat" in requises and "certificat" not in jointes'
      accord:
        label: Il manque l'accord.
        when: '"accord" in requises and "accord" not in jointes'
  complet: {label: Dossier complet, type: boolean, formula: count(manquantes) == 0}
  surplus: {label: Pièces en surplus, unit: 1, formula: count(jointes) + count(en_double)}
  premiere_jointe: {label: Première jointe, type: boolean, formula: premiere in jointes}
  toujours: {label: Toujours, list: {photo: {label: Une photo.}}}
  sigle: {label: Sigle, type: text, formula: 'characters(ecole, 1, 3)'}
outputs: [complet, manquantes, requises]
"""

MINOR = {"etudiant": True, "ecole": "Lycée Zola", "age": 16}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> bareme.Rules:
    files = {"rulebook.yaml": HEAD + INPUTS + RULES, "parameters.yaml": _FIGURE}
    return load(tmp_path_factory.mktemp("rules"), files).on("2019-06-01")


_FIGURE = "f: {label: F, unit: 1, values: {2019-01-01: {value: 1, note: N}}}\n"


def _dated(tmp_path: Path, variants: str) -> bareme.Rulebook:
    text = f"{HEAD}inputs:\n  etudiant: {{label: Étudiant, type: boolean}}\nrules:\n"
    text += f"  pieces:\n    label: Pièces\n    variants:\n{variants}"
    text += "  avec_photo: {label: Avec photo, type: boolean, formula: '\"photo\" in pieces'}\n"
    text += "outputs: [pieces, etudiant]\n"
    return load(tmp_path, {"rulebook.yaml": text, "parameters.yaml": _FIGURE})


# --- What a list holds ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situation", "held"),
    [
        (MINOR, ("carte", "certificat", "accord")),
        ({**MINOR, "age": 17}, ("carte", "certificat", "accord")),
        ({**MINOR, "age": 18}, ("carte", "certificat")),
        ({**MINOR, "ecole": ""}, ("carte", "accord")),
        ({"etudiant": False, "age": 40}, ("carte",)),
    ],
)
def test_a_list_holds_every_item_whose_condition_holds_in_the_order_written(
    rules: bareme.Rules, situation: dict[str, object], held: tuple[str, ...]
) -> None:
    result = rules.evaluate(situation, outputs=["requises"])
    assert result["requises"] == result.exact("requises") == held
    assert type(result["requises"]) is tuple
    labels = {
        "carte": "La carte d'identité.",
        "certificat": "Le certificat de scolarité.",
        "accord": "L'accord des parents.",
    }
    assert result.listed("requises") == tuple(labels[name] for name in held)
    assert result.words("requises") == " ; ".join(labels[name] for name in held)
    assert result.reasons("requises") == tuple(labels[name] for name in held)


def test_an_empty_list_is_neither_nothing_nor_missing(rules: bareme.Rules) -> None:
    result = rules.evaluate(MINOR, jointes=["carte", "certificat", "accord"])
    assert result["manquantes"] == ()
    assert result["complet"] is True
    assert result.words("manquantes") == "néant"
    assert result.listed("manquantes") == ()
    assert result.reasons("manquantes") == ()
    assert not result.pending
    assert "Pièces manquantes : néant" in result.explain()
    assert "néant" in result.explain("markdown")
    assert result.to_dict()["outputs"]["manquantes"] == []


def test_lists_rest_on_lists(rules: bareme.Rules) -> None:
    result = rules.evaluate(MINOR, jointes=["certificat", "photo"])
    assert result["manquantes"] == ("carte", "accord")
    assert result["complet"] is False
    assert result.reasons("complet") == ("Il manque la carte.", "Il manque l'accord.")


@pytest.mark.parametrize(
    ("given", "count", "first"),
    [
        ({"jointes": []}, 0, False),
        ({"jointes": ["photo"]}, 1, False),
        ({"jointes": ["photo"], "premiere": "photo"}, 1, True),
        ({"jointes": ["photo", "carte"]}, 2, True),
        ({"jointes": ["photo", "carte"], "en_double": ["carte"]}, 3, True),
    ],
)
def test_a_list_is_counted_and_searched(
    rules: bareme.Rules, given: dict[str, object], count: int, first: bool
) -> None:
    result = rules.evaluate(given, outputs=["surplus", "premiere_jointe"])
    assert result["surplus"] == count
    assert result["premiere_jointe"] is first


def test_a_default_list_stands_in_for_what_is_not_said(rules: bareme.Rules) -> None:
    result = rules.evaluate({"jointes": ["photo"]}, outputs=["surplus"])
    assert result.assumed == {"en_double": ()}
    assert "Pièces en double : néant" in result.explain()
    assert rules.questions({}, ["surplus"]) == (("jointes",), ())


def test_a_list_that_hangs_on_nothing_is_the_same_for_everyone(rules: bareme.Rules) -> None:
    for _ in range(2):
        result = rules.evaluate({}, outputs=["toujours"])
        assert result["toujours"] == ("photo",)
        assert result.listed("toujours") == ("Une photo.",)
    assert rules.evaluate({"toujours": []}, outputs=["toujours"])["toujours"] == ()
    assert rules.evaluate({}, outputs=["toujours"])["toujours"] == ("photo",)


def test_texts_of_the_items_that_hold_come_before_that_of_the_list(rules: bareme.Rules) -> None:
    result = rules.evaluate({**MINOR, "age": 40}, outputs=["requises"])
    found = [reference.citation.reference for reference in result.references]
    assert found == ["Code, art. 2", "Code, art. 1"]


# --- What is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "asked", "needed", "possible"),
    [
        ({}, "requises", ("etudiant", "age"), ("ecole",)),
        ({"etudiant": True}, "requises", ("ecole", "age"), ()),
        ({"etudiant": False}, "requises", ("age",), ()),
        ({"etudiant": False, "age": 20}, "requises", (), ()),
        ({"etudiant": False, "age": 20}, "manquantes", ("jointes",), ()),
        ({"requises": []}, "manquantes", (), ()),
        ({"requises": ["carte"]}, "manquantes", ("jointes",), ()),
        ({"manquantes": []}, "complet", (), ()),
        ({}, "complet", ("etudiant", "age"), ("ecole", "jointes")),
        ({"jointes": []}, "surplus", (), ()),
        ({}, "toujours", (), ()),
    ],
)
def test_only_what_a_condition_comes_to_is_asked(
    rules: bareme.Rules,
    given: dict[str, object],
    asked: str,
    needed: tuple[str, ...],
    possible: tuple[str, ...],
) -> None:
    assert rules.questions(given, [asked]) == (needed, possible)
    if not needed:
        rules.evaluate(given, outputs=[asked])
        return
    with pytest.raises(bareme.MissingInputError) as missing:
        rules.evaluate(given, outputs=[asked])
    assert tuple(question.name for question in missing.value.needed) == needed
    assert tuple(question.name for question in missing.value.possible) == possible


def test_a_guard_keeps_what_follows_from_being_read(rules: bareme.Rules) -> None:
    result = rules.evaluate({"etudiant": False, "age": 20}, outputs=["requises"])
    assert "ecole" not in result
    assert "École" not in result.explain()


def test_what_lacks_its_list_waits_for_it(rules: bareme.Rules) -> None:
    result = rules.evaluate(MINOR, outputs=["requises"])
    assert result.outputs == ("requises",)
    with pytest.raises(bareme.MissingInputError, match="Quelles pièces joignez-vous"):
        rules.evaluate(MINOR)


@pytest.mark.parametrize(
    ("condition", "nom", "held"),
    [
        ('like(nom, "##") and as_number(nom) > 50', "75", True),
        ('like(nom, "##") and as_number(nom) > 50', "2A", False),
        ('not like(nom, "##") or as_number(nom) > 50', "2A", True),
        ('not like(nom, "##") or as_number(nom) > 50', "12", False),
        ('length(nom) > 2 and characters(nom, 3, length(nom)) == "c"', "abc", True),
        ('length(nom) > 2 and characters(nom, 3, length(nom)) == "c"', "ab", False),
    ],
)
def test_a_guard_keeps_what_has_no_result_from_being_computed(
    tmp_path: Path, condition: str, nom: str, held: bool
) -> None:
    text = (
        f"{HEAD}inputs:\n  nom: {{label: Nom, type: text}}\nrules:\n"
        f"  r:\n    label: R\n    list:\n      un:\n        label: Un\n        when: {condition}\n"
        "outputs: [r]\n"
    )
    files = {"rulebook.yaml": text, "parameters.yaml": _FIGURE}
    result = load(tmp_path, files).on("2019-06-01").evaluate(nom=nom)
    assert result["r"] == ("un",) * held
    assert result.explain()


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("as_number(nom) > 50", "not-digits"),
        ('characters(nom, 3, length(nom)) == "c"', "no-such-characters"),
        ('characters(nom, 1, 3 / 2) == "c"', "not-whole"),
        ("remainder(5, length(nom) / length(nom) - 1) > 1", "division-by-zero"),
    ],
)
def test_what_has_no_result_is_refused_with_the_rule_it_stands_in(
    tmp_path: Path, condition: str, code: str
) -> None:
    text = (
        f"{HEAD}inputs:\n  nom: {{label: Nom, type: text}}\nrules:\n"
        f"  r:\n    label: R\n    list:\n      un:\n        label: Un\n        when: {condition}\n"
        "outputs: [r]\n"
    )
    rules = load(tmp_path, {"rulebook.yaml": text, "parameters.yaml": _FIGURE}).on("2019-06-01")
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate(nom="2A")
    assert [d.code for d in refused.value.diagnostics] == [code]
    # What cannot be computed is no question, and asks for nothing more.
    assert rules.questions({"nom": "2A"}) == ((), ())


# --- From a date on ------------------------------------------------------------------------------

_VARIANTS = """\
      2019-01-01:
        reference: Texte de 2019
        list:
          carte: {label: La carte.}
          certificat: {label: Le certificat., when: etudiant}
      2020-01-01:
        list:
          photo: {label: Une photo., reference: Texte de 2020}
          certificat: {label: Le certificat., when: not etudiant}
      2021-01-01: {same_as: 2019-01-01, reference: Texte de 2021}
"""


@pytest.mark.parametrize(
    ("day", "student", "other", "reference"),
    [
        ("2019-12-31", ("carte", "certificat"), ("carte",), "Texte de 2019"),
        ("2020-01-01", ("photo",), ("photo", "certificat"), "Texte de 2020"),
        ("2020-12-31", ("photo",), ("photo", "certificat"), "Texte de 2020"),
        ("2021-01-01", ("carte", "certificat"), ("carte",), "Texte de 2021"),
    ],
)
def test_the_items_are_those_of_the_version_in_force(
    tmp_path: Path, day: str, student: tuple[str, ...], other: tuple[str, ...], reference: str
) -> None:
    rules = _dated(tmp_path, _VARIANTS).on(day)
    for held, etudiant in ((student, True), (other, False)):
        result = rules.evaluate(etudiant=etudiant)
        assert result["pieces"] == held
        assert len(result.listed("pieces")) == len(held)
        assert [found.citation.reference for found in result.references] == [reference]
        told = rules.evaluate({"etudiant": etudiant}, outputs=["avec_photo"])
        assert told["avec_photo"] is ("photo" in held)


def test_an_item_is_told_by_the_label_of_the_version_in_force(tmp_path: Path) -> None:
    variants = "".join(
        f"      {year}-01-01: {{list: {{photo: {{label: Photo de {year}.}}}}}}\n"
        for year in (2019, 2020, 2021)
    )
    book = _dated(tmp_path, variants)
    for year in (2019, 2020, 2021):
        result = book.on(f"{year}-06-01").evaluate(etudiant=True)
        assert result.listed("pieces") == result.reasons("pieces") == (f"Photo de {year}.",)
        assert result.words("pieces") == f"Photo de {year}."
        assert result.explain().count("Photo de") == result.explain().count(f"Photo de {year}.")
        given = book.on(f"{year}-06-01").evaluate({"pieces": ["photo"]}, outputs=["avec_photo"])
        assert given.words("pieces") == f"Photo de {year}."


def test_an_item_of_another_version_may_be_given(tmp_path: Path) -> None:
    book = _dated(tmp_path, _VARIANTS)
    for day in ("2019-06-01", "2020-06-01"):
        result = book.on(day).evaluate({"pieces": ["photo"]}, outputs=["avec_photo"])
        assert result["avec_photo"] is True


def test_a_list_that_begins_later_is_refused_before(tmp_path: Path) -> None:
    later = "      2020-01-01: {list: {photo: {label: Une photo., when: etudiant}}}\n"
    text = f"{HEAD}inputs:\n  etudiant: {{label: É, type: boolean}}\nrules:\n"
    text += f"  pieces:\n    label: Pièces\n    variants:\n{later}outputs: [pieces]\n"
    book = load(tmp_path, {"rulebook.yaml": text, "parameters.yaml": _FIGURE})
    with pytest.raises(bareme.SituationError) as refused:
        book.on("2019-06-01").evaluate(etudiant=True)
    assert [d.code for d in refused.value.diagnostics] == ["rule-before-first"]
    assert book.on("2020-06-01").evaluate(etudiant=True)["pieces"] == ("photo",)


# --- How they are given --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        (["photo", "carte"], ("carte", "photo")),  # in the order of the rulebook
        (("carte", "photo"), ("carte", "photo")),
        ({"photo", "carte"}, ("carte", "photo")),
        (frozenset({"photo"}), ("photo",)),
        ([], ()),
        ((), ()),
        (set(), ()),
    ],
)
def test_a_program_gives_a_list_as_any_collection(
    rules: bareme.Rules, value: object, taken: tuple[str, ...]
) -> None:
    result = rules.evaluate({"jointes": value}, outputs=["surplus"])
    assert result["surplus"] == len(taken)
    assert result.given == {"jointes": taken}


def test_a_list_given_does_not_change_with_the_callers(rules: bareme.Rules) -> None:
    mine = ["photo"]
    result = rules.evaluate({"jointes": mine}, outputs=["surplus"])
    mine.append("carte")
    assert result.given == {"jointes": ("photo",)}


def test_a_list_may_be_given_in_place_of_its_rule(rules: bareme.Rules) -> None:
    result = rules.evaluate(requises=["accord"], jointes=["carte"])
    assert result["manquantes"] == ("accord",)
    assert result.words("requises") == "L'accord des parents."
    assert "requises" not in {step.name for step in result.trace}
    assert not result.warnings
    both = rules.evaluate(requises=["accord"], jointes=["carte"], age=40)
    assert [w.code for w in both.warnings] == ["given-unread"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (["cartes"], "unknown-choice"),
        (["certificat", "photo"], "unknown-choice"),  # a piece, but not one that is required
        (["La carte d'identité."], "unknown-choice"),
        (["carte", "carte"], "duplicate-item"),
        ("carte", "wrong-type"),
        (None, "wrong-type"),
    ],
)
def test_a_list_given_in_place_of_its_rule_holds_its_items(
    rules: bareme.Rules, value: object, code: str
) -> None:
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate(requises=value, jointes=[])
    assert [(d.code, d.subject) for d in refused.value.diagnostics] == [(code, "requises")]


@pytest.mark.parametrize(
    "text", ["", "Zoë", " a ", "a\nb", "null", "true", "75", "«»", "x" * 10_000]
)
def test_a_text_is_taken_for_exactly_what_it_is(rules: bareme.Rules, text: str) -> None:
    result = rules.evaluate({"ecole": text}, outputs=["sigle"])
    assert result["sigle"] == text[:3]
    assert result.given == {"ecole": text}


def test_a_long_text_is_told_by_its_beginning(rules: bareme.Rules) -> None:
    told = rules.evaluate({"ecole": "ab\ncd " * 50}, outputs=["sigle"]).words("ecole")
    assert told.startswith("« ab cd ab cd")
    assert told.endswith("… »")
    assert len(told) < 80


# --- From a file, from the command line ----------------------------------------------------------

_SHELF = {"rulebook.yaml": HEAD + INPUTS + RULES, "parameters.yaml": _FIGURE}


@pytest.fixture(name="run")
def _run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    load(tmp_path / "rules", _SHELF)

    def run(*arguments: str) -> tuple[int, str, str]:
        shelf = ("--rules", str(tmp_path / "rules"), "--on", "2019-06-01")
        try:
            status = main(("evaluate", NAME, *arguments, *shelf))
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


_FILES = {
    "brackets.yaml": "jointes: [carte, photo]\n",
    "dashes.yaml": "jointes:\n  - carte\n  - photo\n",
    "commas.yaml": "jointes: carte, photo\n",
    "quotes.yaml": 'jointes: ["carte", "photo"]\n',
    "lines.yaml": "jointes: [carte,\n  photo]\n",
    "array.json": '{"jointes": ["carte", "photo"]}\n',
    "text.json": '{"jointes": "carte,photo"}\n',
}


@pytest.mark.parametrize("name", _FILES)
def test_a_file_gives_a_list(tmp_path: Path, run: Any, name: str) -> None:
    file = tmp_path / name
    file.write_text(_FILES[name], encoding="utf-8")
    assert run("--situation", str(file), "--get", "jointes") == (0, "carte,photo\n", "")
    assert run("--situation", str(file), "--get", "surplus") == (0, "2\n", "")
    # What the command line says counts, whatever the file says.
    assert run("--situation", str(file), "jointes=accord", "--get", "jointes")[1] == "accord\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("jointes: [carte, phtoo]\n", "unknown-choice"),
        ("jointes: [carte, carte]\n", "duplicate-item"),
        ("jointes: {carte: true}\n", "situation-unreadable"),
        ("jointes: [[carte]]\n", "wrong-type"),
        ("jointes: [carte, photo\n", "yaml-quote"),
        ("etudiant: [true]\n", "list-unexpected"),
        ("ecole: [Zola]\n", "list-unexpected"),
        ('{"jointes": ["carte", "phtoo"]}', "unknown-choice"),
        ('{"jointes": ["carte", "carte"]}', "duplicate-item"),
        ('{"jointes": ["carte", 1]}', "wrong-type"),
        ('{"jointes": null}', "wrong-type"),
        ('{"ecole": 75}', "wrong-type"),
        ('{"ecole": ["Zola"]}', "wrong-type"),
    ],
)
def test_a_file_that_gives_no_list_is_told(
    tmp_path: Path, run: Any, content: str, code: str
) -> None:
    file = tmp_path / "situation"
    file.write_text(content, encoding="utf-8")
    status, out, err = run("--situation", str(file), "--get", "requises")
    assert (status, out) == (1, "")
    assert err.count("erreur[") == 1
    assert f"erreur[{code}]" in err


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("jointes=carte,photo", "carte,photo"),
        ("jointes=photo,carte", "carte,photo"),
        ("jointes=carte, photo", "carte,photo"),
        ("jointes=carte", "carte"),
        ("jointes=", ""),
        ("ecole=Zola, Émile = 1", "Zola, Émile = 1"),
        ("ecole=", ""),
        ("ecole=carte,photo", "carte,photo"),
    ],
)
def test_a_word_gives_a_list_or_a_text(run: Any, word: str, taken: str) -> None:
    name = word.partition("=")[0]
    assert run(word, "--get", name) == (0, f"{taken}\n", "")


@pytest.mark.parametrize(
    ("word", "code", "mark"),
    [
        ("jointes=carte,phtoo", "unknown-choice", "carte,phtoo"),
        ("jointes=carte,carte", "duplicate-item", "carte,carte"),
        ("jointes=Carte", "unknown-choice", "Carte"),
        (f"ecole={'x' * 10_001}", "text-too-long", ""),
    ],
)
def test_a_word_that_gives_no_list_is_told(run: Any, word: str, code: str, mark: str) -> None:
    status, out, err = run(word, "--get", "requises")
    assert (status, out) == (1, "")
    assert f"erreur[{code}]" in err
    assert "^" * len(mark) in err


def test_a_list_is_written_for_people_and_for_scripts(run: Any) -> None:
    words = ("etudiant=true", "ecole=Zola", "age=16", "jointes=photo")
    assert run(*words, "--get", "requises")[1] == "carte,certificat,accord\n"
    assert run(*words, "jointes=photo", "--get", "complet")[0] != 0  # given twice
    status, out, _ = run(*words)
    assert status == 0
    assert "Pièces manquantes :\n  - Il manque la carte.\n" in out
    assert "→" not in out  # what is listed is not told again as a reason
    _, out, _ = run(*words, "requises=carte", "manquantes=", "--format", "json")
    told = json.loads(out)
    assert told["outputs"] == {"complet": True, "manquantes": [], "requises": ["carte"]}
    assert told["given"]["jointes"] == ["photo"]
    assert told["given"]["ecole"] == "Zola"


def test_an_empty_list_is_written_as_nothing_at_all(run: Any) -> None:
    words = ("requises=", "jointes=")
    assert run(*words, "--get", "manquantes", "--get", "complet") == (0, "\ntrue\n", "")
    assert "Pièces manquantes : néant" in run(*words)[1]


def test_a_list_is_in_its_order_whatever_the_rows_of_a_table(tmp_path: Path) -> None:
    rules = _dated(tmp_path, _VARIANTS)
    days = ["2019-06-01", "2020-06-01", "2021-06-01"] * 2
    table = {"etudiant": [True, False, True, False, True, False]}
    for day in dict.fromkeys(days):
        found = rules.on(day).evaluate_table(table, outputs=["pieces"]).table["pieces"]
        alone = [rules.on(day).evaluate(etudiant=e)["pieces"] for e in table["etudiant"]]
        assert [tuple(row) for row in found] == alone
