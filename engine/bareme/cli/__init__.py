"""The command line: a thin skin over the library, one module a command.

Results go to standard output, the rest to standard error. Exit status: 0 when all is well, 1
when there is something to tell (a fault in a rulebook or a situation, an example that fails),
2 when the command cannot be carried out as it was given.
"""

from __future__ import annotations

import sys

from bareme._version import __version__

TYPE_CHECKING = False  # as typing's, which takes longer to import than the help to print
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

# Each command and what it is for; its module is imported when it is called.
COMMANDS = {
    "evaluate": "Évaluer une situation : combien, et pourquoi.",
    "compile": "Écrire les règles d'une date en un module Python, sans rien à installer.",
    "batch": "Évaluer toute une population, de fichier en fichier : CSV ou Parquet.",
    "check": "Vérifier les barèmes : forme, noms, unités, dates, montants publiés, exemples.",
    "test": "Passer les exemples des barèmes, et confronter les montants publiés aux formules.",
    "list": "Donner la liste des barèmes, avec leur titre et leur période.",
    "show": "Montrer un barème tel qu'il est en vigueur à une date : chiffres, données, règles.",
    "versions": "Donner les dates auxquelles un barème change, et ce qui y change.",
    "diff": "Comparer deux dates, deux révisions, deux répertoires : ce qui change, et pour qui.",
    "history": "Donner l'histoire d'un chiffre ou d'une règle : valeurs, évolution, textes.",
}

_USAGE = "usage: bareme [-h] [--version] COMMANDE ..."


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--help"], ["-h"]):
        print(overview())
        return 0
    if given == ["--version"]:
        print(f"bareme {__version__}")
        return 0
    if not given:
        print(overview(), file=sys.stderr)
        return 2
    from bareme.cli.parsing import parse

    return _carry_out(parse(given, COMMANDS, _USAGE))


def overview() -> str:
    """Return what there is to do, command by command."""
    commands = "\n".join(f"  {name:<10}{summary}" for name, summary in COMMANDS.items())
    return f"""\
{_USAGE}

Des barèmes en YAML, datés, que l'on lit, modifie, évalue et relit.

commandes:
{commands}

options:
  -h, --help  afficher cette aide, ou celle d'une commande
  --version   donner la version

Pour commencer :
  bareme list                    les barèmes
  bareme evaluate BAREME         les questions d'un barème
  bareme evaluate BAREME --ask   les mêmes, une à une, puis la réponse expliquée"""


def _carry_out(parsed: argparse.Namespace) -> int:
    """Run a command; what a user can get wrong is told, never a traceback."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    output.prepare()
    try:
        status: int = parsed.run(parsed)
        sys.stdout.flush()
    except BaremeError as error:
        output.complain(error.diagnostics, parsed.color)
        return output.status_of(error.diagnostics)
    except BrokenPipeError:
        output.silence()
        return 0
    except OSError as error:  # a path no file system takes, an output that cannot be written
        output.note(f"bareme : {error.strerror or error}")
        output.silence()
        return 2
    except KeyboardInterrupt:
        return 130
    return status
