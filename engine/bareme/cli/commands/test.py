"""`bareme test`: the examples and the published figures of the rulebooks, and what of the law the
examples exercise.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common
from bareme.translation import tr, trn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bareme.cli.parsing import Parser
    from bareme.exercised.telling import Exercised
    from bareme.exercised.trial import Trial

_NOT_CARRIED_OUT = 2


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument(
        "rulebooks", metavar=tr("BAREME"), nargs="*", help=tr("un barème (par défaut : tous)")
    )
    options = parser.options
    options.add_argument(
        "-v", "--verbose", action="store_true", help=tr("nommer aussi les exemples qui passent")
    )
    options.add_argument(
        "--coverage",
        action="store_true",
        help=tr("dire ce qu'aucun exemple n'exerce : règles, versions, cas, lignes, éléments"),
    )
    options.add_argument(
        "--strict",
        action="store_true",
        help=tr("le même, et sortir avec 1 s'il en reste"),
    )
    options.add_argument(
        "--html",
        metavar=tr("FICHIER"),
        help=tr("le même, et écrire là une page : les barèmes annotés, ligne par ligne"),
    )
    add_common(parser, formats=("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Run the examples and write how they went."""
    from bareme.cli import output
    from bareme.exercised.telling import Exercised
    from bareme.exercised.trial import tried
    from bareme.loading import rules_directory

    directory = rules_directory(arguments.rules)
    wanted = arguments.coverage or arguments.strict or arguments.html is not None
    trials, found = [], []
    for name in arguments.rulebooks or directory.present_names():
        trial = tried(directory, name)
        exercised = Exercised.of(trial.book, trial.account) if wanted else None
        trials.append((trial, exercised))
        found += [exercised] if exercised else []
        if arguments.format == "text":
            _tell(trial, exercised, arguments.verbose)
    if arguments.format == "json":
        output.say_json({"rulebooks": [_data(*each) for each in trials]})
    findings = [finding for trial, _ in trials for finding in trial.findings]
    if findings:
        output.complain(findings, arguments.color)
    if arguments.html is not None and not _written(found, arguments.html):
        return _NOT_CARRIED_OUT
    return output.status_of(findings) or (_lacking(found) if arguments.strict else 0)


def _tell(trial: Trial, exercised: Exercised | None, verbose: bool) -> None:
    from bareme.cli import output
    from bareme.exercised.telling import as_text

    for outcome in trial.outcomes if verbose else ():
        mark = tr("ok   ") if outcome.passed else tr("ÉCHEC")
        output.say(f"  {mark}  {outcome.example.name}")
    output.say(_told(trial))
    for line in as_text(exercised, verbose) if exercised else ():
        output.say(line)
    sys.stdout.flush()


def _told(trial: Trial) -> str:
    """Return how the examples and the published figures of a rulebook went, in words."""
    count = len(trial.outcomes)
    if not trial.published:
        return trn(
            "{name} : {passed} exemple sur {examples} passe.",
            "{name} : {passed} exemples sur {examples} passent.",
            count,
            name=trial.name,
            passed=trial.passed,
            examples=count,
        )
    return trn(
        "{name} : {passed} exemple sur {examples} passe, {agreeing} montants publiés sur "
        "{figures} concordent ou s'expliquent.",
        "{name} : {passed} exemples sur {examples} passent, {agreeing} montants publiés sur "
        "{figures} concordent ou s'expliquent.",
        count,
        name=trial.name,
        passed=trial.passed,
        examples=count,
        agreeing=trial.agreeing,
        figures=trial.published,
    )


def _data(trial: Trial, exercised: Exercised | None) -> dict[str, object]:
    from bareme.diagnostics.rendering import as_data as finding
    from bareme.exercised.telling import as_data

    data: dict[str, object] = {
        "rulebook": trial.name,
        "examples": {"passed": trial.passed, "total": len(trial.outcomes)},
        "published": {"agreeing": trial.agreeing, "total": trial.published},
        "findings": [finding(each) for each in trial.findings],
    }
    return data if exercised is None else {**data, "coverage": as_data(exercised)}


def _written(found: Sequence[Exercised], path: str) -> bool:
    """Write the page; tell whether it could be."""
    from bareme.cli import output
    from bareme.exercised.page import page

    try:
        Path(path).write_text(page(found), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        output.note(
            tr("bareme : {path} ne peut pas être écrit ({reason}).", path=path, reason=reason)
        )
        return False
    return True


def _lacking(found: Sequence[Exercised]) -> int:
    """Tell how much is not exercised, and return the status that this means."""
    from bareme.cli import output

    count = sum(len(each.account.missing()) for each in found)
    if count:
        output.note(
            trn(
                "{count} élément de la loi n'est exercé par aucun exemple.",
                "{count} éléments de la loi ne sont exercés par aucun exemple.",
                count,
                count=count,
            )
        )
    return int(count > 0)
