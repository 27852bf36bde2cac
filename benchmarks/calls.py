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

    def engine_amount() -> object:
        return rules.evaluate(statut="artisan", revenu_annuel_moyen=20000, outputs=[_AMOUNT])[
            _AMOUNT
        ]

    def by_hand_amount() -> object:
        return daily_allowance(DAY, statut="artisan", revenu_annuel_moyen=20000)

    def engine_turnovers() -> object:
        return rules.evaluate(**_TURNOVERS, outputs=[_AMOUNT])[_AMOUNT]

    def by_hand_turnovers() -> object:
        return daily_allowance(DAY, **_TURNOVERS)  # type: ignore[arg-type]  # mixed values

    def engine_default() -> object:
        return rules.evaluate(statut="artisan", revenu_annuel_moyen=20000)[_AMOUNT]

    def by_hand_default() -> object:
        return answers(DAY, statut="artisan", revenu_annuel_moyen=20000)[_AMOUNT]

    def engine_stop() -> object:
        result = rules.evaluate(statut="artisan", revenu_annuel_moyen=20000, duree_arret=20)
        return [result[name] for name in result.outputs]

    def by_hand_stop() -> object:
        return answers(DAY, statut="artisan", revenu_annuel_moyen=20000, duree_arret=20)

    micro = "three turnovers of a micro-entrepreneur"
    sides: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
        ("daily amount, mean income given", by_hand_amount, engine_amount),
        (f"daily amount, {micro}", by_hand_turnovers, engine_turnovers),
        ("default call, length of the stop unknown", by_hand_default, engine_default),
        ("default call, all five outputs", by_hand_stop, engine_stop),
    )
    found = [Row("engine and handwritten code agree to the cent", f"{proven:,} situations")]
    for what, reference, measured in sides:
        took = timed(reference, measured)
        text = f"{took.ratio:.1f} × ({duration(took.measured)} / {duration(took.reference)})"
        found.append(at_most(f"one call: {what}", text, took.ratio, LIMIT, f"{LIMIT} ×"))
    return found


def prove_equal(book: bareme.Rulebook, count: int) -> int:
    """Check that both sides answer the same, and refuse the same; return over how many
    situations. ValueError at the first that differs.
    """
    compared = 0
    for day in (DAY, *(dt.date(year, 6, 15) for year in YEARS), dt.date(2020, 2, 29)):
        rules = book.on(day)
        for situation in _situations(count):
            result = rules.evaluate(situation)
            expected = answers(day, **situation)  # type: ignore[arg-type]  # mixed values
            if {name: result[name] for name in result.outputs} != expected:
                raise ValueError(f"{day} {situation}: {result!r} but by hand {expected}")
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
