"""The module that is written: read by a Python that has never heard of the library."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import bareme
from bareme.loading import rules_directory
from compiling.comparing import exactly
from shelf import book
from situations import Situations

if TYPE_CHECKING:
    from pathlib import Path

SHELF = [name for name in rules_directory().names() if book(name).definition.inputs]

# Reads rows, and writes for each what the module answers, or the code with which it refuses.
_READER = """
import pickle, runpy, sys
found = []
space = runpy.run_path(sys.argv[1])
for row in pickle.load(open(sys.argv[2], "rb")):
    try:
        found.append(space["evaluate"](**row))
    except space["Refused"] as refused:
        found.append((refused.code, refused.name, str(refused)))
assert not [name for name in sys.modules if name.split(".")[0] in ("bareme", "yaml", "simpleeval")]
pickle.dump(found, open(sys.argv[3], "wb"))
"""


def _read(text: str, rows: list[dict[str, Any]], where: Path) -> list[Any]:
    (where / "module.py").write_text(text, encoding="utf-8")
    (where / "rows").write_bytes(pickle.dumps(rows))
    files = [str(where / name) for name in ("module.py", "rows", "found")]
    command = [sys.executable, "-I", "-S", "-W", "error", "-c", _READER, *files]
    subprocess.run(command, check=True)
    found: list[Any] = pickle.loads((where / "found").read_bytes())
    return found


@pytest.mark.parametrize("name", SHELF)
def test_a_module_answers_and_refuses_as_the_rules_do(name: str, tmp_path: Path) -> None:
    rulebook = book(name)
    rules = rulebook.on(rulebook.last_day or rulebook.version_dates[-1])
    compiled = rules.compile(given=rulebook.definition.rules)
    reference = rulebook.definition.reference_date
    some = Situations(rulebook, 31)
    rows = [
        {key: value for key, value in some.one().items() if key != reference} for _ in range(300)
    ]
    answered = 0
    for row, found in zip(rows, _read(compiled.module(), rows, tmp_path), strict=True):
        wanted = exactly(compiled, row)
        if isinstance(wanted, list):
            # What is missing may be told before a calculation that has no result.
            missing = found[0] == "missing-input" and found[1] not in row
            assert missing or found[0] in {"wrong-value", *(code for code, _, _ in wanted)}, row
        elif isinstance(found, dict):
            assert repr(found) == repr(wanted), row
            answered += 1
        else:  # a rule that is given finer than the module computes with is refused, and told
            assert found[0] == "wrong-value", (row, found, wanted)
            assert found[1] in rulebook.definition.rules
    assert answered > 30


def test_a_refusal_says_what_is_asked_or_expected(tmp_path: Path) -> None:
    rules = book("indemnites-journalieres").on("2019-03-01")
    text = rules.compile(["jours_indemnises"]).module()
    rows: list[dict[str, Any]] = [
        {"statut": "artisan"},
        {"statut": "boulanger", "duree_arret": 8},
        {"statut": "artisan", "duree_arret": 0},
        {"statut": "artisan", "duree_arret": 8, "revenu_annee_1": 1.005},
        {"statut": "artisan", "duree_arret": 8, "date_constat": "2018-03-01"},
    ]
    found = _read(text, rows, tmp_path)
    assert [(code, name) for code, name, _ in found] == [
        ("missing-input", "duree_arret"),
        ("wrong-value", "statut"),
        ("wrong-value", "duree_arret"),
        ("wrong-value", "revenu_annee_1"),
        ("wrong-value", "date_constat"),
    ]
    assert "Combien de jours dure l'arrêt" in found[0][2]
    assert "'boulanger' ne convient pas, il faut un choix parmi artisan" in found[1][2]
    assert "1 au moins" in found[2][2]
    assert "il faut le 2019-03-01" in found[4][2]


def test_a_module_is_the_same_each_time() -> None:
    rules = book("suivi-accouchement").on("2019-03-01")
    other = bareme.load("suivi-accouchement").on("2019-03-01")
    assert rules.compile().module() == other.compile().module()
