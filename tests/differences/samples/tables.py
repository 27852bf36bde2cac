"""A row added to a table; a choice with it, and an output less."""

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
    Reach,
    Side,
    Witness,
)
from bareme.language.kinds import BOOLEAN, Kind
from differences.samples.parts import (
    AGENCY,
    said,
)

ROW = Change(
    "rule",
    "changed",
    "agence",
    "Agence de rattachement",
    "rattachement-agence",
    None,
    (Facet("case", 'departement == "59"', None, said("lille", "rules/a/rulebook.yaml", 61)),),
    kind=AGENCY,
    dependents=("agence_ouverte",),
    reach=Reach(("agence", "agence_ouverte"), None, dt.date(2015, 1, 1), 101),
    fingerprint="0cc175b9c0f1",
)
CHOICE = Change(
    "input",
    "changed",
    "departement",
    "Département",
    "rattachement-agence",
    None,
    (
        Facet("choice", "59", None, said("Nord", "rules/a/rulebook.yaml", 20)),
        Facet("default", "", said("75", "rules/a/rulebook.yaml", 12), None),
    ),
    kind=Kind("choice", choices=frozenset({"75", "69", "59"})),
    dependents=("agence",),
    reach=Reach(("agence",), None, dt.date(2015, 1, 1), 101),
    fingerprint="92eb5ffee6ae",
)
OUTPUT = Change(
    "output",
    "removed",
    "telephone",
    "Numéro de téléphone",
    "rattachement-agence",
    None,
    (Facet("output", "", said("telephone", "rules/a/rulebook.yaml", 5), None),),
    reach=Reach((), "words"),
    findings=(finding("output-removed", label="Numéro de téléphone", name="telephone"),),
    fingerprint="4a8a08f09d37",
)
_NORTH = {"date_rattachement": "2015-01-01", "departement": "59"}
_ATTACH = "bareme evaluate rattachement-agence --explain departement=59"
TABLE = Difference(
    "rattachement-agence",
    Side("v1", "rattachement-agence", "Agence de rattachement", "2026.1", "aa" * 32, None),
    Side("v2", "rattachement-agence", "Agence de rattachement", "2026.2", "bb" * 32, None),
    dt.date(2026, 1, 1),
    (ROW, CHOICE, OUTPUT),
    (
        Comparison(
            dt.date(2015, 1, 1),
            dt.date(2015, 1, 1),
            None,
            before_edition=True,
            names=("agence", "departement"),
            derived=(),
            groups=(
                Group(
                    "limits",
                    101,
                    0,
                    (
                        OutputEffect(
                            "agence",
                            "Agence de rattachement",
                            AGENCY,
                            {"appear": 1, "other": 2, "same": 98},
                            *(None, None, None, None, ()),
                            (
                                Witness(
                                    "appear",
                                    _NORTH,
                                    Answer(),
                                    Answer("lille"),
                                    (),
                                    _ATTACH,
                                ),
                                Witness(
                                    "other",
                                    {"departement": "69"},
                                    Answer("paris"),
                                    Answer("lyon"),
                                    (),
                                    _ATTACH.replace("59", "69"),
                                ),
                            ),
                        ),
                        OutputEffect(
                            "agence_ouverte",
                            "Agence ouverte au public",
                            BOOLEAN,
                            {"answered": 1, "same": 100},
                            *(None, None, None, None, ()),
                            (
                                Witness(
                                    "answered",
                                    _NORTH,
                                    Answer(
                                        refusal="no-row-applies",
                                        words="aucune ligne du tableau ne s'applique",
                                    ),
                                    Answer(value=True),
                                    (),
                                    _ATTACH,
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
