"""The mistakes of `corpus/*.yaml`, made in copies of the shipped rulebooks.

A mistake is told as one would tell it to a colleague: what was done to which file, what must be
found, on the line that reads so, at that stretch of it, and what to write instead. Its keys:

    mistake    what she did, in words
    in         the file, from the rules directory
    replace, with / append / content / bytes (hexadecimal) / encoding / copy / move / delete
               what was done to the file
    finds      the code of the finding; `nothing` where the file is as good as before
    file, on, at
               where it stands when not in the same file; what its line reads; the stretch
    suggests   what to write there; written there, nothing is left to find
    says       words that must be in the message or in the remedy
    also       other findings, two at most: one mistake is told once
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

import bareme
from bareme.editing.edits import Edit, applied, span_of
from bareme.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bareme import Diagnostic

_HERE = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Expected:
    """A finding as the corpus tells it."""

    code: str
    file: str
    told: Mapping[str, str]

    def differs(self, found: Diagnostic) -> list[str]:
        """Return how a finding differs from what is expected; nothing when it does not."""
        place, told = found.place, self.told
        line = place.source.line(place.line) if place else ""
        stretch = line[place.column - 1 : place.end_column - 1] if place else ""
        words = f"{found.message} {found.remedy}"
        wrong = [] if found.code == self.code else [f"code {found.code}"]
        wrong += [] if place is None or place.file.endswith(self.file) else [f"file {place.file}"]
        wrong += [] if told.get("on", "") in line else [f"line {line!r}"]
        wrong += [] if told.get("at", stretch) == stretch else [f"at {stretch!r}"]
        wrong += [] if told.get("suggests") == found.suggestion else [f"→ {found.suggestion!r}"]
        wrong += [] if told.get("says", "") in words else [f"says {words!r}"]
        return wrong


@dataclass(frozen=True)
class Mistake:
    """One entry of the corpus; `source` is the theme it belongs to."""

    source: str
    told: Mapping[str, Any]

    @property
    def what(self) -> str:
        """The mistake, in words."""
        return str(self.told["mistake"])

    @property
    def file(self) -> str:
        """The file it is made in, from the rules directory."""
        return str(self.told["in"])

    @property
    def expected(self) -> list[Expected]:
        """What must be found."""
        if self.told["finds"] == "nothing":
            return []
        told = [self.told, *self.told.get("also", ())]
        return [Expected(one["finds"], one.get("file", self.file), one) for one in told]

    def made(self, rules: Path) -> Path:
        """Copy the shipped rulebooks to `rules` and make the mistake there."""
        shutil.copytree(shipped("rules"), rules)
        path, told = rules / self.file, self.told
        if "delete" in told:
            (rules / told["delete"]).unlink()
        path.parent.mkdir(exist_ok=True, parents=True)
        if "copy" in told or "move" in told:
            other = rules / (told.get("copy") or told["move"])
            (shutil.copy if "copy" in told else shutil.move)(other, path)
        if "copy_directory" in told:
            shutil.copytree(rules / told["copy_directory"], path.parent, dirs_exist_ok=True)
        if "bytes" in told:
            path.write_bytes(bytes.fromhex(told["bytes"]))
        elif self._is_written:
            text = path.read_text(encoding="utf-8")
            path.write_bytes(self._changed(text).encode(told.get("encoding", "utf-8")))
        return rules

    @property
    def _is_written(self) -> bool:
        return not {"replace", "append", "content", "encoding", "line_ends"}.isdisjoint(self.told)

    def _changed(self, text: str) -> str:
        told = self.told
        if "content" in told:
            return str(told["content"])
        if "replace" in told:
            assert text.count(told["replace"]) == 1, self.what
            text = text.replace(told["replace"], told["with"])
        if "line_ends" in told:
            text = text.replace("\n", told["line_ends"])
        return text + str(told.get("append", ""))

    def compare(self, found: Iterable[Diagnostic]) -> list[str]:
        """Return how findings differ from what is expected; nothing when they do not."""
        found, expected = list(found), self.expected
        if [f.code for f in found] != [e.code for e in expected]:
            return [f"{[f.code for f in found]}, not {[e.code for e in expected]}"]
        return [w for f, e in zip(found, expected, strict=True) for w in e.differs(f)]


def is_mendable(found: Iterable[Diagnostic]) -> bool:
    """Tell whether something is suggested for a stretch of a text."""
    return any(d.suggestion is not None and d.place and d.place.source.text for d in found)


def findings(rules: Path, mistake: Mistake) -> list[Diagnostic]:
    """Return what `bareme check` tells, without notes, of all that the mistake may concern."""
    directory = bareme.rules_directory(rules)
    name = mistake.file.partition("/")[0]
    concerned = [
        other for other in directory.names() if other == name or _borrows(rules, other, name)
    ]
    found = [one for other in concerned for one in directory.check(other)]
    found += directory.check_stray_files()
    unique = sorted(dict.fromkeys(found), key=lambda one: one.sort_key)
    return [one for one in unique if one.severity > bareme.Severity.NOTE]


def _borrows(rules: Path, other: str, name: str) -> bool:
    rulebook = rules / other / "rulebook.yaml"
    return rulebook.exists() and f"\n  {name}: [".encode() in rulebook.read_bytes()


def mend(rules: Path, found: Iterable[Diagnostic]) -> None:
    """Write what findings suggest where they stand."""
    edits: dict[Path, list[Edit]] = {}
    for one in found:
        if one.place is not None and one.place.source.text and one.suggestion is not None:
            path = rules / Path(one.place.file).relative_to(rules)
            edits.setdefault(path, []).append(Edit(span_of(one.place), one.suggestion))
            text = one.place.source.text
            path.write_bytes(applied(text, edits[path]).encode())


CORPUS = [
    Mistake(path.stem, told)
    for path in sorted(_HERE.glob("*.yaml"))
    for told in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
]
