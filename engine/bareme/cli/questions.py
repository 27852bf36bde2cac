"""The questions of a rulebook: told all at once, in the order in which they matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bareme.translation import N_, tr
from bareme.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.domains.exact import Value
    from bareme.model import Input
    from bareme.rulebook import Rulebook, Rules

# Messages, to be translated where they are shown.
_TRUTHS = {True: N_("true (oui)"), False: N_("false (non)")}
_FORMS = {
    "boolean": N_("true (oui) ou false (non)"),
    "choice": N_("l'un de :"),
    "date": N_("une date : 2019-01-31"),
    "list": N_("aucun, un ou plusieurs, séparés par des virgules, de :"),
    "text": N_("un texte"),
}
DATE_QUESTION = N_("Quelle est la date du droit applicable ?")  # where no input carries it


class Questions(NamedTuple):
    """The questions of a rulebook, each group in the order of its inputs: those that are put in
    any case, and those that hang on the answers.
    """

    needed: tuple[Input, ...]
    possible: tuple[Input, ...]


def open_questions(rules: Rules) -> Questions:
    """Return what there is to ask before anything is known but the date; an input that has a
    default is asked for like another.
    """
    needed, possible = rules.questions(defaults=False)
    inputs = rules.book.definition.inputs.values()
    return Questions(
        tuple(asked for asked in inputs if asked.name in needed),
        tuple(asked for asked in inputs if asked.name in possible),
    )


def latest(book: Rulebook) -> Rules:
    """Return the rules in force on the last day that the rulebook covers."""
    return book.on(book.last_day or book.version_dates[-1])


def told(rules: Rules, dated: bool, command: str) -> Iterator[str]:
    """Give the lines that list the questions; `dated` when the date is known already, `command`
    what was called.
    """
    from bareme import words

    definition = rules.book.definition
    questions = open_questions(rules)
    yield definition.title
    yield tr(
        "Questions, dans l'ordre où elles comptent (version du {date})",
        date=words.date(rules.program.day),
    )
    yield ""
    number = 0
    if not dated:
        number = 1
        reference = definition.inputs.get(definition.reference_date or "")
        name, question = ("--on", tr(DATE_QUESTION))
        if reference is not None:
            name, question = reference.name, reference.question
        yield f"  1. {name} — {question}"
        yield f"       {period(rules.book)}"
    listed: list[Input] = []
    depending = tr("Selon les réponses")
    for heading, group in (("", questions.needed), (depending, questions.possible)):
        if group and heading:
            yield from ("", heading)
        for asked in group:
            number += 1
            yield f"{number:>3}. {asked.name} — {asked.question}"
            yield from (f"       {line}" for line in _answers(asked, listed))
            listed.append(asked)
    dated_command = command if dated or definition.reference_date else f"{command} --on DATE"
    yield ""
    yield tr("Répondez par nom=valeur, à la suite : {command} nom=valeur …", command=dated_command)
    yield tr("ou question par question :            {command} --ask", command=command)


def period(book: Rulebook) -> str:
    """Return which dates a rulebook covers, as what may be answered."""
    last = book.last_day
    start = book.definition.start
    if last is None:
        return tr("une date à partir du {start}", start=start)
    return tr("une date du {start} au {last}", start=start, last=last)


def numbered(asked: Input) -> bool:
    """Tell whether choices may be answered by a number: not where their names are codes."""
    return not any(name[0].isdigit() for name in asked.choices)


def _answers(asked: Input, listed: list[Input]) -> Iterator[str]:
    """Give the lines that say how a question is answered in a situation."""
    from bareme.words import labelled

    same = next((other for other in listed if other.choices == asked.choices), None)
    if asked.choices and same is not None:
        yield tr("{form} les mêmes que pour {name}", form=form(asked), name=same.name)
    else:
        yield form(asked)
        yield from (f"  {labelled(name, label)}" for name, label in asked.choices.items())
    if asked.default is not None:
        yield tr("par défaut : {default}", default=written(asked.default))


def written(value: Value) -> str:
    """Return a value as it is given in a situation, with what it says where that is not plain."""
    if isinstance(value, bool):
        return tr(_TRUTHS[value])
    return ", ".join(value) or "[]" if isinstance(value, tuple) else plain(value)


def form(asked: Input) -> str:
    """Return what sort of answer a question takes."""
    from bareme import words

    if asked.kind.base in _FORMS:
        return tr(_FORMS[asked.kind.base])
    told = tr("un nombre entier") if asked.type == "integer" else tr("un nombre")
    unit, least, most = asked.kind.unit, asked.minimum, asked.maximum
    if unit is not None and unit.powers:
        told = tr("{type} en {unit}", type=told, unit=unit.plural)
    if least is not None:
        told = tr("{value}, au moins {bound}", value=told, bound=words.quantity(least, asked.kind))
    if most is not None:
        told = tr("{value}, au plus {bound}", value=told, bound=words.quantity(most, asked.kind))
    return told


def as_data(rules: Rules, dated: bool) -> dict[str, Any]:
    """Return the questions as JSON can hold them."""
    definition = rules.book.definition
    questions = open_questions(rules)
    reference = definition.inputs.get(definition.reference_date or "")
    first = () if dated or reference is None else (reference,)
    return {
        "rulebook": definition.name,
        "title": definition.title,
        "edition": definition.edition,
        "version": rules.program.day.isoformat(),
        "date_needed": not dated and reference is None,
        "questions": [
            *(_question(asked, needed=True) for asked in (*first, *questions.needed)),
            *(_question(asked, needed=False) for asked in questions.possible),
        ],
    }


def _question(asked: Input, needed: bool) -> dict[str, Any]:
    from bareme.explanation.data import plain as as_json
    from bareme.result import answer

    def data(value: Value) -> Any:
        return None if value is None else as_json(answer(value, asked.kind))

    return {
        "name": asked.name,
        "label": asked.label,
        "question": asked.question,
        "type": asked.type,
        "unit": str(asked.kind.unit) if asked.kind.unit and asked.kind.unit.powers else None,
        "choices": dict(asked.choices),
        "minimum": data(asked.minimum),
        "maximum": data(asked.maximum),
        "default": data(asked.default),
        "note": asked.citation.note,
        "needed": needed,
    }
