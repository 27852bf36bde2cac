"""`bareme set`: one figure of the law from a date on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme.cli.changing import (
    NOT_CARRIED_OUT,
    add_writing,
    carry_out,
    conclude,
    opened,
    refuse,
    say,
    texts_beside,
)
from bareme.cli.parsing import add_rulebook
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bareme.cli.parsing import Parser
    from bareme.editing.figures import Figures
    from bareme.editing.proving import Intended
    from bareme.loading import RulesDirectory


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    arguments, options = parser.arguments, parser.options
    arguments.add_argument("name", metavar=tr("NOM"), help=tr("le nom du chiffre"))
    arguments.add_argument("date", metavar="DATE", help=tr("le jour à partir duquel il vaut"))
    arguments.add_argument(
        "rest",
        metavar=tr("VALEUR"),
        nargs="+",
        help=tr("sa valeur ; CHOIX=VALEUR, plusieurs fois, s'il varie selon un choix"),
    )
    options.add_argument("--reference", metavar=tr("TEXTE"), help=tr("le texte qui la fixe"))
    options.add_argument(
        "--correct",
        metavar=tr("RAISON"),
        help=tr("corriger ce qui est passé, et pourquoi : la raison est gardée en note"),
    )
    add_writing(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the figure and tell what follows."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    try:
        directory = opened(arguments)
        found = _intended(directory, arguments)
        if found is None:
            output.say(tr("Rien à faire : le barème le dit déjà."))
        else:
            _write(directory, *found, arguments)
    except BaremeError as error:
        output.complain(error.diagnostics, arguments.color)
        return NOT_CARRIED_OUT
    return 0


def _intended(
    directory: RulesDirectory, arguments: argparse.Namespace
) -> tuple[Figures, Intended] | None:
    """Return what is to be written, and where; None when the file says so already."""
    from bareme.calendar import today
    from bareme.diagnostics import Report
    from bareme.editing.given import for_choice, text_for_all
    from bareme.editing.setting import Asked, day_of, figure_of, setting

    report = Report()
    if arguments.rulebook not in directory.names():
        directory.load(arguments.rulebook)  # says that there is none of that name
    found = figure_of(directory, arguments.rulebook, arguments.name, report)
    start = day_of(arguments.date, report)
    refuse(report)
    assert found is not None
    assert start is not None
    figures, parameter = found
    reference = None if arguments.reference is None else text_for_all(arguments.reference)
    values = [for_choice(word) for word in _joined(arguments.rest)]
    why = (arguments.correct or "").strip() or None
    asked = Asked(start, values, reference, texts_beside(arguments), why)
    intended = setting(figures, parameter, asked, today(), report)
    refuse(report)
    return None if intended is None else (figures, intended)


def _joined(words: Sequence[str]) -> list[str]:
    """Return the values that words are: `48 960` and `choice=71 %`, written without quotes, are one
    value each.
    """
    found: list[str] = []
    for word in words:
        if found and "=" not in word:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _write(
    directory: RulesDirectory, figures: Figures, intended: Intended, arguments: argparse.Namespace
) -> None:
    from bareme.cli import output
    from bareme.editing import telling
    from bareme.editing.proving import changed

    color = output.colored(arguments.color, sys.stdout)
    file = changed(figures, [intended])
    consequences = carry_out(directory, [file], arguments)
    parameter = file.after.parameters[intended.name]
    say(telling.history(figures.rulebook, parameter, intended.start, color))
    output.say()
    conclude(consequences, [file], arguments)
