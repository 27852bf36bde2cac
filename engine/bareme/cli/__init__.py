"""The command line: a thin skin over the library, one module a command.

Results go to standard output, the rest to standard error. Exit status: 0 when all is well, 1
when there is something to tell (a fault in a rulebook or a situation, an example that fails),
2 when the command cannot be carried out as it was given.
"""

from __future__ import annotations

import sys

from bareme._version import __version__
from bareme.translation import LANGUAGES, N_, known, of_the_user, speaking, tr

TYPE_CHECKING = False  # as typing's, which takes longer to import than the help to print
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

# Each command and what it is for; its module is imported when it is called.
COMMANDS = {
    "evaluate": N_("Évaluer une situation : combien, et pourquoi."),
    "compile": N_("Écrire les règles d'une date en un module Python, sans rien à installer."),
    "batch": N_("Évaluer toute une population, de fichier en fichier : CSV ou Parquet."),
    "check": N_("Vérifier les barèmes : forme, noms, unités, dates, montants publiés, exemples."),
    "test": N_("Passer les exemples des barèmes, et confronter les montants publiés aux formules."),
    "list": N_("Donner la liste des barèmes, avec leur titre et leur période."),
    "show": N_(
        "Montrer un barème tel qu'il est en vigueur à une date : chiffres, données, règles."
    ),
    "versions": N_("Donner les dates auxquelles un barème change, et ce qui y change."),
    "diff": N_(
        "Comparer deux dates, deux révisions, deux répertoires : ce qui change, et pour qui."
    ),
    "history": N_("Donner l'histoire d'un chiffre ou d'une règle : valeurs, évolution, textes."),
    "language-server": N_("Aider dans l'éditeur : fautes, complétion, chiffres en vigueur, noms."),
    "new-year": N_("Apporter aux chiffres qui changent chaque année leur valeur d'une année."),
    "fmt": N_("Mettre les fichiers des barèmes en page, sans rien changer à ce qu'ils disent."),
    "set": N_("Écrire la valeur d'un chiffre à partir d'une date, et dire ce qui en découle."),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    asked, given = _language(sys.argv[1:] if arguments is None else arguments)
    code = of_the_user() if asked is None else known(asked)
    if code is None:
        given = [f"--lang={asked}"]  # to be refused, whatever else there is
    with speaking(code or of_the_user()):
        return _main(given)


def _language(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return what `--lang` asks for, wherever it stands, and the other words."""
    asked, left, index = None, list(arguments), 0
    while index < len(left) and left[index] != "--":
        name, sign, value = left[index].partition("=")
        words = [value] if sign else left[index + 1 : index + 2]
        if name == "--lang" and words:
            asked = words[0]
            del left[index : index + 2 - len(sign)]
        else:
            index += 1
    return asked, left


def _main(given: list[str]) -> int:
    if given[:1] in (["--help"], ["-h"]):
        print(overview())
        return 0
    if given == ["--version"]:
        print(f"bareme {__version__}")
        return 0
    if not given:
        print(overview(), file=sys.stderr)
        return 2
    from bareme.cli.parsing import parse

    return _carry_out(parse(given, COMMANDS, _usage()))


def overview() -> str:
    """Return what there is to do, command by command."""
    width = max(map(len, COMMANDS)) + 2
    listed = (f"  {name:<{width}}{tr(summary)}" for name, summary in COMMANDS.items())
    return tr(
        """\
usage: {usage}

Des barèmes en YAML, datés, que l'on lit, modifie, évalue et relit.

commandes:
{commands}

options:
  -h, --help    afficher cette aide, ou celle d'une commande
  --version     donner la version
  --lang {languages}  la langue des messages (par défaut : celle de BAREME_LANG, ou du système)

Pour commencer :
  bareme list                    les barèmes
  bareme evaluate BAREME         les questions d'un barème
  bareme evaluate BAREME --ask   les mêmes, une à une, puis la réponse expliquée""",
        usage=_usage(),
        commands="\n".join(listed),
        languages="|".join(LANGUAGES),
    )


def _usage() -> str:
    return tr(
        "bareme [-h] [--version] [--lang {languages}] COMMANDE ...", languages="|".join(LANGUAGES)
    )


def _carry_out(parsed: argparse.Namespace) -> int:
    """Run a command; what a user can get wrong is told, never a traceback."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    output.prepare()
    try:
        status: int = parsed.run(parsed)
        sys.stdout.flush()
    except BaremeError as error:
        output.complain(error.diagnostics, getattr(parsed, "color", "auto"))
        return output.status_of(error.diagnostics)
    except BrokenPipeError:
        output.silence()
        return 0
    except OSError as error:  # a path no file system takes, an output that cannot be written
        told = str(error.strerror or error)
        output.note(tr("{program} : {message}", program="bareme", message=told))
        output.silence()
        return 2
    except KeyboardInterrupt:
        return 130
    return status
