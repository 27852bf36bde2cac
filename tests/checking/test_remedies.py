"""What a remedy says to write makes the file right: of the mistakes of those who do not program.

Each is told with its code, on its line, and once what is suggested stands in its place, nothing
is left to tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

import bareme
from rulebooks import (
    EXAMPLES,
    PARAMETERS,
    RULEBOOK,
    Finding,
    check,
    findings,
    load,
    stretch,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bareme import Diagnostic


class Case(NamedTuple):
    """A text with a mistake in it, its code, and what to write in place of `at`."""

    text: str
    code: str
    at: str
    suggestion: str


FORMULAS = (
    ("marie == non", "foreign-spelling", "non", "false"),
    ("marie==Non", "foreign-spelling", "Non", "false"),
    ("marie != non", "foreign-spelling", "non", "false"),
    ("marie == OUI", "foreign-spelling", "OUI", "true"),
    ("marie == Vrai and age > 3", "foreign-spelling", "Vrai", "true"),
    ('marie == "oui"', "wrong-kind", '"oui"', "true"),
    ('marie == "false" or age > 3', "wrong-kind", '"false"', "false"),
    ('"non" != marie', "wrong-kind", '"non"', "false"),
    ('age >= "18"', "wrong-kind", '"18"', "18"),
    ('age == "18"', "wrong-kind", '"18"', "18"),
    ("naissance < 01/02/2019", "not-a-date", "01/02/2019", "2019-02-01"),
    ("naissance < 1er février 2019", "not-a-date", "1er février 2019", "2019-02-01"),
    ("naissance < 15 août 2019 and marie", "not-a-date", "15 août 2019", "2019-08-15"),
    ("naissance < 2019/2/1", "not-a-date", "2019/2/1", "2019-02-01"),
    ('naissance < "2019-02-01"', "wrong-kind", '"2019-02-01"', "2019-02-01"),
    ('naissance == "01/02/2019"', "wrong-kind", '"01/02/2019"', "2019-02-01"),
    ('"2019-02-01" >= naissance', "wrong-kind", '"2019-02-01"', "2019-02-01"),
    ("length(nom) > 150 caractères", "unit-in-formula", "150 caractères", "150"),
    ("age < 58 ans", "unit-in-formula", "58 ans", "58"),
    ("age < 58ans and marie", "unit-in-formula", "58ans", "58"),
    ("revenu > 10.50 €/an", "unit-in-formula", "10.50 €/an", "10.50"),
    ("formats == 0", "list-compared", "formats == 0", "count(formats) == 0"),
    ("formats != 2", "list-compared", "formats != 2", "count(formats) != 2"),
    ("formats > 1", "list-compared", "formats > 1", "count(formats) > 1"),
    ("formats == []", "not-in-language", "formats == []", "count(formats) == 0"),
    ("formats != [ ]", "not-in-language", "formats != [ ]", "count(formats) > 0"),
    ("formats == nothing", "list-compared", "formats == nothing", "count(formats) == 0"),
    ("formats != nothing", "list-compared", "formats != nothing", "count(formats) != 0"),
    ("not formats", "list-compared", "not formats", "count(formats) == 0"),
    ('formats == "autre"', "list-compared", 'formats == "autre"', '"autre" in formats'),
    ('"autre" == formats', "list-compared", '"autre" == formats', '"autre" in formats'),
    ('formats != "autre"', "list-compared", 'formats != "autre"', '"autre" not in formats'),
    (
        'statut == ["artisan", "commercant"]',
        "not-in-language",
        'statut == ["artisan", "commercant"]',
        'statut in ["artisan", "commercant"]',
    ),
    ("nom == nothing", "never-nothing", "nom == nothing", 'nom == ""'),
    ("marie and nom != nothing", "never-nothing", "nom != nothing", 'nom != ""'),
    ("nom > 5 + 3", "text-measured", "nom > 5 + 3", "length(nom) > 5 + 3"),
    ("5 >= nom", "text-measured", "5 >= nom", "5 >= length(nom)"),
    ("remainder(age; 7) == 0", "foreign-spelling", ";", ","),
    ("remainder(age 7) == 0", "formula-syntax", "age 7", "age, 7"),
    ('like(nom "A*")', "formula-syntax", 'nom "', 'nom, "'),
    ("age % 7 == 0", "not-in-language", "age % 7", "remainder(age, 7)"),
    ("(age + 3) % 7 == 0", "not-in-language", "(age + 3) % 7", "remainder(age + 3, 7)"),
    ('like(nom, "[0-9]{9}")', "not-a-pattern", '"[0-9]{9}"', '"#########"'),
    ('like(nom, "[0-9][0-9]A*")', "not-a-pattern", '"[0-9][0-9]A*"', '"##A*"'),
    ('like(nom, "#{3}-#")', "not-a-pattern", '"#{3}-#"', '"###-#"'),
    ("naissance + 5 > 2000-01-01", "date-calculated", "naissance + 5", "add_days(naissance, 5)"),
    (
        "naissance - age < 2000-01-01",
        "date-calculated",
        "naissance - age",
        "add_years(naissance, -(age))",
    ),
    (
        "naissance - 2000-01-01 > 10",
        "date-calculated",
        "naissance - 2000-01-01",
        "days_between(2000-01-01, naissance)",
    ),
    (
        "add_months(naissance, age) > 2000-01-01",
        "units-differ",
        "add_months(naissance, age)",
        "add_years(naissance, age)",
    ),
)


def _formula(text: str) -> str:
    quoted = text.replace("'", "''")
    return f"{RULEBOOK}  r:\n    label: R\n    type: boolean\n    formula: '{quoted}'\n"


def _in_table(cell: str) -> str:
    return (
        f"{RULEBOOK}  r:\n    label: R\n    unit: 1\n    table:\n      rows:\n"
        f"        - {{when: {{{cell}}}, then: 1}}\n        - otherwise: 0\n"
    )


def _repaired(text: str, found: tuple[Diagnostic, ...]) -> str:
    """Write what each finding suggests where it stands, from the last to the first."""
    lines = text.split("\n")
    for diagnostic in reversed(found):
        place = diagnostic.place
        assert place is not None
        assert diagnostic.suggestion is not None, diagnostic.message
        line = lines[place.line - 1]
        before, after = line[: place.column - 1], line[place.end_column - 1 :]
        lines[place.line - 1] = before + diagnostic.suggestion + after
    return "\n".join(lines)


def _told_and_mended(tmp_path: Path, file: str, text: str, case: Case) -> None:
    found = check(tmp_path, {file: text})
    told = [(d.code, stretch(d), d.suggestion) for d in found]
    assert told == [(case.code, case.at, case.suggestion)]
    assert check(tmp_path, {file: _repaired(text, found)}) == ()


@pytest.mark.parametrize("case", FORMULAS, ids=lambda case: case[0])
def test_a_formula_is_mended(tmp_path: Path, case: tuple[str, str, str, str]) -> None:
    made = Case(*case)
    _told_and_mended(tmp_path, "rulebook.yaml", _formula(made.text), made)


CELLS = (
    ("age: 58-65", "not-a-number", "58-65", "58..65"),
    ("age: de 58 à 65", "not-a-number", "de 58 à 65", "58..65"),
    ("age: entre 58 et 65", "not-a-number", "entre 58 et 65", "58..65"),
    ("age: 58 à 65 ans", "not-a-number", "58 à 65 ans", "58..65"),
    ("age: 58..65 ans", "not-a-number", "58..65 ans", "58..65"),
    ("age: 58...65", "not-a-number", "58...65", "58..65"),
    ('age: ">= 58 and <= 65"', "not-a-number", '">= 58 and <= 65"', "58..65"),
    ('age: "≥ 58 et ≤ 65"', "foreign-spelling", '"≥ 58 et ≤ 65"', "58..65"),
    ('age: "> 58 ans"', "not-a-number", '"> 58 ans"', '"> 58"'),
    ('age: "=> 58"', "foreign-spelling", '"=> 58"', '">= 58"'),
    ("age: 58 ans", "not-a-number", "58 ans", "58"),
    ("age: 58 ou 62", "not-a-number", "58 ou 62", "[58, 62]"),
    ("departement: 75 ou 01", "unknown-choice", "75 ou 01", "[75, 01]"),
    ("departement: 75 et 1", "unknown-choice", "75 et 1", "[75, 01]"),
    ('departement: "01, 75"', "unknown-choice", '"01, 75"', "[01, 75]"),
    ("departement: 75,01", "unknown-choice", "75,01", "[75, 01]"),
    (
        "statut: artisan ou commercant",
        "unknown-choice",
        "artisan ou commercant",
        "[artisan, commercant]",
    ),
    (
        "naissance: du 01/01/2000 au 31/12/2010",
        "not-a-date",
        "du 01/01/2000 au 31/12/2010",
        "2000-01-01..2010-12-31",
    ),
)


@pytest.mark.parametrize("case", CELLS, ids=lambda case: case[0])
def test_a_cell_is_mended(tmp_path: Path, case: tuple[str, str, str, str]) -> None:
    made = Case(*case)
    text = _in_table(made.text)
    if made.text.startswith("statut"):  # both choices: nothing is left for the last row
        text = text.replace("        - otherwise: 0\n", "")
    _told_and_mended(tmp_path, "rulebook.yaml", text, made)


def test_a_comma_between_braces_asks_for_brackets(tmp_path: Path) -> None:
    (found,) = check(tmp_path, {"rulebook.yaml": _in_table("departement: 75, 01")})
    assert found.code == "yaml-comma"
    assert "[01, 75]" in found.remedy


def _rule(body: str) -> str:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return f"{RULEBOOK}  r:\n    label: R\n{lines}"


_CHOICES = "type: choice\nchoices: {caisse: Caisse, msa: MSA}\n"
RULES = (
    (f"{_CHOICES}cases:\n  - {{when: marie, then: MSA}}\n  - otherwise: caisse", "MSA", "msa"),
    (f"{_CHOICES}cases:\n  - {{when: marie, then: msa}}\n  - otherwise: caise", "caise", "caisse"),
    (f"{_CHOICES}formula: Caisse", "Caisse", "caisse"),
)


@pytest.mark.parametrize(("body", "at", "suggestion"), RULES)
def test_a_choice_is_the_nearest_of_the_rule(
    tmp_path: Path, body: str, at: str, suggestion: str
) -> None:
    case = Case(body, "unknown-choice", at, suggestion)
    _told_and_mended(tmp_path, "rulebook.yaml", _rule(body), case)


def test_a_word_that_is_no_choice_is_told_the_choices(tmp_path: Path) -> None:
    (found,) = check(tmp_path, {"rulebook.yaml": _rule(f"{_CHOICES}formula: bureau")})
    assert (found.code, found.suggestion) == ("unknown-choice", None)
    assert "caisse, msa" in found.remedy


KEYS = {
    "rulebook.yaml": (
        (_rule("unité: 1\nformule: coefficient"), ["unit", "formula"]),
        (
            _rule("unit: 1\ncas:\n  - {si: marie, alors: 1, parce_que: x}\n  - sinon: 0"),
            ["cases"],
        ),
        (
            _rule("unit: 1\ncases:\n  - {si: marie, alors: 1, parce_que: x}\n  - sinon: 0"),
            ["when", "then", "because", "otherwise"],
        ),
        (
            _rule(
                "unit: 1\ntable:\n  lignes:\n    - {when: {marie: true}, then: 1}\n"
                "    - otherwise: 0"
            ),
            ["rows"],
        ),
        (RULEBOOK.replace("title:", "titre:").replace("rules:", "règles:"), ["title", "rules"]),
        (RULEBOOK.replace("inputs:", "donnees:"), ["inputs"]),
        (RULEBOOK.replace("{label: Revenu", "{libellé: Revenu"), ["label"]),
    ),
    "parameters.yaml": (
        (PARAMETERS.replace("values:", "valeurs:", 1), ["values"]),
        (PARAMETERS.replace("{value: 38616", "{valeur: 38616"), ["value"]),
    ),
    "examples.yaml": (
        (EXAMPLES.replace("expect:", "attendu:"), ["expect"]),
        (EXAMPLES.replace("given:", "données:").replace("name:", "nom:"), ["name", "given"]),
        (EXAMPLES.replace("    on:", "    le:"), ["on"]),
    ),
}


@pytest.mark.parametrize(
    ("file", "text", "keys"), [(file, *case) for file, cases in KEYS.items() for case in cases]
)
def test_a_french_key_is_the_one_meant(
    tmp_path: Path, file: str, text: str, keys: list[str]
) -> None:
    found = check(tmp_path, {file: text})
    assert {d.code for d in found} == {"unknown-key"}
    assert sorted(str(d.suggestion) for d in found) == sorted(keys)


@pytest.mark.parametrize(
    ("body", "key", "under"),
    [
        (
            "unit: 1\nfirst: true\ntable:\n  rows:\n    - {when: {age: 3}, then: 1}",
            "first",
            "table",
        ),
        ("unit: 1\nrows:\n  - {when: {age: 3}, then: 1}", "rows", "table"),
        ("unit: 1\notherwise: 3", "otherwise", "cases"),
    ],
)
def test_a_key_of_the_level_below_is_told_where_it_goes(
    tmp_path: Path, body: str, key: str, under: str
) -> None:
    (found,) = check(tmp_path, {"rulebook.yaml": _rule(body)})
    assert (found.code, stretch(found)) == ("key-elsewhere", key)
    assert f"« {under} »" in found.remedy


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("unit: 1\ntable:\n  rows: {when: {age: 3}, then: 1}", "chacune après un tiret"),
        ("unit: 1\ncases: {when: marie, then: 1}", "chacun après un tiret"),
    ],
)
def test_a_wrong_shape_is_told_in_one_sentence(tmp_path: Path, body: str, said: str) -> None:
    (found,) = check(tmp_path, {"rulebook.yaml": _rule(body)})
    assert found.code == "wrong-shape"
    assert said in found.remedy
    assert "Attendu" not in found.remedy


VALUES = (
    ("an: 62 ans", "62 ans", "62"),
    ("an: 1 000 ans", "1 000 ans", "1000"),
    ("€: 60,25 €", "60,25 €", "60.25"),
    ("€/an: 60,25 €/an", "60,25 €/an", "60.25"),
    ("caractères: 150 caractères", "150 caractères", "150"),
    ("mois: 3 mois", "3 mois", "3"),
)


@pytest.mark.parametrize(("text", "at", "suggestion"), VALUES)
def test_a_figure_is_written_without_its_unit(
    tmp_path: Path, text: str, at: str, suggestion: str
) -> None:
    unit, _, value = text.partition(": ")
    figure = f"  unit: {unit}\n  values:\n    2010-01-01: {{value: {value}, reference: D}}\n"
    found = check(tmp_path, {"parameters.yaml": f"{PARAMETERS}chiffre:\n  label: C\n{figure}"})
    assert [(d.code, stretch(d), d.suggestion) for d in found] == [("not-a-number", at, suggestion)]


def _example(lines: str) -> str:
    return f"{EXAMPLES}  - name: Celui-ci\n    on: 2019-06-01\n    {lines}\n"


def test_an_answer_is_written_without_its_unit(tmp_path: Path) -> None:
    text = _example("given: {age: 62 ans}\n    expect: {age: 62}")
    _told_and_mended(tmp_path, "examples.yaml", text, Case("", "not-a-number", "62 ans", "62"))


def test_a_refusal_has_a_code_that_exists(tmp_path: Path) -> None:
    rulebook = f"{RULEBOOK}outputs: [reads]\n"
    text = _example("given: {}\n    refused: missing-inputs")
    found = check(tmp_path, {"rulebook.yaml": rulebook, "examples.yaml": text})
    assert [(d.code, d.suggestion) for d in found] == [("unknown-code", "missing-input")]
    mended = _repaired(text, found)
    assert check(tmp_path, {"rulebook.yaml": rulebook, "examples.yaml": mended}) == ()


def test_one_code_is_offered_for_a_refusal(tmp_path: Path) -> None:
    text = _example("given: {}\n    expect: {reads: true}")
    (found,) = check(tmp_path, {"examples.yaml": text})
    assert found.code == "example-refused"
    assert found.remedy.endswith("refused: missing-input.")


@pytest.mark.parametrize(("many", "told"), [(3, 3), (4, 3), (40, 3)])
def test_many_failures_alike_are_told_by_the_first(tmp_path: Path, many: int, told: int) -> None:
    lines = (
        f"  - {{name: E{age}, on: 2019-06-01, given: {{age: {age}}}, expect: {{age: 99}}}}\n"
        for age in range(many)
    )
    found = check(tmp_path, {"examples.yaml": "examples:\n" + "".join(lines)})
    assert [d.code for d in found[:2]] == ["example-fails"] * 2
    assert len(found) == told
    if many > told:
        assert (found[-1].code, found[-1].data["count"]) == ("examples-alike", str(many - 2))


LITERALS = (
    ("type: date\nformula: add_days(naissance, 12.5)", "not-whole", "12.5"),
    ("type: date\nformula: add_months(naissance, -0.5)", "not-whole", "-0.5"),
    ("type: text\nformula: characters(nom, 15, 14)", "not-a-stretch", "nom, 15, 14"),
    ("type: text\nformula: characters(nom, 0, 3)", "not-a-stretch", "nom, 0, 3"),
    ("type: text\nformula: characters(nom, 1, 0)", "not-a-stretch", "nom, 1, 0"),
    ("type: text\nformula: characters(nom, 1.5, 3)", "not-whole", "1.5"),
    ('type: boolean\nformula: like(nom, "[A-Z]*")', "not-a-pattern", '"[A-Z]*"'),
    ("type: boolean\nformula: age == nothing", "never-nothing", "age == nothing"),
    ("type: boolean\nformula: nothing != reads", "never-nothing", "nothing != reads"),
    ("type: boolean\nformula: coefficient < 2000 Ko", "unit-in-formula", " Ko"),
)


@pytest.mark.parametrize(("body", "code", "at"), LITERALS)
def test_what_can_never_work_is_told_at_the_formula(
    tmp_path: Path, body: str, code: str, at: str
) -> None:
    found = check(tmp_path, {"rulebook.yaml": _rule(body)})
    assert [(d.code, stretch(d)) for d in found] == [(code, at)]


@pytest.mark.parametrize(
    "body", ["formula: >-", "formula: |-", "formula:"], ids=["folded", "literal", "plain"]
)
def test_a_word_of_a_long_formula_is_told_on_its_line(tmp_path: Path, body: str) -> None:
    text = _rule(f"type: boolean\n{body}\n  age > 3\n  and  formats == 0\n\n  and marie")
    line = text.split("\n").index("      and  formats == 0") + 1
    found = check(tmp_path, {"rulebook.yaml": text})
    assert findings(found) == [
        Finding("rulebook.yaml", line, "list-compared", "count(formats) == 0")
    ]
    assert stretch(found[0]) == "formats == 0"
    assert check(tmp_path, {"rulebook.yaml": _repaired(text, found)}) == ()


def test_what_spans_lines_of_a_formula_is_told_where_it_begins(tmp_path: Path) -> None:
    text = _rule("type: boolean\nformula: >-\n  marie and formats\n  == 0")
    (found,) = check(tmp_path, {"rulebook.yaml": text})
    assert (found.code, stretch(found), found.suggestion) == ("list-compared", "formats", None)


@pytest.mark.parametrize(
    ("formula", "suggestion"),
    [
        ("statut == artisan", "'artisan'"),
        ("nom == nothing", "nom == ''"),
        ("formats == 'autre'", "'autre' in formats"),
        ("statut == 'Artisan'", "'artisan'"),
    ],
)
def test_what_is_suggested_fits_between_the_quotes_of_the_file(
    tmp_path: Path, formula: str, suggestion: str
) -> None:
    text = _rule(f'type: boolean\nformula: "{formula}"')
    found = check(tmp_path, {"rulebook.yaml": text})
    assert [d.suggestion for d in found] == [suggestion]
    assert check(tmp_path, {"rulebook.yaml": _repaired(text, found)}) == ()


def test_a_comma_that_is_missing_at_the_end_of_a_line_is_not_written_twice(tmp_path: Path) -> None:
    text = _rule("unit: €/an\nformula: >-\n  min(revenu\n  plafond)")
    (found,) = check(tmp_path, {"rulebook.yaml": text})
    assert (found.code, stretch(found), found.suggestion) == ("formula-syntax", "revenu", None)


def test_a_rule_that_may_be_nothing_may_be_asked_about(tmp_path: Path) -> None:
    text = (
        f"{RULEBOOK}  a:\n    label: A\n    type: date\n    formula: naissance if marie else "
        "nothing\n  b:\n    label: B\n    type: boolean\n    formula: a == nothing\n"
    )
    assert load(tmp_path, {"rulebook.yaml": text}).name == "essai"


def test_an_output_named_twice_is_told(tmp_path: Path) -> None:
    text = f"{RULEBOOK}outputs: [reads, reads]\n"
    (found,) = check(tmp_path, {"rulebook.yaml": text})
    assert (found.code, stretch(found)) == ("output-twice", "reads")


@pytest.mark.parametrize("name", ["Prime-Transport", "prime_transport", "Prime transport"])
def test_a_directory_is_told_its_right_name(tmp_path: Path, name: str) -> None:
    (found,) = check(tmp_path, {}, name)
    assert (found.code, found.suggestion) == ("bad-directory", "prime-transport")


@pytest.mark.parametrize("name", ["rulebook.yaml.txt", "Rulebook.yaml.bak", "rulebook.yml"])
def test_a_file_that_is_not_read_is_told_its_right_name(tmp_path: Path, name: str) -> None:
    (write(tmp_path, {}) / name).write_text("", encoding="utf-8")
    (found,) = bareme.rules_directory(tmp_path).check("essai")
    assert (found.code, found.suggestion) == ("stray-file", "rulebook.yaml")
