"""`bareme language-server`: what an editor starts, to be helped while a rulebook is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.translation import tr

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser


def configure(parser: Parser) -> None:
    """Declare the arguments: none, but what editors add to every server they start."""
    parser.options.add_argument(
        "--stdio",
        action="store_true",
        help=tr("parler sur l'entrée et la sortie standard : il n'y a pas d'autre façon"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until the editor leaves."""
    from bareme.cli import output

    del arguments
    try:
        from bareme.editor.server import serve
    except ModuleNotFoundError as lacking:
        output.note(
            tr(
                "bareme language-server demande {module} : pip install 'bareme[editor]'",
                module=lacking.name,
            )
        )
        return 2
    return serve()
