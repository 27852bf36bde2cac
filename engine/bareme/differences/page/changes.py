"""What changes in a rulebook: each change with what is remarkable, both sides, and its history."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bareme.diagnostics.rendering import WORDS as LEVEL_WORDS
from bareme.differences.findings import codes
from bareme.differences.page.histories import history_figure
from bareme.differences.page.links import listed
from bareme.differences.page.markup import code, filled, free, join, labelled, tag, verbatim
from bareme.differences.page.tables import table
from bareme.differences.rendering import change_words, order, words
from bareme.language.normal import AFTER, BEFORE
from bareme.translation import tr, trn
from bareme.words import number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bareme.diagnostics import Severity
    from bareme.differences.model import Change, Facet, Finding, History, Said
    from bareme.differences.page.links import Section
    from bareme.differences.page.markup import Content, Markup
    from bareme.language.kinds import Kind

_MARKED = re.compile(f"{BEFORE}([^{AFTER}]*){AFTER}")
_FORMULAS = frozenset({"formula", "case", "when", "then", "floor", "cap", "name", "output"})
_NOTHING = tag("span", "—", class_="nothing")


def level_badge(level: Severity, *, accepted: bool = False) -> Markup:
    """Return the name of a level as it stands out."""
    if accepted:
        return tag("span", tr("accepté"), class_="level accepted")
    return tag("span", tr(LEVEL_WORDS[level]), class_=f"level {level.name.lower()}")


def changes_section(section: Section, only: Collection[Change] | None = None) -> Iterator[Markup]:
    """Give the changes of a rulebook, or `only` some of them, the gravest first; the history of a
    figure with the first of its changes.
    """
    histories: dict[str, list[History]] = {}
    for history in section.item.histories:
        histories.setdefault(history.name, []).append(history)
    for id_, change in section.changes():
        if only is not None and change not in only:
            continue
        own = histories.pop(change.name, []) if change.subject == "figure" else []
        elsewhere = section.lender(change)
        yield tag(
            "article",
            _head(change, id_),
            _in_short(change, section, elsewhere) if elsewhere else _in_full(change, section),
            None if elsewhere else _histories(own, section, id_),
            id=id_,
            class_=None if change.level is None else f"is-{change.level.name.lower()}",
            aria_labelledby=f"{id_}-n",
        )
    if only is not None:
        return
    for place, (name, left) in enumerate(histories.items(), 1):
        id_ = f"{section.id}-h{place}"
        yield tag("article", tag("h4", code(name), id=f"{id_}-n"), _histories(left, section, id_))


def _in_full(change: Change, section: Section) -> Iterator[Content]:
    if not section.is_of_one:  # what is remarkable is for who reviews the change
        yield _findings(change)
    yield _facets(change)
    unmoved = change_words.unmoved(change)
    yield tag("p", unmoved, class_="about") if unmoved else None
    yield _reach(change, section)
    yield _dependents(change)


def _in_short(change: Change, section: Section, lender: Markup) -> Iterator[Content]:
    """Give a line of a borrowed figure, and where it is told in full."""
    see = filled(tr("Voir {rulebook}."), rulebook=lender)
    yield tag("p", free(change_words.in_short(change)), ". ", see)
    if change.reach.outputs:
        yield _reach(change, section)


def _head(change: Change, id_: str) -> Iterator[Markup]:
    level = None if change.level is None else (level_badge(change.level), " ")
    former = None if change.former is None else (code(change.former), " → ")
    yield tag(
        "h4",
        level,
        free(change.label or change.name),
        " ",
        former,
        code(change.name),
        id=f"{id_}-n",
    )
    told = free(change_words.about(change))
    fingerprint = (" · ", known_by(change.fingerprint)) if change.fingerprint else None
    yield tag("p", f"{change_words.what(change)}, ", told, fingerprint, class_="about")


def known_by(fingerprint: str) -> Markup:
    """Return a fingerprint, as it is told."""
    return filled(tr("empreinte {fingerprint}"), fingerprint=code(fingerprint))


def _findings(change: Change) -> Markup | None:
    found = order.findings(change)
    return (
        tag("ul", (tag("li", finding_told(each)) for each in found), class_="findings")
        if found
        else None
    )


def finding_told(finding: Finding) -> Iterator[Content]:
    """Give what is remarkable: its level and code, what it says, and what to do."""
    accepted = finding.accepted
    yield (level_badge(finding.level, accepted=accepted is not None), " ")
    yield tag("b", codes.title(finding))
    yield (" ", labelled(code(finding.code), free(codes.message(finding))))
    if accepted is None:
        yield tag("span", free(codes.advice(finding)), class_="advice")
    else:
        level = tr("Niveau : {level}.", level=tr(LEVEL_WORDS[finding.level]))
        yield tag("span", f"{level} ", free(change_words.accepted(accepted)), class_="advice")


def _facets(change: Change) -> Markup | None:
    if not change.facets:
        return None
    columns = ["", tr("Avant"), tr("Après"), tr("Écart")]
    told = order.facets(change)
    moved = any(change_words.moved(facet, change.kind) for facet in told)
    columns = columns if moved else columns[:-1]
    rows = [_row(facet, change.kind)[: len(columns)] for facet in told]
    caption = tr("Ce qui change : {name}", name=words.line(change.label or change.name))
    return table(caption, columns, rows, "facets moved" if moved else "facets")


def _row(facet: Facet, kind: Kind | None) -> list[Content]:
    moved = change_words.moved(facet, kind)
    once = order.same_source(facet.before, facet.after)
    return [
        free(_capital(change_words.aspect(facet))),
        _said(facet, facet.before, sourced=not once),
        _said(facet, facet.after),
        moved and tag("span", moved, class_="amount"),
    ]


def _capital(told: str) -> str:
    return told[:1].upper() + told[1:]


def _said(facet: Facet, said: Said | None, *, sourced: bool = True) -> Content:
    """Return what a side says; where it is `sourced`, the text it rests on, and where it stands."""
    if said is None:
        return _NOTHING
    text = change_words.text_of(facet, said)
    told = _highlighted(text) if text else tag("span", tr("(vide)"), class_="nothing")
    worth = sourced and change_words.sourced(facet)
    reference = free(said.reference) if said.reference and worth else None
    place = code(words.where(said.place)) if said.place and worth else None
    return (
        tag("code" if facet.aspect in _FORMULAS else "bdi", told),
        (tag("span", source, class_="source") for source in (reference, place) if source),
    )


def _highlighted(text: str) -> Markup:
    """Return a text in which what differs from the other side stands out."""
    pieces = map(verbatim, _MARKED.split(text))
    return join(tag("mark", piece) if place % 2 else piece for place, piece in enumerate(pieces))


def _reach(change: Change, section: Section) -> Markup | None:
    told = change_words.reach(change, section.item.as_of)
    if told is not None and change.reach.outputs:
        outputs = listed(map(section.output, change.reach.outputs))
        return tag("p", filled(tr("Fait changer : {outputs}."), outputs=outputs))
    return None if told is None else tag("p", told)


def _dependents(change: Change) -> Markup | None:
    names = change.dependents
    if change_words.dependents(change) is None:
        return None
    return tag(
        "details",
        tag(
            "summary",
            trn(
                "En dépendent : {count} nom",
                "En dépendent : {count} noms",
                len(names),
                count=number(len(names)),
            ),
        ),
        tag("ul", (tag("li", code(name)) for name in names), class_="names"),
    )


def _histories(own: list[History], section: Section, id_: str) -> Iterator[Content]:
    item = section.item
    sides = [
        words.named(side.label) if side else tr("absent") for side in (item.before, item.after)
    ]
    for place, history in enumerate(own, 1):
        since = {
            change.since
            for change in item.changes
            if change.since is not None and _marks(change, history)
        }
        if history.points:
            yield history_figure(history, since, f"{id_}-h{place}", *sides)


def _marks(change: Change, history: History) -> bool:
    """Tell whether a change is one of a value in a history, rather than of its words."""
    return change.name == history.name and any(
        facet.aspect in {"value", "start"} and (facet.part or history.part) == history.part
        for facet in order.facets(change)
    )
