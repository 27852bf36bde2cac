"""A review file: every mistake told where it stands, levels set, changes accepted."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from bareme.diagnostics import Report, Severity
from bareme.differences.findings.codes import CODES, finding
from bareme.differences.findings.review import Review, read_review
from bareme.differences.model import Acceptance, Change, Difference, Differences, Finding
from bareme.resources import shipped
from rulebooks import Mistake, findings

ONE, OTHER = "3f2a9c01b7de", "123456789012"  # all digits: still a text
NAME = "bareme-review.yaml"


def mistake(what: str, text: str) -> Mistake:
    return Mistake(what, {NAME: text})


def accepting(what: str, lines: str) -> Mistake:
    return mistake(what, f"accepted:\n{lines}\n")


WHOLE = f"""\
levels:
  yearly-revaluation: off
  rule-untested: error
accepted:
  - fingerprint: {ONE}
    code: retroactive-figure
    by: Bureau des prestations
    reason: >-
      Coquille de mars, corrigée par l'erratum
      du 4 avril
  - fingerprint: {OTHER}
    by: Jean
    reason: Vu
"""

MISTAKES = (
    mistake("a key misspelt", "level: ◄ unknown-key → levels\n  yearly-revaluation: off\n"),
    mistake(
        "a code misspelt", "levels:\n  yearly-revaluatio: off ◄ wrong-value → yearly-revaluation\n"
    ),
    mistake("a code that is none", "levels:\n  importance: off ◄ wrong-value\n"),
    mistake("a level misspelt", "levels:\n  rule-untested: warnin ◄ wrong-value → warning\n"),
    mistake("a level that is none", "levels:\n  rule-untested: 3 ◄ wrong-value\n"),
    mistake("a level left out", "levels:\n  rule-untested: ◄ empty-value\n"),
    mistake("levels as a list", "levels: ◄ wrong-shape\n  - rule-untested\n"),
    mistake("a level twice", "levels:\n  renamed: off\n  renamed: note ◄ duplicate-key\n"),
    mistake("a code where a file begins", "rule-untested: error ◄ unknown-key\n"),
    accepting("no reason", f"  - fingerprint: {ONE} ◄ missing-key\n    by: Marie"),
    accepting("nobody", f"  - fingerprint: {ONE} ◄ missing-key\n    reason: Vu"),
    accepting("nothing", "  - by: Marie ◄ missing-key\n    reason: Vu"),
    accepting(
        "an empty reason", f'  - fingerprint: {ONE}\n    by: M\n    reason: "" ◄ wrong-value'
    ),
    accepting("a blank name", f'  - fingerprint: {ONE}\n    by: " " ◄ wrong-value\n    reason: Vu'),
    accepting("a reason left out", f"  - fingerprint: {ONE}\n    by: M\n    reason: ◄ empty-value"),
    accepting(
        "a digit lost",
        f"  - fingerprint: {ONE[:-1]} ◄ wrong-value\n    by: M\n    reason: Vu",
    ),
    accepting(
        "a code misspelt",
        f"  - fingerprint: {ONE}\n    code: rule-unteste ◄ wrong-value → rule-untested\n"
        "    by: M\n    reason: Vu",
    ),
    accepting(
        "a key misspelt",
        f"  - fingerprint: {ONE}\n    by: M\n    reson: Vu ◄ unknown-key → reason",
    ),
    accepting(
        "the same twice",
        f"  - {{fingerprint: {ONE}, by: M, reason: Vu}}\n"
        f"  - {{fingerprint: {ONE}, by: J, reason: Vu}} ◄ accepted-twice",
    ),
    mistake("not a list", f"accepted: ◄ wrong-shape\n  fingerprint: {ONE}\n"),
    accepting(
        "the same twice, on a line",
        f"  [{{fingerprint: {ONE}, by: M, reason: Vu}}, {{fingerprint: {ONE}, by: J, reason: Vu}}]"
        " ◄ accepted-twice",
    ),
    mistake("empty", " ◄ empty-file"),
)


def read(directory: Path, text: str | bytes) -> tuple[Review | None, Report]:
    path, report = directory / NAME, Report()
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_review(path, report, NAME), report


@pytest.mark.parametrize("wrong", MISTAKES, ids=lambda wrong: wrong.what)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, wrong: Mistake) -> None:
    review, report = read(tmp_path, wrong.written[NAME])
    assert review is None
    told = findings(report.diagnostics)
    wanted = wrong.expected
    assert [f[:3] for f in told] == [f[:3] for f in wanted]
    assert [f.suggestion for f in told] == [f.suggestion for f in wanted]
    assert all(diagnostic.remedy for diagnostic in report.diagnostics)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    report = Report()
    assert read_review(tmp_path / "nowhere.yaml", report) is None
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["not-a-file"]


def test_what_a_file_says(tmp_path: Path) -> None:
    review, report = read(tmp_path, WHOLE)
    assert report.diagnostics == ()
    assert review is not None
    assert review.levels == {"yearly-revaluation": None, "rule-untested": Severity.ERROR}
    why = "Coquille de mars, corrigée par l'erratum du 4 avril"
    assert [(a.fingerprint, a.code, a.acceptance) for a in review.accepted] == [
        (ONE, "retroactive-figure", Acceptance("Bureau des prestations", why)),
        (OTHER, None, Acceptance("Jean", "Vu")),
    ]
    assert review.accepted[0].place.line == 5


def change(fingerprint: str, *codes: str) -> Change:
    about = {"label": "F", "before": "1", "after": "2", "date": "x", "reference": "R"}
    found = tuple(finding(code, **about, evolution="", outputs="o", name="f") for code in codes)
    return Change(
        *("figure", "changed", "f", "F", "essai", dt.date(2026, 1, 1), ()),
        findings=found,
        fingerprint=fingerprint,
    )


def differences(*changes: Change) -> Differences:
    """Return the same changes as two rulebooks tell them: one that has them, one that borrows."""
    items = [Difference(name, None, None, dt.date(2026, 7, 1), changes) for name in ("a", "b")]
    return Differences("v1", "v2", tuple(items))


def told(found: Differences) -> list[list[Finding]]:
    return [[f for c in item.changes for f in c.findings] for item in found.items]


def test_levels_are_set_and_what_is_off_is_not_told(tmp_path: Path) -> None:
    review, _ = read(tmp_path, WHOLE)
    assert review is not None
    given = differences(change("0" * 12, "reference-unchanged", "yearly-revaluation"))
    given_too = differences(change("0" * 12, "figure-corrected", "rule-untested"))
    assert [[f.code for f in found] for found in told(review.applied(given))] == [
        ["reference-unchanged"]
    ] * 2
    (found, _) = told(review.applied(given_too))
    assert [(f.code, f.level) for f in found] == [  # the gravest first
        ("rule-untested", Severity.ERROR),
        ("figure-corrected", Severity.WARNING),
    ]


def test_what_is_accepted_counts_no_more(tmp_path: Path) -> None:
    review, _ = read(tmp_path, WHOLE)
    assert review is not None
    given = differences(change(ONE, "retroactive-figure", "reference-unchanged"))
    assert given.items[0].level is Severity.ERROR
    applied = review.applied(given)
    assert [item.level for item in applied.items] == [Severity.WARNING] * 2
    (one, other), _ = told(applied)
    assert one.accepted is not None
    assert one.accepted.by == "Bureau des prestations"
    assert other.accepted is None


def test_without_a_code_every_finding_of_the_change_is_accepted(tmp_path: Path) -> None:
    review, _ = read(tmp_path, WHOLE)
    assert review is not None
    given = differences(change(OTHER, "retroactive-figure", "reference-unchanged"))
    assert [item.level for item in review.applied(given).items] == [None, None]


def test_another_change_is_not_accepted(tmp_path: Path) -> None:
    review, _ = read(tmp_path, WHOLE)
    assert review is not None
    given = differences(change("0" * 12, "retroactive-figure"))
    assert review.applied(given) == given
    assert [each.fingerprint for each in review.stale(given)] == [ONE, OTHER]


@pytest.mark.parametrize(
    ("given", "stale"),
    [
        (change(ONE, "retroactive-figure"), [OTHER]),
        (change(ONE, "figure-corrected"), [ONE, OTHER]),  # another finding of that change
        (change(OTHER, "figure-corrected"), [ONE]),
    ],
)
def test_what_is_accepted_and_not_there_any_more(
    tmp_path: Path, given: Change, stale: list[str]
) -> None:
    review, _ = read(tmp_path, WHOLE)
    assert review is not None
    assert [each.fingerprint for each in review.stale(differences(given))] == stale


def test_no_decision_changes_nothing() -> None:
    given = differences(change(ONE, "retroactive-figure"))
    assert Review().applied(given) == given
    assert Review().stale(given) == ()


def test_the_schema_knows_every_code() -> None:
    schema = json.loads((shipped("schemas") / "review.schema.json").read_text("utf-8"))
    assert schema["$defs"]["code"]["enum"] == sorted(CODES)


PAGES = sorted((Path(__file__).parents[2] / "docs" / "changes").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_shows_can_be_read(tmp_path: Path, page: Path) -> None:
    block = r"^```yaml\n(# bareme-review.yaml\n.*?)^```$"
    shown = re.findall(block, page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(shown) == 1
    review, report = read(tmp_path, shown[0])
    assert report.diagnostics == ()
    assert review is not None
    assert review.accepted[0].code == (page.stem if page.stem in CODES else "retroactive-figure")
