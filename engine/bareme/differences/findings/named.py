"""What is remarkable in a change of an input, of a rule, or of what is published for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.changes.said import is_word
from bareme.differences.findings import facts
from bareme.differences.findings.codes import because, finding
from bareme.translation import N_, tr
from bareme.words import quantity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.differences.findings.context import Context
    from bareme.differences.model import Change, Facet, Finding

_NATURE = ("type", "unit", "minimum", "maximum", "default", "choice")
_BOUNDS = {
    "minimum": N_("la plus petite valeur"),
    "maximum": N_("la plus grande valeur"),
}


def input_findings(change: Change, context: Context) -> Iterator[Finding]:
    """Give what is remarkable in a change of an input."""
    del context
    names = facts.names(change)
    defaults = facts.of(change, "default")
    if change.how == "removed":
        yield finding("input-removed", **names)
    elif change.how == "added" and defaults:
        yield finding("input-added", **names, default=facts.after(defaults))
    elif change.how == "added":
        yield finding("input-required", **names)
    else:
        yield from _nature(change)
        for facet in defaults:
            if facet.after is None:
                yield finding("input-required", **names)
            else:
                yield finding("default-changed", **names, **facts.both((facet,), tr("un refus")))


def rule_findings(change: Change, context: Context) -> Iterator[Finding]:
    """Give what is remarkable in a change of a rule."""
    if not context.on_both(change):
        gone = context.after is None or change.name not in context.after.rules
        yield finding("rule-removed" if gone else "rule-added", **facts.names(change))
        return
    yield from _nature(change)
    body = [facet for facet in change.facets if facet.aspect not in _NATURE]
    if all(map(is_word, body)):
        return
    day = context.rewritten(change)
    reach = change.reach
    if day is not None:
        yield finding(
            "retroactive-rule", **facts.names(change), date=facts.date(_from(change, day))
        )
    elif is_same(change) and not context.same_edition:
        yield finding("rule-refactored", **facts.names(change), reason=reason(change))
    else:
        since = tr(" à partir du {date}", date=facts.date(change.since)) if change.since else ""
        yield finding("rule-changed", **facts.names(change), since=since)
    if reach.outputs and not context.same_edition and not _is_tested(context):
        yield finding("rule-untested", **facts.names(change), outputs=", ".join(reach.outputs))


def published_findings(change: Change, context: Context) -> Iterator[Finding]:
    """Give what is remarkable in a change of what is published for a rule."""
    if all(map(is_word, change.facets)):
        return
    day = context.rewritten(change)
    if day is not None and change.reach.outputs:
        yield finding(
            "retroactive-rule", **facts.names(change), date=facts.date(_from(change, day))
        )
    values = facts.of(change, "value") or facts.of(change, "discrepancy")
    about = {
        "date": facts.date(change.since),
        "before": facts.before(values, tr("absent")),
        "after": facts.after(values, tr("absent")).rstrip("."),
    }
    if context.same_edition and not facts.of(change, "value"):  # it stands in, as it was printed
        about["after"] = _printed(change, context)
    yield finding(_published(change, context), **facts.names(change), **about)


def _printed(change: Change, context: Context) -> str:
    """Return what is published for a rule from the day of a change on."""
    rule = context.after.rules.get(change.name) if context.after else None
    published = rule.published_on(change.since) if rule and change.since else None
    return quantity(published.value, rule.kind) if rule and published else tr("absent")


def _published(change: Change, context: Context) -> str:
    """Return what becomes of a published amount: between two dates nobody has changed the page."""
    if context.same_edition:
        lapsed = all(facet.after is None for facet in facts.of(change, "discrepancy"))
        return "published-lapsed" if lapsed else "published-added"
    if change.how == "added":
        return "published-added"
    same = not facts.of(change, "value")
    return "discrepancy-changed" if same else "published-changed"


def is_same(change: Change) -> bool:
    """Tell whether cases were tried, and answered the same with a change as without."""
    return change.reach.why == "same" and change.reach.cases > 0


def reason(change: Change) -> str:
    """Return why a change moves no answer, as the end of a sentence."""
    reach = change.reach
    if reach.why == "outside" and reach.date is not None:
        return tr(
            "il vaut à partir du {date}, hors des jours comparés", date=facts.date(reach.date)
        )
    return because(reach.why or "same", reach.cases)


def _nature(change: Change) -> Iterator[Finding]:
    """Give what there is to say of what an input or a rule is."""
    names = facts.names(change)
    for facet in change.facets:
        if facet.aspect == "type":
            yield finding("type-changed", **names, **facts.both((facet,)))
        elif facet.aspect == "unit" and facet.before and facet.after:
            yield finding("unit-changed", **names, **facts.both((facet,)))
        elif facet.aspect in _BOUNDS:
            code = "bounds-narrowed" if _narrows(facet) else "bounds-widened"
            about = {"bound": tr(_BOUNDS[facet.aspect]), **facts.both((facet,), tr("sans limite"))}
            yield finding(code, **names, **about)
        elif facet.aspect == "choice" and not is_word(facet):
            code = "choice-added" if facet.before is None else "choice-removed"
            yield finding(code, **names, choice=facet.part)


def _narrows(facet: Facet) -> bool:
    """Tell whether a bound lets less through than before."""
    if facet.before is None or facet.after is None:
        return facet.before is None
    before, after = facet.before.value, facet.after.value
    higher = bool(after > before)  # type: ignore[operator]  # two numbers, or two dates
    return higher is (facet.aspect == "minimum")


def _is_tested(context: Context) -> bool:
    """Tell whether the examples have moved with the rules."""
    return any(
        change.subject == "example" and change.how in {"added", "changed"}
        for change in context.changes
    )


def _from(change: Change, day: dt.date) -> dt.date:
    """Return the first day on which a change counts."""
    return max(change.reach.date or day, day)
