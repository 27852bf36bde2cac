"""What a change of rules means, told to a person: small repositories, golden files, and the law.

After a change that is meant, write them again with
`BAREME_GOLDEN=write pytest tests/differences/test_scenarios.py` and read the difference.
"""

from __future__ import annotations

import json
import os
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from bareme import cli
from bareme.cli import comparison as asked
from bareme.resources import shipped
from differences.repositories import isolate
from differences.scenarios import law
from differences.scenarios.catalogue import SCENARIOS
from differences.scenarios.repository import HERE, repository

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    Tell = Callable[..., tuple[int, str]]

_FOUND: dict[str, Any] = {}  # what differs in each scenario, found once for all formats
_TOLD: dict[str, Any] = {}
_ENDS = {"text": ("txt", "warning"), "markdown": ("md", "error")}


@pytest.fixture(name="tell")
def _tell(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Tell:
    isolate(monkeypatch)
    monkeypatch.chdir(repository(tmp_path_factory))
    compared = asked.compared

    def tell(name: str, *options: str) -> tuple[int, str]:
        def found(arguments: Namespace) -> Any:
            if name not in _FOUND:
                _FOUND[name] = compared(arguments)
            return _FOUND[name]

        monkeypatch.setattr(asked, "compared", found)
        status = cli.main([*SCENARIOS[name].words(name), *options])
        return status, capsys.readouterr().out

    return tell


@pytest.fixture(name="data")
def _data(tell: Tell) -> Callable[[str], Any]:
    def data(name: str) -> Any:
        if name not in _TOLD:
            _TOLD[name] = json.loads(tell(name, "--format", "json")[1])
        return _TOLD[name]

    return data


@pytest.mark.parametrize("format", _ENDS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_what_a_person_reads(tell: Tell, name: str, format: str) -> None:  # noqa: A002  # as the option
    ending, level = _ENDS[format]
    status, told = tell(name, "--format", format, "--fail-on", level)
    golden = HERE / name / f"told.{ending}"
    if os.environ.get("BAREME_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
    assert status == SCENARIOS[name].status(level)


@pytest.mark.parametrize("name", SCENARIOS)
def test_data_keep_to_the_schema(data: Callable[[str], Any], name: str) -> None:
    schema = json.loads((shipped("schemas") / "diff.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data(name))


@pytest.mark.parametrize("name", SCENARIOS)
def test_everything_remarkable_is_found(data: Callable[[str], Any], name: str) -> None:
    found: dict[str, set[str]] = {}
    for item in data(name)["items"]:
        for change in item["changes"]:
            about = found.setdefault(
                "/".join([item["rulebook"], change["subject"], change["name"]]), set()
            )
            about.update(finding["code"] for finding in change["findings"])
    assert found == SCENARIOS[name].codes


@pytest.mark.parametrize("fail_on", ["note", "warning", "error", "never"])
@pytest.mark.parametrize("name", ["nothing-changed", "yearly-update", "accepted", "broken-after"])
def test_how_it_ends(tell: Tell, name: str, fail_on: str) -> None:
    assert tell(name, "--fail-on", fail_on)[0] == SCENARIOS[name].status(fail_on)


# --- what people are answered ---------------------------------------------------------------


def _effects(found: Any, rulebook: str) -> Iterator[tuple[Any, str, Any]]:
    """Give each effect, with its comparison and where the people come from."""
    for item in found["items"]:
        if item["rulebook"] == rulebook:
            for comparison in item["comparisons"]:
                for group in comparison["groups"]:
                    for effect in group["outputs"]:
                        yield comparison, group["origin"], effect


def _answer(of: law.Law, output: str, given: dict[str, str]) -> Fraction | None:
    try:
        return law.OUTPUTS[output](of, given)
    except KeyError:  # what is needed and not given
        return None


def _value(answer: Any) -> Fraction | None:
    return None if answer["value"] is None else Fraction(answer["value"])


@pytest.mark.parametrize("name", law.AFTER)
def test_every_witness_is_answered_as_the_law_says(data: Callable[[str], Any], name: str) -> None:
    seen = 0
    for comparison, _, effect in _effects(data(name), "indemnite"):
        for witness in effect["witnesses"]:
            output, given = effect["name"], witness["situation"]
            laws = law.base(comparison["before"]), law.AFTER[name](comparison["after"])
            sides = [_value(witness[side]) for side in ("before", "after")]
            assert sides == [_answer(each, output, given) for each in laws]
            parts = [Fraction(part["amount"]) for part in witness["parts"]]
            if parts and None not in sides:
                assert sum(parts) == sides[1] - sides[0]  # type: ignore[operator]
            seen += 1
        told = [Fraction(part["amount"]) for part in effect["parts"]]
        assert not told or sum(told) == Fraction(effect["total"])
    assert seen


def _counts(found: Any, rulebook: str, origin: str) -> dict[tuple[str, str], dict[str, int]]:
    """Return to how many people what happens, by the day and the output."""
    return {
        (comparison["after"], effect["name"]): {f: n for f, n in effect["counts"].items() if n}
        for comparison, of, effect in _effects(found, rulebook)
        if of == origin
    }


EXAMPLES: dict[str, tuple[str, dict[tuple[str, str], dict[str, int]]]] = {
    "yearly-update": (
        "indemnite",
        {
            ("2026-01-01", "indemnite_totale"): {"gain": 1},
            ("2026-01-01", "indemnite_journaliere"): {"gain": 1},
        },
    ),
    # Of six people one is at the minimum.
    "retroactive-correction": (
        "indemnite",
        {
            ("2025-01-01", "indemnite_totale"): {"gain": 1, "same": 5},
            ("2025-01-01", "indemnite_journaliere"): {"gain": 1, "same": 5},
        },
    ),
    # The apprentice whose revenue is below the threshold.
    "cases-swapped": (
        "indemnite",
        {
            ("2025-01-01", "indemnite_totale"): {"appear": 1, "same": 5},
            ("2025-01-01", "indemnite_journaliere"): {"appear": 1, "same": 5},
        },
    ),
    # Neither who is at the minimum, nor the apprentices.
    "two-figures-together": (
        "indemnite",
        {
            ("2025-06-01", "indemnite_totale"): {"gain": 3, "same": 3},
            ("2025-06-01", "indemnite_journaliere"): {"gain": 3, "same": 3},
        },
    ),
    # All but the apprentices are asked how many children they have.
    "input-added": (
        "indemnite",
        {
            ("2025-01-01", "indemnite_totale"): {"refused": 4, "same": 2},
            ("2025-01-01", "indemnite_journaliere"): {"refused": 4, "same": 2},
        },
    ),
    "row-added": ("prime", {("2022-01-01", "prime_mensuelle"): {"gain": 1, "same": 2}}),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_counted(data: Callable[[str], Any], name: str) -> None:
    rulebook, counts = EXAMPLES[name]
    assert _counts(data(name), rulebook, "examples") == counts


# --- numbers ----------------------------------------------------------------------------------


def _change(found: Any, rulebook: str, name: str) -> Any:
    (item,) = [item for item in found["items"] if item["rulebook"] == rulebook]
    return next(change for change in item["changes"] if change["name"] == name)


FIGURES = [  # which moves from what to what, by how much, as which part, from which day
    (
        "yearly-update",
        "reperes",
        "plafond_annuel",
        "37230",
        "38325",
        "1095",
        "1095/37230",
        "2026-01-01",
    ),
    (
        "yearly-update",
        "indemnite",
        "minimum_journalier",
        "21",
        "21.50",
        "0.50",
        "1/42",
        "2026-01-01",
    ),
    (
        "two-dates",
        "reperes",
        "plafond_annuel",
        "37230",
        "38325",
        "1095",
        "1095/37230",
        "2026-01-01",
    ),
    (
        "decimal-point-lost",
        "reperes",
        "plafond_annuel",
        "37230",
        "3832.50",
        "-33397.50",
        "-3339750/3723000",
        "2026-01-01",
    ),
    (
        "retroactive-correction",
        "indemnite",
        "minimum_journalier",
        "21",
        "21.50",
        "0.50",
        "1/42",
        "2024-01-01",
    ),
    (
        "two-figures-together",
        "indemnite",
        "diviseur_annuel",
        "730",
        "720",
        "-10",
        "-1/73",
        "2025-06-01",
    ),
    ("later", "indemnite", "minimum_journalier", "21", "25", "4", "4/21", "2027-01-01"),
    (
        "broken-after",
        "indemnite",
        "minimum_journalier",
        "21",
        "21.50",
        "0.50",
        "1/42",
        "2024-01-01",
    ),
]


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: f"{case[0]}-{case[2]}")
def test_figures(data: Callable[[str], Any], case: tuple[str, ...]) -> None:
    name, rulebook, figure, *numbers, day = case
    change = _change(data(name), rulebook, figure)
    value = next(facet for facet in change["facets"] if facet["aspect"] == "value")
    told = [value["before"]["value"], value["after"]["value"], value["change"], value["ratio"]]
    assert list(map(Fraction, told)) == list(map(Fraction, numbers))
    assert change["since"] == day


DERIVED = [
    ("yearly-update", "51", "52.50", [(["plafond_annuel"], "1.50")]),
    ("two-dates", "51", "52.50", [(["plafond_annuel"], "1.50")]),
    ("decimal-point-lost", "51", "5.25", [(["plafond_annuel"], "-45.75")]),
    ("two-figures-together", "51", "51.71", [(["diviseur_annuel"], "0.71")]),
]


@pytest.mark.parametrize("case", DERIVED, ids=lambda case: case[0])
def test_what_follows_from_a_figure_is_said_to(data: Callable[[str], Any], case: Any) -> None:
    name, before, after, parts = case
    (told,) = [
        derived
        for item in data(name)["items"]
        for comparison in item["comparisons"]
        for derived in comparison["derived"]
        if item["rulebook"] == "indemnite"
    ]
    assert told["name"] == "plafond_journalier"
    assert [Fraction(told["before"]), Fraction(told["after"])] == [
        Fraction(before),
        Fraction(after),
    ]
    assert [(part["names"], Fraction(part["amount"])) for part in told["parts"]] == [
        (names, Fraction(amount)) for names, amount in parts
    ]


LARGEST = {  # the most that anyone gains or loses a day, and to whom nothing else happens
    "yearly-update": ("1.50", {"gain", "same"}),  # at the ceiling
    "decimal-point-lost": ("-45.75", {"lose", "same"}),
    "retroactive-correction": ("0.50", {"gain", "same"}),  # at the minimum
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_most_that_anyone_gains_or_loses(data: Callable[[str], Any], name: str) -> None:
    amount, fates = LARGEST[name]
    moved = [
        effect
        for _, origin, effect in _effects(data(name), "indemnite")
        if (origin, effect["name"]) == ("limits", "indemnite_journaliere") and effect["largest"]
    ]
    assert {Fraction(effect["largest"]["amount"]) for effect in moved} == {Fraction(amount)}
    assert {fate for effect in moved for fate, count in effect["counts"].items() if count} == fates


def test_what_two_figures_do_together_is_named(data: Callable[[str], Any]) -> None:
    """43 800 €: 30,00 a day; over 720 30,42; of 60 % 36,00; both 36,50, which is 0,08 more."""
    person = "Indépendant, un mois d'arrêt"
    (parts,) = [
        witness["parts"]
        for _, _, effect in _effects(data("two-figures-together"), "indemnite")
        for witness in effect["witnesses"]
        if (effect["name"], witness["example"]) == ("indemnite_journaliere", person)
    ]
    assert {tuple(part["names"]): Fraction(part["amount"]) for part in parts} == {
        ("diviseur_annuel",): Fraction("0.42"),
        ("taux",): Fraction(6),
        ("diviseur_annuel", "taux"): Fraction("0.08"),
    }


def test_what_counts_later_says_when(data: Callable[[str], Any]) -> None:
    """Of 2027 the yearly figure is not known: nothing can be said to stay the same."""
    reach = _change(data("later"), "indemnite", "minimum_journalier")["reach"]
    assert (reach["outputs"], reach["why"], reach["date"]) == ([], "unknown", "2027-01-01")


def test_who_gains_from_the_order_of_cases_is_found_without_an_example(
    data: Callable[[str], Any],
) -> None:
    """The apprentice below the threshold, in every year, the examples of which are of 2025."""
    appearing = {
        comparison["after"][:4]
        for comparison, origin, effect in _effects(data("cases-swapped"), "indemnite")
        if origin == "limits" and effect["counts"].get("appear")
    }
    assert appearing == {"2022", "2023", "2024", "2025"}


def test_amounts_in_another_unit_are_no_gain(data: Callable[[str], Any]) -> None:
    """Sixty a month and 720 a year are the same."""
    fates = {
        fate
        for _, _, effect in _effects(data("unit-changed"), "prime")
        for fate, count in effect["counts"].items()
        if count
    }
    assert fates.isdisjoint({"gain", "lose"})


def test_the_people_of_a_file_are_counted(tell: Tell) -> None:
    """Two of six live beyond fifty kilometres and are paid; one asked before there was a prime."""
    people = str(HERE / "row-added" / "people.csv")
    _FOUND.pop("row-added", None)
    found = json.loads(tell("row-added", "--population", people, "--format", "json")[1])
    _FOUND.pop("row-added")
    (item,) = found["items"]
    (effect,) = item["population"]["outputs"]
    counts = {fate: count for fate, count in effect["counts"].items() if count}
    assert (item["population"]["size"], item["population"]["rejected"]) == (6, 1)
    assert counts == {"gain": 2, "same": 3}
    assert Fraction(effect["total"]) == 60
    assert [(part["names"], Fraction(part["amount"])) for part in effect["parts"]] == [
        (["prime_mensuelle"], Fraction(60))
    ]
