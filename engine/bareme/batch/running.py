"""A whole batch: part after part, from what goes in to what comes out.

Nothing is written under the name of the output before everything is; what is read is either
written or rejected, and counted.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING

from bareme.batch import files, rejects
from bareme.batch.judging import judged
from bareme.batch.refusal import refuse
from bareme.batch.rejects import Rejects
from bareme.batch.stretch import Position, Stretch, Wants
from bareme.batch.work import Record, Work, is_free
from bareme.batch.writers import writer_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.batch.plan import Plan
    from bareme.batch.progress import Progress
    from bareme.batch.sources import AnySource
    from bareme.batch.stretch import Reject

PART_ROWS = 1_000_000  # of a file that comes out in parts
_PART = "part-{:05d}"


@dataclass(slots=True)
class Summary:
    """What came of a run: how many rows, and the first rejects of those read now. `kept` are the
    rows of parts that an earlier run had completed.
    """

    read: int = 0
    written: int = 0
    rejected: int = 0
    kept: int = 0
    told: list[tuple[str, Reject]] = field(default_factory=list)

    def count(self, read: int, rejected: int) -> None:
        """Count rows read, and how many of them were rejected; the others were written."""
        self.read += read
        self.written += read - rejected
        self.rejected += rejected


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that comes out: under which name, from which file, from where, at most so many rows
    (at the next end of a block).
    """

    name: str
    source: AnySource
    start: Position | None
    rows: int | None


def carry_out(plan: Plan, progress: Progress) -> Summary:
    """Judge everything and publish it; BatchError when what is there must not be replaced, or a
    file turns out to be unreadable.
    """
    asked, summary = plan.asked, Summary()
    work = Work(asked.output, plan.identity)
    done = _done(plan, work) if asked.resume else None
    if done is not None:
        for record in done:
            summary.count(record.read, record.rejected)
        summary.kept = summary.read
        return summary
    if not is_free(asked.output) and not asked.force:
        refuse("output-exists", output=asked.output)
    work.begin(asked.resume, asked.force)
    finished = False
    try:
        names = list(_Run(plan, work, progress, summary).parts())
        _publish_rejects(plan, work, names)
        work.publish(names, plan.in_parts)
        finished = True
    finally:
        work.leave(keep=not finished and plan.in_parts and bool(work.done))
    return summary


def _done(plan: Plan, work: Work) -> list[Record] | None:
    """Return the parts of an output that is there already, made from the very files there are."""
    records = work.published() if plan.in_parts else None
    if records is None:
        return None
    lost = any(record.rejected for record in records)
    if lost and plan.asked.rejects is not None and is_free(plan.asked.rejects):
        return None
    by_name = {source.path.name: source.path for source in plan.sources}
    if {record.source for record in records} != by_name.keys():
        return None
    return records if all(record.is_of(by_name[record.source]) for record in records) else None


def _publish_rejects(plan: Plan, work: Work, names: Sequence[str]) -> None:
    if plan.asked.rejects is None:
        return
    with files.written_whole(plan.asked.rejects) as out:
        out.write(rejects.opening(plan.dialect, plan.of_directory))
        for name in names:
            with work.rejects_of(name).open("rb") as piece:
                shutil.copyfileobj(piece, out)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run under way, part after part."""

    plan: Plan
    work: Work
    progress: Progress
    summary: Summary

    def parts(self) -> Iterator[str]:
        """Complete part after part, those that are complete already left as they are; give their
        names.
        """
        before = 0
        for source in self.plan.sources:
            start: Position | None = None
            for number in count(1):
                part = self._part(source, start, number)
                record = self._kept(part) or self._completed(part, before)
                if record is None:
                    break
                self.summary.count(record.read, record.rejected)
                yield record.name
                start = record.end
                if part.rows is None:
                    break
            before += source.path.stat().st_size

    def _kept(self, part: _Part) -> Record | None:
        """Return the record of a part that an earlier run has completed."""
        record = self.work.done.get(part.name)
        if record is None or not record.is_of(part.source.path):
            return None
        self.summary.kept += record.read
        return record

    def _part(self, source: AnySource, start: Position | None, number: int) -> _Part:
        plan = self.plan
        if plan.of_directory:
            return _Part(source.path.name, source, None, None)
        if not plan.in_parts:
            return _Part(plan.asked.output.name, source, None, None)
        return _Part(f"{_PART.format(number)}{plan.suffix}", source, start, PART_ROWS)

    def _completed(self, part: _Part, before: int) -> Record | None:
        """Judge and write one part; None for a further part of a file that has no more rows."""
        plan, source, state = self.plan, part.source, part.source.path.stat()
        known = {n: e for n, e in plan.request.book.expected.items() if n in source.columns}
        wants = Wants(frozenset(known) & set(plan.types), plan.is_parquet)
        coming = _at_most(source.stretches(known, wants, part.start), part.rows)
        first = next(coming, None)
        if first is None and part.start is not None:
            return None
        counts, end = Summary(), part.start or Position(0, 1)
        with ExitStack() as opened:
            out = opened.enter_context(files.written_whole(self.work.parts / part.name))
            told = opened.enter_context(files.written_whole(self.work.rejects_of(part.name)))
            writer = writer_to(out, source, plan)
            opened.callback(writer.close)
            name = source.path.name if plan.of_directory else None
            rejected = Rejects(told, plan.dialect.separator, name)
            stretches = chain([] if first is None else [first], coming)
            for done in judged(plan.request, stretches, plan.asked.workers):
                found = done.rejects(writer.write(*done.kept()), plan.dialect.encoding)
                rejected.write(found)
                counts.count(done.stretch.size, len({reject.number for reject in found}))
                end = done.stretch.end
                self.progress.at(before + done.stretch.reached, done.stretch.size)
        self.summary.told += [(source.path.name, reject) for reject in rejected.told]
        made_from = (source.path.name, state.st_size, state.st_mtime_ns)
        record = Record(part.name, *made_from, end, counts.read, counts.written, counts.rejected)
        self.work.complete(record)
        return record


def _at_most(stretches: Iterator[Stretch], rows: int | None) -> Iterator[Stretch]:
    """Give stretches until there are so many rows."""
    given = 0
    for stretch in stretches:
        yield stretch
        given += stretch.size
        if rows is not None and given >= rows:
            return
