"""Texts that would break a table, call someone, or run something."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from bareme.diagnostics import Place, Severity, Source, facts
from bareme.differences.model import (
    Acceptance,
    Answer,
    Change,
    Comparison,
    Difference,
    Facet,
    Finding,
    Group,
    OutputEffect,
    Reach,
    Said,
    Side,
    Witness,
)
from bareme.language.kinds import Kind
from differences.samples.parts import (
    PERCENT,
)

NASTY = (
    "a|b `c` <script>alert(1)</script> @team #1 [x](http://y) ![z](w)\n# titre ::error::\x1b[31m"
)
_SAID = facts(dict.fromkeys(("label", "before", "after", "evolution", "meant"), NASTY))
_NASTY_PLACE = Source("rules/x,y:z|`<b>.yaml", "\n\n  v\n")
HOSTILE = Difference(
    "hostile",
    Side(NASTY, "hostile", NASTY, NASTY, "aa" * 32, None),
    Side("v2", "hostile", NASTY, "2026.1", "bb" * 32, None),
    dt.date(2026, 1, 1),
    (
        Change(
            "figure",
            "changed",
            "taux",
            NASTY,
            "hostile",
            dt.date(2026, 1, 1),
            (
                Facet(
                    "value",
                    NASTY,
                    Said(NASTY, Place(_NASTY_PLACE, 3, 3, 4), Fraction(1, 3), NASTY),
                    Said(NASTY, Place(_NASTY_PLACE, 3, 3, 4), Fraction(2, 3), NASTY),
                ),
                Facet("label", "", Said(NASTY), Said(NASTY + "!")),
            ),
            kind=PERCENT,
            reach=Reach(("sortie",), None, dt.date(2026, 1, 1), 3),
            findings=(
                Finding(
                    "unexpected-jump",
                    Severity.ERROR,
                    _SAID,
                    Acceptance(NASTY, NASTY),
                ),
                Finding("unexpected-jump", Severity.WARNING, _SAID),
            ),
            fingerprint="0" * 12,
        ),
    ),
    (
        Comparison(
            dt.date(2025, 12, 31),
            dt.date(2026, 1, 1),
            None,
            before_edition=True,
            names=("taux",),
            derived=(),
            groups=(
                Group(
                    "limits",
                    1,
                    0,
                    (
                        OutputEffect(
                            "sortie",
                            NASTY,
                            Kind("text"),
                            {"other": 1},
                            *(None, None, None, None, ()),
                            (
                                Witness(
                                    "other",
                                    {"texte": NASTY},
                                    Answer(NASTY),
                                    Answer(None, "text-too-long", NASTY),
                                    (),
                                    f"bareme evaluate hostile texte='{NASTY}'",
                                    NASTY,
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
