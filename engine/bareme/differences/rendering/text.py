"""The differences as plain text, for a terminal: first what must be looked at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.diagnostics.rendering import COLORS, WORDS, paint, printable
from bareme.diagnostics.rendering import text as framed
from bareme.differences.findings import codes
from bareme.differences.rendering import alike, counting, order, person, person_text, words
from bareme.differences.rendering import change_words as changes
from bareme.differences.rendering import effect_words as effects
from bareme.differences.rendering.lines import BOLD, DIM, NEW, OLD, WIDTH, wrapped
from bareme.differences.rendering.summary import NOTHING, summary
from bareme.translation import tr
from bareme.words import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.differences.model import (
        Change,
        Difference,
        Differences,
        Facet,
        Finding,
        Group,
        OutputEffect,
        Said,
        Witness,
    )
    from bareme.language.kinds import Kind

_TOLD = 87  # characters of a change in the list
_SEEN_AT_ONCE, _LISTED = 3, 15  # changes, before which they need no list, and beyond which no more


def text(differences: Differences, color: bool = False) -> str:
    """Return all that differs as text, without a final line end; in colour for a terminal."""
    return "\n".join(_Writer(color).everything(differences))


class _Writer:
    """Gives the lines of each part, in colour or not."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def everything(self, differences: Differences) -> Iterator[str]:
        yield self._painted(words.heading(differences), BOLD)
        items = order.first_to_see(differences.items)
        one = person.is_asked(items)
        if not one:
            yield from wrapped(summary(differences))
            yield from self._digest(order.told_once(items))
        for item in items:
            yield from self._rulebook(item, items, one)

    def _digest(self, found: list[Change]) -> Iterator[str]:
        """Give a line a change, the gravest first, where they are too many to be seen at once."""
        if len(found) <= _SEEN_AT_ONCE:
            return
        yield ""
        for change in order.gravest_first(found)[:_LISTED]:
            level = "" if change.level is None else tr(WORDS[change.level])
            code = "" if change.level is None else COLORS[change.level]
            told = labelled(changes.what(change), changes.in_short(change))
            shown = told if len(told) <= _TOLD else f"{told[: _TOLD - 1]}…"
            yield f"  {self._painted(f'{level:<9}', code)}  {shown}"
        if len(found) > _LISTED:
            yield f"  … {counting.more(len(found) - _LISTED)}"

    def _painted(self, told: str, code: str) -> str:
        return paint(told, code, self._color and bool(code))

    def _rulebook(self, item: Difference, items: list[Difference], one: bool) -> Iterator[str]:
        yield ""
        yield self._painted(words.title(item), BOLD)
        yield words.sides(item)
        if item.unreadable:
            yield ""
            yield framed(item.unreadable, self._color)
        elif not item.changes and not one:
            yield tr(NOTHING)
        if one:
            yield ""
            yield from person_text.lines(item, self._painted)
            return
        names = {each.rulebook for each in items}
        for change in order.gravest_first(item.changes):
            elsewhere = order.is_told_elsewhere(change, item, names)
            yield from self._in_short(change) if elsewhere else self._change(change, item)
        for told in alike.told(item.comparisons):
            yield from self._comparison(told)
        if item.population is not None:
            yield ""
            yield from self._group(item.population, "")

    def _in_short(self, change: Change) -> Iterator[str]:
        yield ""
        yield from wrapped(labelled(changes.what(change), changes.in_short(change)))
        yield from wrapped(changes.elsewhere(change), "  ")

    def _change(self, change: Change, item: Difference) -> Iterator[str]:
        yield ""
        level = change.level
        what = changes.what(change)
        told = what if level is None else f"{tr(WORDS[level])} · {what}"
        head = self._painted(told, BOLD if level is None else COLORS[level])
        first, *more = wrapped(labelled(told, changes.called(change)))
        yield from (first.replace(told, head, 1), *more)
        yield f"  {changes.about(change)}"
        told_once: set[str] = set()
        for facet in order.facets(change):
            yield from self._facet(facet, change.kind, told_once)
        unmoved = changes.unmoved(change)
        if unmoved:
            yield from wrapped(unmoved, "  ")
        for finding in order.findings(change):
            yield from self._finding(finding)
        for told_too in (changes.reach(change, item.as_of), changes.dependents(change)):
            if told_too:
                yield from wrapped(told_too, "  ")
        if change.fingerprint:
            yield self._painted(f"  {changes.known_by(change)}", DIM)

    def _facet(self, facet: Facet, kind: Kind | None, sources: set[str]) -> Iterator[str]:
        """Give what is said before and after; texts and lines that are not among `sources` yet."""
        name = changes.aspect(facet)
        before, after = changes.sides(facet, kind)
        moved = changes.moved(facet, kind)
        if before is not None and after is not None:
            told = f"  {labelled(name, f'{before} → {after}')}" + (f", {moved}" if moved else "")
            if len(told) <= WIDTH and changes.MARKED not in told:
                yield told
                for label, said in changes.sources(facet):
                    yield from self._source(label, said, sources)
                return
        yield f"  {labelled(name, moved or '')}".rstrip()
        same = order.same_source(facet.before, facet.after)
        for sign, said, side, code in (
            ("−", None if same else facet.before, before, OLD),
            ("+", facet.after, after, NEW),
        ):
            if side is not None and (facet.before if sign == "−" else facet.after) is not None:
                yield from (self._painted(each, code) for each in wrapped(f"{sign} {side}", "    "))
                yield from self._source("", said, sources)

    def _source(self, label: str, said: Said | None, sources: set[str]) -> Iterator[str]:
        """Give where a side says it, and after which text."""
        told = changes.source(said)
        if told and told not in sources:
            sources.add(told)
            for each in wrapped(labelled(label, told) if label else told, "      "):
                yield self._painted(each, DIM)

    def _finding(self, finding: Finding) -> Iterator[str]:
        head = f"{tr(WORDS[finding.level])}[{finding.code}]"
        code = COLORS[finding.level] if finding.accepted is None else DIM
        told = f"  {head} {words.line(codes.title(finding))}"
        yield self._painted(told, code)
        yield from wrapped(words.line(codes.message(finding)), "    ")
        if finding.accepted is not None:
            yield from wrapped(changes.accepted(finding.accepted), "    ")
        else:
            yield from wrapped(f"= {words.line(codes.advice(finding))}", "    ")

    def _comparison(self, told: alike.Told) -> Iterator[str]:
        comparison = told.comparison
        yield ""
        if not alike.moves(comparison):
            yield from wrapped(alike.still(told))
            return
        yield self._painted(effects.heading(comparison), BOLD)
        compared = effects.compared(comparison)
        if compared:
            yield from wrapped(compared, "  ")
        for derived in comparison.derived:
            yield from wrapped(effects.follows(derived), "  ")
        for group in comparison.groups:
            yield from self._group(group, "  ")
        if told.alike:
            yield from wrapped(alike.also(told.alike), "  ")

    def _group(self, group: Group, indent: str) -> Iterator[str]:
        moving = [effect for effect in group.outputs if effect.moves]
        yield indent + self._painted(effects.origin(group), BOLD if not indent else "")
        if not moving:
            yield f"{indent}  {effects.unmoved(group)}"
        for effect in moving:
            yield from self._output(effect, indent + "  ")

    def _output(self, effect: OutputEffect, indent: str) -> Iterator[str]:
        yield from wrapped(labelled(words.called(effect.name, effect.label), ""), indent)
        for told in (effects.counts(effect), effects.spread(effect), effects.total(effect)):
            if told:
                yield from wrapped(told, indent + "  ")
        for witness in effect.witnesses:
            yield from self._witness(witness, effect.kind, indent + "  ")

    def _witness(self, witness: Witness, kind: Kind, indent: str) -> Iterator[str]:
        yield from wrapped(f"→ {effects.witness(witness, kind)}", indent)
        if witness.example is not None:
            yield f"{indent}  {effects.example(words.line(witness.example))}"
        yield self._painted(f"{indent}  {printable(witness.command)}", DIM)
