"""Every mistake of the corpus is told once, where it stands, and with what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bareme.diagnostics.rendering import FORMATS, plain
from bareme.translation import LANGUAGES, speaking
from mistakes.corpus import CORPUS, findings, is_mendable, mend

if TYPE_CHECKING:
    from pathlib import Path

    from bareme import Diagnostic
    from mistakes.corpus import Mistake

_MOST = 3  # findings for one mistake
_ROUNDS = 12  # of mending: of what is alike only the first few are told


@pytest.mark.parametrize("mistake", CORPUS, ids=lambda one: f"{one.source}: {one.what}")
def test_a_mistake_is_told_where_it_stands_and_mended(rules: Path, mistake: Mistake) -> None:
    mistake.made(rules)
    found = findings(rules, mistake)
    assert mistake.compare(found) == []
    _tell(found)
    mended = is_mendable(found)
    for _ in range(_ROUNDS):
        if is_mendable(found):
            mend(rules, found)
            found = findings(rules, mistake)
    assert not mended or found == []


def _tell(found: list[Diagnostic]) -> None:
    """Write findings in every language and form: no fact is missing, and none is left unsaid."""
    for language in LANGUAGES:
        with speaking(language):
            for finding in found:
                assert finding.message.strip()
                assert finding.remedy.strip()
                assert "\n" not in plain(finding)
            assert all(form(found, False) for form in FORMATS.values() if found)


def test_a_mistake_has_few_findings() -> None:
    assert [mistake.what for mistake in CORPUS if len(mistake.expected) > _MOST] == []


def test_the_corpus_is_large_varied_and_made_in_every_rulebook() -> None:
    titles = [(mistake.source, mistake.what) for mistake in CORPUS]
    assert len(set(titles)) == len(titles) >= 150
    assert len({mistake.file.partition("/")[0] for mistake in CORPUS if "/" in mistake.file}) >= 8
    assert len({expected.code for mistake in CORPUS for expected in mistake.expected}) >= 60
