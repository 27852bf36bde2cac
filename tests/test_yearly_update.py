"""The yearly update, as its page tells it: every command run, in a copy, and every file written."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli import main
from bareme.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

PAGE = Path(__file__).parents[1] / "docs" / "fr" / "mise-a-jour-annuelle.md"
_GIT = ("git", "-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")
_CUT = "…\n"  # the rest of what is printed is not shown


def test_the_update_goes_as_the_page_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(shipped("rules"), tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bareme.loading.shipped", lambda each: tmp_path / each)
    monkeypatch.setattr("bareme.calendar.today", lambda: dt.date(2026, 12, 18))
    for command in ("init -q -b main", "add .", "commit -q -m Départ"):
        _git(command)
    ran = 0
    for kind, text in re.findall(
        r"^```(\w+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        if kind == "yaml":
            _written_by_hand(text)
        elif kind == "console":
            for command, printed in _commands(text):
                told = _run(command, capsys).replace("\u202f", " ")
                assert _fits(told, printed.replace("\u202f", " ")), f"{command}\n{told}"
                ran += 1
    assert ran > 10
    assert _git("status --porcelain --untracked-files=no") == ""
    assert Path("changement.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def _commands(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


def _run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    if command.startswith("git "):
        return _git(command.removeprefix("git "))
    program, *arguments = shlex.split(command)
    assert program == "bareme"
    assert main(arguments) == 0
    captured = capsys.readouterr()
    return captured.out + captured.err


def _git(command: str) -> str:
    made = [*_GIT, *shlex.split(command)]
    ran = subprocess.run(made, check=True, capture_output=True, encoding="utf-8")
    return ran.stdout


def _written_by_hand(text: str) -> None:
    """Do what the page asks to write: a line in the place of one with its key, or the end."""
    first, _, content = text.partition("\n")
    name, at_the_end = re.fullmatch(r"# (\S+)( \(à la fin\))?", first).groups()  # type: ignore[union-attr]
    file = Path(name)
    before = file.read_text("utf-8")
    if at_the_end:
        file.write_text(before + content, "utf-8")
    else:
        key = content.partition(":")[0]
        after, changed = re.subn(rf"^{key}:.*\n", content, before, flags=re.MULTILINE)
        assert changed == 1
        file.write_text(after, "utf-8")


def _fits(told: str, printed: str) -> bool:
    return told == printed or (
        printed.endswith(_CUT) and told.startswith(printed.removesuffix(_CUT))
    )
