"""`bareme fmt`: the files of the rulebooks in one layout, and nothing else about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.cli.chosen import add_paths
from bareme.cli.parsing import add_common
from bareme.translation import tr, trn

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from bareme.cli.parsing import Parser
    from bareme.diagnostics import Report
    from bareme.editing.files import Written


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_paths(parser)
    parser.options.add_argument(
        "--check",
        action="store_true",
        help=tr("montrer ce qui changerait, sans rien écrire ; le code de sortie est alors 1"),
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Lay the files out, or tell which are not."""
    from bareme.cli import output
    from bareme.cli.changing import opened
    from bareme.cli.chosen import files
    from bareme.diagnostics import Report

    if not arguments.paths and not arguments.check:
        opened(arguments)
    report, changed, left = Report(), [], []
    chosen = files(arguments.paths, arguments.rules)
    for path, name in chosen:
        try:
            if made := _laid_out(path, name, report):
                changed.append(made)
        except ValueError:
            left.append(name)
    _tell(changed, arguments.check)
    if report.diagnostics:
        output.complain(report.diagnostics, arguments.color)
    for name in left:
        output.note(
            tr("{file} : laissé tel quel ; corrigez d'abord ce qu'en dit bareme check.", file=name)
        )
    output.note(_summary(len(chosen), len(changed), arguments.check))
    return 1 if report.has_errors or left or (changed and arguments.check) else 0


def _laid_out(path: Path, name: str, report: Report) -> Written | None:
    """Return a file laid out; None when it is so already, or cannot be read. ValueError where the
    layout would change what it says.
    """
    from bareme.diagnostics import Report
    from bareme.editing.files import Written, read_original
    from bareme.editing.layout import laid_out
    from bareme.reading.composing import compose

    own = Report()
    original = read_original(path, name, own)
    if original is not None:
        compose(original.source, own)
    for finding in own.diagnostics:
        report.include(finding)
    if original is None or own.has_errors:
        return None
    text = laid_out(original.source.text)
    return Written(original, text) if text != original.source.text else None


def _tell(changed: list[Written], is_check: bool) -> None:
    from bareme.cli import output
    from bareme.cli.mending import show
    from bareme.editing.files import write_all

    if not is_check:
        write_all(changed)
    for file in changed:
        if is_check:
            show(file, output.say)
        else:
            output.say(file.original.source.name)


def _summary(count: int, changed: int, is_check: bool) -> str:
    if is_check:
        return trn(
            "{count} fichier lu, {changed} à mettre en page.",
            "{count} fichiers lus, {changed} à mettre en page.",
            count,
            count=count,
            changed=changed,
        )
    return trn(
        "{count} fichier lu, {changed} mis en page.",
        "{count} fichiers lus, {changed} mis en page.",
        count,
        count=count,
        changed=changed,
    )
