"""`bareme test`: the examples and the published figures of the rulebooks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser
    from bareme.diagnostics import Diagnostic
    from bareme.loading import RulesDirectory


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument(
        "rulebooks", metavar="BAREME", nargs="*", help="un barème (par défaut : tous)"
    )
    parser.options.add_argument(
        "-v", "--verbose", action="store_true", help="nommer aussi les exemples qui passent"
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the examples and write how they went."""
    from bareme.cli import output
    from bareme.loading import rules_directory

    directory = rules_directory(arguments.rules)
    findings: list[Diagnostic] = []
    for name in arguments.rulebooks or directory.present_names():
        findings += _run_one(directory, name, arguments.verbose)
    if findings:
        output.complain(findings, arguments.color)
    return output.status_of(findings)


def _run_one(directory: RulesDirectory, name: str, verbose: bool) -> list[Diagnostic]:
    from bareme.checking.examples import run_examples
    from bareme.checking.published import check_published
    from bareme.cli import output
    from bareme.diagnostics import Report, Severity

    report = Report()
    book = directory.load(name)
    examples = directory.examples(name, report)
    outcomes = run_examples(book, examples)
    published = Report()
    check_published(book.definition, published)
    differing = [d for d in published.diagnostics if d.severity is Severity.ERROR]
    for outcome in outcomes if verbose else ():
        output.say(f"  {'ok   ' if outcome.passed else 'ÉCHEC'}  {outcome.example.name}")
    passed = sum(outcome.passed for outcome in outcomes)
    figures = sum(len(rule.published) for rule in book.definition.rules.values())
    told = f"{name} : {passed} exemples sur {len(outcomes)} passent"
    if figures:
        agreeing = figures - len(differing)
        told += f", {agreeing} montants publiés sur {figures} concordent ou s'expliquent"
    output.say(f"{told}.")
    sys.stdout.flush()
    failures = [finding for outcome in outcomes for finding in outcome.findings]
    return [*report.diagnostics, *differing, *failures]
