"""The law of the sick-leave benefits, at its edges.

Amounts are literals wherever the law or its source prints them, and come from the independent
calculation in `oracle` elsewhere. Section numbers are explained there.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

import bareme
from oracle import euros, liberal_cap

NIL = Decimal("0.00")

# 1.2: threshold, cap, smallest amount of a micro-entrepreneur, flat amount of a spouse, minimum.
FIGURES = {
    2015: ("3698.40", "52.11", "5.07", "20.84", "21.00"),
    2016: ("3754.00", "52.90", "5.14", "21.16", "21.00"),
    2017: ("3806.80", "53.74", "5.21", "21.49", "21.00"),
    2018: ("3862.80", "54.43", "5.29", "21.77", "21.00"),
    2019: ("3919.20", "55.51", "5.37", "21.77", "21.00"),
    2020: ("3982.80", "56.35", "5.46", "22.54", "22.54"),
    2021: ("4046.40", "56.35", "5.54", "22.54", "22.54"),
    2022: ("4093.20", "56.35", "5.61", "22.54", "22.54"),
    2023: ("4113.60", "60.26", "5.64", "24.11", "24.11"),
    2024: ("4208.80", "63.52", "5.77", "25.41", "25.41"),
    2025: ("4383.20", "64.52", "6.00", "25.81", "25.81"),
    2026: ("4582.00", "65.84", "6.28", "26.33", "26.33"),
}
FIRST_AND_LAST_DAYS = [(year, day) for year in FIGURES for day in ("01-01", "12-31")]
FIGURE_RULES = (
    "seuil_revenu",
    "plafond_journalier",
    "seuil_journalier_micro_entrepreneur",
    "forfait_conjoint",
    "indemnite_minimale",
)


def daily(book: bareme.Rulebook, date: str, **given: object) -> object:
    """Return the daily amount alone; an artisan unless said otherwise."""
    whole = {"statut": "artisan", **given}
    result = book.on(date).evaluate(whole, outputs=["indemnite_journaliere"])
    return result["indemnite_journaliere"]


def whole_turnover(euros_a_year: int) -> dict[str, object]:
    """Return the inputs of a seller of goods who declared the same turnover three times."""
    years = {f"chiffre_affaires_annee_{n}": euros_a_year for n in (1, 2, 3)}
    return {"micro_entrepreneur": True, "categorie_activite": "vente", **years}


# 1.1: the worked examples of the source.


@pytest.mark.parametrize(
    ("given", "income", "amount"),
    [
        pytest.param({"revenu_annuel_moyen": 2500}, "2500", "21.00", id="1-minimum"),
        pytest.param(
            {"revenu_annuel_moyen": 2500, "micro_entrepreneur": True}, "2500", "0", id="1-micro"
        ),
        pytest.param({"revenu_annuel_moyen": 20000}, "20000", "27.40", id="2-rounded-up"),
        pytest.param({"revenu_annuel_moyen": 42000}, "42000", "54.43", id="3-capped"),
        pytest.param(whole_turnover(55500), "16095", "22.05", id="4-micro"),
        pytest.param(whole_turnover(10000), "2900", "0", id="5-micro-below"),
    ],
)
def test_the_worked_examples_of_the_source(
    book: bareme.Rulebook, given: dict[str, object], income: str, amount: str
) -> None:
    result = book.on("2018-03-01").evaluate(given, statut="commercant")

    assert result["indemnite_journaliere"] == Decimal(amount)
    assert result["revenu_annuel_moyen"] == Decimal(income)
    assert result["seuil_revenu"] == Decimal("3862.80")


def test_the_cap_is_reached_by_an_income_that_would_give_more(book: bareme.Rulebook) -> None:
    """Third example: 57,53 € brought down to 54,43 €; 57,53 € is paid to a liberal of 2022."""
    assert daily(book, "2018-03-01", revenu_annuel_moyen=42000) == Decimal("54.43")
    liberal = {"statut": "profession_liberale", "revenu_annuel_moyen": 42000}
    assert daily(book, "2022-03-01", **liberal) == Decimal("57.53")


# 1.2: the yearly figures.


@pytest.mark.parametrize(("year", "day"), FIRST_AND_LAST_DAYS)
def test_the_figures_of_a_year_hold_from_its_first_to_its_last_day(
    book: bareme.Rulebook, year: int, day: str
) -> None:
    result = book.on(f"{year}-{day}").evaluate(statut="artisan", outputs=FIGURE_RULES)

    assert {name: result[name] for name in FIGURE_RULES} == {
        name: Decimal(printed) for name, printed in zip(FIGURE_RULES, FIGURES[year], strict=True)
    }


@pytest.mark.parametrize(("year", "day"), FIRST_AND_LAST_DAYS)
def test_the_amounts_paid_are_those_figures(book: bareme.Rulebook, year: int, day: str) -> None:
    _, most, micro_least, spouse, least = FIGURES[year]
    date = f"{year}-{day}"

    assert daily(book, date, revenu_annuel_moyen=0) == Decimal(least)
    assert daily(book, date, revenu_annuel_moyen=1_000_000) == Decimal(most)
    assert daily(book, date, statut="conjoint_collaborateur") == Decimal(spouse)
    micro = {"micro_entrepreneur": True, "revenu_annuel_moyen": Decimal(FIGURES[year][0])}
    assert daily(book, date, **micro) == Decimal(micro_least)


def test_the_spouse_of_2019_gets_the_printed_amount_and_is_told_so(book: bareme.Rulebook) -> None:
    """1.3, point 2: the source still prints 21,77 €, its own formula would give 22,20 €."""

    def warnings_on(date: str) -> list[str]:
        result = book.on(date).evaluate(statut="conjoint_collaborateur")
        return [warning.code for warning in result.warnings]

    assert warnings_on("2018-12-31") == []
    assert warnings_on("2019-01-01") == ["published-prevails"]
    assert warnings_on("2019-12-31") == ["published-prevails"]
    assert warnings_on("2020-01-01") == []


@pytest.mark.parametrize("date", ["2015-01-01", "2026-12-31"])
def test_the_years_2015_to_2026_are_answered(book: bareme.Rulebook, date: str) -> None:
    result = book.on(date).evaluate(statut="artisan", revenu_annuel_moyen=20000, duree_arret=10)
    assert result["indemnite_journaliere"] == Decimal("27.40")
    assert not result.pending


@pytest.mark.parametrize(
    ("date", "code"),
    [("2014-12-31", "before-rulebook"), ("2099-01-01", "figure-past-its-year")],
)
@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"revenu_annuel_moyen": 20000}, id="income"),
        pytest.param({"revenu_annuel_moyen": 100}, id="below-the-threshold"),
        pytest.param(whole_turnover(55500), id="micro"),
        pytest.param({"statut": "conjoint_collaborateur"}, id="spouse"),
        pytest.param({"statut": "profession_liberale", "revenu_annuel_moyen": 20000}, id="liberal"),
    ],
)
def test_other_years_are_refused_not_guessed(
    book: bareme.Rulebook, date: str, code: str, given: dict[str, object]
) -> None:
    with pytest.raises(bareme.SituationError) as refusal:
        book.on(date).evaluate({"statut": "artisan", **given})
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]


# 1.1 and 1.3, points 3 and 5: around the threshold.


@pytest.mark.parametrize("year", FIGURES)
@pytest.mark.parametrize(
    ("given", "below", "reached"),
    [
        pytest.param({"micro_entrepreneur": True}, "nil", "micro floor", id="micro"),
        pytest.param({}, "minimum", "minimum", id="not-micro"),
        pytest.param({"cotisation_minimale": False}, "nil", "minimum", id="not-paying"),
    ],
)
def test_an_income_equal_to_the_threshold_is_paid(
    book: bareme.Rulebook, year: int, given: dict[str, object], below: str, reached: str
) -> None:
    threshold, _, micro_floor, _, minimum = (Decimal(printed) for printed in FIGURES[year])
    amounts = {"nil": NIL, "micro floor": micro_floor, "minimum": minimum}
    expected = {"-0.01": amounts[below], "0.00": amounts[reached], "0.01": amounts[reached]}

    found = {
        away: daily(book, f"{year}-06-15", revenu_annuel_moyen=threshold + Decimal(away), **given)
        for away in expected
    }

    assert found == expected


@pytest.mark.parametrize("year", FIGURES)
def test_a_third_of_a_cent_below_the_threshold_is_below(book: bareme.Rulebook, year: int) -> None:
    """The mean of three years is not rounded before it is compared."""
    threshold, _, _, _, minimum = (Decimal(printed) for printed in FIGURES[year])
    given = {"revenu_annee_1": threshold, "revenu_annee_2": threshold, "cotisation_minimale": False}

    def amount(last_year: Decimal) -> object:
        return daily(book, f"{year}-06-15", revenu_annee_3=last_year, **given)

    assert amount(threshold - Decimal("0.01")) == NIL
    assert amount(threshold) == minimum


@pytest.mark.parametrize("year", FIGURES)
def test_half_a_cent_below_the_threshold_is_below_for_a_turnover(
    book: bareme.Rulebook, year: int
) -> None:
    """At an abatement of 50 %, twice the threshold is exactly enough."""
    threshold, _, micro_floor, _, _ = FIGURES[year]
    enough = 2 * Decimal(threshold)
    given = {"micro_entrepreneur": True, "categorie_activite": "prestations_bic"}

    def amount(turnover: Decimal) -> object:
        return daily(book, f"{year}-06-15", chiffre_affaires_annuel_moyen=turnover, **given)

    assert amount(enough - Decimal("0.01")) == NIL
    assert amount(enough) == Decimal(micro_floor)


# 1.1: between the minimum, which micro-entrepreneurs do not have, and the cap.


@pytest.mark.parametrize("year", FIGURES)
def test_a_cent_a_day_more_or_less_than_the_minimum_and_the_cap(
    book: bareme.Rulebook, year: int
) -> None:
    _, most, _, _, least = (Decimal(printed) for printed in FIGURES[year])
    cent = Decimal("0.01")

    def amount(a_day: Decimal, *, micro: bool) -> object:
        given = {"revenu_annuel_moyen": 730 * a_day, "micro_entrepreneur": micro}
        return daily(book, f"{year}-06-15", **given)

    for micro in (False, True):
        assert amount(least - cent, micro=micro) == (least - cent if micro else least)
        assert amount(least, micro=micro) == least
        assert amount(least + cent, micro=micro) == least + cent
        assert amount(most - cent, micro=micro) == most - cent
        assert amount(most, micro=micro) == most
        assert amount(most + cent, micro=micro) == most


@pytest.mark.parametrize(
    ("category", "income"),
    [("vente", "14500.00"), ("prestations_bic", "25000.00"), ("prestations_bnc", "33000.00")],
)
def test_the_abatement_depends_on_the_activity(
    book: bareme.Rulebook, category: str, income: str
) -> None:
    given = {**whole_turnover(50000), "categorie_activite": category, "statut": "artisan"}
    result = book.on("2019-06-15").evaluate(given, outputs=["revenu_annuel_moyen"])
    assert result["revenu_annuel_moyen"] == Decimal(income)


# 1.1: therapeutic part time.


@pytest.mark.parametrize(
    ("date", "given", "full", "half"),
    [
        pytest.param("2018-06-15", {"statut": "conjoint_collaborateur"}, "21.77", "10.89"),
        pytest.param("2026-06-15", {"statut": "conjoint_collaborateur"}, "26.33", "13.17"),
        pytest.param("2018-06-15", {"revenu_annuel_moyen": 42000}, "54.43", "27.22"),
        pytest.param("2019-06-15", {"revenu_annuel_moyen": 42000}, "55.51", "27.76"),
        pytest.param("2018-06-15", whole_turnover(55500), "22.05", "11.03"),
        pytest.param("2018-06-15", {"revenu_annuel_moyen": 2500}, "21.00", "10.50"),
        pytest.param("2018-06-15", {"revenu_annuel_moyen": 20000}, "27.40", "13.70"),
        # 27,405 a day: half of it rounds to 13,70, half of the rounded 27,41 to 13,71.
        pytest.param("2018-06-15", {"revenu_annuel_moyen": Decimal("20005.65")}, "27.41", "13.71"),
    ],
)
def test_part_time_halves_the_rounded_amount_and_rounds_again(
    book: bareme.Rulebook, date: str, given: dict[str, object], full: str, half: str
) -> None:
    assert daily(book, date, **given) == Decimal(full)
    assert daily(book, date, temps_partiel_therapeutique=True, **given) == Decimal(half)


# 1.1 and 1.4: who is covered.


@pytest.mark.parametrize(
    ("date", "amount", "paid"),
    [
        ("2015-01-01", "0.00", 0),
        ("2021-06-30", "0.00", 0),
        ("2021-07-01", "169.05", 7),
        ("2025-06-15", "193.56", 7),
    ],
)
def test_liberal_professions_are_covered_from_july_2021(
    book: bareme.Rulebook, date: str, amount: str, paid: int
) -> None:
    liberal = {"statut": "profession_liberale", "revenu_annuel_moyen": 1_000_000}
    result = book.on(date).evaluate(liberal, duree_arret=10)

    assert result["indemnite_journaliere"] == Decimal(amount)
    assert result["jours_indemnises"] == paid
    assert result["montant_total"] == paid * Decimal(amount)


@pytest.mark.parametrize("year", range(2022, 2027))
def test_the_cap_of_the_liberal_professions_is_theirs_alone(
    book: bareme.Rulebook, year: int
) -> None:
    for day in ("01-01", "12-31"):
        given = {"revenu_annuel_moyen": 1_000_000}
        theirs = daily(book, f"{year}-{day}", statut="profession_liberale", **given)
        assert theirs == euros(liberal_cap(year))
        assert daily(book, f"{year}-{day}", **given) == Decimal(FIGURES[year][1])


def test_the_threshold_of_the_liberal_professions_is_that_of_all(book: bareme.Rulebook) -> None:
    liberal = {"statut": "profession_liberale", "micro_entrepreneur": True}

    def amount(income: str) -> object:
        return daily(book, "2021-07-01", revenu_annuel_moyen=Decimal(income), **liberal)

    assert amount("4046.39") == NIL
    assert amount("4046.40") == Decimal("5.54")


@pytest.mark.parametrize("status", ["artisan", "commercant", "conjoint_collaborateur"])
def test_a_year_of_affiliation_is_needed(book: bareme.Rulebook, status: str) -> None:
    given = {"statut": status, "revenu_annuel_moyen": 20000, "affiliation_un_an": False}
    result = book.on("2022-03-01").evaluate(given, duree_arret=30)

    assert result["indemnite_journaliere"] == NIL
    assert result["jours_indemnises"] == 0
    assert result["premier_jour_indemnise"] is None
    assert result["montant_total"] == NIL


@pytest.mark.parametrize("part_time", [False, True])
@pytest.mark.parametrize(
    ("date", "given", "reason"),
    [
        ("2021-06-30", {"statut": "profession_liberale"}, "1er juillet 2021"),
        ("2019-06-15", {"affiliation_un_an": False}, "affilié"),
        ("2019-06-15", whole_turnover(10000), "seuil"),
        ("2019-06-15", {"revenu_annuel_moyen": 1, "cotisation_minimale": False}, "cotisation"),
    ],
)
def test_nothing_is_refused_without_a_reason(
    book: bareme.Rulebook, date: str, given: dict[str, object], reason: str, part_time: bool
) -> None:
    whole = {"statut": "artisan", "temps_partiel_therapeutique": part_time, **given}
    result = book.on(date).evaluate(whole)

    assert result["indemnite_journaliere"] == NIL
    assert result.reasons("indemnite_journaliere")
    assert any(reason in told for told in result.reasons("indemnite_temps_plein"))


# 1.4: the figures in force are those of the medical certificate.


@pytest.mark.parametrize(
    ("date", "amount", "total"),
    [("2018-12-31", "54.43", "1469.61"), ("2019-01-01", "55.51", "1498.77")],
)
def test_the_date_of_the_certificate_decides_for_the_whole_stop(
    book: bareme.Rulebook, date: str, amount: str, total: str
) -> None:
    """Thirty days from the last day of 2018 lie in 2019 but for one; 27 are paid."""
    result = book.evaluate(
        date_constat=date, statut="artisan", revenu_annuel_moyen=42000, duree_arret=30
    )
    assert result["indemnite_journaliere"] == Decimal(amount)
    assert result["montant_total"] == Decimal(total)
