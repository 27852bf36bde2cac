"""Versions: the dates on which anything changes, and what holds in between."""

from __future__ import annotations

import datetime as dt

import pytest

import bareme
from shelf import book

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
    # The ceilings of the three years before go on changing what a year's threshold is.
    looking_back = {dt.date(year, 1, 1) for year in (LAST + 2, LAST + 3)}
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
