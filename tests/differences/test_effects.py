"""What becomes of whom from one version to another, by amounts worked out from the law."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from bareme.cli.situation import situation_from
from bareme.differences.effects.fates import FATES
from bareme.differences.effects.groups import Case, group
from bareme.differences.effects.mixing import differing
from bareme.differences.model import Answer, Part, Shift
from rulebooks import load
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bareme.differences.model import Fate, Group, Origin, OutputEffect
    from bareme.rulebook import Rules

# 1/730 of the yearly cap, to the cent: 39 732 € in 2018, 40 524 € in 2019.
CAP_2018, CAP_2019 = Fraction("54.43"), Fraction("55.51")
DAYS = {"duree_arret": 10}  # of which 3 are not paid


def euros(text: str) -> Fraction:
    return Fraction(text)


def person(income: str, **more: object) -> dict[str, Any]:
    """Return an artisan of a mean income."""
    return {"statut": "artisan", "revenu_annuel_moyen": Fraction(income), **DAYS, **more}


def micro(income: str) -> dict[str, Any]:
    return person(income, micro_entrepreneur=True)


def command(situation: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in situation.items())


def told(
    people: Sequence[Mapping[str, Any]],
    days: tuple[str, str] = ("2018-12-31", "2019-01-01"),
    origin: Origin = "population",
    names: Sequence[str] | None = None,
) -> Group:
    """Return what becomes of some people of the shipped rulebook."""
    before, after = (book().on(day) for day in days)
    cases = [Case(each, None if names is None else names[i]) for i, each in enumerate(people)]
    return group(before, after, origin, cases, differing(before, after), command)


def effect(found: Group, output: str = "indemnite_journaliere") -> OutputEffect:
    return next(each for each in found.outputs if each.name == output)


def counts(found: OutputEffect) -> dict[Fate, int]:
    return {what: count for what, count in found.counts.items() if count}


def test_who_is_capped_gains_what_the_cap_gains() -> None:
    found = effect(told([person("60000")]))
    assert counts(found) == {"gain": 1}
    gain = CAP_2019 - CAP_2018
    shift = Shift(gain, gain / CAP_2018)
    assert (found.smallest, found.median, found.largest) == (shift, shift, shift)
    assert found.total == gain == euros("1.08")
    assert found.parts == (Part(("plafond_annuel",), gain),)
    (witness,) = found.witnesses
    assert (witness.before, witness.after) == (Answer(CAP_2018), Answer(CAP_2019))
    assert witness.parts == found.parts
    assert witness.command == "statut=artisan revenu_annuel_moyen=60000 duree_arret=10"


@pytest.mark.parametrize(
    ("income", "fate", "before", "after"),
    [
        # 10 % of the mean of the caps of the three years before: 3 862.80 € in 2018, 3 919.20 €
        # in 2019; an income that is equal to it is paid 1/730 of it.
        ("3862.79", "same", "0", "0"),
        ("3862.80", "vanish", "5.29", "0"),
        ("3919.19", "vanish", "5.37", "0"),
        ("3919.20", "same", "5.37", "5.37"),
    ],
)
def test_the_threshold_is_crossed_by_micro_entrepreneurs_between_two_years(
    income: str, fate: Fate, before: str, after: str
) -> None:
    found = effect(told([micro(income)]))
    assert counts(found) == {fate: 1}
    for witness in found.witnesses:
        assert (witness.before.value, witness.after.value) == (euros(before), euros(after))
        assert witness.parts == (Part(("plafond_annuel",), euros(after) - euros(before)),)


def test_what_is_printed_undoes_what_the_cap_would_bring() -> None:
    # 40 % of the cap of 2019, a 730th of it, are 22.20 €; the page of 2019 still prints 21.77 €.
    found = effect(told([{"statut": "conjoint_collaborateur", **DAYS}], origin="situation"))
    assert counts(found) == {"same": 1}
    assert found.total is None
    (witness,) = found.witnesses  # who asks is told, even that nothing changes
    assert (witness.before, witness.after) == (Answer(euros("21.77")), Answer(euros("21.77")))
    found = effect(told([person("60000"), {"statut": "conjoint_collaborateur", **DAYS}]))
    assert found.total == euros("1.08")
    assert found.parts == (
        Part(("plafond_annuel",), euros("1.08") + euros("0.43")),
        Part(("forfait_conjoint",), 0),
        Part(("plafond_annuel", "forfait_conjoint"), -euros("0.43")),
    )


def test_everyone_counts_once_and_the_middle_lies_between_two() -> None:
    # 40 000 / 730 = 54.79 €: capped at 54.43 € in 2018, in 2019 no more.
    people = [person("30000"), person("60000"), micro("3900"), person("40000"), person("70000")]
    found = effect(told(people))
    assert counts(found) == {"gain": 3, "vanish": 1, "same": 1}
    assert sum(found.counts.values()) == len(people)
    assert tuple(found.counts) == FATES
    small, large = euros("0.36"), euros("5.34")
    assert found.smallest == Shift(small, small / CAP_2018)
    assert found.median == Shift(euros("1.08"), euros("1.08") / CAP_2018)
    assert found.largest == Shift(-large, -1)
    assert found.total == 2 * euros("1.08") + small - large
    middle = effect(told([person("60000"), person("40000")])).median
    assert middle == Shift(euros("0.72"), euros("0.72") / CAP_2018)


def test_each_fate_has_one_witness_that_of_the_largest_change() -> None:
    people = [person("40000"), micro("3900"), person("60000"), micro("3870"), person("70000")]
    found = effect(told(people, origin="limits"))
    incomes = {w.fate: w.situation["revenu_annuel_moyen"] for w in found.witnesses}
    assert incomes == {"gain": "60000", "vanish": "3900"}
    assert found.total is None
    assert found.parts == ()


def test_examples_that_change_have_a_witness_each() -> None:
    people = [person("60000")] * 25 + [person("30000")]
    names = [f"Exemple {n}" for n in range(26)]
    found = effect(told(people, origin="examples", names=names))
    assert [witness.example for witness in found.witnesses] == names[:20]
    assert counts(found) == {"gain": 25, "same": 1}


def test_a_profession_that_begins_to_be_covered_appears() -> None:
    liberal = {"statut": "profession_liberale", "revenu_annuel_moyen": 36_500, **DAYS}
    found = told([liberal], ("2021-06-30", "2021-07-01"))
    assert counts(effect(found)) == {"appear": 1}
    shift = effect(found).largest
    assert shift == Shift(50, None)  # a 730th; from nothing, no part of it
    assert counts(effect(found, "premier_jour_indemnise")) == {"appear": 1}
    assert effect(found, "premier_jour_indemnise").largest is None  # there was no number
    # Nothing that differs can reach the waiting period.
    assert "delai_carence" not in {each.name for each in found.outputs}


def test_who_is_refused_by_both_sides_is_rejected() -> None:
    found = told([{"statut": "artisan", "revenu_annuel_moyen": -1}, {"statut": "inconnu"}, {}])
    assert (found.size, found.rejected) == (3, 3)
    assert all(not any(each.counts.values()) for each in found.outputs)
    # Who is answered something counts for every output.
    found = told([{"statut": "artisan", "revenu_annuel_moyen": 60_000}])
    assert found.rejected == 0
    assert counts(effect(found, "montant_total")) == {"same": 1}


_HEAD = "title: Essai\nversion: 2026.1\nfrom: 2019-01-01\n"
_FIGURES = "taux: {label: T, unit: '%', values: {2019-01-01: {value: 10 %, reference: R}}}\n"


def _rules(directory: Path, name: str, rulebook: str) -> Rules:
    files = {"rulebook.yaml": _HEAD + rulebook, "parameters.yaml": _FIGURES}
    return load(directory, files, name).on("2019-06-01")


def test_what_a_side_refuses_is_refused_or_answered(tmp_path: Path) -> None:
    text = """\
inputs:
  revenu: {label: Revenu, type: amount, unit: €/an, minimum: 0}
rules:
  part: {label: Part, unit: €/an, formula: revenu / 2}
outputs: [part]
"""
    before = _rules(tmp_path, "un", text)
    after = _rules(tmp_path, "deux", text.replace("minimum: 0", "minimum: 10"))
    names = differing(before, after)
    assert names == ("revenu",)
    cases = [Case({"revenu": 5}), Case({"revenu": 10})]
    found = effect(group(before, after, "limits", cases, names, command), "part")
    assert counts(found) == {"refused": 1, "same": 1}
    (witness,) = found.witnesses
    assert (witness.after.refusal, witness.parts) == ("too-small", ())
    assert witness.after.words == "revenu : 5 est trop petit."
    found = effect(group(after, before, "limits", cases, names, command), "part")
    assert counts(found) == {"answered": 1, "same": 1}


def test_answers_of_every_sort(tmp_path: Path) -> None:
    text = """\
inputs:
  n: {label: N, type: integer}
rules:
  majeur: {label: V, type: boolean, formula: n > 1}
  choix: {label: C, type: choice, choices: {a: A, b: B}, cases: [{when: n > 1, then: a}, {otherwise: b}]}
  noms: {label: L, list: {x: {label: X, when: n > 1}, y: {label: Y}}}
  jour: {label: J, type: date, cases: [{when: n > 1, then: nothing}, {otherwise: "2019-01-01"}]}
outputs: [majeur, choix, noms, jour]
"""  # noqa: E501  # a line a rule
    before, after = (
        _rules(tmp_path, "un", text),
        _rules(tmp_path, "deux", text.replace("> 1", "> 0")),
    )
    names = differing(before, after)
    found = group(before, after, "limits", [Case({"n": 1}), Case({"n": 2})], names, command)
    fates = {each.name: set(counts(each)) for each in found.outputs}
    assert fates == {
        "majeur": {"appear", "same"},
        "choix": {"other", "same"},
        "noms": {"other", "same"},
        "jour": {"vanish", "same"},
    }


def test_a_witness_reads_as_the_person_they_are(tmp_path: Path) -> None:
    text = """\
inputs:
  part: {label: P, type: number, unit: "%"}
  somme: {label: S, type: amount, unit: €}
  jour: {label: J, type: date}
  marie: {label: O, type: boolean}
  noms: {label: L, type: list, choices: {x: X, y: Y, z: Z}}
  code: {label: C, type: text}
rules:
  tout:
    label: T
    unit: €
    cases:
      - {when: marie and count(noms) > 0 and code != "" and jour > 2000-01-01, then: somme * part}
      - {otherwise: 1}
  donnee: {label: D, unit: €, formula: tout / 3}
outputs: [tout, donnee]
"""
    before = _rules(tmp_path, "un", text)
    after = _rules(tmp_path, "deux", text.replace("somme * part", "somme * part + 1"))
    whole: dict[str, Any] = {
        "part": Fraction(3, 2),
        "somme": Fraction("1234.56"),
        "jour": dt.date(2019, 1, 1),
        "marie": True,
        "noms": ("x", "z"),
        "code": "a b",
        "donnee": Fraction("1.234"),
    }
    cases = [Case({**whole, "inconnu": 1})]
    found = effect(group(before, after, "situation", cases, ["tout"], command), "tout")
    (witness,) = found.witnesses
    words = [f"{name}={value}" for name, value in witness.situation.items()]
    assert situation_from(after.book.definition, words, None) == whole
    assert witness.situation["part"] == "150 %"
