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
from rulebooks import check

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
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
    command: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    program, *arguments = shlex.split(command)
    assert program == "bareme"
    main(arguments)
    captured = capsys.readouterr()
    assert printed in {captured.out, captured.err}


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
    for snippet in snippets:
        parsed = doctest.DocTestParser().get_doctest(snippet, {}, "README", "README.md", 0)
        assert doctest.DocTestRunner(verbose=False).run(parsed).failed == 0


def test_every_command_is_documented() -> None:
    assert all(f"bareme {command}" in README for command in COMMANDS)


def test_every_function_is_documented() -> None:
    assert all(f"`{name}(" in LANGUAGE for name in FUNCTIONS)


def test_every_key_is_documented() -> None:
    def keys(schema: object) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(keys, schema))
        if not isinstance(schema, dict):
            return set()
        below = set().union(*map(keys, schema.values())) if schema else set()
        return below | set(schema.get("properties", {}))

    paths = (ROOT / "schemas").glob("*.schema.json")
    written = set().union(*(keys(json.loads(path.read_text("utf-8"))) for path in paths))
    assert {"formula", "title", "applies"} <= written
    assert {key for key in written if not re.search(rf"\b{key}\b", LANGUAGE)} == set()


def test_the_examples_of_the_language_page_are_a_rulebook(tmp_path: Path) -> None:
    figures, rules, examples = blocks(LANGUAGE, "yaml")
    rulebook = f"""\
title: Exemple
version: 2026.1
from: 2018-01-01
reference_date: date_constat
uses: {{plafonds: [plafond_annuel]}}
inputs:
  date_constat: {{label: Date, type: date}}
  revenu: {{label: Revenu, type: amount, unit: €/an}}
  nature: {{label: Nature, type: choice, choices: {{hospitalisation: H, maladie: M, accident: A}}}}
  duree: {{label: Durée, type: integer, unit: jours}}
rules:
{re.sub("^", "  ", rules, flags=re.MULTILINE).rstrip()}
outputs: [indemnite]
"""
    own = """\
taux_seuil: {label: T, unit: "%", values: {2015-01-01: {value: 10 %, reference: D622-8}}}
diviseur_annuel: {label: D, unit: jour/an, values: {2015-01-01: {value: 730, reference: D622-7}}}
minimum: {label: M, unit: €/jour, values: {2015-01-01: {value: 21.00, reference: Page}}}
"""
    shutil.copytree(shipped("rules") / "plafonds", tmp_path / "plafonds")
    assert check(tmp_path, {"parameters.yaml": own, "rulebook.yaml": rulebook}) == ()
    choices = "{vente: V, prestations_bic: B, prestations_bnc: N}"
    choice = f"categorie_activite: {{label: C, type: choice, choices: {choices}}}"
    book = f"title: T\nversion: 2026.1\nfrom: 2018-01-01\ninputs:\n  {choice}\n"
    book += "rules:\n  r: {label: R, unit: €/an, formula: plafond_annuel * taux_abattement}\n"
    assert check(tmp_path, {"parameters.yaml": figures, "rulebook.yaml": book}) == ()
    shelf = tmp_path / "shipped"
    shutil.copytree(shipped("rules"), shelf)
    (shelf / "indemnites-journalieres" / "examples.yaml").write_text(examples, encoding="utf-8")
    found = bareme.rules_directory(shelf).check("indemnites-journalieres")
    assert {finding.code for finding in found} == {"discrepancy-known"}


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
