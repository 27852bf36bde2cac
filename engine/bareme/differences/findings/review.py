"""What a team has decided about findings: at which level each is told, which ones are accepted.

One committed file. A change is known by its fingerprint, so that what was accepted stays accepted
wherever the line moves, and not a day longer than it says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bareme.building.nodes import entries, items, optional, scalar, text
from bareme.diagnostics import Report, Severity
from bareme.differences.model import Acceptance
from bareme.frozen import Frozen
from bareme.reading.composing import compose
from bareme.reading.shape import check_shape
from bareme.reading.source import read_source
from bareme.reading.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingType
    from pathlib import Path

    from bareme.diagnostics import Place
    from bareme.differences.model import Change, Differences, Finding

NAME = "bareme-review.yaml"
OFF = "off"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A line of the file: the change it is about, and the code where only one is accepted."""

    fingerprint: str
    code: str | None
    acceptance: Acceptance
    place: Place = field(compare=False, repr=False)

    def covers(self, change: Change, code: str) -> bool:
        """Tell whether this accepts a finding of a change."""
        return self.fingerprint == change.fingerprint and self.code in {None, code}


@dataclass(frozen=True, slots=True)
class Review:
    """A review file. A code whose level is None is not told at all."""

    levels: MappingType[str, Severity | None] = field(default_factory=lambda: Frozen({}))
    accepted: tuple[Accepted, ...] = ()

    def applied(self, differences: Differences) -> Differences:
        """Return differences with findings at these levels, and those accepted said to be."""
        found = tuple(
            replace(item, changes=tuple(map(self._judged, item.changes)))
            for item in differences.items
        )
        return replace(differences, items=found)

    def stale(self, differences: Differences) -> tuple[Accepted, ...]:
        """Return what is accepted of `differences`, as they are before this is applied, that is
        not there any more.
        """
        changes = [change for item in differences.items for change in item.changes]
        return tuple(
            each
            for each in self.accepted
            if not any(each.covers(c, found.code) for c in changes for found in c.findings)
        )

    def _judged(self, change: Change) -> Change:
        return replace(change, findings=tuple(self._findings(change)))

    def _findings(self, change: Change) -> Iterator[Finding]:
        """Give the findings of a change that are told, the gravest first."""
        told: list[Finding] = []
        for found in change.findings:
            level = self.levels.get(found.code, found.level)
            if level is not None:
                accepted = next((a for a in self.accepted if a.covers(change, found.code)), None)
                acceptance = accepted.acceptance if accepted else None
                told.append(replace(found, level=level, accepted=acceptance))
        yield from sorted(told, key=lambda found: -found.level)


def read_review(path: Path, report: Report, name: str | None = None) -> Review | None:
    """Return what a review file says; None, with every reason reported, when it cannot be used.

    `name` is how the file is shown, where that is not its path.
    """
    own = Report()
    review = _read(path, name or str(path), own)
    for diagnostic in own.diagnostics:
        report.include(diagnostic)
    return None if own.has_errors else review


def _read(path: Path, name: str, report: Report) -> Review | None:
    source = read_source(path, name, report)
    root = compose(source, report) if source is not None else None
    if root is None or not check_shape(root, "review", report):
        return None
    assert isinstance(root, Mapping)
    levels = {
        entry.key.text: _level(entry.value.text)
        for entry in entries(root, "levels")
        if isinstance(entry.value, Scalar)
    }
    return Review(Frozen(levels), tuple(_accepted(root, report)))


def _level(text: str) -> Severity | None:
    return None if text == OFF else Severity[text.upper()]


def _accepted(root: Mapping, report: Report) -> Iterator[Accepted]:
    """Give what is accepted; the same twice is reported."""
    seen: dict[tuple[str, str | None], int] = {}
    for node in items(root, "accepted"):
        assert isinstance(node, Mapping)
        about = scalar(node, "fingerprint")
        assert about is not None
        code = optional(node, "code")
        if (about.text, code) in seen:
            first = seen[about.text, code]
            report.add("accepted-twice", about.place, fingerprint=about.text, first=first)
        seen.setdefault((about.text, code), about.place.line)
        acceptance = Acceptance(text(node, "by"), text(node, "reason"))
        yield Accepted(about.text, code, acceptance, about.place)
