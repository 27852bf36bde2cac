"""Texts of a stranger: however long, whatever is in them, whatever is done with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.cli import main
from bareme.explanation.data import as_data
from rulebooks import HEAD, NAME, check, codes, load

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 10_000  # characters of a text
_FIGURE = "f: {label: F, unit: 1, values: {2019-01-01: {value: 1, note: N}}}\n"


def _book(rules: Path, body: str) -> bareme.Rules:
    inputs = "inputs:\n  nom: {label: Nom, type: text}\n"
    inputs += "  noms: {label: Noms, type: list, choices: {a: A}}\n"
    text = f"{HEAD}{inputs}rules:\n{body}outputs: [nom, noms]\n"
    return load(rules, {"rulebook.yaml": text, "parameters.yaml": _FIGURE}).on("2019-01-01")


def _rule(name: str, kind: str, formula: str) -> str:
    return f"  {name}:\n    label: R\n    {kind}\n    formula: '{formula}'\n"


_TEXT, _NUMBER, _TRUTH = "type: text", "unit: 1", "type: boolean"


# Patterns that a search by trial and error would take years over, on texts that lead it astray.
_SLOW: tuple[tuple[str, str, bool], ...] = (
    ("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "a" * _LONGEST, False),
    ("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a", "a" * _LONGEST, True),
    ("*a?*a?*a?*a?*a?*a?*a?*a?*a?*a?*a?*a?*a?*b", "a" * _LONGEST, False),
    ("*" * 80, "a" * _LONGEST, True),
    ("*" * 79 + "b", "a" * _LONGEST, False),
    ("*?" * 40, "a" * _LONGEST, True),
    ("*?" * 39 + "b", "a" * _LONGEST, False),
    ("*#*#*#*#*#*#*#*#*#*#*#*#*#*#*#*#*#*#*#*#x", "1" * _LONGEST, False),
    ("*[ab]*[ab]*[ab]*[ab]*[ab]*[ab]*[ab]*c", "ab" * (_LONGEST // 2), False),
    ("*[!b]*[!b]*[!b]*[!b]*[!b]*[!b]*[!b]*b", "a" * _LONGEST, False),
    ("*ab*ab*ab*ab*ab*ab*ab*ab*ab*ab*ab*aba*", "ab" * (_LONGEST // 2), True),
    ("*aab*aab*aab*aab*aab*aab*aab*aab*aab*", "aa" * (_LONGEST // 2), False),
    ("(a+)+b", "a" * _LONGEST, False),
    ("(a|a)*b", "a" * _LONGEST, False),
    ("a{9999}", "a" * 9_999, False),
    ("?" * 80, "a" * 80, True),
    ("#" * 80, "1" * 79, False),
    (".*", "x.", False),
    ("^$", "", False),
    ("[.]", ".", True),
    ("[a-]", "-", True),
    ("[&&]", "&", True),
    ("[||]", "|", True),
    ("[~~]", "~", True),
)


@pytest.mark.parametrize(
    ("pattern", "text", "holds"), [pytest.param(*row, id=row[0][:40]) for row in _SLOW]
)
def test_no_pattern_takes_long(tmp_path: Path, pattern: str, text: str, holds: bool) -> None:
    rules = _book(tmp_path, _rule("r", _TRUTH, f'like(nom, "{pattern}")'))
    result = rules.evaluate({"nom": text}, outputs=["r"])
    assert result["r"] is holds
    assert len(result.explain()) < 2_000


@pytest.mark.parametrize("character", ["x", "é", "€", "𝄞", "\u0301", "\n", "\0"])
def test_the_longest_text_is_taken_whole_whatever_its_characters(
    tmp_path: Path, character: str
) -> None:
    body = _rule("taille", "unit: caractères", "length(nom)") + _rule(
        "fin", _TEXT, "characters(nom, 9999, 20000)"
    )
    rules = _book(tmp_path, body)
    result = rules.evaluate({"nom": character * _LONGEST}, outputs=["taille", "fin"])
    assert (result["taille"], result["fin"]) == (_LONGEST, character * 2)
    assert len(result.explain()) < 2_000
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"nom": character * (_LONGEST + 1)}, outputs=["taille"])
    assert codes(refused.value.diagnostics) == ["text-too-long"]
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("beyond", [0, 1])
def test_the_longest_text_may_come_from_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, beyond: int
) -> None:
    _book(tmp_path / "rules", _rule("r", "unit: caractères", "length(nom)"))
    text = "x" * (_LONGEST + beyond)
    file = tmp_path / "situation"
    file.write_text(json.dumps({"nom": text}) if form == "json" else f"nom: {text}\n", "utf-8")
    shelf = ("--rules", str(tmp_path / "rules"), "--on", "2019-01-01")
    status = main(("evaluate", NAME, "--situation", str(file), "--get", "r", *shelf))
    captured = capsys.readouterr()
    if beyond:
        assert status == 1
        assert "erreur[text-too-long]" in captured.err
        assert max(map(len, captured.err.splitlines())) < 300
    else:
        assert (status, captured.out) == (0, f"{_LONGEST}\n")


_GROWTH = (
    ('replace(nom, "a", "aa")', "a" * 5_000, 10_000),
    ('replace(nom, "a", "aa")', "a" * 5_001, None),
    ('replace(replace(nom, "a", "bbbbbbbbbb"), "b", "cccccccccc")', "a" * 100, 10_000),
    ('replace(replace(nom, "a", "bbbbbbbbbb"), "b", "cccccccccc")', "a" * 101, None),
    ('replace(nom, "a", nom)', "a" * 100, 10_000),
    ('replace(nom, "a", nom)', "a" * 101, None),
    ('replace(nom, "a", nom)', "a" * _LONGEST, None),
    ('replace(nom, nom, "")', "a" * _LONGEST, 0),
    ('replace(nom, "", nom)', "a" * _LONGEST, _LONGEST),
    ('replace(nom, "b", nom)', "a" * _LONGEST, _LONGEST),
)


@pytest.mark.parametrize(("formula", "text", "length"), _GROWTH)
def test_a_text_that_grows_is_refused(
    tmp_path: Path, formula: str, text: str, length: int | None
) -> None:
    rules = _book(tmp_path, _rule("r", _TEXT, formula))
    if length is not None:
        assert len(str(rules.evaluate({"nom": text}, outputs=["r"])["r"])) == length
        return
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"nom": text}, outputs=["r"])
    assert codes(refused.value.diagnostics) == ["text-too-long"]


def test_a_text_that_doubles_along_a_chain_is_refused(tmp_path: Path) -> None:
    links = "".join(_rule(f"r{n}", _TEXT, f'replace(r{n + 1}, "a", "aa")') for n in range(100))
    rules = _book(tmp_path, links + _rule("r100", _TEXT, "nom"))
    assert rules.evaluate({"nom": "b"}, outputs=["r0"])["r0"] == "b"
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"nom": "a"}, outputs=["r0"])
    assert codes(refused.value.diagnostics) == ["text-too-long"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0", 0),
        ("0" * _LONGEST, "number-too-large"),
        ("9" * 300, 10**300 - 1),
        ("9" * 301, "number-too-large"),
        ("9" * 5_000, "number-too-large"),
        ("9" * _LONGEST, "number-too-large"),
        ("", "not-digits"),
        (" ", "not-digits"),
        ("-1", "not-digits"),
        ("+1", "not-digits"),
        ("1 ", "not-digits"),
        ("1\n", "not-digits"),
        ("1_000", "not-digits"),
        ("1.0", "not-digits"),
        ("1e3", "not-digits"),
        ("0x1", "not-digits"),
        ("²", "not-digits"),
        ("١", "not-digits"),
        ("１", "not-digits"),
        ("①", "not-digits"),
        ("½", "not-digits"),
        ("Ⅷ", "not-digits"),
        ("1\0", "not-digits"),
        ("x" * _LONGEST, "not-digits"),
        ("{0}%s", "not-digits"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_number_is_read_from_digits_or_not_at_all(
    tmp_path: Path, text: str, found: int | str
) -> None:
    rules = _book(tmp_path, _rule("r", _NUMBER, "as_number(nom)"))
    if isinstance(found, int):
        result = rules.evaluate({"nom": text}, outputs=["r"])
        assert result["r"] == found
        assert result.explain()
        return
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"nom": text}, outputs=["r"])
    assert codes(refused.value.diagnostics) == [found]
    assert len(str(refused.value)) < 1_000


def test_a_number_that_was_read_does_not_grow_without_end(tmp_path: Path) -> None:
    rules = _book(tmp_path, _rule("r", _NUMBER, "as_number(nom) * as_number(nom)"))
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"nom": "9" * 300}, outputs=["r"])
    assert codes(refused.value.diagnostics) == ["number-too-large"]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("0", "1", "no-such-characters"),
        ("-1", "1", "no-such-characters"),
        ("2", "1", "no-such-characters"),
        ("1", "0", "no-such-characters"),
        ("1 / 2", "1", "not-whole"),
        ("1", "3 / 2", "not-whole"),
        ("1", "as_number(nom)", None),
        ("as_number(nom)", "as_number(nom)", None),
    ],
)
def test_characters_out_of_reach_are_none_or_refused(
    tmp_path: Path, first: str, last: str, code: str | None
) -> None:
    count = "unit: caractères"
    body = _rule("un", count, f'{first} * length(nom) / length(nom) * length("a")')
    body += _rule("deux", count, f'{last} * length(nom) / length(nom) * length("a")')
    rules = _book(tmp_path, body + _rule("r", _TEXT, "characters(nom, un, deux)"))
    given = {"nom": "9" * 300}
    if code is None:
        assert rules.evaluate(given, outputs=["r"])["r"] in {"", "9" * 300}
        return
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate(given, outputs=["r"])
    assert codes(refused.value.diagnostics) == [code]


# What a text may hold that is no letter: line ends of every sort, marks that turn a text around,
# escapes of a terminal, half a character.
_CONTROLS = (
    "\n", "\r", "\r\n", "\t", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\0", "\x1b[31m",
    "\x9b31m", "\x7f", "\u202e", "\u200b", "\ufeff", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize("control", _CONTROLS, ids=ascii)
def test_whatever_a_text_holds_is_kept_and_counted(tmp_path: Path, control: str) -> None:
    body = _rule("taille", "unit: caractères", "length(nom)")
    body += _rule("copie", _TEXT, 'replace(nom, "x", "")')
    body += _rule("forme", _TRUTH, 'like(nom, "a*b")')
    body += _rule("exacte", _TRUTH, f'like(nom, "a{"?" * len(control)}b")')
    rules = _book(tmp_path, body)
    text = f"a{control}b"
    result = rules.evaluate({"nom": text}, outputs=["taille", "copie", "forme", "exacte"])
    assert result["copie"] == text
    assert result["taille"] == len(text)
    assert (result["forme"], result["exacte"]) == (True, True)
    assert as_data(result)["given"] == {"nom": text}


@pytest.mark.parametrize("control", _CONTROLS, ids=ascii)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_no_control_character_of_a_text_reaches_a_terminal(
    tmp_path: Path, control: str, form: str
) -> None:
    rules = _book(tmp_path, _rule("r", _TEXT, 'replace(nom, "x", "y")'))
    told = rules.evaluate({"nom": f"a{control}b"}, outputs=["r"]).explain(form)  # type: ignore[arg-type]
    assert all(character.isprintable() or character in "\n\u202f" for character in told)


@pytest.mark.parametrize("control", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028"], ids=ascii)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_text_of_several_lines_is_told_on_one(tmp_path: Path, control: str, form: str) -> None:
    rules = _book(tmp_path, _rule("r", _TEXT, 'replace(nom, "x", "y")'))
    one, other = (
        rules.evaluate({"nom": f"a{between}b"}, outputs=["r"]).explain(form)  # type: ignore[arg-type]
        for between in (control, " ")
    )
    assert one == other


def test_a_text_of_marks_is_no_markdown(tmp_path: Path) -> None:
    rules = _book(tmp_path, _rule("r", _TEXT, 'replace(nom, "x", "y")'))
    told = rules.evaluate({"nom": "# a | **b** <i>c</i> [d](e)"}, outputs=["r"]).explain("markdown")
    for mark in ("# a |", "**b**", "<i>", "[d]("):
        assert mark not in told


@pytest.mark.parametrize(
    "text", ["{}", "{0}", "{nom}", "{0.__class__}", "%s", "%(nom)s", "\\", "$x"]
)
def test_a_text_that_looks_like_a_template_is_text(tmp_path: Path, text: str) -> None:
    body = _rule("copie", _TEXT, 'replace(nom, "x", "y")') + _rule("n", _NUMBER, "as_number(nom)")
    body += _rule("forme", _TRUTH, 'like(nom, "x*")')
    rules = _book(tmp_path, body)
    told = rules.evaluate({"nom": text}, outputs=["copie", "forme"]).explain()
    assert f"« {text} »" in told
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"nom": text}, outputs=["n"])
    assert f"« {text} »" in str(refused.value)


@pytest.mark.parametrize("text", ["e\\u0000", "a\\x1b[31mb", "\\U0001f600"])
def test_no_escape_is_a_character_of_a_formula(tmp_path: Path, text: str) -> None:
    inputs = "inputs:\n  nom: {label: Nom, type: text}\n"
    body = f'rules:\n  r:\n    label: R\n    type: boolean\n    formula: nom == "{text}"\n'
    files = {"rulebook.yaml": f"{HEAD}{inputs}{body}", "parameters.yaml": _FIGURE}
    assert codes(check(tmp_path, files)) == ["not-in-language"]


def test_a_list_of_thousands_of_names_is_read(tmp_path: Path) -> None:
    names = [f"n{n}" for n in range(2_000)]
    choices = ", ".join(f"{name}: N" for name in names)
    text = (
        f"{HEAD}inputs:\n  noms: {{label: N, type: list, choices: {{{choices}}}}}\n"
        "rules:\n  r: {label: R, unit: 1, formula: count(noms)}\n"
        "  s: {label: S, type: boolean, formula: '\"n1999\" in noms'}\noutputs: [r]\n"
    )
    rules = load(tmp_path, {"rulebook.yaml": text, "parameters.yaml": _FIGURE}).on("2019-01-01")
    result = rules.evaluate({"noms": names}, outputs=["r", "s"])
    assert (result["r"], result["s"]) == (2_000, True)
    assert result.explain()
    assert rules.evaluate({"noms": set(names)}, outputs=["r"])["r"] == 2_000


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (["a"] * 10_000, "duplicate-item"),
        ([f"n{n}" for n in range(10_000)], "unknown-choice"),
        (["a" * 100_000], "unknown-choice"),
        (["a", *[""] * 10_000], "duplicate-item"),
        ([[]] * 10_000, "wrong-type"),
    ],
    ids=["one name", "other names", "a long name", "no names", "no texts"],
)
def test_a_list_of_ten_thousand_names_is_refused(tmp_path: Path, value: object, code: str) -> None:
    rules = _book(tmp_path, _rule("r", _NUMBER, "count(noms)"))
    with pytest.raises(bareme.SituationError) as refused:
        rules.evaluate({"noms": value}, outputs=["r"])
    assert codes(refused.value.diagnostics) == [code]
    assert len(str(refused.value)) < 1_000


def test_a_rule_of_hundreds_of_items_is_read(tmp_path: Path) -> None:
    items = "".join(
        f"      n{n}: {{label: Nom {n}, when: length(nom) > {n}}}\n" for n in range(300)
    )
    rules = _book(tmp_path, f"  r:\n    label: R\n    list:\n{items}")
    result = rules.evaluate({"nom": "x" * 150}, outputs=["r"])
    assert result["r"] == tuple(f"n{n}" for n in range(150))
    assert result.explain().count("Nom 149") == 2
    assert rules.questions({}, outputs=["r"]) == (("nom",), ())


def test_a_rule_of_more_items_is_refused(tmp_path: Path) -> None:
    items = "".join(f"      n{n}: {{label: N}}\n" for n in range(301))
    text = f"{HEAD}rules:\n  r:\n    label: R\n    list:\n{items}"
    files = {"rulebook.yaml": text, "parameters.yaml": _FIGURE}
    assert codes(check(tmp_path, files)) == ["wrong-shape"]


@pytest.mark.parametrize(
    "name", ["__class__", "é", "a b", "A", "", "a\\n", "0", "2A", "{x}", "a" * 81]
)
def test_a_hostile_item_is_refused(tmp_path: Path, name: str) -> None:
    text = f'{HEAD}rules:\n  r:\n    label: R\n    list:\n      "{name}": {{label: N}}\n'
    files = {"rulebook.yaml": text, "parameters.yaml": _FIGURE}
    assert codes(check(tmp_path, files)) == ["bad-name"]


def test_a_long_chain_of_lists_is_evaluated(tmp_path: Path) -> None:
    links = "".join(
        f"  r{n}:\n    label: R\n    list:\n      un: {{label: Un, when: count(r{n + 1}) == 1}}\n"
        for n in range(1_500)
    )
    last = "  r1500:\n    label: R\n    list:\n      un: {label: Un, when: 'nom == \"x\"'}\n"
    rules = _book(tmp_path, links + last)
    assert rules.evaluate({"nom": "x"}, outputs=["r0"])["r0"] == ("un",)
    assert rules.evaluate({"nom": "y"}, outputs=["r0"])["r0"] == ()
    assert rules.questions({}, outputs=["r0"]) == (("nom",), ())
    assert rules.evaluate({"nom": "x"}, outputs=["r0"]).explain()
