"""The command line, as a person and a script use it: what goes where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bareme.cli import COMMANDS, main
from bareme.loading import load, rules_directory
from bareme.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path

IJ = "indemnites-journalieres"
SHELF = rules_directory().names()
ARTISAN = ("--on", "2018-03-01", "statut=artisan")


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str) -> Ran:
        try:
            status = main(arguments)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture(name="rules")
def _rules(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(shipped("rules"), copy)
    return copy


Run = Callable[..., Ran]


def test_get_prints_the_bare_value(run: Run) -> None:
    ran = run(
        "evaluate", IJ, *ARTISAN, "revenu_annuel_moyen=20000", "--get", "indemnite_journaliere"
    )
    assert ran == Ran(0, "27.40\n", "")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("jours_indemnises", "0"),
        ("premier_jour_indemnise", "nothing"),
        ("profession_couverte", "true"),
        ("date_constat", "2018-03-01"),
        ("statut", "artisan"),
        ("seuil_revenu", "3862.80"),
        ("plafond_annuel", "39732.00"),
        ("taux_seuil", "0.1"),
    ],
)
def test_bare_values_of_every_kind(run: Run, name: str, bare: str) -> None:
    assert run("evaluate", IJ, *ARTISAN, "duree_arret=7", "--get", name) == Ran(0, f"{bare}\n", "")


def test_several_values(run: Run) -> None:
    ran = run(
        "evaluate",
        IJ,
        *ARTISAN,
        "duree_arret=8",
        "--get",
        "delai_carence",
        "--get",
        "jours_indemnises",
    )
    assert ran.out == "3\n5\n"


def test_options_and_values_in_any_order(run: Run) -> None:
    ran = run(
        "evaluate",
        IJ,
        "statut=artisan",
        "--on",
        "2018-03-01",
        "revenu_annuel_moyen=20000",
        "--get",
        "indemnite_journaliere",
    )
    assert ran.out == "27.40\n"


def test_the_answer_goes_to_standard_output_and_the_rest_beside(run: Run) -> None:
    ran = run("evaluate", IJ, *ARTISAN, "revenu_annuel_moyen=20000")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "Indemnité journalière : 27,40 €/jour",
        "  → L'indemnité est de 1/730 du revenu annuel moyen, entre le minimum et le maximum.",
    ]
    assert "faute de duree_arret" in ran.err


def test_the_reason_of_a_nil_answer(run: Run) -> None:
    ran = run("evaluate", IJ, *ARTISAN, "micro_entrepreneur=true", "revenu_annuel_moyen=2500")
    assert ran.out.splitlines() == [
        "Indemnité journalière : 0,00 €/jour",
        "  → Le revenu d'un micro-entrepreneur doit atteindre le seuil.",
    ]


def test_json(run: Run) -> None:
    ran = run("evaluate", IJ, *ARTISAN, "revenu_annuel_moyen=20000", "--format", "json")
    assert json.loads(ran.out)["outputs"] == {"indemnite_journaliere": "27.40"}


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_explanations(run: Run, format_: str) -> None:
    ran = run(
        "evaluate", IJ, *ARTISAN, "revenu_annuel_moyen=20000", "--explain", "--format", format_
    )
    assert "÷ 730 jour/an = 27,397… €/jour" in ran.out
    assert ran.err == ""


SITUATIONS = {
    "yaml": "statut: artisan\ndate_constat: 2018-03-01\nrevenu_annuel_moyen: 20000.00\n",
    "json": '{"statut": "artisan", "date_constat": "2018-03-01", "revenu_annuel_moyen": 20000.00}',
}


@pytest.mark.parametrize("kind", SITUATIONS)
def test_a_situation_from_a_file(run: Run, kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"situation.{kind}"
    file.write_text(SITUATIONS[kind], encoding="utf-8")
    ran = run("evaluate", IJ, "--situation", str(file), "--get", "indemnite_journaliere")
    assert ran == Ran(0, "27.40\n", "")
    ran = run(
        "evaluate",
        IJ,
        "--situation",
        str(file),
        "revenu_annuel_moyen=42000",
        "--get",
        "indemnite_journaliere",
    )
    assert ran.out == "54.43\n", "the command line wins over the file"


def test_a_situation_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(SITUATIONS["json"].encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert (
        run("evaluate", IJ, "--situation", "-", "--get", "indemnite_journaliere").out == "27.40\n"
    )


def test_a_fault_in_a_situation_file_is_told_at_its_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text("statut: artisan\nrevenu_annuel_moyen: 20 000,00\n", encoding="utf-8")
    ran = run("evaluate", IJ, "--on", "2018-03-01", "--situation", str(file))
    assert ran.status == 1
    assert "s.yaml:2:22" in ran.err
    assert "Écrivez : 20000.00" in ran.err


REFUSED = [
    # arguments, exit status, what must be said
    ((IJ, *ARTISAN), 1, "[missing-input]"),
    (
        (IJ, *ARTISAN, "revenu_annuel_moyen=20.000"),
        1,
        "Si le point sépare des milliers, écrivez : 20000",
    ),
    ((IJ, *ARTISAN, "revenu_annuel_moyen=20000,50"), 1, "Écrivez : 20000.50"),
    ((IJ, *ARTISAN, "revenu_annuel_moyen="), 1, "[not-a-number]"),
    ((IJ, *ARTISAN, "micro_entrepreneur=oui"), 1, "Écrivez : true"),
    ((IJ, *ARTISAN, "duree_arret=0"), 1, "La plus petite valeur admise est 1"),
    ((IJ, *ARTISAN, "duree_arret=1.5"), 1, "[not-an-integer]"),
    ((IJ, *ARTISAN, "statu=artisan"), 1, "Vouliez-vous dire statut ?"),
    ((IJ, *ARTISAN, "statut=commercant"), 1, "[duplicate-key]"),
    ((IJ, *ARTISAN, "plafond_annuel=1"), 1, "[figure-given]"),
    ((IJ, *ARTISAN, "date_constat=2019-01-01"), 1, "[dates-disagree]"),
    ((IJ, "--on", "2014-12-31", "statut=artisan"), 1, "[before-rulebook]"),
    ((IJ, "--on", "2099-01-01", "statut=conjoint_collaborateur"), 1, "[figure-past-its-year]"),
    ((IJ, "statut=artisan"), 2, "[reference-date-missing]"),
    ((IJ, "--on", "1er mars", "statut=artisan"), 2, "[not-a-date]"),
    ((IJ, *ARTISAN, "artisan"), 2, "[not-an-assignment]"),
    (
        (IJ, *ARTISAN, "--get", "indemnite_journalier"),
        2,
        "Vouliez-vous dire indemnite_journaliere ?",
    ),
    ((IJ, *ARTISAN, "--situation", "nowhere.yaml"), 2, "[no-such-file]"),
    (("indemnite-journaliere", *ARTISAN), 2, "Écrivez : indemnites-journalieres"),
    (("../rules/plafonds", *ARTISAN), 2, "[unknown-rulebook]"),
    (("plafonds",), 2, "[date-missing]"),
    ((), 2, "il manque : BAREME"),
    ((IJ, "--frmat", "json"), 2, "non reconnu : --frmat"),
    ((IJ, "--format", "yaml"), 2, "n'est pas admis"),
    ((IJ, "--on"), 2, "--on attend une valeur"),
]


@pytest.mark.parametrize(("arguments", "status", "said"), REFUSED)
def test_what_cannot_be_answered(
    run: Run, arguments: tuple[str, ...], status: int, said: str
) -> None:
    ran = run("evaluate", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err


def test_check_finds_nothing_wrong(run: Run) -> None:
    ran = run("check")
    assert ran.status == 0
    assert f"{len(SHELF)} barèmes vérifiés : 1 note." in ran.err


@pytest.mark.parametrize("path", ["", "plafonds", "plafonds/parameters.yaml"])
def test_check_tells_the_place(run: Run, rules: Path, path: str) -> None:
    figures = rules / "plafonds" / "parameters.yaml"
    figures.write_text(figures.read_text("utf-8").replace("48060", "48 060"), encoding="utf-8")
    ran = run("check", str(rules / path))
    assert ran.status == 1
    assert "[not-a-number]" in ran.out
    assert "^^^^^^" in ran.out
    assert "Écrivez : 48060" in ran.out


def test_check_for_programs(run: Run, rules: Path) -> None:
    figures = rules / "plafonds" / "parameters.yaml"
    figures.write_text(figures.read_text("utf-8").replace("48060", "48,060"), encoding="utf-8")
    (finding, *_) = json.loads(run("check", "--rules", str(rules), "--format", "json").out)
    assert finding["code"] == "not-a-number"
    assert finding["line"] == 33
    annotated = run("check", "--rules", str(rules), "--format", "github").out
    assert annotated.startswith("::error file=")
    assert ",line=33,col=25,endColumn=31,title=not-a-number::" in annotated


def test_check_of_a_directory_without_rulebooks(run: Run, tmp_path: Path) -> None:
    ran = run("check", "--rules", str(tmp_path))
    assert ran.status == 2
    assert "[no-rulebooks]" in ran.err


def test_files_in_the_wrong_place(run: Run, rules: Path) -> None:
    (rules / "plafonds" / "exemples.yaml").write_text("x: 1\n", encoding="utf-8")
    (rules / "parameters.yaml").write_text("x: 1\n", encoding="utf-8")
    (rules / "nouveau").mkdir()
    (rules / "nouveau" / "rulebook.yml").write_text("x: 1\n", encoding="utf-8")
    ran = run("check", str(rules))
    assert ran.out.count("[stray-file]") == 3
    assert "Fallait-il le nommer examples.yaml ?" in ran.out
    assert ran.out.count("[not-a-file]") == 1
    assert ran.status == 1


def test_examples_pass(run: Run) -> None:
    ran = run("test", "-v")
    assert ran.status == 0
    assert "49 exemples sur 49 passent" in ran.out
    assert "55 montants publiés sur 55" in ran.out
    assert "ok     2e cas : revenu moyen de 20 000 €" in ran.out


def test_an_example_that_fails(run: Run, rules: Path) -> None:
    examples = rules / "plafonds" / "examples.yaml"
    text = examples.read_text("utf-8").replace("plafond_annuel: 36372", "plafond_annuel: 36373")
    examples.write_text(text, encoding="utf-8")
    ran = run("test", "plafonds", "--rules", str(rules))
    assert ran.status == 1
    assert "4 exemples sur 5 passent" in ran.out
    assert "devait donner 36 373,00 €/an, et donne 36 372,00 €/an" in ran.err.replace("\u202f", " ")


def test_list(run: Run) -> None:
    ran = run("list")
    assert ran.status == 0
    names = [book["name"] for book in json.loads(run("list", "--format", "json").out)]
    assert names == list(SHELF)
    for name in SHELF:
        book = load(name)
        period = f"{book.definition.start} → {book.last_day}"
        (line,) = [line for line in ran.out.splitlines() if line.split()[0] == name]
        assert period in line
        assert line.endswith(book.title)


def test_list_tells_what_it_cannot_read(run: Run, rules: Path) -> None:
    (rules / "plafonds" / "rulebook.yaml").write_text("titre: x\n", encoding="utf-8")
    ran = run("list", "--rules", str(rules))
    assert "indemnites-journalieres" in ran.out
    assert "Écrivez : title" in ran.err
    assert ran.status == 1


def test_show_is_of_that_day(run: Run) -> None:
    first, later = (run("show", IJ, "--on", day).out for day in ("2018-03-01", "2021-07-01"))
    assert "39 732,00 €/an, depuis le 1er janvier 2018" in first.replace("\u202f", " ")
    assert "pas encore en vigueur (à partir du 1er juillet 2021)" in first
    assert "plafond_journalier_liberal" in later
    assert "pas encore en vigueur" not in later


def test_show_without_a_date_shows_what_is_known_today(run: Run) -> None:
    assert run("show", "plafonds").status == 0


def test_versions(run: Run) -> None:
    lines = run("versions", IJ).out.replace("\u202f", " ").splitlines()
    assert "2020-03-24" in lines
    after = lines[lines.index("2019-01-01") + 1]
    assert after.endswith("39 732,00 €/an → 40 524,00 €/an")
    data = json.loads(run("versions", IJ, "--format", "json").out)
    assert {"date": "2020-03-24", "name": "delai_carence", "change": "rule"} in data


def test_history_of_a_figure(run: Run) -> None:
    lines = run("history", "plafonds", "plafond_annuel").out.replace("\u202f", " ").splitlines()
    assert "2018-01-01  39 732,00 €/an  +1,3 %     Arrêté du 5 décembre 2017 [publié]" in lines
    assert len(lines) >= 2 + 15


def test_history_of_a_figure_by_choice(run: Run) -> None:
    out = run("history", IJ, "taux_abattement").out
    assert "2015-01-01  vente            71 %" in out


def test_history_of_a_rule(run: Run) -> None:
    data = json.loads(run("history", IJ, "forfait_conjoint", "--format", "json").out)
    values = {point["date"]: (point["value"], point["change"]) for point in data}
    assert values["2018-01-01"] == ("21.77", "+1,3 %")
    assert values["2019-01-01"] == ("21.77", "+0,0 %")
    assert values["2020-01-01"] == ("22.54", "+3,5 %")


def test_history_of_a_rule_that_depends_on_the_person(run: Run) -> None:
    ran = run("history", IJ, "plafond_journalier", "statut=profession_liberale", "--format", "json")
    values = {point["date"]: point["value"] for point in json.loads(ran.out)}
    assert values["2021-07-01"] == "169.05"
    assert values["2025-01-01"] == "193.56"
    told = run("history", IJ, "plafond_journalier")
    assert told.status == 0
    assert 'si statut == "profession_liberale" : plafond_journalier_liberal' in told.out
    assert "statut=…" in told.err
    assert run("history", IJ, "plafond_journalie").status == 2


def test_colour_only_where_it_is_wanted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("evaluate", IJ, *ARTISAN)
    assert "\x1b[" not in run(*arguments).err
    assert "\x1b[31;1m" in run(*arguments, "--color", "always").err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert "\x1b[" not in run(*arguments, "--color", "never").err


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    from bareme.cli.output import colored

    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert colored("auto", terminal)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colored("auto", terminal)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert COMMANDS[command].split(" ")[0] in ran.out
    assert "--lang" in ran.out


def test_nothing_to_do(run: Run) -> None:
    ran = run()
    assert (ran.status, ran.out) == (2, "")
    assert "evaluate" in ran.err


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    code = "import sys; from bareme.cli import main; sys.exit(main(['show', 'plafonds']))"
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert done.stderr == ""
