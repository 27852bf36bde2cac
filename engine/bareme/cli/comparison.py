"""What a command line asks to compare: two dates, two revisions or two directories, of which
rulebooks, for whom.
"""

from __future__ import annotations

import datetime as dt
import shlex
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.calendar import today
from bareme.diagnostics import Diagnostic, facts
from bareme.errors import SituationError
from bareme.loading import RulesDirectory, rules_directory
from bareme.values import Expected, Fault, accept

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from typing import NoReturn

    from bareme.differences.comparing import Command
    from bareme.differences.model import Difference, Differences


def compared(arguments: argparse.Namespace) -> Differences:
    """Carry out what is asked; BaremeError where it cannot be."""
    words = [word for word in arguments.rest if "=" in word]
    names = [word for word in arguments.rest if "=" not in word]
    with ExitStack() as opened:
        pair = _pair(arguments, names, opened)
        return pair.of_person(words) if words else pair.of_everyone()


@dataclass(frozen=True)
class _Pair:
    """Two directories of rulebooks, or one on two days; `selection` is how a command names them."""

    before: RulesDirectory
    after: RulesDirectory
    labels: tuple[str, str]
    names: tuple[str, ...]
    selection: tuple[str, ...]
    arguments: argparse.Namespace
    as_of: dt.date
    days: tuple[dt.date, dt.date] | None = None

    def of_everyone(self) -> Differences:
        """Compare rulebooks: those named, or else all that differ."""
        from bareme.differences.gathering import Setting, between, in_time

        population = self.arguments.population
        setting = Setting(
            self.labels,
            self.as_of,
            lambda name: partial(self._command, name),
            None if population is None else Path(population),
        )
        if self.days is not None:
            return in_time(self.after, self.names or self.after.names(), self.days, setting)
        from bareme.differences.revisions.reading import changed_names

        names = self.names or changed_names(self.before, self.after)
        for name in self.names:
            if name not in {*self.before.names(), *self.after.names()}:
                self.after.load(name)  # says that there is none of that name
        return between(self.before, self.after, names, setting)

    def of_person(self, words: list[str]) -> Differences:
        """Compare the answers to one person."""
        from bareme.cli.situation import situation_from
        from bareme.differences.comparing import Asked, compare
        from bareme.differences.model import Differences

        if len(self.names) != 1:
            _refuse("one-rulebook-needed")
        name = self.names[0]
        books = (self.before.load(name), self.after.load(name))
        given = situation_from(books[1].definition, words, None)
        own = given.pop(books[1].definition.reference_date or "", None)
        days = self.days
        if days is None:
            on = self.arguments.on or own
            if on is None:
                _refuse("date-missing", name=name)
            days = (_day(on), _day(on))
        command: Command = partial(self._command, name)
        asked = Asked(self.labels, ((), ()), self.as_of, command, given)
        found: Difference = compare(books[0].on(days[0]), books[1].on(days[1]), asked)
        return Differences(*self.labels, (found,))

    def _command(
        self,
        name: str,
        before: dt.date,
        after: dt.date,
        of_before: bool,
        situation: Mapping[str, str],
    ) -> str:
        """Return the command that shows a situation again."""
        words = ["bareme", "diff"]
        if of_before and self.days is None:
            words += [*self.selection, name, "--on", str(after)]
        else:
            words += [name, "--from", str(before), "--to", str(after), *self._rules()]
        words += (f"{key}={value}" for key, value in situation.items())
        return shlex.join(words)

    def _rules(self) -> list[str]:
        """Return how the second side alone is named."""
        head, rules = self.arguments.head, self.arguments.rules
        if self.arguments.base is None and self.days is None:  # two directories
            return ["--rules", self.selection[1]]
        if self.days is None and head is None and rules is None:
            rules = str(rules_of(self.arguments))  # dates alone speak of the program's own
        return [
            *(["--head", head] if head is not None else []),
            *(["--rules", rules] if rules is not None else []),
        ]


_TWO_DIRECTORIES = 2  # words by which they are named


def _pair(arguments: argparse.Namespace, names: list[str], opened: ExitStack) -> _Pair:
    """Return what the options name; the revisions are there as long as they are opened."""
    dated = (arguments.before, arguments.after)
    if any(day is not None for day in dated) and arguments.base is None:
        return _dates(arguments, names, opened)
    if arguments.base is not None and dated == (None, None):
        return _revisions(arguments, names, opened)
    directories = [name for name in names if Path(name).is_dir()]
    if len(directories) == _TWO_DIRECTORIES and dated == (None, None):
        left = tuple(name for name in names if name not in directories)
        sides = [rules_directory(path) for path in directories]
        labels = (directories[0], directories[1])
        return _Pair(sides[0], sides[1], labels, left, labels, arguments, _as_of(arguments))
    return _refuse("nothing-to-compare")


def _dates(arguments: argparse.Namespace, names: list[str], opened: ExitStack) -> _Pair:
    if None in (arguments.before, arguments.after):
        _refuse("two-dates-needed")
    days = (_day(arguments.before), _day(arguments.after))
    directory = rules_directory(arguments.rules)
    if arguments.head is not None:
        from bareme.differences.revisions.reading import rules_at

        directory = opened.enter_context(rules_at(rules_of(arguments), arguments.head))
    labels = (str(days[0]), str(days[1]))
    chosen = tuple(names or directory.present_names())
    for name in chosen:
        if name not in directory.names():
            directory.load(name)  # says that there is none of that name
    return _Pair(directory, directory, labels, chosen, (), arguments, _as_of(arguments), days)


def _revisions(arguments: argparse.Namespace, names: list[str], opened: ExitStack) -> _Pair:
    from bareme.differences.revisions.reading import commit_date, rules_at
    from bareme.differences.vocabulary import WORK_TREE

    rules, head = rules_of(arguments), arguments.head
    before = opened.enter_context(rules_at(rules, arguments.base))
    after = opened.enter_context(rules_at(rules, head))
    as_of = _as_of(arguments)
    if head is not None and arguments.as_of is None:
        as_of = commit_date(rules, head)
    selection = ["--base", arguments.base]
    selection += ["--head", head] if head is not None else []
    selection += ["--rules", arguments.rules] if arguments.rules is not None else []
    labels = (arguments.base, head or WORK_TREE)
    return _Pair(before, after, labels, tuple(names), tuple(selection), arguments, as_of)


def reviewed(found: Differences, arguments: argparse.Namespace) -> Differences | None:
    """Return differences with the levels and the acceptances of the review file, if there is one;
    None where it cannot be read. What is wrong with it, and what it accepts that is there no more,
    is told beside.
    """
    from bareme.cli import output
    from bareme.diagnostics import Report
    from bareme.differences.findings.review import NAME, read_review

    path = Path(NAME if arguments.review is None else arguments.review)
    if arguments.review is None and not path.exists():
        return found
    if not path.exists() or path.is_dir():
        _refuse("no-such-file", file=path)
    report = Report()
    review = read_review(path, report)
    if review is None or report.has_errors:
        output.complain(report.diagnostics, arguments.color)
        return None
    for accepted in review.stale(found):
        report.add("acceptance-stale", accepted.place, fingerprint=accepted.fingerprint)
    if report.diagnostics:
        output.complain(report.diagnostics, arguments.color)
    return review.applied(found)


def rules_of(arguments: argparse.Namespace) -> Path:
    """Return where the rules lie in the repository: in `rules`, here or at its top, unless another
    directory is named; be it there now or not.
    """
    if arguments.rules is not None:
        return Path(arguments.rules)
    here = Path.cwd()
    tops = (top for top in (here, *here.parents) if (top / ".git").exists())
    top = here if (here / "rules").is_dir() else next(tops, here)
    return Path("rules") if top == here else top / "rules"


def _as_of(arguments: argparse.Namespace) -> dt.date:
    return today() if arguments.as_of is None else _day(arguments.as_of)


def _day(given: object) -> dt.date:
    from bareme.language.kinds import DATE

    try:
        day = accept(given, Expected(DATE))
    except Fault as fault:
        data = facts(fault.data)
        raise SituationError([Diagnostic(fault.code, None, data, fault.suggestion)]) from None
    assert isinstance(day, dt.date)
    return day


def _refuse(code: str, **data: object) -> NoReturn:
    raise SituationError([Diagnostic(code, None, facts(data))])
