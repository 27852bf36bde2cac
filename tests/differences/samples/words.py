"""What changes no answer: a rename, a figure nobody reads, one still to come."""

from __future__ import annotations

import datetime as dt

from bareme.differences.findings.codes import finding
from bareme.differences.model import (
    Change,
    Difference,
    Facet,
    Reach,
    Side,
)
from differences.samples.parts import (
    FIGURES,
    YEARLY,
    said,
    unit,
)

RENAMED = Change(
    "figure",
    "renamed",
    "plafond_annuel",
    "Plafond annuel de la sécurité sociale (PASS)",
    "plafonds",
    None,
    (Facet("name", "", said("plafond", FIGURES, 6), said("plafond_annuel", FIGURES, 6)),),
    former="plafond",
    kind=YEARLY,
    dependents=("plafond_journalier_commun",),
    reach=Reach((), "words"),
    findings=(finding("renamed", former="plafond", name="plafond_annuel"),),
    fingerprint="e1671797c52e",
)
UNREAD = Change(
    "figure",
    "added",
    "plafond_mensuel",
    "Plafond mensuel",
    "plafonds",
    dt.date(2019, 1, 1),
    (Facet("value", "", None, said("3\u202f377,00 €/mois", FIGURES, 60, 3377, "Arrêté")),),
    kind=unit("€/mois"),
    reach=Reach((), "unread"),
    fingerprint="8fa14cdd754f",
)
TO_COME = Change(
    "figure",
    "added",
    "plafond_annuel",
    "Plafond annuel de la sécurité sociale (PASS)",
    "plafonds",
    dt.date(2027, 1, 1),
    (
        Facet(
            "value",
            "",
            said("48\u202f060,00 €/an", FIGURES, 36, 48060, "Arrêté du 22 décembre 2025"),
            said("480\u202f600,00 €/an", FIGURES, 37, 480600, "Arrêté du 21 décembre 2026"),
        ),
    ),
    kind=YEARLY,
    dependents=("plafond_journalier_commun",),
    reach=Reach((), "outside", dt.date(2027, 1, 1)),
    findings=(
        finding(
            "unexpected-jump",
            label="Plafond annuel de la sécurité sociale (PASS)",
            before="48\u202f060,00 €/an",
            after="480\u202f600,00 €/an",
            evolution=" (+900 %)",
            meant="48060",
        ),
    ),
    fingerprint="cbb184dd8e05",
)
WORDS = Difference(
    "plafonds",
    Side("v1", "plafonds", "Plafonds de la sécurité sociale", "2026.1", "aa" * 32, None),
    Side("v2", "plafonds", "Plafonds de la sécurité sociale", "2026.2", "bb" * 32, None),
    dt.date(2026, 1, 1),
    (RENAMED, UNREAD, TO_COME),
)
