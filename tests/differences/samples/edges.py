"""Sides that cannot be read or are not there, and nothing at all."""

from __future__ import annotations

import datetime as dt

from bareme.diagnostics import Diagnostic, Place, Source, facts
from bareme.differences.model import (
    Change,
    Difference,
    Reach,
    Side,
)
from differences.samples.parts import (
    FIGURES,
)

_BROKEN = Source(FIGURES, "plafond_annuel:\n  label: PASS\n  values:\n    2019-01-01: 3919,20\n")
UNREADABLE = Difference(
    "plafonds",
    Side("origin/main", "plafonds", "Plafonds de la sécurité sociale", "2026.1", "aa" * 32, None),
    None,
    dt.date(2026, 1, 1),
    unreadable=(
        Diagnostic(
            "not-a-number", Place(_BROKEN, 4, 17, 24), facts({"text": "3919,20"}), "3919.20"
        ),
    ),
)
NEW = Difference(
    "plafonds",
    None,
    Side("v2", "plafonds", "Plafonds de la sécurité sociale", "2026.1", "aa" * 32, None),
    dt.date(2026, 1, 1),
    (
        Change(
            "rulebook",
            "added",
            "plafonds",
            "Plafonds de la sécurité sociale",
            "plafonds",
            None,
            (),
            reach=Reach((), "incomparable"),
            fingerprint="6f8f57715090",
        ),
    ),
)
SAME = Difference(
    "plafonds",
    Side("v1", "plafonds", "Plafonds de la sécurité sociale", "2026.1", "aa" * 32, None),
    Side("v2", "plafonds", "Plafonds de la sécurité sociale", "2026.1", "aa" * 32, None),
    dt.date(2026, 1, 1),
)
