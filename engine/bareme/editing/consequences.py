"""What follows from files changed: what there is to say about them, which rules move that are the
same for everyone, and what a comparison of the rules before and after says in a line.

The files need not be written yet.
"""

from __future__ import annotations

import datetime as dt
import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bareme.diagnostics import Report
from bareme.editing.edits import applied
from bareme.editing.entries import without
from bareme.editing.figures import FILE
from bareme.errors import BaremeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bareme.diagnostics import Diagnostic
    from bareme.differences.comparing import Command
    from bareme.domains.exact import Value
    from bareme.editing.proving import Changed
    from bareme.language.kinds import Kind
    from bareme.loading import RulesDirectory
    from bareme.model import Definition
    from bareme.rulebook import Rulebook, Rules


@dataclass(frozen=True, slots=True)
class Moved:
    """A rule that depends on no input, what it gives before a day and from that day on."""

    rulebook: str
    name: str
    label: str
    kind: Kind
    date: dt.date
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Raise:
    """The edition of a rulebook to be raised with what changes in it: its file, now, and then."""

    file: str
    edition: str
    next: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows. `moved` and `summary` are None where a place is left to fill in: nothing can be
    computed yet. `rulebooks` are those that read what is changed, its own among them.
    """

    findings: tuple[Diagnostic, ...]
    moved: tuple[Moved, ...] | None
    summary: str | None
    rulebooks: tuple[str, ...]
    editions: tuple[Raise, ...] = ()


def consequences(
    directory: RulesDirectory, files: Sequence[Changed], as_of: dt.date
) -> Consequences:
    """Return what follows from files changed in a directory, `as_of` telling what is past."""
    after = _with_texts(directory, {f.after.rulebook: f.written.text for f in files})
    books = _books(after)
    concerned = {name: read for name, book in books.items() if (read := _read_by(book, files))}
    findings = tuple(finding for file in files for finding in _findings(after, file))
    own = {file.after.rulebook for file in files}
    names = tuple(sorted(own | set(concerned)))
    if not own <= set(books):
        return Consequences(findings, None, None, names)
    told = _said_before(directory, files)
    moved: list[Moved] = []
    for name, changed in concerned.items():
        moved += _moved(None if told is None else _book(told, name), books[name], changed)
    summary = None if told is None else summary_of(told, after, names, as_of)
    editions = tuple(_edition(directory, books[name], as_of) for name in sorted(own))
    return Consequences(findings, tuple(moved), summary, names, editions)


def _edition(directory: RulesDirectory, book: Rulebook, as_of: dt.date) -> Raise:
    from bareme.differences.findings.documents import following

    file = directory.shown(directory.path / book.name / "rulebook.yaml")
    edition = book.definition.edition
    return Raise(file, edition, following(edition, as_of))


def _with_texts(directory: RulesDirectory, texts: Mapping[str, str]) -> RulesDirectory:
    """Return a directory in which the figures of some rulebooks read otherwise."""
    unsaved = ((directory.path / name / FILE, text) for name, text in texts.items())
    return replace(directory, unsaved=tuple(unsaved))


def _said_before(directory: RulesDirectory, files: Sequence[Changed]) -> RulesDirectory | None:
    """Return the directory as it was, places that waited left out so that it can be read; None
    where that is not possible.
    """
    texts = {}
    for file in files:
        figures = file.before
        places = [(figures.values(name), entry) for (name, _), entry in figures.waiting.items()]
        edits = without(figures.text, places)
        if edits is None:
            return None
        texts[figures.rulebook] = applied(figures.text, edits)
    return _with_texts(directory, texts)


def _findings(after: RulesDirectory, file: Changed) -> Iterator[Diagnostic]:
    """Give what `check` says of a file."""
    shown = file.written.original.source.name
    for finding in after.check(file.after.rulebook):
        if finding.place is not None and finding.place.file == shown:
            yield finding


def _book(directory: RulesDirectory, name: str) -> Rulebook | None:
    report = Report()
    book = directory.read(name, report)
    return None if report.has_errors else book


def _books(directory: RulesDirectory) -> dict[str, Rulebook]:
    read = ((name, _book(directory, name)) for name in directory.names())
    return {name: book for name, book in read if book is not None}


def _read_by(book: Rulebook, files: Sequence[Changed]) -> dict[str, dt.date]:
    """Return the changed figures that a rulebook has, its own or borrowed, each with its day."""
    definition = book.definition
    found = {}
    for file in files:
        for each in file.intended:
            origin = definition.borrowed.get(each.name, definition.name)
            if each.name in definition.parameters and origin == file.after.rulebook:
                found[each.name] = each.start
    return found


def _moved(
    before: Rulebook | None, after: Rulebook, changed: Mapping[str, dt.date]
) -> Iterator[Moved]:
    """Give the rules that are the same for everyone, read a changed figure, and give something
    else from its day on than they did: on the day before, or where the figure had a value from that
    very day, by the rules before.
    """
    definition = after.definition
    for day in sorted(set(changed.values())):
        rules, former = _on(after, day), _former(before, after, changed, day)
        if rules is None or former is None:
            continue
        for name, rule in definition.rules.items():
            if name not in rules.program.fixed or not _reads(definition, name, changed):
                continue
            was, now = _given(former, name), _given(rules, name)
            if was is not None and now is not None and was != now:
                yield Moved(definition.name, name, rule.label, rule.kind, day, was, now)


def _former(
    before: Rulebook | None, after: Rulebook, changed: Mapping[str, dt.date], day: dt.date
) -> Rules | None:
    """Return the rules that a day is held against."""
    figures = {} if before is None else before.definition.parameters
    overwritten = any(
        figure.start == day
        for name, since in changed.items()
        if since == day and name in figures
        for figure in figures[name].figures
    )
    return _on(before, day) if overwritten else _on(after, day - dt.timedelta(days=1))


def _on(book: Rulebook | None, day: dt.date) -> Rules | None:
    try:
        return None if book is None else book.on(day)
    except BaremeError:
        return None


def _given(rules: Rules, name: str) -> Value:
    """Return what a rule gives that needs no input; None where it gives nothing."""
    try:
        return rules.evaluate({}, outputs=[name]).exact(name)
    except BaremeError:
        return None


def _reads(definition: Definition, rule: str, names: Mapping[str, dt.date]) -> bool:
    """Tell whether a rule reads one of some figures, through others or some years back included."""
    pending, seen = [rule], {rule}
    while pending:
        made = definition.rules.get(pending.pop())
        variants = made.variants if made is not None else ()
        new = {read for v in variants for expression in v.expressions for read in expression.reads}
        if not new.isdisjoint(names):
            return True
        pending += new - seen
        seen |= new
    return False


def summary_of(
    before: RulesDirectory, after: RulesDirectory, names: Sequence[str], as_of: dt.date
) -> str:
    """Return what a comparison of some rulebooks, before and after, says in a line."""
    from bareme.differences.gathering import Setting, between
    from bareme.differences.rendering.summary import summary

    def command(name: str) -> Command:
        return lambda *_: shlex.join(["bareme", "diff", name])  # it stands in no summary

    return summary(between(before, after, names, Setting(("", ""), as_of, command)))
