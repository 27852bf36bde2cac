"""What every command that writes figures does in the end: prove, foresee, write, tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from bareme.cli.parsing import Parser
    from bareme.diagnostics import Report
    from bareme.editing.consequences import Consequences
    from bareme.editing.proving import Changed
    from bareme.loading import RulesDirectory

NOT_CARRIED_OUT = 2


def add_writing(parser: Parser) -> None:
    """Add the options of every command that writes figures."""
    from bareme.words import PROVENANCES

    parser.options.add_argument(
        "--provenance", choices=tuple(PROVENANCES), help=tr("le crédit à donner à la valeur")
    )
    parser.options.add_argument(
        "--note", metavar=tr("TEXTE"), help=tr("ce qu'il faut savoir de la valeur")
    )
    parser.options.add_argument(
        "--dry-run", action="store_true", help=tr("montrer ce qui changerait, sans rien écrire")
    )
    add_common(parser)


def texts_beside(arguments: argparse.Namespace) -> dict[str, str]:
    """Return what is to stand beside a value and its reference."""
    given = {"provenance": arguments.provenance, "note": arguments.note}
    return {key: text for key, text in given.items() if text}


def opened(arguments: argparse.Namespace) -> RulesDirectory:
    """Return the directory to write in. RulebookError for that of an installed program, or of
    another copy than the one worked in, unless it is named.
    """
    from bareme import resources
    from bareme.diagnostics import Diagnostic, facts
    from bareme.errors import RulebookError
    from bareme.loading import rules_directory

    directory = rules_directory(arguments.rules)
    package = Path(resources.__file__).resolve().parent
    if arguments.rules is None and directory.path.parent == package:
        data = facts({"path": directory.path})
        raise RulebookError([Diagnostic("shipped-rules", None, data)])
    here = Path("rules")
    if arguments.rules is None and here.is_dir() and here.resolve() != directory.path.resolve():
        data = facts({"path": directory.path, "here": here.resolve()})
        raise RulebookError([Diagnostic("rules-elsewhere", None, data)])
    return directory


def refuse(report: Report) -> None:
    """Raise what has been reported, if any of it is an error."""
    from bareme.errors import RulebookError

    if report.has_errors:
        raise RulebookError(report.diagnostics)


def carry_out(
    directory: RulesDirectory, files: Sequence[Changed], arguments: argparse.Namespace
) -> Consequences:
    """Write files, unless they are only to be shown, and return what follows."""
    from bareme.calendar import today
    from bareme.editing.consequences import consequences
    from bareme.editing.files import write_all

    found = consequences(directory, files, today())
    if not arguments.dry_run:
        write_all([file.written for file in files])
    return found


def conclude(found: Consequences, files: Sequence[Changed], arguments: argparse.Namespace) -> None:
    """Tell how files change, what follows and what to type next."""
    from bareme.cli import output
    from bareme.editing import telling

    color = output.colored(arguments.color, sys.stdout)
    for file in files:
        say(telling.change(file, color))
        output.say()
    if arguments.dry_run:
        output.say(tr("Rien n'est écrit (--dry-run)."))
    say(telling.follows(found, color))
    if found.moved is not None:
        output.say()
        say(telling.next_commands(found, files, arguments.rules, color))


def say(lines: Iterable[str]) -> None:
    """Write lines that are ready to be shown, colours included."""
    for line in lines:
        print(line)
