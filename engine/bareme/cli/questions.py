"""The questions of a rulebook: told all at once, in the order in which they matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bareme.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.domains.exact import Value
    from bareme.model import Input
    from bareme.rulebook import Rulebook, Rules

_TRUTHS = {True: "true (oui)", False: "false (non)"}
_FORMS = {
    "boolean": f"{_TRUTHS[True]} ou {_TRUTHS[False]}",
    "choice": "l'un de :",
    "date": "une date : 2019-01-31",
    "list": "aucun, un ou plusieurs, séparés par des virgules, de :",
    "text": "un texte",
}
DATE_QUESTION = "Quelle est la date du droit applicable ?"  # where no input carries it


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
    yield f"Questions, dans l'ordre où elles comptent (version du {words.date(rules.program.day)})"
    yield ""
    number = 0
    if not dated:
        number = 1
        reference = definition.inputs.get(definition.reference_date or "")
        name, question = ("--on", DATE_QUESTION)
        if reference is not None:
            name, question = reference.name, reference.question
        yield f"  1. {name} — {question}"
        yield f"       {period(rules.book)}"
    listed: list[Input] = []
    for heading, group in (("", questions.needed), ("Selon les réponses", questions.possible)):
        if group and heading:
            yield from ("", heading)
        for asked in group:
            number += 1
            yield f"{number:>3}. {asked.name} — {asked.question}"
            yield from (f"       {line}" for line in _answers(asked, listed))
            listed.append(asked)
    dating = "" if dated or definition.reference_date else " --on DATE"
    yield ""
    yield f"Répondez par nom=valeur, à la suite : {command}{dating} nom=valeur …"
    yield f"ou question par question :            {command} --ask"


def period(book: Rulebook) -> str:
    """Return which dates a rulebook covers, as what may be answered."""
    last = book.last_day
    start = book.definition.start
    return f"une date à partir du {start}" if last is None else f"une date du {start} au {last}"


def numbered(asked: Input) -> bool:
    """Tell whether choices may be answered by a number: not where their names are codes."""
    return not any(name[0].isdigit() for name in asked.choices)


def _answers(asked: Input, listed: list[Input]) -> Iterator[str]:
    """Give the lines that say how a question is answered in a situation."""
    same = next((other for other in listed if other.choices == asked.choices), None)
    if asked.choices and same is not None:
        yield f"{form(asked)} les mêmes que pour {same.name}"
    else:
        yield form(asked)
        yield from (f"  {name} : {label}" for name, label in asked.choices.items())
    if asked.default is not None:
        yield f"par défaut : {written(asked.default)}"


def written(value: Value) -> str:
    """Return a value as it is given in a situation, with what it says where that is not plain."""
    if isinstance(value, bool):
        return _TRUTHS[value]
    return ", ".join(value) or "[]" if isinstance(value, tuple) else plain(value)


def form(asked: Input) -> str:
    """Return what sort of answer a question takes."""
    from bareme import words

    if asked.kind.base in _FORMS:
        return _FORMS[asked.kind.base]
    whole = "un nombre entier" if asked.type == "integer" else "un nombre"
    unit = asked.kind.unit
    kind = f"{whole} en {unit.plural}" if unit is not None and unit.powers else whole
    bounds = (("au moins", asked.minimum), ("au plus", asked.maximum))
    told = [
        f"{word} {words.quantity(bound, asked.kind)}" for word, bound in bounds if bound is not None
    ]
    return ", ".join([kind, *told])


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
