"""What git asks `bareme diff` to do, and how it comes to ask it."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING

from bareme.calendar import today

if TYPE_CHECKING:
    import argparse
    import datetime as dt
    from collections.abc import Mapping

    from bareme.loading import RulesDirectory


def run(arguments: argparse.Namespace) -> int:
    """Install the driver, remove it, or be it."""
    from bareme.cli import output
    from bareme.cli.comparison import rules_of
    from bareme.differences.revisions.driver import driver, install, uninstall

    if arguments.git_driver is not None:
        return driver(arguments.git_driver, _compared)
    act = install if arguments.install_git else uninstall
    output.say(act(rules_of(arguments)))
    return 0


def _compared(before: RulesDirectory, after: RulesDirectory, name: str) -> str:
    """Return what differs between two states of a rulebook, in words."""
    from bareme.differences.gathering import Setting, between
    from bareme.differences.rendering import written

    setting = Setting(("avant", "après"), today(), lambda rulebook: partial(_evaluation, rulebook))
    return written(between(before, after, [name], setting), "text", color=False)


def _evaluation(
    rulebook: str, before: dt.date, after: dt.date, of_before: bool, situation: Mapping[str, str]
) -> str:
    """Return a command that shows a situation on the second side: what git compares has no name."""
    del before, of_before
    values = (f"{name}={value}" for name, value in situation.items())
    return shlex.join(["bareme", "evaluate", rulebook, "--on", str(after), *values])
