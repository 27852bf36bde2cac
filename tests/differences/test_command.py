"""`bareme diff` as a command: how it is asked, how it ends, and that it never fails badly."""

from __future__ import annotations

import itertools
import json
import os
import random
import shlex
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bareme.cli import main, output
from bareme.cli.commands.diff import FORMATS
from differences.repositories import isolate
from differences.scenarios.repository import edited, repository, work_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = ("--base", "base", "--head")
DATES = ("--from", "2025-12-31", "--to", "2026-01-01", "--rules", "rules")
AS_OF = ("--as-of", "2025-12-15")
_EVERY_FORMAT = """\
import sys
from bareme.cli import comparison, main
from bareme.cli.commands.diff import FORMATS
compared, found = comparison.compared, []
def once(arguments):
    found[:] = found or [compared(arguments)]
    return found[0]
comparison.compared = once
sys.exit(max(main(["diff", *sys.argv[1:], "--format", format]) for format in FORMATS))
"""
PERSON = ("statut=salarie", "revenu=50000", "duree=30")


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(name="run")
def _run(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run the command in the repository of the scenarios."""
    isolate(monkeypatch)
    monkeypatch.chdir(repository(tmp_path_factory))
    monkeypatch.setattr(output, "silence", lambda: None)  # it would last beyond the command

    def run(*arguments: str) -> Ran:
        try:
            status = main(["diff", *arguments])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture(name="directories", scope="session")
def _directories(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return two directories of rulebooks: before and after a yearly update."""
    before, after = (str(edited(tmp_path_factory, name)) for name in ("base", "yearly-update"))
    return before, after


# --- asked in a way that cannot be carried out: status 2, in words, and no result -------------

MISSTATED = [
    ([], "quoi comparer"),
    (["indemnite"], "quoi comparer"),
    (["--from", "2025-12-31"], "deux dates"),
    (["--to", "2025-12-31"], "deux dates"),
    ([*DATES, "--base", "base"], ""),
    (["--head", "yearly-update"], ""),
    ([*DATES, "inconnu"], "inconnu"),
    ([*BASE, "yearly-update", "inconnu"], "inconnu"),
    ([*BASE, "yearly-update", "indemnit"], "indemnite"),
    ([*BASE, "nowhere"], "nowhere"),
    (["--base", "nowhere"], "nowhere"),
    (["--base", ""], ""),
    (["--base", "--output"], ""),
    (["rules", "nowhere-at-all"], ""),
    (["rules", "rules", "rules"], ""),
    (["--from", "31/12/2025", "--to", "2026-01-01"], "2025-12-31"),
    (["--from", "2025-02-30", "--to", "2026-01-01"], "2025-02-30"),
    ([*BASE, "yearly-update", "--as-of", "hier"], "hier"),
    ([*BASE, "yearly-update", "--format", "pdf"], "pdf"),
    ([*BASE, "yearly-update", "--fail-on", "info"], "info"),
    ([*BASE, "yearly-update", "--population", "nowhere.csv"], "nowhere.csv"),
    ([*BASE, "yearly-update", "--review", "nowhere.yaml"], "nowhere.yaml"),
    ([*BASE, "yearly-update", "--rules", "nowhere"], "nowhere"),
    ([*BASE, "yearly-update", *PERSON], "sans un barème"),
    ([*BASE, "yearly-update", "indemnite", "prime", *PERSON], "sans un barème"),
    ([*BASE, "yearly-update", "indemnite", *PERSON], "date"),
    ([*DATES, *PERSON], "sans un barème"),
    ([*DATES, "indemnite", "statut=artisan"], "statut"),
    ([*DATES, "indemnite", "nom=Claire"], "nom"),
    (["indemnite", "--from", "2019-01-01", "--to", "2025-01-01", "--rules", "rules"], "2019"),
]


@pytest.mark.parametrize(("words", "told"), MISSTATED, ids=[" ".join(w) for w, _ in MISSTATED])
def test_what_cannot_be_carried_out_is_told(run: Run, words: list[str], told: str) -> None:
    ran = run(*words)
    assert ran.status == 2
    assert ran.out == ""
    assert told in ran.err


@pytest.mark.parametrize("file", ["nowhere/at-all.txt", "rules"])
def test_an_output_that_cannot_be_written_is_told(run: Run, file: str) -> None:
    ran = run(*BASE, "base", "--output", file)
    assert (ran.status, ran.out) == (2, "")
    assert f"bareme : {file} ne peut pas être écrit" in ran.err


# --- what is written, and where ----------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_goes_to_a_file_as_it_goes_to_the_terminal(
    run: Run,
    tmp_path: Path,
    format: str,  # noqa: A002  # as the option
) -> None:
    file = tmp_path / "told"
    words = (*BASE, "row-added", "--format", format)
    shown = run(*words)
    assert shown.status == 0
    assert shown.err == ""
    kept = run(*words, "--output", str(file), "--color", "always")
    assert kept == Ran(0, "", "")
    assert file.read_text("utf-8") == shown.out
    assert "retroactive-rule" in shown.out


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_to_tell_is_no_fault(run: Run, format: str) -> None:  # noqa: A002
    ran = run(*BASE, "base", "--format", format, "--fail-on", "note")
    assert (ran.status, ran.err) == (0, "")


def test_same_inputs_same_bytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = [*BASE, "two-figures-together"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _EVERY_FORMAT, *words],
            cwd=repository(tmp_path_factory),
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    told = [process.communicate()[0] for process in runs]
    assert [process.returncode for process in runs] == [0, 0]
    assert told[0] == told[1]
    assert b"<html" in told[0]


def test_two_directories_tell_what_two_revisions_do(run: Run, directories: tuple[str, str]) -> None:
    one = json.loads(run(*directories, "--format", "json", *AS_OF).out)
    other = json.loads(run(*BASE, "yearly-update", "--format", "json").out)
    told = [
        [
            (c["subject"], c["name"], c["fingerprint"])
            for item in found["items"]
            for c in item["changes"]
        ]
        for found in (one, other)
    ]
    assert told[0] == told[1] != []
    assert [one["before"], one["after"]] == list(directories)


def test_the_work_tree_is_the_second_side(run: Run, tmp_path: Path) -> None:
    """Nothing has been written there since the base was."""
    ran = run("--base", "yearly-update", "--format", "json", *AS_OF)
    assert ran.status == 0
    codes = {f["code"] for f in _findings(json.loads(ran.out))}
    assert "figure-removed" in codes


def _findings(found: Any) -> Iterator[Any]:
    for item in found["items"]:
        for change in item["changes"]:
            yield from change["findings"]


# --- one person --------------------------------------------------------------------------------


def _person(ran: Ran) -> dict[str, tuple[str, str]]:
    """Return what one person is answered on each side, by output, where it is not the same."""
    assert ran.status == 0, ran.err
    (item,) = json.loads(ran.out)["items"]
    (comparison,) = item["comparisons"]
    (group,) = comparison["groups"]
    assert (group["origin"], group["size"]) == ("situation", 1)
    return {
        effect["name"]: (witness["before"]["value"], witness["after"]["value"])
        for effect in group["outputs"]
        for witness in effect["witnesses"]
        if witness["fate"] != "same"
    }


JSON = ("--format", "json")
AT_THE_CAP = {
    "indemnite_totale": ("1377.00", "1417.50"),
    "indemnite_journaliere": ("51.00", "52.50"),
}


def test_one_person_on_two_dates(run: Run) -> None:
    ran = run("indemnite", *DATES, "--head", "yearly-update", *PERSON, *JSON)
    assert _person(ran) == AT_THE_CAP


def test_one_person_in_two_revisions(run: Run) -> None:
    words = (*BASE, "retroactive-correction", "indemnite", "--on", "2025-06-01", *JSON)
    ran = run(*words, "statut=independant", "revenu=14600", "nature=hospitalisation", "duree=5")
    assert _person(ran) == {
        "indemnite_totale": ("105.00", "107.50"),
        "indemnite_journaliere": ("21.00", "21.50"),
    }


def test_one_person_in_two_directories(run: Run, directories: tuple[str, str]) -> None:
    ran = run(*directories, "indemnite", "--on", "2025-06-01", *PERSON, *JSON)
    assert _person(ran) == {}  # nothing that holds in 2025 has changed


def test_the_own_date_of_a_person_decides(run: Run) -> None:
    person = ("date_demande=2025-06-01", "zone=rurale", "distance=51")
    ran = run(*BASE, "row-added", "prime", *person, *JSON)
    assert _person(ran) == {"prime_mensuelle": ("60.00", "90.00")}


# --- commands that show a witness again ---------------------------------------------------------


def _witnesses(found: Any) -> Iterator[tuple[str, Any]]:
    for item in found["items"]:
        groups = [group for c in item["comparisons"] for group in c["groups"]]
        for group in [*groups, *([item["population"]] if item["population"] else [])]:
            for effect in group["outputs"]:
                for witness in effect["witnesses"]:
                    yield effect["name"], witness


SHOWN = [
    ([*BASE, "yearly-update"], "yearly-update"),
    ([*BASE, "retroactive-correction"], "retroactive-correction"),
    ([*BASE, "cases-swapped"], "cases-swapped"),
    ([*BASE, "row-added"], "row-added"),
    ([*DATES, "--head", "yearly-update"], "two dates"),
]


@pytest.mark.parametrize(("words", "name"), SHOWN, ids=[name for _, name in SHOWN])
def test_every_witness_is_shown_again_by_its_command(run: Run, words: list[str], name: str) -> None:
    found = json.loads(run(*words, *JSON).out)
    asked: dict[str, dict[str, Any]] = {}
    for about, witness in _witnesses(found):
        asked.setdefault(witness["command"], {})[about] = witness
    assert asked
    for command, witnesses in asked.items():
        program, verb, *rest = shlex.split(command)
        assert (program, verb) == ("bareme", "diff")
        again = dict(_witnesses(json.loads(run(*rest, *JSON).out)))
        for about, witness in witnesses.items():
            told = [again[about][key] for key in ("fate", "before", "after")]
            assert told == [witness[key] for key in ("fate", "before", "after")], command


def test_a_witness_of_the_work_tree_is_shown_again(
    run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work_tree(tmp_path_factory))
    found = json.loads(run("--base", "base", *AS_OF, *JSON).out)
    _, witness = next(_witnesses(found))
    again = dict(_witnesses(json.loads(run(*shlex.split(witness["command"])[2:], *JSON).out)))
    assert witness["after"] in [other["after"] for other in again.values()]


def test_a_witness_of_two_directories_is_shown_again(
    run: Run, directories: tuple[str, str]
) -> None:
    found = json.loads(run(*directories, *AS_OF, *JSON).out)
    _, witness = next(_witnesses(found))
    again = dict(_witnesses(json.loads(run(*shlex.split(witness["command"])[2:], *JSON).out)))
    assert witness["after"] in [other["after"] for other in again.values()]


# --- whatever is asked ---------------------------------------------------------------------------

ODD = ["", "-", "--", "=", "a=", "=b", "é", "\n", "../..", "/", ".", "HEAD~9", "base..base"]
ODD += ["^base", "9999-12-31", "0000-00-00", "2026-13-01", "10000-01-01", "indemnite", "rules"]
ODD += [
    "revenu=1e9",
    "revenu=-1",
    "revenu=\u00a05",
    "statut=",
    "duree=" + "9" * 400,
    "\udcff",
    "-1",
]
OPTIONS = ["--from", "--to", "--base", "--head", "--on", "--as-of", "--population", "--review"]
OPTIONS += ["--rules", "--format", "--fail-on", "--color"]


def test_no_words_make_it_fail_badly(run: Run) -> None:
    pick = random.Random(5)
    for _ in range(80):
        words = [*pick.choice([(), BASE[:2], (*BASE, "later"), DATES])]
        for _ in range(pick.randint(1, 4)):
            words += [pick.choice(OPTIONS)] if pick.random() < 0.5 else []
            words.append(pick.choice(ODD))
        ran = run(*words)
        assert ran.status in {0, 1, 2}, words
        assert "Traceback" not in ran.out + ran.err, words
        assert ran.out or ran.err, words
        assert ran.status != 2 or ran.err, words


def test_every_pair_of_options_is_answered(run: Run) -> None:
    for one, other in itertools.combinations(OPTIONS, 2):
        ran = run("indemnite", one, "2025-06-01", other, "base")
        assert ran.status in {0, 1, 2}
        assert ran.err or ran.out
