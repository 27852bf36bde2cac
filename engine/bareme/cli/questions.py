"""The questions of a rulebook: told all at once, in the order in which they matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bareme.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.domains.exact import Value
    from bareme.model import Definition, Input
    from bareme.rulebook import Rulebook, Rules

_TRUTHS = {True: "true (oui)", False: "false (non)"}
_FORMS = {
    "boolean": f"{_TRUTHS[True]} ou {_TRUTHS[False]}",
    "choice": "l'un de :",
    "date": "une date : 2019-01-31",
    "list": "aucun, un ou plusieurs, séparés par des virgules, de :",
    "text": "un texte",
}
ON = "--on"  # where no input carries the date, the option does
ON_QUESTION = "Quelle est la date du droit applicable ?"


class Questions(NamedTuple):
    """The questions of a rulebook, each group in the order of its inputs: those to answer in any
    case, those that hang on the answers, and those that have an answer by default.
    """

    needed: tuple[Input, ...]
    possible: tuple[Input, ...]
    assumed: tuple[Input, ...]


def open_questions(rules: Rules) -> Questions:
    """Return what there is to ask before anything is known but the date."""
    needed = set(rules.questions()[0])
    every = {name for group in rules.questions(defaults=False) for name in group} | needed
    inputs = [asked for asked in rules.book.definition.inputs.values() if asked.name in every]
    return Questions(
        tuple(asked for asked in inputs if asked.name in needed),
        tuple(asked for asked in inputs if asked.default is None and asked.name not in needed),
        tuple(asked for asked in inputs if asked.default is not None),
    )


def latest(book: Rulebook) -> Rules:
    """Return the rules in force on the last day that the rulebook covers."""
    return book.on(book.last_day or book.version_dates[-1])


def told(rules: Rules, dated: bool) -> Iterator[str]:
    """Give the lines that list the questions; `dated` when the date is known already."""
    from bareme import words

    definition = rules.book.definition
    questions = open_questions(rules)
    yield definition.title
    yield f"Questions, dans l'ordre où elles comptent (version du {words.date(rules.program.day)})"
    number = 0
    date = [] if dated else [_date_question(definition)]
    for heading, group in (
        ("", (*date, *questions.needed)),
        ("Selon les réponses", questions.possible),
        ("Avec une réponse par défaut", questions.assumed),
    ):
        if group:
            yield ""
        if group and heading:
            yield heading
        for asked in group:
            number += 1
            name, question = (ON, ON_QUESTION) if asked is None else (asked.name, asked.question)
            yield f"{number:>3}. {name} — {question}"
            yield from (f"       {line}" for line in answers(asked))
    yield ""
    yield f"Répondez par nom=valeur, à la suite : bareme evaluate {definition.name} nom=valeur …"
    yield f"ou question par question :            bareme evaluate {definition.name} --ask"


def _date_question(definition: Definition) -> Input | None:
    """Return the input that carries the date; None where the option does."""
    return definition.inputs.get(definition.reference_date or "")


def answers(asked: Input | None) -> Iterator[str]:
    """Give the lines that say how a question is answered in a situation; that of the date, which
    no input carries, when `asked` is None.
    """
    if asked is None:
        yield _FORMS["date"]
        return
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
    reference = _date_question(definition)
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
            *(_question(asked, needed=False) for asked in questions.assumed),
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
