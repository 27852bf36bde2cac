"""`bareme compile`: the rules of a date as one Python module, with nothing to install."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    options = parser.options
    options.add_argument(
        "--on", metavar="DATE", required=True, help="la date du droit applicable : 2018-03-01"
    )
    options.add_argument(
        "--outputs",
        metavar="NOM,NOM",
        default="",
        help="ce que la fonction répond (par défaut : les résultats du barème)",
    )
    options.add_argument(
        "--given",
        metavar="NOM,NOM",
        default="",
        help="les règles que l'on pourra donner à la place de ce qui sert à les calculer",
    )
    options.add_argument(
        "--to", metavar="FICHIER", help="le fichier à écrire (par défaut : la sortie standard)"
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
        output.note(f"bareme : {arguments.to} ne peut pas être écrit ({error.strerror}).")
        return 2
    output.note(f"{arguments.to} : {len(text.splitlines())} lignes, à importer telles quelles.")
    return 0


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
