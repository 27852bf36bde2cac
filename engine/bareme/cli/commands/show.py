"""`bareme show`: a rulebook as it is in force on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bareme.cli.parsing import add_common, add_rulebook
from bareme.translation import N_, tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from bareme.cli.parsing import Parser
    from bareme.model import Case, Citation, Input, Rule, Variant
    from bareme.rulebook import Rules

_MARGIN, _DEEPER = " " * 6, " " * 8
_TYPES = {
    "amount": N_("montant"),
    "number": N_("nombre"),
    "integer": N_("nombre entier"),
    "boolean": N_("oui ou non : true, false"),
    "choice": N_("choix"),
    "date": N_("date"),
    "text": N_("texte"),
    "list": N_("aucun, un ou plusieurs choix"),
}


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    add_rulebook(parser)
    parser.options.add_argument(
        "--on",
        metavar="DATE",
        help=tr("la date (par défaut : aujourd'hui, ou le dernier jour couvert)"),
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
    yield tr(
        "En vigueur le {date} (édition {edition})",
        date=words.date(rules.date),
        edition=definition.edition,
    )
    if definition.description:
        yield definition.description
    yield from _section(tr("Chiffres"), _figures(rules))
    yield from _section(
        tr("Données"), (line for i in definition.inputs.values() for line in _input(i))
    )
    in_force = (line for rule in definition.rules.values() for line in _rule(rules, rule))
    yield from _section(tr("Règles"), in_force)
    answers = (f"  {name} — {definition.label_of(name)}" for name in definition.outputs)
    yield from _section(tr("Réponses"), answers)
    yield from _section(tr("Notes"), (f"  • {note}" for note in definition.notes))


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
            yield _MARGIN + tr("pas de chiffre à cette date")
            continue
        since = words.date(figure.start)
        if isinstance(figure.value, Mapping):
            for choice, value in figure.value.items():
                yield _MARGIN + words.labelled(choice, _since(words.amount(value, unit), since))
        else:
            yield _MARGIN + _since(words.amount(figure.value, unit), since)
        yield from _cited(figure.citation)


def _since(value: str, date: str) -> str:
    return tr("{value}, depuis le {date}", value=value, date=date)


def _input(asked: Input) -> Iterator[str]:
    from bareme import words

    unit, type_ = asked.kind.unit, tr(_TYPES[asked.type])
    if unit and unit.powers:
        type_ = tr("{type} en {unit}", type=type_, unit=unit.plural)
    yield f"  {asked.name} — {asked.label} ({type_})"
    yield _MARGIN + asked.question
    for name, label in asked.choices.items():
        yield _MARGIN + words.labelled(name, label)
    if asked.default is not None:
        default = words.quantity(asked.default, asked.kind, asked.choices)
        yield _MARGIN + tr("à défaut de réponse : {default}", default=default)
    yield from _cited(asked.citation)


def _rule(rules: Rules, rule: Rule) -> Iterator[str]:
    from bareme import words

    variant = rule.in_force(rules.date)
    unit = rule.kind.unit
    label = rule.label
    if unit is not None and unit.powers:
        label = tr("{label}, en {unit}", label=label, unit=unit.plural)
    yield f"  {rule.name} — {label}"
    if variant is None:
        start = words.date(rule.variants[0].start)
        yield _MARGIN + tr("pas encore en vigueur (à partir du {date})", date=start)
        return
    yield from told_variant(rule, variant)
    if len(rule.variants) > 1:
        yield _MARGIN + tr("version du {date}", date=words.date(variant.start))
    published = rule.prevailing(rules.date)
    if published is not None and published.discrepancy is not None:
        amount = words.amount(published.value, unit)
        told = tr(
            "le montant publié s'applique : {amount} ({reason})",
            amount=amount,
            reason=published.discrepancy.reason,
        )
        yield _MARGIN + told


def told_variant(rule: Rule, variant: Variant) -> Iterator[str]:
    """Give the lines of one version of a rule: its cases, finishers and texts."""
    from bareme import words

    if variant.collects:
        yield _MARGIN + tr("tout ce qui convient, de :")
    elif len(variant.cases) > 1:
        yield _MARGIN + tr("le premier cas qui convient, de :")
    for case in variant.cases:
        yield from _item(case) if variant.collects else _case(case)
    if variant.floor:
        yield _MARGIN + tr("au moins {bound}", bound=variant.floor.text)
    if variant.cap:
        yield _MARGIN + tr("au plus {bound}", bound=variant.cap.text)
    if variant.round is not None:
        yield _MARGIN + tr("arrondi à {step}", step=words.number(variant.round))
    for citation in (variant.citation, rule.citation):
        yield from _cited(citation)


def _case(case: Case) -> Iterator[str]:
    told = case.then.text
    if case.floor:
        told = tr("{value}, au moins {bound}", value=told, bound=case.floor.text)
    if case.cap:
        told = tr("{value}, au plus {bound}", value=told, bound=case.cap.text)
    if case.when:
        told = tr("si {condition} : {value}", condition=case.when.text, value=told)
    yield _MARGIN + told
    if case.because:
        yield f"        → {case.because}"
    if case.reference:
        yield _DEEPER + tr("texte : {reference}", reference=case.reference)


def _item(case: Case) -> Iterator[str]:
    """Tell one item of a list: its label stands as the reason."""
    told = case.then.text
    if case.when:
        told = tr("{value}, si {condition}", value=told, condition=case.when.text)
    yield f"      - {told}"
    yield f"        → {case.because}"
    if case.reference:
        yield _DEEPER + tr("texte : {reference}", reference=case.reference)


def _cited(citation: Citation) -> Iterator[str]:
    from bareme import words

    if citation.reference:
        mark = f" [{tr(words.PROVENANCES[citation.provenance])}]" if citation.provenance else ""
        yield _MARGIN + tr("texte : {reference}", reference=f"{citation.reference}{mark}")
    if citation.note:
        yield _MARGIN + tr("note : {note}", note=citation.note)
