"""A change of figures as its author reads it: the history, the change itself, what is left to do,
what follows, and what to type next.
"""

from __future__ import annotations

import shlex
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from bareme import words
from bareme.diagnostics.rendering import paint, printable, text
from bareme.differences.model import Answer
from bareme.differences.rendering.effect_words import arrow
from bareme.differences.rendering.lines import wrapped
from bareme.editing.edits import difference
from bareme.translation import tr

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from bareme.editing.consequences import Consequences, Moved
    from bareme.editing.proving import Changed
    from bareme.model import Figure, Parameter

_SHOWN = 3  # of a history: the last values
_FIRST = (1, 1)
_TITLE, _OUT, _IN = "1", "31", "32"


def history(
    rulebook: str, parameter: Parameter, start: dt.date, color: bool = False
) -> Iterator[str]:
    """Give the last values of a figure until a day, each with its evolution and its text."""
    title = tr("{rulebook} · {name} : {label}", rulebook=rulebook, name=parameter.name,
               label=printable(parameter.label))  # fmt: skip
    yield paint(title, _TITLE, color)
    figures = [figure for figure in parameter.figures if figure.start <= start]
    rows = [
        row
        for before, figure in zip([None, *figures], figures, strict=False)
        for row in _rows(parameter, before, figure)
    ]
    by_choice = len(parameter.figures[-1].by_choice)
    yield from _aligned(rows[-_SHOWN * by_choice :])


def _rows(parameter: Parameter, before: Figure | None, figure: Figure) -> Iterator[list[str]]:
    day, reference = words.date(figure.start), printable(figure.citation.reference or "")
    former = before.by_choice if before is not None else {}
    for choice, value in figure.by_choice.items():
        old = former.get(choice)
        moved = words.evolution((value - old) / Fraction(old)) if old else ""
        told = words.quantity(value, parameter.kind)
        yield [day, *([choice] if choice else []), told, moved, reference]
        day = reference = ""


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def effective(start: dt.date) -> Iterator[str]:
    """Give from what day a new value holds, where that is not the first of the year."""
    if (start.month, start.day) != _FIRST:
        yield "  " + tr("Prendra effet le {date}, au jour et au mois de la dernière valeur.",
                        date=words.date(start))  # fmt: skip


def change(file: Changed, color: bool) -> Iterator[str]:
    """Give how a file changes, line by line."""
    before, after = file.before.text, file.written.text
    marks = {"+": _IN, "-": _OUT}
    name = file.written.original.source.name
    for line in difference(before, after, name).split("\n"):
        yield paint(printable(line), marks.get(line[:1], ""), color and line[:1] in marks)


def follows(found: Consequences, color: bool) -> Iterator[str]:
    """Give what is to be said of the files, what follows, and what a comparison says."""
    if found.findings:
        yield paint(tr("Ce que dit bareme check :"), _TITLE, color)
        yield text(found.findings, color)
    else:
        yield tr("bareme check n'a rien à signaler dans ce fichier.")
    if found.moved:
        yield ""
        yield from _moved(found.moved, color)
    if found.summary:
        yield ""
        yield paint(tr("Ce que dira bareme diff :"), _TITLE, color)
        yield from wrapped(found.summary, "  ")


def _moved(moved: Sequence[Moved], color: bool) -> Iterator[str]:
    """Give the rules that move, under the day and the rulebook."""
    heading = None
    for each in moved:
        if heading != (each.date, each.rulebook):
            heading = (each.date, each.rulebook)
            title = tr("Ce qui en découle au {date}, {rulebook} :", date=words.date(each.date),
                       rulebook=each.rulebook)  # fmt: skip
            yield paint(title, _TITLE, color)
            rows = [_row(one) for one in moved if (one.date, one.rulebook) == heading]
            yield from _aligned(rows)


def _row(each: Moved) -> list[str]:
    before, after = arrow(Answer(each.before), Answer(each.after), each.kind)
    return [f"{before} → {after}", printable(each.label)]


def next_commands(
    found: Consequences, files: Sequence[Changed], rules: str | None, color: bool
) -> Iterator[str]:
    """Give what to do next, one a line: the editions to raise, the commands to type."""
    yield paint(tr("Ensuite :"), _TITLE, color)
    for each in found.editions:
        yield "  " + tr(
            "dans {file}, relevez l'édition si ce n'est fait : version: {next} "
            "(aujourd'hui {edition})",
            file=each.file, next=each.next, edition=each.edition,
        )  # fmt: skip
    there = [] if rules is None else ["--rules", rules]
    yield f"  {shlex.join(['bareme', 'check', *there])}"
    yield f"  {shlex.join(['bareme', 'test', *found.rulebooks, *there])}"
    paths = [file.written.original.source.name for file in files]
    paths += [each.file for each in found.editions]
    if any((top / ".git").exists() for top in Path(paths[0]).resolve().parents):
        yield f"  {shlex.join(['bareme', 'diff', '--base', 'HEAD', *there])}"
        names = {each.name: None for file in files for each in file.intended}
        starts = {each.start.isoformat(): None for file in files for each in file.intended}
        message = f"{', '.join(names)} : {', '.join(starts)}"
        yield f"  {shlex.join(['git', 'commit', '-m', message, '--', *paths])}"


def places(files: Sequence[Changed]) -> list[str]:
    """Return where the places that are left to fill in stand, `file:line`."""
    return [
        f"{entry.key.place.file}:{entry.key.place.line}"
        for file in files
        for entry in file.after.waiting.values()
    ]
