"""What is remarkable in a change: each code is earned, told on its page, and known again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.diagnostics import Report
from bareme.differences.changes.editions import edition_changes
from bareme.differences.findings import codes
from bareme.differences.findings.codes import CODES, REASONS
from bareme.differences.findings.judging import Context, findings_of, fingerprint_of
from bareme.differences.findings.pages import written, written_index
from bareme.differences.gathering import Setting, between
from bareme.differences.model import Reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.differences.model import Change, Finding

PAGES = Path(__file__).parents[2] / "docs" / "changes"
AS_OF = dt.date(2026, 7, 1)
_BLOCK = re.compile(r"^```(\w+)\n(?:# ([\w./-]+)\n)?(.*?)^```$", re.MULTILINE | re.DOTALL)


def files(page: str) -> dict[str, str]:
    """Return the YAML blocks of a page that name their file."""
    return {name: text for kind, name, text in _BLOCK.findall(page) if kind == "yaml" and name}


BASE = {
    name: text
    for name, text in files((PAGES / "index.md").read_text("utf-8")).items()
    if name != "bareme-review.yaml"
}


def write(
    rules: Path, given: Mapping[str, str], base: Mapping[str, str] = BASE
) -> bareme.RulesDirectory:
    """Write a rulebook `essai`, and others where a name says so."""
    for name, text in {**base, **given}.items():
        path = rules / (name if "/" in name else f"essai/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return bareme.rules_directory(rules)


def sides(page: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the files of a page before and after."""
    found = files(page)
    before, after = (
        {
            name.removeprefix(f"{side}/"): text
            for name, text in found.items()
            if name.startswith(f"{side}/")
        }
        for side in ("before", "after")
    )
    return before, after


# --- the pages -----------------------------------------------------------------------------


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*CODES, "index"}


def test_the_index_lists_every_code() -> None:
    page = (PAGES / "index.md").read_text("utf-8")
    assert page == written_index(page)
    assert all(f"[{code}]({code}.md)" in page for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_each_page_is_written_from_the_catalogue_and_by_hand(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text("utf-8")
    assert page == written(code, page)
    titles = ["What it means", "Why it matters", "What to do", "Example", "To accept it"]
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == titles


def _found(code: str, tmp_path: Path) -> list[Finding]:
    """Return what is found in the example of a page."""
    page = (PAGES / f"{code}.md").read_text("utf-8")
    gone = [f"There is no such rulebook {side}." in page for side in ("before", "after")]
    before, after = (
        write(tmp_path / str(place), given, {} if gone[place] else BASE)
        for place, given in enumerate(sides(page))
    )
    if any(gone):
        setting = Setting(("a", "b"), AS_OF, lambda name: lambda *_: name)
        (found,) = between(before, after, ["essai"], setting).items
    elif dates := re.search(r"--from (\S+) --to (\S+)", page):
        book = before.load("essai")
        found = bareme.diff(book.on(dates[1]), book.on(dates[2]), as_of=AS_OF)
    else:
        report = Report()
        examples = before.examples("essai", report), after.examples("essai", report)
        assert report.diagnostics == ()
        books = before.load("essai"), after.load("essai")
        found = bareme.diff(*books, examples=examples, as_of=AS_OF)
    return [each for change in found.changes for each in change.findings]


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_page_gives_its_code(code: str, tmp_path: Path) -> None:
    found = _found(code, tmp_path)
    assert code in {each.code for each in found}
    for each in found:  # every fact that its sentence needs is there
        assert codes.title(each)
        assert codes.message(each).endswith(".")
        assert codes.advice(each)
        assert each.level is CODES[each.code].level


# --- what is found -------------------------------------------------------------------------


MOVED = Reach(("assiette",), None, None, 12)


def judged(
    tmp_path: Path,
    before: Mapping[str, str],
    after: Mapping[str, str],
    reach: Reach = MOVED,
    as_of: dt.date = AS_OF,
) -> list[tuple[Change, tuple[Finding, ...]]]:
    """Return what is found in each change, all of them with the same reach."""
    old, new = (
        write(tmp_path / str(place), given).load("essai").definition
        for place, given in enumerate((before, after))
    )
    changes = tuple(
        replace(change, reach=reach) for change in edition_changes(old, new, ((), ()), {})
    )
    context = Context(old, new, as_of, changes)
    found = [(change, findings_of(change, context)) for change in changes]
    assert all(findings for _, findings in found)
    return found


def told(found: list[tuple[Change, tuple[Finding, ...]]]) -> list[str]:
    """Return the codes, but that the edition is the same."""
    every = [each.code for _, findings in found for each in findings]
    assert every.count("edition-not-raised") <= 1
    return [code for code in every if code != "edition-not-raised"]


def plafond(*lines: str, yearly: bool = True) -> dict[str, str]:
    head = "plafond:\n  label: Plafond\n  unit: €/an\n"
    head += "  changes: yearly\n  values:\n" if yearly else "  values:\n"
    return {"parameters.yaml": head + "".join(f"    {line}\n" for line in lines)}


Y24 = "2024-01-01: {value: 46368, reference: A}"
Y25 = "2025-01-01: {value: 47100, reference: B}"
Y26 = "2026-01-01: {value: 48060, reference: C}"
Y27 = "2027-01-01: {value: 49000, reference: D}"


@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        # The year had begun, and was refused: nobody has had an answer that changes.
        ("2027-02-01", "yearly-revaluation"),
        ("2026-07-01", "yearly-revaluation"),
    ],
)
def test_a_year_that_could_not_be_answered_is_not_rewritten(
    tmp_path: Path, as_of: str, code: str
) -> None:
    found = judged(
        tmp_path,
        plafond(Y24, Y25, Y26),
        plafond(Y24, Y25, Y26, Y27),
        replace(MOVED, date=dt.date(2027, 1, 1)),
        dt.date.fromisoformat(as_of),
    )
    assert told(found) == [code]


@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        ("2026-12-31", "figure-changed"),
        ("2027-01-01", "retroactive-figure"),  # the day itself has been answered
        ("2027-02-01", "retroactive-figure"),
    ],
)
def test_a_new_value_of_a_figure_that_holds_on(tmp_path: Path, as_of: str, code: str) -> None:
    given = plafond(Y26, yearly=False), plafond(Y26, Y27, yearly=False)
    # The rulebook begins in 2024: its formula would read the figure too early.
    early = {"rulebook.yaml": BASE["rulebook.yaml"].replace("2024-01-01", "2026-01-01")}
    found = judged(tmp_path, given[0] | early, given[1] | early, as_of=dt.date.fromisoformat(as_of))
    assert told(found) == [code]


def test_a_value_before_the_first_one_changes_no_answer_that_was_given(tmp_path: Path) -> None:
    begins = {"rulebook.yaml": BASE["rulebook.yaml"].replace("2024-01-01", "2025-01-01")}
    before, after = plafond(Y25, Y26) | begins, plafond(Y24, Y25, Y26) | begins
    assert told(judged(tmp_path, before, after, Reach(why="outside"))) == [
        "figure-added",
        "no-effect",
    ]


def test_a_year_before_the_rulebook_counts_where_a_formula_looks_back(tmp_path: Path) -> None:
    begins = {"rulebook.yaml": BASE["rulebook.yaml"].replace("2024-01-01", "2025-01-01")}
    before = plafond(Y24, Y25, Y26) | begins
    after = plafond(Y24.replace("46368", "46468"), Y25, Y26) | begins
    unread = judged(tmp_path / "unread", before, after, Reach(why="outside"))
    assert told(unread) == ["figure-corrected", "reference-unchanged", "no-effect"]
    read = judged(tmp_path / "read", before, after, replace(MOVED, date=dt.date(2025, 1, 1)))
    assert told(read) == ["retroactive-figure", "reference-unchanged"]


def test_a_date_that_moves_within_the_past_rewrites_it(tmp_path: Path) -> None:
    begins = {"rulebook.yaml": BASE["rulebook.yaml"].replace("2024-01-01", "2025-01-01")}
    later = Y26.replace("2026-01-01", "2026-04-01")
    values = [plafond(Y25, line, yearly=False) | begins for line in (Y26, later)]
    for place, (one, other) in enumerate((values, reversed(values))):
        found = judged(tmp_path / str(place), one, other)
        assert told(found) == ["retroactive-figure", "figure-moved"]
        ((_, (error, *_)),) = found
        assert error.facts["date"] == "1er janvier 2026"


def test_a_figure_that_is_new_is_judged_date_by_date(tmp_path: Path) -> None:
    taux = """\
taux:
  label: Taux
  unit: "%"
  values:
    2024-01-01: {value: 7 %, reference: A}
    2025-01-01: {value: 71 %, reference: B}
    2026-01-01: {value: 7.2 %}
"""
    before = plafond(Y24, Y25, Y26)
    after = {"parameters.yaml": before["parameters.yaml"] + taux}
    found = judged(tmp_path, before, after, Reach(why="unread"))
    assert told(found) == [
        *("unexpected-jump", "unexpected-jump"),  # there, and back again
        *("figure-without-reference", "figure-added", "no-effect"),
    ]
    jumps = [each for _, every in found for each in every if each.code == "unexpected-jump"]
    assert jumps[0].facts["meant"] == "7,1 %"


CASES = [
    pytest.param(
        Reach(("assiette",), None, dt.date(2024, 1, 1), 9), ["retroactive-rule"], id="past"
    ),
    pytest.param(
        Reach(("assiette",), None, dt.date(2026, 8, 1), 9), ["rule-changed"], id="to come"
    ),
    pytest.param(Reach(why="same", cases=9), ["rule-refactored"], id="refactored"),
    # Nothing was tried: nothing is known.
    pytest.param(Reach(why="same", cases=0), ["rule-changed"], id="nothing tried"),
    pytest.param(Reach(why="unread"), ["rule-changed", "no-effect"], id="unread"),
    pytest.param(Reach(why="published", cases=9), ["rule-changed", "no-effect"], id="published"),
    pytest.param(Reach(why="incomparable"), ["rule-changed"], id="incomparable"),
    pytest.param(Reach(), ["rule-changed"], id="not told"),
]


@pytest.mark.parametrize(("reach", "expected"), CASES)
def test_a_formula_that_changes(tmp_path: Path, reach: Reach, expected: list[str]) -> None:
    rulebook = BASE["rulebook.yaml"]
    after = {"rulebook.yaml": rulebook.replace("min(revenu, plafond)", "min(plafond, revenu) + 0")}
    found = told(judged(tmp_path, {}, after, reach))
    assert [code for code in found if code != "rule-untested"] == expected
    assert ("rule-untested" in found) is bool(reach.outputs)


def test_a_rule_of_a_year_that_could_not_be_answered(tmp_path: Path) -> None:
    """The figure of 2027 comes with the new rule of 2027: there is no answer to rewrite."""
    rulebook = BASE["rulebook.yaml"]
    variants = """\
    variants:
      2024-01-01: {formula: "min(revenu, plafond)"}
      2027-01-01: {formula: "min(revenu, 2 * plafond)"}
"""
    after = rulebook.replace("    formula: min(revenu, plafond)\n", variants)
    reach = Reach(("assiette",), None, dt.date(2027, 1, 1), 9)
    found = judged(
        tmp_path,
        plafond(Y24, Y25, Y26),
        plafond(Y24, Y25, Y26, Y27) | {"rulebook.yaml": after},
        reach,
        dt.date(2027, 2, 1),
    )
    assert told(found) == ["yearly-revaluation", "rule-untested", "rule-changed"]


def bounded(bounds: str) -> dict[str, str]:
    unit = "unit: €/an}"
    return {"rulebook.yaml": BASE["rulebook.yaml"].replace(unit, f"unit: €/an{bounds}}}")}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", ", minimum: 0", ["bounds-narrowed"]),
        (", minimum: 0", "", ["bounds-widened"]),
        (", minimum: 0", ", minimum: 10", ["bounds-narrowed"]),
        (", minimum: 10", ", minimum: 0", ["bounds-widened"]),
        (", maximum: 10", ", maximum: 20", ["bounds-widened"]),
        (", maximum: 20", ", maximum: 10", ["bounds-narrowed"]),
        (", minimum: 0, maximum: 9", ", minimum: 1, maximum: 10", None),
        (", default: 5", "", ["input-required"]),
        ("", ", default: 5", ["default-changed"]),
        (", default: 5", ", default: 6", ["default-changed"]),
    ],
)
def test_what_is_asked(tmp_path: Path, before: str, after: str, expected: list[str] | None) -> None:
    found = told(judged(tmp_path, bounded(before), bounded(after)))
    assert found == (expected or ["bounds-narrowed", "bounds-widened"])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2026.1", "2026.2", {"edition-raised": ""}),
        ("2026.9", "2026.10", {"edition-raised": ""}),  # not as texts are ordered
        ("2026.2", "2026.1", {"edition-not-raised": "2026.3"}),
        ("2026.1", "2026.1", {"edition-not-raised": "2026.2"}),
        ("2025.4", "2025.4", {"edition-not-raised": "2026.1"}),
    ],
)
def test_the_edition(tmp_path: Path, before: str, after: str, expected: Mapping[str, str]) -> None:
    rulebook = BASE["rulebook.yaml"]
    other = rulebook.replace("Assiette des", "Assiette annuelle des")
    found = judged(
        tmp_path,
        {"rulebook.yaml": rulebook.replace("2026.1", before)},
        {"rulebook.yaml": other.replace("2026.1", after)},
    )
    every = {each.code: each for _, findings in found for each in findings}
    assert {code: every[code].facts.get("meant", "") for code in expected} == expected
    assert {"edition-raised", "edition-not-raised"} & every.keys() == expected.keys()


BORROWS = """\
title: Emprunt
version: 2026.1
from: 2024-01-01
uses:
  {origin}: [plafond]
outputs: [plafond]
"""


def test_a_figure_of_another_rulebook_asks_for_no_edition(tmp_path: Path) -> None:
    before, after = (
        {
            "parameters.yaml": plafond(Y26)["parameters.yaml"].replace("plafond:", "autre:"),
            "rulebook.yaml": BORROWS.format(origin="commun"),
            "commun/parameters.yaml": plafond(Y24, Y25, line)["parameters.yaml"],
            "commun/rulebook.yaml": BASE["rulebook.yaml"],
        }
        for line in (Y26, Y26.replace("48060", "48160"))
    )
    ((change, found),) = judged(tmp_path, before, after)
    assert change.origin == "commun"
    assert [each.code for each in found] == ["retroactive-figure", "reference-unchanged"]


def test_what_can_be_read_of_the_figures_where_a_side_is_broken(tmp_path: Path) -> None:
    before, after = plafond(Y24, Y25, Y26), plafond(Y24, Y25.replace("47100", "4710"), Y26)
    old, new = (
        write(tmp_path / str(place), given).load("essai").definition
        for place, given in enumerate((before, after))
    )
    (change,) = edition_changes(old, new, ((), ()), {})
    figures = old.parameters, new.parameters
    context = Context(None, new, AS_OF, (change,), figures)
    found = findings_of(change, context)
    assert [each.code for each in found] == [
        "retroactive-figure",
        "unexpected-jump",
        "reference-unchanged",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # The page of 2019 still printed the amount of 2018: until 2020 it stands in.
        ("2018-12-31", "2019-01-01", {"yearly-revaluation", "published-added"}),
        # A rate begins too: what only one day has cannot be said to do nothing.
        ("2019-12-31", "2020-01-01", {"yearly-revaluation", "published-lapsed", "figure-added"}),
        ("2016-12-31", "2017-01-01", {"yearly-revaluation"}),
        ("2016-03-01", "2016-04-01", set()),
    ],
)
def test_between_two_dates_nothing_is_rewritten(
    before: str, after: str, expected: set[str]
) -> None:
    book = bareme.load("indemnites-journalieres")
    changes = bareme.diff(book.on(before), book.on(after), as_of=AS_OF).changes
    found = {each.code for c in changes for each in c.findings if c.subject != "rule"}
    assert found == expected


# --- the words and the fingerprint ---------------------------------------------------------


@pytest.mark.parametrize("why", REASONS)
def test_a_reason_is_the_end_of_a_sentence(why: str) -> None:
    told_ = REASONS[why].format(cases=3)
    assert told_[0].islower()
    assert not told_.endswith(".")


def fingerprints(tmp_path: Path, before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [fingerprint_of(change) for change, _ in judged(tmp_path, before, after)]


def test_a_fingerprint_is_of_what_a_change_says(tmp_path: Path) -> None:
    before, after = plafond(Y24, Y25, Y26), plafond(Y24, Y25, Y26.replace("48060", "48160"))
    moved = {
        "parameters.yaml": "# Un commentaire\n\n" + after["parameters.yaml"].replace("{v", "{  v")
    }
    (one,) = fingerprints(tmp_path / "one", before, after)
    assert re.fullmatch("[0-9a-f]{12}", one)
    assert fingerprints(tmp_path / "other", before, moved) == [one]
    for place, (old, new) in enumerate((("48060", "48161"), ("C}", "D}"), ("2026-01", "2026-02"))):
        other = plafond(Y24, Y25, Y26.replace(old, new), yearly=False)
        assert one not in fingerprints(
            tmp_path / str(place), plafond(Y24, Y25, Y26, yearly=False), other
        )


def test_a_fingerprint_is_not_of_the_rulebook_that_borrows(tmp_path: Path) -> None:
    lines = (Y26, Y26.replace("48060", "48160"))
    directories = [
        write(
            tmp_path / str(place),
            plafond(Y24, Y25, line) | {"autre/rulebook.yaml": BORROWS.format(origin="essai")},
        )
        for place, line in enumerate(lines)
    ]
    found = []
    for name in ("essai", "autre"):
        made = [directory.load(name).definition for directory in directories]
        found += [fingerprint_of(c) for c in edition_changes(made[0], made[1], ((), ()), {})]
    assert len(found) == 2
    assert len(set(found)) == 1


def test_the_marks_of_what_differs_are_no_part_of_a_fingerprint(tmp_path: Path) -> None:
    rulebook = BASE["rulebook.yaml"]
    after = {"rulebook.yaml": rulebook.replace("min(revenu, plafond)", "min(revenu, 2 * plafond)")}
    ((change, _),) = judged(tmp_path, {}, after)
    assert "⟦" in change.facets[0].after.text  # type: ignore[union-attr]
    bare = tuple(
        replace(
            facet,
            before=facet.before and replace(facet.before, text=_bare(facet.before.text)),
            after=facet.after and replace(facet.after, text=_bare(facet.after.text)),
        )
        for facet in change.facets
    )
    assert fingerprint_of(replace(change, facets=bare)) == fingerprint_of(change)


def _bare(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")
