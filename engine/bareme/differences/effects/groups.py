"""Who is answered otherwise by another version, how much, and because of what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.differences.effects.attribution import added, attribution
from bareme.differences.effects.fates import FATES, by_size, fate, middle, move, shift
from bareme.differences.effects.situations import as_written
from bareme.differences.effects.trial import common_outputs, trial
from bareme.differences.model import Group, OutputEffect, Part, Witness
from bareme.reading.scalars import magnitude, simplest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bareme.differences.effects.fates import Move
    from bareme.differences.effects.trial import Trial
    from bareme.differences.model import Fate, Origin
    from bareme.domains.exact import Value
    from bareme.model import Definition
    from bareme.reading.scalars import Number
    from bareme.rulebook import Rules

    Command = Callable[[Mapping[str, str]], str]

_EXAMPLES = 20  # told one by one
_SUMMED: frozenset[Origin] = frozenset({"situation", "population"})  # what is made up has no sum


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A person: exact values by name, without the reference date; and of which example."""

    situation: Mapping[str, Value]
    example: str | None = None


def group(
    before: Rules,
    after: Rules,
    origin: Origin,
    cases: Sequence[Case],
    names: Sequence[str],
    command: Command,
) -> Group:
    """Return what becomes of the outputs that what differs may reach, for each of some persons; of
    all of them for one whose `situation` is given.

    `names` are those that differ; `command` writes what shows a situation again. Who is refused
    every output by both sides is rejected. Examples have a witness each, if they are few; else
    each fate has one: the first person, of those who gain or lose the one whose change is largest.
    """
    asks = origin == "situation"
    tried = trial(before, after, common_outputs(before.book, after.book) if asks else None)
    answered = [case for case in cases if is_answered(tried, case.situation)]
    told = cases if asks else answered  # whoever asks is told why
    effects = tuple(
        _effect(tried, origin, told, names, command, output) for output in tried.outputs
    )
    return Group(origin, len(cases), len(cases) - len(answered), effects)


def is_answered(tried: Trial, situation: Mapping[str, Value]) -> bool:
    """Tell whether a side at least answers anything."""
    sides = tried.sides(situation)
    return any(answer.refusal is None for judged in sides for answer in judged.answers)


def effect(
    made: Definition,
    output: str,
    counts: Mapping[Fate, int],
    extremes: tuple[Move, Move, Move] | None,
    total: Number | None,
    parts: tuple[Part, ...],
    witnesses: tuple[Witness, ...],
) -> OutputEffect:
    """Return what becomes of an output; `extremes` are the smallest, middle and largest moves.
    The parts are only told where they add up: a version in between may have no answer.
    """
    kind = made.kind_of(output)
    assert kind is not None
    least, half, most = (each and shift(each) for each in extremes or (None, None, None))
    return OutputEffect(
        output,
        made.label_of(output),
        kind,
        {what: counts.get(what, 0) for what in FATES},
        least,
        half,
        most,
        None if total is None else simplest(Fraction(total)),
        parts if total is not None and sum(part.amount for part in parts) == total else (),
        witnesses,
    )


def witness(
    tried: Trial,
    case: Case,
    output: str,
    names: Sequence[str],
    command: Command,
) -> Witness:
    """Return what becomes of an output for a person, why, and what shows it again."""
    place = tried.outputs.index(output)
    before, after = (judged.answers[place] for judged in tried.sides(case.situation))
    written = as_written(case.situation, (tried.after.book, tried.before.book))
    parts = attribution(tried, names, output, case.situation)
    what = fate(before, after)
    return Witness(what, written, before, after, parts, command(written), case.example)


def _effect(
    tried: Trial,
    origin: Origin,
    cases: Sequence[Case],
    names: Sequence[str],
    command: Command,
    output: str,
) -> OutputEffect:
    place = tried.outputs.index(output)
    fates: list[Fate] = []
    moves: list[Move] = []
    changed: list[Case] = []
    telling: dict[Fate, tuple[Number, Case]] = {}
    for case in cases:
        before, after = (judged.answers[place] for judged in tried.sides(case.situation))
        what, moved = fate(before, after), move(before, after)
        fates.append(what)
        if moved is not None:
            moves.append(moved)
        if what != "same":
            changed.append(case)
            size = magnitude(moved[0]) if moved is not None and what in {"gain", "lose"} else 0
            if what not in telling or size > telling[what][0]:
                telling[what] = size, case
    told = [telling[what][1] for what in FATES if what in telling]
    if origin == "examples":
        told = changed[:_EXAMPLES]
    if origin == "situation":  # whoever asks is told, whatever becomes of them
        told = list(cases)
    witnesses = tuple(witness(tried, case, output, names, command) for case in told)
    moves.sort(key=by_size)
    extremes = (moves[0], middle(moves), moves[-1]) if moves else None
    total = sum(amount for amount, _ in moves) if moves and origin in _SUMMED else None
    parts: tuple[Part, ...] = ()
    if total is not None:
        parts = added((attribution(tried, names, output, case.situation) for case in cases), names)
    made = tried.after.book.definition
    return effect(made, output, Counter(fates), extremes, total, parts, witnesses)
