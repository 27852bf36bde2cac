"""The lines of the table: wrong cents first, which proves the rules the same, then the times."""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks.peers import situations
from benchmarks.peers.contenders import (
    COMPILED,
    COUNTED,
    EVALUATE,
    HANDWRITTEN,
    OURS,
    PERSONS,
    TABLE,
    TABLES,
    Contender,
)
from benchmarks.peers.running import Compared, Program, ProgramFailed, in_turns
from benchmarks.table import Row, duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from benchmarks.peers.environments import Environment
    from benchmarks.peers.situations import Cases


class Comparison:
    """The engines that are installed, compared on situations written under a directory."""

    def __init__(self, environments: Mapping[str, Environment], directory: Path) -> None:
        self._environments = environments
        self._directory = directory

    def wrong_cents(self) -> Iterator[Row]:
        """Yield, for each engine, the answers that are a cent wrong, or what is worse with it."""
        everyone = {
            "ties": situations.ties(),
            "halves": situations.odd_cents_halved(),
            "people": situations.population(2_000),
        }
        for name, cases in everyone.items():
            cases.write(self._directory / name)
        for contender in self._installed(COUNTED):
            try:
                counts = {name: self._wrong(contender, name, c) for name, c in everyone.items()}
            except (ProgramFailed, ValueError) as error:
                yield Row(f"wrong cents: {contender.title}", f"not measured: {error}")
                continue
            said = [
                f"{counts[name]:,} of {len(cases):,} {name}" for name, cases in everyone.items()
            ]
            ours = contender.engine == OURS
            met = not any(counts.values()) if ours else None
            yield Row(f"wrong cents: {contender.title}", ", ".join(said), "0" if ours else "—", met)

    def persons(self, count: int, rounds: int, about: float) -> Iterator[Row]:
        """Yield the time of one person, against `evaluate` and against the compiled function."""
        situations.population(count).write(self._directory / "persons")
        with ExitStack() as stack:
            references, failed = self._started(stack, (EVALUATE, COMPILED, HANDWRITTEN), "persons")
            peers, more = self._started(stack, PERSONS, "persons")
            yield from failed
            yield from (row for row in more if row not in failed)
            against = {
                (contender, reference): (references[reference, 1], program)
                for (contender, _), program in peers.items()
                for reference in (EVALUATE, COMPILED, HANDWRITTEN)
                if (reference, 1) in references and reference != contender
            }
            compared = in_turns(against, rounds, about)
        own = [side.reference for (_, beside), side in compared.items() if beside == EVALUATE]
        yield Row(f"one person: {EVALUATE.title}", duration(statistics.median(own) / count))
        for contender in dict.fromkeys(contender for contender, _ in compared):
            sides = {beside: compared.get((contender, beside)) for beside in (EVALUATE, COMPILED)}
            if contender == COMPILED:
                sides = {beside: compared[COMPILED, beside] for beside in (EVALUATE, HANDWRITTEN)}
            yield _person(contender, sides, count)

    def tables(self, size: int, rounds: int, about: float) -> Iterator[Row]:
        """Yield the time of a table of so many rows, with its peak of memory and wrong cents."""
        name = f"{size:,} rows"
        people = situations.population(size)
        people.write(self._directory / name)
        with ExitStack() as stack:
            ours, failed = self._started(stack, (TABLE,), name)
            peers, more = self._started(stack, TABLES, name)
            yield from (*failed, *more)
            if not peers:
                return
            pairs = {key: (ours[TABLE, key[1]], program) for key, program in peers.items()}
            peaks = {key: _memory(program) for key, program in (*ours.items(), *peers.items())}
            compared = in_turns(pairs, rounds, about)
            for key, program in ours.items():
                beside = [
                    side.reference for (_, threads), side in compared.items() if threads == key[1]
                ]
                seconds = statistics.median(beside or [program.seconds(about)])
                wrong = _wrong_answers(TABLE, program, people)
                said = f"{_speed(seconds, size)}; {peaks[key]}; {wrong:,} wrong"
                yield Row(f"{name}, {_threads(key[1])}: {TABLE.title}", said)
            for (peer, threads), program in peers.items():
                side = compared[peer, threads]
                wrong = _wrong_answers(peer, program, people)
                said = f"{_ratio(side)}; {_speed(side.measured, size)}"
                said = f"{said}; {peaks[peer, threads]}; {wrong:,} wrong"
                aim = "—" if peer.aim is None else f"≥ {peer.aim:.0f} ×"
                met = None if peer.aim is None else side.ratio >= peer.aim
                yield Row(f"{name}, {_threads(threads)}: {peer.title}", said, aim, met)

    def _installed(self, contenders: Iterable[Contender]) -> Iterator[Contender]:
        return (one for one in contenders if one.engine in self._environments)

    def _program(self, contender: Contender, name: str, threads: int = 1) -> Program:
        where = self._environments[contender.engine]
        return Program(where, self._directory / name, contender.form, threads)

    def _started(
        self, stack: ExitStack, contenders: Iterable[Contender], name: str
    ) -> tuple[dict[tuple[Contender, int], Program], list[Row]]:
        """Return the programs that have read the situations, and a line for each that cannot."""
        programs: dict[tuple[Contender, int], Program] = {}
        failed = []
        for contender in self._installed(contenders):
            for threads in contender.threads:
                program = stack.enter_context(self._program(contender, name, threads))
                try:
                    programs[contender, threads] = program.wait()
                except ProgramFailed as error:
                    failed.append(Row(f"{name}: {contender.title}", f"not measured: {error}"))
        return programs, failed

    def _wrong(self, contender: Contender, name: str, cases: Cases) -> int:
        with self._program(contender, name) as program:
            return _wrong_answers(contender, program.wait(), cases)


def _wrong_answers(contender: Contender, program: Program, cases: Cases) -> int:
    """Return how many answers are a cent wrong; ValueError when one is wrong by more."""
    off = abs(program.answers() - cases.due)
    if off.max() > 1:
        raise ValueError(f"{contender.title} is more than a cent off: not the same rules")
    return int((off > 0).sum())


def _person(contender: Contender, sides: Mapping[Contender, Compared | None], count: int) -> Row:
    known = {beside: side for beside, side in sides.items() if side is not None}
    seconds = statistics.median(side.measured for side in known.values()) / count
    parts = [f"{_ratio(side)} {beside.form}" for beside, side in known.items()]
    what, said = f"one person: {contender.title}", f"{duration(seconds)}; {'; '.join(parts)}"
    by_hand = sides.get(HANDWRITTEN)
    if by_hand is None:
        return Row(what, said)
    return Row(what, said, "≤ 1.5 × handwritten", by_hand.ratio <= 1.5)


def _memory(program: Program) -> str:
    """Return the peak of one pass, and what it adds to that of reading the situations."""
    program.seconds(0)
    before, now = program.memory()
    return f"{now / 1e6:.0f} MB (+{(now - before) / 1e6:.0f})"


def _speed(seconds: float, size: int) -> str:
    return f"{duration(seconds)}, {size / seconds / 1e6:.3g} M rows/s"


def _ratio(side: Compared) -> str:
    low, high = _times(min(side.ratios)), _times(max(side.ratios))
    return f"{_times(side.ratio)} × ({low} to {high})"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 1 else f"{ratio:.1f}" if ratio < 20 else f"{ratio:,.0f}"


def _threads(count: int) -> str:
    return f"{count} thread{'s' if count > 1 else ''}"
