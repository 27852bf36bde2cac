"""Whole processes, as they are typed: the command line from nothing to its last line."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import Row, at_most, duration
from benchmarks.timing import processes

if TYPE_CHECKING:
    from collections.abc import Mapping

EVALUATE_LIMIT = 0.25
HELP_LIMIT = 2
_EVALUATE = (
    "evaluate indemnites-journalieres --on 2018-03-01 statut=artisan revenu_annuel_moyen=20000"
)


def rows(quick: bool, environment: Mapping[str, str]) -> list[Row]:
    """Return the lines about the command line."""
    command = str(Path(sys.executable).with_name("bareme"))
    taken = processes(
        {
            "python": [sys.executable, "-c", "pass"],
            "help": [command, "--help"],
            "evaluate": [command, *_EVALUATE.split()],
        },
        environment,
        rounds=5 if quick else 20,
    )
    bare, help_, evaluate = (statistics.median(taken[name]) for name in taken)
    ratio = statistics.median(
        help_ / bare for bare, help_ in zip(taken["python"], taken["help"], strict=True)
    )
    return [
        Row("`python -c pass`", duration(bare)),
        at_most(
            "`bareme --help`, against it",
            f"{ratio:.1f} × ({duration(help_)})",
            ratio,
            HELP_LIMIT,
            f"{HELP_LIMIT} ×",
        ),
        at_most(
            f"`bareme {_EVALUATE}`",
            duration(evaluate),
            evaluate,
            EVALUATE_LIMIT,
            duration(EVALUATE_LIMIT),
        ),
    ]
