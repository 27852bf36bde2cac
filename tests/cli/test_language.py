"""The command line in the language of who types: which one that is, and that all of it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bareme.cli import COMMANDS
from bareme.translation import language, speaking, update

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cli.conftest import Ran

    Run = Callable[..., Ran]

IJ = "indemnites-journalieres"
FRENCH, ENGLISH = "barème ", "rulebook "  # how the first column of `bareme list` is headed


@pytest.mark.parametrize(
    ("arguments", "environment", "heading"),
    [
        (["list"], {}, FRENCH),
        (["--lang", "en", "list"], {}, ENGLISH),
        (["list", "--lang", "en"], {}, ENGLISH),
        (["--lang=en", "list"], {}, ENGLISH),
        (["list", "--color", "never", "--lang=en"], {}, ENGLISH),
        (["list", "--lang", "en", "--lang", "fr"], {}, FRENCH),
        (["list", "--lang", "en_GB"], {}, ENGLISH),
        (["list"], {"BAREME_LANG": "en"}, ENGLISH),
        (["list", "--lang", "fr"], {"BAREME_LANG": "en", "LC_ALL": "en_US.UTF-8"}, FRENCH),
        (["list"], {"BAREME_LANG": "fr", "LC_ALL": "en_US.UTF-8"}, FRENCH),
        (["list"], {"LANG": "en_GB.UTF-8"}, ENGLISH),
        (["list"], {"LANG": "fr_FR.UTF-8"}, FRENCH),
        (["list"], {"LC_MESSAGES": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, ENGLISH),
        (["list"], {"LC_ALL": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, FRENCH),
        (["list"], {"LC_ALL": "", "LANG": "en_US"}, ENGLISH),
        (["list"], {"LANG": "C"}, FRENCH),
        (["list"], {"LC_ALL": "C.UTF-8", "LANG": "en_US"}, FRENCH),
    ],
)
def test_which_language_is_spoken(
    arguments: Sequence[str],
    environment: dict[str, str],
    heading: str,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = run(*arguments)
    assert ran.status == 0
    assert ran.out.startswith(heading)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--lang", "de"),
        ("--lang=de", "list"),
        ("--help", "--lang", "de"),
        ("check", "--lang", "de", "--help"),
        ("list", "--lang", "en", "--lang", "de"),
        ("--lang", "de"),
    ],
)
def test_another_language_is_refused_with_those_there_are(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert re.search(r"bareme : --lang : 'de' n'est pas admis \(au choix : .*fr.*en", ran.err)


def test_a_language_must_be_named(run: Run) -> None:
    for arguments in (("--lang",), ("list", "--lang")):
        ran = run(*arguments)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.endswith(" : --lang attend une valeur\n")


def test_after_two_dashes_nothing_is_an_option(run: Run) -> None:
    ran = run("list", "--", "--lang", "en")
    assert ran.status == 2
    assert "non reconnu" in ran.err


@pytest.mark.parametrize(
    "arguments", [("--help", "--lang", "en"), ("--lang=en", "-h"), ("--lang", "en", "--help")]
)
def test_the_overview_in_english(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("usage: bareme [-h] [--version] [--lang fr|en] COMMAND ...\n")
    assert "Evaluate a situation: how much, and why." in ran.out
    assert all(f"  {name} " in ran.out for name in COMMANDS)
    assert "barème" not in ran.out


def test_without_a_command_the_overview_is_told_beside(run: Run) -> None:
    assert run("--lang", "en") == (2, "", run("--lang", "en", "--help").out)


def _literals() -> list[tuple[str, str]]:
    """The messages that are told as they are written, the longest first, and their translations."""
    found = [
        (" ".join(message.id.split()), " ".join(str(message.string).split()))
        for message in update.read("en")
        if isinstance(message.id, str) and message.id
    ]
    return sorted(found, key=lambda pair: len(pair[0]), reverse=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_in_one_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Every message that its French help tells is told in English, and in English alone."""
    monkeypatch.setenv("COLUMNS", "1000")  # one option a line
    french, english = (run(command, "--help", "--lang", code) for code in ("fr", "en"))
    assert (french.status, french.err) == (english.status, english.err) == (0, "")
    left, in_english = (" ".join(ran.out.split()) for ran in (french, english))
    told = 0
    for message, translated in _literals():
        whole = rf"(?<!\w){re.escape(message)}(?!\w)"
        left, times = re.subn(whole, "·", left)  # so that no word within it is looked for
        if times and message != translated:
            told += 1
            assert translated in in_english
            assert not re.search(whole, in_english)
    assert told >= 4


@pytest.mark.parametrize(
    ("arguments", "french", "english"),
    [
        (("show",), "bareme show : il manque : BAREME", "bareme show: missing: RULEBOOK"),
        (
            ("list", "--zz"),
            "bareme : non reconnu : --zz",
            "bareme: not recognized: --zz",
        ),
        (
            ("show", IJ, "--on"),
            "bareme show : --on attend une valeur",
            "bareme show: --on expects a value",
        ),
        (
            ("list", "--format", "xml"),
            "bareme list : --format : 'xml' n'est pas admis (au choix : ",
            "bareme list: --format: 'xml' is not admitted (choose from: ",
        ),
        (
            ("batch", "--workers", "x"),
            "bareme batch : --workers attend un nombre entier, et non 'x'",
            "bareme batch: --workers expects a whole number, not 'x'",
        ),
        (
            ("batch", "--force=1"),
            "bareme batch : --force n'attend pas de valeur : retirez '1'",
            "bareme batch: --force expects no value: remove '1'",
        ),
    ],
)
def test_a_command_that_is_misspelt(
    run: Run, arguments: Sequence[str], french: str, english: str
) -> None:
    for code, told in (("fr", french), ("en", english)):
        ran = run("--lang", code, *arguments)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.splitlines()[-1].startswith(told)


def test_a_command_leaves_the_language_as_it_was(run: Run) -> None:
    assert language() == "fr"
    for arguments in (("list",), ("list", "--help"), ("inconnue",), ("evaluate", "inconnu")):
        run(*arguments, "--lang", "en")
        assert language() == "fr"
    with speaking("en"):
        assert run("list", "--lang", "fr").out.startswith(FRENCH)
        assert language() == "en"


@pytest.mark.parametrize(
    ("code", "loaded", "not_loaded"),
    [("fr", set(), {"gettext", "re", "argparse"}), ("en", {"gettext"}, {"argparse", "yaml"})],
)
def test_the_overview_loads_next_to_nothing(
    code: str, loaded: set[str], not_loaded: set[str]
) -> None:
    script = (
        "import sys; before = set(sys.modules); from bareme.cli import main; main(['--help']); "
        "print(*set(sys.modules) - before, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"BAREME_LANG": code},
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(done.stderr.split())
    assert loaded <= imported
    assert not imported & not_loaded
