"""`bareme show`: a rulebook as it is in force on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from bareme.cli.parsing import Parser
    from bareme.model import Case, Citation, Input, Rule, Variant
    from bareme.rulebook import Rules


_TYPES = {
    "amount": "montant",
    "number": "nombre",
    "integer": "nombre entier",
    "boolean": "oui ou non : true, false",
    "choice": "choix",
    "date": "date",
    "text": "texte",
    "list": "aucun, un ou plusieurs choix",
}


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    parser.options.add_argument(
        "--on",
        metavar="DATE",
        help="la date (par défaut : aujourd'hui, ou le dernier jour couvert)",
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write what is in force on the date."""
    from bareme.cli import output
    from bareme.loading import load

    book = load(arguments.rulebook, rules=arguments.rules)
    date = arguments.on
    if date is None:
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        date = min(today, book.last_day or today)
    for line in _lines(book.on(date)):
        output.say(line)
    return 0


def _lines(rules: Rules) -> Iterator[str]:
    from bareme import words

    definition = rules.book.definition
    yield definition.title
    yield f"En vigueur le {words.date(rules.date)} (édition {definition.edition})"
    if definition.description:
        yield definition.description
    yield from _section("Chiffres", _figures(rules))
    yield from _section("Données", (line for i in definition.inputs.values() for line in _input(i)))
    in_force = (line for rule in definition.rules.values() for line in _rule(rules, rule))
    yield from _section("Règles", in_force)
    answers = (f"  {name} — {definition.label_of(name)}" for name in definition.outputs)
    yield from _section("Réponses", answers)
    yield from _section("Notes", (f"  • {note}" for note in definition.notes))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    collected = list(lines)
    if collected:
        yield from ("", title, *collected)


def _figures(rules: Rules) -> Iterator[str]:
    from bareme import words

    for name, parameter in rules.book.definition.parameters.items():
        figure = rules.program.figures.get(name)
        unit = parameter.kind.unit
        yield f"  {name} — {parameter.label}"
        if figure is None:
            yield "      pas de chiffre à cette date"
            continue
        since = f"depuis le {words.date(figure.start)}"
        if isinstance(figure.value, Mapping):
            for choice, value in figure.value.items():
                yield f"      {choice} : {words.amount(value, unit)}, {since}"
        else:
            yield f"      {words.amount(figure.value, unit)}, {since}"
        yield from _cited(figure.citation)


def _input(asked: Input) -> Iterator[str]:
    from bareme import words

    unit = f" en {asked.kind.unit.plural}" if asked.kind.unit and asked.kind.unit.powers else ""
    yield f"  {asked.name} — {asked.label} ({_TYPES[asked.type]}{unit})"
    yield f"      {asked.question}"
    for name, label in asked.choices.items():
        yield f"      {name} : {label}"
    if asked.default is not None:
        default = words.quantity(asked.default, asked.kind, asked.choices)
        yield f"      à défaut de réponse : {default}"
    yield from _cited(asked.citation)


def _rule(rules: Rules, rule: Rule) -> Iterator[str]:
    from bareme import words

    variant = rule.in_force(rules.date)
    unit = rule.kind.unit
    of_unit = f", en {unit.plural}" if unit is not None and unit.powers else ""
    yield f"  {rule.name} — {rule.label}{of_unit}"
    if variant is None:
        yield f"      pas encore en vigueur (à partir du {words.date(rule.variants[0].start)})"
        return
    yield from told_variant(rule, variant)
    if len(rule.variants) > 1:
        yield f"      version du {words.date(variant.start)}"
    published = rule.prevailing(rules.date)
    if published is not None and published.discrepancy is not None:
        amount = words.amount(published.value, unit)
        yield f"      le montant publié s'applique : {amount} ({published.discrepancy.reason})"


def told_variant(rule: Rule, variant: Variant) -> Iterator[str]:
    """Give the lines of one version of a rule: its cases, finishers and texts."""
    from bareme import words

    if variant.collects:
        yield "      tout ce qui convient, de :"
    elif len(variant.cases) > 1:
        yield "      le premier cas qui convient, de :"
    for case in variant.cases:
        yield from _item(case) if variant.collects else _case(case)
    if variant.floor:
        yield f"      au moins {variant.floor.text}"
    if variant.cap:
        yield f"      au plus {variant.cap.text}"
    if variant.round is not None:
        yield f"      arrondi à {words.number(variant.round)}"
    for citation in (variant.citation, rule.citation):
        yield from _cited(citation)


def _case(case: Case) -> Iterator[str]:
    condition = f"si {case.when.text} : " if case.when else ""
    bounds = f", au moins {case.floor.text}" if case.floor else ""
    bounds += f", au plus {case.cap.text}" if case.cap else ""
    yield f"      {condition}{case.then.text}{bounds}"
    if case.because:
        yield f"        → {case.because}"
    if case.reference:
        yield f"        texte : {case.reference}"


def _item(case: Case) -> Iterator[str]:
    """Tell one item of a list: its label stands as the reason."""
    condition = f", si {case.when.text}" if case.when else ""
    yield f"      - {case.then.text}{condition}"
    yield f"        → {case.because}"
    if case.reference:
        yield f"        texte : {case.reference}"


def _cited(citation: Citation) -> Iterator[str]:
    from bareme import words

    if citation.reference:
        mark = f" [{words.PROVENANCES[citation.provenance]}]" if citation.provenance else ""
        yield f"      texte : {citation.reference}{mark}"
    if citation.note:
        yield f"      note : {citation.note}"
