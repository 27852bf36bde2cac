"""From a directory to rulebooks: finds, reads, checks, and takes the fingerprint.

Refuses what lies outside the rules directory: names carry no path, and a link that leads out
is not followed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.building.examples import build_examples
from bareme.building.parameters import build_parameters
from bareme.building.rulebook import build_definition, uses_of
from bareme.checking.meaning import check_figures, check_meaning
from bareme.diagnostics import Place, Report, Source
from bareme.errors import RulebookError
from bareme.nearest import nearest
from bareme.reading.composing import compose
from bareme.reading.shape import check_shape, plain_name
from bareme.reading.source import decode, read_source
from bareme.reading.tree import Mapping
from bareme.resources import shipped
from bareme.rulebook import Rulebook
from bareme.strays import SUFFIXES, misnamed, strays

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingType
    from collections.abc import Sequence

    from bareme.diagnostics import Diagnostic
    from bareme.model import Example, Parameter

_NAME = re.compile(r"[a-z][a-z0-9-]{0,79}")
FILES = ("parameters.yaml", "rulebook.yaml", "examples.yaml")


@dataclass(frozen=True, slots=True)
class RulesDirectory:
    """A directory of rulebooks, one sub-directory each.

    `shown_as` is the path that messages and places give it, where it is not read in its place.
    `unsaved` holds texts that are read in place of files, by their paths: what an editor shows
    and the disk does not have yet.
    """

    path: Path
    shown_as: Path | None = None
    unsaved: tuple[tuple[Path, str], ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the names of the rulebooks, sorted; those that only mean to be one included."""
        if not self.path.is_dir():
            return ()
        found = (entry.name for entry in self.path.iterdir() if entry.is_dir() and _has_yaml(entry))
        return tuple(sorted(found))

    def present_names(self) -> tuple[str, ...]:
        """Return the names of the rulebooks; RulebookError when there is none at all."""
        found = self.names()
        if not found:
            report = Report()
            report.add("no-rulebooks", None, where=self.shown(self.path))
            raise RulebookError(report.diagnostics)
        return found

    def load(self, name: str) -> Rulebook:
        """Return a rulebook; RulebookError with every reason why it cannot be used."""
        report = Report()
        book = self.read(name, report)
        if book is None or report.has_errors:
            raise RulebookError(report.diagnostics)
        return book

    def check(self, name: str) -> tuple[Diagnostic, ...]:
        """Return everything there is to say about a rulebook, its published figures and
        examples included.
        """
        from bareme.checking.examples import findings_of, run_examples
        from bareme.checking.published import check_published

        report = Report()
        if not self._find(name, report):
            return report.diagnostics
        book = self.read(name, report)
        examples = self.examples(name, report)
        self._report_stray_files(self.path / name, report, FILES)
        if book is not None and not report.has_errors:
            check_published(book.definition, report)
        if book is not None and not report.has_errors:  # else they would tell it all again
            for finding in findings_of(run_examples(book, examples)):
                report.include(finding)
        return report.diagnostics

    def read(self, name: str, report: Report) -> Rulebook | None:
        """Read and check a rulebook without its examples; None when it cannot be used."""
        if not self._find(name, report):
            return None
        digest = hashlib.sha256()
        root = self._document(name, "rulebook", report, digest)
        parameters = self._parameters(name, report, digest)
        if root is None or parameters is None:
            return None
        borrowed = self._borrowed(root, name, report, digest)
        figures, declared = parameters
        definition = build_definition(
            name, root, figures, borrowed, declared, digest.hexdigest(), report
        )
        if definition is None:
            for parameter in figures.values():
                check_figures(parameter, report)
            return None
        check_meaning(definition, report)
        return None if report.has_errors else Rulebook(definition)

    def examples(self, name: str, report: Report) -> tuple[Example, ...]:
        """Return the examples of a rulebook; none when it has no such file."""
        if not self._is_there(self.path / name / "examples.yaml"):
            return ()
        root = self._document(name, "examples", report)
        return build_examples(root, report) if root is not None else ()

    def figures(self, name: str, report: Report) -> MappingType[str, Parameter] | None:
        """Return the figures of a rulebook, be the rest of it readable or not; None when their
        file is not.
        """
        own = self._parameters(name, report, hashlib.sha256())
        return None if own is None else own[0]

    def shown(self, path: Path) -> str:
        """Return a file's name as messages show it: from the working directory where possible."""
        if self.shown_as is not None:
            path = self.shown_as / path.relative_to(self.path)
        try:
            return str(path.relative_to(Path.cwd()))
        except ValueError:
            return str(path)

    def _is_there(self, path: Path) -> bool:
        """Tell whether there is anything by that name, a link that leads nowhere included."""
        return path.exists() or path.is_symlink() or path in dict(self.unsaved)

    def _source(self, path: Path, report: Report) -> Source | None:
        unsaved = dict(self.unsaved).get(path)
        if unsaved is None:
            return read_source(path, self.shown(path), report)
        return decode(unsaved.encode("utf-8", "surrogatepass"), self.shown(path), report)

    def _find(self, name: str, report: Report) -> bool:
        directory = self.path / name
        here = Place(Source(self.shown(self.path), ""), 1, 1, 1)
        if not _NAME.fullmatch(name) or not directory.is_dir():
            if not _NAME.fullmatch(name) and name in self.names():
                plain = plain_name(name, "-")
                report.add("bad-directory", None, plain, name=name, where=here.file)
                return False
            near = nearest(name, self.names())
            listing = ", ".join(self.names()) or "—"
            report.add("unknown-rulebook", None, near, name=name, where=here.file, known=listing)
            return False
        if self._leads_outside(directory):
            report.add("outside-rules", here, name=name)
            return False
        return True

    def _leads_outside(self, path: Path) -> bool:
        try:
            return path.exists() and not path.resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError):  # a link in circles: no file, which is told as such
            return False

    def _document(
        self, name: str, kind: str, report: Report, digest: hashlib._Hash | None = None
    ) -> Mapping | None:
        own = Report()
        path = self.path / name / f"{kind}.yaml"
        root = self._read_document(path, name, kind, own, digest)
        for diagnostic in own.diagnostics:
            report.include(diagnostic)
        return None if own.has_errors else root

    def _read_document(
        self, path: Path, name: str, kind: str, report: Report, digest: hashlib._Hash | None
    ) -> Mapping | None:
        if self._leads_outside(path):
            report.add("outside-rules", Place(Source(self.shown(path), ""), 1, 1, 1), name=name)
            return None
        source = self._source(path, report)
        if source is None:
            return None
        if digest is not None:
            # Line ends are no part of what a rulebook says: git may change them.
            text = source.text.replace("\r\n", "\n")
            digest.update(f"{name}/{kind}\0{len(text)}\0{text}".encode())
        root = compose(source, report)
        if root is None or not check_shape(root, kind, report):
            return None
        assert isinstance(root, Mapping)
        return root

    def _parameters(
        self, name: str, report: Report, digest: hashlib._Hash
    ) -> tuple[dict[str, Parameter], tuple[str, ...]] | None:
        """Return the figures of a rulebook, and the names of all it declares, those that could
        not be understood included; None when the file cannot be read.
        """
        if not self._is_there(self.path / name / "parameters.yaml"):
            other = misnamed(self.path / name, FILES, "parameters.yaml")
            if other is None:
                return {}, ()
            place = Place(Source(self.shown(other), ""), 1, 1, 1)
            report.add("misnamed-file", place, "parameters.yaml", file=other.name)
            return None
        root = self._document(name, "parameters", report, digest)
        if root is None:
            return None
        return build_parameters(root, report), tuple(entry.key.text for entry in root.entries)

    def _borrowed(
        self, root: Mapping, name: str, report: Report, digest: hashlib._Hash
    ) -> dict[str, tuple[str, Parameter]]:
        """Return the figures a rulebook borrows, with where each comes from."""
        found: dict[str, tuple[str, Parameter]] = {}
        for origin, names in uses_of(root):
            others = [other for other in self.names() if other != name]
            if origin.text not in others:
                near, listing = nearest(origin.text, others), ", ".join(others) or "—"
                facts = {"name": origin.text, "where": self.shown(self.path), "known": listing}
                report.add("unknown-rulebook", origin.place, near, **facts)
                continue
            lent = None
            if self._find(origin.text, report):
                lent = self._parameters(origin.text, report, digest)
            if lent is None:
                continue  # told where it stands
            figures, declared = lent
            for wanted in names:
                parameter = figures.get(wanted.text)
                if parameter is not None:
                    check_figures(parameter, report)
                    if wanted.text in found:
                        where = found[wanted.text][0]
                        report.add("name-taken", wanted.place, name=wanted.text, where=where)
                    found[wanted.text] = (origin.text, parameter)
                elif wanted.text not in declared:
                    near = nearest(wanted.text, declared)
                    report.add("unknown-name", wanted.place, near, name=wanted.text)
                    if near in figures:  # what formulas read: told once, here
                        found[near] = (origin.text, figures[near])
        return found

    def check_stray_files(self) -> tuple[Diagnostic, ...]:
        """Report the files that lie beside the rulebooks instead of in one."""
        report = Report()
        self._report_stray_files(self.path, report, known=())
        return report.diagnostics

    def _report_stray_files(self, directory: Path, report: Report, known: Sequence[str]) -> None:
        """A file that is not read is probably in the wrong place, or misnamed."""
        told = {finding.place for finding in report.diagnostics if finding.code == "misnamed-file"}
        for stray in strays(directory, known):
            place = Place(Source(self.shown(stray.path), ""), 1, 1, 1)
            if place not in told:
                report.add("stray-file", place, stray.meant, file=stray.path.name)


def _has_yaml(directory: Path) -> bool:
    try:
        return any(path.suffix in SUFFIXES for path in directory.iterdir())
    except OSError:  # a directory that may not be read holds no rulebook for this reader
        return False


def rules_directory(path: Path | str | None = None) -> RulesDirectory:
    """Return a directory of rulebooks: the shipped ones unless another is named."""
    return RulesDirectory(shipped("rules") if path is None else Path(path))


def load(name: str | Path, *, rules: Path | str | None = None) -> Rulebook:
    """Return the rulebook `name`, read and checked.

    `rules` is the directory that holds it: the shipped rulebooks when it is not said. A `Path`
    names the rulebook's own directory, whose neighbours it may borrow from.

    Raises RulebookError with every fault of the rulebook, each with its place and its remedy.
    """
    if isinstance(name, Path):
        directory = name.resolve()
        return RulesDirectory(directory.parent).load(directory.name)
    return rules_directory(rules).load(name)
