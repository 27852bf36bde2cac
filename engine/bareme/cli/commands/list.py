"""`bareme list`: the rulebooks there are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser
    from bareme.diagnostics import Diagnostic
    from bareme.rulebook import Rulebook


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_common(parser, formats=("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Write one line a rulebook; those that cannot be read are told after the others."""
    from bareme.cli import output
    from bareme.errors import RulebookError
    from bareme.loading import rules_directory

    directory = rules_directory(arguments.rules)
    books: list[Rulebook] = []
    broken: list[Diagnostic] = []
    for name in directory.present_names():
        try:
            books.append(directory.load(name))
        except RulebookError as error:
            broken += error.diagnostics
    if arguments.format == "json":
        output.say_json([_as_data(book) for book in books])
    elif books:
        color = output.colored(arguments.color, sys.stdout)
        rows = [(book.name, _period(book), book.definition.edition, book.title) for book in books]
        heading = (tr("barème"), tr("période"), tr("édition"), tr("titre"))
        output.say_table(rows, heading, color)
    broken = list(dict.fromkeys(broken))
    if broken:
        output.complain(broken, arguments.color)
    return output.status_of(broken)


def _period(book: Rulebook) -> str:
    last = book.last_day
    return f"{book.definition.start} → {last or '…'}"


def _as_data(book: Rulebook) -> dict[str, object]:
    return {
        "name": book.name,
        "title": book.title,
        "edition": book.definition.edition,
        "from": book.definition.start.isoformat(),
        "until": book.last_day.isoformat() if book.last_day else None,
        "fingerprint": book.definition.fingerprint,
    }
