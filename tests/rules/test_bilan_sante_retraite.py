"""The health check of the newly retired, held against a second calculation of its law.

The calculation shares nothing with the engine or the rulebook, not even the calendar. What it
says is section 2 of the description of the law: who is invited, until when the dentist may be
seen, what is paid and what to bring.
"""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bareme
from shelf import book

NAME = "bilan-sante-retraite"
many = settings(max_examples=300, derandomize=True, deadline=None, database=None)

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
DAY = dt.timedelta(days=1)
RETIREMENT = ("retraite_a_venir", "retraite_depuis_plus_d_un_an")
PAID_FOR = ("consultation_medecin", "consultation_dentiste", "suites")
FOR_THE_DOCTOR = ("bon_prise_en_charge", "fiche_medecin", "questionnaire", "deux_enveloppes_t")
FOR_THE_DENTIST = ("fiche_bilan_bucco_dentaire", "troisieme_enveloppe_t")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A letter received by someone retired, or by the spouse of someone retired."""

    letter: dt.date
    spouse: bool = False
    retirement: dt.date = FIRST
    covered: bool = True
    birth: dt.date = dt.date(1957, 1, 1)

    def given(self) -> dict[str, object]:
        """Return the same situation under the names of the rulebook's inputs."""
        return {
            "date_courrier": self.letter,
            "personne": "conjoint" if self.spouse else "retraite",
            "date_retraite": self.retirement,
            "prestations_maladie_independants": self.covered,
            "date_naissance": self.birth,
        }


def length_of(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else LENGTHS[month - 1]


def in_year(day: dt.date, year: int) -> dt.date:
    """Return the same day of another year, 28 February where the 29th is missing."""
    return dt.date(year, day.month, min(day.day, length_of(year, day.month)))


def six_months_after(day: dt.date) -> dt.date:
    """Return the same day of the sixth month after, or the last day of that month."""
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return dt.date(year, month, min(day.day, length_of(year, month)))


def age(birth: dt.date, day: dt.date) -> int:
    """Return the birthdays lived through; a 29 February counts on 1 March in other years."""
    return sum(
        birth.replace(year=year) <= day
        if (birth.month, birth.day) != (2, 29) or isleap(year)
        else dt.date(year, 3, 1) <= day
        for year in range(birth.year + 1, day.year + 1)
    )


def unmet(situation: Situation) -> tuple[str, ...]:
    """Return what is missing: retired for at most one year; the spouse 58 to 65, both included."""
    letter, retirement = situation.letter, situation.retirement
    years = age(situation.birth, letter)
    born = situation.birth <= letter
    conditions = {
        "retraite_a_venir": retirement > letter,
        "retraite_depuis_plus_d_un_an": letter > in_year(retirement, retirement.year + 1),
        "prestations_autre_organisme": not situation.spouse and not situation.covered,
        "conjoint_trop_jeune": situation.spouse and born and years < 58,
        "conjoint_trop_age": situation.spouse and years > 65,
        "date_naissance_a_verifier": situation.spouse and not born,
    }
    return tuple(name for name, missing in conditions.items() if missing)


def answers(situation: Situation) -> dict[str, object]:
    """Return every answer under the name of the rulebook's output."""
    missing = unmet(situation)
    invited = not missing
    return {
        "droit": invited,
        "conditions_manquantes": missing,
        "date_limite_dentiste": six_months_after(situation.letter) if invited else None,
        "prise_en_charge": PAID_FOR if invited else (),
        "a_apporter_medecin": FOR_THE_DOCTOR if invited else (),
        "a_apporter_dentiste": FOR_THE_DENTIST if invited else (),
    }


def found(situation: Situation) -> dict[str, object]:
    result = book(NAME).evaluate(situation.given())
    assert not result.pending
    return {name: result[name] for name in result.outputs}


ENDS_OF_MONTHS = [dt.date(2019, month, length_of(2019, month)) for month in range(1, 13)]
few_days = st.integers(-2, 2).map(lambda n: n * DAY)
letters = st.one_of(
    st.dates(FIRST, LAST),
    st.sampled_from([FIRST, LAST, dt.date(2019, 2, 28), dt.date(2019, 3, 1), *ENDS_OF_MONTHS]),
)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Anyone, most of them close to one year of retirement and to the limits of age."""
    letter = draw(letters)
    years_retired = draw(st.sampled_from([0, 0, 1, 1, 2]))
    retirement = in_year(letter, letter.year - years_retired) + draw(few_days)
    at_age = draw(st.sampled_from([57, 58, 59, 62, 65, 66, 67]))
    birth = in_year(letter, letter.year - at_age) + draw(few_days)
    leap = st.sampled_from([dt.date(year, 2, 29) for year in (1952, 1956, 1960, 1964)])
    impossible = st.one_of(few_days.map(letter.__add__), st.dates(LAST, dt.date(2099, 12, 31)))
    any_birth = st.dates(dt.date(1920, 1, 1), dt.date(2000, 12, 31))
    return Situation(
        letter=letter,
        spouse=draw(st.booleans()),
        retirement=draw(
            st.one_of(
                st.just(retirement),
                st.just(letter - draw(st.integers(0, 365)) * DAY),
                st.dates(dt.date(2016, 1, 1), dt.date(2021, 12, 31)),
            )
        ),
        covered=draw(st.booleans()),
        birth=draw(st.one_of(st.just(birth), st.just(birth), leap, any_birth, impossible)),
    )


@settings(many, max_examples=600)
@given(situation=situations())
def test_the_engine_answers_as_the_law_says(situation: Situation) -> None:
    assert found(situation) == answers(situation)


@many
@given(situation=situations())
def test_the_age_counts_birthdays(situation: Situation) -> None:
    spouse = replace(situation, spouse=True, birth=min(situation.birth, situation.letter))
    result = book(NAME).evaluate(spouse.given(), outputs=["age_conjoint"])
    assert result["age_conjoint"] == age(spouse.birth, spouse.letter)


@many
@given(letter=letters, birth=st.dates(dt.date(1920, 1, 1), dt.date(2000, 12, 31)))
def test_the_age_of_a_retired_person_does_not_matter(letter: dt.date, birth: dt.date) -> None:
    assert found(Situation(letter=letter, retirement=letter, birth=birth))["droit"] is True


@pytest.mark.parametrize(
    ("letter", "retirement", "missing"),
    [
        ("2019-06-15", "2019-06-14", ()),
        ("2019-06-15", "2019-06-15", ()),
        ("2019-06-15", "2019-06-16", RETIREMENT[:1]),
        ("2019-06-15", "2018-06-16", ()),
        ("2019-06-15", "2018-06-15", ()),  # the anniversary is in time
        ("2019-06-15", "2018-06-14", RETIREMENT[1:]),
        ("2019-01-01", "2018-01-01", ()),
        ("2019-01-01", "2017-12-31", RETIREMENT[1:]),
        ("2019-02-28", "2018-02-28", ()),
        ("2019-03-01", "2018-02-28", RETIREMENT[1:]),
        ("2019-02-28", "2016-02-29", RETIREMENT[1:]),
        ("2019-12-31", "2018-12-31", ()),
        ("2019-12-31", "2020-01-01", RETIREMENT[:1]),
    ],
)
@pytest.mark.parametrize("spouse", [False, True])
def test_retired_for_at_most_one_year(
    letter: str, retirement: str, missing: tuple[str, ...], spouse: bool
) -> None:
    """A spouse is invited along with a newly retired person: the same year holds for both."""
    situation = Situation(
        letter=dt.date.fromisoformat(letter),
        retirement=dt.date.fromisoformat(retirement),
        spouse=spouse,
    )
    answer = found(situation)
    assert answer["conditions_manquantes"] == missing
    assert answer["droit"] is not bool(missing)


@pytest.mark.parametrize(
    ("letter", "birth", "years", "missing"),
    [
        ("2019-06-15", "1961-06-16", 57, ("conjoint_trop_jeune",)),
        ("2019-06-15", "1961-06-15", 58, ()),
        ("2019-06-15", "1961-06-14", 58, ()),
        ("2019-06-15", "1953-06-16", 65, ()),  # the eve of the 66th birthday
        ("2019-06-15", "1953-06-15", 66, ("conjoint_trop_age",)),
        ("2019-06-15", "1953-06-14", 66, ("conjoint_trop_age",)),
        ("2019-01-01", "1961-01-01", 58, ()),
        ("2019-01-01", "1961-01-02", 57, ("conjoint_trop_jeune",)),
        ("2019-12-31", "1953-12-31", 66, ("conjoint_trop_age",)),
        ("2019-12-31", "1954-01-01", 65, ()),
        # Born on 29 February: a year older on 1 March.
        ("2019-02-28", "1960-02-29", 58, ()),
        ("2019-03-01", "1960-02-29", 59, ()),
        ("2019-02-28", "1956-02-29", 62, ()),
        ("2019-03-01", "1956-02-29", 63, ()),
        ("2019-02-28", "1952-02-29", 66, ("conjoint_trop_age",)),
        ("2019-03-01", "1952-02-29", 67, ("conjoint_trop_age",)),
        ("2019-02-28", "1961-03-01", 57, ("conjoint_trop_jeune",)),
        ("2019-03-01", "1961-03-01", 58, ()),
        ("2019-02-28", "1953-03-01", 65, ()),
    ],
)
def test_a_spouse_of_58_to_65(
    letter: str, birth: str, years: int, missing: tuple[str, ...]
) -> None:
    day = dt.date.fromisoformat(letter)
    spouse = Situation(letter=day, retirement=day, spouse=True, birth=dt.date.fromisoformat(birth))
    result = book(NAME).evaluate(spouse.given(), outputs=["age_conjoint", "conditions_manquantes"])
    assert result["age_conjoint"] == years
    assert result["conditions_manquantes"] == missing


@pytest.mark.parametrize(
    ("birth", "missing"),
    [
        ("2019-06-14", ("conjoint_trop_jeune",)),
        ("2019-06-15", ("conjoint_trop_jeune",)),
        ("2019-06-16", ("date_naissance_a_verifier",)),
        ("2020-06-15", ("date_naissance_a_verifier",)),
        ("2061-06-15", ("date_naissance_a_verifier",)),
    ],
)
def test_a_spouse_is_not_born_after_the_letter(birth: str, missing: tuple[str, ...]) -> None:
    """A slip of the pen is told as such, and not as an age."""
    day = dt.date(2019, 6, 15)
    spouse = Situation(letter=day, retirement=day, spouse=True, birth=dt.date.fromisoformat(birth))
    assert found(spouse)["conditions_manquantes"] == missing
    assert found(spouse)["droit"] is False
    assert found(replace(spouse, spouse=False))["conditions_manquantes"] == ()


def test_the_spouse_is_not_asked_who_pays_the_benefits() -> None:
    """The condition is the retired person's alone."""
    situation = Situation(letter=FIRST, retirement=FIRST, covered=False)
    assert found(situation)["conditions_manquantes"] == ("prestations_autre_organisme",)
    assert found(replace(situation, spouse=True))["conditions_manquantes"] == ()


@pytest.mark.parametrize(
    ("letter", "deadline"),
    [
        ("2019-01-01", "2019-07-01"),
        ("2019-01-31", "2019-07-31"),
        ("2019-02-28", "2019-08-28"),
        ("2019-03-31", "2019-09-30"),
        ("2019-05-31", "2019-11-30"),
        ("2019-06-30", "2019-12-30"),
        ("2019-07-01", "2020-01-01"),
        ("2019-08-28", "2020-02-28"),
        ("2019-08-29", "2020-02-29"),
        ("2019-08-30", "2020-02-29"),
        ("2019-08-31", "2020-02-29"),
        ("2019-09-01", "2020-03-01"),
        ("2019-10-31", "2020-04-30"),
        ("2019-12-31", "2020-06-30"),
    ],
)
def test_the_dentist_is_seen_within_six_months(letter: str, deadline: str) -> None:
    day = dt.date.fromisoformat(letter)
    answer = found(Situation(letter=day, retirement=day))
    assert answer["date_limite_dentiste"] == dt.date.fromisoformat(deadline)


def test_without_the_right_nothing_is_paid_and_all_that_misses_is_told() -> None:
    late = Situation(letter=LAST, retirement=dt.date(2018, 1, 1), covered=False)
    assert found(late) == {
        "droit": False,
        "conditions_manquantes": ("retraite_depuis_plus_d_un_an", "prestations_autre_organisme"),
        "date_limite_dentiste": None,
        "prise_en_charge": (),
        "a_apporter_medecin": (),
        "a_apporter_dentiste": (),
    }


def test_the_reason_given_is_that_of_the_person() -> None:
    retired = Situation(letter=FIRST, retirement=FIRST)
    spouse = replace(retired, spouse=True)
    for situation in (retired, spouse):
        reasons = book(NAME).evaluate(situation.given()).reasons("droit")
        assert any("conjoint" in reason for reason in reasons) is situation.spouse


@pytest.mark.parametrize("spouse", [False, True])
def test_what_is_invited_learns_of_the_doctor_and_of_the_data(spouse: bool) -> None:
    """No deadline is given for the doctor, and nothing reaches the agency without agreement."""
    result = book(NAME).evaluate(Situation(letter=FIRST, retirement=FIRST, spouse=spouse).given())
    assert any("médecin traitant" in reason for reason in result.reasons("date_limite_dentiste"))
    assert any("accord du patient" in reason for reason in result.reasons("droit"))


@pytest.mark.parametrize(
    ("situation", "asked"),
    [
        ({}, {"personne", "date_retraite"}),
        (
            {"personne": "retraite"},
            {"date_retraite", "prestations_maladie_independants"},
        ),
        ({"personne": "conjoint"}, {"date_retraite", "date_naissance"}),
        ({"personne": "retraite", "date_retraite": LAST}, {"prestations_maladie_independants"}),
        ({"personne": "conjoint", "date_retraite": LAST}, {"date_naissance"}),
    ],
)
def test_only_what_matters_is_asked(situation: dict[str, object], asked: set[str]) -> None:
    needed, possible = book(NAME).on("2019-06-01").questions(situation, ["droit"])
    assert set(needed) == asked
    assert bool(possible) is not bool(situation)  # who is asked decides what else is


def test_a_retired_person_is_not_asked_for_a_birth_date() -> None:
    given = {"personne": "retraite", "date_retraite": FIRST}
    with pytest.raises(bareme.MissingInputError) as missing:
        book(NAME).on("2019-06-01").evaluate(given)
    assert [asked.name for asked in missing.value.needed] == ["prestations_maladie_independants"]
    result = book(NAME).on("2019-06-01").evaluate(given, prestations_maladie_independants=True)
    assert result["droit"] is True
    assert not result.pending


@pytest.mark.parametrize(
    ("date", "code"), [("2018-12-31", "before-rulebook"), ("2020-01-01", "after-rulebook")]
)
def test_other_years_are_refused_not_guessed(date: str, code: str) -> None:
    day = dt.date.fromisoformat(date)
    with pytest.raises(bareme.SituationError) as refusal:
        book(NAME).evaluate(Situation(letter=day, retirement=day).given())
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]
