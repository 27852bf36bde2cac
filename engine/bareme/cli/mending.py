"""Rulebooks mended from the command line: what would change is shown, then asked, then written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme.cli import output
from bareme.diagnostics.rendering import paint, printable
from bareme.editing.edits import difference
from bareme.translation import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bareme.diagnostics import Diagnostic
    from bareme.editing.files import Written
    from bareme.loading import RulesDirectory

_YES = frozenset({"o", "oui", "y", "yes"})
_COLORS = {"+": "32", "-": "31", "@": "36"}


def mend(chosen: Iterable[tuple[RulesDirectory, str]], sure: bool, beside: bool) -> None:
    """Write the answers to mistakes that have only one, once they are agreed to: by the option, or
    on a terminal. RulebookError when a file cannot be written, or has changed meanwhile.

    `beside` sends what is shown to standard error, where the result is for a program.
    """
    from bareme.editing.files import write_all
    from bareme.editing.fixing.trial import mended

    names: dict[RulesDirectory, list[str]] = {}
    for directory, name in chosen:
        names.setdefault(directory, []).append(name)
    found = [mended(directory, books) for directory, books in names.items()]
    files = [file for each in found for file in each.files]
    say = output.note if beside else output.say
    for file in files:
        show(file, say)
    for finding in (finding for each in found for finding in each.left):
        say(_left(finding))
    if not files:
        say(tr("Aucune correction certaine à proposer."))
    elif sure or _agreed():
        write_all(files)
        say(_written(files))
    else:
        say(tr("Rien n'est écrit. Pour écrire ces corrections : --fix --yes"))


def show(file: Written, say: Callable[[str], None]) -> None:
    """Show how a file would change."""
    name, before = file.original.source.name, file.original.source.text
    is_painted = say is output.say and output.colored("auto", sys.stdout)
    for line in difference(before, file.text, name).split("\n"):
        if line and is_painted:
            print(paint(printable(line), _COLORS.get(line[0], "0"), is_painted))
        elif line:
            say(line)
    if file.original.with_text(before) != file.original.data:
        say(tr("{file} : réécrit en UTF-8.", file=name))


def _left(finding: Diagnostic) -> str:
    place = finding.place
    where = f"{place.file}:{place.line}" if place else ""
    return tr(
        "{where} : laissé tel quel, « {text} » n'y suffirait pas.",
        where=where,
        text=finding.suggestion or finding.code,
    )


def _written(files: Sequence[Written]) -> str:
    count = len(files)
    return trn("{count} fichier corrigé.", "{count} fichiers corrigés.", count, count=count)


def _agreed() -> bool:
    """Ask whether to write, of who sits at a terminal."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    print(tr("Écrire ces corrections ? [o/n]"), end=" ", flush=True)
    return sys.stdin.readline().strip().lower() in _YES
