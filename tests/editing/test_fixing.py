"""What has one right answer is mended, to the byte; what has two is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.diagnostics.catalogue import CATALOGUE
from bareme.editing.fixing import CODES
from bareme.editing.fixing.trial import Mended, mended
from rulebooks import EXAMPLES, NAME, PARAMETERS, RULEBOOK, write

if TYPE_CHECKING:
    from pathlib import Path

_NO_BREAK, _NARROW, _ZERO_WIDTH = "\u00a0", "\u202f", "\u200b"


def _mended(rules: Path, file: str, content: str | bytes) -> Mended:
    write(rules, {file: content})
    return mended(bareme.rules_directory(rules), [NAME])


def _bytes(rules: Path, file: str, content: str | bytes) -> bytes:
    """Return what a file would hold: what it holds, where nothing is to be mended."""
    found = _mended(rules, file, content).files
    assert [made.original.path.name for made in found] in ([], [file])
    return (
        found[0].original.with_text(found[0].text) if found else (rules / NAME / file).read_bytes()
    )


def _figure(line: str, unit: str = "€/an") -> str:
    return f'{PARAMETERS}chiffre:\n  label: Chiffre\n  unit: "{unit}"\n  values:\n    {line}\n'


_VALUES = (
    ("3919,20", "3919.20"),
    ("3 919,20", "3919.20"),
    (f"3{_NO_BREAK}919,20", "3919.20"),
    (f"3{_NARROW}919", "3919"),
    ("'3919,20'", "3919.20"),
    ('"3 919"', "3919"),
    ("“3919,20”", "3919.20"),
    ("1.234,56", "1234.56"),
    ("1,234.56", "1234.56"),
    ("1.234.567", "1234567"),
    ("3_919", "3919"),
    ("39732 €", "39732"),
    ("39 732,50 €/an", "39732.50"),
    ("39732 euros", "39732"),
    ("+5", "5"),
    ("−5", "-5"),
    (".5", "0.5"),
    (f"3{_ZERO_WIDTH}919", "3919"),
)


@pytest.mark.parametrize(("typed", "meant"), _VALUES, ids=[typed for typed, _ in _VALUES])
def test_a_figure_is_mended(tmp_path: Path, typed: str, meant: str) -> None:
    line = "2019-01-01: {{value: {}, reference: Décret}}  # {}"
    text = _figure(line.format(typed, "remarque"))
    assert _bytes(tmp_path, "parameters.yaml", text).decode() == _figure(
        line.format(meant, "remarque")
    )


_LEFT = (
    ("48,060", "€/an"),  # 48 060, or 48.06
    ("1,234", "€/an"),
    ("3.919", "€/an"),
    ("5.", "€/an"),  # a figure that was cut off
    ("1e3", "€/an"),
    ("0010", "€/an"),
    ("39732 €/mois", "€/an"),
    ("12 mois", "an"),
    ("71", "%"),
    ("71 %", "€/an"),
    ("environ 21", "€/an"),
    ("3O", "€/an"),  # a letter that looks like a digit
)


@pytest.mark.parametrize(("typed", "unit"), _LEFT)
def test_a_figure_with_two_readings_is_left(tmp_path: Path, typed: str, unit: str) -> None:
    text = _figure(f"2019-01-01: {{value: {typed}, reference: Décret}}", unit)
    assert _mended(tmp_path, "parameters.yaml", text).files == ()


_DATES = (
    ("13/02/2019", "2019-02-13"),
    ("01/01/2019", "2019-01-01"),
    ("31-12-2019", "2019-12-31"),
    ("1er février 2019", "2019-02-01"),
    ("2019/2/1", "2019-02-01"),
    ("12/31/2019", "2019-12-31"),
    ("01/02/2019", None),  # the first of February, or the second of January
    ("31/11/2019", None),
    ("2019", None),
)


@pytest.mark.parametrize(("typed", "meant"), _DATES)
def test_a_date_is_mended_if_it_can_be_but_one(
    tmp_path: Path, typed: str, meant: str | None
) -> None:
    line = "{}: {{value: 5, reference: Décret}}"
    made = _bytes(tmp_path, "parameters.yaml", _figure(line.format(typed)))
    assert made.decode() == _figure(line.format(meant or typed))


_RULES = (
    (
        "libelle: R\n    type: boolean\n    formula: marie",
        "label: R\n    type: boolean\n    formula: marie",
    ),
    (
        "Label: R\n    type: Boolean\n    formule: marie",
        "label: R\n    type: boolean\n    formula: marie",
    ),
    ("labell: R\n    type: boolean\n    formula: marie", None),  # nearly a key
    ("label: R\n    type: bolean\n    formula: marie", None),
    ("label: R\n    unit: Jour\n    formula: 5", "label: R\n    unit: jour\n    formula: 5"),
    (
        "label: R\n    type: boolean\n    formula: âge ≥ 18 et marie == oui",
        "label: R\n    type: boolean\n    formula: age >= 18 and marie == true",
    ),
    (
        (
            "label: R\n    type: boolean\n"
            "    formula: statut == “artisan” ou statut = «\u00a0Commercant »"
        ),
        'label: R\n    type: boolean\n    formula: statut == "artisan" or statut == "commercant"',
    ),
    (
        "label: R\n    type: boolean\n    formula: departement == '2a' or statut == \"Artisan\"",
        'label: R\n    type: boolean\n    formula: departement == "2A" or statut == "artisan"',
    ),
    (
        "label: R\n    unit: Caractère\n    formula: 5",
        "label: R\n    unit: caractère\n    formula: 5",
    ),
    ("label: R\n    type: boolean\n    formula: revenus > 3", None),
    ("label: R\n    type: boolean\n    formula: revenu > min(1,5)", None),  # or two values
)


@pytest.mark.parametrize(("typed", "meant"), _RULES)
def test_a_rule_is_mended(tmp_path: Path, typed: str, meant: str | None) -> None:
    made = _bytes(tmp_path, "rulebook.yaml", f"{RULEBOOK}  r:\n    {typed}\n")
    assert made.decode() == f"{RULEBOOK}  r:\n    {meant or typed}\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("statut: Artisan", "statut: artisan"), ("departement: 2a", "departement: 2A")],
)
def test_a_choice_is_mended(tmp_path: Path, typed: str, meant: str) -> None:
    text = EXAMPLES.replace("given: {marie", "given: {{}, marie")
    made = _bytes(tmp_path, "examples.yaml", text.replace("{}", typed))
    assert made.decode() == text.replace("{}", meant)


def test_brackets_are_no_part_of_a_word(tmp_path: Path) -> None:
    text = f"{RULEBOOK}outputs: reads\n"
    assert _mended(tmp_path, "rulebook.yaml", text) == Mended((), ())


def test_an_example_is_mended(tmp_path: Path) -> None:
    text = EXAMPLES.replace("on: 2019-06-01", "le: 1er juin 2019").replace("true}", "oui}")
    assert _bytes(tmp_path, "examples.yaml", text).decode() == EXAMPLES


_LAID_OUT = (
    "chiffre:\n  label: Chiffre\n  unit: €\n  values:\n    2019-01-01: {value: 5, reference: D}\n"
)
_TABS = (
    _LAID_OUT.replace("  ", "\t"),
    _LAID_OUT.replace("unit: €", "unit:\t€\t"),
    _LAID_OUT.replace("    2019", "\t\t2019"),
    _LAID_OUT.replace("  values", "  \tvalues"),
    _LAID_OUT.replace("  unit", f" {_NO_BREAK}unit"),
    _LAID_OUT.replace("  unit", f"{_NO_BREAK}  unit"),
    _LAID_OUT.replace("unit: ", f"unit:{_NO_BREAK}"),
)


@pytest.mark.parametrize("text", _TABS)
def test_blanks_become_the_spaces_they_stand_for(tmp_path: Path, text: str) -> None:
    made = _bytes(tmp_path, "parameters.yaml", PARAMETERS + text)
    assert made.decode() == PARAMETERS + _LAID_OUT


def test_a_tab_that_reads_in_two_ways_is_left(tmp_path: Path) -> None:
    rule = "  r:\n    label: R\n    type: boolean\n    formula: marie\n    note: |\n      un\n"
    text = f"{RULEBOOK}{rule}    \t  deux\n"
    assert _bytes(tmp_path, "rulebook.yaml", text).decode() == text


def test_windows_writes_in_utf_8(tmp_path: Path) -> None:
    text = _figure("2019-01-01: {value: 3919,20, reference: Décret « n° 5 » d’août}")
    made = _bytes(tmp_path, "parameters.yaml", text.encode("cp1252"))
    assert made == text.replace("3919,20", "3919.20").encode()


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman", "utf-16"])
def test_another_encoding_is_left(tmp_path: Path, encoding: str) -> None:
    data = _figure("2019-01-01: {value: 5, reference: Décret à côté}", "an").encode(
        encoding, "replace"
    )
    assert _bytes(tmp_path, "parameters.yaml", data) == data


def test_the_mark_and_the_line_ends_of_a_file_stay(tmp_path: Path) -> None:
    line = "2019-01-01: {{value: {}, reference: Décret}}"
    before, after = (
        b"\xef\xbb\xbf" + _figure(line.format(value)).replace("\n", "\r\n").encode()
        for value in ("3919,20", "3919.20")
    )
    assert _bytes(tmp_path, "parameters.yaml", before) == after


def test_an_answer_that_would_not_do_is_left_and_said(tmp_path: Path) -> None:
    text = _figure("2019-01-01: {value: 3919,205, reference: Décret}")
    found = _mended(tmp_path, "parameters.yaml", text)
    assert found.files == ()
    assert [(left.code, left.suggestion) for left in found.left] == [("not-a-number", "3919.205")]


def test_many_tabs_are_mended_at_once(tmp_path: Path) -> None:
    entries = "".join(
        f"\t\t{year}-01-01: {{value: 5, reference: D}}\n" for year in range(1900, 2000)
    )
    text = f"{PARAMETERS}chiffre:\n\tlabel: Chiffre\n\tunit: €\n\tvalues:\n{entries}"
    made = _bytes(tmp_path, "parameters.yaml", text)
    assert made.decode() == text.replace("\t", "  ")


def test_every_code_that_is_mended_is_one() -> None:
    assert set(CATALOGUE) >= CODES
