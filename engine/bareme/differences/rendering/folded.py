"""The details of one change or one effect in Markdown: a line that opens on all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.diagnostics.rendering import WORDS
from bareme.differences.findings import codes
from bareme.differences.rendering import alike, order, words
from bareme.differences.rendering import change_words as changes
from bareme.differences.rendering import effect_words as effects
from bareme.differences.rendering.fitting import first_of
from bareme.differences.rendering.safe import code, fenced, in_html, plain
from bareme.translation import tr
from bareme.words import labelled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from bareme.differences.model import (
        Change,
        Comparison,
        Facet,
        Finding,
        Group,
        OutputEffect,
        Said,
        Witness,
    )
    from bareme.differences.rendering.alike import Told
    from bareme.language.kinds import Kind

_MOST = 6_000  # bytes of the details of one thing


def change_in_short(change: Change) -> str:
    """Return a line of a change that is told in full elsewhere."""
    short = labelled(changes.what(change), changes.in_short(change))
    told = f"{short}. {changes.elsewhere(change)}"
    return f"\n{plain(told, 1000)}"


def change_details(change: Change, as_of: dt.date) -> str:
    """Return all there is to say of a change."""
    level = "" if change.level is None else f"<b>{tr(WORDS[change.level])}</b> · "
    what = labelled(in_html(changes.what(change)), f"<code>{in_html(change.name)}</code>")
    head = f"{level}{what} {in_html(change.label)}" if change.label != change.name else level + what
    return _folded(head, _of_change(change, as_of))


def _of_change(change: Change, as_of: dt.date) -> Iterator[str]:
    for finding in order.findings(change):
        yield _finding(finding)
    yield f"- {plain(changes.about(change))}"
    for told in (changes.reach(change, as_of), changes.dependents(change)):
        if told:
            yield f"- {plain(told)}"
    for facet in order.facets(change):
        yield _facet(facet, change.kind)
    unmoved = changes.unmoved(change)
    if unmoved:
        yield f"- {plain(unmoved)}"
    if change.fingerprint:
        yield f"- {changes.known_by(change, code)}"


def _finding(finding: Finding) -> str:
    head = f"{tr(WORDS[finding.level])} {code(finding.code)} {plain(codes.title(finding))}"
    message = plain(codes.message(finding))
    if finding.accepted is not None:
        told = labelled(head, message)
        return f"- {told}<br>*{plain(changes.accepted(finding.accepted))}*"
    told = labelled(f"**{head}**", message)
    return f"- {told}<br>*{plain(codes.advice(finding))}*"


def _facet(facet: Facet, kind: Kind | None) -> str:
    """Return what is said before and after: formulas below each other, what else on a line."""
    before, after = changes.sides(facet, kind)
    moved = changes.moved(facet, kind)
    name = plain(changes.aspect(facet))
    if before is None or after is None or any(changes.MARKED in each for each in (before, after)):
        pairs = (("-", before), ("+", after))
        block = fenced("diff", *(f"{sign} {each}" for sign, each in pairs if each is not None))
        lines = [f"- {name}", "", *(f"  {each}" for each in block)]
        return "\n".join([*lines, *_sources(facet)])
    told = f"{plain(before)} → **{plain(after)}**" + (f", {plain(moved)}" if moved else "")
    return "\n".join([f"- {labelled(name, told)}", *_sources(facet)])


def _sources(facet: Facet) -> Iterator[str]:
    for label, said in changes.sources(facet):
        told = _source(said)
        if told:
            yield f"  - {labelled(label, told)}" if label else f"  - {told}"


def _source(said: Said | None) -> str:
    if said is None:
        return ""
    cited = [] if said.reference is None else [plain(said.reference)]
    place = words.where(said.place)
    return " · ".join([*cited, *([code(place)] if place else [])])


def follow_details(told: Told) -> str:
    """Return the rules that follow from what changes, without having changed themselves, and for
    which other periods all that is told of one holds.
    """
    comparison = told.comparison
    lines = [f"- {plain(effects.follows(each), 1000)}" for each in comparison.derived]
    also = plain(alike.also(told.alike), 1000) if told.alike else ""
    if not lines:
        below = tr(
            "Ce qui est dit ci-dessous vaut {period}.", period=plain(effects.period(comparison))
        )
        return f"\n{below} {also}"
    head = tr("Ce qui suit, {period}", period=in_html(effects.period(comparison)))
    return _folded(head, lines) + (f"\n\n{also}" if also else "")


def effect_details(comparison: Comparison | None, group: Group, effect: OutputEffect) -> str:
    """Return who is answered otherwise, how much, because of what, with someone as an example."""
    when = "" if comparison is None else f", {in_html(effects.period(comparison))}"
    name = f"<code>{in_html(effect.name)}</code> {in_html(effect.label)}"
    head = labelled(name, f"{in_html(effects.origin(group))}{when}")
    return _folded(head, _of_effect(comparison, effect))


def _of_effect(comparison: Comparison | None, effect: OutputEffect) -> Iterator[str]:
    compared = None if comparison is None else effects.compared(comparison)
    for told in (
        *(compared, effects.counts(effect)),
        *(effects.spread(effect), effects.total(effect)),
    ):
        if told:
            yield f"- {plain(told, 1000)}"
    for witness in effect.witnesses:
        yield _witness(witness, effect.kind)


def _witness(witness: Witness, kind: Kind) -> str:
    told = plain(effects.witness(witness, kind), 1000)
    named = witness.example
    example = "" if named is None else f"<br>{effects.example(plain(named))}"
    return f"- → {told}{example}<br>{code(witness.command)}"


def _folded(head: str, lines: Iterable[str]) -> str:
    told = first_of(lines, _MOST)
    return "\n".join(["", f"<details><summary>{head}</summary>", "", *told, "", "</details>"])
