"""`bareme check`: every finding about the rulebooks, where it stands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser
    from bareme.diagnostics import Diagnostic
    from bareme.errors import SituationError
    from bareme.loading import RulesDirectory


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument(
        "paths",
        metavar="CHEMIN",
        nargs="*",
        help="un répertoire de barèmes, un barème, ou un de ses fichiers (par défaut : tous)",
    )
    add_common(parser, formats=("text", "json", "github"))


def run(arguments: argparse.Namespace) -> int:
    """Check and write every finding."""
    from bareme.cli import output
    from bareme.diagnostics.rendering import FORMATS

    found: list[Diagnostic] = []
    chosen = _chosen(arguments.paths, arguments.rules)
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


def _chosen(paths: list[str], rules: str | None) -> list[tuple[RulesDirectory, str]]:
    """Return the rulebooks that the paths name, each with its directory."""
    from bareme.loading import rules_directory

    directory = rules_directory(rules)
    if not paths:
        return [(directory, name) for name in directory.present_names()]
    chosen: dict[tuple[RulesDirectory, str], None] = {}
    for given in paths:
        path = Path(given)
        if not path.exists():
            if path.suffix or len(path.parts) > 1:
                raise _no_such_file(given)
            chosen[directory, given] = None
            continue
        place = path.resolve() if path.is_dir() else path.resolve().parent
        inside = rules_directory(place).names()
        if path.is_dir() and inside:
            chosen |= {(rules_directory(place), name): None for name in inside}
        else:
            chosen[rules_directory(place.parent), place.name] = None
    return list(chosen)


def _no_such_file(path: str) -> SituationError:
    from bareme.diagnostics import Diagnostic, facts
    from bareme.errors import SituationError

    return SituationError([Diagnostic("no-such-file", None, facts({"file": path}))])


def _summary(count: int, found: list[Diagnostic]) -> str:
    from bareme.diagnostics import Severity

    counts = dict.fromkeys((Severity.ERROR, Severity.WARNING, Severity.NOTE), 0)
    for finding in found:
        counts[finding.severity] += 1
    words = {
        Severity.ERROR: ("erreur", "erreurs"),
        Severity.WARNING: ("avertissement", "avertissements"),
        Severity.NOTE: ("note", "notes"),
    }
    told = ", ".join(f"{n} {words[severity][n > 1]}" for severity, n in counts.items() if n)
    books = f"{count} barème{'s' if count > 1 else ''} vérifié{'s' if count > 1 else ''}"
    return f"{books} : {told or 'rien à signaler'}."
