"""Versions: the dates on which anything changes, and what holds in between."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bareme
from bareme.calendar import add_years
from bareme.diagnostics import Place, Report, Source
from bareme.language.grammar import Names, parse_expression
from bareme.language.kinds import number
from bareme.model import Case, Citation, Definition, Figure, Parameter, Rule, Variant
from bareme.reading.tree import Scalar
from bareme.units import NO_UNIT
from shelf import book

NOWHERE = Place(Source("essai", ""), 1, 1, 1)
# The last year whose ceiling is known: a new line in plafonds/parameters.yaml moves it.
LAST = book("plafonds").definition.parameters["plafond_annuel"].figures[-1].start.year
CHANGES = {  # every 1 January, and the changes of rules
    *(dt.date(year, 1, 1) for year in range(2015, LAST + 1)),
    dt.date(2020, 3, 24),
    dt.date(2020, 7, 11),
    dt.date(2021, 7, 1),
    dt.date(2024, 7, 1),
    dt.date(LAST + 1, 1, 1),  # from here on, the ceiling is not known
}


def test_versions_of_the_sick_leave_rulebook() -> None:
    rulebook = book()
    # The ceilings of the three years before go on changing the threshold, until the last of them
    # is not known.
    looking_back = {dt.date(year, 1, 1) for year in (LAST + 2, LAST + 3, LAST + 4)}
    assert set(rulebook.version_dates) == CHANGES | looking_back
    assert rulebook.last_day == dt.date(LAST, 12, 31)


@pytest.mark.parametrize("day", sorted(CHANGES - {dt.date(2015, 1, 1), dt.date(LAST + 1, 1, 1)}))
def test_a_version_holds_from_its_first_day(day: dt.date) -> None:
    rulebook = book()
    eve = rulebook.on(day - dt.timedelta(days=1)).evaluate(statut="conjoint_collaborateur")
    first = rulebook.on(day).evaluate(statut="conjoint_collaborateur")
    assert first.edition.version == day
    assert eve.edition.version < day


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2014-12-31", "before-rulebook"),
        ("1789-07-14", "before-rulebook"),
        ("2018-02-29", "no-such-day"),
        ("1er mars 2018", "not-a-date"),
    ],
)
def test_dates_that_are_refused(day: str, code: str) -> None:
    with pytest.raises(bareme.SituationError) as refusal:
        book().on(day)
    assert [d.code for d in refusal.value.diagnostics] == [code]


def test_the_situation_may_bring_its_own_date() -> None:
    rulebook = book()
    result = rulebook.evaluate(date_constat="2018-12-31", statut="conjoint_collaborateur")
    assert result.date == dt.date(2018, 12, 31)
    with pytest.raises(bareme.SituationError) as refusal:
        rulebook.on("2019-01-01").evaluate(date_constat="2018-12-31", statut="artisan")
    assert [d.code for d in refusal.value.diagnostics] == ["dates-disagree"]
    with pytest.raises(bareme.SituationError) as refusal:
        rulebook.evaluate(statut="artisan")
    assert [d.code for d in refusal.value.diagnostics] == ["reference-date-missing"]


ANY_DAY = st.dates(dt.date(2018, 1, 1), dt.date(2032, 12, 31))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    starts=st.lists(st.dates(dt.date(2014, 1, 1), dt.date(2024, 12, 31)), min_size=1, max_size=4),
    leap=st.booleans(),
    yearly=st.booleans(),
    back=st.integers(1, 4),
    days=st.lists(ANY_DAY, min_size=1, max_size=20),
)
def test_a_version_answers_as_each_of_its_days(
    starts: list[dt.date],
    leap: bool,
    yearly: bool,
    back: int,
    days: list[dt.date],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Look-backs, years that run out and 29 February change a version on the right day."""
    kept = sorted({*starts, *([dt.date(2020, 2, 29)] if leap else [])})
    figures = tuple(
        Figure(start, n, Citation(), NOWHERE, {}) for n, start in enumerate(kept, start=1)
    )
    kind = number(NO_UNIT)
    figure = Parameter("figure", "F", kind, yearly, None, None, figures, NOWHERE)
    names = Names(frozenset({"figure"}), frozenset({"figure"}), {})
    formula = parse_expression(Scalar(f"previous(figure, {back})", True, NOWHERE), names, Report())
    assert formula is not None
    case = Case(None, formula, None, None, None, None, NOWHERE)
    variant = Variant(dt.date(2018, 1, 1), (case,), None, None, None, Citation(), NOWHERE)
    rule = Rule("r", "R", kind, None, None, {}, Citation(), (variant,), (), NOWHERE)
    definition = Definition(
        "essai", "T", None, "2026.1", dt.date(2018, 1, 1), None, None, (), {"figure": figure},
        {"figure": "ailleurs"}, {}, {"r": rule}, ("r",), "",
    )  # fmt: skip
    rulebook = bareme.Rulebook(definition)
    for day in days:
        looked_up = figure.in_force(add_years(day, -back))
        try:
            found: object = rulebook.on(day).evaluate()["r"]
        except bareme.SituationError:
            found = None
        assert found == (None if looked_up is None else looked_up.value), day
