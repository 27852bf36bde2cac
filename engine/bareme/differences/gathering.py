"""Rulebooks of two directories, each read as far as it can be, and compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bareme.diagnostics import Report
from bareme.differences.changes.figures import changes_of_figures
from bareme.differences.comparing import Asked, compare
from bareme.differences.findings.judging import Context, judged
from bareme.differences.model import Change, Difference, Differences, Facet, Said, Side

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from bareme.diagnostics import Diagnostic
    from bareme.differences.comparing import Command
    from bareme.differences.model import How
    from bareme.loading import RulesDirectory
    from bareme.model import Example
    from bareme.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Setting:
    """How two states are compared: what they are called, which day tells the past from what is to
    come, the `command` of each rulebook that shows a situation again, and a file of people.
    """

    labels: tuple[str, str]
    as_of: dt.date
    command: Callable[[str], Command]
    population: Path | None = None

    def asked(self, name: str, before: Sequence[Example], after: Sequence[Example]) -> Asked:
        """Return what is asked of the comparison of a rulebook."""
        command = self.command(name)
        return Asked(self.labels, (before, after), self.as_of, command, None, self.population)


def between(
    before: RulesDirectory, after: RulesDirectory, names: Iterable[str], setting: Setting
) -> Differences:
    """Compare the rulebooks of two directories, by name; one that cannot be read is told, with
    what can be read all the same.
    """
    found = []
    for name in names:
        one, other = _Read.of(before, name), _Read.of(after, name)
        found.append(_compared(name, one, other, setting))
    return Differences(*setting.labels, tuple(_told_once(found)))


def in_time(
    directory: RulesDirectory,
    names: Iterable[str],
    days: tuple[dt.date, dt.date],
    setting: Setting,
) -> Differences:
    """Compare what is in force on two days. SituationError for a day that is not covered."""
    found = []
    for name in names:
        read = _Read.of(directory, name)
        if read.book is None:
            found.append(Difference(name, None, None, setting.as_of, unreadable=read.findings))
            continue
        asked = setting.asked(name, read.examples, read.examples)
        found.append(compare(read.book.on(days[0]), read.book.on(days[1]), asked))
    return Differences(*setting.labels, tuple(_told_once(found)))


@dataclass(frozen=True, slots=True)
class _Read:
    """A rulebook as one side has it: `book` is None where it is not there or cannot be read."""

    directory: RulesDirectory
    there: bool
    book: Rulebook | None
    examples: tuple[Example, ...]
    findings: tuple[Diagnostic, ...]

    @staticmethod
    def of(directory: RulesDirectory, name: str) -> _Read:
        report = Report()
        if name not in directory.names():
            return _Read(directory, False, None, (), ())
        book = directory.read(name, report)
        own = Report()  # examples that cannot be read leave the rulebook as it is
        examples = directory.examples(name, own)
        findings = report.diagnostics if book is None else own.diagnostics
        return _Read(directory, True, book, examples, findings)

    def side(self, label: str) -> Side | None:
        """Return what it is called."""
        return None if self.book is None else Side.of(self.book.definition, label)


def _compared(name: str, one: _Read, other: _Read, setting: Setting) -> Difference:
    if one.book is not None and other.book is not None:
        asked = setting.asked(name, one.examples, other.examples)
        found = compare(one.book, other.book, asked)
        return replace(found, unreadable=(*one.findings, *other.findings))
    labels = setting.labels
    sides = (one.side(labels[0]), other.side(labels[1]))
    changes = _all_there_is(name, one, other, setting)
    findings = (*one.findings, *other.findings)
    return Difference(name, *sides, setting.as_of, changes, unreadable=findings)


def _all_there_is(name: str, one: _Read, other: _Read, setting: Setting) -> tuple[Change, ...]:
    """Return that a rulebook comes or goes; or where it cannot be read, which figures change."""
    made = [None if read.book is None else read.book.definition for read in (one, other)]
    figures = None
    if one.there and other.there:
        sides = [read.directory.figures(name, Report()) for read in (one, other)]
        if sides[0] is None or sides[1] is None:
            return ()
        figures = (sides[0], sides[1])
        changes = list(changes_of_figures(name, *figures))
    else:
        how: How = "added" if other.there else "removed"
        book = other.book or one.book
        if book is None:
            return ()
        said = Said(book.title)
        facet = Facet("rulebook", "", *((said, None) if how == "removed" else (None, said)))
        changes = [Change("rulebook", how, name, book.title, name, None, (facet,))]
    context = Context(made[0], made[1], setting.as_of, tuple(changes), figures)
    return judged(changes, context)


def _told_once(items: Sequence[Difference]) -> list[Difference]:
    """Return differences in which what is remarkable in a borrowed figure is told only where the
    figure is written.
    """
    here = {item.rulebook for item in items}

    def own(item: Difference, change: Change) -> Change:
        elsewhere = change.origin != item.rulebook and change.origin in here
        return replace(change, findings=()) if elsewhere else change

    return [
        replace(item, changes=tuple(own(item, change) for change in item.changes)) for item in items
    ]
