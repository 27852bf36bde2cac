"""The agency of a self-employed person, held against a second calculation of its law.

Section 4 of the description of the law: exceptions first, then the professions libérales, then
where one lives. The départements of Île-de-France are the source's; those of the other agencies
are the regions as they were before 2016, which are written down here once more.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bareme
from shelf import book

NAME = "rattachement-agence"
many = settings(max_examples=400, derandomize=True, deadline=None, database=None)

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2019, 12, 31)

REGIONS = {
    "alpes": "38 73 74",
    "alsace": "67 68",
    "antilles_guyane": "971 972 973 977 978",
    "aquitaine": "24 33 40 47 64",
    "auvergne": "03 15 43 63",
    "basse_normandie": "14 50 61",
    "bourgogne": "21 58 71 89",
    "bretagne": "22 29 35 56",
    "centre_val_de_loire": "18 28 36 37 41 45",
    "champagne_ardenne": "08 10 51 52",
    "corse": "2A 2B",
    "cote_d_azur": "06 83",
    "franche_comte": "25 39 70 90",
    "haute_normandie": "27 76",
    "ile_de_france_centre": "75 93",
    "ile_de_france_est": "77 91 94",
    "ile_de_france_ouest": "78 92 95",
    "languedoc_roussillon": "11 30 34 48 66",
    "limousin": "19 23 87",
    "lorraine": "54 55 57 88",
    "midi_pyrenees": "09 12 31 32 46 65 81 82",
    "nord_pas_de_calais": "59 62",
    "pays_de_la_loire": "44 49 53 72 85",
    "picardie": "02 60 80",
    "poitou_charentes": "16 17 79 86",
    "provence_alpes": "04 05 13 84",
    "reunion": "974",
    "rhone": "01 07 26 42 69",
    "saint_pierre_et_miquelon": "975",
}
AGENCIES = {*REGIONS, "professions_liberales"}
AGENCY_OF: dict[str, str | None] = {
    department: agency for agency, listed in REGIONS.items() for department in listed.split()
}
AGENCY_OF["976"] = None  # Mayotte: the source gives no agency
MAINLAND = {f"{n:02}" for n in range(1, 96) if n != 20} | {"2A", "2B"}
OVERSEAS = {f"97{n}" for n in range(1, 9)}
OVERSEAS_AGENCIES = ("antilles_guyane", "reunion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Someone self-employed, who lives in a département or abroad."""

    date: dt.date = dt.date(2019, 6, 1)
    sails: bool = False
    volunteer: bool = False
    in_saint_pierre: bool = False
    abroad: bool = False
    works_in_france: bool = False
    entitled: bool = False
    liberal: bool = False
    home: str = "75"
    work: str = "75"

    def given(self) -> dict[str, object]:
        """Return the same situation under the names of the rulebook's inputs."""
        return {
            "date_demande": self.date,
            "navigation_fluviale": self.sails,
            "volontaire_assurance_vieillesse": self.volunteer,
            "activite_saint_pierre_et_miquelon": self.in_saint_pierre,
            "residence_etranger": self.abroad,
            "exercice_en_france": self.works_in_france,
            "droit_assurance_maladie": self.entitled,
            "profession_liberale": self.liberal,
            "departement_residence": self.home,
            "departement_travail": self.work,
        }


def agency(situation: Situation) -> str | None:
    """Return the agency: the first line of the law that holds; None where it says nothing."""
    if situation.sails:
        return "ile_de_france_centre"
    if situation.volunteer and situation.abroad:
        return "ile_de_france_ouest"
    works_here = situation.abroad and situation.works_in_france
    if situation.in_saint_pierre or (works_here and situation.work == "975"):
        return "ile_de_france_centre"
    if works_here and situation.entitled:
        return AGENCY_OF[situation.work]
    at_home = None if situation.abroad else AGENCY_OF[situation.home]
    if situation.liberal:
        return at_home if at_home in OVERSEAS_AGENCIES else "professions_liberales"
    return at_home


def found(situation: Situation) -> object:
    result = book(NAME).evaluate(situation.given())
    assert not result.pending
    assert result.outputs == ("agence",)
    return result["agence"]


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Anyone, most of them with few exceptions; islands and Corsica more often than they are."""
    seldom = st.sampled_from([False, False, False, True])
    departments = st.one_of(
        st.sampled_from(sorted(AGENCY_OF)), st.sampled_from(sorted(OVERSEAS | {"2A", "2B"}))
    )
    return Situation(
        date=draw(st.dates(FIRST, LAST)),
        sails=draw(seldom),
        volunteer=draw(seldom),
        in_saint_pierre=draw(seldom),
        abroad=draw(st.booleans()),
        works_in_france=draw(st.booleans()),
        entitled=draw(st.booleans()),
        liberal=draw(st.booleans()),
        home=draw(departments),
        work=draw(departments),
    )


@settings(many, max_examples=800)
@given(situation=situations())
def test_the_engine_answers_as_the_law_says(situation: Situation) -> None:
    assert found(situation) == agency(situation)


def test_every_combination_of_the_exceptions() -> None:
    """One département for each way of ending: mainland, the two islands' agencies, none."""
    flags = list(product([False, True], repeat=7))
    for (sails, volunteer, spm, abroad, works, entitled, liberal), (home, work) in product(
        flags, [("75", "971"), ("974", "2A"), ("976", "976"), ("975", "13"), ("978", "975")]
    ):
        situation = Situation(
            sails=sails,
            volunteer=volunteer,
            in_saint_pierre=spm,
            abroad=abroad,
            works_in_france=works,
            entitled=entitled,
            liberal=liberal,
            home=home,
            work=work,
        )
        assert found(situation) == agency(situation), situation


def test_the_lists_of_this_file_are_whole() -> None:
    assert AGENCY_OF.keys() == MAINLAND | OVERSEAS
    assert len(AGENCIES) == 30
    assert sum(len(listed.split()) for listed in REGIONS.values()) == len(AGENCY_OF) - 1


@pytest.mark.parametrize(("department", "expected"), AGENCY_OF.items())
def test_the_agency_of_each_departement(department: str, expected: str | None) -> None:
    """The same whether one lives there, or works there and lives abroad; but for an exception."""
    assert found(Situation(home=department, work="75")) == expected
    frontier = Situation(abroad=True, works_in_france=True, entitled=True, work=department)
    assert found(frontier) == ("ile_de_france_centre" if department == "975" else expected)


def test_all_thirty_agencies_are_reached_and_no_other() -> None:
    everyone = [
        Situation(home=home, liberal=liberal) for home in AGENCY_OF for liberal in (False, True)
    ]
    assert {found(situation) for situation in everyone} == {*AGENCIES, None}


@pytest.mark.parametrize("department", AGENCY_OF)
def test_a_profession_liberale_has_an_agency_of_its_own_but_overseas(department: str) -> None:
    overseas = {"971", "972", "973", "974", "977", "978"}
    expected = AGENCY_OF[department] if department in overseas else "professions_liberales"
    assert found(Situation(home=department, liberal=True)) == expected


ORDER: list[tuple[str, Situation, str | None]] = [
    (
        "sailing comes before all",
        Situation(sails=True, volunteer=True, abroad=True, liberal=True),
        "ile_de_france_centre",
    ),
    (
        "a volunteer abroad before Saint-Pierre",
        Situation(volunteer=True, abroad=True, in_saint_pierre=True),
        "ile_de_france_ouest",
    ),
    (
        "a volunteer abroad before the place of work",
        Situation(volunteer=True, abroad=True, works_in_france=True, entitled=True, work="67"),
        "ile_de_france_ouest",
    ),
    (
        "a volunteer who lives in France is as others",
        Situation(volunteer=True, home="67"),
        "alsace",
    ),
    (
        "an activity in Saint-Pierre before a home there",
        Situation(in_saint_pierre=True, home="975"),
        "ile_de_france_centre",
    ),
    (
        "Saint-Pierre before the profession",
        Situation(in_saint_pierre=True, liberal=True, home="974"),
        "ile_de_france_centre",
    ),
    ("a home in Saint-Pierre", Situation(home="975"), "saint_pierre_et_miquelon"),
    (
        "a place of work in Saint-Pierre is an activity there",
        Situation(abroad=True, works_in_france=True, entitled=True, work="975"),
        "ile_de_france_centre",
    ),
    (
        "the same without cover",
        Situation(abroad=True, works_in_france=True, work="975"),
        "ile_de_france_centre",
    ),
    (
        "the same before the profession",
        Situation(abroad=True, works_in_france=True, entitled=True, liberal=True, work="975"),
        "ile_de_france_centre",
    ),
    (
        "a volunteer abroad before a place of work in Saint-Pierre",
        Situation(volunteer=True, abroad=True, works_in_france=True, entitled=True, work="975"),
        "ile_de_france_ouest",
    ),
    (
        "a place of work counts for those who live abroad alone",
        Situation(home="67", works_in_france=True, entitled=True, work="975"),
        "alsace",
    ),
    (
        "nor for those who work in no French territory",
        Situation(abroad=True, entitled=True, work="975"),
        None,
    ),
    (
        "the place of work before the profession",
        Situation(abroad=True, works_in_france=True, entitled=True, liberal=True, work="67"),
        "alsace",
    ),
    (
        "a profession libérale abroad",
        Situation(abroad=True, liberal=True),
        "professions_liberales",
    ),
    (
        "a profession libérale abroad, whatever département was said",
        Situation(abroad=True, liberal=True, home="974"),
        "professions_liberales",
    ),
    ("abroad and nothing else", Situation(abroad=True), None),
    ("abroad, at work, without cover", Situation(abroad=True, works_in_france=True), None),
    ("abroad, covered, at work elsewhere", Situation(abroad=True, entitled=True), None),
    (
        "at work in France and at home there",
        Situation(works_in_france=True, entitled=True, home="59", work="67"),
        "nord_pas_de_calais",
    ),
]


@pytest.mark.parametrize(
    ("situation", "expected"), [pytest.param(*case[1:], id=case[0]) for case in ORDER]
)
def test_the_first_line_that_holds_decides(situation: Situation, expected: str | None) -> None:
    assert agency(situation) == expected
    assert found(situation) == expected


@many
@given(situation=situations())
def test_the_departement_that_decides(situation: Situation) -> None:
    """Where one lives; where one works, for who lives abroad."""
    result = book(NAME).evaluate(situation.given(), outputs=["departement_retenu"])
    assert result["departement_retenu"] == (situation.work if situation.abroad else situation.home)


def test_the_exceptions_are_no_unless_they_are_said() -> None:
    rules = book(NAME).on("2019-06-01")
    given = {"profession_liberale": False, "departement_residence": "67"}
    result = rules.evaluate(given)
    assert result["agence"] == "alsace"
    assert set(result.assumed) == {
        "navigation_fluviale",
        "volontaire_assurance_vieillesse",
        "activite_saint_pierre_et_miquelon",
        "residence_etranger",
    }


@pytest.mark.parametrize(
    ("situation", "why"),
    [
        (Situation(abroad=True), "sans remplir aucune des exceptions"),
        (Situation(abroad=True, works_in_france=True), "sans remplir aucune des exceptions"),
        (Situation(home="976"), "aucune pour Mayotte"),
        (
            Situation(abroad=True, works_in_france=True, entitled=True, work="976"),
            "aucune pour Mayotte",
        ),
    ],
)
def test_no_agency_is_not_said_without_a_reason(situation: Situation, why: str) -> None:
    """One reason, which says that there is none; not the rule that would have given one."""
    result = book(NAME).evaluate(situation.given())
    assert result["agence"] is None
    (reason,) = result.reasons("agence")
    assert why in reason


FROM_THE_SOURCE = {"75", "77", "78", "91", "92", "93", "94", "95", "974", "975", "976"}


@pytest.mark.parametrize("department", AGENCY_OF)
def test_what_is_common_knowledge_is_told_as_such(department: str) -> None:
    """The source names the départements of Île-de-France, Réunion and Saint-Pierre alone."""
    reasons = book(NAME).evaluate(Situation(home=department).given()).reasons("agence")
    told = any("connaissance générale" in reason for reason in reasons)
    assert told is (department not in FROM_THE_SOURCE)


def test_no_other_departement_can_be_named() -> None:
    """Every code of two signs, and every number of three, is known or refused."""
    signs = digits + ascii_uppercase + "ab"
    codes = {"".join(code) for code in product(signs, repeat=2)}
    codes |= {"".join(code) for code in product(digits, repeat=3)}
    codes |= {"", "0", "1", "2", "2AA", "02A", "974 ", " 75", "075", "7５", "2Ａ"}
    rules = book(NAME).on("2019-06-01")
    for code in sorted(codes - AGENCY_OF.keys()):
        with pytest.raises(bareme.SituationError) as refusal:
            rules.evaluate(departement_residence=code, departement_travail=code)
        assert [(found.code, found.subject) for found in refusal.value.diagnostics] == [
            ("unknown-choice", "departement_residence"),
            ("unknown-choice", "departement_travail"),
        ], code


@pytest.mark.parametrize("name", ["departement_residence", "departement_travail"])
def test_the_departements_that_can_be_named(name: str) -> None:
    assert set(book(NAME).definition.inputs[name].choices or ()) == AGENCY_OF.keys()


ABROAD: dict[str, object] = {"residence_etranger": True}
HOME, WORK = "departement_residence", "departement_travail"
FRONTIER: dict[str, object] = {
    **ABROAD,
    "exercice_en_france": True,
    "droit_assurance_maladie": True,
}
RIGHTS = {"exercice_en_france", "droit_assurance_maladie"}
ASKED: list[tuple[dict[str, object], set[str], set[str]]] = [
    # given, asked for sure, never asked
    ({}, {HOME}, {WORK, *RIGHTS}),
    ({"profession_liberale": False}, {HOME}, {WORK, *RIGHTS}),
    ({"profession_liberale": True}, {HOME}, {WORK, *RIGHTS}),
    ({"profession_liberale": True, HOME: "75"}, set(), {HOME, WORK, *RIGHTS}),
    ({"profession_liberale": True, HOME: "974"}, set(), {HOME, WORK, *RIGHTS}),
    ({"profession_liberale": False, HOME: "75"}, set(), {HOME, WORK, *RIGHTS}),
    ({"navigation_fluviale": True}, set(), {HOME, WORK, *RIGHTS, "profession_liberale"}),
    (
        {"activite_saint_pierre_et_miquelon": True},
        set(),
        {HOME, WORK, *RIGHTS, "profession_liberale"},
    ),
    (
        {**ABROAD, "volontaire_assurance_vieillesse": True},
        set(),
        {HOME, WORK, *RIGHTS, "profession_liberale"},
    ),
    ({"volontaire_assurance_vieillesse": True}, {HOME}, {WORK, *RIGHTS}),
    (ABROAD, {"exercice_en_france"}, {HOME}),
    ({**ABROAD, "exercice_en_france": True}, {WORK}, {HOME}),
    ({**ABROAD, "exercice_en_france": True, WORK: "67"}, {"droit_assurance_maladie"}, {HOME, WORK}),
    (
        {**ABROAD, "exercice_en_france": True, WORK: "975"},
        set(),
        {HOME, WORK, *RIGHTS, "profession_liberale"},
    ),
    ({**ABROAD, "exercice_en_france": False}, {"profession_liberale"}, {HOME, WORK}),
    ({**ABROAD, "exercice_en_france": True, "droit_assurance_maladie": False}, {WORK}, {HOME}),
    (
        {**ABROAD, "exercice_en_france": True, "droit_assurance_maladie": False, WORK: "67"},
        {"profession_liberale"},
        {HOME, WORK},
    ),
    (FRONTIER, {WORK}, {HOME, "profession_liberale"}),
    ({**FRONTIER, WORK: "67"}, set(), {HOME, WORK, "profession_liberale"}),
]


@pytest.mark.parametrize(("situation", "asked", "never"), ASKED)
def test_only_what_matters_is_asked(
    situation: dict[str, object], asked: set[str], never: set[str]
) -> None:
    needed, possible = book(NAME).on("2019-06-01").questions(situation, ["agence"])
    assert asked <= set(needed)
    assert not never & {*needed, *possible}
    assert bool(needed) is bool(asked)


@pytest.mark.parametrize(
    ("date", "code"), [("2018-12-31", "before-rulebook"), ("2020-01-01", "after-rulebook")]
)
def test_other_years_are_refused_not_guessed(date: str, code: str) -> None:
    with pytest.raises(bareme.SituationError) as refusal:
        book(NAME).evaluate(Situation(date=dt.date.fromisoformat(date)).given())
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]


@pytest.mark.parametrize("date", [FIRST, LAST])
def test_the_whole_of_2019_is_answered(date: dt.date) -> None:
    assert found(Situation(date=date, home="2A")) == "corse"
