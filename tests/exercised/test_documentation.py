"""The page on coverage says what the command does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli import main

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text("utf-8")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_command_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = tmp_path / "rules" / "entree"
    directory.mkdir(parents=True)
    for block in _blocks("yaml"):
        name = block.partition("\n")[0].removeprefix("# ")
        (directory / name).write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (block,) = _blocks("console")
    command, _, printed = block.removeprefix("$ ").partition("\n")
    assert main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out == printed
    assert main([*shlex.split(command)[1:], "--strict"]) == 1


def test_every_option_is_told() -> None:
    told = set(re.findall(r"^\| `(--[a-z]+)", PAGE, flags=re.MULTILINE))
    assert told == {"--coverage", "--strict", "--verbose", "--html", "--format"}
