"""Questions put one at a time on a terminal, until there is an answer.

What earlier answers have made pointless is not asked. Everything said here goes to standard
error: standard output is for the answer.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bareme import words
from bareme.cli import output
from bareme.cli.questions import ON, ON_QUESTION, form
from bareme.diagnostics import Diagnostic, facts
from bareme.errors import SituationError
from bareme.language.kinds import DATE
from bareme.reading.scalars import suggest_boolean
from bareme.values import Expected, Fault, parse_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bareme.domains.exact import Value
    from bareme.model import Input
    from bareme.rulebook import Rulebook, Rules


class _Stopped(Exception):
    """There is nothing more to read."""


class _Passed(Exception):
    """The person would rather not answer."""


def ask(
    book: Rulebook, given: Mapping[str, Value], on: str | None, outputs: Sequence[str]
) -> tuple[Rules, dict[str, Value]]:
    """Put every question that matters to `outputs`, and return the rules of the date told and
    the situation; it stays incomplete when there is nothing more to read.

    The first output must be answered; for the others a question may be passed over.
    """
    output.note(book.title)
    output.note("Entrée : la réponse par défaut. « ? » : des précisions. Ctrl-D : arrêter.")
    answered = dict(given)
    rules = _rules(book, answered, on)
    passed: set[str] = set()
    try:
        for index, name in enumerate(outputs):
            _ask_for(rules, name, answered, passed, optional=index > 0)
    except _Stopped:
        output.note("")
    output.note("")
    return rules, answered


def _rules(book: Rulebook, answered: dict[str, Value], on: str | None) -> Rules:
    """Return the rules of the date given, or of the date that is told now."""
    if on is not None:
        return book.on(on)
    reference = book.definition.inputs.get(book.definition.reference_date or "")
    name = reference.name if reference else ON
    if name in answered:
        return book.for_situation(answered)
    while True:
        try:
            if reference is None:
                day = _put(ON_QUESTION, Expected(DATE), None, optional=False)
            else:
                day = _put(reference.question, Expected.of(reference), reference, optional=False)
        except _Stopped:
            return book.for_situation(answered)  # says what is missing
        try:
            rules = book.on(day)  # type: ignore[arg-type]  # a date, see Expected
        except SituationError as error:
            for diagnostic in error.diagnostics:
                _refuse(diagnostic)
            continue
        if reference is not None:
            answered[name] = day
        return rules


def _ask_for(
    rules: Rules, name: str, answered: dict[str, Value], passed: set[str], optional: bool
) -> None:
    """Put questions until one output can be given, or is passed over."""
    while True:
        needed = set(rules.questions(answered, [name], defaults=False)[0])
        if not needed or passed & needed:
            return
        inputs = rules.book.definition.inputs.values()
        asked = next(asked for asked in inputs if asked.name in needed)
        try:
            answered[asked.name] = _put(asked.question, Expected.of(asked), asked, optional)
        except _Passed:
            passed.add(asked.name)
            return


def _put(question: str, expected: Expected, asked: Input | None, optional: bool) -> Value:
    """Put one question until the answer can be taken."""
    output.note("")
    may_pass = optional and (asked is None or asked.default is None)
    output.note(f"{question}{'  (Entrée : passer)' if may_pass else ''}")
    names = list(asked.choices) if asked is not None else []
    _offer(asked, names)
    suggestion: str | None = None
    while True:
        text = _read()
        if text == "?" and asked is not None:
            _explain(asked)
            continue
        if not text and suggestion is None:
            if asked is not None and asked.default is not None:
                return asked.default
            if may_pass:
                raise _Passed
        try:
            return parse_text(_meant(text or suggestion or "", expected, names), expected)
        except Fault as fault:
            suggestion = fault.suggestion
            _refuse(Diagnostic(fault.code, None, facts(fault.data), suggestion))
            if suggestion is not None:
                output.note(f"  (Entrée : {suggestion})")


def _offer(asked: Input | None, names: list[str]) -> None:
    """Say what may be answered, choices with a number each."""
    if asked is None:
        output.note("  une date : 2019-01-31")
        return
    for number, name in enumerate(names, start=1):
        output.note(f"  {number}. {asked.choices[name]}")
    if asked.kind.base == "list":
        output.note("  (plusieurs : 1, 3 ; aucun : Entrée)")
    if not names:
        output.note(f"  {'oui ou non' if asked.kind.base == 'boolean' else form(asked)}")
    if asked.default is not None:
        output.note(f"  (Entrée : {words.quantity(asked.default, asked.kind, asked.choices)})")


def _explain(asked: Input) -> None:
    output.note(f"  {asked.label} ({asked.name})")
    for line in (asked.citation.note, asked.citation.reference):
        if line:
            output.note(f"  {line}")


def _read() -> str:
    print("> ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise _Stopped
    return line.strip()


def _meant(text: str, expected: Expected, names: list[str]) -> str:
    """Return an answer as it is written in a situation: a choice by its number, oui as true."""
    base = expected.kind.base
    if base == "boolean":
        return suggest_boolean(text) or text
    if base in {"choice", "list"}:
        parts = [part.strip() for part in text.split(",")]
        return ",".join(_named(part, names) for part in parts)
    return text


def _named(part: str, names: list[str]) -> str:
    if part in names or not part.isdecimal() or not 1 <= int(part) <= len(names):
        return part  # a code is a name before it is a number
    return names[int(part) - 1]


def _refuse(diagnostic: Diagnostic) -> None:
    output.note(f"  {diagnostic.message} {diagnostic.remedy}")
