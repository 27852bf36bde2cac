"""`docs/compiled.md` and the command: what they show is what is written."""

from __future__ import annotations

import contextlib
import doctest
import shlex
from pathlib import Path

import pytest

from bareme.cli import main
from test_documentation import blocks, console

PAGE = (Path(__file__).parents[2] / "docs" / "compiled.md").read_text("utf-8")


def test_the_snippets_run() -> None:
    (snippet,) = blocks(PAGE, "pycon")
    flags = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    parsed = doctest.DocTestParser().get_doctest(snippet, {}, "compiled", None, 0)
    assert doctest.DocTestRunner(verbose=False, optionflags=flags).run(parsed).failed == 0


def test_the_module_is_as_it_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    ((command, printed),) = console(PAGE)
    program, *arguments = shlex.split(command)
    assert program == "bareme"
    assert main(arguments) == 0
    written = capsys.readouterr().out
    assert written.startswith(printed.removesuffix("…\n"))
    shown = blocks(PAGE, "python")
    assert len(shown) == 2
    for block in shown:
        assert block in written


def test_a_module_is_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["compile", "plafonds", "--on", "2026-03-01", "--outputs", "plafond_annuel"]
    target = tmp_path / "plafonds.py"
    assert main([*asked, "--to", str(target)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert str(target) in captured.err
    assert main(asked) == 0
    assert capsys.readouterr().out == target.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--on", "2014-01-01"], 1, "before-rulebook"),
        (["--on", "2019"], 2, "not-a-date"),
        ([], 2, "il manque : --on"),
        (["--on", "2019-03-01", "--outputs", "montant"], 2, "unknown-output"),
        (["--on", "2019-03-01", "--given", "plafond_annuel"], 1, "figure-given"),
        (["--on", "2019-03-01", "--given", "revenu_moyen"], 1, "unknown-input"),
    ],
)
def test_what_cannot_be_compiled_is_told(
    arguments: list[str], status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(SystemExit):  # argparse leaves by itself
        status -= main(["compile", "indemnites-journalieres", *arguments])
        assert status == 0
    assert told in capsys.readouterr().err
