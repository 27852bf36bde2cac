"""Whence a difference comes: parts that add up, whatever was changed."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest

from bareme.differences.effects.attribution import (
    MOST,
    added,
    attribution,
    derived,
    moved_by,
    parts,
    subsets,
)
from bareme.differences.effects.fates import fate, number
from bareme.differences.effects.groups import Case
from bareme.differences.effects.mixing import differing
from bareme.differences.effects.trial import Trial
from bareme.differences.model import Part
from differences.altered import altered
from random_rulebooks import random_rulebook
from rulebooks import load
from shelf import book
from situations import Situations

if TYPE_CHECKING:
    import bareme
    from bareme.rulebook import Rules

SHIPPED = ("indemnites-journalieres", "pluriactivite", "suivi-accouchement")


@pytest.fixture(scope="module", name="books")
def _books(tmp_path_factory: pytest.TempPathFactory) -> tuple[bareme.Rulebook, ...]:
    """Give rulebooks to alter: some that are shipped, some made at random."""
    rules = tmp_path_factory.mktemp("rules")
    made = (load(rules, random_rulebook(seed), f"hasard-{seed}") for seed in range(20, 25))
    return (*map(book, SHIPPED), *made)


def test_all_sets_are_tried_where_they_are_few_and_the_small_ones_else() -> None:
    assert subsets("a", MOST) == []
    assert subsets("ab", MOST) == [frozenset("a"), frozenset("b")]
    assert len(subsets("abcdef", MOST)) == 2**6 - 2
    assert {len(some) for some in subsets("abcdefg", MOST)} == {1, 2}
    assert {len(some) for some in subsets("abcdefghijkl", MOST)} == {1}
    assert len(subsets([str(n) for n in range(100)], MOST)) == MOST


def test_what_several_bring_together_is_what_fewer_do_not() -> None:
    gains = {frozenset("a"): 2, frozenset("b"): 3, frozenset("c"): 0}
    gains |= {frozenset("ab"): 6, frozenset("ac"): 2, frozenset("bc"): 4}
    found = parts("abc", 9, gains)
    assert found == (
        Part(("a",), 2),
        Part(("b",), 3),
        Part(("c",), 0),  # nothing alone
        Part(("a", "b"), 1),  # 6 − 2 − 3
        Part(("b", "c"), 1),  # 4 − 3 − 0; a and c bring nothing together
        Part(("a", "b", "c"), 2),  # 9 less all that
    )
    assert parts("a", 5, {}) == (Part(("a",), 5),)
    assert parts("", 0, {}) == ()
    twice = added([found, found[:2]], "abc")
    assert twice[0] == Part(("a",), 4)
    assert sum(part.amount for part in twice) == 14


def _sides(one: bareme.Rulebook, seed: int) -> tuple[Rules, Rules]:
    """Return two versions of a rulebook: a few edits, on one day or between two."""
    pick = random.Random(seed)
    other = altered(one, pick, pick.randint(1, 6))
    days = pick.sample(one.version_dates, 2) if len(one.version_dates) > 1 else one.version_dates
    return one.on(days[0]), other.on(days[-1] if pick.random() < 0.5 else days[0])


def test_parts_add_up_for_anyone_whatever_was_changed(
    books: tuple[bareme.Rulebook, ...],
) -> None:
    told = 0
    for one, seed in product(books, range(6)):
        before, after = _sides(one, seed)
        tried, names = Trial(before, after), differing(before, after)
        some = Situations(before.book, seed)
        for _ in range(20):
            person = some.one(wrong=0, missing=0)
            for place, output in enumerate(tried.outputs):
                ends = [judged.answers[place] for judged in tried.sides(person)]
                start, end = (number(answer) for answer in ends)
                found = attribution(tried, names, output, person)
                if start is None or end is None:
                    assert found == ()
                elif found:
                    assert sum(part.amount for part in found) == end - start
                    told += start != end
                elif start != end:
                    assert _is_stuck(tried, names, output, person)
    assert told


def _is_stuck(tried: Trial, names: tuple[str, ...], output: str, person: dict[str, object]) -> bool:
    """Tell whether some version in between has no number."""
    for some in subsets(tried.concerning(output, names), MOST):
        answer = tried.between(some, output, person)  # type: ignore[arg-type]
        if answer is None or number(answer) is None:
            return True
    return False


def test_whatever_moves_is_moved_by_something(books: tuple[bareme.Rulebook, ...]) -> None:
    for one, seed in product(books, range(6)):
        before, after = _sides(one, seed)
        tried, names = Trial(before, after), differing(before, after)
        some = Situations(before.book, seed)
        cases = [Case(some.one(wrong=0, missing=0)) for _ in range(40)]
        found = moved_by(before, after, cases, names)
        assert list(found) == list(names)
        for place, output in enumerate(tried.outputs):
            pairs = (tried.sides(case.situation) for case in cases)
            fates = {fate(start.answers[place], end.answers[place]) for start, end in pairs}
            if fates != {"same"}:
                assert any(output in moved for moved in found.values()), (before, after, output)


def test_each_name_is_told_what_it_moves() -> None:
    before, after = book().on("2018-12-31"), book().on("2019-01-01")
    names = differing(before, after)
    artisan = Case({"statut": "artisan", "revenu_annuel_moyen": 60_000, "duree_arret": 10})
    spouse = Case({"statut": "conjoint_collaborateur", "duree_arret": 10})
    amounts = ("indemnite_journaliere", "montant_total")
    assert moved_by(before, after, [artisan], names) == {
        "plafond_annuel": amounts,
        "forfait_conjoint": (),
        "date_constat": (),
    }
    # The amount that is printed moves nothing alone: left out, 22.20 € would be paid.
    assert moved_by(before, after, [artisan, spouse], names)["forfait_conjoint"] == amounts


def test_rules_that_are_the_same_for_everyone_follow() -> None:
    before, after = book().on("2018-12-31"), book().on("2019-01-01")
    found = {each.name: each for each in derived(before, after, differing(before, after))}
    values = {name: (each.before, each.after) for name, each in found.items()}
    assert values == {
        # 10 % of the mean of 2015 to 2017 (38 040, 38 616, 39 228), then of 2016 to 2018 (39 732).
        "seuil_revenu": (Fraction("3862.80"), Fraction("3919.20")),
        "plafond_journalier_commun": (Fraction("54.43"), Fraction("55.51")),
        "plafond_journalier": (Fraction("54.43"), Fraction("55.51")),
        "seuil_journalier_micro_entrepreneur": (Fraction("5.29"), Fraction("5.37")),
    }
    assert found["seuil_revenu"].parts == (Part(("plafond_annuel",), Fraction("56.40")),)


def test_a_rule_that_moves_by_its_own_change_only_does_not_follow() -> None:
    # The minimum was 21 €; from 2020 on it is 40 % of the cap, a 730th of it: 22.54 €.
    before, after = book().on("2019-12-31"), book().on("2020-01-01")
    names = differing(before, after)
    assert "indemnite_minimale" in names
    found = {each.name: each for each in derived(before, after, names)}
    assert "indemnite_minimale" not in found
    assert found["plafond_journalier_commun"].after == Fraction("56.35")
