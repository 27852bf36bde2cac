"""Which rules differ: their variants and cases, what is said of them, what is published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bareme.differences.changes.cases import case_facets
from bareme.differences.changes.nature import nature
from bareme.differences.changes.said import both, citations, formulas, told, worded, worth
from bareme.differences.model import Change, Facet, Said
from bareme.translation import tr
from bareme.words import number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from bareme.differences.changes.moment import Moment
    from bareme.differences.model import How, Subject
    from bareme.model import Definition, Discrepancy, Published, Rule, Variant


def rule_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """Give what differs between two editions, rule by rule, variant by variant."""
    for name in dict.fromkeys([*before.rules, *after.rules]):
        one, other = before.rules.get(name), after.rules.get(name)
        if one is None or other is None:
            yield _whole(before if other is None else after, one, other)
            continue
        pair = _Pair(after, one, other)
        yield from pair.nature()
        yield from pair.dated()
        yield from pair.published()


def rules_on(before: Moment, after: Moment) -> Iterator[Change]:
    """Give the rules that two dates find otherwise."""
    (old, day), (new, other_day) = before, after
    for name in dict.fromkeys([*old.rules, *new.rules]):
        one, other = old.rules.get(name), new.rules.get(name)
        if one is None or other is None:
            yield _whole(old if other is None else new, one, other)
            continue
        pair = _Pair(new, one, other)
        yield from pair.variant(one.in_force(day), other.in_force(other_day), "changed")
        if one.prevailing(day) != other.prevailing(other_day):
            held = one.published_on(day), other.published_on(other_day)
            yield from pair.amount(*held, "changed")


def _whole(made: Definition, one: Rule | None, other: Rule | None) -> Change:
    """Return that a rule comes or goes, with all its variants."""
    rule = other or one
    assert rule is not None
    facets: list[Facet] = []
    for variant in rule.variants:
        since = str(variant.start) if len(rule.variants) > 1 else ""
        own = _variant_facets(*((None, variant) if one is None else (variant, None)))
        facets += (replace(facet, part=f"{since} {facet.part}".strip()) for facet in own)
    how: How = "removed" if other is None else "added"
    start = rule.variants[0].start
    since_day = None if start <= made.start else start
    origin = made.name
    return Change(
        "rule", how, rule.name, rule.label, origin, since_day, tuple(facets), kind=rule.kind
    )


@dataclass(frozen=True)
class _Pair:
    """One rule, as each side has it."""

    made: Definition
    one: Rule
    other: Rule

    def change(
        self, subject: Subject, how: How, since: dt.date | None, facets: Iterable[Facet]
    ) -> Iterator[Change]:
        """Give a change, if anything in it differs."""
        found = tuple(facets)
        if found:
            rule = self.other
            head = (subject, how, rule.name, rule.label, self.made.name, since)
            yield Change(*head, found, kind=rule.kind)

    def nature(self) -> Iterator[Change]:
        """Give what differs in what a rule is, on whichever date."""
        facets = [*nature(self.one, self.other), *citations(self.one, self.other)]
        yield from self.change("rule", "changed", None, facets)

    def dated(self) -> Iterator[Change]:
        """Give what differs from each date on."""
        old = {variant.start: variant for variant in self.one.variants}
        new = {variant.start: variant for variant in self.other.variants}
        first = self.made.start
        if len(old) == len(new) == 1 and max(*old, *new) <= first:  # a rule that always holds
            yield from self.variant(self.one.variants[0], self.other.variants[0], "changed")
            return
        for day in sorted(old.keys() | new.keys()):
            if day not in new:
                held = self.other.in_force(day)
                yield from self.variant(old[day], held, "removed", day)
            elif day not in old:
                held = self.one.in_force(day) or (self.one.variants[0] if day <= first else None)
                yield from self.variant(held, new[day], "added", day)
            else:
                yield from self.variant(old[day], new[day], "changed")

    def variant(
        self, one: Variant | None, other: Variant | None, how: How, since: dt.date | None = None
    ) -> Iterator[Change]:
        """Give what differs between two variants; a variant that only repeats the one before it is
        told by its date.
        """
        start = since or (other.start if other is not None else None)
        single = len(self.one.variants) == len(self.other.variants) == 1
        always = single and since is None and one is not None and other is not None
        facets = [*_variant_facets(one, other)]
        if one is not None and other is not None and how != "changed" and not facets:
            said = told(since, (other if how == "added" else one).place)
            facets = [Facet("start", "", *((None, said) if how == "added" else (said, None)))]
        yield from self.change("rule", how, None if always else start, facets)

    def published(self) -> Iterator[Change]:
        """Give what differs in the published amounts, date by date."""
        old = {published.start: published for published in self.one.published}
        new = {published.start: published for published in self.other.published}
        for day in sorted(old.keys() | new.keys()):
            how: How = "changed" if day in old and day in new else "added"
            yield from self.amount(old.get(day), new.get(day), how if day in new else "removed")

    def amount(self, one: Published | None, other: Published | None, how: How) -> Iterator[Change]:
        """Give what differs between two published amounts."""
        kind, sides = self.other.kind, (one, other)
        facets = [
            *both("value", sides, lambda p: worth(p.value, kind, p.place, p.citation)),
            *both("discrepancy", sides, _discrepancy),
        ]
        if one is not None and other is not None:
            facets += citations(one, other)
        held = other or one
        yield from self.change("published", how, held.start if held else None, facets)


def _variant_facets(one: Variant | None, other: Variant | None) -> Iterator[Facet]:
    """Give what differs between two variants; all there is of one where there is no other."""
    sides = (one, other)
    yield from case_facets(one, other)
    yield from formulas("floor", one.floor if one else None, other.floor if other else None)
    yield from formulas("cap", one.cap if one else None, other.cap if other else None)
    yield from both("round", sides, _step)
    if one is not None and other is not None:
        yield from both("form", sides, lambda v: told("list" if v.collects else "cases", v.place))
        yield from citations(one, other)


def _step(variant: Variant) -> Said | None:
    if variant.round is None:
        return None
    return worded(partial(number, variant.round), variant.place)


def _discrepancy(published: Published) -> Said | None:
    """Return the known difference from the formula, and which of the two applies."""
    known = published.discrepancy
    return None if known is None else worded(partial(_applies, known), published.place)


def _applies(known: Discrepancy) -> str:
    if known.published_applies:
        return tr("le montant publié s'applique : {reason}", reason=known.reason)
    return tr("la formule s'applique : {reason}", reason=known.reason)
