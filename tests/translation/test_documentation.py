"""The page on languages: its snippets run, and it names what there is."""

from __future__ import annotations

import doctest
from pathlib import Path

from bareme.translation import VARIABLE

PAGE = Path(__file__).parents[2] / "docs" / "translating.md"


def test_the_snippets_run() -> None:
    text = PAGE.read_text("utf-8").replace("```", "")
    parsed = doctest.DocTestParser().get_doctest(text, {}, "translating", str(PAGE), 0)
    assert len(parsed.examples) > 4
    assert doctest.DocTestRunner(verbose=False).run(parsed).failed == 0


def test_the_page_names_what_there_is() -> None:
    text = PAGE.read_text("utf-8")
    assert f"`{VARIABLE}`" in text
    assert "engine/bareme/translation/locale/en/LC_MESSAGES/bareme.po" in text
