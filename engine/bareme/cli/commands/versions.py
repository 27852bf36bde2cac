"""`bareme versions`: each date on which something changes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse

    from bareme.cli.parsing import Parser
    from bareme.model import Figure, Parameter
    from bareme.rulebook import Rulebook
    from bareme.timeline import Change


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    add_common(parser, formats=("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Write every date with what begins to hold on it."""
    from bareme.cli import output
    from bareme.loading import load

    book = load(arguments.rulebook, rules=arguments.rules)
    if arguments.format == "json":
        output.say_json(
            [
                {"date": change.date.isoformat(), "name": change.what, "change": change.how}
                for change in book.changes
            ]
        )
        return 0
    for date, changes in groupby(_telling(book), key=lambda change: change.date):
        output.say(date.isoformat())
        for change in changes:
            output.say(f"  {_told(book, change)}")
    return 0


def _telling(book: Rulebook) -> list[Change]:
    """Return the changes without those of years past the last known figure."""
    ends = [change.date for change in book.changes if change.how == "end"]
    last = min(ends, default=None)
    return [c for c in book.changes if last is None or c.date <= last or c.how != "history"]


def _told(book: Rulebook, change: Change) -> str:
    """Return a change in words: what, from which value to which, by which text."""
    from bareme.words import amount

    definition = book.definition
    if change.how == "start":
        return tr("le barème commence : {title}", title=definition.title)
    name = f"{change.what} ({definition.label_of(change.what)})"
    if change.how == "history":
        return tr("chiffre des années précédentes : {name}", name=name)
    if change.how == "end":
        return tr("chiffre inconnu à partir de ce jour : {name}", name=name)
    if change.how == "figure":
        figures = _figures(definition.parameters[change.what], change)
        return tr("chiffre : {name} {values}", name=name, values=figures)
    rule = definition.rules[change.what]
    if change.how == "published":
        published = next(p for p in rule.published if p.start == change.date)
        value = amount(published.value, rule.kind.unit)
        return tr("montant publié : {name} {value}", name=name, value=value)
    variant = next(v for v in rule.variants if v.start == change.date)
    text = variant.citation.reference
    return tr("règle : {name}", name=f"{name} — {text}" if text else name)


def _figures(parameter: Parameter, change: Change) -> str:
    """Return the value before, where there is one, and the value from that date on."""
    now = next(f for f in parameter.figures if f.start == change.date)
    before = [f for f in parameter.figures if f.start < change.date]
    told = _value(parameter, now)
    if not before:
        return told
    earlier = _value(parameter, before[-1])
    return tr("{value} (inchangé)", value=told) if earlier == told else f"{earlier} → {told}"


def _value(parameter: Parameter, figure: Figure) -> str:
    from bareme.words import amount

    if isinstance(figure.value, Mapping):
        values = ((choice, amount(v, parameter.kind.unit)) for choice, v in figure.value.items())
        return ", ".join(f"{choice} {value}" for choice, value in values)
    return amount(figure.value, parameter.kind.unit)
