"""One call of the engine against the same rules written by hand, after proving them equal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.handwritten import YEARS, answers, daily_allowance
from benchmarks.table import Row, at_most, duration
from benchmarks.timing import compare

import bareme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Situation = dict[str, object]

DAY = dt.date(2018, 3, 1)
LIMIT = 25
_AMOUNT = "indemnite_journaliere"
_TURNOVERS: Situation = {
    "statut": "commercant",
    "micro_entrepreneur": True,
    "categorie_activite": "vente",
    "chiffre_affaires_annee_1": 55500,
    "chiffre_affaires_annee_2": Decimal("54321.99"),
    "chiffre_affaires_annee_3": 57000,
}
_REFUSED: tuple[Situation, ...] = (
    {"statut": "artisan"},
    {"statut": "boulanger", "revenu_annuel_moyen": 20000},
    {"statut": "artisan", "revenu_annuel_moyen": "20000"},
    {"statut": "artisan", "revenu_annuel_moyen": True},
    {"statut": "artisan", "revenu_annuel_moyen": float("nan")},
    {"statut": "artisan", "revenu_annee_1": 1, "revenu_annee_2": 2, "revenu_annee_3": -3},
    {**_TURNOVERS, "chiffre_affaires_annee_1": 0.005},
    {**_TURNOVERS, "categorie_activite": None},
    {"statut": "artisan", "revenu_annuel_moyen": 20000, "duree_arret": 0},
)


def rows(quick: bool) -> list[Row]:
    """Return the lines about single calls; ValueError when the two sides disagree."""
    book = bareme.load("indemnites-journalieres")
    proven = prove_equal(book, 400 if quick else 2000)
    rules = book.on(DAY)
    timed = partial(compare, rounds=5 if quick else 15, seconds=0.02 if quick else 0.1)

    compiled = rules.compile(given=["revenu_annuel_moyen"])
    amount = rules.compile([_AMOUNT], given=["revenu_annuel_moyen"])
    mean: Situation = {"statut": "artisan", "revenu_annuel_moyen": 20000}
    decimal = {**mean, "revenu_annuel_moyen": Decimal("20000.00")}
    cases: tuple[tuple[str, Situation, bool], ...] = (
        ("daily amount, mean income given", mean, True),
        ("daily amount, mean income given as Decimal", decimal, True),
        ("daily amount, three turnovers of a micro-entrepreneur", _TURNOVERS, True),
        ("default call, length of the stop unknown", mean, False),
        ("default call, all five outputs", {**mean, "duree_arret": 20}, False),
    )
    found = [Row("engine, compiled rules and handwritten code agree", f"{proven:,} situations")]
    for what, person, daily in cases:
        by_hand = partial(daily_allowance if daily else answers, DAY, **person)  # type: ignore[arg-type]
        engine = partial(_all_of, rules, [_AMOUNT] if daily else None, person)
        function = partial(amount if daily else compiled, **person)
        for name, measured, limit in (("one call", engine, LIMIT), ("compiled", function, 1.5)):
            took = timed(by_hand, measured)
            text = f"{took.ratio:.1f} × ({duration(took.measured)} / {duration(took.reference)})"
            found.append(at_most(f"{name}: {what}", text, took.ratio, limit, f"{limit} ×"))
    return found


def _all_of(rules: bareme.Rules, outputs: list[str] | None, person: Situation) -> object:
    result = rules.evaluate(person, outputs=outputs)
    return [result[name] for name in result.outputs]


def prove_equal(book: bareme.Rulebook, count: int) -> int:
    """Check that both sides answer the same, and refuse the same; return over how many
    situations. ValueError at the first that differs.
    """
    compared = 0
    for day in (DAY, *(dt.date(year, 6, 15) for year in YEARS), dt.date(2020, 2, 29)):
        rules = book.on(day)
        compiled = rules.compile(given=["revenu_annuel_moyen"])
        for situation in _situations(count):
            result = rules.evaluate(situation)
            expected = answers(day, **situation)  # type: ignore[arg-type]  # mixed values
            if {name: result[name] for name in result.outputs} != expected:
                raise ValueError(f"{day} {situation}: {result!r} but by hand {expected}")
            if compiled.function(**situation) != expected:
                raise ValueError(f"{day} {situation}: compiled rules differ from {expected}")
            compared += 1
        for situation in _REFUSED:
            given = {name: value for name, value in situation.items() if value is not None}
            if _accepts(rules.evaluate, given) or _accepts(partial(answers, day), **given):
                raise ValueError(f"{day} {given}: only one side, or neither, refuses it")
    return compared


def _situations(count: int) -> Iterator[Situation]:
    """Give people of every sort, and stops of every sort."""
    for step in range(count):
        situation = _income(step, count)
        for name, value, every in (
            ("temps_partiel_therapeutique", True, 3),
            ("nature_arret", "hospitalisation", 4),
            ("cotisation_minimale", False, 7),
            ("affiliation_un_an", False, 11),
            ("affection_longue_duree", True, 13),
            ("jours_deja_indemnises", step % 1100, 17),
        ):
            if step % every == 0:
                situation[name] = value
        if step % 5:
            situation["duree_arret"] = 1 + step % 400
        yield situation


def _income(step: int, count: int) -> Situation:
    """Return a status and an income, so spread that thresholds, caps and half cents are met:
    3.65 € a year is half a cent a day.
    """
    person: Situation = {"statut": ("artisan", "commercant")[step % 2]}
    kind, turn = step % 6, step // 6
    if kind == 0:
        person["revenu_annuel_moyen"] = Decimal(365 * (step * 16000 // count)) / 100
    elif kind == 1:
        person["revenu_annuel_moyen"] = Decimal(386280 + step % 12000 - 6000) / 100
    elif kind == 2:
        person |= {f"revenu_annee_{n}": Decimal(step * 3127 + n) / 100 for n in (1, 2, 3)}
    elif kind == 3:
        category = ("vente", "prestations_bic", "prestations_bnc")[turn % 3]
        person |= {"micro_entrepreneur": True, "categorie_activite": category}
        for n in (1, 2, 3):
            person[f"chiffre_affaires_annee_{n}"] = Decimal(step * 5003 + 7 * n) / 100
    elif kind == 4:
        person |= {"micro_entrepreneur": True, "revenu_annuel_moyen": step * 31.25}
    else:
        person["statut"] = ("conjoint_collaborateur", "profession_liberale")[turn % 2]
    return person


def _accepts(call: Callable[..., object], *situation: Situation, **values: object) -> bool:
    try:
        call(*situation, **values)
    except (bareme.BaremeError, ValueError):
        return False
    return True
