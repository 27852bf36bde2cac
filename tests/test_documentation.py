"""Documentation cannot drift: every command, code and snippet in it is run or looked up."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

import bareme
from bareme.cli import COMMANDS, main
from bareme.diagnostics.page import page
from bareme.language.functions import FUNCTIONS
from bareme.resources import shipped
from bareme.values import parse_text
from rulebooks import NAME, check

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
FIRST = (ROOT / "docs" / "first-rulebook.md").read_text("utf-8")
LANGUAGE = (ROOT / "docs" / "language.md").read_text("utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def console(text: str) -> list[tuple[str, str]]:
    """Give each command of the console blocks with what it is said to print."""
    found = []
    for block in blocks(text, "console"):
        for part in block.split("$ ")[1:]:
            command, _, printed = part.partition("\n")
            found.append((command, printed))
    return found


@pytest.mark.parametrize(("command", "printed"), console(README))
def test_commands_print_what_the_readme_says(
    command: str,
    printed: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bareme.batch.progress.monotonic", lambda: 0.0)
    population, answers, rejects = blocks(README, "csv")
    Path("population.csv").write_text(population, encoding="utf-8")
    program, *arguments = shlex.split(command)
    assert program == "bareme"
    main(arguments)
    captured = capsys.readouterr()
    assert printed in {captured.out, captured.err}
    if arguments[0] == "batch":
        assert Path("reponses.csv").read_text("utf-8") == answers
        assert Path("rejets.csv").read_text("utf-8") == rejects


def test_the_first_command_prints_what_the_readme_says(capsys: pytest.CaptureFixture[str]) -> None:
    command, _ = blocks(README, "sh")
    arguments = shlex.split(command.partition(".venv/bin/bareme ")[2])
    assert main(arguments) == 0
    calculation = blocks(README, "text")[0]
    assert calculation in capsys.readouterr().out


def test_the_slip_is_told_as_the_readme_says(tmp_path: Path) -> None:
    shown = blocks(README, "text")[1]
    (line,) = re.findall(r"^33 \| (.*)$", shown, flags=re.MULTILINE)
    (figures,) = [block for block in blocks(README, "yaml") if "plafond_annuel:" in block]
    slipped = figures.rstrip().rpartition("\n")[0] + "\n" + line + "\n"
    rulebook = "title: Plafond\nversion: 2026.1\nfrom: 2025-01-01\noutputs: [plafond_annuel]\n"
    (finding,) = check(tmp_path, {"parameters.yaml": slipped, "rulebook.yaml": rulebook})
    assert f"erreur[{finding.code}] {finding.message}" in shown
    assert f"= {finding.remedy}" in shown


def test_python_snippets_run() -> None:
    snippets = blocks(README, "pycon")
    assert snippets
    known: dict[str, object] = {}  # what one snippet defines, the next may use
    for snippet in snippets:
        parsed = doctest.DocTestParser().get_doctest(snippet, known, "README", "README.md", 0)
        assert doctest.DocTestRunner(verbose=False).run(parsed, clear_globs=False).failed == 0
        known = parsed.globs


def test_every_command_is_documented() -> None:
    assert all(f"bareme {command}" in README for command in COMMANDS)


def test_every_function_has_an_example_on_the_language_page() -> None:
    formulas = " ".join(formula for formula, _ in FORMULAS)
    assert [name for name in FUNCTIONS if f"{name}(" not in formulas] == []


def test_every_key_has_an_example_on_the_language_page() -> None:
    def keys(schema: object) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(keys, schema))
        if not isinstance(schema, dict):
            return set()
        below = set().union(*map(keys, schema.values())) if schema else set()
        return below | set(schema.get("properties", {}))

    files = ("common", "parameters", "rulebook", "examples")
    paths = (ROOT / "schemas" / f"{file}.schema.json" for file in files)
    written = set().union(*(keys(json.loads(path.read_text("utf-8"))) for path in paths))
    assert {"formula", "title", "applies"} <= written
    shown = "".join(blocks(LANGUAGE, "yaml"))
    assert {key for key in written if not re.search(rf"\b{key}:", shown)} == set()
    told = re.sub(r"^```.*?^```$", "", LANGUAGE, flags=re.MULTILINE | re.DOTALL)
    assert {key for key in written if not re.search(rf"`[^`]*\b{key}\b", told)} == set()


def test_the_first_rulebook_goes_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for kind, text in re.findall(r"^```(\w+)\n(.*?)^```$", FIRST, re.MULTILINE | re.DOTALL):
        first, _, content = text.partition("\n")
        if kind == "yaml":
            Path(first.removeprefix("# ")).write_text(content, encoding="utf-8")
            continue
        for command, printed in console(f"```{kind}\n{text}```\n"):
            program, *arguments = shlex.split(command)
            if program == "mkdir":
                Path(arguments[-1]).mkdir(parents=True)
                continue
            assert program == "bareme"
            main(arguments)
            captured = capsys.readouterr()
            assert captured.out + captured.err == printed
            ran += 1
    assert ran > 5


SECTIONS = [
    pytest.param(files, id=title)
    for title, section in re.findall(
        r"^##+ (.*?)$(.*?)(?=^##|\Z)", LANGUAGE, re.MULTILINE | re.DOTALL
    )
    if (files := blocks(section, "yaml"))
]


@pytest.mark.parametrize("files", SECTIONS)
def test_each_section_of_the_language_page_is_a_sound_rulebook(
    files: list[str], tmp_path: Path
) -> None:
    shutil.copytree(shipped("rules") / "plafonds", tmp_path / "plafonds")
    written = {}
    for text in files:
        first, _, content = text.partition("\n")
        written[first.removeprefix("# ")] = content
    assert "examples.yaml" in written
    if "title:" not in written["rulebook.yaml"]:
        head = "title: Essai\nversion: 2026.1\nfrom: 2018-01-01\n"
        written["rulebook.yaml"] = head + written["rulebook.yaml"]
    (tmp_path / NAME).mkdir()
    for name, content in written.items():
        (tmp_path / NAME / name).write_text(content, encoding="utf-8")
    found = bareme.rules_directory(tmp_path).check(NAME)
    assert {finding.code for finding in found} <= {"discrepancy-known"}


_LANGUAGE_RULEBOOK = """\
title: Essai
version: 2026.1
from: 2020-01-01
inputs:
  revenu: {label: R, type: amount, unit: €/an}
  enfants: {label: E, type: integer}
  naissance: {label: N, type: date}
  statut: {label: S, type: choice, choices: {artisan: A, commercant: C}}
  courriel: {label: C, type: text}
  pieces: {label: P, type: list, choices: {bail: Bail, quittance: Q}}
rules:
  essai: {label: Essai, KIND, formula: 'FORMULA'}
outputs: [essai]
"""
_LANGUAGE_FIGURES = """\
plafond: {label: P, unit: €/an, changes: yearly, values: {
  2018-01-01: {value: 39732, reference: A}, 2019-01-01: {value: 40524, reference: B},
  2020-01-01: {value: 41136, reference: C}}}
taux: {label: T, unit: "%", by: statut, values: {
  2018-01-01: {value: {artisan: 71 %, commercant: 50 %}, reference: A}}}
"""
_LANGUAGE_SITUATION = {
    "revenu": 20000,
    "enfants": 2,
    "naissance": "1980-02-29",
    "statut": "artisan",
    "courriel": "a.b@exemple.fr",
    "pieces": ["bail"],
}
_LANGUAGE_KINDS = (
    *("unit: €/an", "unit: 1", 'unit: "%"', "unit: jours", "unit: ans", "unit: caractères"),
    *("type: boolean", "type: date", "type: text"),
)
FORMULAS = re.findall(
    r"^\| `(.*?)` \| (.*?) \|$", LANGUAGE.partition("| formula |")[2], re.MULTILINE
)


@pytest.mark.parametrize(("formula", "gives"), FORMULAS)
def test_formulas_give_what_the_language_page_says(
    formula: str, gives: str, tmp_path: Path
) -> None:
    """Each formula is one of the kinds of the page, and no unit is written there."""
    for kind in _LANGUAGE_KINDS:
        text = _LANGUAGE_RULEBOOK.replace("KIND", kind).replace("FORMULA", formula)
        files = {"rulebook.yaml": text, "parameters.yaml": _LANGUAGE_FIGURES}
        found = {finding.code for finding in check(tmp_path, files)}
        if not {"wrong-kind", "wrong-unit"} & found:
            break
    assert found <= {"input-unused"}
    book = bareme.load(tmp_path / NAME)
    result = book.on("2020-06-01").evaluate(_LANGUAGE_SITUATION, outputs=["essai"])
    assert result.exact("essai") == parse_text(gives, book.expected["essai"])


def test_the_page_of_diagnostics_is_up_to_date() -> None:
    written = (ROOT / "docs" / "diagnostics.md").read_text("utf-8")
    assert written == page(), "python -m bareme.diagnostics.page > docs/diagnostics.md"


def test_every_code_in_the_program_is_in_the_catalogue_and_conversely() -> None:
    from bareme.diagnostics.catalogue import CATALOGUE

    sources = {
        path: path.read_text("utf-8")
        for path in (ROOT / "engine").rglob("*.py")
        if path.name != "catalogue.py"
    }
    quoted = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+|tab|cycle)"', "".join(sources.values())))
    assert set(CATALOGUE) <= quoted, "codes that nothing reports"
    reports = r"(?:add|Fault|Refused|MeaningError|CalculationError|_break|Diagnostic)\(\s*"
    reported = set(re.findall(reports + r'"([a-z0-9-]+)"', "".join(sources.values())))
    assert len(reported) > 80
    assert reported <= set(CATALOGUE), "codes without words"


def test_the_program_knows_no_rulebook() -> None:
    """No name of a rulebook, nor of what is in one, under engine/: the language is general."""
    program = "".join(path.read_text("utf-8") for path in (ROOT / "engine").rglob("*.py"))
    names: set[str] = set()
    for book in map(bareme.load, bareme.rules_directory().names()):
        made = book.definition
        every = {*made.inputs, *made.rules, *made.parameters}
        names |= {book.name, *(name for name in every if "_" in name)}
    assert len(names) > 100
    assert {name for name in names if re.search(rf"\b{name}\b", program)} == set()
    domain = r"indemnit|plafond|artisan|conjoint|retraite|cotisation|affiliation|maladie|carence"
    assert re.findall(domain, program) == []
