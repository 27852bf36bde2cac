"""Changed formulas: one without effect, one whose cases changed places."""

from __future__ import annotations

import datetime as dt

from bareme.differences.findings.codes import finding
from bareme.differences.model import (
    Answer,
    Change,
    Comparison,
    Difference,
    Facet,
    Group,
    OutputEffect,
    Part,
    Reach,
    Said,
    Witness,
)
from differences.samples.parts import (
    DAILY,
    DAYS,
    RULES,
    command,
    said,
    shift,
    side,
)

REFACTORED = Change(
    "rule",
    "changed",
    "plafond_journalier_commun",
    "Montant maximal de l'indemnité, hors professions libérales",
    "indemnites-journalieres",
    None,
    (
        Facet(
            "formula",
            "",
            said("⟦plafond_annuel / diviseur_annuel⟧", RULES, 213),
            said("⟦(1 / diviseur_annuel) * plafond_annuel⟧", RULES, 213),
        ),
    ),
    kind=DAILY,
    dependents=("plafond_journalier", "indemnite_journaliere"),
    reach=Reach((), "same", None, 640),
    findings=(
        finding(
            "rule-refactored",
            label="Montant maximal de l'indemnité, hors professions libérales",
            reason="les 640 cas essayés donnent les mêmes réponses",
        ),
    ),
    fingerprint="c3fcd3d76192",
)
SWAPPED = Change(
    "rule",
    "changed",
    "delai_carence",
    "Délai de carence",
    "indemnites-journalieres",
    dt.date(2015, 1, 1),
    (
        Facet(
            "order",
            'nature_arret == "accident"',
            Said("1", None, 1),
            said("2", RULES, 342, 2),
        ),
        Facet(
            "when",
            "duree_arret > 7",
            said("duree_arret ⟦>⟧ 7", RULES, 344),
            said("duree_arret ⟦>=⟧ 7", RULES, 344),
        ),
        Facet("then", "otherwise", said("⟦7⟧", RULES, 346), said("⟦3⟧", RULES, 346)),
        Facet("case", "temps_partiel_therapeutique", None, said("0", RULES, 348)),
    ),
    kind=DAYS,
    dependents=("jours_indemnises",),
    reach=Reach(("delai_carence",), None, dt.date(2015, 1, 1), 640),
    findings=(finding("rule-untested", label="Délai de carence", outputs="delai_carence"),),
    fingerprint="7b8b965ad4bc",
)
_HURT = {"date_arret": "2015-01-01", "nature_arret": "accident", "duree_arret": "7"}
FORMULAS = Difference(
    "indemnites-journalieres",
    side("v1", "2026.1"),
    side("v2", "2026.2"),
    dt.date(2026, 1, 1),
    (REFACTORED, SWAPPED),
    (
        Comparison(
            dt.date(2015, 1, 1),
            dt.date(2015, 1, 1),
            None,
            before_edition=True,
            names=("delai_carence", "plafond_journalier_commun"),
            derived=(),
            groups=(
                Group(
                    "limits",
                    640,
                    0,
                    (
                        OutputEffect(
                            "delai_carence",
                            "Délai de carence",
                            DAYS,
                            {"lose": 88, "same": 552},
                            shift("-1", "4"),
                            shift("-4", "7"),
                            shift("-4", "7"),
                            -300,
                            (Part(("delai_carence",), -300),),
                            (
                                Witness(
                                    "lose",
                                    _HURT,
                                    Answer(7),
                                    Answer(3),
                                    (Part(("delai_carence",), -4),),
                                    command(_HURT),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
