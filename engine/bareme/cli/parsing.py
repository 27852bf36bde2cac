"""Arguments: argparse with French words, and the options every command has."""

from __future__ import annotations

import argparse
import re
from argparse import Namespace
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What argparse says in English, and how it is said here.
_SAID = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"non reconnu : \1"),
    (r"argument (.*): expected one argument", r"\1 attend une valeur"),
    (r"argument (.*): expected at least one argument", r"\1 attend au moins une valeur"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"\1 : \2 n'est pas admis (au choix : \3)",
    ),
    (r"ambiguous option: (.*) could match (.*)", r"\1 est ambigu : \2"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks French and never abbreviates."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self.arguments = self.add_argument_group("arguments")
        self.options = self.add_argument_group("options")
        self.options.add_argument("-h", "--help", action="help", help="afficher cette aide")

    def parse_args(  # type: ignore[override]  # the overloads of argparse say no more
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> Namespace:
        """Parse a command line in which options may stand between the arguments."""
        parsed, left = self.parse_known_args(args, namespace)
        rest = getattr(parsed, "rest", None)
        if rest is not None and not any(word.startswith("-") for word in left):
            parsed.rest = [*rest, *left]  # what argparse leaves over after an option
        elif left:
            self.error(f"unrecognized arguments: {' '.join(left)}")
        return parsed

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, in French, and leave with status 2."""
        for english, french in _SAID:
            if re.fullmatch(english, message, flags=re.DOTALL):
                message = re.sub(english, french, message, flags=re.DOTALL)
                break
        self.print_usage()
        self.exit(2, f"{self.prog} : {message}\n")

    def print_usage(self, file: Any = None) -> None:
        """Print how to call the command, on standard error."""
        import sys

        super().print_usage(file or sys.stderr)


def parse(arguments: Sequence[str], commands: Mapping[str, str], usage: str) -> Namespace:
    """Parse a whole command line; `run` of the result carries the command out."""
    parser = Parser(prog="bareme", usage=usage.removeprefix("usage: "))
    subparsers = parser.add_subparsers(
        metavar="COMMANDE", dest="command", required=True, prog="bareme"
    )
    called = next((word for word in arguments if word in commands), None)
    for name, summary in commands.items():
        command = subparsers.add_parser(name, description=summary)
        if name == called:
            module = import_module(f"bareme.cli.commands.{name}")
            module.configure(command)
            command.set_defaults(run=module.run)
    return parser.parse_args(arguments)


def add_common(parser: Parser, formats: tuple[str, ...] = ()) -> None:
    """Add the options that every command has, and `--format` where it writes several."""
    parser.options.add_argument(
        "--rules", metavar="DIR", help="le répertoire des barèmes (par défaut : ceux du programme)"
    )
    parser.options.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colorer les messages (auto : sur un terminal, sauf si NO_COLOR est défini)",
    )
    if formats:
        parser.options.add_argument(
            "--format", choices=formats, default=formats[0], help="la forme du résultat"
        )


def add_rulebook(parser: Parser) -> None:
    """Add the name of a rulebook."""
    parser.arguments.add_argument("rulebook", metavar="BAREME", help="le nom du barème")
