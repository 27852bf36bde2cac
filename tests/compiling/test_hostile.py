"""Rulebooks that would break the code that is written: names, texts, chains, numbers."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import pickle
import random
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bareme
from compiling.comparing import compare
from hostile.test_chains import _PARAMETERS, _book, _chain, _rule
from rulebooks import HEAD, load
from shelf import book

if TYPE_CHECKING:
    from pathlib import Path

# What the code that is written, or Python, calls something else.
_TAKEN = """
date decimal fraction missing refused answers value bound evaluate len type int str dict list
isinstance print exec dt re monthrange cent times on questions expected wrong number object self
name situation values match case _ exception x_choices x_by_choice compute
""".replace(" _ ", " ")


def test_names_of_rules_are_not_taken_for_those_of_the_code(tmp_path: Path) -> None:
    names = [name for name in _TAKEN.split() if name]
    inputs = "".join(
        f"  {name}: {{label: L, type: amount, unit: €, minimum: 0}}\n" for name in names
    )
    sums = "".join(
        f"  r_{name}: {{label: L, unit: €, round: 0.01, "
        f'formula: "max({name}, 1) + {f"r_{before}" if before else "0"}"}}\n'
        for before, name in zip([None, *names], names, strict=False)
    )
    text = f"{HEAD}inputs:\n{inputs}rules:\n{sums}outputs: [r_{names[-1]}]\n"
    rules = load(tmp_path, {"parameters.yaml": _PARAMETERS, "rulebook.yaml": text}).on("2019-06-01")
    compiled = rules.compile()
    row = {name: Decimal(index) + Decimal("0.07") for index, name in enumerate(names)}
    wanted = sum(max(value, Decimal(1)) for value in row.values())
    assert compiled.function(**row) == {f"r_{names[-1]}": wanted}
    compare(compiled, {**row, names[3]: -1})


def test_texts_of_a_rulebook_stay_texts(tmp_path: Path) -> None:
    nasty = 'a"""b\\n\\"; raise SystemExit  # %s {0} \\'
    label = nasty.replace("\\", "\\\\").replace('"', '\\"')
    text = f"""{HEAD}
description: "{label}"
inputs:
  nom: {{label: "{label}", question: "{label}", type: text}}
rules:
  r:
    label: |
      {nasty}
      raise SystemExit
    reference: "{label}"
    type: boolean
    formula: nom == "'); raise SystemExit"
outputs: [r]
"""
    rules = load(tmp_path, {"parameters.yaml": _PARAMETERS, "rulebook.yaml": text}).on("2019-06-01")
    compiled = rules.compile()
    space: dict[str, Any] = {}
    exec(compiled.module(), space)
    assert space["evaluate"](nom="'); raise SystemExit") == {"r": True}
    assert compare(compiled, {"nom": nasty}) == {"r": False}
    compare(compiled, {})


@pytest.mark.parametrize(
    ("step", "length", "wanted"),
    [
        ("{} + 1", 3_000, 3_007),
        ("{0} + 1 if sens else {0}", 1_500, 1_507),
        ("{0} + {0} - {0}", 500, 7),
        ("{0} if {0} > 0 else {0}", 300, 7),
        ("({0} if sens else 0) + (0 if sens else {0})", 400, 7),
        ("({0} if sens else 0) + (0 if depart > 9 else 1)", 400, 407),
    ],
)
def test_a_long_chain_is_compiled(tmp_path: Path, step: str, length: int, wanted: int) -> None:
    compiled = _book(tmp_path, *_chain(step, length)).compile(["r0"])
    assert compiled.function(depart=7, sens=True) == {"r0": wanted}
    compare(compiled, {"depart": 7})
    compare(compiled, {})


def test_a_long_table_of_cases_is_compiled(tmp_path: Path) -> None:
    cases = "".join(f"      - {{when: depart == {n}, then: {n * n}}}\n" for n in range(299))
    rule = f"  r0:\n    label: R\n    unit: 1\n    cases:\n{cases}      - {{otherwise: 0}}\n"
    compiled = _book(tmp_path, rule).compile(["r0"])
    for depart in (0, 1, 298, 299, 300, Fraction(1, 3)):
        assert compiled.function(depart=depart) == {"r0": depart**2 if depart in range(299) else 0}


@pytest.mark.parametrize("step", ["{0} * {0}", "{0} / 3", "{0} * 1.01", "1 / {0}", "{0} - 10"])
def test_numbers_that_grow_are_refused_as_by_the_rules(tmp_path: Path, step: str) -> None:
    compiled = _book(tmp_path, *_chain(step, 200)).compile(["r0"])
    for depart in (0, 1, -1, 3, Fraction(2, 3), Decimal("12.34"), 10**30):
        compare(compiled, {"depart": depart})


def test_an_amount_is_exact_whatever_the_context_of_the_caller() -> None:
    compiled = book("indemnites-journalieres").on("2019-03-01").compile(["montant_total"])
    row = {"statut": "conjoint_collaborateur", "duree_arret": 363}
    with decimal.localcontext(prec=2):
        assert compiled(row) == {"montant_total": Decimal("7837.20")}  # 360 × 21,77


class _Word(str):
    __slots__ = ()


class _Status(enum.StrEnum):
    ARTISAN = "artisan"


def test_whatever_python_gives_as_a_value_is_judged_as_by_the_rules() -> None:
    compiled = (
        book("indemnites-journalieres")
        .on("2019-03-01")
        .compile(["indemnite_journaliere"], given=["revenu_annuel_moyen"])
    )
    values: list[Any] = [
        *(0, -1, 10**17, 10**18, 10**19, 10**400, 19999.99, 1e300, 0.1 + 0.2, True, None),
        *("20000", "20 000,00", [], {}, object, float("nan"), float("inf"), Fraction(40_001, 7)),
        *(
            np.float64(12.5),
            np.int64(3_920),
            np.str_("artisan"),
            np.True_,
            10**5_000,
            [[]],
            {1, "a"},
        ),
        *(_Word("artisan"), _Status.ARTISAN, dt.datetime(2019, 3, 1, tzinfo=dt.UTC)),
        *map(Decimal, ("NaN", "sNaN", "Infinity", "1E+999999", "1E-999999", "-0", "3919.20")),
    ]
    for value in values:
        compare(compiled, {"statut": "artisan", "revenu_annuel_moyen": value})
        compare(compiled, {"statut": value, "revenu_annuel_moyen": 20_000})
        compare(compiled, {"statut": "artisan", "revenu_annee_1": value})
        compare(
            compiled,
            {"statut": "artisan", "revenu_annuel_moyen": 1, "micro_entrepreneur": value},
        )


def test_names_are_given_once_and_known() -> None:
    compiled = book("plafonds").on("2019-03-01").compile(["plafond_annuel"])
    assert compiled() == {"plafond_annuel": Decimal("40524.00")}
    with pytest.raises(bareme.SituationError):
        compiled(inconnu=1)
    with pytest.raises(TypeError):
        compiled({"inconnu": 1}, inconnu=2)
    with pytest.raises(TypeError):
        compiled({1: 2})  # type: ignore[dict-item]


def test_what_may_be_given_must_be_known() -> None:
    rules = book("indemnites-journalieres").on("2019-03-01")
    for name, code in (("plafond_annuel", "figure-given"), ("seuil_revenue", "unknown-input")):
        with pytest.raises(bareme.SituationError) as caught:
            rules.compile(given=[name])
        assert [d.code for d in caught.value.diagnostics] == [code]
    assert rules.compile(given=["statut"]).given == frozenset()
    fixed = rules.compile(given=["seuil_revenu"])
    for row in ({"seuil_revenu": 5_000}, {}):
        compare(fixed, {"statut": "artisan", "revenu_annuel_moyen": 4_500, **row})


def test_a_rule_that_depends_on_one_that_is_given_is_computed_anew() -> None:
    rules = book("indemnites-journalieres").on("2020-03-01")
    compiled = rules.compile(["seuil_journalier_micro_entrepreneur"], given=["seuil_revenu"])
    found = compiled.function(seuil_revenu=7_300)
    assert found == {"seuil_journalier_micro_entrepreneur": Decimal("10.00")}
    compare(compiled, {})


def test_threads_share_a_function() -> None:
    compiled = book("indemnites-journalieres").on("2019-03-01").compile()
    pick = random.Random(1)
    rows = [
        {"statut": "artisan", "duree_arret": pick.randint(1, 400)}
        | {f"revenu_annee_{year}": pick.randint(0, 60_000) for year in (1, 2, 3)}
        for _ in range(400)
    ]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(compiled, rows)) == [compiled(row) for row in rows]


def test_a_rule_that_is_given_is_taken_from_then_on() -> None:
    compiled = book("indemnites-journalieres").on("2019-03-01").compile(["indemnite_journaliere"])
    assert compiled.given == frozenset()
    person = {"statut": "artisan", "revenu_annuel_moyen": Decimal(20_000)}
    assert compare(compiled, person) == {"indemnite_journaliere": Decimal("27.40")}
    assert compiled.given == {"revenu_annuel_moyen"}
    assert compiled.function(**person) == {"indemnite_journaliere": Decimal("27.40")}
    compare(compiled, {**person, "inconnu": 1})
    assert compiled.given == {"revenu_annuel_moyen"}


def test_a_function_travels_between_processes() -> None:
    compiled = book("indemnites-journalieres").on("2019-03-01").compile(["delai_carence"])
    other = pickle.loads(pickle.dumps(compiled))
    assert other.rules.date == compiled.rules.date
    assert other(duree_arret=7) == compiled(duree_arret=7) == {"delai_carence": 7}


def test_one_rule_among_many_is_all_that_is_written(tmp_path: Path) -> None:
    rules = _book(tmp_path, *(_rule(f"r{n}", f"depart + {n}") for n in range(50)))
    text = rules.compile(["r7"]).module()
    assert "depart + 7" in text
    assert "depart + 8" not in text
