"""What git asks `bareme diff` to do, and how it comes to ask it."""

from __future__ import annotations

import shlex
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bareme.calendar import today
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse
    import datetime as dt
    from collections.abc import Mapping

    from bareme.differences.model import Change
    from bareme.loading import RulesDirectory

_OF_OTHER_FILES = frozenset({"edition-not-raised", "rule-untested"})


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
    """Return what differs between two states of a rulebook of which one file differs, in words.

    RulebookError where a side cannot be read: the other files may belong to another state.
    """
    from bareme.differences.gathering import Setting, between
    from bareme.differences.rendering import written
    from bareme.errors import RulebookError

    setting = Setting(
        (tr("avant"), tr("après")), today(), lambda rulebook: partial(_evaluation, rulebook)
    )
    found = between(before, after, [name], setting)
    unreadable = [finding for item in found.items for finding in item.unreadable]
    if unreadable:
        raise RulebookError(unreadable)
    items = tuple(replace(item, changes=tuple(map(_alone, item.changes))) for item in found.items)
    return written(replace(found, items=items), "text", color=False)


def _alone(change: Change) -> Change:
    """Return a change without what only the other files of the rulebook could tell."""
    kept = tuple(each for each in change.findings if each.code not in _OF_OTHER_FILES)
    return replace(change, findings=kept)


def _evaluation(
    rulebook: str, before: dt.date, after: dt.date, of_before: bool, situation: Mapping[str, str]
) -> str:
    """Return a command that shows a situation on the second side: what git compares has no name."""
    del before, of_before
    values = (f"{name}={value}" for name, value in situation.items())
    return shlex.join(["bareme", "evaluate", rulebook, "--on", str(after), *values])
