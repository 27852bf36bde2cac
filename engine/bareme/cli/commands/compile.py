"""`bareme compile`: the rules of a date as one Python module, with nothing to install."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook
from bareme.translation import tr, trn

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    options = parser.options
    options.add_argument(
        "--on", metavar="DATE", required=True, help=tr("la date du droit applicable : 2018-03-01")
    )
    options.add_argument(
        "--outputs",
        metavar=tr("NOM,NOM"),
        default="",
        help=tr("ce que la fonction répond (par défaut : les résultats du barème)"),
    )
    options.add_argument(
        "--given",
        metavar=tr("NOM,NOM"),
        default="",
        help=tr("les règles que l'on pourra donner à la place de ce qui sert à les calculer"),
    )
    options.add_argument(
        "--to",
        metavar=tr("FICHIER"),
        help=tr("le fichier à écrire (par défaut : la sortie standard)"),
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the module."""
    from bareme.cli import output
    from bareme.loading import load

    rules = load(arguments.rulebook, rules=arguments.rules).on(arguments.on)
    compiled = rules.compile(_names(arguments.outputs) or None, given=_names(arguments.given))
    if compiled.never:
        compiled()  # says why
    text = compiled.module()
    if arguments.to is None:
        print(text, end="")
        return 0
    try:
        Path(arguments.to).write_text(text, encoding="utf-8")
    except OSError as error:
        output.note(
            tr(
                "bareme : {file} ne peut pas être écrit ({reason}).",
                file=arguments.to,
                reason=error.strerror or error,
            )
        )
        return 2
    count = len(text.splitlines())
    output.note(
        trn(
            "{file} : {count} ligne, à importer telle quelle.",
            "{file} : {count} lignes, à importer telles quelles.",
            count,
            file=arguments.to,
            count=count,
        )
    )
    return 0


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
