"""`bareme history`: a figure or a rule over time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook
from bareme.translation import tr

if TYPE_CHECKING:
    import argparse
    import datetime as dt

    from bareme.cli.parsing import Parser
    from bareme.domains.exact import Value
    from bareme.errors import MissingInputError
    from bareme.model import Citation, Parameter
    from bareme.rulebook import Rulebook


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    parser.arguments.add_argument("name", metavar=tr("NOM"), help=tr("le chiffre, ou la règle"))
    parser.arguments.add_argument(
        "rest",
        metavar=tr("nom=valeur"),
        nargs="*",
        default=[],
        help=tr("la situation, pour une règle qui en dépend"),
    )
    add_common(parser, formats=("text", "json"))


@dataclass(frozen=True)
class _Point:
    """A value from a date on; `choice` for a figure that varies by one."""

    date: dt.date
    choice: str
    value: Value
    citation: Citation


def run(arguments: argparse.Namespace) -> int:
    """Write the history, oldest first."""
    from bareme.cli import output
    from bareme.errors import MissingInputError
    from bareme.loading import load
    from bareme.words import quantity

    book = load(arguments.rulebook, rules=arguments.rules)
    try:
        points = _points(book, arguments.name, arguments.rest)
    except MissingInputError as missing:
        if arguments.rest or arguments.format != "text":
            raise
        _tell_variants(book, arguments.name, missing)
        return 0
    kind = book.definition.kind_of(arguments.name)
    assert kind is not None
    before: dict[str, Value] = {}
    rows = []
    for point in points:
        change = _change(before.get(point.choice), point.value)
        before[point.choice] = point.value
        rows.append((point, quantity(point.value, kind), change))
    if arguments.format == "json":
        output.say_json([_as_data(book, arguments.name, *row) for row in rows])
        return 0
    output.say(book.definition.label_of(arguments.name))
    color = output.colored(arguments.color, sys.stdout)
    with_choice = any(point.choice for point in points)
    choice = [tr("choix")] if with_choice else []
    heading = [tr("depuis"), *choice, tr("valeur"), tr("évolution"), tr("texte")]
    output.say_table(
        [
            [
                point.date.isoformat(),
                *([point.choice] if with_choice else []),
                words,
                change,
                _cited(point.citation),
            ]
            for point, words, change in rows
        ],
        heading,
        color,
    )
    return 0


def _tell_variants(book: Rulebook, name: str, missing: MissingInputError) -> None:
    """Write the versions of a rule whose values depend on the person."""
    from bareme.cli import output
    from bareme.cli.commands.show import told_variant

    rule = book.definition.rules[name]
    output.say(tr("{label} (selon la personne)", label=rule.label))
    for variant in rule.variants:
        output.say(tr("depuis le {date}", date=variant.start))
        for line in told_variant(rule, variant):
            output.say(line)
    wanted = ", ".join(f"{asked.name}=…" for asked in missing.needed)
    output.note(tr("Pour des montants, donnez une situation : {wanted}", wanted=wanted))


def _points(book: Rulebook, name: str, assignments: list[str]) -> list[_Point]:
    from bareme.diagnostics import Diagnostic, facts
    from bareme.errors import SituationError
    from bareme.nearest import nearest

    definition = book.definition
    if name in definition.parameters:
        return _figures(definition.parameters[name])
    if name in definition.rules:
        return _values(book, name, assignments)
    names = [*definition.parameters, *definition.rules]
    data = facts({"name": name})
    raise SituationError([Diagnostic("unknown-output", None, data, nearest(name, names))])


def _figures(parameter: Parameter) -> list[_Point]:
    points = []
    for figure in parameter.figures:
        values = figure.value if isinstance(figure.value, Mapping) else {"": figure.value}
        points += [_Point(figure.start, key, v, figure.citation) for key, v in values.items()]
    return points


def _values(book: Rulebook, name: str, assignments: list[str]) -> list[_Point]:
    """Evaluate a rule on the first day of each version; keep the days on which it changes."""
    from bareme.cli.situation import situation_from
    from bareme.model import Citation

    given = situation_from(book.definition, assignments, None)
    given.pop(book.definition.reference_date or "", None)  # each version is shown on its own day
    rule = book.definition.rules[name]
    points: list[_Point] = []
    last = book.last_day
    for date in book.version_dates:
        variant = rule.in_force(date)
        if variant is None or (last is not None and date > last):
            continue
        result = book.on(date).evaluate(given, outputs=[name])
        published = next((p for p in rule.published if p.start == date), None)
        reference = variant.citation.reference or rule.citation.reference
        citation = published.citation if published else Citation(reference)
        citation = Citation(citation.reference or reference, citation.provenance)
        if published or not points or points[-1].value != result.exact(name):
            points.append(_Point(date, "", result.exact(name), citation))
    return points


def _change(before: Value, now: Value) -> str:
    """Return the evolution in percent, to one decimal, half away from zero."""
    from bareme.domains.exact import round_to
    from bareme.translation.manners import manner
    from bareme.words import number

    numbers = (int, Fraction)
    if not isinstance(before, numbers) or not isinstance(now, numbers) or not before:
        return ""
    if isinstance(before, bool) or isinstance(now, bool):
        return ""
    percent = round_to((now - before) * 100 / Fraction(before), Fraction(1, 10))
    return f"{'+' if percent >= 0 else ''}{number(percent, 1)}{manner().percent}"


def _cited(citation: Citation) -> str:
    from bareme.words import PROVENANCES

    mark = f" [{tr(PROVENANCES[citation.provenance])}]" if citation.provenance else ""
    return f"{citation.reference or ''}{mark}".strip()


def _as_data(
    book: Rulebook, name: str, point: _Point, words: str, change: str
) -> dict[str, object]:
    from bareme.explanation.data import plain
    from bareme.result import answer

    kind = book.definition.kind_of(name)
    assert kind is not None
    return {
        "date": point.date.isoformat(),
        "choice": point.choice or None,
        "value": plain(answer(point.value, kind)),
        "words": words,
        "change": change or None,
        "reference": point.citation.reference,
        "provenance": point.citation.provenance,
    }
