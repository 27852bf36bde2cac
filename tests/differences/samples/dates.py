"""A yearly update: two dates of one rulebook."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from bareme.differences.findings.codes import finding
from bareme.differences.model import (
    Answer,
    Change,
    Comparison,
    Curve,
    Derived,
    Difference,
    Facet,
    Group,
    History,
    OutputEffect,
    Part,
    Point,
    Reach,
    Segment,
    Witness,
)
from differences.samples.parts import (
    DAILY,
    DAYS,
    FIGURES,
    YEARLY,
    command,
    euros,
    line,
    said,
    shift,
    side,
)

_ARTISAN = {"date_arret": "2019-01-01", "statut": "commercant", "revenu_annuel_moyen": "42000"}
_MICRO = {
    "date_arret": "2019-01-01",
    "statut": "artisan",
    "micro_entrepreneur": "true",
    "revenu_annuel_moyen": "3862.80",
}

PASS = Change(
    "figure",
    "changed",
    "plafond_annuel",
    "Plafond annuel de la sécurité sociale (PASS)",
    "plafonds",
    dt.date(2019, 1, 1),
    (
        Facet(
            "value",
            "",
            said("39\u202f732,00 €/an", FIGURES, 17, 39732, "Arrêté du 5 décembre 2017"),
            said("40\u202f524,00 €/an", FIGURES, 18, 40524, "Arrêté du 11 décembre 2018"),
        ),
        Facet(
            "history",
            "1",
            said("39\u202f228,00 €/an", FIGURES, 16, 39228, "Arrêté du 5 décembre 2016"),
            said("39\u202f732,00 €/an", FIGURES, 17, 39732, "Arrêté du 5 décembre 2017"),
        ),
    ),
    kind=YEARLY,
    dependents=(
        "plafond_journalier_commun",
        "seuil_revenu",
        "plafond_journalier",
        "indemnite_journaliere",
    ),
    reach=Reach(("indemnite_journaliere", "plafond_journalier"), None, dt.date(2019, 1, 1), 312),
    findings=(
        finding(
            "yearly-revaluation",
            label="Plafond annuel de la sécurité sociale (PASS)",
            before="39\u202f732,00 €/an",
            after="40\u202f524,00 €/an",
            date="1er janvier 2019",
            evolution=" (+1,99 %)",
        ),
    ),
    fingerprint="5d41402abc4b",
)

CAP = Derived(
    "plafond_journalier_commun",
    "Montant maximal de l'indemnité, hors professions libérales",
    DAILY,
    euros("54.43"),
    euros("55.51"),
    (Part(("plafond_annuel",), euros("1.08")),),
)
THRESHOLD = Derived(
    "seuil_revenu",
    "Seuil de revenu qui ouvre droit à l'indemnité",
    YEARLY,
    euros("3862.80"),
    euros("3919.20"),
    (Part(("plafond_annuel",), euros("56.40")),),
)

_AT_THE_CAP = Witness(
    "gain",
    _ARTISAN,
    Answer(euros("54.43")),
    Answer(euros("55.51")),
    (Part(("plafond_annuel",), euros("1.08")),),
    command(_ARTISAN),
    "3e cas : revenu moyen de 42 000 €, ramené au plafond",
)
_BELOW = Witness(
    "vanish",
    _MICRO,
    Answer(euros("5.29")),
    Answer(0),
    (Part(("plafond_annuel",), euros("-5.29")),),
    command(_MICRO),
)

DAILY_LIMITS = OutputEffect(
    "indemnite_journaliere",
    "Indemnité journalière",
    DAILY,
    {"gain": 96, "lose": 0, "vanish": 12, "same": 200, "refused": 1, "answered": 1},
    shift("0.02", "21.00"),
    shift("1.08", "54.43"),
    shift("1.08", "54.43"),
    euros("38.22"),
    (
        Part(("plafond_annuel",), euros("38.72")),
        Part(("minimum_forfaitaire",), 0),
        Part(("plafond_annuel", "minimum_forfaitaire"), euros("-0.50")),
    ),
    (_AT_THE_CAP, _BELOW),
)
CAP_LIMITS = OutputEffect(
    "plafond_journalier",
    "Montant maximal de l'indemnité",
    DAILY,
    {"gain": 310},
    *(shift("1.08", "54.43"),) * 3,
    euros("334.80"),
    (Part(("plafond_annuel",), euros("334.80")),),
    (_AT_THE_CAP,),
)
STILL = OutputEffect(
    "delai_carence", "Délai de carence", DAYS, {"same": 310}, None, None, None, None, (), ()
)

CURVE = Curve(
    "indemnite_journaliere",
    "Indemnité journalière",
    DAILY,
    "revenu_annuel_moyen",
    "Revenu d'activité annuel moyen des trois dernières années civiles",
    YEARLY,
    {"statut": "commercant", "micro_entrepreneur": "true"},
    (
        line("0", "3862.80", "0", "0"),
        Segment(Fraction("3862.80"), 39732, Fraction("3862.80") / 730, Fraction(39732, 730)),
        line("39732", "60000", "54.43", "54.43"),
    ),
    (
        line("0", "3919.20", "0", "0"),
        Segment(Fraction("3919.20"), 40524, Fraction("3919.20") / 730, Fraction(40524, 730)),
        line("40524", "60000", "55.51", "55.51"),
    ),
)

_PASS_HISTORY = History(
    "plafond_annuel",
    "",
    "Plafond annuel de la sécurité sociale (PASS)",
    YEARLY,
    tuple(
        Point(dt.date(year, 1, 1), value, year == 2019)
        for year, value in (
            *((2012, 36372), (2013, 37032), (2014, 37548), (2015, 38040), (2016, 38616)),
            *((2017, 39228), (2018, 39732), (2019, 40524)),
        )
    ),
)

YEARLY_UPDATE = Difference(
    "indemnites-journalieres",
    side("2018-12-31", "2026.1", "2018-12-31"),
    side("2019-01-01", "2026.1", "2019-01-01"),
    dt.date(2018, 12, 31),
    (PASS,),
    (
        Comparison(
            dt.date(2018, 12, 31),
            dt.date(2019, 1, 1),
            dt.date(2019, 12, 31),
            before_edition=True,
            names=("plafond_annuel",),
            derived=(CAP, THRESHOLD),
            groups=(
                Group(
                    "examples",
                    3,
                    1,
                    (
                        OutputEffect(
                            "indemnite_journaliere",
                            "Indemnité journalière",
                            DAILY,
                            {"gain": 1, "same": 1},
                            *(shift("1.08", "54.43"),) * 3,
                            euros("1.08"),
                            (Part(("plafond_annuel",), euros("1.08")),),
                            (_AT_THE_CAP,),
                        ),
                    ),
                ),
                Group("limits", 312, 2, (DAILY_LIMITS, CAP_LIMITS, STILL)),
            ),
            curves=(CURVE,),
        ),
    ),
    histories=(_PASS_HISTORY,),
)
