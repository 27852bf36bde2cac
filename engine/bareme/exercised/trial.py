"""A rulebook put to its own tests: its examples, and its published amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.checking.examples import run_examples
from bareme.checking.published import check_published
from bareme.diagnostics import Report, Severity
from bareme.exercised.accounting import account

if TYPE_CHECKING:
    from bareme.checking.examples import Outcome
    from bareme.diagnostics import Diagnostic
    from bareme.exercised.accounting import Account
    from bareme.loading import RulesDirectory
    from bareme.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Trial:
    """How the examples of a rulebook went, how many amounts are `published`, how many of them are
    `agreeing` with their formulas or explained, and everything there is to say.
    """

    book: Rulebook
    outcomes: tuple[Outcome, ...]
    published: int
    agreeing: int
    findings: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        """The name of the rulebook."""
        return self.book.name

    @property
    def passed(self) -> int:
        """How many examples pass."""
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def account(self) -> Account:
        """What the examples exercise."""
        return account(self.book.definition, self.outcomes)


def tried(directory: RulesDirectory, name: str) -> Trial:
    """Put a rulebook to its tests; RulebookError when it cannot be used."""
    reading, judging = Report(), Report()
    book = directory.load(name)
    outcomes = run_examples(book, directory.examples(name, reading))
    check_published(book.definition, judging)
    differing = [d for d in judging.diagnostics if d.severity is Severity.ERROR]
    published = sum(len(rule.published) for rule in book.definition.rules.values())
    failures = (finding for outcome in outcomes for finding in outcome.findings)
    findings = (*reading.diagnostics, *differing, *failures)
    return Trial(book, outcomes, published, published - len(differing), findings)
