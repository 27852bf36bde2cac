"""`bareme evaluate`: one situation, its answer, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bareme.cli.parsing import Parser
    from bareme.domains.exact import Value
    from bareme.result import Result
    from bareme.rulebook import Rulebook


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    parser.arguments.add_argument(
        "rest",
        metavar=tr("nom=valeur"),
        nargs="*",
        default=[],
        help=tr("une donnée : age=64 (sans aucune, les questions)"),
    )
    options = parser.options
    options.add_argument(
        "--on", metavar="DATE", help=tr("la date du droit applicable : 2018-03-01")
    )
    options.add_argument(
        "--situation",
        metavar=tr("FICHIER"),
        help=tr("lire les données dans un fichier YAML ou JSON (- : l'entrée standard)"),
    )
    options.add_argument(
        "--get",
        metavar=tr("NOM"),
        action="append",
        default=[],
        help=tr("n'afficher que la valeur de cette règle, nue ; peut se répéter"),
    )
    options.add_argument(
        "--explain", action="store_true", help=tr("montrer le calcul, ligne à ligne")
    )
    options.add_argument(
        "--ask", action="store_true", help=tr("poser les questions une à une, puis expliquer")
    )
    add_common(parser, formats=("text", "json", "markdown"))


def run(arguments: argparse.Namespace) -> int:
    """Evaluate and write the answer."""
    from bareme.cli.situation import situation_from
    from bareme.loading import load

    book = load(arguments.rulebook, rules=arguments.rules)
    given = situation_from(book.definition, arguments.rest, arguments.situation)
    if arguments.ask:
        return _ask(book, given, arguments)
    nothing = not (arguments.rest or arguments.situation or arguments.get)
    if nothing and _list_questions(book, arguments):
        return 0
    rules = book.on(arguments.on) if arguments.on else book.for_situation(given)
    return _write(rules.evaluate(given, outputs=arguments.get or None), arguments)


def _ask(book: Rulebook, given: Mapping[str, Value], arguments: argparse.Namespace) -> int:
    """Put the questions, and write the answer with its explanation."""
    from bareme.cli import output
    from bareme.cli.dialogue import ask
    from bareme.errors import MissingInputError

    answers = ask(book, given, arguments.on, arguments.get or book.definition.outputs)
    if answers.rules is None:
        output.note(tr("Arrêté : il manque la date."))
        return 1
    try:
        result = answers.rules.evaluate(answers.given, outputs=arguments.get or None)
    except MissingInputError as missing:
        if not answers.stopped:
            raise
        lacking = ", ".join(asked.label for asked in missing.needed)
        output.note(tr("Arrêté : il manque encore {lacking}.", lacking=lacking))
        return 1
    arguments.explain = arguments.explain or not arguments.get
    return _write(result, arguments)


def _write(result: Result, arguments: argparse.Namespace) -> int:
    """Write an answer in the form asked for."""
    from bareme.cli import output

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


def _list_questions(book: Rulebook, arguments: argparse.Namespace) -> bool:
    """Write the questions of a rulebook; tell whether there are any."""
    from bareme.cli import output
    from bareme.cli.questions import as_data, latest, told

    dated = arguments.on is not None
    rules = book.on(arguments.on) if dated else latest(book)
    outputs = book.definition.outputs[:1]
    if not outputs or not rules.questions(outputs=outputs)[0]:
        return False  # there is an answer without any question
    if arguments.format == "json":
        output.say_json(as_data(rules, dated))
    else:
        command = f"bareme evaluate {book.name}"
        if arguments.rules:
            command += f" --rules {arguments.rules}"
        for line in told(rules, dated, command):
            output.say(line)
    return True


def _bare(result: Result, name: str) -> str:
    """Return a value as a script reads it: 27.40, true, 2018-03-01, nothing; a list: a,b."""
    from bareme.explanation.data import plain

    value = plain(result[name])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(value)
    return "nothing" if value is None else value


def _answer(result: Result, color: str) -> None:
    from bareme.cli import output
    from bareme.diagnostics.rendering import paint, printable
    from bareme.words import labelled

    label_of = result.program.definition.label_of
    colored = output.colored(color, sys.stdout)
    listed: set[str] = set()
    for name in result.outputs:
        items = result.listed(name)
        listed.update(items)
        if len(items) > 1:
            output.say(tr("{label} :", label=label_of(name)))
            for item in items:
                print(f"  - {paint(printable(item), '1', colored)}")
        else:
            told = paint(printable(result.words(name)), "1", colored)
            print(labelled(printable(label_of(name)), told))
    reasons = {reason: None for name in result.outputs for reason in result.reasons(name)}
    for reason in reasons:
        if reason not in listed:  # what an answer lists is not told again
            output.say(f"  → {reason}")
    for warning in result.warnings:
        told = f"{warning.message} {warning.remedy}"
        output.note(tr("Attention : {warning}", warning=told))
    pending = result.pending
    if pending:
        missing = {needed: None for names in pending.values() for needed in names}
        labels = ", ".join(label_of(name) for name in pending)
        lacking = ", ".join(missing)
        output.note(
            tr("Non calculé, faute de {lacking} : {labels}.", lacking=lacking, labels=labels)
        )
    output.note(tr("Pour le calcul et les textes : --explain."))
