"""The whole corpus of mistakes: every code has its case, every suggestion repairs the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bareme.diagnostics.catalogue import CATALOGUE
from building.mistakes import MISTAKES as BUILDING
from checking.mistakes import MISTAKES as CHECKING
from language.mistakes import FORMULAS
from reading import keys, texts, values
from rulebooks import Mistake, check, findings

if TYPE_CHECKING:
    from pathlib import Path

    from bareme import Diagnostic

_CORPUS = (*texts.MISTAKES, *values.MISTAKES, *keys.MISTAKES, *BUILDING, *CHECKING)

# Told of files as such, not of what is written in them: see tests/hostile/test_files.py.
_OF_FILES = {
    "not-a-file",
    "unreadable-file",
    "file-too-large",
    "not-utf8",
    "outside-rules",
    "stray-file",
}
# Told of formulas and tables too large to stand here: see tests/hostile/test_formulas.py and
# tests/hostile/test_tables.py.
_OF_SIZE = {"formula-too-long", "formula-too-deep", "table-too-wide"}
# See tests/checking/test_remedies.py.
_OF_REMEDIES = {
    "not-a-stretch",
    "text-measured",
    "key-elsewhere",
    "unknown-code",
    "examples-alike",
    "output-twice",
    "bad-directory",
}
# Told of mistakes in real rulebooks: see tests/mistakes/corpus/.
_OF_MISTAKES = {
    "characters-alike",
    "comment-cuts-text",
    "figure-suspect",
    "misnamed-file",
    "not-a-text",
    "other-kind",
    "published-alike",
    "same-reference",
    "unit-suspect",
    "unusual-day",
    "yaml-dash",
    "yaml-one-line",
    "yaml-semicolon",
}
# Told of the files of a batch: see tests/batch/.
_OF_BATCHES = {
    "row-ragged",
    "quotes-misplaced",
    "byte-undecodable",
    "thousands-or-decimals",
    "not-in-encoding",
    "file-empty",
    "file-utf16",
    "file-is-workbook",
    "file-broken-off",
    "not-parquet",
    "parquet-unreadable",
    "heading-unreadable",
    "heading-undecodable",
    "lines-without-feed",
    "line-too-long",
    "columns-unknown",
    "column-unwritable",
    "date-column-missing",
    "not-a-part",
    "directory-empty",
    "formats-mixed",
    "format-unknown",
    "output-is-directory",
    "output-exists",
    "same-place",
    "directory-foreign",
    "no-such-directory",
    "run-unfinished",
    "run-different",
    "run-under-way",
}
# Told of git repositories: see tests/differences/test_revisions.py.
_OF_REVISIONS = {
    "git-missing",
    "git-failed",
    "not-a-repository",
    "unknown-revision",
    "revision-not-fetched",
    "rulebook-in-submodule",
}
# Told of what `bareme diff` is to compare: see tests/differences/test_command.py.
_OF_COMPARISONS = {"nothing-to-compare", "two-dates-needed", "one-rulebook-needed"}
# Told of a situation, of the date asked for, or of a command: no rulebook can cause them.
_OF_SITUATIONS = {
    "wrong-type",
    "number-out-of-reach",
    "missing-input",
    "possible-input",
    "unknown-output",
    "date-missing",
    "reference-date-missing",
    "dates-disagree",
    "before-rulebook",
    "after-rulebook",
    "no-outputs",
    "figure-before-first",
    "rule-before-first",
    "figure-by-choice",
    "no-case-holds",
    "number-too-large",
    "not-whole",
    "not-digits",
    "no-such-characters",
    "date-out-of-range",
    "published-prevails",
    "step-negative",
    "output-without-result",
    "column-twice",
    "column-misspelt",
    "answer-beyond-type",
    "given-unread",
    "not-an-assignment",
    "situation-unreadable",
    "no-such-file",
    "no-rulebooks",
}
# Told of a review file: see tests/differences/test_review.py.
_OF_REVIEWS = {"accepted-twice", "acceptance-stale"}
# Told of the commands that write figures: see tests/editing/.
_OF_EDITING = {
    "rules-elsewhere",
    "not-a-year",
    "year-before-missing",
    "year-before-waits",
    "year-known",
    "not-yearly",
    "no-such-figure",
    "unknown-figure",
    "figure-elsewhere",
    "figure-ambiguous",
    "not-a-value-given",
    "value-missing",
    "choice-needed",
    "choice-needless",
    "reference-needed",
    "reference-empty",
    "nothing-set",
    "past-figure",
    "past-date",
    "edit-unsafe",
    "shipped-rules",
    "file-changed",
    "unwritable-file",
}


def test_every_code_that_a_rulebook_can_cause_has_a_case() -> None:
    told = {finding.code for mistake in _CORPUS for finding in mistake.expected}
    told |= {formula.code for formula in FORMULAS}
    elsewhere = (
        _OF_FILES
        | _OF_SIZE
        | _OF_SITUATIONS
        | _OF_REMEDIES
        | _OF_MISTAKES
        | _OF_BATCHES
        | _OF_REVISIONS
    )
    elsewhere |= _OF_COMPARISONS | _OF_REVIEWS | _OF_EDITING
    assert set(CATALOGUE) - told - elsewhere == set()
    assert told & elsewhere == set()
    assert (told | elsewhere) - set(CATALOGUE) == set()


def test_no_case_is_written_twice() -> None:
    seen = [tuple(sorted(mistake.files.items())) for mistake in _CORPUS]
    assert len(set(seen)) == len(seen)


def test_a_mistake_has_one_error_a_marked_line() -> None:
    assert [mistake.what for mistake in _CORPUS if len(mistake.expected) > 3] == []


def _with_suggestion(mistake: Mistake) -> bool:
    return any(finding.suggestion for finding in mistake.expected)


def _repaired(files: dict[str, str], found: tuple[Diagnostic, ...]) -> dict[str, str]:
    """Write what each finding suggests where it stands, from the last to the first."""
    repaired = dict(files)
    for diagnostic in reversed(found):
        place, suggestion = diagnostic.place, diagnostic.suggestion
        if place is None or suggestion is None:
            continue
        file = place.file.rpartition("/")[2]
        lines = repaired[file].split("\n")
        line = lines[place.line - 1]
        before, after = line[: place.column - 1], line[place.end_column - 1 :]
        lines[place.line - 1] = before + suggestion + after
        repaired[file] = "\n".join(lines)
    return repaired


@pytest.mark.parametrize(
    "mistake", [*filter(_with_suggestion, _CORPUS)], ids=lambda mistake: mistake.what
)
def test_what_is_suggested_repairs_the_file(tmp_path: Path, mistake: Mistake) -> None:
    files = {file: text for file, text in mistake.written.items() if isinstance(text, str)}
    repaired = _repaired(files, check(tmp_path, files))
    assert repaired != files
    left = {finding[:3] for finding in findings(check(tmp_path, repaired))}
    assert left.isdisjoint(finding[:3] for finding in mistake.expected)


@pytest.mark.parametrize("mistake", _CORPUS, ids=lambda mistake: mistake.what)
def test_every_finding_says_what_is_wrong_and_what_to_do(tmp_path: Path, mistake: Mistake) -> None:
    for diagnostic in check(tmp_path, mistake.written):
        place = diagnostic.place
        assert place is not None
        assert diagnostic.message.strip()
        assert diagnostic.remedy.strip()
        lines = place.source.text.count("\n") + 1
        assert 1 <= place.line <= lines
        assert 1 <= place.column <= place.end_column
