"""What is plausible for a figure: the law's own history is, a decimal point lost is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.diagnostics import Place, Source
from bareme.differences.findings.jumps import Jump, jump
from bareme.frozen import Frozen
from bareme.language.kinds import number
from bareme.model import Citation, Figure, Parameter
from bareme.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bareme.reading.scalars import Number

NOWHERE = Place(Source("parameters.yaml", ""), 1, 1, 1)


def figure(start: dt.date, value: Number | Mapping[str, Number]) -> Figure:
    return Figure(start, value, Citation(), NOWHERE, Frozen({}))


def history(unit: str, *values: str, yearly: bool = False) -> Parameter:
    """Return a figure with a value a year, the first in 2011."""
    known = parse_unit(unit)
    assert known is not None
    figures = tuple(
        figure(dt.date(2011 + place, 1, 1), Fraction(value)) for place, value in enumerate(values)
    )
    return Parameter("f", "F", number(known), yearly, None, None, figures, NOWHERE)


def after(parameter: Parameter) -> dt.date:
    return dt.date(2011 + len(parameter.figures), 1, 1)


SHIPPED = [
    pytest.param(parameter, place, id=f"{parameter.name} {parameter.figures[place].start}")
    for name in bareme.rules_directory().names()
    for parameter in bareme.load(name).definition.parameters.values()
    if parameter.name not in bareme.load(name).definition.borrowed
    for place in range(len(parameter.figures))
]


def values(held: Figure) -> dict[str, Number]:
    return {"": held.value} if isinstance(held.value, (int, Fraction)) else dict(held.value)


@pytest.mark.parametrize(("parameter", "place"), SHIPPED)
def test_no_figure_of_the_law_was_a_jump_when_it_came(parameter: Parameter, place: int) -> None:
    then = replace(parameter, figures=parameter.figures[:place])
    held = parameter.figures[place]
    for choice, value in values(held).items():
        assert jump(then, held.start, choice, value) is None
        assert jump(parameter, held.start, choice, value) is None


@pytest.mark.parametrize(("parameter", "place"), SHIPPED)
@pytest.mark.parametrize("slip", [Fraction(1, 100), Fraction(1, 10), 10, 100])
def test_a_decimal_point_lost_is_found_in_each_of_them(
    parameter: Parameter, place: int, slip: Fraction
) -> None:
    held = parameter.figures[place]
    for choice, value in values(held).items():
        found = jump(parameter, held.start, choice, value * slip, former=value)
        assert found is not None
        # From one year to the next the right figure differs; the point is where it was.
        assert found.meant == value


# Figures that are not in the rulebooks. SMIC an hour each January, 2011 to 2021 (Insee); limits of
# turnover of small businesses: CGI art. 50-0, which doubled in 2018.
SMIC = ("9.00", "9.22", "9.43", "9.53", "9.61", "9.67", "9.76", "9.88", "10.03", "10.15", "10.25")


@pytest.mark.parametrize("place", range(1, len(SMIC)))
def test_a_figure_that_is_revalued_a_little(place: int) -> None:
    parameter = history("€", *SMIC[:place], yearly=True)
    assert jump(parameter, after(parameter), "", Fraction(SMIC[place])) is None


def test_a_limit_that_doubles_is_asked_about() -> None:
    parameter = history("€/an", "32600", "32900", "33200")
    assert jump(parameter, after(parameter), "", 70000) == Jump(33200, 70000, None)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("10.80", None),  # +11 % after steps of at most 3 %: no power of ten mends it
        ("98.80", "9.88"),
        ("988", "9.88"),
        ("0.99", "9.90"),
        ("0", None),
        ("-9.88", None),
    ],
)
def test_beyond_what_history_makes_plausible(value: str, meant: str | None) -> None:
    parameter = history("€", "9.53", "9.61", "9.67", "9.70")
    found = jump(parameter, after(parameter), "", Fraction(value))
    expected = None if meant is None else Fraction(meant)
    assert found == Jump(Fraction("9.70"), Fraction(value), expected)


@pytest.mark.parametrize(
    ("before", "limit"),
    [
        (("100", "101", "102"), "112.2"),  # ten per cent
        (("100", "105", "105"), "120.75"),  # three times five
    ],
)
def test_the_limit_is_exact(before: tuple[str, ...], limit: str) -> None:
    parameter = history("€", *before)
    assert jump(parameter, after(parameter), "", Fraction(limit)) is None
    assert jump(parameter, after(parameter), "", Fraction(limit) + Fraction(1, 100)) is not None


@pytest.mark.parametrize(
    ("unit", "value", "new", "meant"),
    [
        ("jours", "7", "3", None),  # a reform, not a slip
        ("jours", "3", "7", None),
        ("jours", "90", "360", None),
        ("%", "0.10", "0.20", None),
        ("%", "0.71", "0.34", None),
        ("%", "0.71", "7.1", "0.71"),
        ("%", "0.40", "0.04", "0.40"),
        ("jours", "3", "30", "3"),
        ("jour/an", "730", "73", "730"),
    ],
)
def test_rates_and_durations_move_by_steps(
    unit: str, value: str, new: str, meant: str | None
) -> None:
    parameter = history(unit, value)
    found = jump(parameter, after(parameter), "", Fraction(new))
    assert (found.meant if found else None) == (meant and Fraction(meant))
    assert (found is None) is (meant is None)


def test_an_amount_without_history_may_move_by_half() -> None:
    parameter = history("€", "20")
    assert jump(parameter, after(parameter), "", 30) is None
    assert jump(parameter, after(parameter), "", 31) == Jump(20, 31, None)
    assert jump(parameter, after(parameter), "", 0) is None  # abolished


def test_a_value_in_the_middle_is_held_against_both_its_neighbours() -> None:
    parameter = history("€", "100", "101", "102", "103", "104")
    day = dt.date(2013, 1, 1)
    assert jump(parameter, day, "", 102) is None
    found = jump(parameter, day, "", 1020)
    assert found == Jump(101, 1020, 102)


def test_what_came_later_does_not_excuse_it() -> None:
    """Two digits exchanged, 40 524: the prices of years to come had not risen yet."""
    plafond = bareme.load("plafonds").definition.parameters["plafond_annuel"]
    assert jump(plafond, dt.date(2019, 1, 1), "", 45024) == Jump(39732, 45024, None)


def test_the_first_value_is_held_against_the_next() -> None:
    parameter = history("€", "100", "101", "102", "103")
    assert jump(parameter, dt.date(2011, 1, 1), "", 10) == Jump(10, 101, 100)


def test_a_value_that_is_alone_is_held_against_what_it_was() -> None:
    parameter = history("jour/an", "73")
    day = dt.date(2011, 1, 1)
    assert jump(parameter, day, "", 73) is None
    assert jump(parameter, day, "", 73, former=730) == Jump(730, 73, 730)


def test_each_choice_has_its_own_history() -> None:
    parameter = replace(
        history("%"),
        by="statut",
        figures=(
            figure(dt.date(2011, 1, 1), {"vente": Fraction(71, 100), "bnc": Fraction(7, 100)}),
        ),
    )
    day = dt.date(2012, 1, 1)
    assert jump(parameter, day, "vente", Fraction(7, 100)) == Jump(
        Fraction(71, 100), Fraction(7, 100), Fraction(7, 10)
    )
    assert jump(parameter, day, "bnc", Fraction(7, 100)) is None
    assert jump(parameter, day, "bic", Fraction(50, 100)) is None
