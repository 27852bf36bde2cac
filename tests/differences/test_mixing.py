"""Versions in between: nothing taken is the version before, everything the one after."""

from __future__ import annotations

import pickle
import random
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import bareme
from bareme.differences.effects.answers import Judge
from bareme.differences.effects.mixing import differing, mixed
from differences.altered import altered
from random_rulebooks import random_rulebook
from rulebooks import HEAD, INPUTS, PARAMETERS, READS, load
from shelf import book
from situations import Situations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bareme.differences.model import Answer
    from bareme.rulebook import Rules

CAPPED = {"statut": "artisan", "duree_arret": 10, "revenu_annuel_moyen": 60_000}


def _rules(directory: Path, name: str, text: str, parameters: str = PARAMETERS) -> Rules:
    """Return a rulebook of some rules and outputs, on a day."""
    rulebook = f"{HEAD}{INPUTS}rules:\n{READS}{text}"
    files = {"rulebook.yaml": rulebook, "parameters.yaml": parameters}
    return load(directory, files, name).on("2019-06-01")


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        # The cap, the caps of the three years before, and an amount printed in 2019 only.
        ("2018-12-31", "2019-01-01", ["plafond_annuel", "forfait_conjoint", "date_constat"]),
        # A rule that computes a new way, with a rate that nobody read until then.
        ("2020-03-23", "2020-03-24", ["delai_carence", "date_constat"]),
        ("2018-05-01", "2018-05-02", ["date_constat"]),
        ("2018-05-01", "2018-05-01", []),
    ],
)
def test_what_differs_between_two_dates(before: str, after: str, names: list[str]) -> None:
    assert list(differing(book().on(before), book().on(after))) == names


def test_how_a_formula_is_written_is_no_difference(tmp_path: Path) -> None:
    one = """\
  part: {label: Part, unit: €/an, formula: revenu * 10 %}
  choix:
    label: Choix
    unit: €/an
    cases: [{when: "(age) > 18", then: part, because: Majeur}, {otherwise: 0}]
  table:
    label: Table
    unit: €/an
    table:
      rows:
        - {when: {statut: artisan}, then: 1}
        - {when: {statut: commercant}, then: 2}
outputs: [choix, table]
"""
    other = """\
  part: {label: Une part, unit: €/an, formula: revenu*0.10, note: Écrit autrement}
  choix:
    label: Choix
    unit: €/an
    reference: Un texte
    cases: [{when: age > 18, then: part}, {otherwise: 0}]
  table:
    label: Table
    unit: €/an
    table:
      rows:
        - {when: {statut: commercant}, then: 2}
        - {when: {statut: artisan}, then: 1}
outputs: [table, choix]
"""
    assert differing(_rules(tmp_path, "un", one), _rules(tmp_path, "deux", other)) == ()
    swapped = other.replace("[{when: age > 18, then: part}", "[{when: age >= 18, then: part}")
    assert differing(_rules(tmp_path, "un", one), _rules(tmp_path, "trois", swapped)) == ("choix",)


def test_looking_at_differences_changes_no_formula() -> None:
    fresh = bareme.load("indemnites-journalieres")
    before, after = fresh.on("2018-12-31"), fresh.on("2021-07-01")
    wanted = after.evaluate(CAPPED)
    differing(before, after)
    assert dict(after.evaluate(CAPPED)) == dict(wanted)


def test_what_one_side_only_knows_comes_with_what_reads_it(tmp_path: Path) -> None:
    before = _rules(tmp_path, "un", "  a: {label: A, unit: €/an, formula: revenu}\noutputs: [a]\n")
    text = """\
  b: {label: B, unit: €/an, formula: revenu / 2}
  a: {label: A, unit: €/an, formula: b}
outputs: [a]
"""
    after = _rules(tmp_path, "deux", text)
    assert differing(before, after) == ("a",)
    assert _answer(mixed(before, after, ["a"]), {"revenu": 10}) == 5
    assert _answer(mixed(before, after, []), {"revenu": 10}) == 10


def test_a_rule_that_would_rest_on_itself_is_refused(tmp_path: Path) -> None:
    def rules(a: str, b: str) -> str:
        formulas = {"a": a, "b": b}
        texts = (f"  {n}: {{label: N, unit: €/an, formula: {f}}}\n" for n, f in formulas.items())
        return "".join(texts) + "outputs: [a]\n"

    before = _rules(tmp_path, "un", rules("b", "revenu"))
    after = _rules(tmp_path, "deux", rules("revenu", "a"))
    assert differing(before, after) == ("a", "b")
    with pytest.raises(bareme.SituationError):
        mixed(before, after, ["b"]).evaluate(revenu=10)
    assert _answer(mixed(before, after, ["a"]), {"revenu": 10}) == 10


def _answer(rules: Rules, situation: Mapping[str, object]) -> object:
    return rules.evaluate(situation)["a"]


def test_a_mixed_version_is_a_version_like_another() -> None:
    rules = mixed(book().on("2018-12-31"), book().on("2019-01-01"), ["plafond_annuel"])
    assert rules.date.isoformat() == "2018-12-31"
    for judge in (rules, rules.book.on("2026-01-01"), pickle.loads(pickle.dumps(rules))):
        assert judge.evaluate(CAPPED)["indemnite_journaliere"] == Decimal("55.51")
    assert rules.compile()(CAPPED)["indemnite_journaliere"] == Decimal("55.51")
    table = rules.evaluate_table(pa.table({n: [v] for n, v in CAPPED.items()})).table
    assert table.column("indemnite_journaliere").to_pylist() == [Decimal("55.51")]


def test_every_difference_taken_gives_the_answers_after_and_none_those_before(
    tmp_path: Path,
) -> None:
    for before, after, seed in _pairs(tmp_path):
        names = differing(before, after)
        outputs = tuple(sorted(before.program.procedures.keys() & after.program.procedures.keys()))
        sides = [(before, mixed(before, after, [])), (after, mixed(before, after, names))]
        for rules, mixture in sides:
            known = rules.book.expected
            judges = Judge(rules, outputs), Judge(mixture, outputs)
            some = Situations(rules.book, seed)
            for _ in range(15):
                person = {n: value for n, value in some.one().items() if n in known}
                found = [[_told(answer) for answer in judge(person).answers] for judge in judges]
                assert found[0] == found[1], (before, after, names, person)


def _told(answer: Answer) -> object:
    return answer.refusal or (type(answer.value), answer.value)


def _pairs(directory: Path) -> Iterator[tuple[Rules, Rules, int]]:
    """Give pairs of versions: other dates, other editions, other rulebooks altogether."""
    random_books = [load(directory, random_rulebook(n), f"hasard-{n}") for n in range(8)]
    shipped = [book(), book("suivi-accouchement"), book("pluriactivite")]
    for seed, one in enumerate([*random_books, *shipped]):
        pick = random.Random(seed)
        days = [*one.version_dates, *one.version_dates]
        pick.shuffle(days)
        for first, second in list(zip(days[::2], days[1::2], strict=False))[:3]:
            yield one.on(first), one.on(second), seed
            yield one.on(first), altered(one, pick, 4).on(first), seed
            yield one.on(first), altered(one, pick, 2).on(second), seed
    for seed, (one, other) in enumerate(pairwise(random_books)):
        yield one.on("2019-03-01"), other.on("2019-09-01"), seed
