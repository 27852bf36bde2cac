"""Situations at the limits: those the law's arithmetic gives by hand, and every case of every rule.

The domain that finds them is held against the exact evaluation, step by step.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.diagnostics import Report
from bareme.differences.limits.alternatives import Alternatives
from bareme.differences.limits.exploring import limit_cases
from bareme.differences.limits.lines import Axis, Walker, exact, stretches
from bareme.evaluation import Evaluation, MissingInput, RuleFailed
from bareme.situation import read_entries
from random_rulebooks import random_rulebook
from rulebooks import HEAD, load
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bareme.domains.exact import Value

IJ = "indemnites-journalieres"
CENT = Fraction(1, 100)
_FIGURE = 'one: {label: Un, unit: "1", values: {2010-01-01: {value: 1, reference: R}}}\n'

# By the texts: the threshold of 2019 is 3 919,20 €, the cap 55,51 € and the minimum 21 € a day, one
# day being 1/730 of the mean of three years.
THRESHOLD, CAP, FLOOR = Fraction("3919.20"), Fraction("55.51"), Fraction(21)


def total(case: Mapping[str, Value], name: str) -> Fraction:
    values = [case[f"{name}_annee_{year}"] for year in (1, 2, 3)]
    return sum(
        (Fraction(value) for value in values if isinstance(value, (int, Fraction))), Fraction()
    )


def around(limit: Fraction) -> set[Fraction]:
    """Return the cents at a limit: below, on, above; the two next to it where it is not one."""
    cents = limit / CENT
    if cents.denominator == 1:
        return {limit - CENT, limit, limit + CENT}
    return {cents // 1 * CENT, (cents // 1 + 1) * CENT}


@pytest.fixture(scope="module", name="in_2019")
def _in_2019() -> tuple[Mapping[str, Value], ...]:
    return limit_cases(book(IJ).on("2019-01-01"))


@pytest.mark.parametrize(
    "limit", [3 * THRESHOLD, 3 * 730 * FLOOR, 3 * 730 * CAP], ids=["threshold", "floor", "cap"]
)
def test_the_mean_of_three_years_is_brought_to_each_limit(
    in_2019: tuple[Mapping[str, Value], ...], limit: Fraction
) -> None:
    sums = {total(case, "revenu") for case in in_2019 if "revenu_annee_1" in case}
    assert around(limit) <= sums


@pytest.mark.parametrize(
    ("category", "kept"),
    [
        ("vente", Fraction(29, 100)),
        ("prestations_bic", Fraction(50, 100)),
        ("prestations_bnc", Fraction(66, 100)),
    ],
)
def test_so_is_the_turnover_less_its_allowance(
    in_2019: tuple[Mapping[str, Value], ...], category: str, kept: Fraction
) -> None:
    own = [case for case in in_2019 if case.get("categorie_activite") == category]
    sums = {total(case, "chiffre_affaires") for case in own if "chiffre_affaires_annee_1" in case}
    assert around(3 * THRESHOLD / kept) <= sums
    assert around(3 * 730 * CAP / kept) <= sums


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        # A stay in hospital is paid from the 4th day, another stop from the 8th, 360 days in all.
        ("2019-01-01", {"duree_arret": {3, 4, 7, 8}, "jours_deja_indemnises": {359, 360, 361}}),
        # From 2021 on, three days for all; from July, professions libérales up to the 90th day.
        ("2021-07-01", {"duree_arret": {3, 4, 89, 90, 91}}),
    ],
)
def test_days_are_counted_to_each_limit(day: str, wanted: Mapping[str, set[int]]) -> None:
    found = limit_cases(book(IJ).on(day))
    for name, values in wanted.items():
        assert values <= {case.get(name) for case in found}


def test_every_choice_and_truth_is_tried(in_2019: tuple[Mapping[str, Value], ...]) -> None:
    definition = book(IJ).definition
    for asked in definition.inputs.values():
        tried = {case[asked.name] for case in in_2019 if asked.name in case}
        if asked.kind.base == "choice":
            assert tried == set(asked.choices)
        elif asked.kind.base == "boolean" and asked.name != "interruption_medicale":  # of 2024
            assert tried == {False, True}
    assert not any("date_constat" in case for case in in_2019)


# What cannot happen on the day: nobody is covered, or everybody, or a rule is asked only by those
# that have ruled the case out.
_NEVER = {
    (IJ, "2018-12-31"): {("limite_jours_indemnises", 2), ("limite_liberale", 0)},
    (IJ, "2019-01-01"): {("limite_jours_indemnises", 2), ("limite_liberale", 0)},
    (IJ, "2021-07-01"): {("indemnite_temps_plein", 0), ("limite_jours_indemnises", 0)},
    ("pluriactivite", "2019-06-01"): {("premier_regime", 0), ("premier_regime", 1)},
    ("rattachement-agence", "2019-06-01"): {("agence_du_departement", 30)},
}


@pytest.mark.parametrize(
    ("name", "day"),
    [
        *((IJ, day) for day in ("2018-12-31", "2019-01-01", "2021-07-01", "2026-01-01")),
        *(
            (name, "2019-06-01")
            for name in (
                *("bilan-sante-retraite", "formulaire-contact", "organisme-maladie", "plafonds"),
                *("pluriactivite", "rattachement-agence", "suivi-accouchement"),
            )
        ),
    ],
)
def test_every_case_of_every_rule_is_reached(name: str, day: str) -> None:
    rules = book(name).on(day)
    seeds = examples(rules)
    reached = {
        (step.name, index)
        for case in limit_cases(rules, seeds)
        for step in walked(rules, case).steps.values()
        for index in step.chosen
    }
    definition, program = rules.book.definition, rules.program
    needed = set(definition.outputs).union(*map(program.needs, definition.outputs))
    every = {
        (rule, index)
        for rule in needed & program.procedures.keys()
        for index in range(len(program.procedures[rule].branches))
    }
    same_every_year = {(IJ, "2026-01-01"): (IJ, "2021-07-01")}
    assert every - reached == _NEVER.get(same_every_year.get((name, day), (name, day)), set())


@pytest.mark.parametrize("seed", range(1, 7))
def test_any_rulebook_is_taken_and_every_situation_is_whole(tmp_path: Path, seed: int) -> None:
    random = load(tmp_path, random_rulebook(seed))
    rules = random.on("2019-03-01")
    found = limit_cases(rules, budget=300)
    assert found == limit_cases(rules, budget=300)
    assert len({tuple(case.items()) for case in found}) == len(found) > 0
    for case in found:
        assert refusals(rules, case).isdisjoint(_UNFIT)


_UNFIT = {
    "missing-input",
    "possible-input",
    "too-small",
    "too-large",
    "not-cents",
    "not-an-integer",
    "unknown-choice",
    "wrong-type",
}


@pytest.mark.parametrize("seed", range(12))
def test_what_is_sure_to_be_the_same_is(tmp_path: Path, seed: int) -> None:
    rules = load(tmp_path, random_rulebook(seed)).on("2019-01-01")
    walker = Walker(rules.program, rules.book.definition.rules)
    alternatives = Alternatives(rules)
    known = {name: alternatives.first(name) for name in rules.book.definition.inputs}
    for name, step in (("few", 1), ("whole", 1), ("income", CENT), ("born", 1), ("shift", 1)):
        origin = dt.date(2018, 12, 25) if name == "born" else 0
        axis = Axis(name, origin, step, 40)
        walks = [walker.walk(known, axis, steps) for steps in range(axis.length + 1)]
        for place, walk in enumerate(walks):
            sure = axis.length if walk.same is None else place + walk.same
            for later in walks[place + 1 : sure + 1]:
                assert later.path == walk.path


def test_stretches_are_those_that_a_walk_of_every_step_finds() -> None:
    rules = book(IJ).on("2019-01-01")
    walker = Walker(rules.program, rules.book.definition.outputs)
    walker.filling["date_constat"] = rules.date
    known: dict[str, Value] = {"statut": "artisan", "jours_deja_indemnises": 200}
    known |= {f"revenu_annee_{year}": 20_000 for year in (1, 2, 3)}
    axis = Axis("duree_arret", 1, 1, 300)
    walks = [walker.walk(known, axis, steps) for steps in range(axis.length + 1)]
    changed = [b for b in range(1, 301) if walks[b].path != walks[b - 1].path]
    # 7 days and less are not paid, 8 are; of 360 days, 160 are left, after 3 that are not paid.
    assert [s.first for s in stretches(walker, known, axis)] == [0, *changed]
    assert {7, 163} <= set(changed)
    for steps, walk in enumerate(walks):
        for output in walker.outputs:
            given = {**known, "duree_arret": 1 + steps, "date_constat": rules.date}
            assert exact(walk, output) == answers(rules, given)[output]


def test_a_budget_keeps_first_what_goes_another_way() -> None:
    rules = book(IJ).on("2019-01-01")
    few, many = limit_cases(rules, budget=60), limit_cases(rules)
    assert len(few) <= 60 < len(many)
    ways = {tuple(s.chosen for s in walked(rules, case).steps.values()) for case in few}
    assert len(ways) > 10


def test_what_is_refused_is_among_the_situations(tmp_path: Path) -> None:
    text = """\
inputs:
  part: {label: Part, type: integer, minimum: 0, maximum: 9}
rules:
  share: {label: Quotient, type: number, formula: 12 / (part - 4)}
outputs: [share]
"""
    rules = load(tmp_path, {"parameters.yaml": _FIGURE, "rulebook.yaml": HEAD + text}).on(
        "2019-06-01"
    )
    found = limit_cases(rules)
    assert {0, 3, 4, 5, 9} <= {case["part"] for case in found}


def test_a_rulebook_that_asks_nothing_has_one_situation(tmp_path: Path) -> None:
    text = "rules:\n  seven: {label: Sept, type: number, formula: 3 + 4}\noutputs: [seven]\n"
    assert limit_cases(
        load(tmp_path, {"parameters.yaml": _FIGURE, "rulebook.yaml": HEAD + text}).on("2019-06-01")
    ) == ({},)


def test_seeds_of_another_edition_are_taken_as_far_as_they_fit() -> None:
    rules = book(IJ).on("2019-01-01")
    seeds: list[Mapping[str, Value]] = [
        {"statut": "boulanger", "gone": 3, "duree_arret": 44, "date_constat": rules.date}
    ]
    found = limit_cases(rules, seeds)
    assert not any("gone" in case or case.get("statut") == "boulanger" for case in found)
    assert any(case.get("duree_arret") == 44 for case in found)


def examples(rules: bareme.Rules) -> list[Mapping[str, Value]]:
    """Return the examples of a shipped rulebook as situations."""
    report, made = Report(), rules.book.definition
    read = bareme.rules_directory().examples(made.name, report)
    return [read_entries(made, example.given.values(), report) for example in read]


def walked(rules: bareme.Rules, case: Mapping[str, Value]) -> Evaluation:
    """Return the exact evaluation of a situation, as far as it goes."""
    reference = rules.book.definition.reference_date
    dated = {} if reference is None else {reference: rules.date}
    evaluation = Evaluation(rules.program, {**case, **dated})
    for output in rules.book.definition.outputs:
        try:
            evaluation.compute([output])
        except (RuleFailed, MissingInput):
            continue
    return evaluation


def refusals(rules: bareme.Rules, case: Mapping[str, Value]) -> set[str]:
    """Return why a situation is refused as a caller gives it."""
    try:
        rules.evaluate(dict(case), outputs=rules.book.definition.outputs)
    except bareme.SituationError as refused:
        return {diagnostic.code for diagnostic in refused.diagnostics}
    return set()


def answers(rules: bareme.Rules, given: Mapping[str, Value]) -> Mapping[str, Value]:
    return walked(rules, given)
