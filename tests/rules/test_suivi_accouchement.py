"""The midwife's visits after a birth, held against a second calculation of their law.

Section 3 of the description of the law: visits are paid until the 12th day after the birth,
for everyone; the programme, which arranges the first two, has six conditions of its own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bareme
from shelf import book

NAME = "suivi-accouchement"
many = settings(max_examples=300, derandomize=True, deadline=None, database=None)

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
CONDITIONS = {
    "affiliation": "affiliee",
    "accouchement": "a_accouche",
    "accord_medical": "accord_equipe_medicale",
    "etablissement": "etablissement_participant",
    "sage_femme": "sage_femme_choisie",
    "fiche_adhesion": "fiche_adhesion_signee",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A mother; `unmet` names the conditions of the programme she does not meet."""

    request: dt.date = dt.date(2019, 6, 1)
    unmet: frozenset[str] = frozenset()
    birth: dt.date = dt.date(2019, 5, 28)
    discharge: dt.date = dt.date(2019, 6, 1)
    second: bool = True
    visit: dt.date = dt.date(2019, 6, 3)

    def given(self) -> dict[str, object]:
        """Return the same situation under the names of the rulebook's inputs."""
        return {
            "date_demande": self.request,
            **{asked: name not in self.unmet for name, asked in CONDITIONS.items()},
            "date_accouchement": self.birth,
            "date_sortie": self.discharge,
            "seconde_visite_souhaitee": self.second,
            "date_visite": self.visit,
        }


def days_after(day: dt.date, number: int) -> dt.date:
    return dt.date.fromordinal(day.toordinal() + number)


def answers(situation: Situation) -> dict[str, object]:
    """Return every answer under the name of the rulebook's output."""
    birth, visit = situation.birth, situation.visit
    has_given_birth = "accouchement" not in situation.unmet and birth <= situation.request
    arranged = not situation.unmet and has_given_birth and situation.discharge >= birth
    first = days_after(situation.discharge, 1) if arranged else None
    return {
        "droit_programme": not situation.unmet,
        "conditions_manquantes": tuple(name for name in CONDITIONS if name in situation.unmet),
        "dernier_jour_pris_en_charge": days_after(birth, 12) if has_given_birth else None,
        "premiere_visite": first,
        "seconde_visite_au_plus_tard": (
            days_after(first, 2) if first is not None and situation.second else None
        ),
        "visite_prise_en_charge": has_given_birth and 0 <= (visit - birth).days <= 12,
    }


def found(situation: Situation) -> dict[str, object]:
    result = book(NAME).evaluate(situation.given())
    assert not result.pending
    return {name: result[name] for name in result.outputs}


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any mother, most of them close to the birth, the discharge or the 12th day."""
    request = draw(
        st.one_of(st.dates(FIRST, LAST), st.sampled_from([FIRST, LAST, dt.date(2019, 3, 1)]))
    )
    birth = days_after(request, -draw(st.integers(-2, 14)))
    discharge = days_after(birth, draw(st.sampled_from([-1, 0, 1, 3, 5, 11, 12, 13])))
    visit = days_after(birth, draw(st.sampled_from([-1, 0, 1, 5, 11, 12, 13, 14, 365])))
    unmet = st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from([*CONDITIONS])))
    return Situation(
        request=request,
        unmet=draw(unmet),
        birth=birth,
        discharge=discharge,
        second=draw(st.booleans()),
        visit=visit,
    )


@settings(many, max_examples=600)
@given(situation=situations())
def test_the_engine_answers_as_the_law_says(situation: Situation) -> None:
    assert found(situation) == answers(situation)


@many
@given(situation=situations())
def test_a_visit_is_paid_whether_or_not_the_programme_arranged_it(situation: Situation) -> None:
    """Only the birth counts: none of the other conditions changes what is paid."""
    alone = replace(situation, unmet=situation.unmet & {"accouchement"})
    for name in ("visite_prise_en_charge", "dernier_jour_pris_en_charge"):
        assert found(situation)[name] == found(alone)[name]


@pytest.mark.parametrize("name", CONDITIONS)
def test_each_condition_is_needed(name: str) -> None:
    answer = found(Situation(unmet=frozenset({name})))
    assert answer["droit_programme"] is False
    assert answer["conditions_manquantes"] == (name,)
    assert answer["premiere_visite"] is None
    assert answer["seconde_visite_au_plus_tard"] is None


def test_all_that_misses_is_told_in_the_order_of_the_page() -> None:
    answer = found(Situation(unmet=frozenset(CONDITIONS)))
    assert answer["conditions_manquantes"] == tuple(CONDITIONS)


@pytest.mark.parametrize(
    ("birth", "visit", "paid"),
    [
        ("2019-06-01", "2019-05-31", False),
        ("2019-06-01", "2019-06-01", True),
        ("2019-06-01", "2019-06-12", True),
        ("2019-06-01", "2019-06-13", True),  # the 12th day after the birth
        ("2019-06-01", "2019-06-14", False),
        ("2019-02-20", "2019-03-04", True),
        ("2019-02-20", "2019-03-05", False),
        ("2018-12-25", "2019-01-06", True),
        ("2018-12-25", "2019-01-07", False),
        ("2019-12-25", "2020-01-06", True),
        ("2019-12-25", "2020-01-07", False),
    ],
)
def test_visits_are_paid_until_the_twelfth_day(birth: str, visit: str, paid: bool) -> None:
    born, day = dt.date.fromisoformat(birth), dt.date.fromisoformat(visit)
    answer = found(Situation(request=LAST, birth=born, discharge=born, visit=day))
    assert answer["visite_prise_en_charge"] is paid


@pytest.mark.parametrize(
    ("birth", "last"),
    [
        ("2018-12-20", "2019-01-01"),
        ("2019-02-16", "2019-02-28"),
        ("2019-02-17", "2019-03-01"),
        ("2019-06-01", "2019-06-13"),
        ("2019-12-20", "2020-01-01"),
        ("2019-12-31", "2020-01-12"),
    ],
)
def test_the_last_day_that_is_paid(birth: str, last: str) -> None:
    born = dt.date.fromisoformat(birth)
    answer = found(Situation(request=LAST, birth=born, discharge=born))
    assert answer["dernier_jour_pris_en_charge"] == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("discharge", "first", "second"),
    [
        ("2019-05-28", "2019-05-29", "2019-05-31"),  # the day of the birth
        ("2019-05-30", "2019-05-31", "2019-06-02"),
        ("2019-05-31", "2019-06-01", "2019-06-03"),
        ("2019-12-31", "2020-01-01", "2020-01-03"),
    ],
)
def test_the_visits_of_the_programme(discharge: str, first: str, second: str) -> None:
    situation = Situation(discharge=dt.date.fromisoformat(discharge))
    answer = found(situation)
    assert answer["premiere_visite"] == dt.date.fromisoformat(first)
    assert answer["seconde_visite_au_plus_tard"] == dt.date.fromisoformat(second)
    alone = found(replace(situation, second=False))
    assert alone["premiere_visite"] == dt.date.fromisoformat(first)
    assert alone["seconde_visite_au_plus_tard"] is None


def test_a_discharge_before_the_birth_gives_no_visit_and_says_why() -> None:
    result = book(NAME).evaluate(Situation(discharge=dt.date(2019, 5, 27)).given())
    assert result["droit_programme"] is True
    for name in ("premiere_visite", "seconde_visite_au_plus_tard"):
        assert result[name] is None
        assert result.reasons(name)


@pytest.mark.parametrize(("days", "possible"), [(-1, True), (0, True), (1, False), (400, False)])
@pytest.mark.parametrize("request_on", [FIRST, dt.date(2019, 6, 15), LAST])
def test_a_birth_after_the_request_gives_no_date_and_says_why(
    request_on: dt.date, days: int, possible: bool
) -> None:
    born = days_after(request_on, days)
    situation = Situation(request=request_on, birth=born, discharge=born, visit=born)
    result = book(NAME).evaluate(situation.given())
    assert {name: result[name] for name in result.outputs} == answers(situation)
    assert result["visite_prise_en_charge"] is possible
    for name in ("dernier_jour_pris_en_charge", "premiere_visite", "visite_prise_en_charge"):
        told = any("Vérifiez" in reason for reason in result.reasons(name))
        assert told is not possible


ASKED_ALONE: list[tuple[str, dict[str, object], set[str]]] = [
    ("dernier_jour_pris_en_charge", {}, {"a_accouche"}),
    ("dernier_jour_pris_en_charge", {"a_accouche": True}, {"date_accouchement"}),
    ("dernier_jour_pris_en_charge", {"a_accouche": False}, set()),
    ("visite_prise_en_charge", {"a_accouche": True}, {"date_accouchement"}),
    (
        "visite_prise_en_charge",
        {"a_accouche": True, "date_accouchement": dt.date(2019, 6, 1)},
        {"date_visite"},
    ),
    (
        "visite_prise_en_charge",
        {"a_accouche": True, "date_accouchement": dt.date(2019, 6, 2)},
        set(),
    ),
    ("visite_prise_en_charge", {"a_accouche": False}, set()),
    ("premiere_visite", {"affiliee": False, "a_accouche": False}, set(CONDITIONS.values())),
    ("droit_programme", {}, set(CONDITIONS.values())),
]


@pytest.mark.parametrize(("output", "situation", "asked"), ASKED_ALONE)
def test_only_what_matters_is_asked(
    output: str, situation: dict[str, object], asked: set[str]
) -> None:
    needed, _ = book(NAME).on("2019-06-01").questions(situation, [output])
    assert set(needed) == asked - situation.keys()


@pytest.mark.parametrize("name", CONDITIONS)
def test_no_date_is_asked_of_who_has_no_right_to_the_programme(name: str) -> None:
    situation = {asked: each != name for each, asked in CONDITIONS.items()}
    outputs = ["droit_programme", "premiere_visite", "seconde_visite_au_plus_tard"]
    assert book(NAME).on("2019-06-01").questions(situation, outputs) == ((), ())


@pytest.mark.parametrize(
    ("date", "code"), [("2018-12-31", "before-rulebook"), ("2020-01-01", "after-rulebook")]
)
def test_other_years_are_refused_not_guessed(date: str, code: str) -> None:
    with pytest.raises(bareme.SituationError) as refusal:
        book(NAME).evaluate(Situation(request=dt.date.fromisoformat(date)).given())
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]
