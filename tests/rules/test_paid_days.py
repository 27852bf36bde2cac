"""Waiting days and paid days, at the edges of every rule that decides them.

Literals are counted by hand from the law; section numbers are explained in `oracle`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from oracle import Nature, Situation, answers, first_paid_day, paid_days

if TYPE_CHECKING:
    import bareme

TO_TEN_DAYS = {
    # Stops of 1 to 10 days: how many of them are paid.
    ("2017-12-31", "maladie"): (0, 0, 0, 0, 0, 0, 0, 1, 2, 3),
    ("2017-12-31", "accident"): (0, 0, 0, 0, 0, 0, 0, 1, 2, 3),
    ("2017-12-31", "hospitalisation"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2018-01-01", "maladie"): (0, 0, 0, 0, 0, 0, 0, 5, 6, 7),
    ("2018-01-01", "accident"): (0, 0, 0, 0, 0, 0, 0, 5, 6, 7),
    ("2018-01-01", "hospitalisation"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2020-03-23", "maladie"): (0, 0, 0, 0, 0, 0, 0, 5, 6, 7),
    ("2020-03-24", "maladie"): (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    ("2020-03-24", "hospitalisation"): (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    ("2020-07-10", "accident"): (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    ("2020-07-11", "accident"): (0, 0, 0, 0, 0, 0, 0, 5, 6, 7),
    ("2020-12-31", "maladie"): (0, 0, 0, 0, 0, 0, 0, 5, 6, 7),
    ("2020-12-31", "hospitalisation"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2021-01-01", "maladie"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2021-01-01", "accident"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2021-01-01", "hospitalisation"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2023-12-31", "interruption_grossesse"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2024-01-01", "interruption_grossesse"): (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    ("2024-01-01", "maladie"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
    ("2026-12-31", "maladie"): (0, 0, 0, 1, 2, 3, 4, 5, 6, 7),
}


def stop_of(book: bareme.Rulebook, date: str, days: int, **given: object) -> bareme.Result:
    whole = {"statut": "artisan", "revenu_annuel_moyen": 20000, "duree_arret": days, **given}
    return book.on(date).evaluate(whole)


@pytest.mark.parametrize(("date", "nature"), TO_TEN_DAYS)
def test_stops_of_one_to_ten_days(book: bareme.Rulebook, date: str, nature: Nature) -> None:
    for days, paid in enumerate(TO_TEN_DAYS[date, nature], 1):
        result = stop_of(book, date, days, nature_arret=nature)
        same = Situation(date=dt.date.fromisoformat(date), nature=nature, days=days)

        assert result["jours_indemnises"] == paid == paid_days(same)
        assert result["premier_jour_indemnise"] == first_paid_day(same)
        assert result["montant_total"] == paid * Decimal("27.40")


@pytest.mark.parametrize(
    ("date", "given", "waiting"),
    [
        pytest.param("2017-12-31", {"duree_arret": 8}, 7, id="long-stop-before-2018"),
        pytest.param("2018-01-01", {"duree_arret": 7}, 7, id="short-stop-from-2018"),
        pytest.param("2018-01-01", {"duree_arret": 8}, 3, id="long-stop-from-2018"),
        pytest.param("2020-03-23", {"duree_arret": 8}, 3, id="eve-of-the-emergency"),
        pytest.param("2020-03-24", {"duree_arret": 8}, 0, id="emergency-begins"),
        pytest.param("2020-07-10", {"duree_arret": 8}, 0, id="emergency-ends"),
        pytest.param("2020-07-11", {"duree_arret": 8}, 3, id="after-the-emergency"),
        pytest.param("2020-12-31", {"duree_arret": 7}, 7, id="eve-of-three-days-for-all"),
        pytest.param("2021-01-01", {"duree_arret": 7}, 3, id="three-days-for-all"),
        pytest.param("2021-01-07", {"duree_arret": 7}, 3, id="seen-in-force"),
    ],
)
def test_the_waiting_period(
    book: bareme.Rulebook, date: str, given: dict[str, object], waiting: int
) -> None:
    result = book.on(date).evaluate(given, outputs=["delai_carence"])
    assert result["delai_carence"] == waiting


@pytest.mark.parametrize(
    ("date", "medical", "waiting"),
    [
        ("2023-12-31", False, 3),
        ("2024-01-01", False, 0),
        ("2024-06-30", False, 0),
        ("2024-07-01", False, 0),
        ("2023-12-31", True, 3),
        ("2024-01-01", True, 3),
        ("2024-06-30", True, 3),
        ("2024-07-01", True, 0),
        ("2026-12-31", True, 0),
    ],
)
def test_no_waiting_period_after_a_miscarriage_then_after_a_termination(
    book: bareme.Rulebook, date: str, medical: bool, waiting: int
) -> None:
    given = {"nature_arret": "interruption_grossesse", "interruption_medicale": medical}
    result = book.on(date).evaluate(given, duree_arret=5, outputs=["delai_carence"])
    assert result["delai_carence"] == waiting


@pytest.mark.parametrize(
    ("status", "days", "paid"),
    [
        ("profession_liberale", range(89, 96), (86, 87, 87, 87, 87, 87, 87)),
        ("artisan", range(89, 96), (86, 87, 88, 89, 90, 91, 92)),
        ("artisan", range(359, 367), (356, 357, 358, 359, 360, 360, 360, 360)),
        ("conjoint_collaborateur", range(359, 367), (356, 357, 358, 359, 360, 360, 360, 360)),
        ("profession_liberale", range(359, 366), (87,) * 7),
    ],
)
def test_long_stops(book: bareme.Rulebook, status: str, days: range, paid: tuple[int, ...]) -> None:
    """Three waiting days, then 360 paid days, or to the 90th day of the stop for a liberal."""
    found = [stop_of(book, "2022-03-01", n, statut=status)["jours_indemnises"] for n in days]
    assert found == list(paid)


def test_without_waiting_days_a_liberal_is_paid_90_days(book: bareme.Rulebook) -> None:
    given = {"statut": "profession_liberale", "nature_arret": "interruption_grossesse"}
    found = [stop_of(book, "2024-07-01", n, **given)["jours_indemnises"] for n in (89, 90, 91)]
    assert found == [89, 90, 90]


@pytest.mark.parametrize(
    ("already_paid", "paid"),
    [(0, 27), (332, 27), (333, 27), (334, 26), (359, 1), (360, 0), (361, 0), (1000, 0)],
)
def test_at_most_360_days_over_three_years(
    book: bareme.Rulebook, already_paid: int, paid: int
) -> None:
    result = stop_of(book, "2022-03-01", 30, jours_deja_indemnises=already_paid)
    assert result["jours_indemnises"] == paid
    assert result["premier_jour_indemnise"] == (4 if paid else None)
    assert result["montant_total"] == paid * Decimal("27.40")


@pytest.mark.parametrize(
    ("date", "already_paid", "paid"),
    [
        ("2021-03-01", 0, 1096),
        ("2021-03-01", 360, 736),
        ("2021-03-01", 1095, 1),
        ("2021-03-01", 1096, 0),
        ("2021-03-01", 1097, 0),
        ("2020-02-29", 0, 1095),
        ("2024-03-01", 0, 1095),
    ],
)
def test_a_long_illness_is_paid_three_years_from_date_to_date(
    book: bareme.Rulebook, date: str, already_paid: int, paid: int
) -> None:
    given = {"affection_longue_duree": True, "jours_deja_indemnises": already_paid}
    assert stop_of(book, date, 2000, **given)["jours_indemnises"] == paid


def test_every_single_day_from_2015_to_2026(book: bareme.Rulebook) -> None:
    """A short and a long stop, certified on each of 4,383 days: no change is a day off."""
    first, last = dt.date(2015, 1, 1), dt.date(2026, 12, 31)
    for day in range((last - first).days + 1):
        any_day = Situation(date=first + dt.timedelta(days=day), earned=(10_000_000,) * 3)
        for situation in (
            replace(any_day, days=7),
            replace(any_day, days=400, nature="interruption_grossesse"),
        ):
            result = book.evaluate(situation.given())
            found = {name: result[name] for name in result.outputs}
            assert found == answers(situation), situation
