"""One person: what they are answered on two dates, and on none; and the same in many years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bareme.differences.model import (
    Answer,
    Facet,
    Group,
    OutputEffect,
    Part,
    Reach,
    Witness,
)
from differences.samples.dates import PASS, STILL, YEARLY_UPDATE
from differences.samples.hostile import HOSTILE
from differences.samples.parts import DAILY, DAYS, FIGURES, command, euros, said, shift

_GIVEN = {"statut": "artisan", "revenu_annuel_moyen": "60000", "duree_arret": "10"}

# 40 524 / 730 = 55,51: the cap of 2019; as if the published amount moved it by a cent more.
_GAINS = OutputEffect(
    "indemnite_journaliere",
    "Indemnité journalière",
    DAILY,
    {"gain": 1},
    *(shift("1.09", "54.43"),) * 3,
    euros("1.09"),
    (Part(("plafond_annuel",), euros("1.08")), Part(("plafond_journalier",), euros("0.01"))),
    (
        Witness(
            "gain",
            _GIVEN,
            Answer(euros("54.43")),
            Answer(euros("55.52")),
            (
                Part(("plafond_annuel",), euros("1.08")),
                Part(("plafond_journalier",), euros("0.01")),
                Part(("minimum_forfaitaire",), 0),
            ),
            command(_GIVEN),
        ),
    ),
)
_WAITS = replace(
    STILL,
    counts={"same": 1},
    witnesses=(Witness("same", _GIVEN, Answer(3), Answer(3), (), command(_GIVEN)),),
)
_REFUSED = OutputEffect(
    "jours_indemnises", "Jours indemnisés", DAYS, {}, None, None, None, None, (), ()
)
_UNMOVED = replace(
    PASS,
    name="minimum_forfaitaire",
    label="Minimum forfaitaire",
    origin="indemnites-journalieres",
    facets=(
        Facet("value", "", said("21,00 €/jour", FIGURES, 30), said("22,00 €/jour", FIGURES, 31)),
    ),
    reach=Reach((), "same", dt.date(2019, 1, 1), 1),
)
(_COMPARED,) = YEARLY_UPDATE.comparisons


def _alone(*effects: OutputEffect) -> tuple[Group, ...]:
    return (Group("situation", 1, 0, effects),)


ONE_PERSON = replace(
    YEARLY_UPDATE,
    changes=(PASS, _UNMOVED),
    comparisons=(replace(_COMPARED, groups=_alone(_GAINS, _WAITS, _REFUSED)),),
)
UNTOUCHED = replace(
    YEARLY_UPDATE,
    changes=(_UNMOVED,),
    comparisons=(replace(_COMPARED, groups=_alone(_WAITS), curves=()),),
)
(_HOSTILE,) = HOSTILE.comparisons
HOSTILE_PERSON = replace(
    HOSTILE,
    comparisons=(replace(_HOSTILE, groups=(replace(_HOSTILE.groups[0], origin="situation"),)),),
)

_SPARED, _LAST = 2020, 2026
_STILL = (Group("limits", 312, 0, (STILL,)),)
MANY_YEARS = replace(
    YEARLY_UPDATE,
    comparisons=tuple(
        replace(
            _COMPARED,
            before=dt.date(year, 1, 1),
            after=dt.date(year, 1, 1),
            until=None if year == _LAST else dt.date(year, 12, 31),
            derived=() if year == _SPARED else _COMPARED.derived,
            groups=_STILL if year == _SPARED else _COMPARED.groups[1:],
        )
        for year in range(2015, _LAST + 1)
    ),
)
