"""What every test of the shipped rulebooks starts from."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def book() -> bareme.Rulebook:
    """The rulebook of the sick-leave benefits, as shipped."""
    return bareme.load("indemnites-journalieres")


@pytest.fixture
def rules_copy(tmp_path: Path) -> Path:
    """A copy of the shipped rules, free to be edited."""
    copy = tmp_path / "rules"
    shutil.copytree(shipped("rules"), copy)
    # As they stood at the end of 2026, whatever years have been added since.
    figures = copy / "plafonds" / "parameters.yaml"
    until_2026, line, _ = figures.read_text("utf-8").partition("    2026-01-01: ")
    (last,) = (each for each in figures.read_text("utf-8").splitlines() if line in each)
    figures.write_text(f"{until_2026}{last}\n", encoding="utf-8")
    return copy
