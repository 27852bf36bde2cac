"""What every scenario is, and what must be found in it: by the law, not by the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from differences.scenarios.repository import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Scenario:
    """Two states, and the findings of each change: under its rulebook, its subject and its name.

    `level` is the gravest of them that nobody has accepted, None where there is none;
    `unreadable` tells that a side is.
    """

    codes: Mapping[str, set[str]]
    level: str | None = None
    base: str = "base"
    head: str | None = None
    options: tuple[str, ...] = ()
    unreadable: bool = False
    rulebooks: tuple[str, ...] = field(default=())

    def words(self, name: str) -> list[str]:
        """Return the words of the command that tells what differs."""
        sides = [] if "--from" in self.options else ["--base", self.base]
        return ["diff", *sides, "--head", self.head or name, *self.options]

    def status(self, fail_on: str) -> int:
        """Return how the command must end."""
        grades = ("note", "warning", "error")
        if self.unreadable:
            return 2
        if fail_on == "never" or self.level is None:
            return 0
        return int(grades.index(self.level) >= grades.index(fail_on))


_YEARLY = {
    "reperes/figure/plafond_annuel": {"yearly-revaluation"},
    "reperes/rulebook/reperes": {"edition-raised"},
    "indemnite/figure/plafond_annuel": set[str](),  # told where it is written
    "indemnite/figure/minimum_journalier": {"figure-changed"},
    "indemnite/published/plafond_journalier": {"published-added"},
    "indemnite/rulebook/indemnite": {"edition-raised"},
    "indemnite/example/Salarié au plafond de 2026": {"example-added"},
}
_RETROACTIVE = {
    "indemnite/figure/minimum_journalier": {
        "retroactive-figure",
        "reference-unchanged",
        "edition-not-raised",
    },
    "indemnite/example/Indépendant au minimum, à l'hôpital": {"example-expectation-changed"},
}
_RAISED = {"indemnite/rulebook/indemnite": {"edition-raised"}}
_BROKEN = {
    "indemnite/figure/minimum_journalier": {
        "retroactive-figure",
        "reference-unchanged",
    },
}

SCENARIOS: Mapping[str, Scenario] = {
    "nothing-changed": Scenario({}, head="base"),
    "reformatted": Scenario({}, rulebooks=("indemnite", "reperes")),
    "yearly-update": Scenario(_YEARLY, "note"),
    "two-dates": Scenario(
        {
            "reperes/figure/plafond_annuel": {"yearly-revaluation"},
            "indemnite/figure/plafond_annuel": set(),
            "indemnite/figure/minimum_journalier": {"figure-changed"},
        },
        "note",
        head="yearly-update",
        options=("--from", "2025-12-31", "--to", "2026-01-01", "--as-of", "2025-12-15"),
    ),
    "decimal-point-lost": Scenario(
        {
            "reperes/figure/plafond_annuel": {"unexpected-jump", "yearly-revaluation"},
            "reperes/rulebook/reperes": {"edition-raised"},
            "indemnite/figure/plafond_annuel": set(),
        },
        "error",
    ),
    "retroactive-correction": Scenario(_RETROACTIVE, "error"),
    "accepted": Scenario(
        _RETROACTIVE,
        "warning",
        head="retroactive-correction",
        options=("--review", str(HERE / "accepted" / "bareme-review.yaml")),
    ),
    "two-figures-together": Scenario(
        {
            "indemnite/figure/diviseur_annuel": {"retroactive-figure"},
            "indemnite/figure/taux": {"retroactive-figure"},
            "indemnite/published/plafond_journalier": {"published-added"},
            "indemnite/example/Salarié, un mois d'arrêt": {"example-expectation-changed"},
            "indemnite/example/Salarié au plafond": {"example-expectation-changed"},
            "indemnite/example/Indépendant, un mois d'arrêt": {"example-expectation-changed"},
            **_RAISED,
        },
        "error",
    ),
    "later": Scenario(
        {"indemnite/figure/minimum_journalier": {"figure-changed"}, **_RAISED}, "note"
    ),
    "refactored": Scenario({"indemnite/rule/jours_payes": {"rule-refactored"}, **_RAISED}, "note"),
    "cases-swapped": Scenario(
        {
            "indemnite/rule/indemnite_journaliere": {
                "retroactive-rule",
                "rule-untested",
                "edition-not-raised",
            }
        },
        "error",
    ),
    "renamed": Scenario({"indemnite/figure/seuil_ouverture": {"renamed"}, **_RAISED}, "warning"),
    "row-added": Scenario(
        {
            "prime/rule/prime_mensuelle": {"retroactive-rule"},
            "prime/rulebook/prime": {"edition-raised"},
            "prime/example/Soixante kilomètres": {"example-expectation-changed"},
        },
        "error",
    ),
    "input-added": Scenario(
        {
            "indemnite/input/enfants": {"input-required"},
            "indemnite/rule/indemnite_journaliere": {"retroactive-rule", "rule-untested"},
            **_RAISED,
        },
        "error",
    ),
    "output-removed": Scenario(
        {
            "indemnite/output/delai_carence": {"output-removed"},
            "indemnite/example/Salarié, un mois d'arrêt": {"example-expectation-changed"},
            "indemnite/example/Apprenti, arrêt court": {"example-expectation-changed"},
            "indemnite/example/Indépendant au minimum, à l'hôpital": {
                "example-expectation-changed"
            },
            **_RAISED,
        },
        "error",
    ),
    "unit-changed": Scenario(
        {
            "prime/rule/prime_mensuelle": {"unit-changed", "retroactive-rule"},
            "prime/rulebook/prime": {"edition-raised"},
            "prime/example/Vingt kilomètres": {"example-expectation-changed"},
            "prime/example/Soixante kilomètres": {"example-expectation-changed"},
        },
        "error",
    ),
    "rulebook-added": Scenario({"bonus/rulebook/bonus": {"rulebook-added"}}, "note"),
    "rulebook-removed": Scenario({"prime/rulebook/prime": {"rulebook-removed"}}, "error"),
    "broken-after": Scenario(_BROKEN, "error", head="broken", unreadable=True),
    "broken-before": Scenario(_BROKEN, "error", base="broken", head="base", unreadable=True),
}
