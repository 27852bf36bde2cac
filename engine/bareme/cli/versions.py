"""Donner les dates auxquelles un barème change, et ce qui y change."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser

_WORDS = {
    "start": "le barème commence",
    "figure": "nouveau chiffre",
    "history": "un chiffre des années précédentes change",
    "rule": "nouvelle version de la règle",
    "published": "montant publié",
    "end": "chiffre inconnu à partir de ce jour",
}


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    add_common(parser, formats=("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Write every date with what begins to hold on it."""
    from bareme.cli import output
    from bareme.loading import load

    book = load(arguments.rulebook, rules=arguments.rules)
    if arguments.format == "json":
        output.say_json(
            [
                {"date": change.date.isoformat(), "name": change.what, "change": change.how}
                for change in book.changes
            ]
        )
        return 0
    for date, changes in groupby(book.changes, key=lambda change: change.date):
        output.say(date.isoformat())
        for change in changes:
            what = "" if change.how == "start" else f" — {change.what}"
            label = book.definition.label_of(change.what)
            output.say(f"  {_WORDS[change.how]}{what}{f' : {label}' if what else ''}")
    return 0
