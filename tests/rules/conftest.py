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
    return copy
