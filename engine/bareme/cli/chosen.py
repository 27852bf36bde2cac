"""The rulebooks and files that the arguments of a command name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bareme.translation import tr

if TYPE_CHECKING:
    from bareme.cli.parsing import Parser
    from bareme.errors import SituationError
    from bareme.loading import RulesDirectory


def add_paths(parser: Parser) -> None:
    """Add the rulebooks and files to go through."""
    parser.arguments.add_argument(
        "paths",
        metavar=tr("CHEMIN"),
        nargs="*",
        help=tr("un répertoire de barèmes, un barème, ou un de ses fichiers (par défaut : tous)"),
    )


def rulebooks(paths: list[str], rules: str | None) -> list[tuple[RulesDirectory, str]]:
    """Return the rulebooks that the paths name, each with its directory. SituationError where one
    names no file, RulebookError where there is no rulebook at all.
    """
    from bareme.loading import rules_directory

    directory = rules_directory(rules)
    if not paths:
        return [(directory, name) for name in directory.present_names()]
    chosen: dict[tuple[RulesDirectory, str], None] = {}
    for given in paths:
        path = Path(given)
        if not path.exists():
            if path.suffix or len(path.parts) > 1:
                raise _no_such_file(given)
            chosen[directory, given] = None
            continue
        place = path.resolve() if path.is_dir() else path.resolve().parent
        inside = rules_directory(place).names()
        if path.is_dir() and inside:
            chosen |= {(rules_directory(place), name): None for name in inside}
        else:
            chosen[rules_directory(place.parent), place.name] = None
    return list(chosen)


def files(paths: list[str], rules: str | None) -> list[tuple[Path, str]]:
    """Return the files that the paths name, those of the rulebooks they name included, each with
    the name to show it by. The same errors; links that lead outside are left out.
    """
    from bareme.loading import FILES

    found: dict[Path, str] = {}
    for given in paths or [""]:
        if given and Path(given).is_file():
            found[Path(given)] = given
            continue
        for directory, name in rulebooks([given] if given else [], rules):
            if not (directory.path / name).is_dir():
                directory.load(name)  # says that there is none of that name
            for file in FILES:
                path = directory.path / name / file
                inside = path.resolve().is_relative_to(directory.path.resolve())
                if path.is_file() and inside:
                    found[path] = directory.shown(path)
    return list(found.items())


def _no_such_file(path: str) -> SituationError:
    from bareme.diagnostics import Diagnostic, facts
    from bareme.errors import SituationError

    return SituationError([Diagnostic("no-such-file", None, facts({"file": path}))])
