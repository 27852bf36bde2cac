"""What is remarkable in a change of a figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme import words
from bareme.differences.findings import facts
from bareme.differences.findings.codes import finding
from bareme.differences.findings.jumps import jump
from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.differences.findings.context import Context
    from bareme.differences.model import Change, Facet, Finding
    from bareme.model import Figure, Parameter
    from bareme.reading.scalars import Number

_LOOKED_AT = ("value", "history")


def figure_findings(change: Change, context: Context) -> Iterator[Finding]:
    """Give what is remarkable in a change of a figure."""
    before, after = context.parameters(change.name)
    if before is None or after is None:
        yield from _whole(change, context)
        return
    yield from _nature(change)
    if change.how == "removed":
        yield _removed(change)
    elif moved := facts.of(change, "start"):
        yield from _moved(change, context, moved[0])
    elif facts.of(change, *_LOOKED_AT):
        yield _step(change, context)
    if change.since is not None and change.how != "removed":
        for facet in facts.of(change, "value"):
            yield from _value(change, after, change.since, facet)
        if unfounded(change):
            yield _without_reference(change, change.since)
        yield from _citation(change, after)


def unfounded(change: Change) -> bool:
    """Tell whether a figure loses the text it rests on, and nothing else tells."""
    lost = facts.of(change, "reference")
    gone = any(facet.after is None for facet in lost)
    return change.subject == "figure" and change.since is not None and gone


def _whole(change: Change, context: Context) -> Iterator[Finding]:
    """Give what there is to say of a figure that comes or goes."""
    before, after = context.parameters(change.name)
    held, made = (after, context.after) if after else (before, context.before)
    if held is None:
        return
    if made is not None and change.name in made.borrowed:
        how = tr("est désormais") if after else tr("n'est plus")
        yield finding("borrowing-changed", label=change.label, how=how, origin=change.origin)
        return
    values = facts.of(change, "value")
    if after is None:
        yield _removed(change)
        return
    first = held.figures[0]
    started = tuple(f for f in values if f.part.startswith(str(first.start))) or values
    shown = {_choice(facet, first.start): facet.after for facet in started}
    told = words.listing(
        words.labelled(choice, said.text) if choice else said.text
        for choice, said in shown.items()
        if said
    )
    yield finding("figure-added", label=change.label, date=facts.date(first.start), after=told)
    for place, figure in enumerate(held.figures):  # each as if it came after those before it
        then = replace(held, figures=held.figures[:place])
        for choice, value in figure.by_choice.items():
            yield from _jump(change, then, figure.start, choice, value, None)
    unfounded = [figure for figure in held.figures if _is_unfounded(figure)]
    if unfounded:
        yield _without_reference(change, unfounded[0].start)


def _choice(facet: Facet, start: dt.date) -> str:
    """Return the choice of a value that is told with its date."""
    return facet.part.removeprefix(str(start)).strip()


def _nature(change: Change) -> Iterator[Finding]:
    """Give what there is to say of what a figure is."""
    for facet in facts.of(change, "unit"):
        yield finding("unit-changed", **facts.names(change), **facts.both((facet,)))
    for facet in facts.of(change, "by"):
        yield finding(
            "choices-differ", **facts.names(change), **facts.both((facet,), tr("aucun choix"))
        )
    for facet in facts.of(change, "yearly"):
        code = "yearly-dropped" if facet.after is None else "yearly-required"
        yield finding(code, **facts.names(change))


def _removed(change: Change) -> Finding:
    values = facts.of(change, "value")
    return finding(
        "figure-removed",
        label=change.label,
        date=facts.date(change.since),
        before=facts.before(values),
    )


def _moved(change: Change, context: Context, start: Facet) -> Iterator[Finding]:
    """Give what there is to say of a value that holds from another date on."""
    days = [dt.date.fromisoformat(said.text) for said in (start.before, start.after) if said]
    parameter = context.parameters(change.name)[1]
    told = [facts.date(day) for day in days]
    value = _told(parameter, _at(parameter, days[-1]))
    yield finding("figure-moved", label=change.label, value=value, before=told[0], after=told[-1])
    if (day := context.rewritten(change)) is not None:
        yield _retroactive(change, context, day)


def _step(change: Change, context: Context) -> Finding:
    """Return what a change of value is: of the past, of what was to come, or from a date on."""
    if (day := context.rewritten(change)) is not None:
        return _retroactive(change, context, day)
    values = facts.of(change, "value") or facts.of(change, "history")
    about = {"label": change.label, "date": facts.date(change.since), **facts.both(values)}
    if change.since is None:
        return finding("figure-expired", **about)
    about["evolution"] = _evolution(change, values)
    before, after = context.parameters(change.name)
    old, new = (_at(parameter, change.since) for parameter in (before, after))
    if old is not None and new is not None and old.value != new.value:
        return finding("figure-corrected", **about)
    if not any(facet.before for facet in values):
        return finding("figure-added", **about)
    yearly = after is not None and after.yearly
    once = _steps(change, after) <= 1
    return finding("yearly-revaluation" if yearly and once else "figure-changed", **about)


def _steps(change: Change, parameter: Parameter | None) -> int:
    """Return how many times a figure has changed between what was in force and what is."""
    before = {facet.before.value for facet in facts.of(change, "value") if facet.before}
    steps = 0
    for figure in reversed(parameter.figures if parameter else ()):
        if change.since is None or figure.start > change.since:
            continue
        if before.intersection(figure.by_choice.values()):
            break
        steps += 1
    return steps


def _evolution(change: Change, values: tuple[Facet, ...]) -> str:
    """Return how much a value moves; a rate is not told as a part of itself."""
    unit = change.kind.unit if change.kind else None
    return "" if unit is not None and unit.percent else facts.evolution(values)


def _at(parameter: Parameter | None, day: dt.date) -> Figure | None:
    figures = parameter.figures if parameter else ()
    return next((figure for figure in figures if figure.start == day), None)


def _retroactive(change: Change, context: Context, day: dt.date) -> Finding:
    before, after = (
        _told(parameter, parameter.in_force(day) if parameter else None)
        for parameter in context.parameters(change.name)
    )
    return finding(
        "retroactive-figure",
        label=change.label,
        date=facts.date(day),
        before=before,
        after=after,
    )


def _told(parameter: Parameter | None, figure: Figure | None) -> str:
    """Return what a figure says, choice by choice."""
    if parameter is None or figure is None:
        return facts.NOTHING
    unit = parameter.kind.unit
    return words.listing(
        words.labelled(choice, words.amount(value, unit)) if choice else words.amount(value, unit)
        for choice, value in figure.by_choice.items()
    )


def _value(change: Change, after: Parameter, day: dt.date, facet: Facet) -> Iterator[Finding]:
    """Give what there is to say of a new value: a jump."""
    old, new = (said.value if said else None for said in (facet.before, facet.after))
    if isinstance(new, (int, Fraction)) and new != old:
        former = old if isinstance(old, (int, Fraction)) else None
        yield from _jump(change, after, day, facet.part, new, former)


def _jump(
    change: Change,
    parameter: Parameter,
    day: dt.date,
    choice: str,
    value: Number,
    former: Number | None,
) -> Iterator[Finding]:
    found = jump(parameter, day, choice, value, former)
    if found is None:
        return
    unit = parameter.kind.unit
    about = {
        "label": f"{change.label} ({choice})" if choice else change.label,
        "before": words.amount(found.before, unit),
        "after": words.amount(found.after, unit),
        "evolution": "",
    }
    if found.before and not (unit is not None and unit.percent):
        about["evolution"] = f" ({words.evolution(Fraction(found.after) / found.before - 1)})"
    if found.meant is not None:
        about["meant"] = words.amount(found.meant, unit)
    yield finding("unexpected-jump", **about)


def _citation(change: Change, after: Parameter) -> Iterator[Finding]:
    """Give what there is to say of the text on which a new value rests."""
    values = [
        facet
        for facet in facts.of(change, "value")
        if facet.after and (facet.before is None or facet.before.value != facet.after.value)
    ]
    figure = _at(after, change.since) if change.since else None
    if not values or figure is None:
        return
    if _is_unfounded(figure) and not unfounded(change):
        yield _without_reference(change, figure.start)
    reference = figure.citation.reference
    if reference and any(f.before and f.before.reference == reference for f in values):
        about = {"date": facts.date(change.since), "reference": reference}
        yield finding("reference-unchanged", label=change.label, **about)


def _is_unfounded(figure: Figure) -> bool:
    return figure.citation.reference is None and figure.citation.note is None


def _without_reference(change: Change, day: dt.date) -> Finding:
    return finding("figure-without-reference", label=change.label, date=facts.date(day))
