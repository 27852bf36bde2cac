"""`bareme check --fix` and `bareme fmt`: shown, then written, and nothing lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bareme.cli import main
from rulebooks import NAME, PARAMETERS, RULEBOOK, write

if TYPE_CHECKING:
    from pathlib import Path

_SLIP = PARAMETERS.replace("41136", "41 136,00")
_MENDED = PARAMETERS.replace("41136", "41136.00")
_UNTIDY = PARAMETERS.replace("unit: €/an", "unit:   €/an")


def _parameters(rules: Path) -> Path:
    return rules / NAME / "parameters.yaml"


def test_answers_are_shown_and_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"parameters.yaml": _SLIP})
    assert main(["check", "--fix", "--rules", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "-    2020-01-01: {value: 41 136,00, reference: Arrêté de 2019}" in told
    assert "+    2020-01-01: {value: 41136.00, reference: Arrêté de 2019}" in told
    assert "--fix --yes" in told
    assert "erreur[not-a-number]" in told
    assert _parameters(tmp_path).read_text("utf-8") == _SLIP


def test_answers_are_written_when_one_is_sure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"parameters.yaml": _SLIP})
    assert main(["check", "--fix", "--yes", "--rules", str(tmp_path)]) == 0
    assert "1 fichier corrigé." in capsys.readouterr().out
    assert _parameters(tmp_path).read_text("utf-8") == _MENDED
    assert main(["check", "--fix", "--yes", "--rules", str(tmp_path), "--lang", "en"]) == 0
    assert "No certain fix" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("reply", "content"), [("o\n", _MENDED), ("y\n", _MENDED), ("n\n", _SLIP), ("", _SLIP)]
)
def test_a_terminal_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reply: str, content: str
) -> None:
    class Typed:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return reply

    write(tmp_path, {"parameters.yaml": _SLIP})
    monkeypatch.setattr("sys.stdin", Typed())
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["check", "--fix", "--rules", str(tmp_path)]) == (content == _SLIP)
    assert _parameters(tmp_path).read_text("utf-8") == content


def test_the_result_for_a_program_stays_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"parameters.yaml": _SLIP})
    assert main(["check", "--fix", "--yes", "--format", "json", "--rules", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert told.out == "[]\n"
    assert "+    2020-01-01: {value: 41136.00" in told.err


def test_an_answer_without_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--yes"]) == 2
    assert "--fix" in capsys.readouterr().err


def test_a_file_is_laid_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"parameters.yaml": _UNTIDY})
    assert main(["fmt", "--check", "--rules", str(tmp_path)]) == 1
    assert "-  unit:   €/an" in capsys.readouterr().out
    assert _parameters(tmp_path).read_text("utf-8") == _UNTIDY
    assert main(["fmt", "--rules", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{_parameters(tmp_path)}\n"
    assert _parameters(tmp_path).read_text("utf-8") == PARAMETERS
    assert main(["fmt", "--check", "--rules", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def test_one_file_is_laid_out_alone(tmp_path: Path) -> None:
    write(tmp_path, {"parameters.yaml": _UNTIDY, "rulebook.yaml": f"{RULEBOOK}\n\n"})
    assert main(["fmt", str(_parameters(tmp_path))]) == 0
    assert _parameters(tmp_path).read_text("utf-8") == PARAMETERS
    assert (tmp_path / NAME / "rulebook.yaml").read_text("utf-8") == f"{RULEBOOK}\n\n"


_HOSTILE = (
    b"\x00\xff\xfe" * 50,
    b"\xff\xfe" + "plafond: 1".encode("utf-16-le"),
    b"[" * 5000,
    b"- " * 5000,
    b"a: &b [*b]\n",
    b"a: {b: 3919,20} \n",
    b"a:\n\t- b\n  c: 'd\n",
    b"? [a]\n: b\n",
    b'a: "\\ud800"\n',
    b"--- \n--- \n",
    b"",
    b"# rien",
    b"%YAML 9.9\n---\na: 1\n",
    b"a: |9\n x\n",
    b"<<<<<<< HEAD\na: 1\n",
    "a:\u2028 1\n".encode(),
    b"a: 1\r b: 2\r",
    b"key: [" + b"x, " * 2_000,
)


@pytest.mark.parametrize("data", _HOSTILE, ids=range(len(_HOSTILE)))
@pytest.mark.parametrize("file", ["parameters.yaml", "rulebook.yaml"])
def test_what_cannot_be_read_is_told_and_left(tmp_path: Path, file: str, data: bytes) -> None:
    write(tmp_path, {file: data})
    assert main(["check", "--fix", "--yes", "--rules", str(tmp_path)]) == 1
    assert main(["fmt", "--rules", str(tmp_path)]) == 1
    assert (tmp_path / NAME / file).read_bytes() == data


def test_a_number_cut_in_two_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = PARAMETERS.replace("value: 41136", "value: 41136,00")
    write(tmp_path, {"parameters.yaml": text})
    assert main(["fmt", "--rules", str(tmp_path)]) == 1
    assert "laissé tel quel" in capsys.readouterr().err
    assert _parameters(tmp_path).read_text("utf-8") == text
