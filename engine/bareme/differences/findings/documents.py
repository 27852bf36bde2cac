"""What is remarkable in a change of an output, of an example, or of the rulebook itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.findings import facts
from bareme.differences.findings.codes import finding
from bareme.translation import tr

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bareme.differences.findings.context import Context
    from bareme.differences.model import Change, Finding
    from bareme.model import Definition


def output_findings(change: Change, context: Context) -> Iterator[Finding]:
    """Give what is remarkable in a change of an output."""
    del context
    if change.how == "changed":
        yield finding("main-output-changed", label=change.label, **facts.both(change.facets))
    else:
        yield finding(f"output-{change.how}", label=change.label, name=change.name)


def example_findings(change: Change, context: Context) -> Iterator[Finding]:
    """Give what is remarkable in a change of an example."""
    del context
    expected = facts.of(change, "expect", "refused")
    if change.how in {"added", "removed"}:
        yield finding(f"example-{change.how}", name=change.name)
    elif expected:
        yield finding("example-expectation-changed", name=change.name, **facts.both(expected))
    elif facts.of(change, "given", "on"):
        yield finding("example-changed", name=change.name)


def rulebook_findings(change: Change, context: Context) -> Iterator[Finding]:
    """Give what is remarkable in a change of what a rulebook says of itself."""
    if change.how in {"added", "removed"}:
        yield finding(f"rulebook-{change.how}", label=change.label)
        return
    if facts.of(change, "from", "until"):
        periods = [_period(made) for made in (context.before, context.after)]
        yield finding("period-changed", label=change.label, before=periods[0], after=periods[1])
    if judged := facts.of(change, "reference_date"):
        yield finding(
            "reference-date-changed", label=change.label, **facts.both(judged, tr("la date dite"))
        )
    if edition := facts.of(change, "version"):
        both = facts.both(edition)
        if _edition(both["after"]) > _edition(both["before"]):
            yield finding("edition-raised", label=change.label, **both)


def edition_not_raised(change: Change, context: Context) -> Iterator[Finding]:
    """Give that the edition has not been raised, once: with the first change that asks for it."""
    before, after = context.before, context.after
    if before is None or after is None or _edition(after.edition) > _edition(before.edition):
        return
    own = [
        each for each in context.changes if each.subject != "example" and each.origin == after.name
    ]
    if context.same_edition or not own or _key(own[0]) != _key(change):
        return
    meant = following(before.edition, context.as_of)
    yield finding("edition-not-raised", label=after.title, edition=after.edition, meant=meant)


def _key(change: Change) -> tuple[object, ...]:
    return change.subject, change.how, change.name, change.since, change.facets


def _edition(text: str) -> tuple[int, ...]:
    """Return an edition as it is ordered: 2026.10 comes after 2026.9."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def following(edition: str, day: dt.date) -> str:
    """Return the edition that comes after one: the first of a year, or the next of the same."""
    year, rank = (*_edition(edition), 0, 0)[:2]
    return f"{day.year}.1" if day.year > year else f"{year}.{rank + 1}"


def _period(made: Definition | None) -> str:
    if made is None:
        return facts.NOTHING
    if made.end is None:
        return tr("du {start}, sans fin", start=facts.date(made.start))
    days = facts.date(made.start), facts.date(made.end)
    return tr("du {start}, jusqu'au {end}", start=days[0], end=days[1])
