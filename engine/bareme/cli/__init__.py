"""The command line: a thin skin over the library, one module a command.

Results go to standard output, the rest to standard error. Exit status: 0 when all is well, 1
when there is something to tell (a fault in a rulebook or a situation, an example that fails),
2 when the command cannot be carried out as it was given.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from bareme._version import __version__
from bareme.cli.parsing import Parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

# Each command and what it is for; its module is imported when it is called.
COMMANDS = {
    "evaluate": "Évaluer une situation : combien, et pourquoi.",
    "check": "Vérifier les barèmes : forme, noms, unités, dates, montants publiés, exemples.",
    "test": "Passer les exemples des barèmes, et confronter les montants publiés aux formules.",
    "list": "Donner la liste des barèmes, avec leur titre et leur période.",
    "show": "Montrer un barème tel qu'il est en vigueur à une date : chiffres, données, règles.",
    "versions": "Donner les dates auxquelles un barème change, et ce qui y change.",
    "history": "Donner l'histoire d'un chiffre ou d'une règle : valeurs, évolution, textes.",
}

DESCRIPTION = """\
Des barèmes de protection sociale en YAML, datés, que l'on lit, modifie, évalue et relit.

Exemple : bareme evaluate indemnites-journalieres --on 2018-03-01 statut=artisan \
revenu_annuel_moyen=20000 --explain
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = Parser(prog="bareme", description=DESCRIPTION)
    parser.options.add_argument(
        "--version", action="version", version=f"bareme {__version__}", help="donner la version"
    )
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE", dest="command")
    called = next((word for word in given if word in COMMANDS), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name == called:
            module = import_module(f"bareme.cli.commands.{name}")
            module.configure(command)
            command.set_defaults(run=module.run)
    parsed = parser.parse_args(given)
    if parsed.command is None:
        parser.print_help(sys.stderr)
        return 2
    return _carry_out(parsed)


def _carry_out(parsed: argparse.Namespace) -> int:
    """Run a command; what a user can get wrong is told, never a traceback."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    try:
        status: int = parsed.run(parsed)
        sys.stdout.flush()
    except BaremeError as error:
        output.complain(error.diagnostics, parsed.color)
        return output.status_of(error.diagnostics)
    except BrokenPipeError:
        output.silence()
        return 0
    except KeyboardInterrupt:
        return 130
    return status
