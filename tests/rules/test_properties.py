"""What must hold of every situation, tried on many, most of them close to some limit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from oracle import (
    CHANGES,
    KEPT,
    YEARS,
    Category,
    Nature,
    Situation,
    Status,
    answers,
    cap,
    euros,
    liberal_cap,
    mean_income,
    minimum,
    threshold,
)

if TYPE_CHECKING:
    import bareme

many = settings(max_examples=400, derandomize=True, deadline=None, database=None)

FIRST, LAST = dt.date(2015, 1, 1), dt.date(2026, 12, 31)
NEW_YEARS = [dt.date(year, 1, 1) for year in YEARS]
LEAP_DAYS = [dt.date(year, 2, 29) for year in (2016, 2020, 2024)]
LENGTHS = [1, 3, 4, 7, 8, 10, 87, 89, 90, 91, 93, 359, 360, 361, 362, 363, 364, 1095, 1096, 1100]
PAID_BEFORE = [0, 1, 333, 350, 357, 358, 359, 360, 361, 1095, 1096]
# (2k + 1) × 365 cents a year make a tie; where 2k + 1 is a multiple of 29 × 11, there is a
# turnover in cents that gives exactly this income, whatever the abatement.
TIE, TIE_OF_A_TURNOVER = 365, 365 * 29 * 11


@st.composite
def dates(draw: st.DrawFn) -> dt.date:
    """Any day, or one close to a change."""
    if draw(st.booleans()):
        return draw(st.dates(FIRST, LAST))
    near = draw(st.sampled_from([*CHANGES, *NEW_YEARS, *LEAP_DAYS, LAST]))
    return min(max(near + dt.timedelta(days=draw(st.integers(-1, 1))), FIRST), LAST)


@st.composite
def annual_incomes(draw: st.DrawFn, year: int) -> int:
    """Any income in cents, or one close to a limit of that year, or one that makes a tie."""
    limits = [minimum(year), cap(year), liberal_cap(year)]
    few = st.integers(-2, 2)
    odd = st.integers(0, 20_000).map(lambda k: 2 * k + 1)
    few_odd = st.integers(0, 60).map(lambda k: 2 * k + 1)
    return draw(
        st.one_of(
            few.map(lambda away: threshold(year) + away),
            st.tuples(st.sampled_from(limits), few, few).map(
                lambda near: 730 * (near[0] + near[1]) + near[2]
            ),
            odd.map(lambda n: n * TIE),
            few_odd.map(lambda n: n * TIE_OF_A_TURNOVER),
            st.integers(0, 15_000_000),
        )
    )


@st.composite
def earnings(draw: st.DrawFn, year: int, kept: Fraction) -> tuple[int, int, int]:
    """Three years whose mean, less an abatement, is an annual income, or misses it by little."""
    exact = 3 * draw(annual_incomes(year)) / kept
    whole = max(round(exact) + draw(st.integers(-1, 1)), 0)
    third = whole // 3
    spread = draw(st.integers(0, third))
    return third - spread, third, whole - 2 * third + spread


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A person and a stop, of any kind."""
    date, micro = draw(dates()), draw(st.booleans())
    category: Category = draw(st.sampled_from(get_args(Category)))
    return Situation(
        date=date,
        status=draw(st.sampled_from(get_args(Status))),
        micro=micro,
        category=category,
        pays_minimum=draw(st.booleans()),
        earned=draw(earnings(date.year, KEPT[category] if micro else Fraction(1))),
        nature=draw(st.sampled_from(get_args(Nature))),
        medical=draw(st.booleans()),
        days=draw(st.one_of(st.sampled_from(LENGTHS), st.integers(1, 1500))),
        part_time=draw(st.booleans()),
        affiliated=draw(st.sampled_from([True, True, True, False])),
        already_paid=draw(st.one_of(st.sampled_from(PAID_BEFORE), st.integers(0, 1200))),
        long_illness=draw(st.booleans()),
    )


@st.composite
def two_incomes(draw: st.DrawFn) -> tuple[Situation, Situation]:
    """The same situation twice, but for what was earned: less, then more."""
    one = draw(situations())
    kept = KEPT[one.category] if one.micro else Fraction(1)
    other = replace(one, earned=draw(earnings(one.date.year, kept)))
    less, more = sorted((one, other), key=mean_income)
    return less, more


def daily(book: bareme.Rulebook, situation: Situation) -> Decimal:
    amount = book.evaluate(situation.given())["indemnite_journaliere"]
    assert isinstance(amount, Decimal)
    return amount


@settings(many, max_examples=1000)
@given(situation=situations())
def test_the_engine_answers_as_the_law_calculates(
    book: bareme.Rulebook, situation: Situation
) -> None:
    result = book.evaluate(situation.given())

    assert {name: result[name] for name in result.outputs} == answers(situation)
    assert not result.pending


@many
@given(situation=situations())
def test_the_mean_income_is_exact(book: bareme.Rulebook, situation: Situation) -> None:
    result = book.evaluate(situation.given(), outputs=["revenu_annuel_moyen"])
    assert result.exact("revenu_annuel_moyen") == mean_income(situation) / 100


@many
@given(pair=two_incomes())
def test_who_earned_more_is_not_paid_less(
    book: bareme.Rulebook, pair: tuple[Situation, Situation]
) -> None:
    less, more = pair
    assert daily(book, less) <= daily(book, more)


@many
@given(situation=situations())
def test_nobody_is_paid_more_than_the_cap(book: bareme.Rulebook, situation: Situation) -> None:
    liberal = situation.status == "profession_liberale"
    most = liberal_cap(situation.date.year) if liberal else cap(situation.date.year)
    assert daily(book, situation) <= euros(most)


@many
@given(situation=situations())
def test_part_time_pays_half_to_the_cent(book: bareme.Rulebook, situation: Situation) -> None:
    full = daily(book, replace(situation, part_time=False))
    half = daily(book, replace(situation, part_time=True))
    assert 2 * half - full in {Decimal("0.00"), Decimal("0.01")}


@many
@given(situation=situations(), longer=st.integers(0, 400))
def test_a_longer_stop_is_not_paid_fewer_days(
    book: bareme.Rulebook, situation: Situation, longer: int
) -> None:
    def paid(days: int) -> object:
        result = book.evaluate(replace(situation, days=days).given())
        return result.exact("jours_indemnises")

    before, after = paid(situation.days), paid(situation.days + longer)
    assert isinstance(before, int)
    assert isinstance(after, int)
    assert 0 <= before <= after <= situation.days + longer


@many
@given(situation=situations())
def test_an_amount_of_nothing_has_a_reason(book: bareme.Rulebook, situation: Situation) -> None:
    result = book.evaluate(situation.given())
    if result["indemnite_journaliere"] == 0:
        assert result.reasons("indemnite_journaliere")
    if result["premier_jour_indemnise"] is None:
        assert result.reasons("premier_jour_indemnise")


@many
@given(situation=situations(), spelled=st.sampled_from([Decimal, Fraction, float, int]))
def test_an_amount_is_the_same_however_it_is_given(
    book: bareme.Rulebook, situation: Situation, spelled: type[Decimal | Fraction | float]
) -> None:
    """A float stands for the decimal it prints as; an `int` is whole euros."""
    whole = 100 if spelled is int else 1
    first, second, third = (amount - amount % whole for amount in situation.earned)
    same = replace(situation, earned=(first, second, third))
    otherwise = {
        name: spelled(value) if isinstance(value, Decimal) else value
        for name, value in same.given().items()
    }

    result = book.evaluate(otherwise)

    assert {name: result[name] for name in result.outputs} == answers(same)


@many
@given(situation=situations(), as_known=st.booleans())
def test_the_mean_may_be_given_in_place_of_three_equal_years(
    book: bareme.Rulebook, situation: Situation, as_known: bool
) -> None:
    year = situation.earned[1]
    same = replace(situation, earned=(year, year, year))
    values = same.given()
    for name in [name for name in values if "_annee_" in name]:
        del values[name]
    turnover = same.micro and not as_known
    name = "chiffre_affaires_annuel_moyen" if turnover else "revenu_annuel_moyen"
    values[name] = euros(year) if turnover else mean_income(same) / 100

    result = book.evaluate(values)

    assert {name: result[name] for name in result.outputs} == answers(same)
