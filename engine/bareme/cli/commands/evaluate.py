"""`bareme evaluate`: one situation, its answer, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser
    from bareme.result import Result


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    parser.arguments.add_argument(
        "rest", metavar="nom=valeur", nargs="*", default=[], help="une donnée : statut=artisan"
    )
    options = parser.options
    options.add_argument("--on", metavar="DATE", help="la date du droit applicable : 2018-03-01")
    options.add_argument(
        "--situation",
        metavar="FICHIER",
        help="lire les données dans un fichier YAML ou JSON (- : l'entrée standard)",
    )
    options.add_argument(
        "--get",
        metavar="NOM",
        action="append",
        default=[],
        help="n'afficher que la valeur de cette règle, nue ; peut se répéter",
    )
    options.add_argument("--explain", action="store_true", help="montrer le calcul, ligne à ligne")
    add_common(parser, formats=("text", "json", "markdown"))


def run(arguments: argparse.Namespace) -> int:
    """Evaluate and write the answer."""
    from bareme.cli import output
    from bareme.cli.situation import situation_from
    from bareme.loading import load

    book = load(arguments.rulebook, rules=arguments.rules)
    given = situation_from(book.definition, arguments.rest, arguments.situation)
    rules = book.on(arguments.on) if arguments.on else book.for_situation(given)
    result = rules.evaluate(given, outputs=arguments.get or None)
    if arguments.format == "json":
        output.say_json(result.to_dict())
    elif arguments.get and not arguments.explain:
        for name in arguments.get:
            output.say(_bare(result, name))
    elif arguments.format == "markdown":
        print(result.explain("markdown"))
    elif arguments.explain:
        print(result.explain("text"))
    else:
        _answer(result, arguments.color)
    return 0


def _bare(result: Result, name: str) -> str:
    """Return a value as a script reads it: 27.40, true, 2018-03-01, nothing."""
    from bareme.explanation.data import plain

    value = plain(result[name])
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else value


def _answer(result: Result, color: str) -> None:
    from bareme.cli import output
    from bareme.diagnostics.rendering import paint, printable

    label_of = result.program.definition.label_of
    for name in result.outputs:
        words = paint(result.words(name), "1", output.colored(color, sys.stdout))
        print(f"{printable(label_of(name))} : {words}")
    for reason in {reason: None for name in result.outputs for reason in result.reasons(name)}:
        output.say(f"  → {reason}")
    for warning in result.warnings:
        output.note(f"Attention : {warning.message} {warning.remedy}")
    pending = result.pending
    if pending:
        missing = {needed: None for names in pending.values() for needed in names}
        labels = ", ".join(label_of(name) for name in pending)
        output.note(f"Non calculé, faute de {', '.join(missing)} : {labels}.")
    output.note("Pour le calcul et les textes : --explain.")
