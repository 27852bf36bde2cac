"""The page on changing rulebooks: its commands print what it says, one after the other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bareme.cli import main

if TYPE_CHECKING:
    from editing.commands import Shelf

PAGE = (Path(__file__).parents[2] / "docs" / "editing.md").read_text("utf-8")
SECTION = PAGE.partition("## A new year")[2].partition("\n## ")[0]


@pytest.mark.usefixtures("shelf", "compared")
def test_the_new_year_goes_as_the_page_tells(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bareme.loading.shipped", lambda each: shelf.path.parent / each)
    blocks = re.findall(r"^```console\n\$ bareme (.*)\n([^`]*)^```$", SECTION, re.MULTILINE)
    assert len(blocks) == 2
    for command, printed in blocks:
        main(shlex.split(command))
        captured = capsys.readouterr()
        assert captured.out.replace("\u202f", " ") + captured.err == printed.replace("\u202f", " ")
