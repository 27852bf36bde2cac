"""What a rulebook cannot mean is told once, on its line, with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checking.mistakes import MISTAKES
from rulebooks import Mistake, check, findings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_a_mistake_is_told_once_where_it_stands(tmp_path: Path, mistake: Mistake) -> None:
    assert findings(check(tmp_path, mistake.written)) == mistake.expected
