"""Two activities at once, held against a second calculation of the law.

Section 4 of the description of the law, « Polyactivité »: which scheme a self-employed farmer
joins, which one pays for care, and whether sick-leave benefits remain possible.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bareme
from shelf import book

if TYPE_CHECKING:
    from pathlib import Path

NAME = "pluriactivite"
many = settings(max_examples=300, derandomize=True, deadline=None, database=None)

Scheme: TypeAlias = Literal["independants", "agricole"]
BOTH: tuple[Scheme, ...] = ("independants", "agricole")
FIRST, LAST = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Someone self-employed who is also a farmer, or has another activity."""

    date: dt.date = dt.date(2019, 6, 1)
    farmer: bool = True
    micro: bool = False
    own_start: dt.date = dt.date(2015, 5, 15)
    farm_start: dt.date = dt.date(2015, 5, 15)
    chosen: Scheme = "agricole"
    liberal: bool = False

    def given(self) -> dict[str, object]:
        """Return the same situation under the names of the rulebook's inputs."""
        return {
            "date_demande": self.date,
            "autre_activite": "agricole" if self.farmer else "autre",
            "micro_entrepreneur": self.micro,
            "date_debut_independante": self.own_start,
            "date_debut_agricole": self.farm_start,
            "regime_choisi": self.chosen,
            "profession_liberale": self.liberal,
        }


def begins_later(situation: Situation) -> bool:
    """Tell whether an activity begins after the day of the question, which is a slip."""
    return situation.own_start > situation.date or situation.farm_start > situation.date


def first_joined(situation: Situation) -> Scheme | None:
    """Return the scheme of the oldest activity; the person's choice when both are as old."""
    if not situation.farmer or begins_later(situation):
        return None  # the source says nothing of other schemes, nor of what has not begun
    if situation.own_start == situation.farm_start:
        return situation.chosen
    return "independants" if situation.own_start < situation.farm_start else "agricole"


def answers(situation: Situation) -> dict[str, object]:
    """Return every answer under the name of the rulebook's output."""
    first = first_joined(situation)
    if not situation.farmer:
        joined: tuple[str | None, ...] = ("non_indique",)
    elif situation.micro:
        joined = BOTH
    else:
        joined = ("dates_a_verifier",) if begins_later(situation) else (first,)
    return {
        "regimes": joined,
        "regime_frais_sante": first,
        "indemnites_journalieres_possibles": not situation.liberal,
    }


def found(situation: Situation) -> dict[str, object]:
    result = book(NAME).evaluate(situation.given())
    assert not result.pending
    return {name: result[name] for name in result.outputs}


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Anyone, most of them with activities begun a day apart, or the same day; some later."""
    date = draw(st.dates(FIRST, LAST))
    long_ago = st.dates(dt.date(1970, 1, 1), LAST)
    own_start = draw(
        st.one_of(long_ago, long_ago, st.integers(-2, 2).map(lambda n: date + n * DAY))
    )
    apart = st.one_of(st.integers(-1, 1), st.integers(-8000, 8000)).map(lambda n: n * DAY)
    return Situation(
        date=date,
        farmer=draw(st.sampled_from([True, True, True, False])),
        micro=draw(st.booleans()),
        own_start=own_start,
        farm_start=min(own_start + draw(apart), LAST),
        chosen=draw(st.sampled_from(get_args(Scheme))),
        liberal=draw(st.booleans()),
    )


@settings(many, max_examples=600)
@given(situation=situations())
def test_the_engine_answers_as_the_law_says(situation: Situation) -> None:
    assert found(situation) == answers(situation)


@many
@given(situation=situations())
def test_what_was_chosen_counts_only_when_both_began_the_same_day(situation: Situation) -> None:
    of_each = [found(replace(situation, chosen=scheme)) for scheme in BOTH]
    same_day = situation.own_start == situation.farm_start
    counts = situation.farmer and same_day and not begins_later(situation)
    assert (of_each[0] != of_each[1]) is counts


@many
@given(situation=situations())
def test_care_is_paid_by_a_scheme_that_was_joined(situation: Situation) -> None:
    answer = found(situation)
    assert isinstance(answer["regimes"], tuple)
    known = situation.farmer and not begins_later(situation)
    assert (answer["regime_frais_sante"] in answer["regimes"]) is known
    assert answer["regimes"], "an empty answer would read as none"


@pytest.mark.parametrize("micro", [False, True])
@pytest.mark.parametrize(
    ("own_start", "farm_start", "chosen", "first"),
    [
        ("2015-05-14", "2015-05-15", "agricole", "independants"),
        ("2015-05-15", "2015-05-15", "agricole", "agricole"),
        ("2015-05-15", "2015-05-15", "independants", "independants"),
        ("2015-05-16", "2015-05-15", "independants", "agricole"),
        ("2018-12-31", "2019-01-01", "agricole", "independants"),
        ("2019-01-01", "2018-12-31", "independants", "agricole"),
        ("1999-12-31", "2000-01-01", "agricole", "independants"),
    ],
)
def test_the_oldest_activity_decides(
    own_start: str, farm_start: str, chosen: Scheme, first: str, micro: bool
) -> None:
    """A micro-entrepreneur joins both schemes; the first one joined pays for care."""
    situation = Situation(
        own_start=dt.date.fromisoformat(own_start),
        farm_start=dt.date.fromisoformat(farm_start),
        chosen=chosen,
        micro=micro,
    )
    assert found(situation) == {
        "regimes": BOTH if micro else (first,),
        "regime_frais_sante": first,
        "indemnites_journalieres_possibles": True,
    }


@pytest.mark.parametrize("micro", [False, True])
def test_the_source_says_nothing_of_other_activities(micro: bool) -> None:
    result = book(NAME).evaluate(Situation(farmer=False, micro=micro).given())
    assert result["regimes"] == ("non_indique",)
    assert result["regime_frais_sante"] is None
    assert result.reasons("regime_frais_sante")
    assert result["indemnites_journalieres_possibles"] is True


@pytest.mark.parametrize("micro", [False, True])
@pytest.mark.parametrize("days", [-1, 0, 1])
@pytest.mark.parametrize("late", ["own_start", "farm_start"])
def test_an_activity_begins_before_the_question(late: str, days: int, micro: bool) -> None:
    day = Situation().date + days * DAY
    situation = Situation(
        micro=micro,
        own_start=day if late == "own_start" else FIRST,
        farm_start=day if late == "farm_start" else FIRST,
    )
    result = book(NAME).evaluate(situation.given())
    assert {name: result[name] for name in result.outputs} == answers(situation)
    told = any("Vérifiez" in reason for reason in result.reasons("regime_frais_sante"))
    assert told is (days > 0)
    assert (result["regimes"] == ("dates_a_verifier",)) is (days > 0 and not micro)


def test_another_choice_would_not_be_taken_for_a_farmer(rules_copy: Path) -> None:
    """Were one more activity listed, it would get the answer of the unknown, and no dates."""
    path = rules_copy / NAME / "rulebook.yaml"
    line = "      autre: Une autre activité\n"
    before, found_line, after = path.read_text("utf-8").partition(line)
    assert found_line
    more = f"{before}{line}      salariee: Une activité salariée\n{after}"
    path.write_text(more, encoding="utf-8")
    rules = bareme.load(NAME, rules=rules_copy).on("2019-06-01")
    result = rules.evaluate(autre_activite="salariee")
    assert result["regimes"] == ("non_indique",)
    assert result["regime_frais_sante"] is None


@pytest.mark.parametrize("farmer", [False, True])
@pytest.mark.parametrize("chosen", get_args(Scheme))
@pytest.mark.parametrize("liberal", [False, True])
def test_sick_leave_benefits_hang_on_the_profession_alone(
    farmer: bool, chosen: Scheme, liberal: bool
) -> None:
    """Another scheme that pays for care takes nothing away; professions libérales have none."""
    answer = found(Situation(farmer=farmer, chosen=chosen, liberal=liberal))
    assert answer["indemnites_journalieres_possibles"] is not liberal


def test_nobody_is_liberal_unless_it_is_said() -> None:
    name = "indemnites_journalieres_possibles"
    assert book(NAME).on("2019-06-01").evaluate({}, outputs=[name])[name] is True


ALL = ["regimes", "regime_frais_sante", "indemnites_journalieres_possibles"]
FARMER = {"autre_activite": "agricole", "micro_entrepreneur": False}
SAME_DAY = {"date_debut_independante": FIRST, "date_debut_agricole": FIRST}
STARTS = set(SAME_DAY)
ASKED: list[tuple[dict[str, object], set[str]]] = [
    ({"autre_activite": "autre"}, set()),
    (FARMER, STARTS),
    ({**FARMER, "date_debut_independante": FIRST}, {"date_debut_agricole"}),
    ({**FARMER, **SAME_DAY}, {"regime_choisi"}),
    ({**FARMER, **SAME_DAY, "micro_entrepreneur": True}, {"regime_choisi"}),
    ({**FARMER, **SAME_DAY, "date_debut_independante": FIRST - DAY}, set()),
    ({**FARMER, **SAME_DAY, "date_debut_agricole": FIRST - DAY}, set()),
    ({**FARMER, **SAME_DAY, "regime_choisi": "agricole"}, set()),
]


@pytest.mark.parametrize(("situation", "asked"), ASKED)
def test_only_what_matters_is_asked(situation: dict[str, object], asked: set[str]) -> None:
    needed, possible = book(NAME).on("2019-06-01").questions(situation, ALL)
    assert set(needed) == asked
    assert set(possible) <= {"regime_choisi"}
    assert bool(possible) is bool(asked & STARTS)


def test_both_schemes_of_a_micro_entrepreneur_are_known_without_dates() -> None:
    given = {"autre_activite": "agricole", "micro_entrepreneur": True}
    result = book(NAME).on("2019-06-01").evaluate(given, outputs=["regimes"])
    assert result["regimes"] == BOTH


@pytest.mark.parametrize(
    ("date", "code"), [("2018-12-31", "before-rulebook"), ("2020-01-01", "after-rulebook")]
)
def test_other_years_are_refused_not_guessed(date: str, code: str) -> None:
    with pytest.raises(bareme.SituationError) as refusal:
        book(NAME).evaluate(Situation(date=dt.date.fromisoformat(date)).given())
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]
