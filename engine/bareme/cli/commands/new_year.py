"""`bareme new-year`: the figures that change every year, brought to a new one."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
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
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bareme.cli.parsing import Parser
    from bareme.editing.consequences import Consequences
    from bareme.editing.figures import Figures
    from bareme.editing.given import Word
    from bareme.editing.new_year import Due
    from bareme.editing.proving import Changed, Intended
    from bareme.loading import RulesDirectory


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.usage = tr("bareme new-year [BAREME ...] ANNEE [options]")
    parser.arguments.add_argument(
        "rest",
        metavar=tr("BAREME ANNEE"),
        nargs="+",
        help=tr("l'année ; avant elle, les barèmes (par défaut : tous)"),
    )
    parser.options.add_argument(
        "--set",
        metavar=tr("NOM=VALEUR"),
        action="append",
        default=[],
        help=tr("une valeur, à écrire aussitôt (BAREME/NOM=…, NOM.CHOIX=… ; plusieurs fois)"),
    )
    parser.options.add_argument(
        "--reference",
        metavar=tr("TEXTE"),
        action="append",
        default=[],
        help=tr("le texte qui la fixe (NOM=TEXTE : pour ce chiffre ; plusieurs fois)"),
    )
    add_writing(parser)


@dataclass(frozen=True)
class _Asked:
    """The year, what is given for it, and what lacks it."""

    year: int
    words: Sequence[Word]
    references: Sequence[Word]
    files: Sequence[Figures]
    found: Sequence[Due]


def run(arguments: argparse.Namespace) -> int:
    """Find what lacks the year, write it or a place for it, and tell what follows."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    try:
        directory = opened(arguments)
        asked = _asked(directory, arguments)
        files = _files(asked, arguments)
        found = carry_out(directory, files, arguments) if files else None
        _tell(asked, files, found, arguments)
    except BaremeError as error:
        output.complain(error.diagnostics, arguments.color)
        return NOT_CARRIED_OUT
    return 0


def _asked(directory: RulesDirectory, arguments: argparse.Namespace) -> _Asked:
    from bareme.calendar import today
    from bareme.diagnostics import Report
    from bareme.editing.figures import read_figures
    from bareme.editing.given import assigned, texts
    from bareme.editing.new_year import check_words, due, parse_year

    report = Report()
    given = list(arguments.rest)
    written = next((word for word in given if word[:1].isdigit()), given[-1])
    given.remove(written)
    year = parse_year(written, today(), report)
    words, references = assigned(arguments.set, report), texts(arguments.reference)
    refuse(report)
    assert year is not None
    for name in given:
        if name not in directory.names():
            directory.load(name)  # says that there is none of that name
    names = _with_lenders(directory, given) if given else directory.present_names()
    files = [each for name in names if (each := read_figures(directory, name, report))]
    refuse(report)
    found = due(files, year, report)
    refuse(report)
    check_words([*words, *references], found, files, year, report)
    if references and not words:
        report.add("nothing-set", references[0].place)
    refuse(report)
    return _Asked(year, words, references, files, found)


def _with_lenders(directory: RulesDirectory, names: Sequence[str]) -> list[str]:
    """Return rulebooks and those from which they borrow figures."""
    from bareme.diagnostics import Report

    found = dict.fromkeys(names)
    for name in names:
        book = directory.read(name, Report())
        found |= dict.fromkeys(book.definition.borrowed.values() if book else ())
    return list(found)


def _files(asked: _Asked, arguments: argparse.Namespace) -> list[Changed]:
    """Return the files with what is given and, for the other figures, a place to fill in."""
    from bareme.diagnostics import Report
    from bareme.editing.new_year import fillings, slots
    from bareme.editing.proving import changed

    report = Report()
    more = texts_beside(arguments)
    written = fillings(asked.found, asked.words, asked.references, more, report)
    refuse(report)
    filled = [due for due, _ in written]
    written += slots(due for due in asked.found if due not in filled)
    by_file: dict[str, list[Intended]] = {}
    for due, intended in written:
        by_file.setdefault(due.rulebook, []).append(intended)
    return [
        changed(figures, by_file[figures.rulebook])
        for figures in asked.files
        if figures.rulebook in by_file
    ]


def _tell(
    asked: _Asked,
    files: Sequence[Changed],
    found: Consequences | None,
    arguments: argparse.Namespace,
) -> None:
    from bareme.calendar import today
    from bareme.cli import output
    from bareme.editing import telling

    color = output.colored(arguments.color, sys.stdout)
    if not asked.found:
        output.say(tr("Il ne manque aucune valeur pour {year}.", year=asked.year))
        return
    if asked.year < today().year:
        output.say(
            tr(
                "L'année {year} est passée ; jusqu'ici, ce qui en dépend était refusé.",
                year=asked.year,
            )
        )
    after = {file.after.rulebook: file.after for file in files}
    for due in asked.found:
        figures = after.get(due.rulebook, due.figures)
        parameter = figures.parameters[due.parameter.name]
        say(telling.history(due.rulebook, parameter, due.start, color))
        say(telling.effective(due.start))
        output.say()
    if found is not None:
        conclude(found, files, arguments)
    left = _left(asked, files, arguments)
    if left and files:
        output.say()
    say(left)


def _left(asked: _Asked, files: Sequence[Changed], arguments: argparse.Namespace) -> list[str]:
    """Return the places that are left to fill in, and the command that does it."""
    waiting = {figures.rulebook: figures.waiting for figures in asked.files}
    waiting |= {file.after.rulebook: file.after.waiting for file in files}
    places = [
        (due, entry.key.place)
        for due in asked.found
        if (entry := waiting[due.rulebook].get((due.parameter.name, due.start)))
    ]
    if not places:
        return []
    lines = [tr("À remplir, la valeur et le texte qui la fixe :")]
    lines += [f"  {place.file}:{place.line}  {due.parameter.name}" for due, place in places]
    words = ["bareme", "new-year", str(asked.year)]
    for due, _ in places:
        choices = due.parameter.figures[-1].by_choice
        names = [f"{due.parameter.name}.{choice}".rstrip(".") for choice in choices]
        words += [word for name in names for word in ("--set", f"{name}=…")]
    words += ["--reference", "…"]
    words += [] if arguments.rules is None else ["--rules", arguments.rules]
    return [*lines, tr("Dans le fichier, puis « bareme check » ; ou d'une commande :"),
            f"  {' '.join(map(_word, words))}"]  # fmt: skip


def _word(word: str) -> str:
    return '"…"' if word == "…" else word if word.endswith("=…") else shlex.quote(word)
