"""What is wrong, where, and what to write instead: the one type every fault is told in.

A diagnostic is data: a code, the facts of the case, a place. Its words are in `catalogue`;
what it looks like on a terminal, in JSON or in a code review is in `rendering`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from bareme.diagnostics.catalogue import CATALOGUE
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Mapping


class Severity(IntEnum):
    """How much a finding matters; `ERROR` is what makes a file unusable."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


_LONGEST = 600  # characters of a fact: more would hide the message


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, under the name by which it is shown."""

    name: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """Return line `number` (from 1), without its end; empty past the last."""
        lines = _lines(self.text)
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


@lru_cache(maxsize=4)  # findings about one file come one after another
def _lines(text: str) -> list[str]:
    return text.split("\n")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line of a source: line and columns count from 1, the end is excluded."""

    source: Source
    line: int
    column: int
    end_column: int

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.name

    def within(self, start: int, length: int) -> Place:
        """Return the stretch of `length` characters that begins `start` after this one."""
        column = self.column + start
        return Place(self.source, self.line, column, column + max(length, 1))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` is a key of the catalogue, `data` what its words need, `suggestion` the text to
    write instead where there is one; `place` is missing when the fault is in no file, and
    `subject` then names the value it is about.
    """

    code: str
    place: Place | None = None
    data: Mapping[str, str] = field(default_factory=lambda: _Facts({}))
    suggestion: str | None = None
    subject: str | None = None

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return Severity[CATALOGUE[self.code].severity]

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return tr(CATALOGUE[self.code].message).format_map(self.data)

    @property
    def remedy(self) -> str:
        """What to do about it; never empty."""
        entry = CATALOGUE[self.code]
        if self.suggestion is not None:
            return tr(entry.suggest).format_map({**self.data, "suggestion": self.suggestion})
        return tr(entry.remedy).format_map(self.data)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by place, the same in every language; what has no place comes first."""
        place, told = self.place, CATALOGUE[self.code].message.format_map(self.data)
        if place is None:
            return ("", 0, 0, self.subject or "", told)
        return (place.file, place.line, place.column, self.code, told)


class Report:
    """Collects findings while a file is read and checked."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    def add(
        self, code: str, place: Place | None, suggestion: str | None = None, /, **data: object
    ) -> None:
        """Note a finding; `data` are the facts its words need."""
        self.include(Diagnostic(code, place, facts(data), suggestion))

    def include(self, diagnostic: Diagnostic) -> None:
        """Take over a finding; the same one twice counts once."""
        self._found[diagnostic] = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything found so far, by place."""
        return tuple(sorted(self._found, key=lambda d: d.sort_key))

    @property
    def errors(self) -> int:
        """How many of the findings so far make the file unusable; warnings do not."""
        return sum(d.severity is Severity.ERROR for d in self._found)

    @property
    def has_errors(self) -> bool:
        """Whether anything found makes the file unusable."""
        return self.errors > 0


def facts(data: Mapping[str, object]) -> Mapping[str, str]:
    """Return the facts of a finding as text."""
    return _Facts(data)


def _shown(value: object) -> str:
    """Return a value as text, cut where it is long: it may come from anywhere."""
    try:
        text = str(value)
    except Exception:  # noqa: BLE001  # a foreign object, or a number of too many digits
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class _Facts(dict[str, str]):
    """The facts of a finding as text: hashable, so that findings can be told apart."""

    def __init__(self, data: Mapping[str, object]) -> None:
        super().__init__((key, _shown(value)) for key, value in data.items())

    def __hash__(self) -> int:  # type: ignore[override]  # written once, in __init__
        return hash(tuple(sorted(self.items())))
