"""A retroactive correction: two editions, and a population."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bareme.differences.findings.codes import finding
from bareme.differences.model import (
    Acceptance,
    Answer,
    Change,
    Comparison,
    Derived,
    Difference,
    Facet,
    Group,
    History,
    OutputEffect,
    Part,
    Point,
    Reach,
    Witness,
)
from differences.samples.parts import (
    AMOUNTS,
    DAILY,
    command,
    euros,
    said,
    shift,
    side,
)

MINIMUM = Change(
    "figure",
    "changed",
    "minimum_forfaitaire",
    "Montant minimal de l'indemnité",
    "indemnites-journalieres",
    dt.date(2018, 1, 1),
    (
        Facet(
            "value",
            "",
            said("21,00 €/jour", AMOUNTS, 49, 21, "secu-independants.fr, « 1er cas »"),
            said("21,17 €/jour", AMOUNTS, 54, euros("21.17")),
        ),
        Facet(
            "reference",
            "",
            said("secu-independants.fr, « 1er cas »", AMOUNTS, 50),
            None,
        ),
    ),
    kind=DAILY,
    dependents=("indemnite_minimale", "indemnite_journaliere"),
    reach=Reach(("indemnite_journaliere",), None, dt.date(2018, 1, 1), 268),
    findings=(
        finding(
            "retroactive-figure",
            label="Montant minimal de l'indemnité",
            before="21,00 €/jour",
            after="21,17 €/jour",
            date="1er janvier 2018",
        ),
        replace(
            finding(
                "figure-without-reference",
                label="Montant minimal de l'indemnité",
                date="1er janvier 2018",
            ),
            accepted=Acceptance(
                "Bureau des prestations", "La page imprime « environ 21 € » ; calcul sur trois ans."
            ),
        ),
    ),
    fingerprint="9a0364b9e99b",
)

_LOW = {"date_arret": "2018-01-01", "statut": "artisan", "revenu_annuel_moyen": "10000"}
_AT_THE_MINIMUM = Witness(
    "gain",
    _LOW,
    Answer(21),
    Answer(euros("21.17")),
    (Part(("minimum_forfaitaire",), euros("0.17")),),
    command(_LOW),
)

CORRECTION = Difference(
    "indemnites-journalieres",
    side("origin/main", "2026.1"),
    side("répertoire de travail", "2026.2"),
    dt.date(2019, 6, 1),
    (MINIMUM,),
    (
        Comparison(
            dt.date(2018, 1, 1),
            dt.date(2018, 1, 1),
            dt.date(2018, 12, 31),
            before_edition=True,
            names=("minimum_forfaitaire",),
            derived=(
                Derived(
                    "indemnite_minimale",
                    "Montant minimal de l'indemnité, hors micro-entrepreneurs",
                    DAILY,
                    21,
                    euros("21.17"),
                    (Part(("minimum_forfaitaire",), euros("0.17")),),
                ),
            ),
            groups=(
                Group(
                    "limits",
                    268,
                    0,
                    (
                        OutputEffect(
                            "indemnite_journaliere",
                            "Indemnité journalière",
                            DAILY,
                            {"gain": 14, "same": 254},
                            *(shift("0.17", "21.00"),) * 3,
                            euros("2.38"),
                            (Part(("minimum_forfaitaire",), euros("2.38")),),
                            (_AT_THE_MINIMUM,),
                        ),
                    ),
                ),
            ),
        ),
    ),
    population=Group(
        "population",
        125_000,
        320,
        (
            OutputEffect(
                "indemnite_journaliere",
                "Indemnité journalière",
                DAILY,
                {"gain": 4_120, "same": 120_560},
                *(shift("0.17", "21.00"),) * 3,
                euros("700.40"),
                (Part(("minimum_forfaitaire",), euros("700.40")),),
                (_AT_THE_MINIMUM,),
            ),
        ),
    ),
    histories=(
        History(
            "minimum_forfaitaire",
            "",
            "Montant minimal de l'indemnité",
            DAILY,
            (
                Point(dt.date(2015, 1, 1), 21, new=False),
                Point(dt.date(2018, 1, 1), euros("21.17"), new=True, before=21),
            ),
        ),
    ),
)
