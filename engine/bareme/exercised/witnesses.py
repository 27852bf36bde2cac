"""Situations that would exercise what no example does: people at the limits of the rule, in each
version in which it is in force, tried one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.diagnostics import Report
from bareme.differences.limits.exploring import limit_cases
from bareme.errors import SituationError
from bareme.exercised.taking import taken
from bareme.frozen import Frozen
from bareme.situation import read_entries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bareme.domains.exact import Value
    from bareme.exercised.pieces import Key, Piece
    from bareme.model import Definition, Example
    from bareme.rulebook import Rulebook, Rules

_BUDGET = 1000  # situations of a rule in a version


@dataclass(frozen=True, slots=True)
class Witness:
    """A situation on a day that takes a piece when its rule is asked for. It says nothing of what
    the law gives there.
    """

    on: dt.date
    situation: Mapping[str, Value]


def witnesses(
    book: Rulebook, pieces: Iterable[Piece], examples: Sequence[Example]
) -> Mapping[Key, Witness]:
    """Return a situation for each of the pieces that some tried one takes, with as few data as
    the tried ones need; `examples` are where the trials begin. The same every time.
    """
    found: dict[Key, Witness] = {}
    by_rule: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.days:
            by_rule.setdefault(piece.name, []).append(piece)
    seeds = list(_seeds(book.definition, examples))
    for name, own in by_rule.items():
        begins = [{n: v for n, v in seed.items() if n != name} for seed in seeds]
        for rules, sought in _versions(book, own, found):
            found |= _found(rules, name, begins, sought)
    return Frozen(found)


def _versions(
    book: Rulebook, pieces: Sequence[Piece], found: Mapping[Key, Witness]
) -> Iterator[tuple[Rules, set[Key]]]:
    """Give the versions in which some piece is in force that is not found yet, and these."""
    last = book.last_day
    for day in book.version_dates:
        sought = {
            piece.key
            for piece in pieces
            if piece.key not in found
            and any(d.start <= day and (d.end is None or day <= d.end) for d in piece.days)
        }
        if sought and (last is None or day <= last):
            yield book.on(day), sought


def _found(
    rules: Rules, name: str, seeds: Sequence[Mapping[str, Value]], sought: set[Key]
) -> dict[Key, Witness]:
    found: dict[Key, Witness] = {}
    for situation in limit_cases(rules, seeds, [name], _BUDGET):
        try:
            keys = sought.intersection(taken(rules.evaluate(situation, outputs=[name])))
        except SituationError:
            continue
        for key in keys:
            known = found.get(key)
            if known is None or len(situation) < len(known.situation):
                found[key] = Witness(rules.date, situation)
    return found


def _seeds(definition: Definition, examples: Iterable[Example]) -> Iterator[Mapping[str, Value]]:
    """Give the situations of the examples, without the date by which each is judged."""
    for example in examples:
        report = Report()
        given = read_entries(definition, example.given.values(), report)
        given.pop(definition.reference_date or "", None)
        if not report.has_errors:
            yield given
