"""What a run is to do, looked at as a whole before anything is judged: what goes in and in what
form, what comes out and where.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bareme._version import __version__
from bareme.batch import files
from bareme.batch.delimited import DelimitedSource
from bareme.batch.dialect import Dialect
from bareme.batch.refusal import refuse
from bareme.batch.sources import AnySource, check_source, open_sources
from bareme.batch.work import MANIFEST, is_free
from bareme.tables.types import types_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from bareme.tables.judging import Request


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a run: from `input` to `output`; `declared` is what is said of the form of
    delimited files, by name (`separator`, `decimal`, `dates`, `encoding`).
    """

    input: Path
    output: Path
    rejects: Path | None = None
    declared: Mapping[str, str] = field(default_factory=dict)
    workers: int | None = None
    resume: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A run that can be carried out: its files are opened, and nothing of them is amiss.

    What comes out is a directory of parts or a single one, whose names end with `suffix`; `types`
    are those of the answers. `detected` tells whether the dialect is that of files read.
    """

    request: Request
    asked: Asked
    sources: tuple[AnySource, ...]
    in_parts: bool
    suffix: str
    dialect: Dialect
    detected: bool
    types: Mapping[str, pa.DataType]

    @property
    def of_directory(self) -> bool:
        """Whether the parts are those of a directory, by the same names."""
        return self.asked.input.is_dir()

    @property
    def is_parquet(self) -> bool:
        """Whether Parquet comes out."""
        return files.format_named(Path(f"x{self.suffix}")) == files.PARQUET

    @property
    def given(self) -> tuple[str, ...]:
        """The answers that a column gives: what it holds is taken, and not computed."""
        rules, columns = self.request.book.definition.rules, self.sources[0].columns
        return tuple(n for n in self.request.outputs if n in rules and n in columns)

    @property
    def size(self) -> int:
        """The bytes to read."""
        return sum(source.path.stat().st_size for source in self.sources)

    @property
    def identity(self) -> dict[str, Any]:
        """What the output answers: parts that answer the same may stand side by side."""
        made = self.request.book.definition
        return {
            "program": __version__,
            "rulebook": made.name,
            "edition": made.edition,
            "fingerprint": made.fingerprint,
            "date": self.request.day and self.request.day.isoformat(),
            "outputs": None if self.request.main_only else list(self.request.outputs),
            "input": self.asked.input.resolve().name,
            "format": self.suffix,
            "dialect": asdict(self.dialect) if self.detected or not self.is_parquet else None,
        }


def plan(request: Request, asked: Asked) -> Plan:
    """Open the files, and look at everything there is to see; BatchError when it cannot be done."""
    sources = open_sources(asked.input, asked.declared, request.book.expected)
    output = asked.output
    in_parts = asked.input.is_dir() or output.is_dir() or not output.suffix
    suffix = _suffix_of_parts(asked, sources) if in_parts else files.suffix_of(output)
    if not suffix:
        refuse("format-unknown", output=output)
    forms = [source.dialect for source in sources if isinstance(source, DelimitedSource)]
    dialect = forms[0] if forms else Dialect(**asked.declared)
    types = types_of(request, {})
    planned = Plan(request, asked, sources, in_parts, suffix, dialect, bool(forms), types)
    for source in sources:
        check_source(request, source, planned.is_parquet)
    _check_places(asked)
    return planned


def _suffix_of_parts(asked: Asked, sources: Sequence[AnySource]) -> str:
    """Return how the name of each part ends: as those that go in."""
    if files.suffix_of(asked.output) and not asked.output.is_dir():
        refuse("output-is-directory", output=asked.output)
    formats = {isinstance(source, DelimitedSource) for source in sources}
    if len(formats) > 1:
        refuse("formats-mixed", input=asked.input)
    suffixes = [files.suffix_of(source.path) for source in sources]
    return min(suffixes) or (".csv" if True in formats else ".parquet")


def _check_places(asked: Asked) -> None:
    """Refuse names under which something would be lost."""
    taken, output = asked.input.resolve(), asked.output.resolve()
    if _within(Path.cwd(), output) or _within(taken, output):
        refuse("same-place", output=asked.output)
    if asked.force and output.is_dir() and not is_free(output) and not (output / MANIFEST).exists():
        refuse("directory-foreign", output=asked.output)
    told = None if asked.rejects is None else asked.rejects.resolve()
    if _within(output, taken) or (told and (_within(told, taken) or _within(told, output))):
        refuse("same-place", output=asked.output)
    for path in (asked.output, asked.rejects):
        if path is not None and not path.resolve().parent.is_dir():
            refuse("no-such-directory", directory=path.parent)
    if asked.rejects is None or is_free(asked.rejects):
        return
    if asked.rejects.is_dir() or not (asked.force or asked.resume):
        refuse("output-exists", output=asked.rejects)


def _within(path: Path, other: Path) -> bool:
    return path == other or other in path.parents
