"""`bareme check`: every finding about the rulebooks, where it stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme.cli.chosen import add_paths, rulebooks
from bareme.cli.parsing import add_common
from bareme.translation import tr, trn

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser
    from bareme.diagnostics import Diagnostic, Severity
    from bareme.loading import RulesDirectory


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_paths(parser)
    parser.options.add_argument(
        "--fix",
        action="store_true",
        help=tr("corriger ce qui n'a qu'une correction possible, montrée avant d'être écrite"),
    )
    parser.options.add_argument(
        "--yes", action="store_true", help=tr("avec --fix, écrire sans demander")
    )
    add_common(parser, formats=("text", "json", "github"))


def run(arguments: argparse.Namespace) -> int:
    """Check and write every finding."""
    from bareme.cli import output
    from bareme.diagnostics.rendering import FORMATS

    found: list[Diagnostic] = []
    chosen = rulebooks(arguments.paths, arguments.rules)
    if arguments.yes and not arguments.fix:
        output.note(tr("--yes ne va qu'avec --fix."))
        return 2
    if arguments.fix:
        _fix(chosen, arguments)
    for directory, name in chosen:
        found += directory.check(name)
    for directory in dict.fromkeys(directory for directory, _ in chosen):
        found += directory.check_stray_files()
    found = sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key)
    written = FORMATS[arguments.format](found, output.colored(arguments.color, sys.stdout))
    if written:
        print(written)
    if arguments.format == "text":
        output.note(_summary(len(chosen), found))
    return output.status_of(found)


def _fix(chosen: list[tuple[RulesDirectory, str]], arguments: argparse.Namespace) -> None:
    from bareme.cli.changing import opened
    from bareme.cli.mending import mend

    if not arguments.paths:
        opened(arguments)
    mend(chosen, sure=arguments.yes, beside=arguments.format != "text")


def _summary(count: int, found: list[Diagnostic]) -> str:
    from bareme.diagnostics import Severity

    counts = dict.fromkeys((Severity.ERROR, Severity.WARNING, Severity.NOTE), 0)
    for finding in found:
        counts[finding.severity] += 1
    told = ", ".join(_counted(severity, n) for severity, n in counts.items() if n)
    return trn(
        "{count} barème vérifié : {findings}.",
        "{count} barèmes vérifiés : {findings}.",
        count,
        count=count,
        findings=told or tr("rien à signaler"),
    )


def _counted(severity: Severity, count: int) -> str:
    """Return how many findings of a severity there are, in words."""
    from bareme.diagnostics import Severity

    if severity is Severity.ERROR:
        return trn("{count} erreur", "{count} erreurs", count, count=count)
    if severity is Severity.WARNING:
        return trn("{count} avertissement", "{count} avertissements", count, count=count)
    return trn("{count} note", "{count} notes", count, count=count)
