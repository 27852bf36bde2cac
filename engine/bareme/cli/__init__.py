"""The command line: a thin skin over the library, one module a command.

Results go to standard output, the rest to standard error. Exit status: 0 when all is well, 1
when there is something to tell (a fault in a rulebook or a situation, an example that fails),
2 when the command cannot be carried out as it was given.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme._version import __version__
from bareme.cli.parsing import Parser

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("evaluate", "check", "test", "list", "show", "versions", "history")

DESCRIPTION = """\
Des barèmes de protection sociale en YAML, datés, que l'on lit, modifie, évalue et relit.

Exemple : bareme evaluate indemnites-journalieres --on 2018-03-01 statut=artisan \
revenu_annuel_moyen=20000 --explain
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    from importlib import import_module

    parser = Parser(prog="bareme", description=DESCRIPTION)
    parser.options.add_argument(
        "--version", action="version", version=f"bareme {__version__}", help="donner la version"
    )
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE", dest="command")
    modules = {name: import_module(f"bareme.cli.{name}") for name in COMMANDS}
    for name, module in modules.items():
        summary = (module.__doc__ or "").partition("\n")[0]
        module.configure(commands.add_parser(name, help=summary, description=summary))
    parsed = parser.parse_args(arguments)
    if parsed.command is None:
        parser.print_help(sys.stderr)
        return 2
    return _carry_out(modules[parsed.command].run, parsed)


def _carry_out(run, parsed) -> int:  # type: ignore[no-untyped-def]  # each command has its own
    """Run a command; what a user can get wrong is told, never a traceback."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    try:
        status: int = run(parsed)
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
