"""Which cases of a rule are the same on two sides: matched by what they mean, not where they stand.

Cases under the same condition are one; then those that give the same and ask nearly the same;
then those that ask nearly the same. What is left has come or gone.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING

from bareme.differences.changes.said import both, formula, formulas, told
from bareme.differences.model import Facet, Said
from bareme.language.normal import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bareme.model import Case, Variant

_ALIKE = 0.6  # of two conditions: the part of their words that is the same
OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class _Form:
    """A case in its one way of being written."""

    case: Case
    condition: str
    result: str

    @staticmethod
    def of(case: Case) -> _Form:
        condition = OTHERWISE if case.when is None else normal(case.when.tree)
        return _Form(case, condition, normal(case.then.tree))


def case_facets(before: Variant | None, after: Variant | None) -> Iterator[Facet]:
    """Give what differs between the cases of two variants; all of them where there is only one."""
    old, new = _forms(before), _forms(after)
    pairs = _matched(old, new)
    alone = all([form.condition for form in side] in ([], [OTHERWISE]) for side in (old, new))
    for place, form in enumerate(old):
        if place in pairs:
            yield from _within(form, new[pairs[place]], alone)
        else:
            yield Facet(*_called(form, alone), _whole(form), None)
    kept = set(pairs.values())
    for place, form in enumerate(new):
        if place not in kept:
            yield Facet(*_called(form, alone), None, _whole(form))
    if any(variant.ordered for variant in (before, after) if variant):
        yield from _order(old, new, pairs)


def _forms(variant: Variant | None) -> list[_Form]:
    return [_Form.of(case) for case in variant.cases] if variant else []


def _called(form: _Form, alone: bool) -> tuple[str, str]:
    """Return the aspect and the part of a case that only one side has."""
    return ("formula", "") if alone else ("case", form.condition)


def _within(one: _Form, other: _Form, alone: bool) -> Iterator[Facet]:
    """Give what differs within a case that both sides have."""
    part = "" if alone else other.condition
    old, new = one.case, other.case
    yield from formulas("when", old.when, new.when, part)
    yield from formulas("formula" if alone else "then", old.then, new.then, part)
    yield from formulas("floor", old.floor, new.floor, part)
    yield from formulas("cap", old.cap, new.cap, part)
    for aspect in ("because", "reference"):
        yield from both(aspect, (old, new), partial(_words, aspect), part)


def _words(aspect: str, case: Case) -> Said | None:
    return told(getattr(case, aspect), case.place)


def _whole(form: _Form) -> Said:
    """Return what a case gives, with its finishers."""
    said = formula(form.case.then, form.case.reference)
    assert said is not None
    ends = (("floor", form.case.floor), ("cap", form.case.cap))
    more = [f"{word} {normal(found.tree)}" for word, found in ends if found is not None]
    return Said(", ".join([said.text, *more]), form.case.place, None, form.case.reference)


def _matched(old: Sequence[_Form], new: Sequence[_Form]) -> dict[int, int]:
    """Return which case of the new ones each of the old ones is."""
    pairs: dict[int, int] = {}

    def match(same: Callable[[_Form, _Form], float]) -> None:
        taken = set(pairs.values())
        scores = [
            (-score, abs(i - j), i, j)
            for i, one in enumerate(old)
            for j, other in enumerate(new)
            if i not in pairs and j not in taken and (score := same(one, other)) > 0
        ]
        for _, _, i, j in sorted(scores):
            if i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)

    match(lambda one, other: one.condition == other.condition)
    match(lambda one, other: one.result == other.result and _alike(one, other))
    match(_alike)
    return pairs


def _alike(one: _Form, other: _Form) -> float:
    """Return how much of two conditions is the same; 0 when it is not enough to call them one."""
    if OTHERWISE in (one.condition, other.condition):
        return 0
    a, b = (f.condition.replace("(", "( ").replace(")", " )").split() for f in (one, other))
    ratio = SequenceMatcher(None, a, b, autojunk=False).ratio()
    return ratio if ratio >= _ALIKE else 0


def _order(old: Sequence[_Form], new: Sequence[_Form], pairs: dict[int, int]) -> Iterator[Facet]:
    """Give the cases that stand elsewhere among those that both sides have: as few as tell it."""
    places = [pairs[i] for i in range(len(old)) if i in pairs]
    staying = _longest_rise(places)
    before = {j: rank for rank, j in enumerate(places, 1)}
    after = {j: rank for rank, j in enumerate(sorted(places), 1)}
    for j in places:
        if j not in staying:
            one, other = (Said(str(ranks[j]), None, ranks[j]) for ranks in (before, after))
            place = new[j].case.place
            yield Facet("order", new[j].condition, one, Said(other.text, place, other.value))


def _longest_rise(places: Sequence[int]) -> set[int]:
    """Return the longest part of some numbers that already stands in rising order."""
    ends: list[int] = []  # the smallest end of a rise of each length
    chains: list[tuple[int, ...]] = []
    for place in places:
        at = bisect_left(ends, place)
        chain = (*(chains[at - 1] if at else ()), place)
        ends[at : at + 1], chains[at : at + 1] = [place], [chain]
    return set(chains[-1]) if chains else set()
