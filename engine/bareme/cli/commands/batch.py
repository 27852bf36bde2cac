"""`bareme batch`: a whole population, from file to file."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook
from bareme.translation import N_, tr, trn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from bareme.batch.plan import Plan
    from bareme.batch.running import Summary
    from bareme.batch.stretch import Reject
    from bareme.cli.parsing import Parser
    from bareme.tables.judging import Request

_FORM = ("separator", "decimal", "dates", "encoding")
_INTERRUPTED = 128  # and the number of the signal: how a shell tells it
_NOTES = N_(
    """\
Les fichiers sont des CSV (aussi .csv.gz), des Parquet, ou des répertoires de l'un des deux ; la
sortie a la forme de son nom, et reste un CSV écrit comme celui qui est lu. Un seul fichier peut
aussi sortir en parties, dans un répertoire. Rien ne paraît sous le nom de la sortie avant que
tout soit écrit. Statut : 0, tout est écrit ; 1, des lignes sont rejetées ; 2, rien n'est écrit."""
)


class _Stopped(KeyboardInterrupt):
    """The system asked the program to stop."""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.epilog = tr(_NOTES)
    add_rulebook(parser)
    parser.arguments.add_argument(
        "input", metavar=tr("ENTREE"), help=tr("le fichier, ou le répertoire")
    )
    parser.arguments.add_argument("output", metavar=tr("SORTIE"), help=tr("ce qui sera écrit"))
    options = parser.options
    options.add_argument(
        "--on",
        metavar="DATE",
        help=tr("la date du droit applicable (sinon, celle de chaque ligne)"),
    )
    options.add_argument(
        "--outputs",
        metavar=tr("NOMS"),
        help=tr("les réponses voulues : a,b (sinon, celles du barème)"),
    )
    options.add_argument(
        "--rejects",
        metavar=tr("FICHIER"),
        help=tr("écrire dans ce CSV les lignes rejetées, et pourquoi"),
    )
    options.add_argument(
        "--workers",
        metavar="N",
        type=int,
        help=tr("le nombre de fils (par défaut : les processeurs)"),
    )
    options.add_argument(
        "--resume",
        action="store_true",
        help=tr("garder les parties déjà complètes d'un répertoire"),
    )
    options.add_argument(
        "--force",
        action="store_true",
        help=tr("remplacer ce qui existe, recommencer ce qui attend"),
    )
    _add_form(parser)
    add_common(parser)


def _add_form(parser: Parser) -> None:
    """Declare how a delimited file is written; what is not said is detected."""
    from bareme.batch.forms import DATES, DECIMALS, ENCODINGS, FRENCH, ISO, SEPARATORS

    dates = (tr(ISO), tr(FRENCH))  # the others are the same in other words
    for name, metavar, values, shown, what in (
        (
            "separator",
            tr("SIGNE"),
            SEPARATORS,
            SEPARATORS,
            tr("ce qui sépare les cellules d'un CSV"),
        ),
        ("decimal", tr("SIGNE"), DECIMALS, DECIMALS, tr("la marque décimale d'un CSV")),
        ("dates", tr("FORME"), DATES, dates, tr("comment un CSV écrit les dates")),
        ("encoding", tr("CODE"), ENCODINGS, ENCODINGS, tr("l'encodage d'un CSV")),
    ):
        told = tr("{what} : {values} (sinon, reconnu)", what=what, values=tr(" ou ").join(shown))
        parser.options.add_argument(f"--{name}", choices=values, metavar=metavar, help=told)


def run(arguments: argparse.Namespace) -> int:
    """Judge every row of a file; whatever keeps the output from being written is told."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    try:
        return _run(arguments)
    except BaremeError as error:
        output.complain(error.diagnostics, arguments.color)
    except ModuleNotFoundError as lacking:
        output.note(
            tr("bareme batch demande {name} : pip install 'bareme[tables]'", name=lacking.name)
        )
    except KeyboardInterrupt as stop:
        output.note(
            tr(
                "Arrêté : rien n'est écrit sous le nom de la sortie ; "
                "--resume reprend aux parties complètes."
            )
            if _in_parts(arguments)
            else tr("Arrêté : rien n'est écrit sous le nom de la sortie.")
        )
        asked = signal.SIGTERM if isinstance(stop, _Stopped) else signal.SIGINT
        return _INTERRUPTED + asked
    return 2


def _run(arguments: argparse.Namespace) -> int:
    from bareme.batch.forms import DATES, SEPARATORS
    from bareme.batch.plan import Asked, plan
    from bareme.batch.progress import Progress
    from bareme.batch.running import carry_out
    from bareme.cli import output

    if arguments.workers is not None and arguments.workers < 1:
        output.note(tr("bareme batch : --workers attend un nombre, 1 ou plus"))
        return 2
    request = _request(arguments)
    declared = {name: value for name in _FORM if (value := getattr(arguments, name)) is not None}
    if "separator" in declared:
        declared["separator"] = SEPARATORS[declared["separator"]]
    if "dates" in declared:
        declared["dates"] = DATES[declared["dates"]]
    with _stopping():
        planned = plan(
            request,
            Asked(
                Path(arguments.input),
                Path(arguments.output),
                Path(arguments.rejects) if arguments.rejects else None,
                declared,
                arguments.workers,
                arguments.resume,
                arguments.force,
            ),
        )
        if planned.detected and len(declared) < len(_FORM):
            output.note(
                tr(
                    "Lu avec : {form}. Sinon, dites-le : --separator, --decimal…",
                    form=planned.dialect,
                )
            )
        for name in planned.given:
            output.note(
                tr(
                    "Attention : la colonne « {name} » donne une réponse demandée. Là où elle est "
                    "remplie, elle est reprise et non calculée : retirez-la si tout doit l'être.",
                    name=name,
                )
            )
        progress = Progress(sys.stderr, planned.size)
        try:
            summary = carry_out(planned, progress)
        finally:
            seconds = progress.end()
    _tell(planned, summary, seconds, arguments)
    return 1 if summary.rejected else 0


def _request(arguments: argparse.Namespace) -> Request:
    from bareme.loading import load
    from bareme.rulebook import request_of

    book = load(arguments.rulebook, rules=arguments.rules)
    outputs = None
    if arguments.outputs is not None:
        outputs = [name.strip() for name in arguments.outputs.split(",")]
    day = book.on(arguments.on).date if arguments.on else None
    return request_of(book, day, outputs)


@contextmanager
def _stopping() -> Iterator[None]:
    """While it runs, let the system's request to stop end it as an interruption does."""

    def stop(*_: object) -> None:
        raise _Stopped

    if threading.current_thread() is not threading.main_thread():  # where no signal arrives
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _in_parts(arguments: argparse.Namespace) -> bool:
    return Path(arguments.input).is_dir() or not Path(arguments.output).suffix


def _tell(planned: Plan, summary: Summary, seconds: float, arguments: argparse.Namespace) -> None:
    """Write the summary, and the first rejects when none are kept."""
    from bareme.cli import output

    if not arguments.rejects:
        several = len(planned.sources) > 1
        for file, reject in summary.told[:3]:
            output.note(_rejected(file if several else None, reject))
    line = _balance(summary, seconds)
    if summary.rejected and not arguments.rejects:
        line = tr("{told} ; --rejects FICHIER les garde, chacune avec ses raisons", told=line)
    output.note(f"{line}.")


def _rejected(file: str | None, reject: Reject) -> str:
    """Return where and why a row is rejected."""
    from bareme.words import labelled

    if file is None:
        place = tr("Ligne {number}", number=reject.number)
    else:
        place = tr("{file}, ligne {number}", file=file, number=reject.number)
    if reject.column:
        place = f"{place}, {reject.column}"
    return labelled(place, f"{reject.diagnostic.message} {reject.diagnostic.remedy}")


def _balance(summary: Summary, seconds: float) -> str:
    """Return how many rows were read, and what became of them."""
    from bareme.words import number

    read, written, rejected = summary.read, summary.written, summary.rejected
    told = " ".join(
        (
            trn("{count} ligne lue", "{count} lignes lues", read, count=number(read)),
            "=",
            trn("{count} écrite", "{count} écrites", written, count=number(written)),
            "+",
            trn("{count} rejetée", "{count} rejetées", rejected, count=number(rejected)),
        )
    )
    if seconds >= 1:
        rate = number(round((read - summary.kept) / seconds))
        told = tr("{told} ({rate} par seconde)", told=told, rate=rate)
    if summary.kept:
        kept = number(summary.kept)
        told = tr("{told}, dont {count} d'une exécution précédente", told=told, count=kept)
    return told
