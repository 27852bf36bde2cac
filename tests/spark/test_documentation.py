"""The snippets of the page on Spark run, and print what it says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "distributed.md"


def test_the_snippets_run(spark: Any) -> None:
    snippets = re.findall(
        r"^```pycon\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert len(snippets) > 1
    text = "\n".join(snippets)
    parsed = doctest.DocTestParser().get_doctest(text, {"spark": spark}, PAGE.name, str(PAGE), 0)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(parsed).failed == 0
