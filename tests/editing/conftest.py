"""A copy of the shipped rulebooks, on a day of December 2026."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from bareme.editing.consequences import summary_of
from bareme.resources import shipped
from editing.commands import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shelf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shelf:
    """A copy of the shipped rulebooks that may be written in, seen from beside it."""
    shutil.copytree(shipped("rules"), tmp_path / "rules")
    monkeypatch.setattr("bareme.calendar.today", lambda: dt.date(2026, 12, 14))
    monkeypatch.chdir(tmp_path)
    # The comparison takes longer than all the rest; see `compared`.
    monkeypatch.setattr("bareme.editing.consequences.summary_of", lambda *_: "…")
    return Shelf(tmp_path / "rules", capsys)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rules really compared before and after; named after `shelf`."""
    with monkeypatch.context() as patched:
        patched.setattr("bareme.editing.consequences.summary_of", summary_of)
        yield
