"""Rules are shared between threads: the walker alone is not safe, so this is where it shows."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

import bareme

if TYPE_CHECKING:
    from collections.abc import Iterator

CENT = Decimal("0.01")


@pytest.fixture(autouse=True)
def _switch_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_many_threads_get_their_own_answers() -> None:
    book = bareme.load("indemnites-journalieres")
    # 2018: minimum 21,00, cap 54,43. Each thread asks of several versions in turn.
    caps = {"2018-03-01": Decimal("54.43"), "2019-03-01": Decimal("55.51")}

    def ask(income: int) -> list[tuple[object, Decimal]]:
        answers: list[tuple[object, Decimal]] = []
        for date, cap in caps.items():
            rules = book.on(date)
            result = rules.evaluate(statut="artisan", revenu_annuel_moyen=income)
            due = (Decimal(income) / 730).quantize(CENT, ROUND_HALF_UP)
            answers.append((result["indemnite_journaliere"], min(max(due, Decimal(21)), cap)))
        return answers

    incomes = range(10_000, 42_000, 16)
    with ThreadPoolExecutor(max_workers=8) as pool:
        for answers in pool.map(ask, incomes):
            for found, expected in answers:
                assert found == expected


def test_an_evaluation_inside_another_does_not_disturb_it() -> None:
    rules = bareme.load("indemnites-journalieres").on("2018-03-01")

    class Income(int):
        """A number that asks the rules something else while it is being read."""

        @property
        def numerator(self) -> int:
            rules.evaluate(statut="conjoint_collaborateur")
            return int(self)

    result = rules.evaluate(statut="artisan", revenu_annuel_moyen=Income(20_000))
    assert result["indemnite_journaliere"] == Decimal("27.40")
