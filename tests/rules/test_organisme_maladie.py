"""Who runs the health insurance, held against a second calculation of the law.

Section 4 of the description of the law, its last paragraph: the CPAM for an activity begun or
changed from 1 January 2019 on, an organisme conventionné for what existed before.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bareme
from shelf import book

NAME = "organisme-maladie"
many = settings(max_examples=400, derandomize=True, deadline=None, database=None)

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
EVE = dt.date(2018, 12, 31)
DAY = dt.timedelta(days=1)

near_the_limit = st.integers(-3, 3).map(lambda n: FIRST + n * DAY)
starts = st.one_of(near_the_limit, st.dates(dt.date(1970, 1, 1), LAST))


def body(start: dt.date, change: dt.date | None, asked_on: dt.date = LAST) -> str | None:
    """Return who runs the insurance of an activity, begun then and perhaps changed since.

    None for what has not happened yet on the day of the question: a slip.
    """
    if start > asked_on or (change is not None and change > asked_on):
        return None
    recent = start.year >= 2019 or (change is not None and change.year >= 2019)
    return "cpam" if recent else "organisme_conventionne"


def found(start: dt.date, change: dt.date | None, asked_on: dt.date = LAST) -> object:
    situation: dict[str, object] = {
        "date_demande": asked_on,
        "date_debut_activite": start,
        "changement_activite": change is not None,
    }
    if change is not None:
        situation["date_changement_activite"] = change
    result = book(NAME).evaluate(situation)
    assert not result.pending
    assert result.outputs == ("organisme",)
    return result["organisme"]


@many
@given(asked_on=st.dates(FIRST, LAST), start=starts, change=st.one_of(st.none(), starts))
def test_the_engine_answers_as_the_law_says(
    asked_on: dt.date, start: dt.date, change: dt.date | None
) -> None:
    """In whatever order the two dates are given: the later counts."""
    assert found(start, change, asked_on) == body(start, change, asked_on)


@pytest.mark.parametrize(
    ("start", "change", "expected"),
    [
        (EVE - DAY, None, "organisme_conventionne"),
        (EVE, None, "organisme_conventionne"),
        (FIRST, None, "cpam"),
        (FIRST + DAY, None, "cpam"),
        (LAST, None, "cpam"),
        (EVE, EVE, "organisme_conventionne"),
        (EVE, FIRST, "cpam"),
        (dt.date(1985, 3, 1), EVE, "organisme_conventionne"),
        (dt.date(1985, 3, 1), FIRST, "cpam"),
        (dt.date(1985, 3, 1), LAST, "cpam"),
        (FIRST, LAST, "cpam"),
        (FIRST, EVE, "cpam"),
        (LAST, dt.date(1985, 3, 1), "cpam"),
        (EVE, dt.date(1985, 3, 1), "organisme_conventionne"),
    ],
)
def test_the_first_of_january_2019_decides(
    start: dt.date, change: dt.date | None, expected: str
) -> None:
    assert found(start, change) == expected
    assert body(start, change) == expected


@pytest.mark.parametrize(
    ("days_to_start", "days_to_change", "right"),
    [
        (0, None, True),
        (1, None, False),
        (-9, 0, True),
        (-9, 1, False),
        (1, -9, False),
        (1, 1, False),
    ],
)
def test_what_has_not_happened_yet_is_to_be_checked(
    days_to_start: int, days_to_change: int | None, right: bool
) -> None:
    day = dt.date(2019, 6, 15)
    result = book(NAME).evaluate(
        date_demande=day,
        date_debut_activite=day + days_to_start * DAY,
        changement_activite=days_to_change is not None,
        date_changement_activite=day + (days_to_change or 0) * DAY,
    )
    assert result["organisme"] == ("cpam" if right else None)
    assert any("Vérifiez" in reason for reason in result.reasons("organisme")) is not right


@pytest.mark.parametrize("start", [EVE, FIRST])
def test_what_is_paid_back_is_told_to_be_the_same(start: dt.date) -> None:
    result = book(NAME).evaluate(
        date_demande=LAST, date_debut_activite=start, changement_activite=False
    )
    assert any("remboursement est le même" in reason for reason in result.reasons("organisme"))


def test_a_date_of_change_is_never_passed_over() -> None:
    """Whether there was a change is asked; it is not taken to be no."""
    with pytest.raises(bareme.MissingInputError) as missing:
        book(NAME).evaluate(
            date_demande=LAST, date_debut_activite=EVE, date_changement_activite=FIRST
        )
    assert [asked.name for asked in missing.value.needed] == ["changement_activite"]


@many
@given(start=starts, change=starts)
def test_a_change_that_did_not_happen_does_not_count(start: dt.date, change: dt.date) -> None:
    result = book(NAME).evaluate(
        date_demande=LAST,
        date_debut_activite=start,
        changement_activite=False,
        date_changement_activite=change,
    )
    assert result["organisme"] == body(start, None)


START, CHANGED, CHANGE = "date_debut_activite", "changement_activite", "date_changement_activite"
ASKED: list[tuple[dict[str, object], tuple[str, ...], tuple[str, ...]]] = [
    # given, asked for sure, perhaps asked
    ({}, (START,), (CHANGED, CHANGE)),
    ({CHANGED: False}, (START,), ()),
    ({CHANGED: True}, (START,), (CHANGE,)),
    ({START: FIRST}, (CHANGED,), (CHANGE,)),
    ({START: EVE}, (CHANGED,), (CHANGE,)),
    ({CHANGED: False, START: EVE}, (), ()),
    ({CHANGED: True, START: EVE}, (CHANGE,), ()),
    ({CHANGED: True, START: EVE, CHANGE: FIRST}, (), ()),
]


@pytest.mark.parametrize(("situation", "asked", "perhaps"), ASKED)
def test_only_what_matters_is_asked(
    situation: dict[str, object], asked: tuple[str, ...], perhaps: tuple[str, ...]
) -> None:
    assert book(NAME).on("2019-06-01").questions(situation, ["organisme"]) == (asked, perhaps)


@pytest.mark.parametrize(
    ("date", "code"), [("2018-12-31", "before-rulebook"), ("2020-01-01", "after-rulebook")]
)
def test_other_years_are_refused_not_guessed(date: str, code: str) -> None:
    with pytest.raises(bareme.SituationError) as refusal:
        found(EVE, None, dt.date.fromisoformat(date))
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]
