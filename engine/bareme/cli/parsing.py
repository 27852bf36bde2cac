"""Arguments: argparse in the words of the language in use, and the options every command has."""

from __future__ import annotations

import argparse
import re
from argparse import Namespace
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from bareme.translation import LANGUAGES, N_, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What argparse says in English, and how it is said here.
_SAID = (
    (r"the following arguments are required: (?P<names>.*)", N_("il manque : {names}")),
    (r"unrecognized arguments: (?P<words>.*)", N_("non reconnu : {words}")),
    (r"argument (?P<name>.*): expected one argument", N_("{name} attend une valeur")),
    (
        r"argument (?P<name>.*): expected at least one argument",
        N_("{name} attend au moins une valeur"),
    ),
    (
        r"argument (?P<name>.*): invalid choice: (?P<given>.*) \(choose from (?P<choices>.*)\)",
        N_("{name} : {given} n'est pas admis (au choix : {choices})"),
    ),
    (
        r"argument (?P<name>.*): invalid int value: (?P<given>.*)",
        N_("{name} attend un nombre entier, et non {given}"),
    ),
    (
        r"argument (?P<name>.*): ignored explicit argument (?P<given>.*)",
        N_("{name} n'attend pas de valeur : retirez {given}"),
    ),
    (
        r"ambiguous option: (?P<option>.*) could match (?P<options>.*)",
        N_("{option} est ambigu : {options}"),
    ),
)


class Parser(argparse.ArgumentParser):
    """An argument parser in the language in use, that never abbreviates."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self.arguments = self.add_argument_group(tr("arguments"))
        self.options = self.add_argument_group(tr("options"))
        self.options.add_argument("-h", "--help", action="help", help=tr("afficher cette aide"))
        self.options.add_argument(  # read before all others: here to be listed, and refused
            "--lang",
            choices=LANGUAGES,
            default=argparse.SUPPRESS,
            help=tr("la langue des messages (par défaut : celle de BAREME_LANG, ou du système)"),
        )

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
        """Say what is wrong with the command line, and leave with status 2."""
        for english, ours in _SAID:
            if said := re.fullmatch(english, message, flags=re.DOTALL):
                message = tr(ours, **said.groupdict())
                break
        self.print_usage()
        told = tr("{program} : {message}", program=self.prog, message=message)
        self.exit(2, f"{told}\n")

    def print_usage(self, file: Any = None) -> None:
        """Print how to call the command, on standard error."""
        import sys

        super().print_usage(file or sys.stderr)


def parse(arguments: Sequence[str], commands: Mapping[str, str], usage: str) -> Namespace:
    """Parse a whole command line; `run` of the result carries the command out."""
    parser = Parser(prog="bareme", usage=usage)
    subparsers = parser.add_subparsers(
        metavar=tr("COMMANDE"), dest="command", required=True, prog="bareme"
    )
    called = next((word for word in arguments if word in commands), None)
    for name, summary in commands.items():
        command = subparsers.add_parser(name, description=tr(summary))
        if name == called:
            module = import_module(f"bareme.cli.commands.{name.replace('-', '_')}")
            module.configure(command)
            command.set_defaults(run=module.run)
    return parser.parse_args(arguments)


def add_common(parser: Parser, formats: tuple[str, ...] = ()) -> None:
    """Add the options that every command has, and `--format` where it writes several."""
    parser.options.add_argument(
        "--rules",
        metavar=tr("DIR"),
        help=tr("le répertoire des barèmes (par défaut : ceux du programme)"),
    )
    parser.options.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=tr("colorer les messages (auto : sur un terminal, sauf si NO_COLOR est défini)"),
    )
    if formats:
        parser.options.add_argument(
            "--format", choices=formats, default=formats[0], help=tr("la forme du résultat")
        )


def add_rulebook(parser: Parser) -> None:
    """Add the name of a rulebook."""
    parser.arguments.add_argument("rulebook", metavar=tr("BAREME"), help=tr("le nom du barème"))
