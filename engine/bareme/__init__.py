"""Rules as code: dated YAML rulebooks of social-protection law, evaluated exactly, explained.

    book = bareme.load("the-name-of-a-rulebook")
    rules = book.on("2018-03-01")
    result = rules.evaluate(an_input="choice", another=20000)
    result["an_output"]                    # Decimal('27.40')
    print(result.explain())

This is the public face; everything else may change. Importing it loads nothing else: what a
name needs is imported when it is first used.
"""

from __future__ import annotations

from bareme._version import __version__

TYPE_CHECKING = False  # as typing's, which is not imported for this
if TYPE_CHECKING:
    from bareme.diagnostics import Diagnostic, Severity
    from bareme.differences.diffing import diff
    from bareme.errors import BaremeError, MissingInputError, RulebookError, SituationError
    from bareme.evaluation import Step
    from bareme.loading import RulesDirectory, load, rules_directory
    from bareme.model import Input
    from bareme.result import Edition, Reference, Result
    from bareme.rulebook import Rulebook, Rules
    from bareme.translation import speaking

_HOMES = {
    "BaremeError": "errors",
    "Diagnostic": "diagnostics",
    "Edition": "result",
    "Input": "model",
    "MissingInputError": "errors",
    "Reference": "result",
    "Result": "result",
    "Rulebook": "rulebook",
    "RulebookError": "errors",
    "Rules": "rulebook",
    "RulesDirectory": "loading",
    "Severity": "diagnostics",
    "SituationError": "errors",
    "Step": "evaluation",
    "diff": "differences.diffing",
    "load": "loading",
    "rules_directory": "loading",
    "speaking": "translation",
}

__all__ = [
    "BaremeError",
    "Diagnostic",
    "Edition",
    "Input",
    "MissingInputError",
    "Reference",
    "Result",
    "Rulebook",
    "RulebookError",
    "Rules",
    "RulesDirectory",
    "Severity",
    "SituationError",
    "Step",
    "__version__",
    "diff",
    "load",
    "rules_directory",
    "speaking",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'bareme' has no attribute {name!r}")
    return getattr(import_module(f"bareme.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
