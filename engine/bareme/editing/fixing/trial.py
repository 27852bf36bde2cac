"""Rulebooks mended on trial: each answer is kept if reading the file again bears it out.

Nothing is written here. An answer is borne out when nothing is wrong where it was written, and the
file is no less readable than before; what only shows once a file can be read may then be mended
in its turn.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bareme.diagnostics import Diagnostic, Severity, facts
from bareme.diagnostics.catalogue import READING
from bareme.editing.edits import applied, span_of
from bareme.editing.files import Original, Written
from bareme.editing.fixing import characters, fixes
from bareme.errors import RulebookError
from bareme.loading import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from bareme.diagnostics import Source
    from bareme.editing.edits import Edit
    from bareme.loading import RulesDirectory

_ROUNDS = 30  # each may uncover what the former hid
_AT_ONCE = 60  # answers tried in one round


@dataclass(frozen=True, slots=True)
class Mended:
    """Files as they would be written, and the findings whose answers were not borne out."""

    files: tuple[Written, ...]
    left: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    finding: Diagnostic
    path: Path
    source: Source
    edits: tuple[Edit, ...]


def mended(directory: RulesDirectory, names: Sequence[str]) -> Mended:
    """Mend what has one right answer in the rulebooks of a directory, as far as that leads."""
    trial = _Trial(directory, names)
    for _ in range(_ROUNDS):
        if not trial.advance():
            break
    return trial.result()


class _Trial:
    """Texts under way, and what there is to say about them."""

    def __init__(self, directory: RulesDirectory, names: Sequence[str]) -> None:
        self._directory, self._names = directory, names
        self._paths = {
            directory.shown(path): path
            for name in directory.names()
            for path in (directory.path / name / file for file in FILES)
        }
        self._first: dict[Path, Source] = {}
        self._texts: dict[Path, str] = {}
        self._found = self._check({})
        self._refused: dict[tuple[str, str, int, str], Diagnostic] = {}

    def result(self) -> Mended:
        """Return what came of it."""
        files = []
        for path, text in sorted(self._texts.items()):
            original = _original(path, self._first[path])
            if original.with_text(text) != original.data:
                files.append(Written(original, text))
        return Mended(tuple(files), tuple(self._refused.values()))

    def advance(self) -> bool:
        """Take every answer there is that is borne out; tell whether there was any to try."""
        answers = self._answers()
        if answers and not self._take(answers):
            alone = [answer for answer in answers if self._holds([answer])]
            for answer in answers:
                if answer not in alone:
                    self._refused[_key(answer.finding)] = answer.finding
            if not self._take(alone):
                self._take(alone[:1])
        return bool(answers)

    def _answers(self) -> list[_Answer]:
        """Return answers that can be written together."""
        answers: list[_Answer] = []
        taken: dict[Path, set[Edit]] = {}
        for finding in self._found:
            place = finding.place
            path = self._paths.get(place.file) if place is not None else None
            if place is None or path is None or _key(finding) in self._refused:
                continue
            edits = fixes(finding)
            others = taken.setdefault(path, set())
            if not edits or any(_collide(edit, other) for edit in edits for other in others):
                continue
            others |= set(edits)
            answers.append(_Answer(finding, path, place.source, edits))
        return answers[:_AT_ONCE]

    def _take(self, answers: Sequence[_Answer]) -> bool:
        """Write answers, unless one of them is not borne out."""
        if not answers:
            return False
        texts, found = self._tried(answers)
        if not self._borne_out(answers, found):
            return False
        for answer in answers:
            self._first.setdefault(answer.path, answer.source)
        self._texts, self._found = texts, found
        return True

    def _holds(self, answers: Sequence[_Answer]) -> bool:
        return self._borne_out(answers, self._tried(answers)[1])

    def _tried(self, answers: Sequence[_Answer]) -> tuple[dict[Path, str], tuple[Diagnostic, ...]]:
        texts = dict(self._texts)
        for path, edits in _by_file(answers).items():
            source = next(answer.source for answer in answers if answer.path == path)
            texts[path] = applied(source.text, edits)
        return texts, self._check(texts)

    def _check(self, texts: Mapping[Path, str]) -> tuple[Diagnostic, ...]:
        trial = replace(self._directory, unsaved=tuple(texts.items()))
        found = [finding for name in self._names for finding in trial.check(name)]
        return tuple(dict.fromkeys(found))

    def _borne_out(self, answers: Sequence[_Answer], found: Sequence[Diagnostic]) -> bool:
        edits = _by_file(answers)
        # Once its characters are right, a file may be read further, to the next mistake.
        uncovered = {a.path for a in answers if a.finding.code in characters.FIXES}
        for path in edits.keys() - uncovered:
            if self._unreadable(found, path) - self._unreadable(self._found, path):
                return False
        wrong = (finding for finding in found if finding.severity is Severity.ERROR)
        return not any(self._stands_in(finding, edits) for finding in wrong)

    def _unreadable(self, found: Iterable[Diagnostic], path: Path) -> Counter[tuple[str, int]]:
        """Count what makes a file unreadable, by code and line."""
        return Counter(
            (finding.code, finding.place.line)
            for finding in found
            if finding.place is not None
            and self._paths.get(finding.place.file) == path
            and finding.code in READING
        )

    def _stands_in(self, finding: Diagnostic, edits: Mapping[Path, set[Edit]]) -> bool:
        """Tell whether a finding is about something that was written, or was to be mended."""
        place = finding.place
        path = self._paths.get(place.file) if place is not None else None
        if place is None or path is None or path not in edits:
            return False
        span, shift = span_of(place), 0
        for edit in sorted(edits[path], key=lambda edit: edit.span.start):
            start = edit.span.start + shift
            end = start + len(edit.text)
            shift += len(edit.text) - (edit.span.end - edit.span.start)
            is_whole = start == 0 and end == len(place.source.text)
            if not is_whole and start <= span.start and span.end <= end:
                return True
        return False


def _original(path: Path, source: Source) -> Original:
    """Return the file that a text was read from. RulebookError when it has changed since."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if text != source.text:
        raise RulebookError([Diagnostic("file-changed", None, facts({"file": source.name}))])
    return Original(path, source, data)


def _by_file(answers: Iterable[_Answer]) -> dict[Path, set[Edit]]:
    edits: dict[Path, set[Edit]] = {}
    for answer in answers:
        edits.setdefault(answer.path, set()).update(answer.edits)
    return edits


def _collide(edit: Edit, other: Edit) -> bool:
    """Tell whether two edits cannot both be made; the same one twice is one."""
    overlap = edit.span.start < other.span.end and other.span.start < edit.span.end
    return overlap and edit != other


def _key(finding: Diagnostic) -> tuple[str, str, int, str]:
    """Tell findings apart when what stands before them on the line may change."""
    place = finding.place
    where = ("", 0) if place is None else (place.file, place.line)
    return (finding.code, *where, repr(sorted(finding.data.items())))
