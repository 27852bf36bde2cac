"""Differences written by hand, of every sort there is: what every format is tried on.

The figures are those of the law; who is touched, and how many, is made up but adds up.
"""

from __future__ import annotations

from bareme.differences.model import Difference, Differences
from differences.samples.correction import CORRECTION
from differences.samples.dates import PASS, YEARLY_UPDATE
from differences.samples.edges import NEW, SAME, UNREADABLE
from differences.samples.formulas import FORMULAS
from differences.samples.hostile import HOSTILE, NASTY
from differences.samples.person import HOSTILE_PERSON, MANY_YEARS, ONE_PERSON, UNTOUCHED
from differences.samples.tables import TABLE
from differences.samples.words import WORDS

__all__ = [
    "CORRECTION",
    "FORMULAS",
    "HOSTILE",
    "HOSTILE_PERSON",
    "NASTY",
    "NEW",
    "PASS",
    "SAME",
    "SAMPLES",
    "TABLE",
    "UNREADABLE",
    "WORDS",
    "YEARLY_UPDATE",
    "between",
]


def between(before: str, after: str, *items: Difference) -> Differences:
    """Return the differences of these rulebooks."""
    return Differences(before, after, items)


SAMPLES: dict[str, Differences] = {
    "yearly-update": between("2018-12-31", "2019-01-01", YEARLY_UPDATE),
    "retroactive-correction": between("origin/main", "répertoire de travail", CORRECTION),
    "changed-formulas": between("v1", "v2", FORMULAS),
    "added-row": between("v1", "v2", TABLE),
    "no-effect": between("v1", "v2", WORDS),
    "unreadable-side": between("origin/main", "répertoire de travail", UNREADABLE),
    "new-rulebook": between("v1", "v2", NEW),
    "nothing": between("v1", "v2", SAME),
    "no-rulebook": between("v1", "v2"),
    "hostile": between(NASTY, "v2", HOSTILE),
    "one-person": between("2018-12-31", "2019-01-01", ONE_PERSON),
    "untouched-person": between("2018-12-31", "2019-01-01", UNTOUCHED),
    "hostile-person": between(NASTY, "v2", HOSTILE_PERSON),
    "many-years": between("v1", "v2", MANY_YEARS),
    "several": between("v1", "v2", SAME, CORRECTION, FORMULAS, TABLE, UNREADABLE),
}
