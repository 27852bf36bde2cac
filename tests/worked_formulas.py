"""Every formula that was worked out by hand as a rule of one rulebook, and situations to judge."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from language.test_meaning import _SITUATION, CASES, _rule
from rulebooks import PARAMETERS, RULEBOOK, load
from situations import Situations

if TYPE_CHECKING:
    from pathlib import Path

    import bareme

FORMULAS = tuple(case[0] for case in CASES)  # the rule of each is r0, r1, …


def rulebook(where: Path) -> bareme.Rulebook:
    """Write and load the rulebook."""
    every = "".join(_rule(index, case[0], case[1]) for index, case in enumerate(CASES))
    return load(where, {"parameters.yaml": PARAMETERS, "rulebook.yaml": RULEBOOK + every})


def situations(book: bareme.Rulebook) -> list[dict[str, Any]]:
    """Return the situation of the formulas, and some that differ from it in a few values."""
    some, pick = Situations(book, 5), random.Random(5)
    rows: list[dict[str, Any]] = [dict(_SITUATION)]
    for _ in range(40):
        other = some.one(wrong=0)
        changed = {n: v for n, v in other.items() if n in _SITUATION and pick.random() < 0.5}
        rows.append({**_SITUATION, **changed})
        if pick.random() < 0.2:
            rows[-1].pop(pick.choice(sorted(_SITUATION)))
    return rows
