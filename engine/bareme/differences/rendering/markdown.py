"""The differences as Markdown, for a comment in a code review: short first, all else folded.

A comment that is too long is refused as a whole: what matters least is left out, counted and said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.diagnostics import Severity
from bareme.diagnostics.rendering import WORDS
from bareme.diagnostics.rendering import plain as diagnosed
from bareme.differences.rendering import alike, counting, order, person, person_markdown, words
from bareme.differences.rendering import change_words as changes
from bareme.differences.rendering import effect_words as effects
from bareme.differences.rendering.fitting import Block, fitted
from bareme.differences.rendering.folded import (
    change_details,
    change_in_short,
    effect_details,
    follow_details,
)
from bareme.differences.rendering.safe import code, cut, fenced, plain
from bareme.differences.rendering.summary import summary
from bareme.translation import tr
from bareme.words import labelled

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterator

    from bareme.differences.model import Change, Difference, Differences, Group

MARKER = "<!-- bareme-diff -->"  # by which a workflow finds the comment to bring up to date
_BYTES = 59_000  # a comment may hold 65 536 characters
_ROWS = 40  # of a table: beyond, the details matter more
_SUMMARY, _LABEL = 1000, 300  # characters

# What comes in first, where not everything fits.
_HEAD, _UNREADABLE, _TABLE, _EFFECTS, _ERRORS, _WARNINGS, _WHO, _REST, _ROWS_TOO = range(9)
_DETAILS = {Severity.ERROR: _ERRORS, Severity.WARNING: _WARNINGS}


def markdown(differences: Differences) -> str:
    """Return what differs as Markdown of less than 60 000 bytes, without a final line end."""
    return fitted(list(_blocks(differences)), _BYTES, lambda left: _left_out(left, differences))


def _blocks(differences: Differences) -> Iterator[Block]:
    items = order.first_to_see(differences.items)
    yield Block(
        "\n".join(
            (
                MARKER,
                f"## {plain(words.heading(differences))}",
                "",
                f"**{plain(summary(differences), _SUMMARY)}**",
            )
        ),
        _HEAD,
    )
    for item in items:
        yield from _unreadable(item, differences)
    if person.is_asked(items):
        for item in items:
            yield from person_markdown.blocks(item)
        return
    yield from _change_table(items)
    yield from _effect_table(items)
    names = {item.rulebook for item in items}
    for item in items:
        yield from _details(item, names)


def _unreadable(item: Difference, differences: Differences) -> Iterator[Block]:
    if item.unreadable:
        told = fenced("text", *map(diagnosed, item.unreadable[:_ROWS]))
        why = words.unreadable(item, differences)
        head = labelled(f"**{plain(words.title(item))}** {plain(why)}", "").rstrip()
        yield Block("\n".join(("", head, "", *told)), _UNREADABLE, "rulebook")


# --- what is seen at once ----------------------------------------------------------------------


def _change_table(items: list[Difference]) -> Iterator[Block]:
    found = order.gravest_first(order.told_once(items))
    if found:
        names = tr("Ce qui change"), tr("Depuis"), tr("Avant"), tr("Après"), tr("Écart")
        head = Block(_columns("", *names), _HEAD)
        yield head
        for place, change in enumerate(found):
            rank = _TABLE if place < _ROWS else _ROWS_TOO
            yield Block(_change_row(change), rank, "row", head)


def _columns(*names: str) -> str:
    """Return the head of a table, after an empty line."""
    named = "|".join(f" {name} " if name else " " for name in names)
    return f"\n|{named}|\n|{'---|' * len(names)}"


def _change_row(change: Change) -> str:
    told = order.facets(change)
    facet = told[0] if told else None
    before, after = changes.sides(facet, None) if facet else (None, None)
    moved = changes.moved(facet, change.kind) if facet else None
    more = len(told) - 1
    cells = (
        _level(change),
        f"{plain(changes.what(change))}<br>{_called(change)}",
        plain(changes.since(change)),
        _side(before),
        _side(after),
        plain(moved) if moved else counting.more(more) if more > 0 else "",
    )
    return f"| {' | '.join(cells)} |"


def _level(change: Change) -> str:
    if change.level is not None:
        return f"**{tr(WORDS[change.level])}**"
    return tr("accepté") if change.findings else ""


def _called(change: Change) -> str:
    former = f"{code(change.former, cell=True)} → " if change.former else ""
    label = f" {plain(change.label, 120)}" if change.label != change.name else ""
    return f"{former}{code(change.name, cell=True)}{label}"


def _side(said: str | None) -> str:
    """Return what is said in the cell of a table; formulas as code."""
    if said is None:
        return ""
    return code(cut(said, 80), cell=True) if changes.MARKED in said else plain(said, 80)


def _effect_table(items: list[Difference]) -> Iterator[Block]:
    rows = [row for item in items for row in _effect_rows(item)]
    if rows:
        head = Block(_columns(tr("Réponse"), tr("Pour qui"), tr("Combien"), tr("Écart")), _HEAD)
        yield head
        for place, row in enumerate(rows):
            yield Block(row, _EFFECTS if place < _ROWS else _ROWS_TOO, "row", head)


def _effect_rows(item: Difference) -> Iterator[str]:
    for told, group in _groups(item):
        when = "" if told is None else f"<br>{plain(effects.period(told.comparison))}"
        if told is not None and told.alike:
            when += f"<br>{alike.and_others(told.alike)}"
        for effect in group.outputs:
            if effect.moves:
                cells = (
                    f"{code(effect.name, cell=True)} {plain(effect.label, 120)}",
                    f"{plain(effects.origin(group, rejected=False))}{when}",
                    plain(effects.counts(effect)),
                    plain(effects.spread(effect) or ""),
                )
                yield f"| {' | '.join(cells)} |"


def _groups(item: Difference) -> Iterator[tuple[alike.Told | None, Group]]:
    """Give whoever is concerned: people first, then each version's cases."""
    if item.population is not None:
        yield None, item.population
    for told in alike.told(item.comparisons):
        for group in told.comparison.groups:
            yield told, group


# --- what is folded ------------------------------------------------------------------------------


def _details(item: Difference, names: Collection[str]) -> Iterator[Block]:
    if not (item.changes or item.comparisons or item.population):
        return
    sides = plain(words.sides(item), 2 * _LABEL)
    head = Block(f"\n### {plain(words.title(item))}\n\n{sides}", _ERRORS, "rulebook")
    yield head
    for change in order.gravest_first(item.changes):
        rank = _REST if change.level is None else _DETAILS.get(change.level, _REST)
        elsewhere = order.is_told_elsewhere(change, item, names)
        told = change_in_short(change) if elsewhere else change_details(change, item.as_of)
        yield Block(told, rank, "change", head)
    for period in alike.told(item.comparisons):
        if not alike.moves(period.comparison):
            yield Block(f"\n{plain(alike.still(period), _SUMMARY)}", _REST, "effect", head)
        elif period.alike or period.comparison.derived:
            yield Block(follow_details(period), _WHO, "effect", head)
    for among, group in _groups(item):
        for effect in group.outputs:
            if effect.moves:
                comparison = None if among is None else among.comparison
                yield Block(effect_details(comparison, group, effect), _WHO, "effect", head)


def _left_out(left: Counter[str], differences: Differences) -> str:
    """Return how many of what do not fit, and how to see them."""
    kinds = (
        ("rulebook", counting.rulebooks),
        ("change", counting.changes),
        ("effect", counting.effects),
        ("row", counting.rows),
    )
    told = words.listed([count(left[key]) for key, count in kinds if left[key]])
    missing = tr("Ne tiennent pas ici : {what}.", what=told)
    return f"\n*{missing}* {_whole(differences)}"


def _whole(differences: Differences) -> str:
    """Return how to see everything: the command, where the sides tell it."""
    if len(differences.items) == 1:
        (item,) = differences.items
        days = [side.date for side in (item.before, item.after) if side and side.date]
        if len(days) == 2:  # noqa: PLR2004  # two dates of one rulebook
            told = f"bareme diff {item.rulebook} --from {days[0]} --to {days[1]}"
            return tr("Tout est montré par {command}.", command=code(told))
    return tr(
        "La même commande montre tout avec {text} ou {html}.",
        text=code("--format text"),
        html=code("--format html"),
    )
