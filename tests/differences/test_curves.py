"""Curves: break points worked out by hand from the law, values that lie where they are drawn."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from bareme.differences.limits.curves import curves, segments
from bareme.differences.model import Segment
from rulebooks import HEAD, load
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import bareme
    from bareme.domains.exact import Value
    from bareme.reading.scalars import Number

CENT = Fraction(1, 100)
ARTISAN: Mapping[str, Value] = {
    "statut": "artisan",
    **{f"revenu_annee_{year}": 0 for year in (1, 2, 3)},
    "duree_arret": 10,
}
MICRO: Mapping[str, Value] = {
    "statut": "artisan",
    "micro_entrepreneur": True,
    "categorie_activite": "vente",
    **{f"chiffre_affaires_annee_{year}": 0 for year in (1, 2, 3)},
    "duree_arret": 10,
}


@pytest.fixture(name="rules", scope="module")
def _rules() -> bareme.Rules:
    return book().on("2019-01-01")


def test_an_allowance_goes_from_its_minimum_to_its_cap(rules: bareme.Rules) -> None:
    # 1/730 of the mean of three years: from 21 € to 55,51 € a day, 21 € below the threshold too.
    floor, cap = 3 * 730 * 21, 3 * 730 * Fraction("55.51")
    drawn = segments(rules, ARTISAN, "revenu_annee_1", "indemnite_journaliere", 0, 150_000)
    assert drawn == (
        Segment(0, floor, 21, 21),
        Segment(floor, cap, 21, Fraction("55.51")),
        Segment(cap, 150_000, Fraction("55.51"), Fraction("55.51")),
    )


def test_a_limit_stands_where_it_is_even_between_two_cents(rules: bareme.Rules) -> None:
    # The mean of the turnover, less 71 %, must reach 3 919,20 €: 13 514,482… € a year, of which
    # a day is 5,37 €; it is 55,51 € from 730 × 55,51 / 0,29 on.
    threshold = 3 * Fraction("3919.20") / Fraction("0.29")
    cap = 3 * 730 * Fraction("55.51") / Fraction("0.29")
    name = "chiffre_affaires_annee_1"
    drawn = segments(rules, MICRO, name, "indemnite_journaliere", 0, 500_000)
    assert drawn == (
        Segment(0, threshold // CENT * CENT, 0, 0),
        Segment(threshold, cap, Fraction("5.37"), Fraction("55.51")),
        Segment(cap, 500_000, Fraction("55.51"), Fraction("55.51")),
    )


def test_what_is_counted_jumps_from_one_to_the_next(rules: bareme.Rules) -> None:
    # 7 days give nothing; from 8 on, all but three are paid, 360 at most.
    drawn = segments(rules, ARTISAN, "duree_arret", "jours_indemnises", 1, 400)
    assert drawn == (Segment(1, 7, 0, 0), Segment(8, 363, 5, 360), Segment(363, 400, 360, 360))


def test_a_stretch_without_an_answer_is_left_out(rules: bareme.Rules) -> None:
    drawn = segments(rules, ARTISAN, "duree_arret", "premier_jour_indemnise", 1, 30)
    assert drawn == (Segment(8, 30, 4, 4),)


@pytest.mark.parametrize(
    ("given", "name", "output", "end"),
    [
        (ARTISAN, "revenu_annee_2", "montant_total", 200_000),
        (MICRO, "chiffre_affaires_annee_3", "indemnite_journaliere", 600_000),
        ({**ARTISAN, "temps_partiel_therapeutique": True}, "revenu_annee_1", None, 200_000),
        ({**ARTISAN, "duree_arret": 400}, "jours_deja_indemnises", "jours_indemnises", 500),
    ],
)
def test_every_value_lies_on_its_segment(
    rules: bareme.Rules, given: Mapping[str, Value], name: str, output: str | None, end: int
) -> None:
    output = output or "indemnite_journaliere"
    drawn = segments(rules, given, name, output, 0, end)
    counted = name == "jours_deja_indemnises"
    # A rounding to the cent strays by half a cent, at the value and at the ends of its segment; it
    # is done twice in part-time work, and what it gives is then paid for seven days.
    play = 7 * 2 * CENT
    pick = random.Random(5)
    for segment in drawn:
        for _ in range(25):
            step = 1 if counted else CENT
            steps = pick.randint(0, int((segment.end - segment.start) / step))
            value = -(-segment.start // step) * step + steps * step
            if value <= segment.end:
                there = rules.evaluate({**given, name: value}, outputs=[output]).exact(output)
                assert isinstance(there, (int, Fraction))
                assert abs(Fraction(there - at(segment, value))) <= play


def at(segment: Segment, value: Number) -> Number:
    """Return where a segment goes through."""
    if segment.start == segment.end:
        return segment.at_start
    part = Fraction(value - segment.start) / (segment.end - segment.start)
    return segment.at_start + part * (segment.at_end - segment.at_start)


def test_the_main_input_is_shown_beyond_the_last_limit_of_both_sides() -> None:
    before, after = book().on("2018-12-31"), book().on("2019-01-01")
    situation: dict[str, Value] = {**ARTISAN, "revenu_annee_2": 100}
    curve = curves(before, after, situation, "indemnite_journaliere")
    assert curve is not None
    assert (curve.input, curve.given["revenu_annee_2"]) == ("revenu_annee_1", "100")
    assert curve.input not in curve.given
    old, new = (3 * 730 * Fraction(cap) - 100 for cap in ("54.43", "55.51"))
    assert [segment.end for segment in curve.before] == [3 * 730 * 21 - 100, old, new * 6 / 5]
    assert [segment.end for segment in curve.after] == [3 * 730 * 21 - 100, new, new * 6 / 5]


def test_an_output_is_shown_over_an_input_that_moves_it() -> None:
    rules = book().on("2019-01-01")
    days = curves(rules, rules, ARTISAN, "jours_indemnises")
    assert days is not None
    assert days.input == "duree_arret"
    spouse: dict[str, Value] = {"statut": "conjoint_collaborateur", "duree_arret": 10}
    assert curves(rules, rules, spouse, "indemnite_journaliere") is None
    agency = book("rattachement-agence").on("2019-06-01")
    assert curves(agency, agency, {}, "agence") is None


_FIGURE = 'one: {label: Un, unit: "1", values: {2010-01-01: {value: 1, reference: R}}}\n'
_BENT = """\
inputs:
  side: {label: Côté, type: integer, minimum: 0, maximum: 100}
  age: {label: Âge, type: integer, unit: an}
rules:
  area: {label: Aire, type: number, formula: side * side}
  last:
    label: Reste
    type: number
    formula: "side if age > 3 else 12 / (side - 40)"
outputs: [area, last]
"""


def test_what_is_not_straight_is_drawn_near_to_it(tmp_path: Path) -> None:
    rules = load(tmp_path, {"parameters.yaml": _FIGURE, "rulebook.yaml": HEAD + _BENT}).on(
        "2019-06-01"
    )
    drawn = segments(rules, {"age": 5}, "side", "area", 0, 100)
    assert len(drawn) > 3
    for segment in drawn:
        for value in (segment.start, (segment.start + segment.end) // 2, segment.end):
            square = Fraction(value * value)
            assert abs(at(segment, value) - square) <= max(Fraction(1), square * 2 / 100)
    # Nothing is divided by zero: at 40 there is no answer, and no segment.
    drawn = segments(rules, {"age": 1}, "side", "last", 0, 100)
    assert all(not segment.start <= 40 <= segment.end for segment in drawn)
    assert {39, 41} <= {end for segment in drawn for end in (segment.start, segment.end)}
