"""`bareme batch`: a whole population, from file to file."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from bareme.batch.plan import Plan
    from bareme.batch.running import Summary
    from bareme.cli.parsing import Parser
    from bareme.tables.judging import Request

_FORM = ("separator", "decimal", "dates", "encoding")
_INTERRUPTED = 128  # and the number of the signal: how a shell tells it
_NOTES = """\
Les fichiers sont des CSV (aussi .csv.gz), des Parquet, ou des répertoires de l'un des deux ; la
sortie a la forme de son nom, et reste un CSV écrit comme celui qui est lu. Un seul fichier peut
aussi sortir en parties, dans un répertoire. Rien ne paraît sous le nom de la sortie avant que
tout soit écrit. Statut : 0, tout est écrit ; 1, des lignes sont rejetées ; 2, rien n'est écrit."""


class _Stopped(KeyboardInterrupt):
    """The system asked the program to stop."""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.epilog = _NOTES
    add_rulebook(parser)
    parser.arguments.add_argument("input", metavar="ENTREE", help="le fichier, ou le répertoire")
    parser.arguments.add_argument("output", metavar="SORTIE", help="ce qui sera écrit")
    options = parser.options
    options.add_argument(
        "--on", metavar="DATE", help="la date du droit applicable (sinon, celle de chaque ligne)"
    )
    options.add_argument(
        "--outputs", metavar="NOMS", help="les réponses voulues : a,b (sinon, celles du barème)"
    )
    options.add_argument(
        "--rejects", metavar="FICHIER", help="écrire dans ce CSV les lignes rejetées, et pourquoi"
    )
    options.add_argument(
        "--workers", metavar="N", type=int, help="le nombre de fils (par défaut : les processeurs)"
    )
    options.add_argument(
        "--resume", action="store_true", help="garder les parties déjà complètes d'un répertoire"
    )
    options.add_argument(
        "--force", action="store_true", help="remplacer ce qui existe, recommencer ce qui attend"
    )
    _add_form(parser)
    add_common(parser)


def _add_form(parser: Parser) -> None:
    """Declare how a delimited file is written; what is not said is detected."""
    from bareme.batch.forms import DATES, DECIMALS, ENCODINGS, SEPARATORS

    for name, shown, values, what in (
        ("separator", "SIGNE", SEPARATORS, "ce qui sépare les cellules d'un CSV"),
        ("decimal", "SIGNE", DECIMALS, "la marque décimale d'un CSV"),
        ("dates", "FORME", DATES, "comment un CSV écrit les dates"),
        ("encoding", "CODE", ENCODINGS, "l'encodage d'un CSV"),
    ):
        told = f"{what} : {' ou '.join(values)} (sinon, reconnu)"
        parser.options.add_argument(f"--{name}", choices=values, metavar=shown, help=told)


def run(arguments: argparse.Namespace) -> int:
    """Judge every row of a file; whatever keeps the output from being written is told."""
    from bareme.cli import output
    from bareme.errors import BaremeError

    try:
        return _run(arguments)
    except BaremeError as error:
        output.complain(error.diagnostics, arguments.color)
    except ModuleNotFoundError as lacking:
        output.note(f"bareme batch demande {lacking.name} : pip install 'bareme[tables]'")
    except KeyboardInterrupt as stop:
        resumable = " ; --resume reprend aux parties complètes" if _in_parts(arguments) else ""
        output.note(f"Arrêté : rien n'est écrit sous le nom de la sortie{resumable}.")
        asked = signal.SIGTERM if isinstance(stop, _Stopped) else signal.SIGINT
        return _INTERRUPTED + asked
    return 2


def _run(arguments: argparse.Namespace) -> int:
    from bareme.batch.forms import SEPARATORS
    from bareme.batch.plan import Asked, plan
    from bareme.batch.progress import Progress
    from bareme.batch.running import carry_out
    from bareme.cli import output

    if arguments.workers is not None and arguments.workers < 1:
        output.note("bareme batch : --workers attend un nombre, 1 ou plus")
        return 2
    request = _request(arguments)
    declared = {name: value for name in _FORM if (value := getattr(arguments, name)) is not None}
    if "separator" in declared:
        declared["separator"] = SEPARATORS[declared["separator"]]
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
            output.note(f"Lu avec : {planned.dialect}. Sinon, dites-le : --separator, --decimal…")
        for name in planned.given:
            output.note(
                f"Attention : la colonne « {name} » donne une réponse demandée. Là où elle est "
                "remplie, elle est reprise et non calculée : retirez-la si tout doit l'être."
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


def _count(rows: int, words: str) -> str:
    """Return a number of rows in words, that agree with it."""
    from bareme.words import number

    several = " ".join(f"{word}s" for word in words.split())
    return f"{number(rows)} {words if rows <= 1 else several}"


def _tell(planned: Plan, summary: Summary, seconds: float, arguments: argparse.Namespace) -> None:
    """Write the summary, and the first rejects when none are kept."""
    from bareme.cli import output
    from bareme.words import number

    several = len(planned.sources) > 1
    if not arguments.rejects:
        for file, reject in summary.told[:3]:
            where = f"{file}, ligne" if several else "Ligne"
            column = f", {reject.column}" if reject.column else ""
            found = reject.diagnostic
            output.note(f"{where} {reject.number}{column} : {found.message} {found.remedy}")
    line = (
        f"{_count(summary.read, 'ligne lue')} = {_count(summary.written, 'écrite')} + "
        f"{_count(summary.rejected, 'rejetée')}"
    )
    now = summary.read - summary.kept
    if seconds >= 1:
        line += f" ({number(round(now / seconds))} par seconde)"
    if summary.kept:
        line += f", dont {number(summary.kept)} d'une exécution précédente"
    if summary.rejected and not arguments.rejects:
        line += " ; --rejects FICHIER les garde, chacune avec ses raisons"
    output.note(f"{line}.")
