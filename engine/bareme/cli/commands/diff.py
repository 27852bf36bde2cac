"""`bareme diff`: what a change of rules means, and for whom."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common
from bareme.translation import N_, tr

if TYPE_CHECKING:
    from bareme.cli.parsing import Parser
    from bareme.differences.model import Differences

FORMATS = ("text", "markdown", "json", "github", "html")
LEVELS = ("error", "warning", "note", "never")
_NOT_CARRIED_OUT = 2
_NOTES = N_("""\
Deux dates :       bareme diff BAREME --from 2018-12-31 --to 2019-01-01
Deux révisions :   bareme diff --base main                 (et le répertoire de travail)
                   bareme diff BAREME --base v1 --head v2
Deux répertoires : bareme diff rules-2025 rules-2026
Une personne :     l'une des trois, et ses données : nom=valeur (avec --on DATE)

Codes de sortie : 0 si rien n'atteint le niveau de --fail-on, 1 sinon, 2 si la commande ne peut pas
être menée à bien, ou si un barème est illisible.""")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.epilog = tr(_NOTES)
    parser.arguments.add_argument(
        "rest",
        metavar=tr("BAREME"),
        nargs="*",
        default=[],
        help=tr("un barème (par défaut : tous ceux qui changent), deux répertoires, ou nom=valeur"),
    )
    options = parser.options
    options.add_argument(
        "--from", dest="before", metavar="DATE", help=tr("la première de deux dates")
    )
    options.add_argument("--to", dest="after", metavar="DATE", help=tr("la seconde"))
    options.add_argument("--base", metavar="REV", help=tr("la révision git de départ"))
    options.add_argument(
        "--head", metavar="REV", help=tr("celle d'arrivée (par défaut : le répertoire de travail)")
    )
    options.add_argument("--on", metavar="DATE", help=tr("pour une personne : la date du droit"))
    options.add_argument(
        "--population", metavar=tr("FICHIER"), help=tr("l'effet sur des personnes : CSV ou Parquet")
    )
    options.add_argument(
        "--as-of",
        metavar="DATE",
        help=tr("ce qui est passé à cette date (par défaut : celle de --head, ou aujourd'hui)"),
    )
    options.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="never",
        help=tr("le niveau à partir duquel sortir avec 1 (par défaut : never)"),
    )
    options.add_argument(
        "--review",
        metavar=tr("FICHIER"),
        help=tr(
            "les niveaux choisis et les changements acceptés (par défaut : bareme-review.yaml)"
        ),
    )
    options.add_argument("--output", "-o", metavar=tr("FICHIER"), help=tr("écrire le résultat là"))
    options.add_argument(
        "--install-git",
        action="store_true",
        help=tr("faire de ceci le diff de git pour les barèmes"),
    )
    options.add_argument("--uninstall-git", action="store_true", help=tr("le défaire"))
    options.add_argument("--git-driver", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    add_common(parser, formats=FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Compare and write what differs."""
    from bareme.cli import output
    from bareme.cli.comparison import compared, reviewed
    from bareme.errors import BaremeError

    if arguments.git_driver is not None or arguments.install_git or arguments.uninstall_git:
        from bareme.cli.git import run as run_git

        return run_git(arguments)
    try:
        found = reviewed(compared(arguments), arguments)
    except BaremeError as error:  # 1 tells of a change, and of nothing else
        output.complain(error.diagnostics, arguments.color)
        return _NOT_CARRIED_OUT
    if found is None:
        return _NOT_CARRIED_OUT
    try:
        _write(found, arguments)
    except OSError as error:
        if arguments.output is None:
            raise  # the reader of standard output has gone
        reason = error.strerror or error
        output.note(
            tr(
                "bareme : {file} ne peut pas être écrit ({reason}).",
                file=arguments.output,
                reason=reason,
            )
        )
        return _NOT_CARRIED_OUT
    return _status(found, arguments.fail_on)


def _write(found: Differences, arguments: argparse.Namespace) -> None:
    """Write the result where it is wanted, in the form it is wanted in."""
    from bareme.cli import output
    from bareme.differences.rendering import written

    to_file = arguments.output is not None
    color = not to_file and output.colored(arguments.color, sys.stdout)
    text = written(found, arguments.format, color)
    if not to_file:
        if text:
            try:
                print(text, flush=True)
            except BrokenPipeError:  # whoever reads has seen enough: the status is the same
                output.silence()
        return
    Path(arguments.output).write_text(f"{text}\n", encoding="utf-8")


def _status(found: Differences, fail_on: str) -> int:
    from bareme.diagnostics import Severity

    if any(d.severity is Severity.ERROR for item in found.items for d in item.unreadable):
        return _NOT_CARRIED_OUT
    levels = [item.level for item in found.items if item.level is not None]
    if fail_on == "never" or not levels:
        return 0
    return int(max(levels) >= Severity[fail_on.upper()])
