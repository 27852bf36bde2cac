"""What the changes do: rules that follow, who gains and loses, the curves before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.model import Answer
from bareme.differences.page.bars import told_counts
from bareme.differences.page.curves import curve_figure
from bareme.differences.page.links import listed
from bareme.differences.page.markup import code, filled, free, labelled, tag, verbatim
from bareme.differences.page.tables import table
from bareme.differences.rendering import alike, effect_words, words
from bareme.translation import tr, trn
from bareme.words import date, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import (
        Comparison,
        Derived,
        Group,
        OutputEffect,
        Part,
        Witness,
    )
    from bareme.differences.page.links import Section
    from bareme.differences.page.markup import Content, Markup
    from bareme.differences.rendering.alike import Told
    from bareme.language.kinds import Kind


def comparison_section(section: Section, number: int, told: Told) -> Iterator[Markup]:
    """Give all that follows from two versions held against each other, and how the same fares in
    other periods.
    """
    id_, comparison = f"{section.id}-e{number}", told.comparison
    yield tag("h3", period_title(told), id=id_)
    if not alike.moves(comparison):
        yield tag("p", alike.still(told))
        return
    compared = effect_words.compared(comparison)
    if compared:
        yield tag("p", compared, class_="about")
    if comparison.derived:
        yield derived_table(comparison.derived, section)
    for rank, group in enumerate(comparison.groups, 1):
        yield from group_section(group, section, f"{id_}-{rank}")
    if told.alike:
        yield _alike(told)
    if comparison.curves:
        yield tag("h4", tr("Avant et après, selon la donnée principale"))
    sides = versions(section, comparison)
    for place, curve in enumerate(comparison.curves, 1):
        yield curve_figure(curve, f"{id_}-k{place}", *sides)


def period_title(told: Told) -> str:
    """Return of which days effects are told."""
    if not alike.moves(told.comparison):
        return tr("Sans effet observé")
    return effect_words.heading(told.comparison)


def _alike(told: Told) -> Markup:
    """Return how many fare how in the periods that are not told in full."""
    rows: list[list[Content]] = [
        [
            effect_words.period(comparison),
            (free(effect.label), " ", code(effect.name)),
            effect_words.origin(group),
            effect_words.counts(effect),
            effect_words.spread(effect),
        ]
        for comparison in told.alike
        for group in comparison.groups
        for effect in group.outputs
        if effect.moves
    ]
    columns = (
        *(tr("Période"), tr("Réponse"), tr("Pour qui")),
        *(tr("Combien"), tr("Écarts")),
    )
    held = table(tr("Les autres périodes"), columns, rows, "alike")
    return tag("details", tag("summary", alike.also(told.alike)), held)


def versions(section: Section, comparison: Comparison) -> tuple[str, str]:
    """Return how the two versions are told apart: by their days, or by their editions."""
    item = section.item
    if comparison.before != comparison.after or item.before is None or item.after is None:
        return date(comparison.before), date(comparison.after)
    return words.named(item.before.label), words.named(item.after.label)


def derived_table(derived: Sequence[Derived], section: Section) -> Markup:
    """Return the rules that follow, without having changed themselves."""
    rows: list[list[Content]] = []
    for one in derived:
        before, after = effect_words.arrow(Answer(one.before), Answer(one.after), one.kind)
        rows.append(
            [
                (free(one.label), " ", code(one.name)),
                amount(before),
                amount(after),
                parts_list(effect_words.moving(one.parts), one.kind, section),
            ]
        )
    caption = tr("Ce qui suit, sans avoir changé : la formule est la même, ce qu'elle lit a changé")
    columns = (tr("Règle"), tr("Avant"), tr("Après"), tr("Écart, et d'où il vient"))
    return table(caption, columns, rows, "derived", seen=True)


def group_section(group: Group, section: Section, id_: str) -> Iterator[Markup]:
    """Give how the persons of one origin fare."""
    yield tag("h4", effect_words.origin(group), id=id_)
    moving = [(place, one) for place, one in enumerate(group.outputs, 1) if one.moves]
    still = [one.name for one in group.outputs if not one.moves]
    if moving:
        rows = [_row(one, f"{id_}-{place}", section) for place, one in moving]
        columns = [tr("Réponse"), tr("Combien"), tr("Écarts"), tr("En tout, et d'où cela vient")]
        while not any(row[-1] for row in rows):  # the last ones are for numbers
            rows = [row[:-1] for row in rows]
            columns.pop()
        caption = tr("{group} : ce qui change", group=effect_words.origin(group))
        yield table(caption, columns, rows, "effects")
        yield from (_witnesses(one) for _, one in moving if one.witnesses)
    none = effect_words.unmoved(group).capitalize()
    if still:
        head = tr("Ne change pas") if moving else none
        yield tag("p", labelled(head, (listed(map(code, still)), ".")), class_="about")
    elif not moving:
        yield tag("p", f"{none}.", class_="about")


def _row(effect: OutputEffect, id_: str, section: Section) -> list[Content]:
    return [
        tag("span", free(effect.label), " ", code(effect.name), id=id_),
        told_counts(effect),
        _spread(effect),
        _total(effect, section),
    ]


def _spread(effect: OutputEffect) -> Markup | None:
    """Return the smallest, the median and the largest change; once where all are the same."""
    named = [
        (tr("plus petit"), effect.smallest),
        (tr("médian"), effect.median),
        (tr("plus grand"), effect.largest),
    ]
    if effect.smallest == effect.median == effect.largest:
        named = [(tr("chaque fois"), effect.smallest)]
    told = (
        tag("li", labelled(name, amount(effect_words.shift(shift, effect.kind))))
        for name, shift in named
        if shift is not None
    )
    return tag("ul", told, class_="counts") if effect.smallest is not None else None


def amount(told: str) -> Markup:
    """Return an amount, which stays on one line."""
    return tag("span", told, class_="amount")


def _total(effect: OutputEffect, section: Section) -> Content:
    if effect.total is None:
        return None
    told = amount(words.signed(effect.total, effect.kind.unit))
    if len(effect.parts) == 1:
        return told, " ", _cause(effect.parts[0], section)
    return told, parts_list(effect.parts, effect.kind, section) if effect.parts else None


def parts_list(parts: Sequence[Part], kind: Kind, section: Section) -> Markup:
    """Return what each change brings, and what only several of them do together."""
    return tag("ul", (tag("li", _part(part, kind, section)) for part in parts), class_="counts")


def _part(part: Part, kind: Kind, section: Section) -> Content:
    return f"{words.signed(part.amount, kind.unit)} ", _cause(part, section)


def _cause(part: Part, section: Section) -> Markup:
    """Return what an amount is due to: a name, or several together."""
    names = listed(map(section.change, part.names))
    if len(part.names) == 1:
        return filled(tr("dû à {name}"), name=names)
    return filled(tr("dû à l'effet combiné de {names}"), names=names)


def _witnesses(effect: OutputEffect) -> Markup:
    count = len(effect.witnesses)
    told = trn("{count} témoin", "{count} témoins", count, count=number(count))
    return tag(
        "details",
        tag("summary", labelled(free(effect.label), told)),
        tag(
            "ol",
            (tag("li", _witness(one, effect.kind)) for one in effect.witnesses),
            class_="witnesses",
        ),
    )


def _witness(found: Witness, kind: Kind) -> Iterator[Content]:
    yield tag("b", free(effect_words.witness(found, kind)))
    if found.example is not None:
        name = free(tr("« {name} »", name=found.example))
        yield (" ", filled(tr("(exemple {name})"), name=name))
    given = [f"{name}={value}" for name, value in found.situation.items()]
    if not all(each in found.command for each in given):
        yield tag("span", ((code(each), " ") for each in given), class_="source")
    yield tag("pre", verbatim(found.command))
